"""Judgements: whether two places agree, and whether what a question says is true."""

from __future__ import annotations

from qa.drafting.answer import Status
from tests.qa.execution.conftest import Run

TOTAL = 'figure(d, measure="本年支出合计")'


def test_a_wrong_claim_is_called_wrong_with_the_right_figure(run: Run) -> None:
    answer = run(f'claim(1, "元", {TOTAL})')
    assert answer.answer.startswith("不是") and "3,397.28万元" in answer.answer
    assert answer.results[0].value == "3397.28"


def test_a_claim_holds_within_half_of_its_last_digit_in_any_unit_of_money(run: Run) -> None:
    assert run(f'claim(3397.28, "万元", {TOTAL})').answer.startswith("是")
    assert run(f'claim(3397.3, "万元", {TOTAL})').answer.startswith("是")
    assert run(f'claim(0.34, "亿元", {TOTAL})').answer.startswith("是")
    assert run(f'claim(3398, "万元", {TOTAL})').answer.startswith("不是")


def test_a_range_holds_for_what_lies_within_it(run: Run) -> None:
    assert run(f'claim(3000, "万元", {TOTAL}, upto=3400)').answer.startswith("是")
    assert run(f'claim(3400, "万元", {TOTAL}, upto=3500)').answer.startswith("不是")


def test_two_places_that_agree_and_two_that_do_not_are_both_cited(run: Run) -> None:
    same = run('equal(figure(d, "水利工程建设", table="支出决算表"), figure(d, "水利工程建设", source="text"))')
    assert same.answer.startswith("一致") and len(same.citations) == 2
    apart = run(f'equal({TOTAL}, figure(d, "农林水支出"))')
    assert apart.answer.startswith("不一致") and "相差326.10万元" in apart.answer
    assert [each.value for each in apart.results] == ["3397.28", "3071.18", "326.10"]


def test_parts_that_make_up_the_whole_agree_with_it(run: Run) -> None:
    parts = '[figure(d, measure="基本支出"), figure(d, measure="项目支出")]'
    assert run(f"equal(sum({parts}), {TOTAL})").answer.startswith("一致")


def test_a_count_that_differs_by_one_does_not_agree(run: Run) -> None:
    assert run('equal(number(3, "个"), number(2, "个"))').answer.startswith("不一致")


def test_which_of_two_is_larger_and_by_how_much(run: Run) -> None:
    answer = run(f'compare(figure(d, "农林水支出"), {TOTAL})')
    assert "少326.10万元" in answer.answer


def test_what_is_given_is_told_only_where_it_is_false(run: Run) -> None:
    silent = run(f'{TOTAL}\ngiven(claim(3397.28, "万元", {TOTAL}))')
    told = run(f'{TOTAL}\ngiven(claim(5000, "万元", {TOTAL}))')
    assert "与文件不符" not in silent.answer and "与文件不符" in told.answer


def test_a_verdict_over_a_missing_figure_is_no_verdict(run: Run) -> None:
    answer = run(f'equal({TOTAL}, figure(d, "航天支出"))')
    assert answer.status is Status.REFUSED and "一致" not in answer.answer


def test_the_findings_about_a_figure_are_only_those_that_touch_it(run: Run) -> None:
    assert "没有发现不一致" in run(f"findings(d, about={TOTAL})").answer
