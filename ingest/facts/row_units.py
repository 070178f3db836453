"""Whose figures a row holds: the unit that it names, or that a row above it names for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.facts.label_groups import Group
from ingest.facts.purchases import PURCHASE_KINDS
from ingest.facts.row_names import is_institution, is_top_row, read_name
from ingest.facts.unit_names import heads_unit_names
from ingest.model.document import Cell, Record
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_INSTITUTION = re.compile(load("columns.toml")["label_institution"])
_HEADED_BY_UNITS = PURCHASE_KINDS | {"project_expenditure", "expenditure", "general_budget_basic", "revenue"}
"""Kinds of table in which a row of a unit's name alone heads the rows of that unit."""
_SHORTEST_NAME = 4
_NO_NAME = re.compile(r"\d{3}|:")


class RowUnits:
    """Follows the units of one table's rows, in order. ``kind``: of the table. ``named_first``: whether a unit may
    stand before the row's own name. ``whole_names``: the names of the document's units by their codes."""

    def __init__(
        self, institution: str, kind: str, hints: Mapping[int, str], whole_names: Mapping[str, str], named_first: bool
    ) -> None:
        self._institution = institution
        self._kind = kind
        self._hints = hints
        self._whole_names = whole_names
        self._named_first = named_first
        self._units: dict[str, str] = {}
        self._printed: dict[str, str] = {}
        self._unit = ""

    def remember(self, group: Group) -> None:
        """Learns from a group of any row of the table, before the rows are read."""
        if group.unit_code and group.names and (group.unit_named or is_institution(group.names[0])):
            self._printed.setdefault(group.unit_code, read_name(group.names[0]).text)

    def is_unit_row(self, group: Group) -> bool:
        """Whether a row's figures are a unit's as a whole."""
        if not group.unit_code or not group.names:
            return bool(group.unit_code)
        name = normalize(group.names[0])
        known = self._units.get(group.unit_code)
        if known is not None:
            return name in (normalize(known), normalize(self._institution)) or normalize(known).startswith(name)
        return group.unit_named or is_institution(name)

    def of(self, record: Record, groups: Sequence[Group]) -> str:
        """The institution of a row, or empty if neither it nor one above it names any."""
        if groups and groups[0].unit_code:
            return self._coded(groups[0])
        named = [cell for cell in record.labels if _INSTITUTION.search(self._hints.get(cell.column, ""))]
        names = [name for group in groups for name in group.names]
        if self._heads_rows(record, names):
            self._unit = read_name(names[0]).text
        if named and self._is_unit(named[0]):
            return read_name(named[0].text).text
        if self._named_first and len(names) > 1 and is_institution(names[0]):
            return read_name(names[0]).text
        if names and normalize(names[0]) in ("合计", "总计"):
            self._unit = ""
        return self._unit

    def _coded(self, group: Group) -> str:
        is_unit = group.names and (group.unit_named or is_institution(group.names[0]))
        if group.unit_code not in self._units and is_unit:
            self._units[group.unit_code] = self._unit_name(group.unit_code, self._whole_name(group))
        self._unit = self._units.get(group.unit_code, self._unit)
        return self._unit

    def _is_unit(self, cell: Cell) -> bool:
        """Whether a cell names a unit: by how it ends, or because it stands under 单位名称 and is no total."""
        plain = normalize(cell.text)
        headed = heads_unit_names(hint := self._hints.get(cell.column, "")) and hint.endswith("名称")
        is_name = len(plain) >= _SHORTEST_NAME and not _NO_NAME.search(plain) and not is_top_row(plain)
        return (headed and is_name) or is_institution(cell.text)

    def _whole_name(self, group: Group) -> str:
        """The unit's name, from elsewhere in the document where the cell cuts it off."""
        name, whole = read_name(group.names[0]).text, self._whole_names.get(group.unit_code, "")
        return whole if normalize(whole).startswith(normalize(name)) else name

    def _heads_rows(self, record: Record, names: Sequence[str]) -> bool:
        """Whether a row's only name is a unit, in a column that names line items or projects, too."""
        hint = self._hints.get(record.labels[0].column, "") if record.labels else ""
        own_column = _INSTITUTION.search(hint) and not re.search("科目|项目", hint)
        alone = len(names) == 1 and is_institution(names[0])
        return alone and not own_column and self._kind in _HEADED_BY_UNITS

    def _unit_name(self, code: str, name: str) -> str:
        """The department's own office (本级), where a unit beside others has the name of the department above it. The
        only unit of a department is the department."""
        beside = any(len(other) == len(code) and other[:3] == code[:3] for other in {*self._printed} - {code})
        above = [other for other in self._printed if code.startswith(other) and code != other]
        whole = normalize(name) == normalize(self._institution) and len(code) > 3
        whole = whole or any(normalize(self._printed[other]) == normalize(name) for other in above)
        return f"{name}（本级）" if whole and beside else name
