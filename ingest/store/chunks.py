"""Passages to search: sections in pieces of about 400 characters that end at a sentence, tables in whole rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, groupby

from ingest.model.document import Cell, Document, Paragraph, Record, Section, SourceRef, Table
from ingest.model.worded_cells import WordedCell, worded_cells

LONGEST = 500
"""Characters of a passage; a longer row or sentence is cut at clause ends."""
ENOUGH = 300
"""A passage of this length takes no further paragraph."""

_SENTENCE = re.compile(r".+?(?:[。！？!?]+[”’」』）)]*|[；;]|$)", re.DOTALL)
_CLAUSE = re.compile(r".+?(?:[，、,：:]|$)", re.DOTALL)


class ChunkKind(StrEnum):
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage. ``text`` is verbatim for a section and for a cell that holds words, and ``label：column=cell`` rows
    for a table; ``heading`` says what it belongs to (institution, year, section path or table title and unit). Both are
    searched."""

    id: str
    document_id: str
    position: int
    kind: ChunkKind
    section: tuple[str, ...]
    table_id: str
    title: str
    heading: str
    text: str
    sources: tuple[SourceRef, ...]

    @property
    def searchable(self) -> str:
        return f"{self.heading}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with its places, before it becomes a chunk."""

    text: str
    sources: tuple[SourceRef, ...]


def chunks_of(document: Document) -> tuple[Chunk, ...]:
    """The passages of ``document``: its sections in reading order, its tables, then the cells that hold words."""
    made = chain(
        chain.from_iterable(_section_chunks(document, section) for section in document.sections),
        chain.from_iterable(_table_chunks(document, table) for table in document.tables),
        chain.from_iterable(_cell_chunks(document, cell) for cell in worded_cells(document.tables)),
    )
    return tuple(_numbered(document.id, position, chunk) for position, chunk in enumerate(made))


def chunk_id(document_id: str, position: int) -> str:
    return f"{document_id}-{position}"


def _numbered(document_id: str, position: int, chunk: Chunk) -> Chunk:
    rest = {
        name: getattr(chunk, name) for name in ("kind", "section", "table_id", "title", "heading", "text", "sources")
    }
    return Chunk(id=chunk_id(document_id, position), document_id=document_id, position=position, **rest)


def _section_chunks(document: Document, section: Section) -> Iterator[Chunk]:
    heading = _heading(document, " › ".join(section.path))
    sentences = chain.from_iterable(_sentences(paragraph) for paragraph in section.paragraphs)
    for passage in _packed(sentences, joint=""):
        yield Chunk(
            "", "", 0, ChunkKind.TEXT, section.path, "", section.heading, heading, passage.text, passage.sources
        )


def _cell_chunks(document: Document, worded: WordedCell) -> Iterator[Chunk]:
    """The words of a cell: text with the cell's address, under the names of its table, row and column."""
    table = worded.table
    for chunk in _section_chunks(document, worded.section):
        yield replace(chunk, section=(*table.section, *chunk.section), table_id=table.id, title=table.title)


def _sentences(paragraph: Paragraph) -> Iterator[Passage]:
    """The sentences of a paragraph; the last one includes the line break before the next paragraph."""
    spans = list(_spans(paragraph.text))
    for number, (start, end) in enumerate(spans):
        if not paragraph.text[start:end].strip():
            continue
        tail = "\n" if number == len(spans) - 1 else ""
        yield Passage(paragraph.text[start:end] + tail, (paragraph.source_of(start, end),))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for sentence in _SENTENCE.finditer(text):
        if sentence.end() - sentence.start() <= LONGEST:
            yield sentence.span()
            continue
        start = sentence.start()
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            if clause.end() - start > LONGEST and clause.start() > start:
                yield start, clause.start()
                start = clause.start()
        yield start, sentence.end()


def _table_chunks(document: Document, table: Table) -> Iterator[Chunk]:
    unit = f"（单位：{table.unit}）" if table.unit else ""
    named = " ".join(filter(None, (table.number, table.title, table.subject)))
    heading = _heading(document, f"{named}{unit}", table.institution)
    paths = {column.index: "/".join(column.path) for column in table.columns}
    rows = [row for record in table.records if (row := _row(record, paths)) is not None]
    notes = [Passage(note, (table.source,)) for note in table.notes]
    for passage in _packed([*rows, *notes] or [Passage("（空表）", (table.source,))], joint="\n"):
        kind = ChunkKind.TABLE
        yield Chunk("", "", 0, kind, table.section, table.id, table.title, heading, passage.text, passage.sources)


def _row(record: Record, paths: dict[int, str]) -> Passage | None:
    label = " ".join(cell.text for cell in record.labels if cell.text)
    filled = [(paths.get(column, ""), cell) for column, cell in record.values if cell.text]
    if not label and not filled:
        return None
    values = "；".join(f"{path}={cell.text}" if path else cell.text for path, cell in filled)
    places = _places([*record.labels, *(cell for _, cell in filled)])
    return Passage(f"{label}：{values}" if values else label, places)


def _places(cells: Sequence[Cell]) -> tuple[SourceRef, ...]:
    """One place per page (that of the first cell), or a line."""
    ordered = sorted((cell.source for cell in cells), key=lambda source: (source.page or 0, source.line or 0))
    return tuple(next(same) for _, same in groupby(ordered, key=lambda source: (source.page, source.line)))


def _heading(document: Document, rest: str, institution: str = "") -> str:
    identity = document.identity
    year = f"{identity.year}年" if identity.year else ""
    return " ".join(filter(None, (institution or identity.institution, f"{year}{identity.kind}", rest)))


def _packed(passages: Iterable[Passage], joint: str) -> Iterator[Passage]:
    """Neighbours joined up to ``LONGEST`` characters; a paragraph's end closes a passage that has enough."""
    held: list[Passage] = []
    length = 0
    for passage in passages:
        if held and (length + len(passage.text) > LONGEST or (length >= ENOUGH and held[-1].text.endswith("\n"))):
            yield _joined(held, joint)
            held, length = [], 0
        held.append(passage)
        length += len(passage.text) + len(joint)
    if held:
        yield _joined(held, joint)


def _joined(passages: Sequence[Passage], joint: str) -> Passage:
    places = dict.fromkeys(chain.from_iterable(passage.sources for passage in passages))
    return Passage(joint.join(passage.text for passage in passages).strip(), tuple(places))
