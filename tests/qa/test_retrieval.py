"""Passages for a question rank higher with its plan than by words and meaning alone."""

from __future__ import annotations

from eval.baselines.own_retrieval import own_passages, ranker
from eval.measures.retrieval import measure
from eval.run.cases import load_cases
from qa.evidence.library import library_of
from qa.retrieval import Part, Retriever
from qa.stores import Stores
from tests.fixtures.paths import SAMPLE_SET


def test_the_gold_evidence_is_among_the_first_five_passages_more_often_than_by_search_alone(
    sample_stores: Stores,
) -> None:
    """Over the sample set with its conversations: evidence found by the plan comes first."""
    retriever = Retriever(sample_stores, library_of(sample_stores))
    cases, pieces = load_cases(SAMPLE_SET), own_passages(sample_stores)
    led = measure(cases, pieces, ranker(retriever))
    plain = measure(
        cases, pieces, lambda case: [each.chunk.id for each in sample_stores.search.passages(case.question, limit=10)]
    )
    assert led.recall[5] >= 0.95, led
    assert led.recall[5] > plain.recall[5] + 0.05, (led, plain)


def test_a_question_about_one_document_is_given_passages_of_that_document_only(sample_stores: Stores) -> None:
    """The institution named in a question is a strict facet."""
    retriever = Retriever(sample_stores, library_of(sample_stores))
    wanted = {info.id for info in sample_stores.catalog.documents() if "水务局" in info.institution}
    found = retriever.chunks("禾川县水务局防汛支出决算是多少", 5)
    assert found
    assert {each.rpartition("-")[0] for each, _ in found} <= wanted


def test_a_question_for_a_definition_is_given_running_text_from_the_search(sample_stores: Stores) -> None:
    """Table or text is a facet of the plan, too."""
    retriever = Retriever(sample_stores, library_of(sample_stores), [Part.SEARCH])
    found = retriever.chunks("禾川县水务局的决算里“三公”经费是什么意思", 8)
    chunks = sample_stores.catalog.chunks(each for each, _ in found)
    assert found and not any(chunk.table_id for chunk in chunks)
