"""One page as read, and the glyphs that a reader of the page sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Block, Box, Line, PageKind
from ingest.readers.pdf.glyphs import UNREADABLE, Glyph
from ingest.readers.pdf.lines import printed_lines

_LARGE = 1.5  # times the usual size of the page: light text this large is a watermark
_FIGURE = frozenset("0123456789.,-%")
_ADJOINING = 0.3  # of the font size: nearer figure characters are one figure


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's blocks in reading order, with what the later passes over the whole file need to know of it."""

    number: int
    box: Box
    kind: PageKind
    blocks: tuple[Block, ...]
    unreadable: int = 0
    recognised: bool = False
    torn: bool = False

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))

    def without(self, dropped: set[int]) -> ReadPage:
        """The page without the blocks at these positions."""
        return replace(self, blocks=tuple(block for at, block in enumerate(self.blocks) if at not in dropped))


def unread_page(number: int) -> ReadPage:
    """A page that is lost or cannot be parsed."""
    return ReadPage(number, (0.0, 0.0, 1.0, 1.0), PageKind.DAMAGED, ())


@dataclass(frozen=True, slots=True)
class Paint:
    """What a page draws besides text, as pdfplumber's objects: ``fills`` are dark enough to carry white text."""

    fills: tuple[Box, ...]
    images: tuple[Box, ...]
    rules: int
    curves: int


def seen(glyphs: Sequence[Glyph], page: Box, paint: Paint) -> list[Glyph]:
    """The glyphs that a reader sees: none clipped or off the page, no watermark (oblique, or light and large), no white
    text on white. A figure that the page cuts in two stays whole, because half a figure is another figure."""
    usual = _usual_size(glyphs)
    cut = _cut_figures(glyphs)
    return [
        glyph
        for glyph in glyphs
        if (not glyph.clipped or id(glyph) in cut)
        and glyph.within(page)
        and glyph.quarter >= 0
        and not (glyph.light and _ghost(glyph, usual, paint))
    ]


def usual_quarter(glyphs: Sequence[Glyph]) -> int:
    """How most of the page's text is turned, in quarter turns clockwise."""
    turns = Counter(glyph.quarter for glyph in glyphs if not glyph.blank)
    return turns.most_common(1)[0][0] if turns else 0


def unreadable(glyphs: Sequence[Glyph]) -> int:
    return sum(glyph.text == UNREADABLE for glyph in glyphs)


def _cut_figures(glyphs: Sequence[Glyph]) -> set[int]:
    """The clipped glyphs of figures that are partly shown, by identity."""
    if not any(glyph.clipped for glyph in glyphs):
        return set()
    cut: set[int] = set()
    for line in printed_lines(glyphs):
        for run in _figures(line):
            if not all(glyph.clipped for glyph in run):
                cut.update(id(glyph) for glyph in run if glyph.clipped)
    return cut


def _figures(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The runs of adjoining figure characters in a line."""
    run: list[Glyph] = []
    for glyph in line:
        if run and not (glyph.text in _FIGURE and glyph.start - run[-1].stop < _ADJOINING * glyph.size):
            yield run
            run = []
        if glyph.text in _FIGURE:
            run.append(glyph)
    if run:
        yield run


def _ghost(glyph: Glyph, usual: float, paint: Paint) -> bool:
    if glyph.hidden or any(glyph.within(fill) for fill in (*paint.fills, *paint.images)):
        return False
    return glyph.white or glyph.size > _LARGE * usual


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    dark = sorted(glyph.size for glyph in glyphs if not glyph.light and not glyph.blank)
    return dark[len(dark) // 2] if dark else 0.0
