"""A record's label cells -> groups of codes with their names. The codes of a row above carry down to one that prints
only its 款 or 项."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.facts.label_tokens import tokens
from ingest.facts.row_names import is_top_row
from ingest.facts.unit_names import heads_unit_names
from ingest.model.document import Cell, Record
from ingest.model.vocabulary import load

_ATTRIBUTE = re.compile(load("columns.toml")["label_attribute"])


@dataclass(slots=True)
class Group:
    """Codes and the names behind them, up to the next code. ``codes``: column and digits."""

    codes: list[tuple[int, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unit_code: str = ""
    unit_named: bool = False
    """Its name stands under 单位名称."""
    numbers: dict[str, str] = field(default_factory=dict)
    """A name's number in a project system or the catalogue of purchases, from its cell or a column beside it."""


class LabelGroups:
    """Groups the labels of one table's records, read in order. ``hints``: the header over each column."""

    def __init__(self, hints: Mapping[int, str]) -> None:
        self._hints = hints
        self._last_codes: dict[int, dict[int, str]] = {}

    def of(self, record: Record) -> list[Group]:
        """The groups of a record that hold anything."""
        groups = [Group()]
        numbers, named = list[tuple[int, str]](), list[tuple[int, Group, str]]()
        for cell in self._naming(record):
            hint = self._hints.get(cell.column, "")
            for kind, text in tokens(cell, hint, self._codes_in(record.half)):
                if kind == "part" and not (groups[-1].codes and not groups[-1].names):
                    continue  # a serial number
                if kind == "number":
                    numbers.append((cell.column, text))
                    continue
                if kind != "name" and groups[-1].names:
                    groups.append(Group())
                if kind == "unit":
                    groups[-1].unit_code = text
                elif kind in ("code", "part"):
                    groups[-1].codes.append((cell.column, text))
                elif text:
                    groups[-1].unit_named |= not groups[-1].names and _names_unit(text, hint)
                    groups[-1].names.append(text)
                    named += [] if heads_unit_names(hint) else [(cell.column, groups[-1], text)]
        for column, number in numbers if named else ():
            _, group, name = min(named, key=lambda each: abs(each[0] - column))
            group.numbers[name] = number
        self._carry(groups, record.half)
        return [group for group in groups if group.codes or group.names or group.unit_code]

    def _naming(self, record: Record) -> Sequence[Cell]:
        """The labels without those that tell when or where (时间, 地点), unless there is nothing else."""
        named = [cell for cell in record.labels if not _ATTRIBUTE.search(self._hints.get(cell.column, ""))]
        return named or record.labels

    def _codes_in(self, half: int) -> frozenset[int]:
        """The columns in which the row above prints the parts of its code."""
        return frozenset(self._last_codes.get(half, {}))

    def _carry(self, groups: list[Group], half: int) -> None:
        """Puts a row that prints only its 款 or 项 under the 类 (and 款) of the row above."""
        group = groups[0]
        last = self._last_codes.get(half, {})
        if group.codes and len(group.codes[0][1]) < 3 and last:
            first = group.codes[0][0]
            above = [(column, code) for column, code in sorted(last.items()) if column < first]
            group.codes[:0] = above
        if group.codes:
            self._last_codes[half] = dict(group.codes)


def _names_unit(text: str, hint: str) -> bool:
    """Whether a cell stands under 单位名称 and is no total."""
    return heads_unit_names(hint) and not is_top_row(text)
