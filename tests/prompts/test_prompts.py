"""Prompts are files: rendered completely or not at all, and identified by their hash."""

from __future__ import annotations

import pytest

from prompts import NAMES, PromptError, hashes, render

ANSWER = {"turns": "", "question": "q", "documents": "D1", "reading": "figure(D1)"}


def test_every_prompt_of_the_list_is_a_file_with_a_hash() -> None:
    assert {f"{name}.md" for name in NAMES} <= set(hashes())
    assert all(len(each) == 12 for each in hashes().values())


def test_values_stand_in_the_rendered_prompt() -> None:
    assert "问题：多少" in render("answer", **{**ANSWER, "question": "多少"}).text


def test_a_missing_value_is_an_error_that_names_it() -> None:
    with pytest.raises(PromptError, match="reading"):
        render("answer", **{name: value for name, value in ANSWER.items() if name != "reading"})


def test_a_value_that_the_prompt_does_not_use_is_an_error() -> None:
    with pytest.raises(PromptError, match="mood"):
        render("system", mood="happy")


def test_an_unknown_prompt_is_an_error() -> None:
    with pytest.raises(PromptError, match="poem"):
        render("poem")


def test_a_question_with_a_dollar_sign_stays_as_it_is() -> None:
    assert "${reading}" in render("answer", **{**ANSWER, "question": "${reading}"}).text


def test_english_has_its_own_wording_where_it_matters_and_the_chinese_one_elsewhere() -> None:
    assert render("system", "en").language == "en"
    assert render("system", "en").hash != render("system").hash
    assert render("plan", "en", documents="", question="").language == "zh"
