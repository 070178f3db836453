"""The figure that the slots of a plan mean in one document: a value, a blank, an absence, or several that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ingest.model.figures import Role, Side, Stage
from ingest.model.normalize import name_key
from ingest.model.told_names import told_key
from ingest.store.catalog.figure_rows import fact_of, statement_of
from ingest.store.catalog.figures import FactFilter, Figures, TableInfo
from ingest.store.catalog.values import DocumentInfo
from qa.execution.candidates import Asked, said_tier
from qa.execution.figure_names import name_of, place_of
from qa.execution.fitting import FORM_TOTALS, TOTALS, Candidate, fits
from qa.execution.names import ALIAS, HOLDS, coded, tiers
from qa.execution.outcomes import (
    Absent,
    Ambiguous,
    Blank,
    Choice,
    Entry,
    Leaf,
    Made,
    Missing,
    Value,
)
from qa.execution.preferences import KEPT, preference
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.slots import Figure, Slots
from qa.search.instructions import speaks_to_a_program

_NEAR = 3
_REMEMBERED = 1024
"""Choices that are kept: the readings of one question ask for the same figures again and again."""
_WHOLE = re.compile(
    r"^(?:我部门|本部门|本单位|我单位|我局|本局|部门|单位|整体|年度?|当年|收入|支出|收支|总|合计|总计|年初|全年|预算|决算|执行|数|的|和|为)+$"
)
"""A name of nothing but the words for the whole and its stage."""


class Selector:
    """Figures of a store by their slots. Names and tables of a document are read once."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        remembered = lru_cache(maxsize=_REMEMBERED)
        self.tables = remembered(self._read_tables)
        self.names = remembered(self._read_names)
        self.ranked = remembered(self._rank)
        """All figures that fit in a source, the one meant first."""
        self.said_keys = remembered(self._said_keys)
        """The keys of a source's sentences that a name may mean, each with its tier."""
        self._meant = remembered(self._names_meant)

    # -------------------------------------------------------------------------------------------- reading

    def _read_tables(self, source: Source) -> tuple[TableInfo, ...]:
        return self._figures.tables(source.ids)

    def _read_names(self, source: Source, *kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name in self._figures.names(source.ids, kinds)))

    def entries(self, source: Source, rows: Iterable[Any]) -> list[Entry]:
        """The entries of fact rows or statement rows. A sentence that gives orders to a program is no figure."""
        documents = {each.id: each for each in source.files}
        tables = {(each.document_id, each.id): each for each in self.tables(source)}
        return [entry_at(row, documents, tables) for row in rows if not _gives_orders(row)]

    # -------------------------------------------------------------------------------------------- choosing

    def figure(self, source: Source, wanted: Figure) -> Value | Missing:
        """The one figure that ``wanted`` means in ``source``."""
        wanted = with_side(wanted)
        found = self.ranked(source, wanted)
        if not found:
            return self._absent(source, wanted)
        return settled(found, wanted, name_key(source.info.institution))

    def _rank(self, source: Source, wanted: Figure) -> tuple[Candidate, ...]:
        tables = self._named_tables(source, wanted.table)
        if wanted.table and not tables:
            return ()
        home = name_key(source.info.institution)
        found = [] if wanted.source == "text" else self._cells(source, wanted, tables)
        if not wanted.table and wanted.source != "cell":
            found += self._sentences(source, wanted)
        wanted = with_side(wanted)
        known = wanted.model_copy(update={"stage": Stage.UNKNOWN})
        surest = min((each.tier for each in found if fits(each, known)), default=0)
        kept = [each for each in found if each.tier < HOLDS or surest >= HOLDS]
        fitting = [each for each in kept if fits(each, wanted)]
        return tuple(sorted(fitting, key=lambda each: (preference(each, wanted, home), each.entry.position)))

    def _named_tables(self, source: Source, name: str) -> tuple[TableInfo, ...]:
        return tables_named(name, self.tables(source)) if name else ()

    def _cells(self, source: Source, wanted: Slots, tables: Sequence[TableInfo]) -> list[Candidate]:
        code, name = coded(wanted.item)
        rows = dict(self._meant(source, "item", name)) if name else {}
        total = name_key(name) in ("合计", "总计")  # a row, never the column of that name in a table of one part
        rows |= dict.fromkeys(FORM_TOTALS, ALIAS) if total else {}
        columns = self._meant(source, "header", name) if name and not wanted.measure and not total else {}
        within = frozenset((each.document_id, each.id) for each in tables) if wanted.table else None
        if wanted.item and not (rows or columns or code):
            return []
        home = name_key(source.info.institution)
        wholes = TOTALS | FORM_TOTALS | {home} | self._offices(source, wanted.institution)
        items = frozenset(rows) if wanted.item else wholes
        codes = frozenset({code} if code else set())
        found = self._figures.facts(source.ids, FactFilter(items, frozenset(columns), codes, within))
        asked = Asked(code, name, rows, columns, wholes)
        return [made for each in self.entries(source, found) if (made := asked.candidate(each, wanted.measure))]

    def _names_meant(self, source: Source, kind: str, name: str) -> dict[str, int]:
        """The names of a kind that a name may mean, each with its tier."""
        return tiers(name, self.names(source, kind))

    def _offices(self, source: Source, institution: str) -> frozenset[str]:
        """The names of rows that mean the asked office."""
        return frozenset(tiers(institution, self.names(source, "item"))) if institution else frozenset()

    def _said_keys(self, source: Source, name: str) -> dict[str, int]:
        home = name_key(source.info.institution)
        told = {key: told_key(key, home) for key in self.names(source, "said", "phrase")}
        found = tiers(name, set(told.values()))
        return {key: found[own] for key, own in told.items() if own in found}

    def _sentences(self, source: Source, wanted: Slots) -> list[Candidate]:
        code, name = coded(wanted.item)
        said = self.said_keys(source, name) if name else dict.fromkeys(() if code else self._wholes(source), 0)
        if not said and not code:
            return []
        rows = self._figures.statements(source.ids, frozenset(said), frozenset({code} if code else set()))
        return [
            Candidate(entry, said_tier(entry, code, said), axis=2)
            for entry in self.entries(source, rows)
            if not code or not entry.statement.item.code or entry.statement.item.code == code
        ]

    def _wholes(self, source: Source) -> frozenset[str]:
        """The keys of sentences about all that the office receives or spends."""
        home = name_key(source.info.institution)
        bare = {key for key in self.names(source, "said", "phrase") if is_whole(told_key(key, home))}
        return frozenset(bare) | TOTALS

    def _absent(self, source: Source, wanted: Figure) -> Absent:
        what = "·".join(filter(None, (wanted.table, wanted.under, wanted.item, wanted.measure)))
        looser = replace_slots(wanted, table="", under="", measure="", stage="", year=None)
        near = self.ranked(source, looser) if wanted.item and looser != wanted else []
        kept = {name_of(each.entry): each.entry for each in reversed(near[:20]) if each.tier < HOLDS}
        return Absent(what, source.files, tuple(list(reversed(kept.values()))[:_NEAR]))


