"""Word documents are read in order, with their printed content only."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from ingest.model.document import Grid, Line
from ingest.model.errors import UnreadableFile
from ingest.parse import parse_file
from ingest.readers.docx import read_docx


def test_paragraphs_headings_and_tables_stand_in_order(tmp_path: Path) -> None:
    """A table belongs to the heading over it; a line is counted for each paragraph and each row."""
    document = docx.Document()
    document.add_heading("第二部分 2024年度部门决算表", 1)
    document.add_paragraph("支出决算表")
    document.add_paragraph("单位：万元")
    table = document.add_table(2, 3)
    for place, text in enumerate(["科目编码", "科目名称", "本年支出合计", "213", "农林水支出", "12.50"]):
        table.cell(place // 3, place % 3).text = text
    document.add_paragraph("注：本表反映部门本年度各项支出情况。")
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_file(tmp_path / "a.docx", "0" * 64, "test")
    (found,) = parsed.document.tables
    (fact,) = parsed.facts
    assert (found.title, found.unit, found.section) == ("支出决算表", "万元", ("第二部分 2024年度部门决算表",))
    assert found.notes == ("注：本表反映部门本年度各项支出情况。",)
    assert (fact.item.code, fact.text, fact.source.line, fact.source.column) == ("213", "12.50", 5, 3)


def _grid(path: Path) -> Grid:
    return next(block for block in read_docx(path).blocks if isinstance(block, Grid))


def test_merged_cells_are_one_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(2, 2).text = "1.00"
    document.save(str(tmp_path / "b.docx"))
    spans = {
        cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in _grid(tmp_path / "b.docx").cells
    }
    assert spans["项目"] == (0, 0, 2, 1)
    assert spans["金额"] == (0, 1, 1, 2)
    assert spans["1.00"] == (2, 2, 1, 1)


def test_a_table_inside_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    """No figure is lost, and none appears twice."""
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "3.00"
    document.save(str(tmp_path / "c.docx"))
    texts = [
        cell.text for block in read_docx(tmp_path / "c.docx").blocks if isinstance(block, Grid) for cell in block.cells
    ]
    assert sorted(filter(None, texts)) == ["3.00", "内", "外"]


def test_deleted_text_is_not_read(tmp_path: Path) -> None:
    """Text deleted in a review is not printed."""
    document = docx.Document()
    paragraph = document.add_paragraph("支出12.00万元。")
    deleted, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = "原为13.00万元"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    document.save(str(tmp_path / "d.docx"))
    assert [block.text for block in read_docx(tmp_path / "d.docx").blocks if isinstance(block, Line)] == [
        "支出12.00万元。"
    ]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """Word stores it twice, for new programs and for old ones."""
    box = (
        "<w:txbxContent><w:p><w:r><w:t>框内一</w:t></w:r></w:p><w:p><w:r><w:t>框内二</w:t></w:r></w:p></w:txbxContent>"
    )
    drawn = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    document.add_paragraph("框外。")._p.append(drawn)
    document.save(str(tmp_path / "e.docx"))
    lines = [block.text for block in read_docx(tmp_path / "e.docx").blocks if isinstance(block, Line)]
    assert lines == ["框外。框内一", "框内二"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "空文件"), (b"PK\x03\x04", "不是完整的"), (b"\xd0\xcf\x11\xe0", "旧版")]
)
def test_what_is_no_word_document_says_what_to_do(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read_docx(path)


def test_a_raised_run_in_a_paragraph_of_its_own_is_no_digit(tmp_path: Path) -> None:
    """A mark under its figure, or moved up by points: neither makes 620.35 into 620.351."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).paragraphs[0].add_run("620.35")
    table.cell(0, 0).add_paragraph().add_run("1").font.superscript = True
    table.cell(0, 1).paragraphs[0].add_run("88.04")
    moved = table.cell(0, 1).paragraphs[0].add_run("2")
    moved._r.get_or_add_rPr().append(parse_xml(f'<w:position {nsdecls("w")} w:val="6"/>'))
    document.save(str(tmp_path / "r.docx"))
    assert [cell.text for cell in _grid(tmp_path / "r.docx").cells] == ["620.35¹", "88.04²"]


def test_a_style_raises_and_hides_as_its_run_would(tmp_path: Path) -> None:
    """A mark whose character style raises it, by itself or by the style it is based on, is no digit; what a style or a
    run hides is not read, and told."""
    document = docx.Document()
    mark = document.styles.add_style("注号", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    document.styles.add_style("注号二", WD_STYLE_TYPE.CHARACTER).base_style = mark
    document.styles.add_style("底稿", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    table = document.add_table(2, 3)
    for cell, figure, style in zip(
        table.rows[0].cells, ("620.35", "88.04", "17.06"), ("注号", "注号二", "底稿"), strict=True
    ):
        cell.paragraphs[0].add_run(figure)
        cell.paragraphs[0].add_run("1", style=style)
    table.cell(1, 0).text = "99.00"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    document.save(str(tmp_path / "s.docx"))
    assert [cell.text for cell in _grid(tmp_path / "s.docx").cells] == ["620.35¹", "88.04¹", "17.06"]
    assert read_docx(tmp_path / "s.docx").warnings == (
        "文档中有1处隐藏文字，未读取。",
        "文档表格中有1行已隐藏，未读取。",
    )


def test_a_cell_that_is_raised_as_a_whole_keeps_its_figure(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("5").font.superscript = True
    document.save(str(tmp_path / "w.docx"))
    assert [cell.text for cell in _grid(tmp_path / "w.docx").cells] == ["5"]
