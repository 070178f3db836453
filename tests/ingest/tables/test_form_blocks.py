"""Blocks of one form: a head of keys, amounts beside labels, indicators under headers of their own."""

from decimal import Decimal
from pathlib import Path

from ingest.model.figures import Fact, Fund
from ingest.parse import parse_file

INDICATORS = [
    "<td rowspan=3>绩效指标</td><td>活动</td><td>绩效指标</td><td>指标性质</td><td>指标值</td><td>度量单位</td>",
    "<td>堤防管理</td><td>产出指标数量指标巡查堤防次数</td><td>≥</td><td>77</td><td>次</td>",
    "<td>堤防管理</td><td>效益指标社会效益指标财政资金惠及村数</td><td>＝</td><td>16</td><td>个</td>",
]


def _facts(tmp_path: Path, title: str, rows: list[str], unit: str = "单位：万元") -> dict[Decimal, Fact]:
    path = tmp_path / "form.html"
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    head = f"<h1>某某县水利局2026年部门预算</h1><p>{title}</p><p>{unit}</p>"
    path.write_text(f"<meta charset=utf-8>{head}<table border=1>{table}</table>", encoding="utf-8")
    return {fact.value: fact for fact in parse_file(path, "0" * 64, "t").facts if fact.value is not None}


def test_indicators_open_a_block_though_no_column_is_named_for_their_levels(tmp_path: Path) -> None:
    """Under 指标性质, 指标值 and 度量单位 they have their own sign and unit, and not the fund of the money above."""
    money = [
        "<td rowspan=3 colspan=2>总体资金情况（万元）</td><td rowspan=2>预算支出总额</td><td colspan=3>其他资金</td>",
        "<td>合计</td><td>基本支出</td><td>项目支出</td>",
        "<td>852.05</td><td>50.11</td><td>20.11</td><td>30.00</td>",
    ]
    found = _facts(tmp_path, "部门整体支出绩效目标表", [*money, *INDICATORS])
    patrols, villages = found[Decimal(77)], found[Decimal(16)]
    assert (patrols.item.name, patrols.unit, patrols.compare, patrols.stage) == ("巡查堤防次数", "次", "≥", "")
    assert (villages.unit, villages.compare, villages.fund) == ("个", "=", Fund.ALL)
    assert (found[Decimal("30.00")].fund, found[Decimal("30.00")].measure) == (Fund.OTHER, "项目支出")


def test_the_levels_printed_in_one_cell_with_the_indicator_are_above_it(tmp_path: Path) -> None:
    found = _facts(tmp_path, "部门整体支出绩效目标表", INDICATORS)
    patrols, villages = found[Decimal(77)].item, found[Decimal(16)].item
    assert patrols.path[-3:] == ("堤防管理", "产出指标", "数量指标")
    assert (villages.name, villages.path[-2:]) == ("财政资金惠及村数", ("效益指标", "社会效益指标"))


def test_a_head_with_two_keys_heads_no_columns_and_a_number_in_it_is_no_money(tmp_path: Path) -> None:
    """项目名称 and 主管部门 with their values are one row of keys; the amounts below stand beside their own labels."""
    rows = [
        "<td>项目名称</td><td>清淤工程</td><td>主管部门</td><td>某某县水利局</td>",
        "<td rowspan=2>当年预算</td><td rowspan=2>120.00</td><td>县级支出</td><td>40.00</td>",
        "<td>补助乡镇</td><td>80.00</td>",
        "<td>项目概况</td><td colspan=3>全县河道清淤两公里，惠及沿河各村。</td>",
    ]
    found = _facts(tmp_path, "2026年重点专项资金绩效目标表", rows)
    assert {value: (fact.item.name, fact.unit, fact.subject) for value, fact in found.items()} == {
        Decimal("120.00"): ("当年预算", "万元", "清淤工程"),
        Decimal("40.00"): ("县级支出", "万元", "清淤工程"),
        Decimal("80.00"): ("补助乡镇", "万元", "清淤工程"),
    }
    coded = "<td>部门名称</td><td>某某县水利局</td><td>部门预算编码</td><td>103</td>"
    parts = [
        "<td rowspan=2>年度预算（万元）</td><td>资金总额</td><td colspan=2>95.30</td>",
        "<td>其他资金</td><td colspan=2>0.00</td>",
    ]
    assert set(_facts(tmp_path, "部门整体支出绩效目标表", [coded, *parts])) == {Decimal("95.30"), Decimal("0.00")}


def test_a_project_named_as_专项_项目_名称_is_the_subject_and_a_lone_unit_names_nothing(tmp_path: Path) -> None:
    rows = [
        "<td colspan=2>专项（项目）名称</td><td colspan=2>河道管护</td>",
        "<td colspan=2>主管部门</td><td colspan=2>某某县水利局</td>",
        "<td colspan=2>资金金额</td><td>实施期资金总额：</td><td>75.90</td>",
        "<td colspan=2>（万元）</td><td>其中：财政拨款</td><td>70.90</td>",
    ]
    found = _facts(tmp_path, "2026年部门预算专项业务经费绩效目标表", rows)
    part = found[Decimal("70.90")]
    assert (part.item.name, part.item.path, part.subject, part.measure) == ("财政拨款", (), "河道管护", "合计")


