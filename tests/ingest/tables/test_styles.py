"""Tables in the styles of other provinces, made for the test; nothing is from the real documents."""

from pathlib import Path

from ingest.model.document import Mark, Table
from ingest.readers.text import read_text
from ingest.tables.logical import build_tables


def _tables(folder: Path, text: str) -> tuple[Table, ...]:
    path = folder / "made.txt"
    path.write_text(text, encoding="utf-8")
    return build_tables(read_text(path).blocks).tables


def _rows(table: Table) -> list[tuple[str, dict[str, str]]]:
    """Labels and filled cells by header path, record by record."""
    paths = {column.index: "/".join(column.path) for column in table.columns}
    return [
        ("|".join(cell.text for cell in record.labels), {paths[i]: cell.text for i, cell in record.values if cell.text})
        for record in table.records
    ]


def test_three_groups_with_names_of_their_own(tmp_path: Path) -> None:
    """项目 | 项目(按功能分类) | 项目（按支出性质分类） side by side are three halves; none names the other."""
    (table,) = _tables(
        tmp_path,
        "表1：2025年部门收支总表\n\n单位名称：某市交通运输局\t单位：万元\n收入\t\t支出\t\t\t\n"
        "项目\t预算数\t项目(按功能分类)\t预算数\t项目（按支出性质分类）\t预算数\n"
        "一、事业收入\t10.00\t一、交通运输支出\t1,210.00\t一、基本支出\t900.00\n"
        "收入总计\t1,210.00\t支出总计\t1,210.00\t支出总计\t1,210.00\n",
    )
    assert (table.title, table.number, table.unit, table.institution, table.year) == (
        "2025年部门收支总表",
        "表1",
        "万元",
        "某市交通运输局",
        2025,
    )
    assert _rows(table)[:3] == [
        ("一、事业收入", {"收入/预算数": "10.00"}),
        ("一、交通运输支出", {"支出/预算数": "1,210.00"}),
        ("一、基本支出", {"支出/预算数": "900.00"}),
    ]


def test_a_page_number_does_not_end_a_table(tmp_path: Path) -> None:
    """Rows after a lone page number belong to the table before it; growth columns are no part of a sum."""
    (table,) = _tables(
        tmp_path,
        "附件1-3\n一般公共预算支出表\n（2024年预算）\n填报单位：某县教育局    金额单位：元\n\n"
        "功能分类科目\t\t2023年执行数\t2024年预算数\t\t\t比2023年执行数\t\n"
        "科目编码\t科目名称\t\t小计\t基本支出\t项目支出\t增减额\t增减%\n"
        "205\t教育支出\t1000\t1200\t700\t500\t200\t20.00\n\n- 12 -\n\n2050203\t初中教育\t\t300\t300\t\t\t\n",
    )
    assert (table.title, table.unit, table.institution) == ("一般公共预算支出表", "元", "某县教育局")
    assert _rows(table)[0] == (
        "205|教育支出",
        {
            "2023年执行数": "1000",
            "2024年预算数/小计": "1200",
            "2024年预算数/基本支出": "700",
            "2024年预算数/项目支出": "500",
            "比2023年执行数/增减额": "200",
            "比2023年执行数/增减%": "20.00",
        },
    )
    assert _rows(table)[1] == ("2050203|初中教育", {"2024年预算数/小计": "300", "2024年预算数/基本支出": "300"})


def test_a_title_printed_again_on_the_next_page_is_the_same_table(tmp_path: Path) -> None:
    """A table that repeats its title (续) and header on each page is one table, even if a row adds up by itself."""
    header = "科目编码\t科目名称\t合计\n"
    tables = _tables(
        tmp_path,
        f"收入决算表\n\n单位：万元\n\n{header}205\t教育支出\t7.00\n\n收入决算表（续）\n\n单位：万元\n\n{header}"
        f"2050202\t小学教育\t7.00\n\n支出决算表\n\n单位：万元\n\n{header}205\t教育支出\t6.00\n",
    )
    assert [(table.title, len(table.records)) for table in tables] == [("收入决算表", 2), ("支出决算表", 1)]


def test_a_caption_inside_the_table(tmp_path: Path) -> None:
    """Title, institution and unit printed in the first rows of the grid are its caption, not its header."""
    (table,) = _tables(
        tmp_path,
        "2024年部门收入总表\t\t\t\n部门：某省水利厅\t\t\t单位：万元\n科目编码\t科目名称\t合计\t财政拨款\n"
        "2130301\t行政运行\t300.00\t300.00\n合计\t\t500.00\t400.00\n",
    )
    assert (table.title, table.unit, table.institution, table.year) == (
        "2024年部门收入总表",
        "万元",
        "某省水利厅",
        2024,
    )
    assert _rows(table) == [
        ("2130301|行政运行", {"合计": "300.00", "财政拨款": "300.00"}),
        ("合计", {"合计": "500.00", "财政拨款": "400.00"}),
    ]


def test_an_institution_column_is_no_sheet_head(tmp_path: Path) -> None:
    """A list that starts with 预算单位 or 项目名称 is a table with a header, not a form with keys."""
    (table,) = _tables(
        tmp_path,
        "政府采购预算表\n\n单位：万元\n\n预算单位\t采购项目\t计量单位\t数量\t资金来源\t\n\t\t\t\t合计\t其他资金\n"
        "某局本级\t物业服务\t项\t1\t20.00\t5.00\n",
    )
    assert _rows(table) == [
        ("某局本级|物业服务|项", {"数量": "1", "资金来源/合计": "20.00", "资金来源/其他资金": "5.00"})
    ]


