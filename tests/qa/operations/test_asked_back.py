"""An ambiguous question is asked back, with readings that can be asked as they are."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Status
from tests.fixtures.conversation import Asked, first


@pytest.mark.parametrize("question", ["基本支出是多少", "机关运行经费是多少", "2024年三公经费决算"])
def test_an_open_question_asks_which_document_is_meant(sample: Asked, question: str) -> None:
    answer = sample(question)
    assert answer.status is Status.NEEDS_CLARIFICATION and len(answer.clarify) > 1
    assert not answer.results and not answer.citations
    assert all(each.label in answer.answer for each in answer.clarify)


def test_every_option_can_be_asked_as_it_is(sample: Asked) -> None:
    options = sample("机关运行经费是多少").clarify
    assert [first(sample(each.question)) for each in options] == [
        ("11.95", "万元"),
        ("68.90", "万元"),
        ("173.62", "万元"),
    ]


def test_an_option_is_chosen_by_its_number(sample: Asked) -> None:
    assert first(sample("机关运行经费是多少", "2")) == ("68.90", "万元")
    assert first(sample("机关运行经费是多少", "第三个")) == ("173.62", "万元")


def test_an_option_is_chosen_by_a_part_of_its_name(sample: Asked) -> None:
    assert first(sample("机关运行经费是多少", "雁湖市商务局")) == ("173.62", "万元")


def test_a_number_that_is_no_option_chooses_nothing(sample: Asked) -> None:
    answer = sample("机关运行经费是多少", "9")
    assert not answer.results


def test_documents_that_all_say_the_same_need_no_choice(sample: Asked) -> None:
    """The accounts and the performance report of one institution print the same total."""
    answer = sample("禾川县水务局2024年公用经费是多少")
    assert answer.status is Status.ANSWERED and first(answer) == ("112.15", "万元")


def test_a_question_that_one_document_alone_answers_needs_no_institution(sample: Asked) -> None:
    assert first(sample("农村供水支出决算是多少")) == ("420.75", "万元")
