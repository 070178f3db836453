"""Retrieval is measured on gold quotes, the plain baseline is what it says, and switched-off parts are off."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.baselines.ablations import WithoutParts
from eval.baselines.bm25 import Bm25
from eval.baselines.command import OVERLAP, PIECE, our_systems, pieces_of, plain_systems
from eval.baselines.own_retrieval import own_passages, ranker
from eval.baselines.search_variants import variants
from eval.measures.retrieval import Passage, holds, measure
from eval.measures.scoring import Outcome, score
from eval.run.cases import load_cases
from eval.run.runner import run_cases
from eval.samples.questions.whole_set import SET
from ingest.settings import StoreSettings
from qa.evidence.library import Library
from qa.retrieval import Part, Retriever
from qa.stores import Stores
from tests.fixtures.scored_answers import case

EVIDENCE = [
    {"doc": "lanxian", "where": "支出决算表", "quote": "1,776.34"},
    {"doc": "lanxian", "where": "情况说明", "quote": "县级配套资金"},
]
PASSAGES = [
    Passage("a", "lanxian", "农林水支出 1776.34"),
    Passage("b", "lanxian", "部分使用县级 配套资金"),
    Passage("c", "hongqi", "农林水支出 1776.34，县级配套资金"),
    Passage("d", "lanxian", "住房保障支出 21,776.34"),
]


def test_a_ranking_is_measured_by_quotes_found_first_hit_and_gain() -> None:
    asked = [case({"number": "1776.34", "unit": "万元"}, evidence=EVIDENCE)]
    found = measure(asked, PASSAGES, lambda _: ["c", "a", "d", "b"])
    assert (found.recall[1], found.recall[3], found.recall[5]) == (0.0, 0.5, 1.0)
    assert found.mrr == 0.5
    assert found.ndcg == pytest.approx((1 / 1.58496 + 1 / 2.32193) / (1 + 1 / 1.58496), abs=1e-4)
    perfect = measure(asked, PASSAGES, lambda _: ["b", "a"])
    assert (perfect.mrr, perfect.ndcg, perfect.recall[3]) == (1.0, pytest.approx(1.0), 1.0)


def test_a_cell_is_held_as_a_whole_number_of_its_own_document_only() -> None:
    (gold, _) = case({"refuse": True}, evidence=EVIDENCE).evidence
    assert [each.id for each in PASSAGES if holds(each, gold)] == ["a"]


def test_a_question_without_evidence_is_not_counted() -> None:
    found = measure([case({"refuse": True}, "unanswerable")], PASSAGES, lambda _: ["a"])
    assert found.questions == 0


def test_bm25_prefers_the_text_with_the_rare_word_and_leaves_out_texts_without_any() -> None:
    index = Bm25(["本年支出合计", "本年支出 农村供水", "名词解释"])
    assert index.best("农村供水支出", 5) == [1, 0]


def test_the_plain_baseline_cuts_whole_files_in_overlapping_pieces(sample_stores: Stores) -> None:
    pieces = pieces_of(sample_stores.catalog.documents())
    assert {each.document for each in pieces} == {
        "lanxian-2024-final",
        "hechuan-2024-final",
        "hechuan-2024-performance",
        "yanhu-2025-budget",
    }
    assert max(len(each.text) for each in pieces) <= PIECE
    assert OVERLAP < PIECE and len(pieces) > 50


def test_every_system_ranks_the_sample_questions(sample_stores: Stores, tmp_path: Path) -> None:
    cases = load_cases(SET)[:12]
    found = {**plain_systems(cases, sample_stores, tmp_path), **our_systems(cases, sample_stores)}
    for each in found.values():
        assert each.questions == 12
        assert 0 <= each.recall[1] <= each.recall[5] <= each.recall[10] <= 1
    assert found["everything"].recall[5] >= found["plain RAG: 500 characters, vectors"].recall[5] + 0.2
    assert {f"without {part}" for part in Part} | {"without meaning"} < set(found)


def test_the_shipped_embedder_is_set_against_none_and_an_untrained_one(sample_stores: Stores) -> None:
    """Over the sample set, in one run: words alone, with the model before training, with the shipped one."""
    cases, library = load_cases(SET), Library(sample_stores)
    passages = own_passages(sample_stores)
    found = {
        name: measure(cases, passages, ranker(Retriever(sample_stores, library, [Part.SEARCH], search)))
        for name, search in variants(sample_stores.store).items()
    }
    assert found["shipped model"].ndcg > found["untrained model"].ndcg
    assert found["shipped model"].ndcg > found["no embedder"].ndcg


def test_without_cells_and_sentences_a_figure_of_a_table_is_not_answered(sample_settings: StoreSettings) -> None:
    asked = [each for each in load_cases(SET) if each.id == "sample-001"]
    outcomes = []
    for parts in ((), ("facts", "statements")):
        (record,) = run_cases(asked, WithoutParts(sample_settings, parts))
        outcomes.append(score(asked[0], record.answer, record.error).outcome)
    assert outcomes[0] is Outcome.RIGHT
    assert outcomes[1] is not Outcome.RIGHT
