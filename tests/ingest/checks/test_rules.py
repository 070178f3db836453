"""Single rules over single sentences and tables: what each finds, and when it stays silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.agreeing_documents import fails_in

HEAD = "青石县档案局2024年度部门决算\n\n第一部分 情况说明\n\n"


def _rules(text: str, folder: Path) -> set[str]:
    return {each.rule for each in fails_in(HEAD + text, folder)}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("2024年度机关运行经费支出46.89万元，比上年减少5.44万元，增长13.12%。", "opposite-words"),
        ("2024年度机关运行经费支出46.89万元，比上年增加5.44万元，增长31.12%。", "growth-rate"),
        ("公务接待费年初预算为2.00万元，支出决算为1.50万元，完成年初预算的57.00%。", "completion-rate"),
        ("培训费年初预算为2.00万元，支出决算为2.50万元。决算数小于预算数的主要原因是培训少。", "word-against-figures"),
        ("政府采购支出总额9.00万元，其中：货物采购3.00万元、工程采购4.00万元、服务采购1.00万元。", "procurement-sum"),
        ("项目规划建筑面积为900平方米，其中地上建筑面积为600平方米，地下建筑面积为200平方米。", "text-sum"),
        ("固定资产原值900.00万元，分别为：房屋600.00万元、设备200.00万元。", "text-sum"),
        ("培训费支出3.00万元，比上年增加5.00万元，主要原因是培训增多。", "change-amount"),
    ],
)  # fmt: skip
def test_a_sentence_that_contradicts_itself_is_found(sentence: str, rule: str, tmp_path: Path) -> None:
    assert rule in _rules(f"一、有关情况\n\n{sentence}\n", tmp_path)


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年度机关运行经费支出46.89万元，比上年增加5.44万元，增长13.12%。",
        "2024年度机关运行经费支出46.89万元，比上年减少5.44万元，下降10.40%。",
        "公务接待费年初预算为3.00万元，支出决算为2.90万元，完成年初预算的96.66%。",  # cut off, not rounded
        "公务接待费年初预算为0万元，支出决算为0万元，完成年初预算的0%。",
        "政府采购支出总额9.00万元，其中：政府采购货物支出3.00万元。",  # 其中 names only some of the parts
        "固定资产原值900.00万元，其中：房屋600.00万元、设备200.00万元。",  # 分别为 would leave none out
        "参加养老保险16610人，其中企业职工6462人，失业保险参保9149人，工伤保险参保13754人。",
        "开展绩效自评项目5个，涉及一般公共预算支出120.00万元。",
    ],
)
def test_a_sentence_with_nothing_wrong_is_left_alone(sentence: str, tmp_path: Path) -> None:
    assert _rules(f"一、有关情况\n\n{sentence}\n", tmp_path) == set()


def test_an_amount_in_the_text_is_compared_with_the_table_of_the_same_scope_only(tmp_path: Path) -> None:
    """支出决算表 covers all funds, so the sentence about 一般公共预算 does not concern it."""
    table = (
        "支出决算表\n公开03表\n金额单位：万元\n\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n"
        "合计\t\t120.00\t100.00\t20.00\n201\t一般公共服务支出\t120.00\t100.00\t20.00\n\n"
    )
    same = "一、支出决算情况\n\n2024年度本年支出合计126.00万元。\n"
    narrower = "一、一般公共预算财政拨款支出决算情况\n\n2024年度一般公共预算财政拨款支出102.00万元。\n"
    assert "text-table" in _rules(table + same, tmp_path)
    assert _rules(table + narrower, tmp_path) == set()


def test_totals_that_differ_by_what_was_carried_over_are_of_two_scopes(tmp_path: Path) -> None:
    """A summary may include the carry-over that the table of this year's appropriation omits."""
    head = "青石县档案局2025年部门预算\n\n第一部分 预算表\n\n"
    summary = (
        "2025年财政拨款收支总表\n单位：万元\n\n收入\t\t支出\t\t\n项目\t金额\t项目\t合计\t一般公共预算\n"
        "一、本年收入\t90.00\t一、本年支出\t100.00\t100.00\n（一）一般公共预算拨款\t90.00\t（一）一般公共服务支出\t100.00\t100.00\n"
        "二、上年结转\t10.00\t二、年终结转结余\t\t\n收入总计\t100.00\t支出总计\t100.00\t100.00\n\n"
    )
    spending = (
        "2025年一般公共预算支出表\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        "合计\t\t90.00\t60.00\t30.00\n2010601\t行政运行\t90.00\t60.00\t30.00\n"
    )
    assert {each.rule for each in fails_in(head + summary + spending, tmp_path)} == set()
