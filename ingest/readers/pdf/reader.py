"""The PDF reader: the only file that imports pdfplumber.

Each page gives its prose as :class:`Line` blocks and its ruled tables as :class:`Grid` blocks, in reading order. What
the page does not show (clipped text, watermarks) and what belongs to the paper rather than to the text (running heads,
page numbers) is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.table import TableFinder
from pdfplumber.utils.exceptions import PdfminerException

from ingest.model.document import Block, Box, PageKind, RawDocument
from ingest.model.errors import UnreadableFile
from ingest.readers.pdf.boxes import shown_box
from ingest.readers.pdf.damage import breaks_off, page_list
from ingest.readers.pdf.draw import draw, luminance
from ingest.readers.pdf.files import check_file, damaged, locked, pageless
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.glyphs import Glyph, turned
from ingest.readers.pdf.grids import Frame, closed, frame_of, grid_of
from ingest.readers.pdf.kinds import kind_of, kinds_of, warnings_of
from ingest.readers.pdf.lines import cell_text, printed_lines
from ingest.readers.pdf.ocr import overlooked, recognise
from ingest.readers.pdf.pages import Paint, ReadPage, seen, unread_page, unreadable, usual_quarter
from ingest.readers.pdf.raised import with_raised_marks
from ingest.readers.pdf.rules import Rule, undrawn
from ingest.readers.pdf.side_by_side import gutters, in_order, parted
from ingest.readers.pdf.tilt import as_scanned
from ingest.readers.pdf.unruled import with_aligned

logging.getLogger("pdfminer").setLevel(logging.ERROR)

Progress = Callable[[int, int], None]

_FEW = 6  # filled areas: fewer are no bands
_RULE = 1.5  # points: a filled rectangle thinner than this is a rule, whatever its colour
_CELL = 6.0  # points: no cell is smaller
_WHITE = 0.99
_DARK = 0.75


def read_pdf(path: Path, *, progress: Progress | None = None, ocr: bool = False) -> RawDocument:
    """The lines and grids of a PDF in reading order over all pages.

    ``progress(done, total)`` is called after each page. Raises :class:`UnreadableFile` for a file that is missing,
    empty, no PDF, locked with a password, damaged in every page or without pages. A page that is lost or cannot be
    parsed is named in ``warnings`` and gives no blocks. So is one without a text layer, unless ``ocr`` has it
    recognised (several seconds a page, cells marked :attr:`Mark.OCR`; raises :class:`BudgetQAError` where the extra
    ``ocr`` is not installed).
    """
    read: list[ReadPage] = []
    with _opened(path) as pdf:
        listed = page_list(pdf.doc, len(pdf.pages))
        for number, page in zip(listed.numbers, pdf.pages, strict=True):
            read.append(_read_page(path, page, number, ocr=ocr))
            page.close()
            if progress:
                progress(len(read), len(pdf.pages))
    if all(page.kind is PageKind.DAMAGED for page in read):
        raise damaged(path, read[0].number)
    pages = without_furniture([*read, *map(unread_page, listed.lost)])
    return RawDocument(
        format="pdf",
        blocks=tuple(block for page in pages for block in page.blocks),
        pages=kinds_of(pages),
        warnings=(*listed.warnings, *warnings_of(pages)),
    )


def text_in_box(path: Path, page: int, box: Box) -> str:
    """The text whose glyphs have their centre in ``box`` of a 1-based page, read like a cell. Raises
    :class:`UnreadableFile` as :func:`read_pdf` does."""
    with _opened(path) as pdf:
        at = page_list(pdf.doc, len(pdf.pages)).numbers.index(page)
        glyphs = _draw(path, pdf.pages[at])[0]
        return cell_text(glyph for glyph in glyphs if glyph.within(box))[0]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    check_file(path)
    try:
        pdf = pdfplumber.open(path)
        count = len(pdf.pages)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        raise (locked(path) if isinstance(cause, PDFPasswordIncorrect) else damaged(path)) from error
    except Exception as error:  # pdfminer fails on damaged files in many ways, all of them its own
        raise damaged(path) from error
    with pdf:
        if not count:
            raise pageless(path)
        yield pdf


def _read_page(path: Path, page: Any, number: int, *, ocr: bool) -> ReadPage:
    try:
        torn = breaks_off(page)
        glyphs, paint = _draw(path, page)
    except UnreadableFile:  # this page; the others may be whole
        return unread_page(number)
    box = _shown_box(page)
    kind = kind_of(glyphs, box, paint)
    scan = recognise(path, number) if ocr and kind in (PageKind.IMAGE, PageKind.OUTLINED) else None
    if scan:
        glyphs = list(scan.glyphs)
        page.objects["line"] += [_line(*rule) for rule in scan.rules]
    tables = _tables(page)
    if scan:
        glyphs += overlooked(scan, [cell for cells in tables for cell in cells])
    quarter = usual_quarter(glyphs)
    blocks = _blocks(glyphs, [frame_of(cells, quarter) for cells in tables], number, quarter)
    if scan:
        blocks = tuple(as_scanned(block, scan.tilt, scan.shown) for block in blocks)
    return ReadPage(
        number=number,
        box=box,
        kind=kind,
        blocks=blocks,
        unreadable=unreadable(glyphs),
        recognised=any(glyph.hidden for glyph in glyphs),
        torn=torn,
    )


def _tables(page: Any) -> list[list[Box]]:
    """The cell rectangles of each table; undrawn outer rules are added where the drawn ones end."""
    found = TableFinder(page)
    level = [Rule(edge["top"], edge["x0"], edge["x1"]) for edge in found.edges if edge["orientation"] == "h"]
    upright = [Rule(edge["x0"], edge["top"], edge["bottom"]) for edge in found.edges if edge["orientation"] == "v"]
    sides, ends = undrawn(level, upright), undrawn(upright, level)
    if sides or ends:
        lines = page.objects["line"]
        lines += [_line(side.at, side.start, side.at, side.stop) for side in sides]
        lines += [_line(end.start, end.at, end.stop, end.at) for end in ends]
        page.flush_cache(["_edges", "_rect_edges", "_curve_edges"])
        found = TableFinder(page)
    return [table.cells for table in found.tables]


def _line(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    size = {"width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "x0": x0, "top": top, "x1": x1, "bottom": bottom, **size}


def _straight(line: Any) -> Any:
    """A rule that is off the level or the upright by a hair, put straight: pdfplumber takes it for an upright one."""
    if 0 < line["height"] < _RULE <= line["width"]:
        return {**line, "top": line["bottom"], "height": 0}
    if 0 < line["width"] < _RULE <= line["height"]:
        return {**line, "x1": line["x0"], "width": 0}
    return line


def _draw(path: Path, page: Any) -> tuple[list[Glyph], Paint]:
    """The glyphs that the page shows, and its paint; leaves the page with only the rectangles that can be rules."""
    try:
        glyphs, page._layout = draw(page, page.pdf.rsrcmgr)
        objects = page.objects
    except UnreadableFile:
        raise
    except Exception as error:  # as above: whatever a damaged content stream makes pdfminer raise
        raise damaged(path, page.page_number) from error
    paint = _paint(objects)
    objects["line"] = [_straight(line) for line in objects.get("line", [])]
    rects = [rect for rect in objects.get("rect", []) if not _white_area(rect) and not _dot(rect)]
    objects["rect"] = _without_bands(rects)
    return with_raised_marks(seen(glyphs, _shown_box(page), paint)), paint


def _paint(objects: dict[str, list[Any]]) -> Paint:
    rects = objects.get("rect", [])
    dark = [rect for rect in rects if rect["fill"] and luminance(rect["non_stroking_color"]) < _DARK]
    return Paint(
        fills=tuple(_box(rect) for rect in dark if not _thin(rect)),
        images=tuple(_box(image) for image in objects.get("image", [])),
        rules=len(objects.get("line", [])) + sum(not _white_area(rect) for rect in rects),
        curves=len(objects.get("curve", [])),
    )


def _blocks(glyphs: Sequence[Glyph], frames: Sequence[Frame], number: int, quarter: int) -> tuple[Block, ...]:
    """Tables and, of the glyphs that no cell holds, lines; from the top down."""
    held, loose = _held(glyphs, frames)
    whole = [closed(frame, loose) for frame in frames]
    if any(after is not before for before, after in zip(frames, whole, strict=True)):
        frames = whole
        held, loose = _held(glyphs, frames)
    grids = [grid_of(frame, cells, number) for frame, cells in zip(frames, held, strict=True)]
    printed = printed_lines(loose)
    beside = () if quarter else gutters([frame.box for frame in frames], printed)
    lines = with_aligned([part for line in printed for part in parted(line, beside)], number)
    return in_order([*lines, *grids], beside, lambda block: _top(block, quarter))


def _held(glyphs: Sequence[Glyph], frames: Sequence[Frame]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs of each cell of each frame, and those that no cell holds."""
    held: list[dict[int, list[Glyph]]] = [{} for _ in frames]
    loose: list[Glyph] = []
    for glyph in glyphs:
        for frame, cells in zip(frames, held, strict=True):
            if (cell := frame.holder(glyph)) is not None:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            loose.append(glyph)
    return held, loose