_REVENUE = re.compile(r"收入(?:合计|总计|预算|决算|数|总额)*$|^收入(?:合计|总计|总额)$")


def with_side(wanted: Figure) -> Figure:
    """收入 where the item's own name says it."""
    said = bool(_REVENUE.search(name_key(wanted.item))) and "支出" not in wanted.item
    return wanted.model_copy(update={"side": Side.REVENUE}) if said and wanted.side is Side.UNKNOWN else wanted


def is_whole(told: str) -> bool:
    """Whether what a sentence says names nothing but the whole."""
    return not _WHOLE.sub("", told)


def _gives_orders(row: Any) -> bool:
    return speaks_to_a_program(getattr(row, "sentence", ""))


def entry_at(row: Any, documents: Mapping[str, DocumentInfo], tables: Mapping[tuple[str, str], TableInfo]) -> Entry:
    """The entry of a row of facts or of statements."""
    document = documents[row.document_id]
    if hasattr(row, "table_id"):
        return Entry(document, fact_of(row), tables.get((row.document_id, row.table_id)), row.position)
    return Entry(document, statement_of(row), None, row.position)


def replace_slots(wanted: Figure, **slots: Any) -> Figure:
    """``wanted`` with other slots, checked as a plan is."""
    return Figure.model_validate({**wanted.model_dump(), **slots})


