"""Verdicts, figures of two operands and follow-ups, of questions whose words are marked by hand."""

from __future__ import annotations

import pytest

from qa.desk import desk_of
from qa.drafting.answer import Answer
from qa.execution.answering import answer_plan
from qa.plans.notation import show_plan
from qa.plans.slots import Docs
from qa.reader.assembling.claimed import stated_in
from qa.reader.assembling.clauses import Thing, things_of
from qa.reader.assembling.figures import figures
from qa.reader.assembling.scope import Placed
from qa.reader.reader import Reader
from qa.reader.reading import Reading
from qa.reader.tagging.marks import read_marks
from qa.reader.thread import Thread
from qa.stores import Stores
from tests.fixtures.marked_by_hand import MarkedByHand, tagged

WATER = "[inst 禾川县水务局][year 2024年][kind 决算]，"


def reading(stores: Stores, *questions: str) -> Reading:
    """The reading of the last of marked questions, which are one conversation."""
    reader = Reader(desk_of(stores).executor, MarkedByHand(*map(tagged, questions)))
    thread, found = Thread(), None
    for each in questions:
        found = reader.read(read_marks(each)[0], thread)
        thread = thread.and_then(found.said) if found.said is not None else thread
    assert found is not None
    return found


def answer(stores: Stores, *questions: str) -> Answer:
    plan = reading(stores, *questions).plan
    assert plan is not None
    return answer_plan(plan, desk_of(stores).executor, read_marks(questions[-1])[0])


def first(stores: Stores, *questions: str) -> str:
    return answer(stores, *questions).results[0].value


# ------------------------------------------------------------------------------------------------------- claims


@pytest.mark.parametrize(
    ("words", "sort", "number", "compares"),
    [
        ("一般公共预算", "name", "0", "="),
        ("一半以上", "share", "50", ">"),
        ("全部给了中小企业", "share", "100", "="),
        ("一分没变", "change", "0", "="),
        ("下降了", "change", "0", "<"),
        ("一台也没买", "amount", "0", "="),
        ("超过100万元", "amount", "100", ">"),
        ("不到三成", "amount", "30", "<"),
        ("2亿多", "amount", "2", "="),
    ],
)
def test_a_claim_is_read_as_what_it_says(words: str, sort: str, number: str, compares: str) -> None:
    (stated,) = stated_in([words])
    assert (stated.sort, str(stated.amount.value), stated.compares) == (sort, number, compares)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("[item 公务接待费][prior 较上年][claim 上升]，[?claim 是吗]", "不是，不正确：公务接待费"),
        ("[item 公务接待费][prior 较上年][claim 下降]，[?claim 是吗]", "是，正确：公务接待费"),
        ("[base 本年支出合计]里[claim 过半]是[item 基本支出]，[?claim 对吗]", "而不是多于50%"),
        ("[item 会议费][claim 一分没花]，[?claim 真的吗]", "不是，不正确：会议费"),
        ("[item 差旅费][claim 不到20万元]，[?claim 对不对]", "是，正确：差旅费"),
    ],
    ids=["a rise that was a fall", "a fall", "a share", "a zero", "a bound"],
)
def test_a_claim_of_a_direction_a_share_or_a_bound_is_judged(sample_stores: Stores, question: str, said: str) -> None:
    assert said in answer(sample_stores, WATER + question).answer


def test_a_blank_is_not_said_to_be_no_zero(sample_stores: Stores) -> None:
    found = answer(sample_stores, WATER + "[item 因公出国（境）费][claim 一分都没有]，[?claim 对吗]")
    assert "不正确" not in found.answer


def test_each_of_several_names_is_held_against_what_is_claimed_of_all(sample_stores: Stores) -> None:
    plan = reading(sample_stores, WATER + "[item 会议费]和[item 培训费]都[claim 超过100万元]，[?claim 对吗]").plan
    assert plan is not None and len(plan.asks) == 2


def test_names_that_overran_their_budgets_are_never_held_against_each_other(sample_stores: Stores) -> None:
    question = "[item 会议费]和[item 培训费][stage 决算]都[claim 超过][stage 预算]，[?claim 对吗]"
    plan = reading(sample_stores, WATER + question).plan
    assert plan is not None
    assert all(show_plan(plan.model_copy(update={"asks": (each,)})).count("会议费") != 1 for each in plan.asks)


def test_a_rate_is_reckoned_from_the_amounts_that_are_given(sample_stores: Stores) -> None:
    question = (
        "[item 差旅费][stage 预算][given 20万元]、[stage 实际][given 17.9万元]，执行率[claim 100%]，[?claim 对吗]"
    )
    assert "89.50%，而不是100%" in answer(sample_stores, WATER + question).answer


# ------------------------------------------------------------------------------------------------------- sums


@pytest.mark.parametrize(
    "question",
    [
        "[item 差旅费]、[item 会议费]、[item 培训费]加起来[?equal 等于][given 21.38万元]吗",
        "[item 人员经费]加[item 公用经费]，[?equal 是否等于][base 基本支出]",
        "[item 基本支出][given 684.80万元]，[item 人员经费]和[item 公用经费]相加[?equal 对得上吗]",
    ],
    ids=["an amount that is given", "a total behind", "a total before"],
)
def test_what_is_added_up_is_held_against_its_total(sample_stores: Stores, question: str) -> None:
    assert answer(sample_stores, WATER + question).answer.startswith("一致")


