"""Recognition of scanned pages (the extra ``ocr``)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Grid, Mark, PageKind
from ingest.model.errors import BudgetQAError
from ingest.readers.pdf import ocr as pdf_ocr
from ingest.readers.pdf.crops import render_page
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures import pdf_files as made

ROWS = [["2080101", "1,234.56"], ["2080102", "7,890.00"]]


def scanned(folder: Path) -> Path:
    """A page with a ruled table, printed and scanned."""

    def draw(canvas: Canvas, number: int) -> None:
        made.table(canvas, 100, ROWS, font=made.LATIN)

    image, _ = render_page(made.make(folder / "printed.pdf", draw), 1, 200 / 72)
    path = made.make(folder / "scanned.pdf", lambda canvas, number: made.scan(canvas, image.convert("L")))
    return made.cropped(path, (40, 680, 320, 760))


@pytest.mark.skipif(not importlib.util.find_spec("rapidocr"), reason="the extra ocr is not installed")
def test_a_scanned_table_gives_the_same_grid_its_cells_marked_as_recognised(tmp_path: Path) -> None:
    document = read_pdf(scanned(tmp_path), ocr=True)
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in (0, 1)] == ROWS
    assert {cell.mark for cell in grid.cells} == {Mark.OCR}
    assert document.pages == (PageKind.TEXT,)
    assert ["OCR" in warning for warning in document.warnings] == [True]


def test_without_the_extra_the_message_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    pdf_ocr._engine.cache_clear()
    with pytest.raises(BudgetQAError, match="budgetqa\\[ocr\\]"):
        read_pdf(scanned(tmp_path), ocr=True)


def test_a_scan_is_left_unread_and_named_unless_recognition_is_asked_for(tmp_path: Path) -> None:
    document = read_pdf(scanned(tmp_path))
    assert document.blocks == ()
    assert document.warnings == ("第1页无文本层（扫描图像），内容未读取",)
