"""Values in the catalog's storage format are restored exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.model.document import Mark, SourceRef, Table
from ingest.model.figures import Fact, Statement
from ingest.store.catalog.codec import CodecError, decode, encode
from tests.fixtures.made_report import parsed_report


@dataclass(frozen=True)
class Measured:
    value: Decimal | None
    size: float
    source: SourceRef


def test_every_fact_statement_and_table_of_a_report_comes_back_equal(tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    assert parsed.facts and parsed.statements and parsed.document.tables
    assert decode(Fact, encode(Fact, parsed.facts)) == parsed.facts
    assert decode(Statement, encode(Statement, parsed.statements)) == parsed.statements
    assert decode(Table, encode(Table, parsed.document.tables)) == parsed.document.tables


def test_a_decimal_keeps_its_printed_digits() -> None:
    values = tuple(Measured(Decimal(text), 1.0, SourceRef()) for text in ("5372.50", "5372.5", "0", "0.00", "-1E+3"))
    assert [str(each.value) for each in decode(Measured, encode(Measured, values))] == [
        str(each.value) for each in values
    ]


def test_missing_values_and_places_that_run_on_come_back() -> None:
    place = SourceRef(page=3, box=(1.0, 2.5, 3.0, 4.0)).with_rest(SourceRef(page=4, box=(0.0, 0.0, 1.0, 1.0)))
    values = (Measured(None, 2.0, place), Measured(Decimal(1), 2.0, SourceRef(line=7, column=1)))
    assert decode(Measured, encode(Measured, values)) == values


def test_an_enum_comes_back_as_itself(tmp_path: Path) -> None:
    fact = replace(parsed_report(tmp_path).facts[0], mark=Mark.SHIFTED)
    assert decode(Fact, encode(Fact, (fact,)))[0].mark is Mark.SHIFTED


def test_nothing_comes_back_as_nothing() -> None:
    assert decode(Fact, encode(Fact, ())) == ()


def test_bytes_of_another_type_or_damaged_bytes_are_refused(tmp_path: Path) -> None:
    payload = encode(Fact, parsed_report(tmp_path).facts)
    with pytest.raises(CodecError):
        decode(Statement, payload)
    with pytest.raises(CodecError):
        decode(Fact, payload[:-9])
