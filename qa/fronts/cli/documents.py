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

from ingest.build import correct
from ingest.model.document import SourceRef
from ingest.model.errors import BadCorrection
from ingest.model.printed_tables import PrintedTable, printed_tables
from ingest.model.unread_pages import told_unread
from ingest.store.catalog.publications import publications
from ingest.store.catalog.values import DocumentInfo
from ingest.store.store import open_store
from qa.drafting.document_names import kind_of
from qa.settings import Settings
from qa.stores import open_stores

_UNKNOWN = "?"
"""For a part of the identity that a document does not say; `docs --set` puts it right."""
_WIDE = 110
"""Characters that a readable table of documents needs."""


def show_documents(settings: Settings, *, as_json: bool) -> None:
    """All documents, grouped by what they are; an empty store says so."""
    with closing(open_stores(settings)) as stores:
        documents = stores.catalog.documents()
    if as_json:
        key = {document.id: each.key for each in publications(documents) for document in each.documents}
        print_json([asdict(document) | {"publication": key[document.id]} for document in documents])
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


def correct_document(name: str, said: Sequence[str], settings: Settings, *, as_json: bool) -> None:
    """Put right what was misread of one document, and say what it is now. ``said``: ``year=2024`` and the like."""
    pairs = [each.partition("=") for each in said]
    if wrong := next((field for field, equals, _ in pairs if not equals), None):
        raise BadCorrection(f"“{wrong}” sets nothing: write it like year=2024")
    document = correct(name, {field.strip(): value.strip() for field, _, value in pairs}, settings.store)
    if as_json:
        print_json(asdict(document))
        return
    console = Console(highlight=False)
    _print_narrow(document, console)


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
    before: tuple[str, ...] = ()
    for document in documents:
        names = _names(document)
        shown = ("",) * len(names) if names == before else names
        listing.add_row(document.id, *map(escape, shown), *_cells(document))
        before = names
    return listing


def _names(document: DocumentInfo) -> tuple[str, ...]:
    """Institution, year, kind and variant; a part that the document does not say is said to be unknown."""
    return (
        document.institution or _UNKNOWN,
        str(document.year or _UNKNOWN),
        f"{document.variant}{document.kind or _UNKNOWN}",
    )


def _print_narrow(document: DocumentInfo, console: Console) -> None:
    """The list for a narrow terminal: the document on one line, then its file and what was read from it."""
    year = f"{document.year}年" if document.year else ""
    named = " ".join(part for part in (document.institution or document.title, year, kind_of(document)) if part)
    named += "".join(f" {field}={_UNKNOWN}" for field in _open_fields(document))
    named += f" (put right by hand: {', '.join(document.corrected)})" if document.corrected else ""
    counts = document.counts
    read = ((document.pages, "pages"), (counts.tables, "tables"), (counts.facts, "facts"))
    told = [f"{count} {name}" for count, name in read if count or name != "pages"]
    told += [f"! {len(document.warnings)}"] if document.warnings else []
    console.print(f"[bold]{document.id}[/]  {escape(named)}", soft_wrap=True)
    last = f"  {document.file}: {', '.join(told)}"
    apart = "\n  " if cell_len(last) > console.width else " "
    console.print(escape(f"  {document.file}:{apart}{', '.join(told)}"), soft_wrap=True)


def _open_fields(document: DocumentInfo) -> list[str]:
    return [name for name in ("institution", "year", "kind") if not getattr(document, name)]


def _tell_unread(documents: Sequence[DocumentInfo]) -> None:
    """Reports the pages that could not be read, one line per document."""
    for document in documents:
        for sentence in told_unread(document.page_kinds):
            Console().print(f"[yellow]! {escape(document.file)}: {sentence}[/]", soft_wrap=True)


def _cells(document: DocumentInfo) -> tuple[str, ...]:
    counts = f"{document.pages or '-'}/{document.counts.tables}/{document.counts.facts}"
    by_hand = f" (put right by hand: {', '.join(document.corrected)})" if document.corrected else ""
    return escape(document.file + by_hand), counts, str(len(document.warnings) or "")


def show_tables(name: str, settings: Settings, *, as_json: bool) -> None:
    """The logical tables of one document."""
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        tables = stores.catalog.tables(document.id)
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
    names = ("id", "number", "title", "kind", "institution", "variant", "year", "section", "notes")
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
    """Remove one document from the store and print which."""
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
