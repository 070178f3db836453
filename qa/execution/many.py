"""One figure of each of many documents, chosen as in one document, but read from the store together.

An index tells for each document the shapes of the figures that may be meant (:mod:`ingest.store.catalog.shapes`). One
figure of a shape is read in full and judged by the rules of meaning; what they say holds for all of that shape in
documents of the same year and kind. Only the chosen figures are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.model.figures import Stage
from ingest.model.normalize import name_key
from ingest.model.told_names import told_key
from ingest.store.catalog.codec import collection_paused
from ingest.store.catalog.figures import Figures, Hashes
from ingest.store.catalog.shapes import HOME_HASH, name_hash
from ingest.store.catalog.values import DocumentInfo
from qa.execution.candidates import Asked, said_tier
from qa.execution.fitting import FORM_TOTALS, TOTALS, Candidate, fits
from qa.execution.names import ALIAS, HOLDS, coded, core, sure_tiers, tiers
from qa.execution.outcomes import Absent, Entry, Missing, Value
from qa.execution.preferences import KEPT, preference
from qa.execution.selection import entry_at, is_whole, of_ties, outcome_of, with_side
from qa.execution.sources import Source
from qa.plans.slots import Figure
from qa.plans.words import in_order

_SORTS = ("facts", "statements")
_LEAST = 8
"""Documents of one year and kind from which on it is quicker to read them together."""
Ids = tuple[str, ...]
Found = dict[Ids, Value | Missing]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the rules say of a shape of ``facts`` or ``statements``. ``rank``: its preference, if it fits; one that does
    not fits but for its stage."""

    sort: str
    shape: int
    candidate: Candidate
    rank: tuple[int, ...] | None

    @property
    def place(self) -> tuple[str, object]:
        """Figures of other places stand in other tables or other columns."""
        entry = self.candidate.entry
        return entry.kind, entry.fact.column_path if entry.cell else None


@dataclass(slots=True)
class _Met:
    """The figures of each source that are meant before all others; ``known``: the sources of which a figure of a sure
    name fits but for its stage."""

    ties: dict[Ids, list[tuple[int, _Judged]]] = field(default_factory=dict)
    known: set[Ids] = field(default_factory=set)


