"""Missing tables: every table in 目录 exists, every table is listed there, and no number is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.judging import FAIL, INFO, NOT_CHECKABLE, PASS, WARNING
from ingest.checks.basis.passage import told_of
from ingest.checks.basis.plain import normalize
from ingest.model.document import ContentsEntry, Finding, Table
from ingest.model.unread_pages import numbered, unread_pages
from ingest.model.vocabulary import load, table_kind

_WORDS = load("checks.toml")["contents"]
_GENERAL = re.compile(_WORDS["general"])
_NOISE = re.compile(_WORDS["noise"])
_PLAIN = re.compile(_WORDS["plain"])
_JOINED = re.compile("[和及与、]")
_NUMBER = re.compile(r"(公开|附|表|财决)0?(\d{1,2})表?")
_ALIKE = 0.85
_FEW = 3
"""A shorter list of tables does not show which others should exist."""


def check_contents(checked: CheckedDocument) -> Iterator[Finding]:
    """``missing-table`` and ``unlisted-table``; ``not_checkable`` if an unread page may hold the table, and for what a
    missing table would be compared with."""
    listing = Listing(checked)
    yield from _gaps(checked, listing)
    if len(listing.entries) >= _FEW and 2 * len(listing.claims) < len(listing.entries):
        yield _most_missing(checked, listing)
        return
    for entry in listing.missing:
        yield _missing(checked, listing, entry)
        yield _uncompared(entry)
    for table in listing.unlisted:
        yield _unlisted(checked, table)
    if listing.claims:
        yield _held(listing)


@dataclass(frozen=True)
class Listing:
    """The tables that 目录 names, and the document's tables that match them."""

    checked: CheckedDocument

    @cached_property
    def entries(self) -> tuple[ContentsEntry, ...]:
        """The entries that name one table each."""
        return tuple(entry for entry in self.checked.document.contents if _names_a_table(entry.title))

    @cached_property
    def claims(self) -> Mapping[int, Table]:
        """Position of an entry -> the table that it names; the surest matches are made first."""
        found: dict[int, Table] = {}
        for fits in (self._same, self._of_kind, self._alike, self._joined):
            for place, entry in enumerate(self.entries):
                taken = set() if fits == self._joined else {_title(table) for table in found.values()}
                free = (table for table in self.checked.tables if _title(table) not in taken)
                table = next((each for each in free if fits(entry, each)), None) if place not in found else None
                if table is not None:
                    found[place] = table
        return found

    @property
    def missing(self) -> tuple[ContentsEntry, ...]:
        """Entries without a table; none if there are tables whose names could not be read."""
        left = [entry for place, entry in enumerate(self.entries) if place not in self.claims]
        return tuple(entry for entry in left if not (self._nameless and self._headed(entry)))

    @property
    def unlisted(self) -> tuple[Table, ...]:
        """Tables that continue the numbering of listed ones, or stand among them with their own number."""
        if len(self.claims) < _FEW:
            return ()
        listed = {_title(table) for table in self.claims.values()}
        series = {_series(table) for table in self.claims.values()} - {""}
        found = {
            _title(table): table
            for table in reversed(self.checked.tables)
            if _series(table) in series and _title(table) not in listed and table.title
        }
        return tuple(reversed(found.values()))

    def _same(self, entry: ContentsEntry, table: Table) -> bool:
        return _key(entry.title) == _title(table)

    def _of_kind(self, entry: ContentsEntry, table: Table) -> bool:
        kind = table_kind(entry.title)
        return kind == table.kind and kind != "other"

    def _alike(self, entry: ContentsEntry, table: Table) -> bool:
        one, other = _key(entry.title), _title(table)
        return bool(other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE

    def _joined(self, entry: ContentsEntry, table: Table) -> bool:
        """One table under the titles of two: “三公”经费和机关运行经费表."""
        core = _PLAIN.sub("", _key(entry.title))
        return len(core) > 1 and bool(_JOINED.search(table.title)) and core in _title(table)

    @cached_property
    def _nameless(self) -> bool:
        claimed = {table.id for table in self.claims.values()}
        return any(
            not table.title and table.kind == "other" and table.id not in claimed for table in self.checked.tables
        )

    def _headed(self, entry: ContentsEntry) -> bool:
        return any(_key(section.heading) == _key(entry.title) for section in self.checked.sections)


def _names_a_table(title: str) -> bool:
    plain = normalize(title)
    return plain.endswith("表") and not _GENERAL.fullmatch(_NOISE.sub("", plain))


def _key(title: str) -> str:
    """A title without its numbering, year and brackets, as it is common to several years."""
    return _NOISE.sub("", normalize(title))


def _title(table: Table) -> str:
    return _key(table.title) or table.id


def _series(table: Table) -> str:
    """``公开`` of ``公开03表``."""
    match = _NUMBER.fullmatch(normalize(table.number))
    return match[1] if match else ""


# -------------------------------------------------------------------------------------------------------------- told


def _missing(checked: CheckedDocument, listing: Listing, entry: ContentsEntry) -> Finding:
    printed = f"{entry.number}{entry.title}"
    unread = unread_pages(checked.document.pages)
    after = _next_table(listing, entry)
    places = [("“目录”", "", printed, entry.source)]
    if after is not None:
        quote = f"{after.number} {after.title}".strip()
        places.append((checked.table_name(after.id), after.id, quote, after.source))
    if unread:
        message = f"目录列有“{printed}”，文中没有读到；第{numbered(unread)}页未能读取，这张表可能在其中，无法核对"
        return replace(told_of("missing-table", message, places, INFO), verdict=NOT_CHECKABLE)
    message = f"目录列有“{printed}”，文中没有这张表" + _between(listing, entry) + "，请补上该表或更正目录"
    return replace(told_of("missing-table", message, places, WARNING), verdict=FAIL)


def _uncompared(entry: ContentsEntry) -> Finding:
    message = f"缺“{entry.title}”，正文和其他表中与它对应的数无法核对"
    told = told_of("without-table", message, [("“目录”", "", f"{entry.number}{entry.title}", entry.source)], INFO)
    return replace(told, verdict=NOT_CHECKABLE)


def _most_missing(checked: CheckedDocument, listing: Listing) -> Finding:
    """Tables published separately, or on pages without text: one finding, not one for each."""
    entries, held = listing.entries, len(listing.claims)
    unread = unread_pages(checked.document.pages)
    why = f"；第{numbered(unread)}页未能读取，这些表可能在其中" if unread else "；这些表可能另行公布"
    message = f"目录列有{len(entries)}张表，文中只读到{held}张{why}，缺的表无法核对"
    first = (*listing.missing, *entries)[0]
    place = ("“目录”", "", f"{first.number}{first.title}", first.source)
    return replace(told_of("missing-table", message, [place], WARNING), verdict=NOT_CHECKABLE)


def _place(listing: Listing, entry: ContentsEntry) -> int:
    return listing.entries.index(entry)


def _next_table(listing: Listing, entry: ContentsEntry) -> Table | None:
    after = (place for place in sorted(listing.claims) if place > _place(listing, entry))
    return next((listing.claims[place] for place in after), None)


def _between(listing: Listing, entry: ContentsEntry) -> str:
    """（《支出决算表》之后是《…》）: where a clerk should look."""
    place = _place(listing, entry)
    before = [listing.claims[other] for other in sorted(listing.claims) if other < place]
    after = _next_table(listing, entry)
    named = [f"{table.number}《{table.title}》" for table in (*before[-1:], *([after] if after else []))]
    return "（" + "之后就是".join(named) + "）" if len(named) == 2 else ""


def _unlisted(checked: CheckedDocument, table: Table) -> Finding:
    name = checked.table_name(table.id)
    message = f"文中有{table.number}{name}，目录没有列出，请核对目录"
    return told_of("unlisted-table", message, [(name, table.id, table.title, table.source)], WARNING)


def _held(listing: Listing) -> Finding:
    first = listing.entries[min(listing.claims)]
    held = len(listing.claims)
    message = f"目录所列的{held}张表文中都有" if not listing.missing else f"目录所列的表中有{held}张文中都有"
    told = told_of("missing-table", message, [("“目录”", "", f"{first.number}{first.title}", first.source)], INFO)
    return replace(told, verdict=PASS, checks=held)


# --------------------------------------------------------------------------------------------------- left out numbers


def _gaps(checked: CheckedDocument, listing: Listing) -> Iterator[Finding]:
    """公开04表 and 公开06表 without 公开05表, if 目录 does not tell. An unread page may hold it; then nothing is
    reported."""
    if unread_pages(checked.document.pages):
        return
    told = {after.id for entry in listing.missing if (after := _next_table(listing, entry))}
    for series, tables in _numbered(checked).items():
        for number in range(min(tables), max(tables)):
            if number not in tables and len(tables) > 2:
                after = tables[min(other for other in tables if other > number)]
                message = f"有{series}{number - 1:02d}表和{after.number}，缺{series}{number:02d}表，请核对目录与附表"
                place = (checked.table_name(after.id), after.id, after.number, after.source)
                if after.id not in told:
                    yield told_of("missing-table", message, [place], WARNING)


def _numbered(checked: CheckedDocument) -> Mapping[str, Mapping[int, Table]]:
    """Tables by series and number: ``公开`` -> 4 -> the table."""
    found: dict[str, dict[int, Table]] = {}
    for table in checked.tables:
        match = _NUMBER.fullmatch(normalize(table.number))
        if match:
            found.setdefault(match[1], {}).setdefault(int(match[2]), table)
    return found
