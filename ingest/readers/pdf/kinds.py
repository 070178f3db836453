"""The kind of a page, and the warnings about what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.model.document import Box, PageKind
from ingest.model.unread_pages import told_unread
from ingest.readers.pdf.glyphs import UNREADABLE, Glyph
from ingest.readers.pdf.pages import Paint, ReadPage

_SCAN_SHARE = 0.5  # of the page: an image this large is the page itself
_PICTURE_SHARE = 0.02  # of the page: an image this large on a page without text may hold text
_SCAN_TEXT = 30  # characters: a stamp or a page number on a scan, not its text
_LETTERS = 40  # curves: letters drawn as outlines rather than a drawing


def kind_of(glyphs: Sequence[Glyph], page: Box, paint: Paint) -> PageKind:
    """The kind of a page that shows these glyphs and this paint."""
    inked = sum(not glyph.blank for glyph in glyphs)
    pictured = sum(_area(image, page) for image in paint.images)
    if inked and not (inked < _SCAN_TEXT and pictured >= _SCAN_SHARE):
        return PageKind.TEXT
    if pictured >= _PICTURE_SHARE:
        return PageKind.IMAGE
    if paint.curves >= _LETTERS:
        return PageKind.OUTLINED
    return PageKind.RULED if paint.rules else PageKind.BLANK


def warnings_of(pages: Sequence[ReadPage]) -> tuple[str, ...]:
    """A warning for each kind of page without a text layer, and for each page whose text is uncertain."""
    doubtful = (sentence for page in pages for sentence in _doubts(page))
    return (*told_unread(kinds_of(pages)), *doubtful)


def kinds_of(pages: Iterable[ReadPage]) -> tuple[PageKind, ...]:
    """The kind of each page; one whose text was recognised counts as text."""
    return tuple(PageKind.TEXT if page.recognised else page.kind for page in pages)


def _doubts(page: ReadPage) -> Iterable[str]:
    if page.torn:
        yield f"第{page.number}页的内容有损坏，可能缺字缺表；请重新下载，或对照原页"
    if page.recognised:
        yield f"第{page.number}页的文字来自光学识别（OCR），引用前请核对原页"
    if page.unreadable:
        reason = "识别把握不足" if page.recognised else "字体缺少对照表"
        yield f"第{page.number}页有{page.unreadable}个字符无法读出（{reason}），以 {UNREADABLE} 代替"


def _area(image: Box, page: Box) -> float:
    """The part of the page that the image covers."""
    width = max(0.0, min(image[2], page[2]) - max(image[0], page[0]))
    height = max(0.0, min(image[3], page[3]) - max(image[1], page[1]))
    return width * height / max((page[2] - page[0]) * (page[3] - page[1]), 1.0)
