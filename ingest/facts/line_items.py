"""A record's labels -> its line item and institution. Rows are read in order; codes, groups and units carry down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.facts.column_items import TOTAL
from ingest.facts.header_texts import fund_of
from ingest.facts.label_groups import Group, LabelGroups
from ingest.facts.label_tokens import project_name, whole_code
from ingest.facts.named_levels import NamedLevels
from ingest.facts.purchases import PURCHASE_KINDS, Purchases
from ingest.facts.row_names import Name, Outline, is_institution, is_top_row, read_name
from ingest.facts.row_units import RowUnits
from ingest.model.code_tree import official_name, parent_codes, uncut
from ingest.model.document import Record, Table
from ingest.model.figures import Fund, LineItem
from ingest.model.normalize import normalize
from ingest.model.vocabulary import (
    functional_code,
    is_economic,
    is_functional,
    is_government_economic,
    level_of,
    load,
)

_PROJECT = re.compile(load("columns.toml")["label_project"])

PROJECT_KINDS = frozenset(("project_expenditure", "performance_summary", "project_targets"))
SUMMARY_KINDS = frozenset(("revenue_expenditure_summary", "appropriation_summary"))

_INNER = re.compile(r"(.{2,8})[:：][（(]\d[)）](.+)")
_IN_GROUP = 3
"""The style of ``(1)`` among ``row_names``' numberings."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """The meaning of a record's labels. ``institution`` is empty if neither the row nor one above it names any."""

    item: LineItem
    institution: str
    row_path: tuple[str, ...]


class LineItems:
    """Reads the records of one table, in order. ``units``: the whole names of the document's units by their codes."""

    def __init__(self, table: Table, institution: str, units: Mapping[str, str] | None = None) -> None:
        self._table = table
        self._hints = {column.index: normalize("".join(column.path[-1:])) for column in table.columns}
        self._groups = LabelGroups(self._hints)
        self._units = RowUnits(institution, table.kind, self._hints, units or {}, table.kind in PROJECT_KINDS)
        self._outlines: dict[tuple[int, int], Outline] = {}
        self._place = (-1, -1, 0)
        self._inner: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._purchases = Purchases(self._hints)
        self._levels: dict[tuple[int, int], NamedLevels] = {}

    def read(self) -> Iterator[RowReading]:
        """One reading per record, in order."""
        groups = [self._groups.of(record) for record in self._table.records]
        for row in groups:
            for group in row:
                self._remember(group)
        for record, row in zip(self._table.records, groups, strict=True):
            yield self._reading(record, row)

    def _remember(self, group: Group) -> None:
        code = whole_code(group.codes)
        if level_of(code) and group.names:
            self._names.setdefault(code, _uncut(read_name(group.names[0]).text, code))
        self._units.remember(group)

    # ------------------------------------------------------------------------------------------- groups to items

    def _reading(self, record: Record, groups: list[Group]) -> RowReading:
        row_path = tuple(cell.text for cell in record.labels)
        institution = self._units.of(record, groups)
        item = self._item(record, groups, institution)
        return RowReading(item, institution, row_path)

    def _item(self, record: Record, groups: list[Group], institution: str) -> LineItem:
        group = _telling(groups)
        code = whole_code(group.codes)
        if self._table.kind in PURCHASE_KINDS and self._purchases.buys(record):
            return self._named(record, self._purchases.names(record), self._purchases.code(record))
        is_project = self._is_project(record, group, code)
        if level_of(code) and not is_project:
            return self._classified(code, group, groups)
        names = self._names_of(record, groups, institution)
        if self._units.is_unit_row(group) and not is_project:
            names = [name for name in names if normalize(name) not in map(normalize, group.names[:1])]
            if not names:
                return LineItem(group.unit_code, TOTAL)
        return self._named(record, names, self._own_code(record, names, groups, code))

    def _own_code(self, record: Record, names: list[str], groups: list[Group], code: str) -> str:
        """The code of the thing that names the row: that of the catalogue for a purchase, the number of a project, or
        ``code`` where that is of nothing else."""
        if self._table.kind in PURCHASE_KINDS:
            return self._purchases.code(record)
        number = next((group.numbers[name] for group in groups for name in names[-1:] if name in group.numbers), "")
        return number or ("" if len(code) < 3 or level_of(code) else code)

    def _is_project(self, record: Record, group: Group, code: str) -> bool:
        """Whether a row names a project beside the unit that has it, or beside the line item that pays for it."""
        if self._table.kind != "project_expenditure":
            return False
        named = [cell.text for cell in record.labels if _PROJECT.search(self._hints.get(cell.column, ""))]
        others = {normalize(name) for name in (self._names.get(code, ""), official_name(code), *group.names[:1])}
        return any(normalize(name) not in others and not is_top_row(name) for name in named)

    def _classified(self, code: str, group: Group, groups: list[Group]) -> LineItem:
        name = _uncut(read_name(group.names[0]).text, code) if group.names else official_name(code)
        others = [g for g in groups if g is not group and is_economic(code) and _crosses(whole_code(g.codes))]
        counterpart = " ".join(f"{whole_code(other.codes)} {''.join(other.names[:1])}".strip() for other in others)
        return LineItem(code, name, level_of(code), self._parents(code), counterpart)

    def _parents(self, code: str) -> tuple[str, ...]:
        names = (self._names.get(above) or official_name(above) for above in parent_codes(code))
        return tuple(name for name in names if name)

    def _names_of(self, record: Record, groups: list[Group], institution: str) -> list[str]:
        """The row's names, the item's own last, without its institution and other attributes."""
        named = [cell for cell in record.labels if _PROJECT.search(self._hints.get(cell.column, ""))]
        if named and self._table.kind in PROJECT_KINDS and self._table.kind != "project_targets":
            return [project_name(named[0].text)]
        if self._table.kind in PURCHASE_KINDS:
            return self._purchases.names(record)
        names = [name for group in groups for name in group.names]
        headed = len(names) > 1 and groups[0].unit_named and not groups[0].unit_code
        named_unit = headed and read_name(names[0]).text == institution
        if self._table.kind in PROJECT_KINDS and len(names) > 1:
            own = names[1:] if named_unit or is_institution(names[0]) else names
            return own if self._table.kind == "project_targets" else own[:1]
        return names[1:] if named_unit else names

    def _named(self, record: Record, names: list[str], code: str) -> LineItem:
        if not names:
            return LineItem(code, "")
        name, group = _out_of_group(read_name(names[-1]))
        if self._table.kind in SUMMARY_KINDS:
            name = replace(name, text=uncut(name.text))
        above = tuple(read_name(text).text for text in names[:-1])
        if above or self._table.kind in PROJECT_KINDS:
            parents = self._grouped(above, name, group)
        else:
            outline = self._outlines.setdefault(self._stream(record), Outline())
            if group:
                outline.place(group)
            levels = self._levels.setdefault(self._place[1:], NamedLevels())
            placed = () if group else levels.place(name.text)
            parents = outline.place(name) or placed
            if not code and not placed and self._table.kind in SUMMARY_KINDS:
                code = _category_code(name.text)
        return LineItem(code, name.text, level_of(code), parents)

    def _grouped(self, above: tuple[str, ...], name: Name, group: Name | None) -> tuple[str, ...]:
        """The parents in the row's own labels, with the group that an earlier row opened for rows like it."""
        if group:
            self._inner = (*above, group.text)
        elif name.style != _IN_GROUP or self._inner[:-1] != above:
            return above
        return self._inner

    def _stream(self, record: Record) -> tuple[int, int]:
        """The run of rows that a record continues: its half, and its position among the records of its printed row."""
        row = record.labels[0].row if record.labels else -1
        last_row, last_half, last_place = self._place
        place = last_place + 1 if (row, record.half) == (last_row, last_half) else 0
        self._place = (row, record.half, place)
        return record.half, place


