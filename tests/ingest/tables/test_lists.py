"""The list of a document's tables is the printed one: none split, joined, lost or invented, each with its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Table
from ingest.model.printed_tables import PrintedTable, printed_tables
from ingest.parse import parse_file
from tests.fixtures.pdf_files import make, table, write

Rows = Sequence[Sequence[str]]
HEADER = ["科目编码", "科目名称", "基本支出", "项目支出"]
FIRST = [["201", "一般公共服务支出", "84.10", "49.20"], ["20113", "商贸事务", "84.10", "49.20"]]
REST = [["208", "社会保障和就业支出", "12.30", "0.00"], ["20805", "养老支出", "12.30", "0.00"]]
FORM = [
    ["项目名称", "河道清淤", "项目负责人", "某某"],
    ["主管部门", "某某县水务局", "实施单位", "某某县水务中心"],
    ["项目资金（万元）", "120.00", "其中：财政拨款", "120.00"],
]
INDICATORS = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清淤长度", "≥3公里"]]


def listed(path: Path, *pages: Callable[[Canvas], None]) -> tuple[PrintedTable, ...]:
    """The printed tables of a PDF whose pages are drawn by ``pages``."""
    make(path / "made.pdf", lambda canvas, number: pages[number - 1](canvas), pages=len(pages))
    return printed_tables(parse_file(path / "made.pdf", "0" * 64, "test").document.tables)


def page(title: str, rows: Rows, *, number: str = "", head: str = "", left: float = 60) -> Callable[[Canvas], None]:
    """A page with a number, a title and a line under it, where given, over a table."""

    def draw(canvas: Canvas) -> None:
        for top, text in ((40, number), (60, title), (84, head)):
            if text:
                write(canvas, 200 if text == title else 60, top, text, size=14 if text == title else 10)
        table(canvas, 110, rows, left=left)

    return draw


def heads(tables: Sequence[PrintedTable]) -> list[tuple[str, str, tuple[int, int]]]:
    return [(each.first.number, each.first.title, each.pages) for each in tables]


def labels(found: Table) -> list[str]:
    return [record.labels[0].text for record in found.records]


def test_a_page_that_repeats_number_title_and_header_goes_on(tmp_path: Path) -> None:
    pages = [
        page("支出总表", [HEADER, *rows], number="表3", head="部门：某某县水务局 单位：万元") for rows in (FIRST, REST)
    ]
    (found,) = listed(tmp_path, *pages)
    assert heads([found]) == [("表3", "支出总表", (1, 2))]
    assert labels(found.first) == ["201", "20113", "208", "20805"]


def test_a_page_that_repeats_only_unit_and_header_goes_on(tmp_path: Path) -> None:
    first = page("支出总表", [HEADER, *FIRST], head="单位：万元")
    (found,) = listed(tmp_path, first, page("", [HEADER, *REST], head="单位：万元"))
    assert labels(found.first) == ["201", "20113", "208", "20805"]


@pytest.mark.parametrize(
    ("number", "head"),
    [
        ("表4", "部门：某某县水务局 单位：万元"),
        ("表3", "部门：某某县水务中心 单位：万元"),
        ("表3", "部门：某某县水务局 单位：元"),
    ],
)
def test_another_number_institution_or_unit_is_another_table(tmp_path: Path, number: str, head: str) -> None:
    found = listed(
        tmp_path,
        page("支出总表", [HEADER, *FIRST], number="表3", head="部门：某某县水务局 单位：万元"),
        page("支出总表", [HEADER, *REST], number=number, head=head),
    )
    assert [each.pages for each in found] == [(1, 1), (2, 2)]


def test_a_page_moved_sideways_as_a_whole_goes_on(tmp_path: Path) -> None:
    (found,) = listed(
        tmp_path,
        page("支出总表", [HEADER, *FIRST], head="单位：万元"),
        lambda canvas: table(canvas, 60, REST, left=64.5),
    )
    assert labels(found.first) == ["201", "20113", "208", "20805"]
    values = [[cell.text for _, cell in record.values] for record in found.first.records]
    assert values == [["84.10", "49.20"], ["84.10", "49.20"], ["12.30", "0.00"], ["12.30", "0.00"]]


def test_a_table_of_many_pages_is_one_under_its_title(tmp_path: Path) -> None:
    pages = 141
    rows = [[f"2{number:06}", f"支出事项{number}", f"{number}.10", "1.00"] for number in range(1, pages)]
    (found,) = listed(
        tmp_path,
        page("支出总表", [HEADER, *FIRST], head="单位：万元"),
        *((lambda canvas, row=row: table(canvas, 60, [row])) for row in rows),
    )
    assert heads([found]) == [("", "支出总表", (1, pages))]
    assert found.records == pages + 1


def slivered(canvas: Canvas, title: str, rows: Rows) -> None:
    """A table between two empty slivers of a column, with its title in the grid."""
    height, top, edges = 20.0, 60.0, (60, 68, 168, 268, 368, 468, 476)
    lines = len(rows) + 2
    for at in range(lines + 1):
        canvas.rect(60, 842 - top - at * height, 416, 0.5, stroke=0, fill=1)
    for edge in edges:
        inner = edge not in (60, 68, 468, 476)
        down = (lines - 2 if inner else lines) * height
        canvas.rect(edge, 842 - top - lines * height, 0.5, down, stroke=0, fill=1)
    write(canvas, 200, top + height + 2, title, size=10)
    for down, cells in enumerate(rows):
        for across, text in enumerate(cells):
            write(canvas, edges[across + 1] + 3, top + (down + 2) * height + 2, text, size=9)


def test_a_title_behind_an_empty_sliver_begins_a_table(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        lambda canvas: slivered(canvas, "预算07表 政府性基金预算支出表", [HEADER, *FIRST]),
        lambda canvas: slivered(canvas, "预算08表 国有资本经营预算支出表", [HEADER, *REST]),
    )
    assert heads(found) == [
        ("预算07表", "政府性基金预算支出表", (1, 1)),
        ("预算08表", "国有资本经营预算支出表", (2, 2)),
    ]


def test_a_title_repeated_in_the_grid_is_no_further_table(tmp_path: Path) -> None:
    pages = [(lambda canvas, rows=rows: slivered(canvas, "支出总表", [HEADER, *rows])) for rows in (FIRST, REST)]
    (found,) = listed(tmp_path, *pages)
    assert labels(found.first) == ["201", "20113", "208", "20805"]


def test_a_cell_that_the_page_leaves_open_keeps_its_figure(tmp_path: Path) -> None:
    """The last rule of the first two columns is missing at the foot of the page: what stands there is theirs."""

    def open_foot(canvas: Canvas) -> None:
        write(canvas, 200, 60, "支出总表", size=14)
        table(canvas, 110, [["项目", "预算数", "一级指标", "指标值"], ["购置", "30.00", "数量", "3"]])
        for x in (60, 170, 280):
            canvas.rect(x, 842 - 190, 0.5, 40, stroke=0, fill=1)
        for x in (280, 390, 500):
            canvas.rect(x, 842 - 190, 0.5, 40, stroke=0, fill=1)
        for top in (170, 190):
            canvas.rect(280, 842 - top, 220, 0.5, stroke=0, fill=1)
        for x, top, text in ((63, 160, "维修"), (173, 160, "61.80"), (283, 152, "质量"), (393, 152, "好")):
            write(canvas, x, top, text, size=9)
        write(canvas, 283, 172, "时效", size=9)
        write(canvas, 393, 172, "年内", size=9)

    (found,) = listed(tmp_path, open_foot, lambda canvas: table(canvas, 60, [["租赁", "2.00", "数量", "1"]]))
    printed = [cell.text for cell in found.first.cells]
    assert found.pages == (1, 2) and "61.80" in printed and "维修" in printed


def test_a_form_is_one_table_and_the_next_project_another(tmp_path: Path) -> None:
    other = [["项目名称", "堤防维修", *FORM[0][2:]], *FORM[1:]]
    found = listed(
        tmp_path,
        page("项目支出绩效目标表", [*FORM, *INDICATORS], number="表14"),
        page("项目支出绩效目标表", [*other, *INDICATORS], number="表14"),
    )
    assert [(each.first.title, each.subject, each.unit) for each in found] == [
        ("项目支出绩效目标表", "河道清淤", "万元"),
        ("项目支出绩效目标表", "堤防维修", "万元"),
    ]
    assert all(len(each.parts) > 1 for each in found)


def test_an_empty_table_is_a_table_and_a_table_of_contents_is_none(tmp_path: Path) -> None:
    contents = [["报表", "报表名称", "是否空表", "理由"], ["表1", "支出总表", "否", ""]]
    found = listed(
        tmp_path,
        page("报表目录", contents),
        page("政府性基金预算支出表", [HEADER, ["", "", "", ""], ["合计", "", "", ""]], number="表1", head="单位：元"),
    )
    assert heads(found) == [("表1", "政府性基金预算支出表", (2, 2))]
    assert found[0].empty


@pytest.mark.parametrize("numbers", [["**", "**", "1", "2"], ["栏次", "", "1", "2"], ["1", "2", "3", "4"]])
def test_column_numbers_are_no_row(tmp_path: Path, numbers: list[str]) -> None:
    (found,) = listed(tmp_path, page("支出总表", [HEADER, numbers, *FIRST], head="单位：万元"))
    assert labels(found.first) == ["201", "20113"]


def test_indicators_under_a_wide_header_cell_are_rows(tmp_path: Path) -> None:
    """指标值 over two columns, and each target over the same two: the targets are no second row of the header."""

    def wide(canvas: Canvas) -> None:
        write(canvas, 200, 60, "项目支出绩效目标表", size=14)
        table(canvas, 110, [["项目名称", "河道清淤", "实施单位", "甲中心", "联系人", "某某"]], width=70)
        edges = (60, 130, 200, 270, 480)
        for at in range(4):
            canvas.rect(60, 842 - 130 - at * 20, 420, 0.5, stroke=0, fill=1)
        for edge in edges:
            canvas.rect(edge, 842 - 190, 0.5, 60, stroke=0, fill=1)
        rows = [["一级指标", "二级指标", "三级指标", "指标值"], *([["产出指标", "数量指标", "清淤长度", "≥3公里"]] * 2)]
        for down, cells in enumerate(rows):
            for across, text in enumerate(cells):
                write(canvas, edges[across] + 3, 132 + down * 20, text, size=9)

    (found,) = listed(tmp_path, wide)
    last = found.parts[-1]
    assert [[cell.text for _, cell in record.values] for record in last.records] == [["≥3公里"], ["≥3公里"]]


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """Two landscape pages stored upright with /Rotate 90: one table over both."""

    def turned(rows: Rows, title: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.translate(595.27, 0)
            canvas.rotate(90)
            canvas.translate(0, 595.27 - 841.89)
            if title:
                write(canvas, 200, 60, title, size=14)
            table(canvas, 110, rows)

        return draw

    make(
        tmp_path / "a.pdf",
        lambda canvas, number: turned(*(([HEADER, *FIRST], "支出总表"), (REST, ""))[number - 1])(canvas),
        pages=2,
    )
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        for each in pdf.pages:
            each.Rotate = 90
        pdf.save(tmp_path / "a.pdf")
    (found,) = printed_tables(parse_file(tmp_path / "a.pdf", "0" * 64, "test").document.tables)
    assert heads([found]) == [("", "支出总表", (1, 2))]
    assert labels(found.first) == ["201", "20113", "208", "20805"]


def test_an_item_whose_parent_is_not_printed_is_a_row_of_its_table(tmp_path: Path) -> None:
    """208 and 2080502 without 20805 between them."""
    rows = [["208", "社会保障和就业支出", "12.30", "0.00"], ["2080502", "事业单位离退休", "12.30", "0.00"]]
    (found,) = listed(tmp_path, page("支出总表", [HEADER, *rows], head="单位：万元"))
    assert labels(found.first) == ["208", "2080502"]
