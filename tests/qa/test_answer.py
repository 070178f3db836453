"""The answer object: documented fields, marks that resolve, figures with sources, reproducible sums."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal

import pytest

from eval.measures.sources import unsourced
from eval.run.cases import load_cases
from ingest.model.errors import BadQuestion
from qa.drafting.answer import Answer, Basis, Status
from qa.pipeline import LONGEST_QUESTION, ask
from qa.session import Session
from qa.stores import Stores
from tests.fixtures.conversation import Asked
from tests.fixtures.paths import ROOT
from tests.fixtures.redone import redone

_MARK = re.compile(r"\[(\d+)\]")


@pytest.fixture(scope="session")
def answers(sample_stores: Stores) -> list[Answer]:
    """The answer to every question of the sample set."""
    found = []
    for case in load_cases(ROOT / "eval" / "sets" / "sample.jsonl"):
        session = Session()
        for turn in case.turns:
            ask(turn, stores=sample_stores, session=session)
        found.append(ask(case.question, stores=sample_stores, session=session))
    return found


def _documented(heading: str) -> set[str]:
    """The fields in a table of docs/answers.md."""
    part = (ROOT / "docs" / "answers.md").read_text("utf-8").split(heading)[1]
    table = part.split("\n\n|")[1].split("\n\n")[0]
    return set(re.findall(r"`(\w+)`", " ".join(line.split("|")[1] for line in table.split("\n")[1:])))


def test_an_answer_has_the_documented_fields_and_no_other(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert set(answer.to_dict()) == _documented("## Fields")


def test_a_citation_has_the_documented_fields_and_no_other(answers: Sequence[Answer]) -> None:
    assert any(answer.citations for answer in answers)
    for citation in (each for answer in answers for each in answer.to_dict()["citations"]):
        assert set(citation) == _documented("A citation:")


def test_an_answer_is_plain_json(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert json.loads(answer.to_json()) == answer.to_dict()


def test_every_mark_in_the_text_leads_to_a_citation(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert {int(each) for each in _MARK.findall(answer.answer)} <= {each.id for each in answer.citations}


def test_citations_are_numbered_from_one(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert [each.id for each in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_every_figure_of_an_answer_has_a_source(answers: Sequence[Answer]) -> None:
    """Judged independently of the guard: a citation, a calculation or the question supports it."""
    for answer in answers:
        assert unsourced(answer.to_dict()) == (), answer.answer


def test_every_result_is_cited_and_says_what_it_stands_on(answers: Sequence[Answer]) -> None:
    for answer in answers:
        known = {each.id: each for each in answer.citations}
        for result in answer.results:
            cited = [known[each] for each in result.citations]
            assert cited, answer.answer
            if result.basis is Basis.CELL:
                assert all(each.table for each in cited)
            if result.basis is Basis.CALCULATED:
                values = {abs(Decimal(each.value)) for each in answer.calculations}
                assert abs(Decimal(result.value)) in values


def test_every_calculation_can_be_redone(answers: Sequence[Answer]) -> None:
    """The expression with its values gives the stated value, to its last digit."""
    calculations = [each for answer in answers for each in answer.calculations]
    assert len(calculations) > 20
    for each in calculations:
        value = Decimal(each.value)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        assert abs(redone(each.substituted) - value) <= step / 2, each


def test_every_number_of_a_calculation_is_a_cited_figure(answers: Sequence[Answer]) -> None:
    """A term is printed at its citation, is a count of terms, or a factor between units."""
    for answer in answers:
        quotes = {each.id: each.quote.replace(",", "") for each in answer.citations}
        for made in answer.calculations:
            held = " ".join(quotes[each] for each in made.citations)
            for term in re.findall(r"\d+(?:\.\d+)?", made.substituted):
                whole = "." not in term and set(term) <= set("0123456789")
                assert term in held or Decimal(term) == Decimal(100) or whole, (made, held)


def test_a_value_is_a_plain_decimal(answers: Sequence[Answer]) -> None:
    for result in (each for answer in answers for each in answer.results):
        assert re.fullmatch(r"-?\d+(\.\d+)?", result.value)


def test_a_refusal_states_no_figure_and_an_answer_is_never_empty(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert answer.answer
        if answer.status is not Status.ANSWERED:
            assert not (answer.results or answer.items or answer.calculations)
        assert bool(answer.clarify) == (answer.status is Status.NEEDS_CLARIFICATION)


def test_a_cited_cell_is_printed_on_its_line(answers: Sequence[Answer]) -> None:
    """In a text file the quote is on the cited line."""
    lines = (ROOT / "eval" / "corpus" / "hechuan-2024-final.txt").read_text("utf-8").split("\n")
    cited = [each for answer in answers for each in answer.citations if each.line and each.quote]
    assert cited
    for each in cited:
        assert each.quote[:20] in lines[each.line - 1], each


def test_every_answer_has_an_identity_of_its_own(sample: Asked) -> None:
    one, two = (sample("禾川县水务局2024年防汛支出是多少") for _ in range(2))
    assert one.id != two.id and one.results == two.results


@pytest.mark.parametrize("question", ["", "   ", "\n", "问" * (LONGEST_QUESTION + 1)])
def test_an_empty_or_endless_question_is_an_error_that_says_so(sample_stores: Stores, question: str) -> None:
    with pytest.raises(BadQuestion):
        ask(question, stores=sample_stores)


@pytest.mark.parametrize(
    "question", ["？？？", "[1][2]", "SELECT * FROM facts; --", "%s %d {0}", "🙂🙂", "(((((", "一" * 500, "\\d+(.*)["]
)
def test_nonsense_is_answered_without_an_error_and_without_a_figure(sample: Asked, question: str) -> None:
    answer = sample(question)
    assert answer.status is not Status.ANSWERED or not answer.results