def test_headers_that_reach_down_beside_a_row_make_it_a_level_of_the_header(tmp_path: Path) -> None:
    """总额 and 财政拨款 stand under one cell that covers only the first of them."""
    rows = [
        "<td rowspan=4>任务</td><td rowspan=2>任务名称</td><td rowspan=2>内容</td><td>预算金额（万元）</td><td></td>",
        "<td>总额</td><td>财政拨款</td>",
        "<td>堤防巡查</td><td>每月巡查一次</td><td>50.80</td><td>50.10</td>",
        "<td>河道清淤</td><td>清淤两公里</td><td>20.50</td><td>20.10</td>",
    ]
    found = _facts(tmp_path, "2026年部门整体支出绩效目标表", rows, unit="")
    whole, granted = found[Decimal("50.80")], found[Decimal("50.10")]
    assert (whole.item.name, whole.unit, whole.column_path) == ("堤防巡查", "万元", ("预算金额（万元）", "总额"))
    assert (granted.unit, granted.fund) == ("万元", Fund.APPROPRIATION)


def test_a_change_of_years_is_no_amount_where_the_columns_are_the_items(tmp_path: Path) -> None:
    rows = [
        "<td>年度</td><td>总支出</td><td>基本支出</td>",
        "<td>2025</td><td>93.51</td><td>20.04</td>",
        "<td>2026</td><td>99.90</td><td>18.93</td>",
        "<td>变化</td><td>6.39</td><td>-1.11</td>",
    ]
    found = _facts(tmp_path, "预算对比", rows)
    assert [found[Decimal(each)].measure for each in ("6.39", "-1.11")] == ["增减额", "增减额"]
    assert (found[Decimal("-1.11")].item.name, found[Decimal("20.04")].measure) == ("基本支出", "基本支出")


def test_a_single_key_over_the_funds_of_a_form_heads_no_column(tmp_path: Path) -> None:
    """Below it a group, a label and a figure stand side by side: more than it could head."""
    rows = [
        "<td>部门（单位）</td><td colspan=3>某某县水利局</td>",
        "<td rowspan=2>年度预算资金（万元）</td><td>年度资金总额</td><td colspan=2>95.40</td>",
        "<td>其中：财政拨款</td><td colspan=2>90.40</td>",
        "<td rowspan=2>绩效指标</td><td>三级指标</td><td>半年（1—6月）目标值</td><td>全年（1—12月）目标值</td>",
        "<td>巡查次数</td><td>≥20次</td><td>≥40次</td>",
    ]
    found = _facts(tmp_path, "部门整体支出绩效目标表", rows, unit="")
    assert {value: (fact.item.name, fact.measure, fact.unit) for value, fact in found.items()} == {
        Decimal("95.40"): ("年度资金总额", "合计", "万元"),
        Decimal("90.40"): ("财政拨款", "合计", "万元"),
        Decimal(20): ("巡查次数", "半年指标值", "次"),
        Decimal(40): ("巡查次数", "年度指标值", "次"),
    }


def test_columns_beside_indicators_name_no_row_and_take_no_unit_of_money(tmp_path: Path) -> None:
    """评分标准 is words; 标准值, 计划完成值 and what stands under a header not known are no money."""
    head = ["一级指标（20分）", "二级指标", "三级指标", "评分标准", "标准值", "计划完成值", "核定情况", "扣分", "得分"]
    row = ["投入", "预算配置", "巡查次数", "每少一次扣1分", "90", "100", "97", "2", "8"]
    rows = ["".join(f"<td>{cell}</td>" for cell in cells) for cells in (head, row)]
    found = _facts(tmp_path, "部门整体支出绩效自评表", rows)
    assert {fact.item.name for fact in found.values()} == {"巡查次数"}
    assert [(int(value), fact.measure, fact.unit) for value, fact in found.items()] == [
        (90, "参考标准值", ""),
        (100, "年度指标值", ""),
        (97, "核定情况", ""),
        (2, "扣分", "分"),
        (8, "得分", "分"),
    ]


def test_a_project_behind_the_code_and_name_of_its_unit_names_the_row(tmp_path: Path) -> None:
    rows = [
        "<td rowspan=2>单位编码</td><td rowspan=2>项目单位</td><td rowspan=2>项目名称</td><td rowspan=2>资金总额</td>"
        "<td colspan=3>绩效指标</td>",
        "<td>二级指标</td><td>三级指标</td><td>指标值</td>",
        "<td>301002</td><td>某某县水利局</td><td>河道管护</td><td>120.00</td><td>数量指标</td><td>清淤长度</td><td>≥2公里</td>",
    ]
    found = _facts(tmp_path, "2026年项目支出绩效目标表", rows)
    assert (found[Decimal("120.00")].item.name, found[Decimal("120.00")].institution) == ("河道管护", "某某县水利局")
    assert (found[Decimal(2)].item.name, found[Decimal(2)].item.path) == ("清淤长度", ("河道管护", "数量指标"))
