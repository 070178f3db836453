"""Small digits set high on a page are marks, and no others."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Line
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures.pdf_files import CHINESE, HEIGHT, make

Piece = tuple[str, float, float]
"""Text, its size, and how far it is set above the line."""


def _line(folder: Path, *pieces: Piece) -> str:
    """The line that pieces make, set by text rise, beside a plain line with figures."""

    def draw(canvas: Canvas, number: int) -> None:
        text = canvas.beginText(60, HEIGHT - 100)
        for each, size, rise in pieces:
            text.setRise(rise)
            text.setFont(CHINESE, size)
            text.textOut(each)
        text.setRise(0)
        text.setFont(CHINESE, 12)
        text.setTextOrigin(60, HEIGHT - 140)
        text.textOut("上年支出合计541.20万元。")
        canvas.drawText(text)

    blocks = read_pdf(make(folder / "a.pdf", draw)).blocks
    return next(block.text for block in blocks if isinstance(block, Line))


def test_a_small_digit_set_high_at_a_figure_or_a_word_is_raised(tmp_path: Path) -> None:
    pieces = (("支出", 12, 0), ("1", 6, 5), ("620.35", 12, 0), ("12", 6, 5), ("万元", 12, 0), ("3", 6, 5))
    assert _line(tmp_path, *pieces) == "支出¹620.35¹²万元³"


def test_a_mark_higher_than_its_line_stays_on_it(tmp_path: Path) -> None:
    """Its baseline would make it a line of its own, and a digit before the figure."""
    assert _line(tmp_path, ("3", 6, 8), ("769.65万元", 12, 0)) == "³769.65万元"


def test_a_unit_keeps_its_power(tmp_path: Path) -> None:
    assert _line(tmp_path, ("面积120m", 12, 0), ("2", 6, 5)) == "面积120m²"


def test_small_or_high_alone_is_no_mark(tmp_path: Path) -> None:
    """A smaller digit on the line, a low one, a high one of full size: digits as any."""
    assert _line(tmp_path, ("共有3", 12, 0), ("4", 8, 0), ("辆", 12, 0)) == "共有34辆"
    assert _line(tmp_path, ("CO", 12, 0), ("2", 6, -3)) == "CO2"
    assert _line(tmp_path, ("共有3", 12, 0), ("4", 12, 3), ("辆", 12, 0)) == "共有34辆"


def test_a_long_run_is_a_figure_that_is_set_high(tmp_path: Path) -> None:
    assert _line(tmp_path, ("支出合计9", 12, 0), ("6204", 7, 4), ("万元", 12, 0)) == "支出合计96204万元"
