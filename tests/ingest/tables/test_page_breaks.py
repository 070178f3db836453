"""Tables as word processors break them: between header and rows, in the middle of a form, inside a figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Table
from ingest.parse import parse_file
from ingest.store.catalog.values import ParsedDocument
from tests.fixtures.pdf_files import make, table, write

Rows = Sequence[Sequence[str]]
NARROW = 100.0
TITLE = "2025年部门一般公共预算支出功能分类预算表"


def parsed(path: Path, *pages: Rows) -> ParsedDocument:
    """A document with one table over ``pages``, equally wide on each, with as many columns as its rows have."""

    def draw(canvas: Canvas, number: int) -> None:
        rows = pages[number - 1]
        if number == 1:
            write(canvas, 60, 60, "某某县商务局2025年度部门预算")
            write(canvas, 60, 90, TITLE)
            write(canvas, 400, 110, "单位：元", size=9)
        width = 4 * NARROW / max(len(row) for row in rows)
        table(canvas, 130 if number == 1 else 60, rows, width=width, row=26)

    return parse_file(make(path, draw, pages=len(pages)), "0" * 64, "test")


def only(document: ParsedDocument) -> Table:
    (found,) = document.document.tables
    return found


def values(document: ParsedDocument) -> dict[tuple[str, str], Decimal | None]:
    return {(fact.item.name, fact.column_path[-1]): fact.value for fact in document.facts}


def test_a_header_on_the_page_before_heads_the_rows_of_the_next(tmp_path: Path) -> None:
    """项目 | 一般公共预算支出 at the foot of a page; the finer header and the rows after it."""
    document = parsed(
        tmp_path / "a.pdf",
        [["项目", "一般公共预算支出"]],
        [
            ["科目编码", "科目名称", "基本支出", "项目支出"],
            ["201", "一般公共服务支出", "8,438,700", "4,930,000"],
            ["20113", "商贸事务", "8,438,700", "4,930,000"],
        ],
    )
    assert only(document).title == TITLE
    assert only(document).columns[-1].path == ("一般公共预算支出", "项目支出")
    assert values(document)[("商贸事务", "项目支出")] == Decimal(4930000)
    assert {fact.unit for fact in document.facts} == {"元"}


def test_a_figure_that_the_page_breaks_is_one_figure(tmp_path: Path) -> None:
    """1,250,00 at the foot of a page and 0 on the next are one figure, and no total of zero."""
    document = parsed(
        tmp_path / "b.pdf",
        [
            ["科目编码", "科目名称", "基本支出", "项目支出"],
            ["2011301", "行政运行", "6,482,300", "0"],
            ["2011302", "一般行政管理", "1,250,00", "930,500.5"],
        ],
        [["", "事务", "0", "0"], ["2011308", "招商引资", "368,000", "0"]],
    )
    found = values(document)
    assert found[("一般行政管理事务", "基本支出")] == Decimal(1250000)
    assert found[("一般行政管理事务", "项目支出")] == Decimal("930500.50")
    assert {name for name, _ in found} == {"行政运行", "一般行政管理事务", "招商引资"}


def test_whole_figures_at_the_head_of_a_page_are_no_rest_of_those_above(tmp_path: Path) -> None:
    document = parsed(
        tmp_path / "c.pdf",
        [["科目编码", "科目名称", "基本支出", "项目支出"], ["2011301", "行政运行", "6,482,300", "1,200"]],
        [["2011302", "一般行政管理事务", "500", "0"]],
    )
    found = values(document)
    assert found[("行政运行", "基本支出")] == Decimal(6482300)
    assert found[("一般行政管理事务", "基本支出")] == Decimal(500)


def test_a_row_of_its_own_with_a_figure_of_one_digit_is_no_rest_of_the_one_above(tmp_path: Path) -> None:
    """6,482.5 above and 5 below join only if the words beside them join, too."""
    header = ["项目名称", "项目单位", "资金性质", "预算数"]
    above = ["商务发展", "本级", "财政拨款", "6,482.5"]
    apart = parsed(tmp_path / "g.pdf", [header, above], [["招商引资", "本级", "财政拨款", "5"]])
    assert [fact.value for fact in apart.facts] == [Decimal("6482.5"), Decimal(5)]
    joined = parsed(tmp_path / "h.pdf", [header, above], [["", "", "", "0"]])
    assert [(fact.text, fact.value) for fact in joined.facts] == [("6,482.50", Decimal("6482.50"))]


def test_a_table_with_a_header_of_its_own_on_the_next_page_is_another_table(tmp_path: Path) -> None:
    """It is as wide as the one before, without a title between: its header shows that it is another."""
    document = parsed(
        tmp_path / "d.pdf",
        [["项目名称", "预算数"], ["商务发展", "100.00"]],
        [["指标名称", "年度指标值", "分值", "得分"], ["活动场次", "≥10次", "20", "20"]],
    )
    assert len(document.document.tables) == 2


def test_a_sheet_goes_on_with_a_further_block_on_the_next_page(tmp_path: Path) -> None:
    """A form that begins with keys keeps its title and its project over the page."""
    document = parsed(
        tmp_path / "e.pdf",
        [["项目名称", "供水改造工程"], ["主管部门", "某某县水务局"]],
        [["一级指标", "三级指标", "年度指标值", "实际完成值"], ["产出指标", "铺设管道长度", "≥85公里", "88公里"]],
    )
    done = next(fact for fact in document.facts if fact.text == "88公里")
    table = next(each for each in document.document.tables if each.id == done.table_id)
    assert (done.subject, table.title) == ("供水改造工程", TITLE)


def test_a_name_that_a_page_breaks_is_whole_where_the_header_is_printed_again(tmp_path: Path) -> None:
    header = ["科目编码", "科目名称", "基本支出", "项目支出"]
    document = parsed(
        tmp_path / "f.pdf",
        [header, ["2011301", "行政运行", "6,482,300", "0"], ["2080505", "机关事业单位基本", "1,034,880", "0"]],
        [header, ["", "养老保险缴费支出", "", ""], ["2011308", "招商引资", "368,000", "0"]],
    )
    assert values(document)[("机关事业单位基本养老保险缴费支出", "基本支出")] == Decimal(1034880)
    assert {name for name, _ in values(document)} == {"行政运行", "机关事业单位基本养老保险缴费支出", "招商引资"}
