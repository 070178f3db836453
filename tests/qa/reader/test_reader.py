"""The learned reader makes plans of questions; where it is not sure, the refusal of the rules stands."""

from __future__ import annotations

import pytest

from qa.desk import desk_of
from qa.drafting.answer import Answer, Status
from qa.execution.answering import answer_plan
from qa.pipeline import ask
from qa.reader.thread import Thread
from qa.stores import Stores


def read(stores: Stores, *questions: str) -> Answer:
    """The answer of the learned reader to the last of the questions, which are one conversation."""
    desk, thread = desk_of(stores), Thread()
    for each in questions:
        reading = desk.reader.read(each, thread)
        thread = thread.and_then(reading.said) if reading.said is not None else thread
    assert reading.plan is not None
    return answer_plan(reading.plan, desk.executor)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("在禾川县水务局2024年决算里，水利工程建设的决算数是多少", "1685.30"),
        ("请问禾川县水务局2024年差旅费花了多少钱？谢谢", "17.90"),
        ("禾川县水务局2024年公务接待费的决算数，麻烦查一下", "1.86"),
    ],
)
def test_a_figure_is_read_in_words_that_no_rule_has(sample_stores: Stores, question: str, value: str) -> None:
    assert read(sample_stores, question).results[0].value == value


def test_a_ranking_of_the_rows_of_a_table_is_read(sample_stores: Stores) -> None:
    answer = read(sample_stores, "请把禾川县水务局2024年支出决算表里项级科目按金额从大到小排一排")
    assert answer.items[0] == "水利工程建设"


def test_a_follow_up_asks_the_same_of_another_item(sample_stores: Stores) -> None:
    answer = read(sample_stores, "禾川县水务局2024年会议费决算是多少", "那差旅费呢")
    assert answer.results[0].value == "17.90"


def test_what_is_asked_beside_a_figure_of_one_document_is_asked_of_it(sample_stores: Stores) -> None:
    """Only one institution has 水利工程建设; the travel expenses beside it are its own, here and a turn later."""
    answer = read(sample_stores, "水利工程建设2024年决算数是多少？差旅费花了多少？")
    assert [each.value for each in answer.results] == ["1685.30", "17.90"]
    assert read(sample_stores, "水利工程建设2024年决算数是多少？", "那差旅费呢").results[0].value == "17.90"


def test_another_office_is_never_answered_from_the_one_at_hand(sample_stores: Stores) -> None:
    assert read(sample_stores, "禾川县民政局2024年差旅费是多少").status is Status.REFUSED


def test_a_refusal_stands_where_the_reader_is_not_sure(sample_stores: Stores) -> None:
    answer = ask("How big was 禾川县水务局's 2024 printing bill?", stores=sample_stores)
    assert answer.status is Status.REFUSED and not answer.results


def test_a_bracket_makes_another_item_of_a_name(sample_stores: Stores) -> None:
    """资本性支出（基本建设） is never answered with 资本性支出."""
    answer = ask("禾川水务局2024年决算的资本性支出（基本建设）是多少？", stores=sample_stores)
    assert answer.status is Status.REFUSED and not answer.results