class ManyFigures:
    """Figures of many documents of one store."""

    def __init__(self, figures: Figures, least: int = _LEAST) -> None:
        self._figures, self._least = figures, least
        self._words: dict[str, tuple[str, ...]] = {}

    def figures(self, sources: Sequence[Source], wanted: Figure) -> Found:
        """The figure that ``wanted`` means in each of the sources. Those that are not in the result have to be asked
        for one by one."""
        if len(sources) < self._least or not _plain(wanted):
            return {}
        names = self._names(with_side(wanted), sure=True)
        alike: dict[tuple[int | None, str], list[Source]] = defaultdict(list)
        for source in sources:
            if not names.may_be_office(source):
                alike[source.info.year, source.info.main_kind].append(source)
        groups = [group for group in alike.values() if len(group) >= self._least]
        with collection_paused():
            return {ids: found for group in groups for ids, found in self._of(group, names).items()}

    def _of(self, sources: Sequence[Source], names: _Names) -> Found:
        """Of sources of one year and one kind."""
        wanted = names.wanted
        surely = self._met(sources, names, sure=True)
        left = [each for each in sources if each.ids not in surely.ties and each.ids not in surely.known]
        found = self._settled([each for each in sources if each not in left], surely, wanted) if left else {}
        if not left:
            return self._settled(sources, surely, wanted)
        less = self._names(wanted, sure=False)
        left = [each for each in left if not less.may_be_office(each)]
        return found | self._settled(left, self._met(left, less, sure=False), wanted)

    # -------------------------------------------------------------------------------------------- meeting

    def _met(self, sources: Sequence[Source], names: _Names, *, sure: bool) -> _Met:
        """``sure``: of names of the tiers before ``HOLDS``, else of all."""
        of = {file.id: source.ids for source in sources for file in source.files}
        judged = [each for sort in _SORTS for each in self._judged(sort, sources, names)]
        judged = [each for each in judged if not sure or each.candidate.tier < HOLDS]
        met = _Met()
        ranked = sorted((each for each in judged if each.rank is not None), key=lambda each: each.rank or ())
        left = dict(of)
        for group in _growing([list(same) for _, same in groupby(ranked, key=lambda each: (each.rank or ())[:KEPT])]):
            if left:
                self._meet(group, left, met)
                left = {document_id: ids for document_id, ids in left.items() if ids not in met.ties}
        for document_id, _, _ in self._rows([each for each in judged if each.rank is None], left):
            met.known.add(of[document_id])
        return met

    def _meet(self, group: Sequence[_Judged], left: Mapping[str, Ids], met: _Met) -> None:
        for document_id, key, judged in self._rows(group, left):
            ties = met.ties.setdefault(left[document_id], [])
            if ties and _meant(judged) < _meant(ties[0][1]):
                ties.clear()
            if not ties or _meant(judged) == _meant(ties[0][1]):
                ties.append((key, judged))

    def _rows(self, judged: Sequence[_Judged], documents: Mapping[str, Ids]) -> Iterator[tuple[str, int, _Judged]]:
        """Document, key and shape of the figures of these shapes."""
        for sort in _SORTS:
            shapes = {each.shape: each for each in judged if each.sort == sort}
            if shapes and documents:
                for document_id, shape, key in self._figures.of_shapes(sort, list(documents), list(shapes)):
                    yield document_id, key, shapes[shape]

    def _judged(self, sort: str, sources: Sequence[Source], names: _Names) -> list[_Judged]:
        """What the rules say of the shapes that fit."""
        hashes = names.hashes(sort)
        if hashes is None:
            return []
        files = {file.id: file for source in sources for file in source.files}
        shapes = self._figures.shapes(sort, list(files), hashes)
        entries = self._entries(sort, shapes.values(), files)
        made = [(shape, entries[key]) for shape, key in shapes.items() if key in entries]
        return [found for shape, entry in made if (found := names.judged(sort, shape, entry)) is not None]

    def _entries(self, sort: str, keys: Iterable[int], files: Mapping[str, DocumentInfo]) -> dict[int, Entry]:
        rows = {key: row for key, row in self._figures.at(sort, keys).items() if row.document_id in files}
        of = {(row.document_id, row.table_id) for row in rows.values()} if sort == "facts" else set()
        tables = self._figures.tables_at(frozenset(of)) if of else {}
        return {key: entry_at(row, files, tables) for key, row in rows.items()}

    def _names(self, wanted: Figure, sure: bool) -> _Names:
        code, name = coded(wanted.item)
        of = sure_tiers if sure else tiers
        rows = tiers(name, TOTALS | FORM_TOTALS) | of(name, self._known("item")) if name else {}
        rows |= dict.fromkeys(FORM_TOTALS, ALIAS) if name_key(name) in ("合计", "总计") else {}
        columns = of(name, self._known("header")) if name and not wanted.measure else {}
        if name:
            said = of(name, self._known("told"))
        else:
            said = {} if code else {key: 0 for key in self._known("told") if is_whole(key)} | dict.fromkeys(TOTALS, 0)
        return _Names(wanted, code, name, rows, columns, said, sure)

    def _known(self, kind: str) -> tuple[str, ...]:
        if kind not in self._words:
            self._words[kind] = self._figures.words(kind)
        return self._words[kind]

    # -------------------------------------------------------------------------------------------- choosing

    def _settled(self, sources: Sequence[Source], met: _Met, wanted: Figure) -> Found:
        files = {file.id: file for source in sources for file in source.files}
        ties = {source.ids: _that_matter(met.ties.get(source.ids, [])) for source in sources}
        entries: dict[tuple[str, int], Entry] = {}
        for sort in _SORTS:
            keys = [key for each in ties.values() for key, judged in each if judged.sort == sort]
            entries |= {(sort, key): entry for key, entry in self._entries(sort, keys, files).items()}
        found: Found = {}
        for source in sources:
            own = ties[source.ids]
            if not own and _has_nothing_near(wanted):
                found[source.ids] = Absent(wanted.item or wanted.measure, source.files)
            elif len(own) == 1 and (own[0][1].sort, own[0][0]) in entries:
                found[source.ids] = outcome_of(entries[own[0][1].sort, own[0][0]])
            elif own and all((judged.sort, key) in entries for key, judged in own):
                made = [
                    (judged.rank, replace(judged.candidate, entry=entries[judged.sort, key])) for key, judged in own
                ]
                made.sort(key=lambda each: (each[0], each[1].entry.position))
                found[source.ids] = of_ties([each for _, each in made], wanted)
        return found


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that an item means in all documents, each with its tier, and what the rules say of an entry."""

    wanted: Figure
    code: str
    name: str
    rows: dict[str, int]
    columns: dict[str, int]
    said: dict[str, int]
    sure: bool

    def may_be_office(self, source: Source) -> bool:
        """Whether the item may be the row that is named after the institution of its document."""
        home = name_key(source.info.institution)
        if not self.name or not in_order(core(name_key(self.name)), home):
            return False
        tier = tiers(self.name, (home,)).get(home)
        return tier is not None and (tier < HOLDS or not self.sure or bool(self.columns))

    def hashes(self, sort: str) -> Hashes | None:
        """What may be meant, among cells or among sentences; None where nothing can be."""
        codes = frozenset({self.code} if self.code else set())
        if sort == "statements":
            fits = self.wanted.source != "cell" and (self.said or codes)
            return Hashes(_hashes(self.said), codes=codes) if fits else None
        if self.wanted.source == "text" or (self.wanted.item and not (self.rows or self.columns or codes)):
            return None
        wholes = _hashes(TOTALS | FORM_TOTALS) | {HOME_HASH}
        items = _hashes(self.rows) if self.wanted.item else wholes
        return Hashes(items, _hashes(self.columns), wholes, codes)

    def judged(self, sort: str, shape: int, entry: Entry) -> _Judged | None:
        home = name_key(entry.document.institution)
        made = self._cell(entry, home) if entry.cell else self._sentence(entry, home)
        if made is None:
            return None
        if fits(made, self.wanted):
            return _Judged(sort, shape, made, preference(made, self.wanted, home))
        known = self.wanted.model_copy(update={"stage": Stage.UNKNOWN})
        return _Judged(sort, shape, made, None) if self.wanted.stage and fits(made, known) else None

    def _cell(self, entry: Entry, home: str) -> Candidate | None:
        wholes = TOTALS | FORM_TOTALS | {home}
        return Asked(self.code, self.name, self.rows, self.columns, wholes).candidate(entry, self.wanted.measure)

    def _sentence(self, entry: Entry, home: str) -> Candidate | None:
        said = entry.statement
        if self.code and said.item.code and said.item.code != self.code:
            return None
        keys = {key: told_key(key, home) for key in (name_key(said.item.name), name_key(said.subject))}
        own = {key: self.said[told] for key, told in keys.items() if told in self.said}
        return Candidate(entry, said_tier(entry, self.code, own), axis=2)


def _plain(wanted: Figure) -> bool:
    """Whether a figure is known by nothing that is in no shape: the title of a table, the words of a sentence."""
    return not (wanted.table or wanted.under or wanted.section or wanted.institution or wanted.subject)


def _has_nothing_near(wanted: Figure) -> bool:
    """Whether no other figure is told where there is none, and none is reckoned."""
    code, _ = coded(wanted.item)
    return not (wanted.measure or wanted.stage or wanted.year or len(code) in (3, 5))


def _meant(judged: _Judged) -> tuple[int, ...]:
    return (judged.rank or ())[:KEPT]


def _growing(groups: Sequence[list[_Judged]]) -> Iterator[list[_Judged]]:
    """The groups one by one, then more and more of them together: most documents have a figure of the first."""
    at, size = 0, 1
    while at < len(groups):
        yield [each for group in groups[at : at + size] for each in group]
        at, size = at + size, size * 2


def _that_matter(ties: list[tuple[int, _Judged]]) -> list[tuple[int, _Judged]]:
    """Of figures that are meant alike the first, unless two may stand in one column of one table: they may be parts of
    a whole, or differ."""
    if len(ties) < 2 or len({judged.place for _, judged in ties}) < len(ties):
        return ties
    ranks = sorted(judged.rank or () for _, judged in ties)
    return [each for each in ties if each[1].rank == ranks[0]]


def _hashes(keys: Iterable[str]) -> frozenset[int]:
    return frozenset(map(name_hash, keys))
