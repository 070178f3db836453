"""A table has the number, the title and the unit that are printed for it, wherever they stand and in every carrier."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from ingest.model.printed_tables import printed_tables
from ingest.parse import parse_file
from tests.fixtures.pdf_files import table, write
from tests.ingest.tables.test_lists import FIRST, FORM, HEADER, INDICATORS, labels, listed, page


@pytest.mark.parametrize("number", ["表2", "公开03表", "预算05表", "部门公开表1", "附表1", "表一"])
def test_a_number_over_a_title_is_the_tables_number(tmp_path: Path, number: str) -> None:
    (found,) = listed(tmp_path, page("支出总表", [HEADER, *FIRST], number=number, head="单位：万元"))
    assert (found.first.number, found.first.title, found.unit) == (number, "支出总表", "万元")


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("表3：部门支出总表", "表3", "部门支出总表"),
        ("预算05表 部门支出总表", "预算05表", "部门支出总表"),
        ("部门支出总表（公开03表）", "公开03表", "部门支出总表"),
        ("2026年部门支出总表", "", "2026年部门支出总表"),
    ],
)
def test_a_number_on_the_line_of_the_title_is_no_part_of_it(
    tmp_path: Path, printed: str, number: str, title: str
) -> None:
    (found,) = listed(tmp_path, page(printed, [HEADER, *FIRST], head="单位：万元"))
    assert (found.first.number, found.first.title) == (number, title)


def test_the_end_of_a_broken_title_is_read_with_its_beginning(tmp_path: Path) -> None:
    def broken(canvas: Canvas) -> None:
        write(canvas, 130, 40, "2026年甲类设施维护和安全能力提升引导专项", size=16)
        write(canvas, 250, 66, "绩效目标表", size=16)
        table(canvas, 110, [*FORM, *INDICATORS])

    (found,) = listed(tmp_path, broken)
    assert found.first.title == "2026年甲类设施维护和安全能力提升引导专项绩效目标表"


def test_an_institution_over_a_title_is_no_part_of_it(tmp_path: Path) -> None:
    def headed(canvas: Canvas) -> None:
        write(canvas, 160, 40, "某某市人力资源和社会保障局", size=16)
        write(canvas, 250, 66, "绩效目标表", size=16)
        table(canvas, 110, [*FORM, *INDICATORS])

    (found,) = listed(tmp_path, headed)
    assert found.first.title == "绩效目标表"


def test_a_title_at_the_foot_of_a_page_is_of_the_grid_on_the_next(tmp_path: Path) -> None:
    def foot(canvas: Canvas) -> None:
        write(canvas, 200, 700, "会议费明细表", size=13)
        write(canvas, 450, 725, "单位：万元", size=10)

    (found,) = listed(tmp_path, foot, lambda canvas: table(canvas, 40, [HEADER, *FIRST]))
    assert (found.first.title, found.unit, found.pages) == ("会议费明细表", "万元", (1, 2))


def test_tables_side_by_side_have_their_own_titles_and_units(tmp_path: Path) -> None:
    def beside(canvas: Canvas) -> None:
        write(canvas, 60, 30, "某某县财政局2026年收入和支出的情况如下，两张表分别列示，单位见各表表头所列。", size=12)
        for left, title, unit, amount in (
            (60, "收入预算表", "单位：万元", "84.10"),
            (340, "支出预算表", "单位：元", "900"),
        ):
            write(canvas, left + 50, 60, title, size=12)
            write(canvas, left + 140, 84, unit, size=9)
            table(canvas, 100, [["项目", "预算数"], ["合计", amount]], left=left, width=100)

    found = listed(tmp_path, beside)
    assert [(each.first.title, each.unit) for each in found] == [("收入预算表", "万元"), ("支出预算表", "元")]


@pytest.mark.parametrize(
    ("title_at", "units", "read"),
    [
        (170, {460: "单位：万元"}, [("全县收入和支出预算总表", "万元"), ("全县收入和支出预算总表", "万元")]),
        (
            170,
            {60: "单位：万元", 340: "单位：元"},
            [("全县收入和支出预算总表", "万元"), ("全县收入和支出预算总表", "元")],
        ),
        (60, {60: "单位：万元"}, [("全县收入和支出预算总表", "万元"), ("", "")]),
    ],
)
def test_a_title_over_two_tables_side_by_side_is_of_both(
    tmp_path: Path, title_at: int, units: dict[int, str], read: list[tuple[str, str]]
) -> None:
    """So is the one unit under it; each has a unit of its own where two are printed. A title over the left table alone
    tells nothing of the right one."""

    def beside(canvas: Canvas) -> None:
        write(canvas, title_at, 60, "全县收入和支出预算总表", size=20 if title_at > 60 else 12)
        for left, unit in units.items():
            write(canvas, left, 86, unit, size=9)
        for left, item in ((60, "本年收入"), (340, "本年支出")):
            table(canvas, 100, [["项目", "预算数"], [item, "84.10"], ["合计", "84.10"]], left=left, width=100)

    assert [(each.first.title, each.unit) for each in listed(tmp_path, beside)] == read


def test_tables_side_by_side_on_a_sheet_have_their_own_titles_and_units(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in [
        ["表1", None, None, "表2"],
        ["收入预算表", None, None, "支出预算表"],
        ["单位：万元", None, None, "单位：元"],
        ["项目", "预算数", None, "项目", "预算数"],
        ["合计", 84.1, None, "合计", 900],
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = printed_tables(parse_file(tmp_path / "a.xlsx", "0" * 64, "test").document.tables)
    assert [(each.first.number, each.first.title, each.unit) for each in found] == [
        ("表1", "收入预算表", "万元"),
        ("表2", "支出预算表", "元"),
    ]


@pytest.mark.parametrize("suffix", ["docx", "html", "txt"])
def test_a_number_over_a_title_is_read_in_every_carrier(tmp_path: Path, suffix: str) -> None:
    lines, rows = ["附表1", "支出总表", "单位：万元"], [["项目", "基本支出"], ["栏次", "1"], ["合计", "3.00"]]
    path = tmp_path / f"made.{suffix}"
    if suffix == "txt":
        path.write_text("\n".join([*lines, *("\t".join(row) for row in rows)]), encoding="utf-8")
    elif suffix == "html":
        cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
        path.write_text(f"<body>{''.join(f'<p>{line}</p>' for line in lines)}<table>{cells}</table></body>", "utf-8")
    else:
        file = docx.Document()
        for line in lines:
            file.add_paragraph(line)
        made = file.add_table(len(rows), 2)
        for at, row in enumerate(rows):
            for across, text in enumerate(row):
                made.cell(at, across).text = text
        file.save(str(path))
    (found,) = printed_tables(parse_file(path, "0" * 64, "test").document.tables)
    assert (found.first.number, found.first.title, found.unit, labels(found.first)) == (
        "附表1",
        "支出总表",
        "万元",
        ["合计"],
    )
