"""The parts of a table from left to right: label columns, value columns, the start of each half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.model.amounts import is_number
from ingest.model.table_words import normal, says
from ingest.tables.headers import Header
from ingest.tables.rows import Row

LONGEST_NAME = 12


class Role(Enum):
    LABEL = "label"
    VALUE = "value"
    NUMBERING = "numbering"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Half:
    """One group of columns that makes its own record: its label columns, then its value columns.

    ``dependent``: it names indicators of what the first half names (a project), whose labels belong to its records,
    too."""

    index: int
    labels: tuple[int, ...]
    values: tuple[int, ...]
    dependent: bool = False


def halves_of(header: Header, rows: Sequence[Row]) -> tuple[Half, ...]:
    """The halves of a table from left to right; one if it is not printed side by side."""
    roles = _roles(header, rows)
    groups: list[tuple[list[int], list[int]]] = [([], [])]
    for column, role in enumerate(roles):
        labels, values = groups[-1]
        if role is Role.LABEL and values:
            groups.append(([column], []))
        elif role is Role.LABEL:
            labels.append(column)
        elif role is Role.VALUE:
            values.append(column)
    return tuple(
        Half(index, tuple(labels), tuple(values), index > 0 and _names_indicators(header, labels))
        for index, (labels, values) in enumerate(groups)
    )


def _names_indicators(header: Header, columns: Sequence[int]) -> bool:
    return any(says(header.paths[column][-1], "sheets.indicator_levels") for column in columns if header.paths[column])


def _roles(header: Header, rows: Sequence[Row]) -> list[Role]:
    roles: list[Role] = []
    for column, path in enumerate(header.paths):
        leading = all(role in (Role.LABEL, Role.NUMBERING) for role in roles)
        own = not _is_divided(header, rows, column) if header.own[column] else _is_divided(header, rows, column - 1)
        role = _role(path, [row.text(column) for row in rows], own, leading, column)
        roles.append(Role.LABEL if not path and not leading and _names_beside(rows, column) else role)
    return roles


def _names_beside(rows: Sequence[Row], column: int) -> bool:
    """Whether the cells that begin at a column without a header are names, and figures stand right behind some of
    them (当年预算 | 120.00 | 补助区县 | 80.00)."""
    begin = [row for row in rows if row.text(column).strip() and row.places[column] is not row.places[column - 1]]
    named = all(len(normal(row.text(column))) <= LONGEST_NAME and not is_number(row.text(column)) for row in begin)
    return named and any(is_number(row.text(column + 1)) for row in begin)


def _is_divided(header: Header, rows: Sequence[Row], column: int) -> bool:
    """Whether a header stands over this column and the next, and both are filled: the first may name the second."""
    after = column + 1
    if column < 0 or after >= len(header.paths) or not header.own[column] or header.own[after]:
        return False
    if header.paths[after] != header.paths[column]:
        return False
    filled = [row for row in rows if row.text(column).strip() and row.text(after).strip()]
    return sum(row.places[column] is not row.places[after] for row in filled) * 2 > len(rows)


def _role(path: tuple[str, ...], texts: Sequence[str], own: bool, leading: bool, column: int) -> Role:
    leaf = path[-1] if path else ""
    filled = [text for text in texts if text.strip()]
    if not filled and not own:
        return Role.UNUSED
    if not filled and column == 0:
        return Role.LABEL
    if says(leaf, "columns.numbering"):
        return Role.NUMBERING
    amounts = sum(_is_amount(text) for text in filled)
    if says(leaf, "columns.labels") and amounts * 2 <= len(filled):
        return Role.LABEL
    if says(leaf, "columns.sides") and filled and not any(is_number(text) for text in filled):
        return Role.LABEL
    names = sum(1 for text in filled if not is_number(text))
    may_name = leading and (column == 0 or not own or not says(leaf, "columns.values"))
    if may_name and not amounts and names * 2 > len(filled):
        return Role.LABEL
    return Role.VALUE


def _is_amount(text: str) -> bool:
    """A figure that cannot be a code: it has decimals, a thousands separator or a sign."""
    plain = normal(text)
    return is_number(plain) and (not plain.isdigit() or plain == "0")
