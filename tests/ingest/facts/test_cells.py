"""Facts: each data cell knows its item, stage, year, side, fund, measure, unit and institution."""

from decimal import Decimal

from ingest.facts.cells import document_facts
from ingest.model.figures import DocumentContext, Fund, Side, Stage
from tests.fixtures.made_tables import facts, figures, made_table

FINAL_HEADER = [("科目代码",), ("科目名称",), ("本年支出合计",), ("基本支出",), ("项目支出",)]


def test_a_coded_row_knows_its_code_level_and_parents() -> None:
    table = made_table(
        "支出决算表",
        FINAL_HEADER,
        [
            ["208", "社会保障和就业支出", "10", "6", "4"],
            ["20801", "人力资源事务", "10", "6", "4"],
            ["2080101", "行政运行", "10", "6", "4"],
        ],
        labels=2,
    )
    item = facts(table)[-1].item
    assert (item.code, item.name, item.level) == ("2080101", "行政运行", "项")
    assert item.path == ("社会保障和就业支出", "人力资源事务")


def test_a_note_mark_at_a_code_a_name_or_a_header_is_no_part_of_it() -> None:
    header = [("科目编码",), ("科目名称",), ("年初预算数①",), ("决算数¹",)]
    found = facts(made_table("支出决算表", header, [["2050201①", "学前教育¹", "3", "4"]], labels=2))
    assert [(each.item.code, each.item.name, each.measure, each.stage) for each in found] == [
        ("2050201", "学前教育", "合计", Stage.INITIAL),
        ("2050201", "学前教育", "合计", Stage.FINAL),
    ]


