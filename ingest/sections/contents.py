"""The table of contents (目录) of a document or an annex: its lines are no headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model.document import Block, ContentsEntry, Line, SourceRef
from ingest.model.normalize import normalize
from ingest.sections.cues import SECTION_CUES
from ingest.sections.numbering import Numbering, numbering_of

_LEADER = re.compile(r"(?:[.．]{3,}|[…·⋯]{2,}|(?:\. ){3,})\s*\S{0,12}\s*$|\t\s*-?\d{1,3}-?\s*$")
_SENTENCE = re.compile(r"[。；;]")
_PAGE = re.compile(r"[\s.．…·⋯]*?-?(\d{1,3})-?\s*$")
_NUMBER = re.compile(
    r"\d{1,2}\s*[.．、]\s*(?=(?:19|20)\d\d\s*年)|(?:公开|附表|表)\s*\d{1,2}(?:[-－]\d+)?\s*表?[:：、.．\s]*(?=\S)"
)
_LONGEST_ENTRY = 70


def contents_of(blocks: Sequence[Block], caption_lines: frozenset[int] = frozenset()) -> tuple[ContentsEntry, ...]:
    """The entries of every table of contents, in order; an entry printed over two lines is joined."""
    lines = [
        (index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Line) and block.text.strip() and index not in caption_lines
    ]
    found = contents_lines(lines)
    return tuple(_entries([line for index, line in lines if index in found]))


def _entries(lines: Sequence[Line]) -> Iterator[ContentsEntry]:
    begun: ContentsEntry | None = None
    for line in lines:
        text = line.text.strip().strip("*#- ").strip()
        if normalize(text).lower() in SECTION_CUES.contents:
            continue
        if begun and begun.page is None and not numbering_of(text, bare=True) and not _is_whole(begun.title):
            yield _entry(begun.number + begun.title + text, begun.source.with_rest(line.source))
            begun = None
            continue
        if begun:
            yield begun
        begun = _entry(text, line.source)
    if begun:
        yield begun


def _is_whole(title: str) -> bool:
    return title.endswith(SECTION_CUES.entry_endings)


def _entry(text: str, source: SourceRef) -> ContentsEntry:
    leader = _LEADER.search(text)
    page = _PAGE.search(text) if leader else None
    title = (text[: leader.start()] if leader else text).strip()
    numbering = numbering_of(title, bare=True)
    printed = None if numbering else _NUMBER.match(title)
    length = numbering.length if numbering else printed.end() if printed else 0
    return ContentsEntry(
        title[length:].strip(" :：、.．"), title[:length].strip(), int(page[1]) if page else None, source
    )


def contents_lines(lines: Sequence[tuple[int, Line]]) -> frozenset[int]:
    """The indices (first of each pair) of the lines that belong to a table of contents, its title included."""
    found: set[int] = set()
    position = 0
    while position < len(lines):
        index, line = lines[position]
        if normalize(line.text).lower() in SECTION_CUES.contents:
            end = _end_of_contents(lines, position + 1)
            found.update(index for index, _ in lines[position:end])
            position = end
            continue
        if _LEADER.search(line.text):
            found.add(index)
        position += 1
    return frozenset(found)


def _end_of_contents(lines: Sequence[tuple[int, Line]], start: int) -> int:
    first: Numbering | None = None
    for position in range(start, len(lines)):
        line = lines[position][1]
        numbering = numbering_of(line.text.strip())
        if _is_body(line, numbering, first, lines[start:position]):
            return position
        first = first or numbering
    return len(lines)


def _is_body(
    line: Line, numbering: Numbering | None, first: Numbering | None, entries: Sequence[tuple[int, Line]]
) -> bool:
    if _LEADER.search(line.text):
        return False
    if len(line.text) > _LONGEST_ENTRY or _SENTENCE.search(line.text):
        return True
    if first and numbering and (numbering.rank, numbering.number) == (first.rank, first.number):
        return True
    if not entries or numbering:
        return False
    last = entries[-1][1]
    turned = line.source.page != last.source.page
    led = sum(1 for _, entry in entries if _LEADER.search(entry.text)) >= 0.8 * len(entries)
    return turned or led or line.size > 1.15 * last.size
