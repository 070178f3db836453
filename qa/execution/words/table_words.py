"""What tables tell in words: the notes under them, their cells, and the names that a table of words lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.model.document import Record, SourceRef, Table
from ingest.model.normalize import name_key
from ingest.model.worded_cells import WordedCell
from qa.execution.words.aspects import is_of_notes
from qa.plans.language import Quote
from qa.plans.words import pairs
from qa.search.passages import Passage, Passages, passage_of_cell

_NOTE = re.compile(r"[\s（(*]*(?:注|备注|说明)\d*[：:]")
_NUMERAL = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_NEAR = 3
"""Cells that are told where no words choose among them."""
Place = tuple[int, float]


def told_by(tables: Sequence[Table], named: frozenset[str], passages: Passages, wanted: Quote) -> list[Passage]:
    """What the ``named`` tables tell of the topic; their notes before their cells, and alone if notes are asked for."""
    notes = [each for each in passages.all if _is_note(each, named) or _notes(each, tables) & named]
    if is_of_notes(wanted.aspect) or not (wanted.topic or wanted.aspect):
        return notes or [each for each in passages.all if _in_table(each, named)][:_NEAR]
    near = [*notes, *(each for each in passages.all if _in_table(each, named) and each not in notes)]
    if not wanted.topic:
        return notes or near[:_NEAR]
    return _best_of(near, wanted.topic)


def _in_table(passage: Passage, named: frozenset[str]) -> bool:
    return passage.cell is not None and passage.cell.table.id in named


def _is_note(passage: Passage, named: frozenset[str]) -> bool:
    """Whether a cell of the tables is a note that was read as a row."""
    return _in_table(passage, named) and bool(_NOTE.match(passage.paragraph.text))


def _notes(passage: Passage, tables: Sequence[Table]) -> frozenset[str]:
    """The ids of the table, all its parts, that a paragraph is a note of: the one that ends above it, on its page."""
    text = passage.paragraph.text
    if passage.cell is not None:
        return frozenset()
    key = name_key(text)
    kept = [each for each in tables if any(name_key(note) and name_key(note) in key for note in each.notes)]
    if not kept and _NOTE.match(text):
        place = _place(passage.paragraph.source_of(0, 1))
        above = [(end, each) for each in tables if (end := _end_above(each, place)) is not None]
        kept = [max(above, key=lambda each: each[0])[1]] if above else []
    wholes = {each.whole or each.id for each in kept}
    return frozenset(each.id for each in tables if (each.whole or each.id) in wholes)


def _end_above(table: Table, place: Place) -> Place | None:
    """The last place of a table before another one, if it is on the same page; of a text, in it."""
    ends = [own for each in _sources(table) if (own := _place(each)) < place and own[0] == place[0]]
    return max(ends, default=None)


def _place(source: SourceRef) -> Place:
    """A place in reading order: page and height; of a text 0 and the line."""
    if source.box is not None:
        return source.page or 0, source.box[1]
    return 0, float(source.line or 0)


def _sources(table: Table) -> Iterable[SourceRef]:
    yield table.source
    for record in table.records:
        yield from (label.source for label in record.labels)
        yield from (cell.source for _, cell in record.values)


def _best_of(near: Iterable[Passage], topic: str) -> list[Passage]:
    wanted = pairs(topic)
    scored = [(len(wanted & (each.words | each.above)), each) for each in near]
    top = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == top and score][:2]


def names_below(passage: Passage, tables: Sequence[Table]) -> list[tuple[str, Passage]]:
    """The names in the first column of the table of words that comes next, on the same page or the next one; each with
    its cell."""
    if passage.cell is not None:
        return []
    place = _place(passage.paragraph.source_of(0, len(passage.paragraph.text)))
    following = [each for each in tables if place < _place(each.source) and _place(each.source)[0] <= place[0] + 1]
    table = min(following, key=lambda each: _place(each.source), default=None)
    if table is None or not all(map(_is_of_words, table.records)):
        return []
    found: dict[str, Passage] = {}
    for record in table.records:
        label = next((each for each in record.labels if each.text and not _NUMERAL.fullmatch(each.text)), None)
        if label is not None:
            found.setdefault(label.text, passage_of_cell(WordedCell(table, label, (), ()), -1))
    return list(found.items())


def _is_of_words(record: Record) -> bool:
    return not any(_NUMERAL.fullmatch(cell.text.strip()) for _, cell in record.values)
