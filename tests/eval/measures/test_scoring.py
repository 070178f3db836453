"""The scorer marks right what is right, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from eval.measures.numbers import Miss
from eval.measures.scoring import Outcome, score
from tests.fixtures.scored_answers import answered, asked_back, case, citation, refused

GOLD = {"number": "1776.34", "unit": "万元"}


@pytest.mark.parametrize(
    ("value", "unit"),
    [("1776.34", "万元"), ("17763400", "元"), ("0.177634", "亿元"), ("1776.345", "万元"), ("1776.335", "万元")],
)
def test_a_number_is_right_in_any_money_unit_and_within_half_of_the_last_digit(value: str, unit: str) -> None:
    assert score(case(GOLD), answered((value, unit))).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("value", "unit", "kind"),
    [
        ("1776.346", "万元", Miss.NUMERIC),
        ("1776.33", "万元", Miss.NUMERIC),
        ("-1776.34", "万元", Miss.SIGN),
        ("1776.34", "元", Miss.UNIT),
        ("1776.34", "%", Miss.UNIT),
        ("1776.34", "", Miss.UNIT),
        ("17763400", "万元", Miss.SCALE),
        ("177.634", "万元", Miss.SCALE),
        ("3512.62", "万元", Miss.NUMERIC),
        ("约1776", "万元", Miss.ABSENT),
    ],
)
def test_a_wrong_number_is_wrong_and_the_kind_of_miss_is_named(value: str, unit: str, kind: Miss) -> None:
    found = score(case(GOLD), answered((value, unit)))
    assert found.outcome is Outcome.WRONG
    assert [fault.kind for fault in found.faults] == [kind]


def test_a_tolerance_that_the_set_gives_replaces_half_of_the_last_digit() -> None:
    gold = {"number": "77.07", "unit": "%", "tol": "0.05"}
    assert score(case(gold), answered(("77.12", "%"))).outcome is Outcome.RIGHT
    assert score(case(gold), answered(("77.13", "%"))).outcome is Outcome.WRONG


def test_a_whole_number_may_miss_by_half_of_its_last_digit_and_no_more() -> None:
    gold = {"number": "4", "unit": "个"}
    assert score(case(gold, "count"), answered(("4", "项"))).outcome is Outcome.RIGHT
    assert score(case(gold, "count"), answered(("5", "个"))).outcome is Outcome.WRONG
    assert score(case(gold, "count"), answered(("4", "万元"))).outcome is Outcome.WRONG


@pytest.mark.parametrize(("type", "right"), [("yoy", True), ("execution", True), ("arithmetic", False), ("why", False)])
def test_the_sign_is_ignored_where_the_question_gives_the_direction_only(type: str, right: bool) -> None:
    found = score(case({"number": "1038.28", "unit": "万元"}, type), answered(("-1038.28", "万元")))
    assert (found.outcome is Outcome.RIGHT) is right


def test_a_single_number_must_be_the_first_result() -> None:
    late = answered(("3512.62", "万元"), ("1776.34", "万元"))
    found = score(case(GOLD), late)
    assert found.outcome is Outcome.WRONG
    assert found.faults[0].kind == Miss.NOT_FIRST


def test_several_numbers_may_stand_anywhere_but_all_must_be_there() -> None:
    gold = {
        "numbers": [
            {"label": "甲", "number": "1.00", "unit": "万元"},
            {"label": "乙", "number": "2.00", "unit": "万元"},
        ]
    }
    assert score(case(gold), answered(("9", "万元"), ("20000", "元"), ("1", "万元"))).outcome is Outcome.RIGHT
    assert score(case(gold), answered(("1", "万元"), ("3", "万元"))).outcome is Outcome.WRONG


def test_a_number_in_the_text_alone_is_not_an_answer() -> None:
    assert score(case(GOLD), answered(text="农林水支出1,776.34万元")).outcome is Outcome.WRONG


def test_names_match_by_containment_with_spaces_and_brackets_aside() -> None:
    gold = {"items": ["上海市普陀区财政局（本级）", "国库收付中心"]}
    right = answered(items=("普陀区国库收付中心", "上海市普陀区 财政局本级"))
    assert score(case(gold, "list"), right).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    "items",
    [("甲中心",), ("甲中心", "乙中心", "丙中心"), ("甲中心", "甲中心"), ("甲中心", ""), ("甲中心", "丁中心"), ()],
)
def test_a_name_missing_doubled_or_too_many_is_wrong(items: tuple[str, ...]) -> None:
    assert score(case({"items": ["甲中心", "乙中心"]}, "list"), answered(items=items)).outcome is Outcome.WRONG


def test_a_name_within_two_others_is_paired_so_that_all_find_a_partner() -> None:
    gold = {"items": ["就业补助", "就业补助资金"]}
    assert score(case(gold, "list"), answered(items=("就业补助资金", "就业补助"))).outcome is Outcome.RIGHT


def test_order_counts_only_where_the_set_says_so() -> None:
    turned = answered(items=("岚县", "海东市"))
    assert score(case({"items": ["海东", "岚县"]}, "rank"), turned).outcome is Outcome.RIGHT
    assert score(case({"items": ["海东", "岚县"], "ordered": True}, "rank"), turned).outcome is Outcome.WRONG


def test_the_text_must_hold_one_of_every_group_whatever_its_width_and_spaces() -> None:
    gold = {"contains": [["县级配套"], ["扶贫资金", "衔接资金"], ["1,038.28"]]}
    assert (
        score(case(gold, "why"), answered(text="改用县级 配套资金；上年为衔接资金，减少１,038.28万元")).outcome
        is Outcome.RIGHT
    )
    assert score(case(gold, "why"), answered(text="改用县级配套资金，减少1,038.28万元")).outcome is Outcome.WRONG


def test_several_forms_must_all_hold() -> None:
    gold = {**GOLD, "contains": [["岚县"]], "items": ["岚县"]}
    whole = answered(("1776.34", "万元"), text="岚县最多", items=("岚县",))
    assert score(case(gold), whole).outcome is Outcome.RIGHT
    for broken in ({"answer": "最多"}, {"items": []}, {"results": []}):
        assert score(case(gold), {**whole, **broken}).outcome is Outcome.WRONG


def test_a_refusal_is_right_only_without_a_figure() -> None:
    gold = {"refuse": True}
    assert score(case(gold, "unanswerable"), refused()).outcome is Outcome.RIGHT
    assert score(case(gold, "unanswerable"), refused(("3.5", "万元"))).outcome is Outcome.WRONG
    assert score(case(gold, "unanswerable"), answered(("3.5", "万元"))).outcome is Outcome.WRONG
    assert score(case(gold, "unanswerable"), asked_back("岚县")).outcome is Outcome.WRONG


def test_a_question_back_must_offer_every_name() -> None:
    gold = {"clarify": ["红旗", "洪江"]}
    assert score(case(gold, "ambiguous"), asked_back("新乡市红旗区人社局", "洪江区人社局")).outcome is Outcome.RIGHT
    assert score(case(gold, "ambiguous"), asked_back("新乡市红旗区人社局")).outcome is Outcome.WRONG
    assert score(case(gold, "ambiguous"), answered(("98.62", "分"))).outcome is Outcome.WRONG


@pytest.mark.parametrize("withheld", [refused(), refused(("1776.34", "万元")), asked_back("岚县")])
def test_withholding_an_answer_that_the_documents_hold_is_never_right(withheld: dict[str, Any]) -> None:
    found = score(case(GOLD), withheld)
    assert (found.outcome, found.answered) == (Outcome.REFUSED, False)


def test_a_crash_is_an_error_that_names_itself() -> None:
    found = score(case(GOLD), None, "KeyError: 'x'")
    assert found.outcome is Outcome.ERROR
    assert "KeyError" in found.faults[0].message


def test_citation_recall_counts_gold_quotes_of_the_right_document_with_separators_aside() -> None:
    evidence = [
        {"doc": "lanxian", "where": "支出决算表", "quote": "1,776.34"},
        {"doc": "lanxian", "where": "情况说明", "quote": "县级配套资金"},
        {"doc": "hongqi", "where": "支出决算表", "quote": "1776.34"},
    ]
    found = score(case(GOLD, evidence=evidence), answered(("1776.34", "万元")))
    assert found.cited is not None and found.cited.cell_recall == pytest.approx(1 / 3)


def test_a_result_without_a_citation_and_an_invented_figure_are_reported() -> None:
    answer = answered(("1776.34", "万元"), text="支出1,776.34万元[1]，占12.5%。")
    assert score(case(GOLD), answer).unsourced == ("12.5",)
    answer["results"][0]["citations"] = [9]
    assert score(case(GOLD), answer).unsourced == ("1776.34", "12.5")


def test_a_cited_figure_shown_in_another_unit_has_a_source() -> None:
    answer = answered(("17763400", "元"), text="支出1,776.34万元[1]")
    assert score(case(GOLD), answer).unsourced == ()


def test_a_number_in_the_name_of_a_cited_row_has_a_source_and_the_code_of_a_row_is_none() -> None:
    answer = answered(("98.77", "分"), text="总分（含预算执行率10分）为98.77分[1]，占213分。")
    answer["citations"][0] |= {"quote": "98.77", "row": ["213 总分（含预算执行率10分）"]}
    assert score(case({"number": "98.77", "unit": "分"}), answer).unsourced == ("213",)


def test_a_citation_number_in_the_text_is_no_figure() -> None:
    answer = answered(("1776.34", "万元"), text="支出1776.34万元[1][12, 13]")
    answer["citations"].append({**answer["citations"][0], "id": 2, "quote": citation(2, "合计").quote})
    assert score(case(GOLD), answer).unsourced == ()
