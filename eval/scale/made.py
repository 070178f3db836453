"""Made catalogs of many documents: one really parsed document under other names, of other years, with other figures.

The sample is stored once for each year; every other document is a copy of these rows in SQL, under another name, each
figure times a factor of its office. Copies have no passages and no exact values beside their rows: an executor reads
figures from rows alone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

from ingest.model.document import Document, Section, Table
from ingest.model.figures import Fact, Statement
from ingest.store.catalog.assembled import assembled
from ingest.store.catalog.catalog import Catalog, open_catalog
from ingest.store.catalog.values import DocumentInfo, ParsedDocument

YEARS = (2021, 2022, 2023, 2024, 2025)
_PLACES = "青云石清东白龙南玉长金松梅平安永新临"
_ENDS = "河山泉江溪湖岭川州林塘桥坪湾冈浦原峰"
_UNITS = ("县", "区", "市")
_BUREAUS = ("人力资源和社会保障局", "教育局", "水务局", "民政局", "商务局", "财政局", "卫生健康局", "农业农村局")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
_SEED = 14


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a made catalog. ``factor``: its figures, those of the sample being 1."""

    place: str
    name: str
    factor: float


def offices(count: int) -> list[Office]:
    """The first ``count`` made offices, the same each time."""
    every = [
        (f"{first}{second}{unit}", bureau)
        for bureau in _BUREAUS
        for unit in _UNITS
        for first in _PLACES
        for second in _ENDS
    ]
    random = Random(_SEED)
    random.shuffle(every)
    return [Office(place, place + bureau, random.uniform(0.2, 5)) for place, bureau in every[:count]]