def test_changes_of_several_names_are_added_up_where_it_says_so(sample_stores: Stores) -> None:
    both = f"{WATER}[item 公务接待费]、[item 三公经费]两项合起来[prior 比上年][?change 变了多少]"
    assert first(sample_stores, both) == "15.95"


def test_no_figure_is_a_share_of_itself(sample_stores: Stores) -> None:
    """Where the whole is only called money, it is the total."""
    assert first(sample_stores, WATER + "[base 钱]里[item 项目支出]占[?share 多少]") != "100.00"


def test_the_whole_of_a_share_may_be_given(sample_stores: Stores) -> None:
    assert first(sample_stores, WATER + "[given 100万元]里[item 差旅费]占[?share 百分之几]") == "17.90"


# ------------------------------------------------------------------------------------------------------- turns


def test_two_items_of_the_turns_before_are_meant_together(sample_stores: Stores) -> None:
    turns = (WATER + "[item 差旅费][?value 是多少]", "[item 会议费][?same 呢]", "这两项[?sum 合计多少]")
    assert first(sample_stores, *turns) == "18.98"


def test_the_whole_of_the_share_before_holds_for_another_item(sample_stores: Stores) -> None:
    turns = (WATER + "[item 基本支出]占[base 本年支出合计]的[?share 比重]", "那[item 项目支出]的[?share 占比]呢")
    assert first(sample_stores, *turns) == "79.84"


def test_what_is_taken_away_is_taken_from_the_thing_before(sample_stores: Stores) -> None:
    turns = (WATER + "[item 公用经费][?value 是多少]", "扣掉[base 差旅费][?diff 还剩多少]")
    assert first(sample_stores, *turns) == "94.25"


def test_the_share_of_the_largest_is_of_that_which_was_found(sample_stores: Stores) -> None:
    question = "[table 支出决算表]里[level 项级]哪个[item 科目][?max 最多]，占[base 本年支出合计][?share 多少]"
    found = answer(sample_stores, WATER + question)
    assert (found.results[0].unit, found.items[0]) == ("%", "水利工程建设")


def test_a_count_takes_what_stands_behind_it(sample_stores: Stores) -> None:
    found = reading(sample_stores, WATER + "[?count 有几个][topic 内设机构]、[?count 几个][topic 下属单位]")
    assert [each.first("topic") for each in found.frame.clauses] == ["内设机构", "下属单位"]


# ------------------------------------------------------------------------------------------------------- offices

BOTH = "[inst 禾川县水务局]和[inst 岚县人社局][year 2024年]的[item 公务接待费]，"


def test_of_two_offices_how_far_apart_they_are_is_told_first(sample_stores: Stores) -> None:
    apart = first(sample_stores, BOTH + "[?diff 差多少]")
    assert first(sample_stores, BOTH + "[?compare 哪家多]，[?diff 多多少]") == apart


def test_one_office_is_so_many_times_the_other_in_the_order_that_is_said(sample_stores: Stores) -> None:
    both = BOTH.replace("公务接待费", "差旅费")
    forth = first(sample_stores, both + "前者是后者的[?ratio 几倍]")
    back = first(sample_stores, both + "[?diff 差多少]？[inst 岚县人社局]是[inst 禾川县水务局]的[?ratio 几倍]")
    assert forth != back


def test_each_clause_is_about_the_office_that_it_names(sample_stores: Stores) -> None:
    question = "[inst 禾川县水务局][year 2024年][item 差旅费][?value 多少]，"
    question += "[inst 岚县人社局][item 会议费][?value 多少]，[?diff 差多少]"
    asks = reading(sample_stores, question).plan
    assert asks is not None
    shown = show_plan(asks).splitlines()
    assert "岚县" not in shown[0] and "禾川" not in shown[1] and "岚县" in shown[2] and "禾川" in shown[2]


def test_two_offices_each_of_its_own_year(sample_stores: Stores) -> None:
    question = "[inst 禾川县水务局][year 2024年]和[inst 雁湖市商务局][year 2025年]的[item 公务接待费][?value 各是多少]"
    plan = reading(sample_stores, question).plan
    assert plan is not None
    one, other = show_plan(plan).split("+")
    assert "2024" in one and "2025" in other and "2024" not in other


# ------------------------------------------------------------------------------------------------------- places


def test_each_of_two_names_has_the_place_that_is_said_with_it(sample_stores: Stores) -> None:
    question = WATER + "[source 正文]写的[item 基本支出]跟[table 支出决算表]的[base 合计][?equal 一致吗]"
    (clause,) = reading(sample_stores, question).frame.clauses
    told, printed = things_of(clause)
    assert (told.slot("source"), told.slot("table")) == ("正文", "")
    assert (printed.slot("source"), printed.slot("table")) == ("", "支出决算表")


def test_a_given_amount_tells_which_of_several_figures_is_meant(sample_stores: Stores) -> None:
    """The sum is held against the amount, not against another total of that name."""
    question = WATER + "[item 人员经费]＋[item 公用经费]，[?equal 等于][base 合计][given 684.80万元]吗"
    assert answer(sample_stores, question).answer.startswith("一致")


def test_a_part_may_be_named_in_short_after_its_whole() -> None:
    place = Placed(Docs(institution=("禾川县水务局",), year=(2024,)))
    meant = figures(Thing("货物", slots=(("under", "政府采购预算"),)), place)
    assert "政府采购货物" in {each.of.item for each in meant}
