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
from pdfplumber.utils.exceptions import PdfminerException

from ingest.document import Block, Box, Line, RawDocument
from ingest.errors import UnreadableFile
from ingest.pdf_boxes import shown_box
from ingest.pdf_files import check_file, damaged, locked, pageless
from ingest.pdf_furniture import without_furniture
from ingest.pdf_glyphs import Glyph, draw, luminance
from ingest.pdf_grids import Frame, frame_of, grid_of
from ingest.pdf_kinds import kind_of, warnings_of
from ingest.pdf_lines import as_line, cell_text, printed_lines
from ingest.pdf_pages import Paint, ReadPage, seen, unreadable

logging.getLogger("pdfminer").setLevel(logging.ERROR)

Progress = Callable[[int, int], None]

_RULE = 1.5  # points: a filled rectangle thinner than this is a rule, whatever its colour
_WHITE = 0.99
_DARK = 0.75


def read_pdf(path: Path, *, progress: Progress | None = None) -> RawDocument:
    """The lines and grids of a PDF in reading order over all pages.

    ``progress(done, total)`` is called after each page. Raises :class:`UnreadableFile` for a file that is missing,
    empty, no PDF, locked with a password, damaged or without pages. A page without a text layer is named in
    ``warnings``; it gives no blocks.
    """
    read: list[ReadPage] = []
    with _opened(path) as pdf:
        for page in pdf.pages:
            read.append(_read_page(path, page))
            page.close()
            if progress:
                progress(len(read), len(pdf.pages))
    pages = without_furniture(read)
    return RawDocument(
        format="pdf",
        blocks=tuple(block for page in pages for block in page.blocks),
        pages=tuple(page.kind for page in pages),
        warnings=warnings_of(pages),
    )


def text_in_box(path: Path, page: int, box: Box) -> str:
    """The text whose glyphs have their centre in ``box`` of a 1-based page, read as a cell is."""
    with _opened(path) as pdf:
        glyphs = _draw(path, pdf.pages[page - 1])[0]
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


def _read_page(path: Path, page: Any) -> ReadPage:
    glyphs, paint = _draw(path, page)
    box = _shown_box(page)
    frames = [frame_of(table.cells) for table in page.find_tables()]
    return ReadPage(
        number=page.page_number,
        box=box,
        kind=kind_of(glyphs, box, paint),
        blocks=_blocks(glyphs, frames, page.page_number),
        unreadable=unreadable(glyphs),
        recognised=any(glyph.hidden for glyph in glyphs),
    )


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
    objects["rect"] = [rect for rect in objects.get("rect", []) if not _white_area(rect)]
    return seen(glyphs, _shown_box(page), paint), paint


def _paint(objects: dict[str, list[Any]]) -> Paint:
    rects = objects.get("rect", [])
    dark = [rect for rect in rects if rect["fill"] and luminance(rect["non_stroking_color"]) < _DARK]
    return Paint(
        fills=tuple(_box(rect) for rect in dark if not _thin(rect)),
        images=tuple(_box(image) for image in objects.get("image", [])),
        rules=len(objects.get("line", [])) + sum(not _white_area(rect) for rect in rects),
        curves=len(objects.get("curve", [])),
    )


def _blocks(glyphs: Sequence[Glyph], frames: Sequence[Frame], number: int) -> tuple[Block, ...]:
    """Tables and, of the glyphs that no cell holds, lines; from the top down."""
    held: list[dict[int, list[Glyph]]] = [{} for _ in frames]
    loose: list[Glyph] = []
    for glyph in glyphs:
        for frame, cells in zip(frames, held, strict=True):
            if (cell := frame.holder(glyph)) is not None:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            loose.append(glyph)
    grids = [grid_of(frame, cells, number) for frame, cells in zip(frames, held, strict=True)]
    lines: list[Line] = [as_line(line, number) for line in printed_lines(loose)]
    return tuple(sorted([*lines, *grids], key=_top))


def _top(block: Block) -> float:
    assert block.source.box
    return block.source.box[1]


def _white_area(rect: Any) -> bool:
    """An unstroked white area: it paints nothing that is seen, and its edges are no rules."""
    plain = rect["fill"] and not rect["stroke"] and not _thin(rect)
    return bool(plain) and luminance(rect["non_stroking_color"]) >= _WHITE


def _thin(rect: Any) -> bool:
    return bool(min(rect["width"], rect["height"]) < _RULE)


def _shown_box(page: Any) -> Box:
    return shown_box(page.page_obj.mediabox, page.page_obj.cropbox, page.rotation)


def _box(thing: Any) -> Box:
    return (thing["x0"], thing["top"], thing["x1"], thing["bottom"])
