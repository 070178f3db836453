"""Drawn questions carry gold that follows from what the documents print."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from eval.make.command import draw, run
from eval.measures.numbers import number_tokens, plain
from eval.run.cases import load_cases
from eval.samples.corpus.builder import CORPUS
from eval.samples.questions.question import Sample
from ingest.settings import StoreSettings
from qa.stores import Stores
from tests.eval.samples.test_corpus import text_of


@pytest.fixture(scope="module")
def drawn(sample_stores: Stores) -> list[Sample]:
    return draw(sample_stores.catalog, 150, seed=7)


def test_the_same_seed_draws_the_same_questions_and_another_seed_others(sample_stores: Stores) -> None:
    first, again, other = (draw(sample_stores.catalog, 40, seed) for seed in (1, 1, 2))
    assert first == again
    assert {each.question for each in first} != {each.question for each in other}


def test_a_drawn_set_can_be_loaded_and_holds_every_kind(sample_settings: StoreSettings, tmp_path: Path) -> None:
    made = run(sample_settings.folder, tmp_path / "made.jsonl", count=120, seed=3)
    cases = load_cases(tmp_path / "made.jsonl")
    assert len(cases) == made == 120
    kinds = {"lookup", "arithmetic", "share", "rank", "yoy", "execution", "unanswerable", "compare"}
    assert {case.type for case in cases} == kinds | {"count", "list", "followup"}


def test_no_question_is_drawn_twice(drawn: list[Sample]) -> None:
    assert max(Counter((*each.turns, each.question) for each in drawn).values()) == 1


def test_a_small_store_gives_five_hundred_different_questions(sample_stores: Stores) -> None:
    assert len(draw(sample_stores.catalog, 500, seed=5)) == 500


def test_every_quote_of_a_drawn_question_stands_in_its_document(drawn: list[Sample]) -> None:
    texts = {path.stem: plain(text_of(path)) for path in CORPUS.iterdir()}
    quotes = [(document, text) for each in drawn for document, _, text in each.evidence]
    assert len(quotes) > 100
    assert [quote for quote in quotes if plain(quote[1]) not in texts[quote[0]]] == []


def test_a_look_up_asks_for_the_printed_cell(drawn: list[Sample]) -> None:
    """In the unit printed, or in 元, 万元 or 亿元 where the question asks for that."""
    for each in (each for each in drawn if each.type == "lookup"):
        (printed,) = number_tokens(each.evidence[0][2])
        assert printed in [Decimal(each.answer["number"]).scaleb(places) for places in (0, 4, -4, 8, -8)]


def test_sums_and_shares_follow_from_the_two_printed_cells(drawn: list[Sample]) -> None:
    for each in (each for each in drawn if each.type in ("arithmetic", "share")):
        (one,), (two,) = (number_tokens(quote) for _, _, quote in each.evidence)
        right = Decimal(each.answer["number"])
        if each.type == "share":
            assert abs(one * 100 / two - right) <= Decimal("0.005")
        elif "几倍" in each.question:
            assert abs(one / two - right) <= Decimal("0.005")
        elif "平均" in each.question:
            assert right == (one + two) / 2
        else:
            assert right == (one + two if "加起来" in each.question else abs(one - two))


def test_what_exceeds_a_limit_is_counted_and_listed_alike(sample_stores: Stores) -> None:
    drawn = draw(sample_stores.catalog, 500, seed=7)
    lists = {each.question.removesuffix("有哪些？"): each.answer["items"] for each in drawn if each.type == "list"}
    counts = {each.question.removesuffix("有几个？"): each.answer["number"] for each in drawn if each.type == "count"}
    both = set(lists) & set(counts)
    assert len(both) > 3
    assert {each: str(len(lists[each])) for each in both} == {each: counts[each] for each in both}


def test_a_drawn_change_says_whether_it_rose_or_fell_as_the_text_does(drawn: list[Sample]) -> None:
    asked = [each for each in drawn if each.type == "yoy" and "了多少" in each.question]
    assert asked
    for each in asked:
        assert ("增加" in each.question) == ("增加" in each.evidence[0][2])


def test_a_question_without_an_answer_wants_a_refusal_and_names_a_document_that_was_searched(
    drawn: list[Sample],
) -> None:
    refusals = [each for each in drawn if each.type == "unanswerable"]
    assert len(refusals) > 10
    assert all(json.dumps(dict(each.answer)) == '{"refuse": true}' and each.documents for each in refusals)
