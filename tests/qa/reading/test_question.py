"""A question is translated into the documents' own terms before anything is looked up."""

from __future__ import annotations

import pytest

from qa.reading.question import read_question


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("How much did the bureau spend on hospitality in 2024?", ("公务接待费", "支出")),
        ("What is the budget execution rate of 2024?", ("预算", "执行率")),
        ("Why did basic expenditure increase?", ("为什么", "基本支出", "增加")),
        ("final accounts of the official reception", ("决算", "公务接待费")),
    ],
)
def test_english_terms_become_the_documents_own(asked: str, terms: tuple[str, ...]) -> None:
    text = read_question(asked).text
    assert all(each in text for each in terms) and not any(each.isascii() and each.isalpha() for each in text)


def test_a_chinese_term_in_brackets_is_the_one_meant() -> None:
    assert read_question("total expenditure (支出合计) in 2024").text == "支出合计2024"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("2024年支出是多少", "zh"), ("How much was spent in 2024?", "en"), ("岚县人社局2024年的total是多少", "zh")],
)
def test_the_answer_is_in_the_language_of_most_words(asked: str, language: str) -> None:
    assert read_question(asked).language == language


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("2024和2023年相比", (2024, 2023)),
        ("24年支出", (2024,)),
        ("2023-2024年", (2023, 2024)),
        ("２０２４年", (2024,)),
        ("支出2024万元", ()),
        ("共2013人", ()),
        ("科目2013250", ()),
    ],
)
def test_years_are_years_and_amounts_are_not(asked: str, years: tuple[int, ...]) -> None:
    assert read_question(asked).years == years


@pytest.mark.parametrize(
    ("asked", "top"),
    [("前三名", 3), ("前10项", 10), ("前两个", 2), ("最大的五个项目", 5), ("支出最多的是", None)],
)
def test_how_many_are_asked_for_is_read_in_digits_and_characters(asked: str, top: int | None) -> None:
    assert read_question(asked).top == top


def test_what_stands_in_quotation_marks_is_kept_apart() -> None:
    assert read_question("《支出决算表》里的“合计”").quoted == ("支出决算表", "合计")


def test_a_question_keeps_its_wording_as_asked() -> None:
    assert read_question("  ２０２４年 支出？ ").raw == "２０２４年 支出？"
