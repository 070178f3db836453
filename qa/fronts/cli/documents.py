"""``budgetqa docs``, ``tables`` and ``remove``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Listing

from ingest.model.document import SourceRef
from ingest.model.printed_tables import PrintedTable, printed_tables
from ingest.model.unread_pages import told_unread
from ingest.store.catalog.values import DocumentInfo
from ingest.store.store import open_store
from qa.settings import Settings
from qa.stores import open_stores

_WIDE = 110
"""Characters that a table of documents needs to be read with ease."""


def show_documents(settings: Settings, *, as_json: bool) -> None:
    """All documents; an empty store says so."""
    with closing(open_stores(settings)) as stores:
        documents = stores.catalog.documents()
    if as_json:
        print_json([asdict(document) for document in documents])
    elif documents:
        console = Console(highlight=False)
        if console.width >= _WIDE:
            console.print(_listing(documents))
        else:
            for document in documents:
                _print_narrow(document, console)
        _tell_unread(documents)
    else:
        print("the store holds no document: run `budgetqa ingest PATH` first")


def _listing(documents: Sequence[DocumentInfo]) -> Listing:
    listing = Listing(
        Column("id", no_wrap=True),
        Column("institution", ratio=3, overflow="fold"),
        Column("year", no_wrap=True),
        Column("kind", no_wrap=True),
        Column("file", ratio=2, overflow="fold"),
        Column("pages/tables/facts", no_wrap=True),
        Column("!", no_wrap=True),
    )
    for document in documents:
        listing.add_row(*_cells(document))
    return listing


def _print_narrow(document: DocumentInfo, console: Console) -> None:
    """Where a table would leave its columns no room: what it is on a line, then the file and what was read of it."""
    year = f"{document.year}年" if document.year else ""
    named = " ".join(part for part in (document.institution or document.title, year, document.kind) if part)
    counts = document.counts
    read = ((document.pages, "pages"), (counts.tables, "tables"), (counts.facts, "facts"))
    told = [f"{count} {name}" for count, name in read if count or name != "pages"]
    told += [f"! {len(document.warnings)}"] if document.warnings else []
    console.print(f"[bold]{document.id}[/]  {escape(named)}", soft_wrap=True)
    last = f"  {document.file}: {', '.join(told)}"
    apart = "\n  " if cell_len(last) > console.width else " "
    console.print(escape(f"  {document.file}:{apart}{', '.join(told)}"), soft_wrap=True)


def _tell_unread(documents: Sequence[DocumentInfo]) -> None:
    """Which pages could not be read, a line a document."""
    for document in documents:
        for sentence in told_unread(document.page_kinds):
            Console().print(f"[yellow]! {escape(document.file)}: {sentence}[/]", soft_wrap=True)


def _cells(document: DocumentInfo) -> tuple[str, ...]:
    counts = f"{document.pages or '-'}/{document.counts.tables}/{document.counts.facts}"
    names = (document.institution, str(document.year or ""), document.kind, document.file)
    warnings = str(len(document.warnings) or "")
    return (document.id, *(escape(each) for each in names), counts, warnings)


def show_tables(name: str, settings: Settings, *, as_json: bool) -> None:
    """The logical tables of one document."""
    with closing(open_stores(settings)) as stores:
        tables = stores.catalog.tables(stores.catalog.find(name).id)
    if as_json:
        print_json([_described(table) for table in printed_tables(tables)])
        return
    whole = [Column(name, no_wrap=True) for name in ("id", "number", "title", "unit", "size", "place")]
    whole[2] = Column("title", overflow="fold")
    listing = Listing(*whole)
    for table in printed_tables(tables):
        first = table.first
        title = f"{first.title} {table.subject}".strip()
        figures = (table.unit, f"{table.records}×{max(len(part.columns) for part in table.parts)}", _pages_of(table))
        listing.add_row(first.id, escape(first.number), escape(title), *figures)
    Console().print(listing)


def _pages_of(table: PrintedTable) -> str:
    """``p. 3``, ``pp. 3-5`` where it runs on, or ``line 120``."""
    source = table.first.source
    first, last = table.pages
    return f"pp. {first}-{last}" if source.page and last > first else place_of(source)


def _described(table: PrintedTable) -> dict[str, Any]:
    names = ("id", "number", "title", "kind", "institution", "year", "section", "notes")
    return {name: getattr(table.first, name) for name in names} | {
        "subject": table.subject,
        "unit": table.unit,
        "columns": [list(column.path) for part in table.parts for column in part.columns],
        "rows": table.records,
        "page": table.first.source.page,
        "line": table.first.source.line,
        "pages": list(table.pages),
        "parts": [part.id for part in table.parts],
    }


def remove_document(name: str, settings: Settings) -> None:
    """Take one document out and say which."""
    with closing(open_store(settings.store)) as store:
        document = store.catalog.find(name)
        with store.writing():
            store.remove(document.id)
    print(f"removed {document.title or document.file} [{document.id}]")


def place_of(source: SourceRef) -> str:
    """``p. 3`` or ``line 120``."""
    return f"p. {source.page}" if source.page else f"line {source.line}" if source.line else ""


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
