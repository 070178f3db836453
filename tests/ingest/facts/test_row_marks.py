"""What a row says of its figures in cells of its own: the indicator's unit and comparison, the row's year."""

from decimal import Decimal

from tests.fixtures.made_tables import facts, made_table

INDICATORS = [
    ("一级指标",),
    ("二级指标",),
    ("三级指标",),
    ("指标性质",),
    ("指标值",),
    ("计量单位",),
    ("实际完成值",),
    ("评（扣）分标准",),
    ("备注",),
]
ROWS = [
    ["产出指标", "数量指标", "检测水样", "≥", "3060", "个次", "3100", "每少1个扣0.1分", "20"],
    ["产出指标", "成本指标", "项目总成本", "≤", "35.78", "万元", "35", "超支不得分", "10"],
    ["效益指标", "社会效益指标", "用水更安心", "定性", "优", "", "优", "", "10"],
]


def test_an_indicator_takes_its_unit_and_its_comparison_from_their_own_columns() -> None:
    found = facts(made_table("2024年项目支出绩效目标表", INDICATORS, ROWS, labels=3), "预算")
    aims = [each for each in found if each.measure == "年度指标值"]
    assert [(each.value, each.unit, each.compare) for each in aims] == [
        (Decimal(3060), "个次", "≥"),
        (Decimal("35.78"), "万元", "≤"),
        (None, "", ""),
    ]
    assert [each.unit for each in found if each.measure == "实际完成值"][:2] == ["个次", "万元"]


def test_a_sign_printed_before_the_value_is_its_comparison_too() -> None:
    header = [("一级指标",), ("三级指标",), ("年度指标值",)]
    (aim,) = facts(made_table("项目支出绩效目标表", header, [["产出指标", "合格率", "≥95%"]], labels=2), "预算")
    assert (aim.value, aim.unit, aim.compare) == (Decimal(95), "%", "≥")


def test_notes_and_standards_are_never_money() -> None:
    found = facts(made_table("2024年项目支出绩效目标表", INDICATORS, ROWS, labels=3), "预算")
    notes = [each for each in found if each.measure in ("备注", "指标值说明", "指标性质", "计量单位")]
    assert len(notes) == 12
    assert {each.unit for each in notes} == {""}


def test_a_comparison_or_a_unit_among_the_labels_names_no_row() -> None:
    header = [("一级指标",), ("三级指标",), ("指标性质",), ("度量单位",), ("指标值",)]
    rows = [["产出指标", "检测水样", "≥", "个", "30"]]
    (aim,) = facts(made_table("项目支出绩效目标表", header, rows, labels=4), "预算")
    assert (aim.item.name, aim.item.path, aim.compare, aim.unit) == ("检测水样", ("产出指标",), "≥", "个")


def test_an_indicators_value_among_the_headers_names_no_measure() -> None:
    header = [("三级指标",), ("年度指标值", "≥20")]
    (aim,) = facts(made_table("部门整体支出绩效目标表", header, [["检查率", "100%"]]), "预算")
    assert aim.measure == "年度指标值"


def test_words_in_a_column_of_money_have_no_unit() -> None:
    header = [("项目名称",), ("绩效目标",), ("预算数",)]
    words, money = facts(made_table("项目支出预算表", header, [["清淤", "河道畅通", "12"]]), "预算")
    assert (words.unit, money.unit) == ("", "万元")


def test_a_row_under_年度_is_of_its_own_year_and_a_row_of_changes_is_no_amount() -> None:
    header = [("预算单位",), ("年度",), ("合计",), ("因公出国（境）费",), ("公务接待费",), ("公务用车运行维护费",)]
    rows = [
        ["某某县水利局", "2023年", "9", "1", "2", "6"],
        ["", "2024年", "8", "0", "2", "6"],
        ["", "增减变化金额", "-1", "-1", "0", "0"],
    ]
    found = facts(made_table("财政拨款“三公”经费支出表", header, rows), "预算")
    trips = [(each.year, each.measure, each.value) for each in found if each.item.name == "因公出国（境）费"]
    assert trips == [(2023, "合计", Decimal(1)), (2024, "合计", Decimal(0)), (2024, "增减额", Decimal(-1))]
    assert "年度" not in {each.measure for each in found}


def test_a_row_of_changes_is_one_in_columns_of_any_money() -> None:
    header = [("年度",), ("总收入支出",), ("专项业务费",)]
    rows = [["2023", "9", "1"], ["2024", "8", "3"], ["变化", "-1", "+2"]]
    found = facts(made_table("预算对比表", header, rows), "预算")
    assert [(each.item.name, each.measure) for each in found[4:]] == [
        ("总收入支出", "增减额"),
        ("专项业务费", "增减额"),
    ]
