"""The number guard: a fault in an answer's text is found, and the bare sources are given instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.run.cases import Case, Gold
from qa.drafting.answer import Status
from qa.guard.context import context_of
from qa.guard.verify import verify, violations
from qa.stores import Stores
from tests.fixtures.drafted import Drafted, draft_all


def _drafted(question: str, stores: Stores) -> Drafted:
    (made,) = draft_all([Case("", "lookup", question, (), Gold(contains=(("",),)))], stores)
    return made


def _faults(question: str, said: str, instead: str, stores: Stores) -> tuple[str, ...]:
    """The guard's objections to the answer to ``question`` with ``said`` replaced by ``instead``."""
    made = _drafted(question, stores)
    text = made.answer.answer
    assert said in text, text
    assert violations(made.answer, context_of(made.asking), made.draft) == ()
    return violations(replace(made.answer, answer=text.replace(said, instead)), context_of(made.asking), made.draft)


PLAIN = "禾川县水务局2024年防汛支出决算是多少"
CHANGE = "岚县人社局2024年机关运行经费比上年变化多少"
SHARE = "岚县人社局公益性岗位补贴占总支出的比重"
PAIR = "禾川县水务局三公经费决算比预算少多少"
BOTH = "岚县人社局与禾川县水务局机关运行经费相差多少"
WHY = "岚县人社局2024年机关运行经费为什么增加"


@pytest.mark.parametrize(
    ("question", "said", "instead"),
    [
        (PLAIN, "74.18", "74.19"),
        (PLAIN, "74.18", "420.75"),  # printed one row below
        (PLAIN, "74.18万元", "74.18元"),
        (PLAIN, "74.18万元", "74.18%"),
        (PLAIN, "2024年", "2022年"),
        (PLAIN, "2024年", "2023年"),  # the year before: of no figure that is cited
        (PLAIN, "74.18万元", "74.18万元，共2个"),
        (PLAIN, "禾川县水务局", "岚县人力资源和社会保障局"),
        (CHANGE, "增加3.70", "减少3.70"),
        (CHANGE, "44.85%", "44.85万元"),
        (CHANGE, "8.25万元", "8.25元"),
        (SHARE, "17.59%", "71.59%"),
        (SHARE, "5,373.97", "5,375.89"),  # the total of the other side
        (PAIR, "少2.09", "多2.09"),
        (PAIR, "完成率93.26%", "完成率107.23%"),
        (BOTH, "禾川县水务局多", "岚县人力资源和社会保障局多"),
        (BOTH, "多56.95", "少56.95"),
        (WHY, "新增1名", "新增2名"),
        (WHY, "并且本年把福利费", "并且上年把福利费"),
    ],
)
def test_a_fault_in_the_text_is_seen(question: str, said: str, instead: str, sample_stores: Stores) -> None:
    assert _faults(question, said, instead, sample_stores)


@pytest.mark.parametrize(
    ("question", "said", "instead"),
    [
        (PLAIN, "74.18万元", "741,800.00元"),  # the same amount
        (PLAIN, "74.18万元", "741800元"),
        (BOTH, "禾川县水务局多56.95", "岚县人力资源和社会保障局少56.95"),  # the same difference from its other side
    ],
)
def test_the_same_fact_in_other_words_is_none(question: str, said: str, instead: str, sample_stores: Stores) -> None:
    assert _faults(question, said, instead, sample_stores) == ()


def test_an_answer_that_holds_is_left_as_it_is(sample_stores: Stores) -> None:
    made = _drafted(CHANGE, sample_stores)
    assert verify(made.answer, context_of(made.asking), made.draft) is made.answer


def test_an_answer_that_does_not_hold_gives_way_to_its_sources(sample_stores: Stores) -> None:
    made = _drafted(PLAIN, sample_stores)
    wrong = replace(made.answer, answer=made.answer.answer.replace("74.18", "47.18"))
    given = verify(wrong, context_of(made.asking), made.draft)
    assert "47.18" not in given.answer and "“74.18”[1]" in given.answer
    assert given.trace["violations"]


def test_an_unsupported_result_is_seen_though_the_text_is_right(sample_stores: Stores) -> None:
    made = _drafted(PLAIN, sample_stores)
    wrong = replace(made.answer, results=(*made.answer.results, replace(made.answer.results[0], value="47.18")))
    given = verify(wrong, context_of(made.asking), made.draft)
    assert given.trace["violations"] and given.results == made.answer.results


def test_a_figure_without_any_source_is_seen(sample_stores: Stores) -> None:
    made = _drafted(PLAIN, sample_stores)
    assert violations(
        replace(made.answer, answer=made.answer.answer + "另有12.34万元。"), context_of(made.asking), made.draft
    )


def test_a_chinese_numeral_is_a_figure_too(sample_stores: Stores) -> None:
    made = _drafted(PLAIN, sample_stores)
    assert violations(
        replace(made.answer, answer=made.answer.answer + "约一百二十万元。"), context_of(made.asking), made.draft
    )


def test_a_refusal_that_names_what_is_there_is_let_through(sample_stores: Stores) -> None:
    made = _drafted("岚县人社局2019年支出决算是多少", sample_stores)
    assert made.answer.status is Status.REFUSED
    assert violations(made.answer, context_of(made.asking), made.draft) == ()
