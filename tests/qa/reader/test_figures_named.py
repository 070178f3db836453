"""From what a question calls a figure to the figure, with the words marked by hand: no model takes part."""

from __future__ import annotations

from qa.desk import desk_of
from qa.drafting.answer import Answer, Status
from qa.execution.answering import answer_plan
from qa.execution.names import ALIAS, HOLDS, means, opposed
from qa.reader.assembling.terms import term
from qa.reader.linking.near_names import near_names
from qa.reader.reader import Reader
from qa.reader.tagging.marks import read_marks
from qa.reader.thread import Thread
from qa.stores import Stores
from tests.fixtures.marked_by_hand import MarkedByHand, tagged

BUREAU = "[inst 禾川县水务局][year 2024年]"


def read(stores: Stores, *marked: str) -> Answer:
    """The answer to the last of the questions, which are one conversation."""
    executor = desk_of(stores).executor
    reader, thread = Reader(executor, MarkedByHand(*map(tagged, marked))), Thread()  # type: ignore[arg-type]
    for each in marked:
        reading = reader.read(read_marks(each)[0], thread)
        thread = thread.and_then(reading.said) if reading.said is not None else thread
    assert reading.plan is not None
    return answer_plan(reading.plan, executor)


def values(stores: Stores, *marked: str) -> list[tuple[str, str]]:
    answer = read(stores, *marked)
    assert answer.status is Status.ANSWERED, answer.answer
    return [(each.value, each.unit) for each in answer.results]


def test_vehicles_are_counted_under_any_of_their_names(sample_stores: Stores) -> None:
    for name in ("车", "公车", "公务用车"):
        assert values(sample_stores, f"{BUREAU}[?value 有几辆][item {name}]") == [("5", "辆")]


def test_what_a_car_costs_is_no_count_of_cars(sample_stores: Stores) -> None:
    (value,) = values(sample_stores, f"{BUREAU}[item 公务用车]一共[?value 花了多少钱]")
    assert value[1] == "万元"


def test_a_count_is_never_answered_with_an_amount(sample_stores: Stores) -> None:
    answer = read(sample_stores, f"{BUREAU}[item 会议费][?value 有几场]")
    assert not any(each.unit == "万元" for each in answer.results)


def test_a_part_asked_for_after_its_whole_is_read_within_it(sample_stores: Stores) -> None:
    whole = "[inst 雁湖市商务局][year 2025年][item 政府采购预算][?value 多少]"
    asked = values(sample_stores, whole, "[item 货物]和[item 服务][?value 各多少]")
    assert asked == [("36.50", "万元"), ("182.00", "万元")]


def test_a_column_of_the_row_of_the_whole_is_meant_by_a_total_beside_it(sample_stores: Stores) -> None:
    asked = f"{BUREAU}[table 支出决算表][item 合计]行，[col 基本支出][?value 是多少]"
    assert values(sample_stores, asked) == [("684.80", "万元")]


def test_the_whole_of_a_side_is_a_column_beside_a_row(sample_stores: Stores) -> None:
    asked = f"{BUREAU}[kind 决算]，[item 农林水支出]的[col 支出合计][?value 是多少]"
    assert values(sample_stores, asked) == [("3071.18", "万元")]


def test_two_counts_of_one_thing_are_told_each_in_its_unit(sample_stores: Stores) -> None:
    asked = f"{BUREAU}[item 公务接待]了[?value 几批]、[?value 多少人次]"
    assert {value for value, _ in values(sample_stores, asked)} == {"23", "186"}


def test_a_name_of_which_only_a_part_is_known_in_english_is_no_other_name(sample_stores: Stores) -> None:
    assert term("donation income") == "捐赠收入"
    assert "income" not in term("parking income") and term("parking income") != "收入"
    answer = read(sample_stores, f"{BUREAU}[?value how much] [item parking income] did it have")
    assert answer.status is Status.REFUSED and not answer.results


def test_a_near_name_is_never_of_the_other_side_or_end() -> None:
    assert opposed("年末结转和结余", "年初结转和结余") and not opposed("年末结转和结余", "年末结余")
    assert near_names("一般公共预算支出", ["全县一般公共预算收入"]) == []


def test_the_term_of_the_other_end_of_the_year_is_not_explained(sample_stores: Stores) -> None:
    answer = read(sample_stores, f"{BUREAU}[kind 决算]里[topic 年末结转和结余][?define 是什么意思]")
    assert "到年底尚未支出" in answer.answer and "上一年度没有用完" not in answer.answer


def test_a_fund_is_named_whole() -> None:
    """Else 一般公共预算支出 would be taken for 一般公共服务支出, the total of a fund for what was left of it."""
    assert means("一般公共预算支出", "一般公共服务支出") is None
    assert means("财政拨款收支总计", "年末财政拨款结转和结余") is None
    assert means("一般公共预算收入", "全县一般公共预算本级收入") == HOLDS
    assert means("一般公共预算收支预算", "一般公共预算收支") == ALIAS


def test_what_the_office_does_is_asked_without_a_topic(sample_stores: Stores) -> None:
    answer = read(sample_stores, f"{BUREAU}[?quote 主要是干嘛的]")
    assert answer.status is Status.ANSWERED and answer.citations


def test_numerals_in_a_name_are_read_as_documents_print_them(sample_stores: Stores) -> None:
    asked = f"{BUREAU}[item 单价一百万以上的设备][?value 有几台]"
    assert values(sample_stores, asked) == [("2", "台(套)")]