def test_a_code_split_over_three_columns_is_joined_and_one_digit_means_two() -> None:
    header = [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",), ("合计",)]
    table = made_table(
        "支出预算表", header, [["208", "7", "01", "就业创业", "5"], ["208", "", "", "社保", "5"]], labels=4
    )
    assert [(each.item.code, each.item.level) for each in facts(table, "预算")] == [("2080701", "项"), ("208", "类")]


def test_a_split_code_is_joined_even_where_the_header_does_not_name_its_parts() -> None:
    """A figure of 项 30101 must never be given as the figure of 类 301."""
    header = [("科目编码",), ("科目编码",), ("科目名称",), ("合计",)]
    table = made_table("支出预算表", header, [["201", "06", "财政事务", "5"]], labels=3)
    assert facts(table, "预算")[0].item.code == "20106"


def test_a_row_that_prints_only_its_section_stands_under_the_category_above() -> None:
    header = [("科目编码", "类"), ("科目编码", "款"), ("科目名称",), ("合计",)]
    table = made_table("基本支出表", header, [["301", "", "工资福利支出", "9"], ["", "02", "津贴补贴", "9"]], labels=3)
    assert facts(table, "预算")[1].item.code == "30102"


def test_an_economic_item_split_over_government_items_keeps_each_as_its_counterpart() -> None:
    header = [("科目编码",), ("科目名称",), ("科目编码",), ("科目名称",), ("合计",)]
    rows = [["30101", "基本工资", "50101", "工资奖金津补贴", "3"], ["30101", "基本工资", "50501", "工资福利支出", "4"]]
    found = facts(made_table("一般公共预算基本支出表", header, rows, labels=4), "预算")
    assert [(each.item.code, each.item.counterpart) for each in found] == [
        ("30101", "50101 工资奖金津补贴"),
        ("30101", "50501 工资福利支出"),
    ]


def test_a_summary_row_gets_its_category_by_name_and_its_side_from_its_half() -> None:
    header = [("收入", "项目"), ("收入", "决算数"), ("支出", "项目"), ("支出", "决算数")]
    rows = [["八、其他收入", "3.39", "十二、农林水事务支出", "1776.34"]]
    revenue, expenditure = facts(made_table("收入支出决算总表", header, rows, halves=2))
    assert (revenue.item.name, revenue.side, revenue.fund) == ("其他收入", Side.REVENUE, Fund.OTHER)
    assert (expenditure.item.code, expenditure.item.name) == ("213", "农林水事务支出")
    assert (expenditure.side, expenditure.fund) == (Side.EXPENDITURE, Fund.ALL)
    assert expenditure.row_path == ("十二、农林水事务支出",)


def test_a_fund_under_the_carryover_is_not_the_fund_of_the_year() -> None:
    """For 一般公共预算财政拨款, the year's figure and the carried-over one must be distinguishable."""
    header = [("收入", "项目"), ("收入", "金额")]
    rows = [
        ["一、一般公共预算财政拨款", "1477.46"],
        ["年初财政拨款结转和结余", "73"],
        ["一、一般公共预算财政拨款", "73"],
    ]
    found = facts(made_table("财政拨款收入支出决算总表", header, rows))
    assert [each.item.path for each in found] == [(), (), ("年初财政拨款结转和结余",)]


def test_rows_after_其中_stay_within_until_the_next_number() -> None:
    header = [("收入", "项目"), ("收入", "金额")]
    rows = [
        ["一、一般公共预算", "9"],
        ["其中：财政拨款", "5"],
        ["专项收入", "4"],
        ["二、事业收入", "1"],
        ["收入总计", "10"],
    ]
    found = facts(made_table("部门收支预算表", header, rows), "预算")
    assert [each.item.path for each in found] == [(), ("一般公共预算",), ("一般公共预算",), (), ()]


THREE_PUBLIC = [
    ("预算数", "合计"),
    ("预算数", "公务用车购置及运行维护费", "小计"),
    ("预算数", "公务用车购置及运行维护费", "公务用车运行维护费"),
    ("预算数", "公务接待费"),
    ("决算数", "合计"),
    ("决算数", "公务用车购置及运行维护费", "小计"),
    ("决算数", "公务用车购置及运行维护费", "公务用车运行维护费"),
    ("决算数", "公务接待费"),
]


def test_the_columns_of_a_three_public_table_are_its_items() -> None:
    table = made_table(
        "财政拨款“三公”经费支出决算表", THREE_PUBLIC, [["6.8", "5", "5", "1.8", "5.2", "5", "5", "0.2"]], labels=0
    )
    assert figures(facts(table), "item_name", "stage") == [
        ("“三公”经费合计", Stage.BUDGET, Decimal("6.8")),
        ("公务用车购置及运行维护费", Stage.BUDGET, Decimal(5)),
        ("公务用车运行维护费", Stage.BUDGET, Decimal(5)),
        ("公务接待费", Stage.BUDGET, Decimal("1.8")),
        ("“三公”经费合计", Stage.FINAL, Decimal("5.2")),
        ("公务用车购置及运行维护费", Stage.FINAL, Decimal(5)),
        ("公务用车运行维护费", Stage.FINAL, Decimal(5)),
        ("公务接待费", Stage.FINAL, Decimal("0.2")),
    ]


def test_the_note_says_which_budget_a_three_public_table_prints() -> None:
    note = ("注：本表反映本年度经费支出情况。其中：预算数为“三公”经费全年预算数，反映调整后的预算数。",)
    table = made_table("“三公”经费支出决算表", THREE_PUBLIC, [["1", "", "", "", "2", "", "", ""]], labels=0, notes=note)
    assert [each.stage for each in facts(table) if each.value] == [Stage.ADJUSTED, Stage.FINAL]


def test_a_blank_cell_is_a_fact_without_a_value_and_a_dash_is_words() -> None:
    table = made_table("支出决算表", FINAL_HEADER, [["309", "资本性支出", "", "——", "0.00"]], labels=2)
    blank, dash, zero = facts(table)
    assert blank.blank
    assert blank.value is None
    assert (dash.value, dash.text) == (None, "——")
    assert zero.value == 0


def test_last_years_column_is_of_last_year_and_a_change_is_no_amount_of_either() -> None:
    header = [
        ("科目编码",),
        ("科目名称",),
        ("2023年执行数",),
        ("2024年预算数",),
        ("2024年预算数比2023年执行数", "增减额"),
        ("增减%",),
    ]
    table = made_table(
        "一般公共预算支出情况表", header, [["213", "农林水支出", "100", "120", "20", "20.00%"]], labels=2
    )
    assert [(each.year, each.stage, each.measure, each.unit) for each in facts(table, "预算")] == [
        (2023, Stage.FINAL, "合计", "万元"),
        (2024, Stage.BUDGET, "合计", "万元"),
        (2024, Stage.BUDGET, "增减额", "万元"),
        (2024, Stage.UNKNOWN, "增减率", "%"),
    ]


def test_上年_is_the_year_before_the_documents_but_上年结转_is_of_the_year() -> None:
    header = [("项目",), ("上年预算数",), ("上年结转结余", "一般公共预算")]
    last, carried = facts(made_table("支出预算表", header, [["行政运行", "1", "2"]]), "预算")
    assert (last.year, last.measure) == (2023, "合计")
    assert (carried.year, carried.measure, carried.fund) == (2024, "上年结转", Fund.GENERAL)


def test_scores_rates_and_counts_never_take_the_tables_money_unit() -> None:
    header = [("项目资金（万元）",), ("全年预算数",), ("分值",), ("执行率",), ("得分",)]
    table = made_table("项目支出绩效自评表", header, [["年度资金总额", "8", "10", "87", "9.5"]], unit="")
    assert [each.unit for each in facts(table)] == ["万元", "分", "%", "分"]
    count = made_table(
        "相关信息统计表", [("项目",), ("统计数",)], [["公务用车保有量(辆)", "2"], ["国内公务接待批次", "2"]]
    )
    assert [each.unit for each in facts(count)] == ["辆", ""]


def test_an_indicators_target_has_its_own_unit_and_never_the_tables() -> None:
    header = [("一级指标",), ("二级指标",), ("三级指标",), ("年度指标值",), ("实际完成值",), ("分值",)]
    table = made_table("项目支出绩效自评表", header, [["产出指标", "数量指标", "人数", "≥120人", "优", "10"]], labels=3)
    target, done, score = facts(table)
    assert (target.item.name, target.item.path) == ("人数", ("产出指标", "数量指标"))
    assert (target.value, target.unit) == (Decimal(120), "人")
    assert (done.value, done.text) == (None, "优")
    assert (score.value, score.unit, score.stage) == (Decimal(10), "分", Stage.UNKNOWN)


def test_initial_adjusted_and_executed_amounts_are_stages_of_one_measure() -> None:
    header = [("项目资金(万元)",), ("年初预算数",), ("全年预算数",), ("全年执行数",)]
    table = made_table("项目支出绩效自评表", header, [["年度资金总额：", "0.88", "0.9", "0.84"]])
    assert [(each.item.name, each.measure, each.stage) for each in facts(table)] == [
        ("年度资金总额", "合计", Stage.INITIAL),
        ("年度资金总额", "合计", Stage.ADJUSTED),
        ("年度资金总额", "合计", Stage.FINAL),
    ]


def test_subordinate_units_and_their_projects_bear_the_units_name() -> None:
    header = [("部门代码",), ("部门（项目）名称",), ("项目类型",), ("合计",)]
    rows = [
        ["", "合计", "", "80"],
        ["029", "某某县水利局", "", "80"],
        ["029001", "某某县水利局", "", "50"],
        ["029001", "河道清淤", "特定目标类", "50"],
        ["029005", "某某县水库管理中心", "", "30"],
        ["029005", "水库维修", "特定目标类", "30"],
    ]
    found = facts(made_table("项目支出预算表", header, rows, labels=3), "预算")
    assert [(each.institution, each.item.name) for each in found] == [
        ("某某县水利局", "合计"),
        ("某某县水利局", "合计"),
        ("某某县水利局（本级）", "合计"),
        ("某某县水利局（本级）", "河道清淤"),
        ("某某县水库管理中心", "合计"),
        ("某某县水库管理中心", "水库维修"),
    ]


def test_a_total_over_sources_is_told_from_the_years_own_revenue() -> None:
    header = [
        ("部门名称",),
        ("总计",),
        ("本年收入", "合计"),
        ("本年收入", "一般公共预算", "小计"),
        ("上年结转结余", "小计"),
    ]
    found = facts(made_table("部门收入预算表", header, [["合计", "12", "11", "9", "1"]]), "预算")
    assert [(each.measure, each.fund) for each in found] == [
        ("合计", Fund.ALL),
        ("本年收入", Fund.ALL),
        ("本年收入", Fund.GENERAL),
        ("上年结转", Fund.ALL),
    ]


def test_codes_and_names_that_were_read_as_values_are_labels_and_no_figures() -> None:
    header = [("部门（单位）代码",), ("部门（单位）名称",), ("合计",)]
    found = facts(made_table("部门收入总表", header, [["301002", "某某县水库管理中心", "30.00"]], labels=0), "预算")
    assert figures(found, "institution") == [("某某县水库管理中心", Decimal("30.00"))]


def test_a_third_group_beside_income_and_expenditure_is_read_by_its_own_names() -> None:
    header = [
        ("收入", "项目"),
        ("收入", "预算数"),
        ("支出", "功能科目"),
        ("支出", "预算数"),
        ("支出", "经济科目"),
        ("支出", "预算数"),
    ]
    rows = [["一、财政拨款收入", "50", "二、农林水支出", "40", "一、基本支出", "30"]]
    assert figures(facts(made_table("部门收支总表", header, rows), "预算"), "item_name", "side") == [
        ("财政拨款收入", Side.REVENUE, Decimal(50)),
        ("农林水支出", Side.EXPENDITURE, Decimal(40)),
        ("基本支出", Side.EXPENDITURE, Decimal(30)),
    ]


def test_ids_are_unique_over_the_tables_of_a_document() -> None:
    table = made_table("支出决算表", FINAL_HEADER, [["208", "社保", "1", "1", ""]], labels=2)
    found = document_facts([table, table], DocumentContext("d", "某某县水利局", 2024, "决算"))
    assert [each.id for each in found] == [f"F{n}" for n in range(1, 7)]