def fill(folder: Path, sample: ParsedDocument, count: int) -> None:
    """Make the catalog of a store in ``folder`` with ``count`` documents, a multiple of the years: the sample and its
    copies, each office with a document of each year."""
    catalog = open_catalog(folder, create=True)
    forms = [_of_year(sample, year) for year in YEARS]
    for form in forms:
        catalog.store(form)
        catalog.settle(form.document.id)
    catalog.close()
    with sqlite3.connect(folder / "catalog.sqlite") as connection:
        _copy(connection, sample, forms, offices(count // len(YEARS) - 1))
    connection.close()


def sample_of(catalog: Catalog, info: DocumentInfo) -> ParsedDocument:
    """A stored document to make others from."""
    whole = assembled(catalog, info)
    return replace(whole, document=replace(whole.document, findings=(), contents=()), chunks=())


# --------------------------------------------------------------------------------------------------------- its years


def _of_year(sample: ParsedDocument, year: int) -> ParsedDocument:
    own = sample.document.identity.year
    assert own is not None
    shift = year - own

    def later(text: str) -> str:
        return _YEAR.sub(lambda found: str(int(found[0]) + shift), text)

    def of(when: int | None) -> int | None:
        return None if when is None else when + shift

    document_id = sha256(f"{sample.document.id}{year}".encode()).hexdigest()[:12]
    document = replace(_document(sample.document, later), id=document_id, file=f"{year}.pdf")
    document = replace(document, identity=replace(document.identity, year=year))
    facts = tuple(replace(_fact(each, later), document_id=document_id, year=of(each.year)) for each in sample.facts)
    said = tuple(
        replace(_statement(each, later), document_id=document_id, year=of(each.year)) for each in sample.statements
    )
    return replace(sample, document=document, path=f"/made/{year}.pdf", facts=facts, statements=said)


def _document(document: Document, later: Callable[[str], str]) -> Document:
    def section(each: Section) -> Section:
        paragraphs = tuple(replace(one, text=later(one.text)) for one in each.paragraphs)
        return replace(each, path=tuple(map(later, each.path)), paragraphs=paragraphs)

    def table(each: Table) -> Table:
        return replace(each, title=later(each.title), records=(), cells=(), notes=())

    identity = replace(document.identity, title=later(document.identity.title))
    sections, tables = tuple(map(section, document.sections)), tuple(map(table, document.tables))
    return replace(document, identity=identity, sections=sections, tables=tables)


def _fact(fact: Fact, later: Callable[[str], str]) -> Fact:
    return replace(fact, measure=later(fact.measure), column_path=tuple(map(later, fact.column_path)))


def _statement(said: Statement, later: Callable[[str], str]) -> Statement:
    return replace(
        said,
        subject=later(said.subject),
        text=later(said.text),
        sentence=later(said.sentence),
        section=tuple(map(later, said.section)),
        compared_with=later(said.compared_with),
    )


# -------------------------------------------------------------------------------------------------------- its copies


def _copy(
    connection: sqlite3.Connection, sample: ParsedDocument, forms: list[ParsedDocument], made: list[Office]
) -> None:
    own = sample.document.identity.institution
    place = next((own[: at + 1] for at, letter in enumerate(own) if letter in _UNITS), own)
    connection.create_function("scaled", 3, _scaled, deterministic=True)
    connection.create_function("said", 4, _said, deterministic=True)
    connection.create_function("mixed", 2, lambda shape, name: shape ^ int(sha256(name.encode()).hexdigest()[:8], 16))
    connection.execute("CREATE TEMP TABLE made (id TEXT, form TEXT, name TEXT, place TEXT, factor REAL)")
    for form in (each.document.id for each in forms):
        rows = ((sha256(f"{each.name}{form}".encode()).hexdigest()[:12], form, *astuple(each)) for each in made)
        connection.executemany("INSERT INTO made (id, form, place, name, factor) VALUES (?, ?, ?, ?, ?)", rows)
    sought = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = connection.execute(sought).fetchall()  # one by one at the end: quicker than row by row
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in _COPIED:
        _copy_rows(connection, table, {"own": own, "place": place})
    for _, sql in indexes:
        connection.execute(sql)


def _copy_rows(connection: sqlite3.Connection, table: str, sample: dict[str, str]) -> None:
    key = "id" if table == "documents" else "document_id"
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(_value(table, column, key) for column in columns)
    listed = ", ".join(f'"{column}"' for column in columns)
    copies = f"SELECT {values} FROM made m JOIN {table} t ON t.{key} = m.form ORDER BY m.id"
    connection.execute(f"INSERT INTO {table} ({listed}) {copies}", sample)


_COPIED = ("documents", "tables", "names", "facts", "statements")
_NAMED = frozenset(("title", "institution", "region", "section", "key"))
_NAMED |= frozenset(("item", "item_key", "path", "row_path", "subject", "subject_key"))


def _value(table: str, column: str, key: str) -> str:
    """The SQL of a column of a copy."""
    own = f't."{column}"'
    if column == "key" and table in ("facts", "statements"):
        return "NULL"
    named = f"replace(replace({own}, :own, m.name), :place, m.place)"
    if column == key:
        return "m.id"
    if table == "documents" and column in ("file", "path"):
        return f"m.name || {own}"
    if column == "value":
        return f"scaled({own}, t.unit, m.factor)"
    if column == "shape":
        other = "t.path || t.item" + (" || t.row_path || t.subject" if table == "facts" else "")
        return f"CASE WHEN instr(replace({other}, :own, ''), :place) THEN mixed({own}, m.name) ELSE {own} END"
    if column in ("text", "sentence"):
        return f"said({named}, t.value, t.unit, m.factor)"
    return named if column in _NAMED else own


def _scaled(value: str | None, unit: str, factor: float) -> str | None:
    if value is None or unit == "%":
        return value
    number = Decimal(value)
    return str((number * Decimal(str(factor))).quantize(number))


def _said(text: str, value: str | None, unit: str, factor: float) -> str:
    """A text with its figure as :func:`_scaled` makes it."""
    new = _scaled(value, unit, factor)
    if value is None or new is None or new == value:
        return text
    return text.replace(f"{Decimal(value):,}", f"{Decimal(new):,}").replace(value, new)