# ------------------------------------------------------------------------------------------------- one of several


def settled(found: Sequence[Candidate], wanted: Figure, home: str) -> Value | Missing:
    """What the candidates come to, the best first: those that tie with it and differ are ambiguous, or are parts of one
    row that a table splits and sums."""
    rank = preference(found[0], wanted, home)
    return of_ties([each for each in found if preference(each, wanted, home)[:KEPT] == rank[:KEPT]], wanted)


def of_ties(ties: Sequence[Candidate], wanted: Figure) -> Value | Missing:
    """What the candidates that are meant before all others come to, the best first."""
    best = ties[0]
    if len(ties) == 1:
        return outcome_of(best.entry)
    same = [each.entry for each in ties if _same_place(each.entry, best.entry)]
    parts = _parts_of_one(same)
    if parts:
        return Value(Made("sum", tuple(map(Leaf, parts))), name_of(best.entry), tuple(map(value_of, parts)))
    differing = _differing(ties, best.entry)
    if len(differing) > 1:
        return Ambiguous(wanted.item or wanted.measure, tuple(_choice(each, wanted) for each in differing))
    return outcome_of(best.entry)


def outcome_of(entry: Entry) -> Value | Blank:
    """The figure of a place, or the blank that it is."""
    return Blank(entry) if entry.value is None else value_of(entry)


def value_of(entry: Entry) -> Value:
    """The figure of a place; that of a change has its sign."""
    role, direction = entry.role, None if entry.cell else entry.statement.direction
    if direction is not None and role in (Role.CHANGE, Role.CHANGE_RATE):
        return Value(Leaf(entry, direction.value == "减少"), name_of(entry), direction=direction)
    return Value(Leaf(entry), name_of(entry))


def _same_place(one: Entry, other: Entry) -> bool:
    """Whether two cells stand in one table and one column."""
    return (
        one.cell
        and other.cell
        and (one.document.id, one.fact.table_id) == (other.document.id, other.fact.table_id)
        and one.fact.column_path == other.fact.column_path
    )


def _parts_of_one(entries: Sequence[Entry]) -> list[Entry]:
    """The rows of one item that a table splits over another classification, where it prints no row of the whole."""
    rows = [each for each in entries if each.value is not None]
    outer = {(each.fact.item.counterpart, each.fact.item.path, each.fact.row_path) for each in rows}
    codes = {(each.fact.item.code, name_key(each.fact.item.name)) for each in rows}
    split = all(each.fact.item.counterpart for each in rows)
    return rows if len(rows) > 1 and len(codes) == 1 and len(outer) == len(rows) and split else []


def _differing(ties: Sequence[Candidate], best: Entry) -> list[Entry]:
    """One of each item of the asked name whose figures differ: items of one table with codes of their own."""
    if not best.cell or not best.fact.item.code:
        return []
    alike = {
        each.entry.fact.item.code: each.entry
        for each in reversed(ties)
        if each.axis == 0 and _same_place(each.entry, best) and each.entry.value is not None
    }
    leaves = [
        entry for code, entry in sorted(alike.items()) if not any(o != code and o.startswith(code) for o in alike)
    ]
    return leaves if len({each.value for each in leaves}) > 1 else []


def _choice(entry: Entry, wanted: Figure) -> Choice:
    item = entry.fact.item
    label = "·".join((*item.path[-1:], item.name))
    return Choice(label, "item", f"{item.code}{item.name}", Value(Leaf(entry), f"{label}（{place_of(entry)}）"))
