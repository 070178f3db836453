"""A question may rely on earlier turns, which complete it."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Status
from tests.fixtures.conversation import Asked, figures, first, refusal


def test_another_item_of_the_same_document(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年防汛支出是多少", "那农村供水呢？")) == ("420.75", "万元")


def test_a_share_of_what_was_spoken_of(sample: Asked) -> None:
    answer = sample("岚县人社局2024年公益性岗位补贴是多少", "占总支出多少？")
    assert first(answer) == ("17.59", "%")


def test_the_year_before(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年公务接待费是多少", "上年呢？")) == ("2.31", "万元")


def test_the_same_of_another_institution(sample: Asked) -> None:
    answer = sample("岚县人社局2024年机关运行经费是多少", "换成禾川县水务局")
    assert first(answer) == ("68.90", "万元") and "禾川县水务局" in answer.answer


def test_why_asks_for_the_reason_of_what_was_just_answered(sample: Asked) -> None:
    answer = sample("岚县人社局2024年机关运行经费比上年增加多少", "为什么？")
    assert "新增1名享受公务交通补贴的人员" in answer.answer


def test_the_same_in_another_unit(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年防汛支出是多少", "是多少元？")) == ("741800.00", "元")


def test_a_unit_alone_keeps_the_item(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年防汛支出是多少", "以元为单位呢")) == ("741800.00", "元")


def test_two_answers_are_set_against_each_other(sample: Asked) -> None:
    answer = sample("岚县人社局2024年机关运行经费是多少", "禾川县水务局呢？", "两家相差多少？")
    assert first(answer) == ("56.95", "万元")


def test_a_budget_after_a_final_figure_keeps_the_item(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年水利工程建设支出决算是多少", "年初预算呢？")) == ("1200.00", "万元")


def test_a_whole_question_takes_nothing_from_the_turn_before(sample: Asked) -> None:
    answer = sample("禾川县水务局2024年防汛支出是多少", "雁湖市商务局2025年公务接待费预算是多少")
    assert first(answer) == ("4.50", "万元") and len({each.document_id for each in answer.citations}) == 1


def test_a_first_question_that_leans_on_nothing_is_asked_back_or_refused(sample: Asked) -> None:
    assert sample("那它呢？").status is not Status.ANSWERED


def test_an_unknown_institution_is_unknown_in_a_conversation_too(sample: Asked) -> None:
    assert "红星区" in refusal(sample("岚县人社局2024年机关运行经费是多少", "红星区水务局2024年呢？"))


@pytest.mark.parametrize("reply", ["1", "第一个", "一", "岚县"])
def test_a_clarification_is_answered_by_number_or_name(sample: Asked, reply: str) -> None:
    assert first(sample("2024年机关运行经费是多少", reply)) == ("11.95", "万元")


def test_a_conversation_goes_on_after_a_choice(sample: Asked) -> None:
    answer = sample("2024年机关运行经费是多少", "2", "比上年呢？")
    assert figures(answer) >= {("-4.10", "万元")}