def _top(block: Block, quarter: int) -> float:
    assert block.source.box
    return turned(block.source.box, quarter)[1]


def _white_area(rect: Any) -> bool:
    """An unstroked white area: it paints nothing that is seen, and its edges are no rules."""
    plain = rect["fill"] and not rect["stroke"] and not _thin(rect)
    return bool(plain) and luminance(rect["non_stroking_color"]) >= _WHITE


def _without_bands(rects: list[Any]) -> list[Any]:
    """Without shaded bands that stand alone, every other row of a table: their edges would make a table of each. Areas
    that lie row under row are the cells of a table that is drawn with them."""
    areas = [rect for rect in rects if rect["fill"] and not rect["stroke"] and not _thin(rect)]
    under = {(round(rect["x0"]), round(rect["top"])) for rect in areas}
    tiled = sum(any((round(rect["x0"]), round(rect["bottom"]) + by) in under for by in range(-2, 3)) for rect in areas)
    if not areas or 2 * tiled >= len(areas) or len(areas) < _FEW:
        return rects
    bands = {id(rect) for rect in areas}
    return [rect for rect in rects if id(rect) not in bands]


def _dot(rect: Any) -> bool:
    """Too thick for a rule and too small for a cell: a bullet, or one of the thousands of squares of a QR code."""
    return not _thin(rect) and bool(max(rect["width"], rect["height"]) < _CELL)


def _thin(rect: Any) -> bool:
    return bool(min(rect["width"], rect["height"]) < _RULE)


def _shown_box(page: Any) -> Box:
    return shown_box(page.page_obj.mediabox, page.page_obj.cropbox, page.rotation)


def _box(thing: Any) -> Box:
    return (thing["x0"], thing["top"], thing["x1"], thing["bottom"])
