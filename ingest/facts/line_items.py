"""A record's labels -> its line item and institution. Rows are read in order; codes, groups and units carry down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.facts.column_items import TOTAL
from ingest.facts.header_texts import fund_of
from ingest.facts.label_tokens import project_name, tokens, whole_code
from ingest.facts.named_levels import NamedLevels
from ingest.facts.purchases import PURCHASE_KINDS, Purchases
from ingest.facts.row_names import Name, Outline, is_institution, is_top_row, read_name
from ingest.facts.unit_names import heads_unit_names
from ingest.model.code_tree import official_name, parent_codes
from ingest.model.document import Cell, Record, Table
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

_DATA = load("columns.toml")
_INSTITUTION = re.compile(_DATA["label_institution"])
_PROJECT = re.compile(_DATA["label_project"])
_ATTRIBUTE = re.compile(_DATA["label_attribute"])

PROJECT_KINDS = frozenset(("project_expenditure", "performance_summary", "project_targets"))
_HEADED_BY_UNITS = PURCHASE_KINDS | {"project_expenditure", "expenditure", "general_budget_basic", "revenue"}
"""Kinds of table in which a row of a unit's name alone heads the rows of that unit."""
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


@dataclass(slots=True)
class _Group:
    codes: list[tuple[int, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unit_code: str = ""
    unit_named: bool = False
    """Its name stands under 单位名称."""


class LineItems:
    """Reads the records of one table, in order. ``units``: the whole names of the document's units by their codes."""

    def __init__(self, table: Table, institution: str, units: Mapping[str, str] | None = None) -> None:
        self._table = table
        self._whole_names = units or {}
        self._institution = institution
        self._hints = {column.index: normalize("".join(column.path[-1:])) for column in table.columns}
        self._last_codes: dict[int, dict[int, str]] = {}
        self._outlines: dict[tuple[int, int], Outline] = {}
        self._place = (-1, -1, 0)
        self._units: dict[str, str] = {}
        self._printed_units: dict[str, str] = {}
        self._unit_codes: set[str] = set()
        self._unit = ""
        self._inner: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._purchases = Purchases(self._hints)
        self._levels: dict[tuple[int, int], NamedLevels] = {}

    def read(self) -> Iterator[RowReading]:
        """One reading per record, in order."""
        groups = [self._groups(record) for record in self._table.records]
        for row in groups:
            for group in row:
                self._remember(group)
        for record, row in zip(self._table.records, groups, strict=True):
            yield self._reading(record, row)

    # ------------------------------------------------------------------------------------------ labels to groups

    def _groups(self, record: Record) -> list[_Group]:
        groups = [_Group()]
        for cell in self._naming(record):
            hint = self._hints.get(cell.column, "")
            for kind, text in tokens(cell, hint, self._codes_in(record.half)):
                if kind == "part" and not (groups[-1].codes and not groups[-1].names):
                    continue  # a serial number
                if kind != "name" and groups[-1].names:
                    groups.append(_Group())
                if kind == "unit":
                    groups[-1].unit_code = text
                elif kind in ("code", "part"):
                    groups[-1].codes.append((cell.column, text))
                elif text:
                    groups[-1].unit_named |= not groups[-1].names and _names_unit(text, hint)
                    groups[-1].names.append(text)
        self._carry(groups, record.half)
        return [group for group in groups if group.codes or group.names or group.unit_code]

    def _naming(self, record: Record) -> Sequence[Cell]:
        """The labels without those that tell when or where (时间, 地点), unless there is nothing else."""
        named = [cell for cell in record.labels if not _ATTRIBUTE.search(self._hints.get(cell.column, ""))]
        return named or record.labels

    def _codes_in(self, half: int) -> frozenset[int]:
        """The columns in which the row above prints the parts of its code."""
        return frozenset(self._last_codes.get(half, {}))

    def _carry(self, groups: list[_Group], half: int) -> None:
        """Puts a row that prints only its 款 or 项 under the 类 (and 款) of the row above."""
        group = groups[0]
        last = self._last_codes.get(half, {})
        if group.codes and len(group.codes[0][1]) < 3 and last:
            first = group.codes[0][0]
            above = [(column, code) for column, code in sorted(last.items()) if column < first]
            group.codes[:0] = above
        if group.codes:
            self._last_codes[half] = dict(group.codes)

    def _remember(self, group: _Group) -> None:
        code = whole_code(group.codes)
        if level_of(code) and group.names:
            self._names.setdefault(code, _uncut(read_name(group.names[0]).text, code))
        if group.unit_code:
            self._unit_codes.add(group.unit_code)
        if group.unit_code and group.names and is_institution(group.names[0]):
            self._printed_units.setdefault(group.unit_code, read_name(group.names[0]).text)

    # ------------------------------------------------------------------------------------------- groups to items

    def _reading(self, record: Record, groups: list[_Group]) -> RowReading:
        row_path = tuple(cell.text for cell in record.labels)
        institution = self._institution_of(record, groups)
        item = self._item(record, groups)
        return RowReading(item, institution, row_path)

    def _item(self, record: Record, groups: list[_Group]) -> LineItem:
        group = next((g for g in groups if is_economic(whole_code(g.codes))), groups[0] if groups else _Group())
        code = whole_code(group.codes)
        if self._table.kind in PURCHASE_KINDS and self._purchases.buys(record):
            return self._named(record, self._purchases.names(record), "")
        if level_of(code):
            return self._classified(code, group, groups)
        names = self._names_of(record, groups)
        if self._is_unit_row(group):
            names = [name for name in names if normalize(name) not in map(normalize, group.names[:1])]
            if not names:
                return LineItem(group.unit_code, TOTAL)
        if code and len(code) < 3:
            code = ""
        return self._named(record, names, code)

    def _classified(self, code: str, group: _Group, groups: list[_Group]) -> LineItem:
        name = _uncut(read_name(group.names[0]).text, code) if group.names else official_name(code)
        others = [g for g in groups if g is not group and is_economic(code) and _crosses(whole_code(g.codes))]
        counterpart = " ".join(f"{whole_code(other.codes)} {''.join(other.names[:1])}".strip() for other in others)
        return LineItem(code, name, level_of(code), self._parents(code), counterpart)

    def _parents(self, code: str) -> tuple[str, ...]:
        names = (self._names.get(above) or official_name(above) for above in parent_codes(code))
        return tuple(name for name in names if name)

    def _names_of(self, record: Record, groups: list[_Group]) -> list[str]:
        """The row's names, the item's own last, without its institution and other attributes."""
        named = [cell for cell in record.labels if _PROJECT.search(self._hints.get(cell.column, ""))]
        if named and self._table.kind in PROJECT_KINDS and self._table.kind != "project_targets":
            return [project_name(named[0].text)]
        if self._table.kind in PURCHASE_KINDS:
            return self._purchases.names(record)
        names = [name for group in groups for name in group.names]
        if self._table.kind in PROJECT_KINDS and len(names) > 1:
            own = names[1:] if is_institution(names[0]) else names
            return own if self._table.kind == "project_targets" else own[:1]
        return names

    def _named(self, record: Record, names: list[str], code: str) -> LineItem:
        if not names:
            return LineItem(code, "")
        name, group = _out_of_group(read_name(names[-1]))
        above = tuple(read_name(text).text for text in names[:-1])
        if above or self._table.kind in PROJECT_KINDS:
            parents = self._grouped(above, name, group)
        else:
            outline = self._outlines.setdefault(self._stream(record), Outline())
            if group:
                outline.place(group)
            levels = self._levels.setdefault(self._place[1:], NamedLevels())
            parents = outline.place(name) or (() if group else levels.place(name.text))
        if not code and self._table.kind in SUMMARY_KINDS and not is_top_row(name.text) and not _is_fund(name.text):
            code = functional_code(name.text)
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

    # --------------------------------------------------------------------------------------------- institutions

    def _is_unit_row(self, group: _Group) -> bool:
        if not group.unit_code or not group.names:
            return bool(group.unit_code)
        name = normalize(group.names[0])
        known = self._units.get(group.unit_code)
        if known is not None:
            return name in (normalize(known), normalize(self._institution)) or normalize(known).startswith(name)
        return group.unit_named or is_institution(name)

    def _institution_of(self, record: Record, groups: list[_Group]) -> str:
        if groups and groups[0].unit_code:
            group = groups[0]
            is_unit = group.names and (group.unit_named or is_institution(group.names[0]))
            if group.unit_code not in self._units and is_unit:
                self._units[group.unit_code] = self._unit_name(group.unit_code, self._whole_name(group))
            self._unit = self._units.get(group.unit_code, self._unit)
            return self._unit
        named = [cell for cell in record.labels if _INSTITUTION.search(self._hints.get(cell.column, ""))]
        names = [name for group in groups for name in group.names]
        if self._heads_rows(record, names):
            self._unit = read_name(names[0]).text
        if named and is_institution(named[0].text):
            return read_name(named[0].text).text
        if self._table.kind in PROJECT_KINDS and len(names) > 1 and is_institution(names[0]):
            return read_name(names[0]).text
        if names and normalize(names[0]) in ("合计", "总计"):
            self._unit = ""
        return self._unit

    def _whole_name(self, group: _Group) -> str:
        """The unit's name, from elsewhere in the document where the cell cuts it off."""
        name, whole = read_name(group.names[0]).text, self._whole_names.get(group.unit_code, "")
        return whole if normalize(whole).startswith(normalize(name)) else name

    def _heads_rows(self, record: Record, names: list[str]) -> bool:
        """Whether a row's only name is a unit, in a column that names line items or projects, too."""
        hint = self._hints.get(record.labels[0].column, "") if record.labels else ""
        own_column = _INSTITUTION.search(hint) and not re.search("科目|项目", hint)
        alone = len(names) == 1 and is_institution(names[0])
        return alone and not own_column and self._table.kind in _HEADED_BY_UNITS

    def _unit_name(self, code: str, name: str) -> str:
        """The department's own office (本级), if a unit has the same name as the department above it."""
        same = normalize(name)
        above = [other for other in self._unit_codes if code.startswith(other) and code != other]
        beside = [other for other in self._printed_units if len(other) == len(code) and other[:3] == code[:3]]
        whole = same == normalize(self._institution) and len(code) > 3 and (above or len(beside) > 1)
        named = any(normalize(self._printed_units.get(other, "")) == same for other in above)
        return f"{name}（本级）" if whole or named else name


def _uncut(name: str, code: str) -> str:
    """The official name where a cell cuts off its last character (自然资源海洋气象等支)."""
    official = official_name(code)
    return official if official[:-1] == name else name


def _names_unit(text: str, hint: str) -> bool:
    """Whether a cell stands under 单位名称 and is no total."""
    return heads_unit_names(hint) and not is_top_row(text)


def _out_of_group(name: Name) -> tuple[Name, Name | None]:
    """``资金来源：(1)政府预算资金`` is the row 政府预算资金, and opens the group 资金来源."""
    inner = _INNER.fullmatch(name.text)
    if not inner:
        return name, None
    return Name(inner[2], _IN_GROUP, False), Name(inner[1], name.style, name.within)


def _crosses(code: str) -> bool:
    """Whether a code beside an economic one splits its amount: another item of the government, or a functional item."""
    return is_government_economic(code) or is_functional(code)


def _is_fund(name: str) -> bool:
    """Whether a row of a summary is one of the budgets (国有资本经营预算), and not the category of nearly that name."""
    return fund_of(name) is not Fund.UNKNOWN and not name.endswith("支出")
