"""PDF files made on the spot, each showing one thing that real reports do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
CHINESE, LATIN = "STSong-Light", "Times-Roman"
pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))

Draw = Callable[[Canvas, int], None]


def make(path: Path, draw: Draw, *, pages: int = 1, size: tuple[float, float] = A4) -> Path:
    """A PDF with ``pages`` pages, each drawn by ``draw(canvas, number)``."""
    canvas = Canvas(str(path), pagesize=size)
    for number in range(1, pages + 1):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return path


def write(canvas: Canvas, x: float, top: float, text: str, *, size: float = 12, font: str = CHINESE) -> None:
    """Text whose baseline is ``top + size`` below the page's top edge."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top - size, text)


def table(
    canvas: Canvas,
    top: float,
    rows: Sequence[Sequence[str]],
    *,
    left: float = 60,
    width: float = 110,
    row: float = 20,
    font: str = CHINESE,
) -> None:
    """A fully ruled table, drawn as thin filled rectangles; a cell's lines are split at a line feed."""
    columns = max(len(cells) for cells in rows)
    for at in range(len(rows) + 1):
        canvas.rect(left, HEIGHT - top - at * row, columns * width, 0.5, stroke=0, fill=1)
    for at in range(columns + 1):
        canvas.rect(left + at * width, HEIGHT - top - len(rows) * row, 0.5, len(rows) * row, stroke=0, fill=1)
    for down, cells in enumerate(rows):
        for across, text in enumerate(cells):
            for line, part in enumerate(text.split("\n")):
                write(canvas, left + across * width + 3, top + down * row + 2 + 10 * line, part, size=9, font=font)


def watermark(canvas: Canvas, text: str, *, angle: float, grey: float, alpha: float = 1, size: float = 60) -> None:
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(angle)
    canvas.setFillGray(grey)
    canvas.setFillAlpha(alpha)
    canvas.setFont(CHINESE, size)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


def white_area(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)
    canvas.restoreState()


def scan(canvas: Canvas, image: Image.Image | None = None) -> None:
    """A page that is one image."""
    canvas.drawImage(ImageReader(image or Image.new("L", (300, 420), 200)), 0, 0, WIDTH, HEIGHT)


def curves(canvas: Canvas, count: int) -> None:
    """Strokes as letters drawn in outline leave them."""
    for at in range(count):
        x, y = 60 + at % 40 * 12, 700 - at // 40 * 20
        canvas.bezier(x, y, x + 3, y + 9, x + 6, y - 5, x + 9, y + 4)


def rotated(path: Path, *, flag: bool = True) -> Path:
    """A landscape page stored upright, with a line and a table that read upright once the page is turned; ``flag``
    has the viewer turn it (``/Rotate 90``)."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont(CHINESE, 12)
        canvas.drawString(60, WIDTH - 60, "收入支出决算总表")
        canvas.translate(0, WIDTH - HEIGHT)
        table(canvas, 80, [["项目", "决算数"], ["本年收入", "1,234.56"]])

    make(path, draw)
    if flag:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].Rotate = 90
            pdf.save(path)
    return path


def cropped(path: Path, box: tuple[float, float, float, float]) -> Path:
    """Gives the first page a crop box."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = list(box)
        pdf.save(path)
    return path


def locked(path: Path) -> Path:
    make(path, lambda canvas, number: write(canvas, 60, 60, "预算"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return path


def pageless(path: Path) -> Path:
    pdf = pikepdf.new()
    pdf.save(path)
    return path
