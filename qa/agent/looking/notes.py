"""What a model was shown in one run, each thing with the id by which it is cited.

F a cell, S a figure or reason of a sentence, P a passage, C what was reckoned, L a list of rows, V a verdict, K a
finding of the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.model.document import Finding
from ingest.store.catalog.values import DocumentInfo
from qa.execution.outcomes import Blank, Counted, Entry, Leaf, Made, Piece, Term, Value, Verdict, entries_of
from qa.execution.selection import value_of


@dataclass(frozen=True, slots=True)
class NotedList:
    """Rows in order, as names and ids. ``ranked``: by their values."""

    what: str
    names: tuple[str, ...]
    ids: tuple[str, ...]
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class NotedFinding:
    """What a check found, with the entries it touches."""

    document: DocumentInfo
    finding: Finding
    entries: tuple[Entry, ...]


Noted = Entry | Value | Piece | Verdict | NotedList | NotedFinding
"""A value that stands at one place is noted as its entry."""


@dataclass(slots=True)
class Notes:
    """Ids are given in the order of first use and never change within a run."""

    _noted: dict[str, Noted] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    """Ids of rows that were printed in full."""

    def __contains__(self, name: str) -> bool:
        return name in self._noted

    def __getitem__(self, name: str) -> Noted:
        return self._noted[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._noted)

    def entry(self, entry: Entry) -> str:
        return self._add("F" if entry.cell else "S", place_key(entry), entry)

    def value(self, value: Value) -> str:
        if value.entry is not None:
            return self.entry(value.entry)
        return self._add("C", f"{value.name}|{_term_key(value.term)}", value)

    def piece(self, piece: Piece) -> str:
        return self._add("P", _piece_key(piece), piece)

    def verdict(self, verdict: Verdict) -> str:
        return self._add("V", str(sum(name.startswith("V") for name in self._noted)), verdict)

    def listed(self, listed: NotedList) -> str:
        return self._add("L", "|".join((listed.what, *listed.names, *listed.ids)), listed)

    def finding(self, finding: NotedFinding) -> str:
        return self._add("K", f"{finding.document.id}|{finding.finding.message}", finding)

    def _add(self, letter: str, key: str, noted: Noted) -> str:
        key = f"{letter}|{key}"
        if key not in self._ids:
            number = 1 + sum(each.startswith(letter) for each in self._noted)
            self._ids[key] = f"{letter}{number}"
            self._noted[self._ids[key]] = noted
        return self._ids[key]

    def value_at(self, name: str) -> Value | None:
        """The number of an id, if it has one."""
        noted = self._noted[name]
        if isinstance(noted, Value):
            return noted
        return value_of(noted) if isinstance(noted, Entry) and noted.value is not None else None

    def members(self, name: str) -> tuple[str, ...]:
        """The ids that one stands for: those of a list, else itself."""
        noted = self._noted[name]
        return noted.ids if isinstance(noted, NotedList) else (name,)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The places behind an id."""
        return tuple(dict.fromkeys(_entries_of(self._noted[name], self)))


def place_key(entry: Entry) -> str:
    return f"{entry.document.id}|{entry.origin.id}"


def stands_at(entry: Entry) -> str:
    """The cell of a figure, or its sentence, which is cited once for all of its figures."""
    return place_key(entry) if entry.cell else f"{entry.document.id}|{entry.statement.sentence}"


def _piece_key(piece: Piece) -> str:
    return f"{piece.document.id}|{piece.passage.position}|{piece.start}|{piece.end}"


def _term_key(term: Term) -> str:
    if isinstance(term, Leaf):
        return place_key(term.entry)
    if isinstance(term, Made):
        return f"{term.how}({','.join(map(_term_key, term.terms))}){term.unit}"
    if isinstance(term, Counted):
        return f"count{term.count}({','.join((*map(place_key, term.entries), *map(_piece_key, term.pieces)))})"
    return f"{term.value}{term.unit}"


def _entries_of(noted: Noted, notes: Notes) -> Iterator[Entry]:
    if isinstance(noted, Entry):
        yield noted
    elif isinstance(noted, Value):
        yield from entries_of(noted.term)
        yield from noted.blank
    elif isinstance(noted, Verdict):
        for side in (noted.left, noted.right):
            if isinstance(side, Value):
                yield from entries_of(side.term)
            elif isinstance(side, Blank):
                yield side.entry
            else:
                yield from (each.row for each in side.members if each.row is not None)
    elif isinstance(noted, NotedList):
        for each in noted.ids:
            yield from notes.entries(each)
    elif isinstance(noted, NotedFinding):
        yield from noted.entries
