"""Joins lines into passages: paragraphs with what their layout says (Markdown level, size, position of a title)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Line, Paragraph, Piece, SourceRef
from ingest.model.normalize import normalize
from ingest.sections.cues import SECTION_CUES
from ingest.sections.numbering import ANNEX, numbering_of

_ENDED = re.compile(r"[。！？!?；;：:]['\"”’）)]*$|^[（(][^（）()]*[）)]$")
_SENTENCE_ENDED = re.compile(r"[。！？!?]['\"”’）)]*$")
_GOES_ON = re.compile(r"^(?:[，。、；：,;:）)”》%％]|[（(][类款项][)）])")
_LABELLED = re.compile(r"^[一-鿿]{1,4}\s?\d{1,2}\s?[：:]")  # 目标 1：…
_PUNCTUATION = re.compile(r"[，。；：,;:]")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LATIN = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z]")
_SHORTEST_BROKEN = 20
"""A shorter line of a text file stands alone; a longer one may break off within a sentence."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The extent of running text on a page of a PDF, in points."""

    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading. ``size`` is relative to the running text (1.0), 0 in a text file."""

    paragraph: Paragraph
    markdown: int = 0
    size: float = 0.0

    @property
    def text(self) -> str:
        return self.paragraph.text


def passages_of(run: Sequence[Line], layouts: dict[int | None, Layout]) -> list[Passage]:
    """The passages of consecutive lines without a table between them."""
    passages: list[list[Line]] = []
    for line in run:
        if passages and _goes_on(passages[-1], line, layouts.get(line.source.page)):
            passages[-1].append(line)
        else:
            passages.append([line])
    return [_passage(lines, layouts.get(lines[0].source.page)) for lines in passages]


def layouts_of(lines: Iterable[Line]) -> dict[int | None, Layout]:
    """The layout of each page of a PDF; empty for a text file."""
    boxed = [line for line in lines if line.source.box]
    if not boxed:
        return {}
    whole = _layout(boxed)
    pages: dict[int | None, list[Line]] = {}
    for line in boxed:
        pages.setdefault(line.source.page, []).append(line)
    return {page: _layout(own) if len(own) >= 6 else whole for page, own in pages.items()}


def _layout(lines: Sequence[Line]) -> Layout:
    size = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)[0][0]
    boxes = [line.source.box for line in lines if line.source.box and abs(line.size - size) <= 0.1 * size]
    right = max(box[2] for box in boxes)
    full = [box[0] for box in boxes if box[2] > right - 3 * size] or [box[0] for box in boxes]
    return Layout(min(full), right, size)


def _goes_on(lines: Sequence[Line], line: Line, layout: Layout | None) -> bool:
    last = lines[-1]
    if last.heading or line.heading:
        return False
    if _GOES_ON.match(line.text.strip()):
        return True
    numbered = numbering_of(line.text.strip())
    if last.source.box and line.source.box and layout:
        return _goes_on_pdf(lines, line, layout, bool(numbered))
    return not numbered and _goes_on_text(lines, line)


def _goes_on_pdf(lines: Sequence[Line], line: Line, layout: Layout, numbered: bool) -> bool:
    last = lines[-1]
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if last.size > 1.12 * layout.size:  # a title over two lines
        return not numbered and last.source.page == line.source.page and _near(last, line)
    if normalize(last.text).endswith(SECTION_CUES.goes_on_after) and not numbered:
        return True
    box, before = line.source.box, last.source.box
    if box is None or before is None:
        return False
    if box[0] > layout.left + 1.2 * layout.size:
        return False
    full = before[2] > layout.right - 2.5 * layout.size
    if full:
        own_line = _is_label([line]) and box[2] < layout.right - 6 * layout.size
        return not (numbered and (own_line or _ENDED.search(last.text)))
    short = before[2] < layout.right - 6 * layout.size
    return not numbered and not _ENDED.search(last.text) and not (short and _is_label(lines))


def _near(last: Line, line: Line) -> bool:
    if not last.source.box or not line.source.box:
        return False
    return line.source.box[1] - last.source.box[3] < 1.2 * line.size


def _goes_on_text(lines: Sequence[Line], line: Line) -> bool:
    last = lines[-1]
    text = last.text.rstrip()
    adjacent = last.source.line is not None and line.source.line == last.source.line + 1
    if _SENTENCE_ENDED.search(text) or _is_label(lines):
        return False
    if text.endswith(("，", ",", "、")) or normalize(text).endswith(SECTION_CUES.goes_on_after):
        return True
    if _LABELLED.match(line.text.strip()):
        return False
    if adjacent and (text.endswith(("；", ";", "：", ":")) or not _PUNCTUATION.search(text + line.text)):
        return True
    return not _ENDED.search(text) and len(text) >= _SHORTEST_BROKEN


def _is_label(lines: Sequence[Line]) -> bool:
    """Whether the lines are a numbered line without punctuation: a heading or list item that ends with its line."""
    text = "".join(line.text.strip() for line in lines)
    numbering = numbering_of(text)
    if not numbering:
        return False
    if numbering.rank <= ANNEX:
        return True
    return not _PUNCTUATION.search(_IN_BRACKETS.sub("", text[numbering.length :]))


def _passage(lines: Sequence[Line], layout: Layout | None) -> Passage:
    text, pieces = "", []
    for line in lines:
        own = line.text.strip()
        if _LATIN[0].search(text) and _LATIN[1].search(own):
            text += " "
        pieces.append(Piece(len(text), len(text) + len(own), _from_first_letter(line)))
        text += own
    size = lines[0].size / layout.size if layout and layout.size else 0.0
    return Passage(Paragraph(text, tuple(pieces)), lines[0].heading, size)


def _from_first_letter(line: Line) -> SourceRef:
    blank = len(line.text) - len(line.text.lstrip())
    column = line.source.column
    return line.source if column is None else replace(line.source, column=column + blank)
