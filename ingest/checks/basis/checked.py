"""What the checks examine: a document with its facts and statements, and their figures ready to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from ingest.checks.basis.figure import Figure, base, digits_in_use, half_digit
from ingest.model.amounts import UNIT_FACTORS
from ingest.model.document import Document, Section, SourceRef, Table
from ingest.model.figures import Fact, Statement
from ingest.model.vocabulary import main_kind

V = TypeVar("V")
Cell = tuple[str, int, SourceRef]
"""A fact's place in its table: table id, row, source."""


@dataclass(frozen=True)
class CheckedDocument:
    """A document as the rules see it."""

    document: Document
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.document.tables

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.document.sections

    @property
    def year(self) -> int | None:
        return self.document.identity.year

    @property
    def kind(self) -> str:
        """预算, 决算 or 绩效."""
        return main_kind(self.document.identity.kind)

    @cached_property
    def table(self) -> Mapping[str, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def facts_of(self) -> Mapping[str, tuple[Fact, ...]]:
        """Facts by table id, in order."""
        return _grouped((fact.table_id, fact) for fact in self.facts)

    @cached_property
    def fact_at(self) -> Mapping[Cell, Fact]:
        return {(fact.table_id, fact.row, fact.source): fact for fact in self.facts}

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by paragraph, in order."""
        return _grouped((paragraph_of(each), each) for each in self.statements)

    @cached_property
    def groups(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements of one item in one paragraph."""
        return _grouped((each.group, each) for each in self.statements)

    @cached_property
    def _table_digits(self) -> Mapping[tuple[str, str], int]:
        values: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for fact in self.facts:
            if fact.value is not None:
                values[fact.table_id, fact.unit].append(fact.value)
        return {key: digits_in_use(found) for key, found in values.items()}

    @cached_property
    def _text_digits(self) -> Mapping[str, int]:
        values: dict[str, list[Decimal]] = defaultdict(list)
        for each in self.statements:
            if each.value is not None:
                values[each.unit].append(each.value)
        return {unit: min(2, digits_in_use(found)) for unit, found in values.items()}

    def table_name(self, table_id: str) -> str:
        """The name of a table in messages."""
        table = self.table[table_id]
        title = table.title or (table.section[-1] if table.section else "") or f"表{table_id.removeprefix('T')}"
        about = f"（{table.subject}）" if table.subject else ""
        return f"《{title}》{about}"

    def figure_of(self, fact: Fact, name: str = "") -> Figure | None:
        """The figure of a fact; None if it holds none."""
        if fact.value is None:
            return None
        return Figure(
            name=name or fact_name(fact),
            value=base(fact.value, fact.unit),
            half=half_digit(fact.value, fact.unit, self._table_digits[fact.table_id, fact.unit]),
            text=fact.text,
            unit=fact.unit,
            id=fact.id,
            source=fact.source,
            place=self.table_name(fact.table_id),
            table=fact.table_id,
            quote=fact.text,
        )

    def blank(self, fact: Fact) -> Figure:
        """A blank cell in a table that prints figures for others counts as zero."""
        zero = Decimal(0)
        return Figure(
            fact_name(fact), zero, zero, "空白", "", fact.id, fact.source, self.table_name(fact.table_id), fact.table_id
        )

    def figure_in(self, statement: Statement, name: str = "") -> Figure | None:
        """The figure of a statement; None if it holds none."""
        if statement.value is None:
            return None
        unit = "万元" if statement.unit == "万" else statement.unit
        digits = self._text_digits.get(statement.unit, 0) if unit in UNIT_FACTORS else 0
        return Figure(
            name=name or statement.item.name or statement.subject,
            value=base(statement.value, unit),
            half=half_digit(statement.value, unit, max(digits, _own_digits(statement))),
            text=f"{statement.value:,f}",
            unit=unit,
            id=statement.id,
            source=statement.source,
            place=place_of(statement),
            quote=statement.sentence,
        )


def _own_digits(statement: Statement) -> int:
    """The decimals of a rate as printed: 100.00% is more precise than 100%."""
    value = statement.value
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 and statement.unit == "%" else 0


def paragraph_of(statement: Statement) -> str:
    """The paragraph of a statement (``G12`` of the group ``G12.3``)."""
    return statement.group.split(".")[0]


def place_of(statement: Statement) -> str:
    """The place of a statement in messages: its heading."""
    return f"“{statement.section[-1]}”" if statement.section else "正文"


def fact_name(fact: Fact) -> str:
    """The row and column of a fact, in words."""
    row = fact.item.name or (fact.row_path[-1] if fact.row_path else "")
    column = "/".join(part for part in fact.column_path if part and part != row)
    return f"{row}（{column}）" if column and row else row or column


def _grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    found: dict[str, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