def _telling(groups: list[Group]) -> Group:
    """The group that says what a row is of: an economic item, else any line item, else what stands first (a unit)."""
    economic = (each for each in groups if is_economic(whole_code(each.codes)))
    classified = (each for each in groups if level_of(whole_code(each.codes)))
    return next((each for each in (*economic, *classified, *groups)), Group())


def _uncut(name: str, code: str) -> str:
    """The official name where a cell cuts off its last character (自然资源海洋气象等支)."""
    official = official_name(code)
    return official if official[:-1] == name else name


def _out_of_group(name: Name) -> tuple[Name, Name | None]:
    """``资金来源：(1)政府预算资金`` is the row 政府预算资金, and opens the group 资金来源."""
    inner = _INNER.fullmatch(name.text)
    if not inner:
        return name, None
    return Name(inner[2], _IN_GROUP, False), Name(inner[1], name.style, name.within)


def _crosses(code: str) -> bool:
    """Whether a code beside an economic one splits its amount: another item of the government, or a functional item."""
    return is_government_economic(code) or is_functional(code)


def _category_code(name: str) -> str:
    """The code of the 类 that a row of a summary names, or empty. A total names none, and no more does a budget
    (国有资本经营预算), though a category has nearly that name."""
    is_fund = fund_of(name) is not Fund.UNKNOWN and not name.endswith("支出")
    return "" if is_fund or is_top_row(name) else functional_code(name)
