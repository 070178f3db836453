"""Blocks to sections: the heading tree by numbering, and the paragraphs under each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.document import Block, Line, Paragraph, Section, SourceRef
from ingest.model.normalize import normalize
from ingest.sections.contents import contents_lines
from ingest.sections.cues import SECTION_CUES
from ingest.sections.numbering import ANNEX, ARABIC, CHINESE, TITLE, Numbering, numbering_of
from ingest.sections.paragraphs import Passage, layouts_of, passages_of

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_FIGURE = re.compile(r"\d\s*(?:万|亿|元|%|％|\\%)")
_LONGEST_HEADING = 50
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Heading:
    numbering: Numbering
    markdown: int
    text: str


def build_sections(blocks: Sequence[Block], caption_lines: frozenset[int] = frozenset()) -> tuple[Section, ...]:
    """The sections in reading order. ``caption_lines``: indices into ``blocks`` of the lines that belong to tables."""
    passages = _passages(blocks, caption_lines)
    headings = _headings(passages)
    sections: list[Section] = []
    stack: list[_Heading] = []
    under: list[Paragraph] = []
    source: SourceRef | None = None

    def close() -> None:
        if stack or under:
            place = source or under[0].source_of(0, len(under[0].text))
            sections.append(Section(tuple(heading.text for heading in stack), tuple(under), place))

    for position, passage in enumerate(passages):
        if passage is None:
            continue
        heading = headings.get(position)
        if not heading:
            under.append(passage.paragraph)
            continue
        close()
        under = []
        stack = [*_parents(stack, heading), heading]
        source = passage.paragraph.source_of(0, len(passage.text))
    close()
    return tuple(sections)


def _passages(blocks: Sequence[Block], caption_lines: frozenset[int]) -> list[Passage | None]:
    """The passages in order; ``None`` stands for a table."""
    lines = [
        (index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Line) and block.text.strip() and index not in caption_lines
    ]
    contents = contents_lines(lines)
    layouts = layouts_of(line for _, line in lines)
    passages: list[Passage | None] = []
    for run in _runs(blocks, caption_lines, contents):
        passages.extend(passages_of(run, layouts) if run else [None])
    return passages


def _runs(blocks: Sequence[Block], caption_lines: frozenset[int], contents: frozenset[int]) -> Iterator[list[Line]]:
    """Runs of lines without a table between them; an empty run stands for a table."""
    run: list[Line] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Line) and index not in caption_lines:
            if block.text.strip() and index not in contents:
                run.append(block)
            continue
        if run:
            yield run
        yield []
        run = []
    if run:
        yield run


# -------------------------------------------------------------------------------------------------- which are headings


def _headings(passages: Sequence[Passage | None]) -> dict[int, _Heading]:
    found: dict[int, _Heading] = {}
    arabic = 0
    for position, passage in enumerate(passages):
        if passage and (numbering := _heading_numbering(passages, position, passage, arabic)):
            found[position] = _Heading(numbering, passage.markdown, passage.text.strip())
            arabic = numbering.number if numbering.rank == ARABIC else arabic
    items = {position for position in found if _is_list_item(passages, found, position)}
    return {position: heading for position, heading in found.items() if position not in items}


def _heading_numbering(
    passages: Sequence[Passage | None], position: int, passage: Passage, arabic: int
) -> Numbering | None:
    """The numbering of a heading. ``arabic`` is the number of the last heading 1., 2., …; the next may have lost its
    dot."""
    text = passage.text.strip()
    numbering = numbering_of(text, bare=bool(passage.markdown) or text.startswith(f"{arabic + 1} "))
    if numbering and _reads_like_heading(text[numbering.length :], numbering, passage.markdown):
        return numbering
    if numbering and numbering.rank > ANNEX:
        return None
    if _is_title(passages, position, passage):
        return Numbering(TITLE, 0, 0)
    return None


def _reads_like_heading(body: str, numbering: Numbering, markdown: int) -> bool:
    core = normalize(_IN_BRACKETS.sub("", body))
    if len(core) > _LONGEST_HEADING or _FIGURE.search(core) or "。" in core[:-1]:
        return False
    if markdown and not core.endswith(("。", ";")):
        return True
    if core.endswith("。"):
        return normalize(body).rstrip("。").endswith(SECTION_CUES.heading_endings)
    if numbering.rank <= ANNEX:
        return not core.endswith((",", ";"))
    return bool(core) and not re.search(r"[,;:!?]", core)


def _is_title(passages: Sequence[Passage | None], position: int, passage: Passage) -> bool:
    text = normalize(passage.text)
    if len(text) > _LONGEST_TITLE or text.endswith(("。", ";", ":", ",")):
        return False
    if passage.markdown:
        return True
    if passage.size > 1.12:
        return bool(re.search(r"[一-鿿]", text))
    if passage.size or len(text) > 40 or re.search(r"[,;:。]", text):
        return False
    return text.endswith(SECTION_CUES.title_endings) and _begins_anew(passages, position)


def _begins_anew(passages: Sequence[Passage | None], position: int) -> bool:
    """Whether a list 一、… starts a few short lines below the passage."""
    for passage in passages[position + 1 : position + 6]:
        numbering = numbering_of(passage.text.strip()) if passage else None
        if numbering:
            return numbering.rank == CHINESE and numbering.number == 1
        if passage and len(passage.text) > 40:
            return False
    return False


def _is_list_item(passages: Sequence[Passage | None], found: dict[int, _Heading], position: int) -> bool:
    """Whether a numbered line is a list item: its sibling follows at once, or it is the last of such items."""
    own = found[position]
    passage = passages[position]
    if own.markdown or own.numbering.rank <= TITLE or (passage and passage.size > 1.12):
        return False
    after, before = found.get(position + 1), found.get(position - 1)
    if after and after.numbering.follows(own.numbering):
        return True
    ends = position + 1 >= len(passages) or (after is not None and after.numbering.rank < own.numbering.rank)
    return bool(before and own.numbering.follows(before.numbering) and ends and own.numbering.rank >= ARABIC)


# ------------------------------------------------------------------------------------------------------------ the tree


def _parents(stack: Sequence[_Heading], heading: _Heading) -> list[_Heading]:
    """The headings above ``heading`` that stay open."""
    if heading.numbering.rank == TITLE:
        return _parents_of_title(stack, heading)
    for depth in range(len(stack) - 1, -1, -1):
        if heading.numbering.follows(stack[depth].numbering):
            return list(stack[:depth])
    return _wider(stack, heading.numbering.rank)


def _wider(stack: Sequence[_Heading], rank: int) -> list[_Heading]:
    kept = list(stack)
    while kept and (kept[-1].numbering.rank >= rank or (rank == ANNEX and "附" not in kept[-1].text)):
        kept.pop()
    return kept


def _parents_of_title(stack: Sequence[_Heading], heading: _Heading) -> list[_Heading]:
    kept = list(stack)
    while kept and kept[-1].numbering.rank >= TITLE and not _encloses(kept[-1], heading):
        kept.pop()
    return kept


def _encloses(outer: _Heading, heading: _Heading) -> bool:
    return 0 < outer.markdown < heading.markdown