def test_a_row_that_adds_up_is_left_alone(tmp_path: Path) -> None:
    """A row is not moved if its sums hold as printed, or if no move makes them hold."""
    (table,) = _tables(
        tmp_path,
        "支出决算表\n\n单位：万元\n\n科目名称\t合计\t基本支出\t项目支出\n甲\t5.00\t5.00\t\n乙\t5.00\t3.00\t1.00\n",
    )
    assert _rows(table) == [
        ("甲", {"合计": "5.00", "基本支出": "5.00"}),
        ("乙", {"合计": "5.00", "基本支出": "3.00", "项目支出": "1.00"}),
    ]
    assert all(cell.mark is Mark.PRINTED for record in table.records for _, cell in record.values)


def test_a_row_printed_one_column_off_is_set_right(tmp_path: Path) -> None:
    """If 合计 = 基本支出 + 项目支出 holds only one column to the right, the figures move there and are marked."""
    (table,) = _tables(
        tmp_path,
        "支出决算表\n\n单位：万元\n\n科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t小计\t人员经费\t公用经费\t\n"
        "甲\t9.00\t5.00\t4.00\t1.00\t4.00\n乙\t9.00\t\t\t9.00\t\n",
    )
    assert _rows(table)[1] == ("乙", {"合计": "9.00", "项目支出": "9.00"})
    assert [cell.mark for _, cell in table.records[1].values if cell.text] == [Mark.PRINTED, Mark.SHIFTED]


def test_rows_of_a_new_page_are_not_swallowed(tmp_path: Path) -> None:
    """A blank item that a page starts with stays a row; only the rest of a broken name joins the row above."""
    (table,) = _tables(
        tmp_path,
        "收入支出总表\n\n单位：万元\n\n项目\t金额\n上级补助收入\t1.00\n其他收入（含利息、\t2.00\n\n"
        "租金）\t\n\n附属单位上缴收入\t\n上年结转\t3.00\n",
    )
    assert [labels for labels, _ in _rows(table)] == [
        "上级补助收入",
        "其他收入（含利息、租金）",
        "附属单位上缴收入",
        "上年结转",
    ]


def test_a_self_evaluation_sheet_of_another_province(tmp_path: Path) -> None:
    """Head, money, goals and indicators of one grid are tables of their own, all naming the project."""
    head, money, goals, indicators = _tables(
        tmp_path,
        "项目支出绩效自评表\n（2023年度）\n项目名称\t校园安全经费\t\t项目编码\tA45\t\t\n"
        "主管部门\t某市教育局\t\t实施单位\t某市第一中学\t\t\n"
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\n"
        "\t年度资金总额\t10.00\t10.00\t9.50\t10\t95.00%\n年度总体目标\t预期目标\t\t实际完成情况\t\t\t\n"
        "\t保障校园安全\t\t已完成\t\t\t\n绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t分值\t得分\n"
        "\t产出指标\t数量指标\t安保人数\t≥6人\t20\t20\n\t\t\t巡查次数\t≥100次\t20\t18\n总分\t\t\t\t\t100\t98\n",
    )
    assert {table.subject for table in (head, money, goals, indicators)} == {"校园安全经费"}
    assert money.unit == "万元"
    assert _rows(money) == [
        (
            "年度资金总额",
            {"年初预算数": "10.00", "全年预算数": "10.00", "全年执行数": "9.50", "分值": "10", "执行率": "95.00%"},
        )
    ]
    assert _rows(indicators)[1] == (
        "产出指标|数量指标|巡查次数",
        {"年度指标值": "≥100次", "分值": "20", "得分": "18"},
    )


def test_two_units_over_one_table_are_none(tmp_path: Path) -> None:
    """单位：万元 and 单位：元 in one line stand over two tables side by side: neither is taken for the other's."""
    rows = "科目编码\t科目名称\t本年支出合计\n205\t教育支出\t541.20\n"
    (both,) = _tables(tmp_path, f"支出决算表\n单位：万元    单位：元\n{rows}")
    (one,) = _tables(tmp_path, f"支出决算表\n单位：万元\n{rows}")
    assert (both.unit, one.unit) == ("", "万元")


def test_a_unit_broken_over_two_lines_is_whole(tmp_path: Path) -> None:
    """万 and 元 of a narrow corner, the rest of whose second line is the office."""
    rows = "科目编码\t科目名称\t本年支出合计\n205\t教育支出\t541.20\n"
    (table,) = _tables(tmp_path, f"支出决算表\n单位：万\n部门名称：青禾县档案馆    元\n{rows}")
    assert table.unit == "万元"


def test_an_institutions_name_that_ends_on_the_line_of_the_unit_is_whole(tmp_path: Path) -> None:
    rows = "科目编码\t科目名称\t本年支出合计\n205\t教育支出\t541.20\n"
    (table,) = _tables(tmp_path, f"支出决算表\n部门名称：某某市河道管理\n处 单位：万元\n{rows}")
    assert (table.institution, table.unit) == ("某某市河道管理处", "万元")
