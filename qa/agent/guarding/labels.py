"""Names and labels that hold numerals of their own: in a sentence they are read as names, not as figures or years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.agent.looking.notes import NotedList, Notes
from qa.drafting.claims import claims_in
from qa.execution.outcomes import Entry, Piece

_NUMBERED = re.compile(r"^(?=.*\d)(?=.*[\u4e00-\u9fff]).{5,}$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LONGEST = 60
_NUMBER = re.compile(r"^(?=.*\d)[\w（）()\-—.]{2,12}$")


def labels_in(entries: Iterable[Entry]) -> frozenset[str]:
    """The names of the items, projects and tables of figures that hold numerals of their own."""
    found: set[str] = set()
    for entry in entries:
        if entry.cell:
            own = {entry.fact.item.name, entry.fact.subject, *entry.fact.row_path}
        else:
            own = {entry.statement.item.name}
        year = str(entry.year or entry.document.year or "")
        found |= {each for each in own if set(_YEAR.findall(each)) - {year} or _is_numbered(each)}
        if entry.table and _is_numbered(entry.table.title):
            found.add(entry.table.title)
    return frozenset(each for each in found if _NUMBERED.search(each))


def _is_numbered(text: str) -> bool:
    """Whether a text has numerals beside years: a year alone may be that of the figure, and is held against it."""
    return bool(re.search(r"\d", _YEAR.sub("", text)))


def labels_shown(notes: Notes) -> frozenset[str]:
    """The labels of everything that was shown, cited or not: rows, headers, headings, printed numbers of tables. One
    that may itself be a figure (城镇新增就业120人) is none."""
    found: set[str] = set()
    for name in notes:
        found |= set(_labels_of(name, notes))
    return frozenset(each for each in found if _is_label(each))


def _labels_of(name: str, notes: Notes) -> Iterator[str]:
    noted = notes[name]
    if isinstance(noted, Piece):
        yield from noted.passage.section.path
    if isinstance(noted, Entry):
        yield from (*noted.fact.row_path, *noted.fact.column_path) if noted.cell else noted.statement.section
        yield from (noted.table.number, noted.table.title, *noted.table.section) if noted.table else ()
    if isinstance(noted, NotedList):
        yield from noted.names


def _is_label(text: str) -> bool:
    if _NUMBER.match(text) and re.search("表|附|图", text):
        return True
    named = len(text) <= _LONGEST and bool(_NUMBERED.search(text)) and _is_numbered(text)
    return named and not any(each.unit for each in claims_in(text))
