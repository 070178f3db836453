"""``budgetqa show``: a summary of a document, or a place in it as printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from ingest.model.document import Box, SourceRef
from ingest.model.errors import BadQuestion, UnreadableFile
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo
from qa.fronts.cli.documents import place_of
from qa.settings import Settings
from qa.stores import open_stores

_AROUND = 3
"""Lines of a text file shown before and after the one asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place a user names: an id in the document, or a page or line, with an optional box; empty means the
    document."""

    id: str
    page: int | None
    line: int | None
    box: str


def show_place(name: str, place: Place, out: Path | None, settings: Settings) -> None:
    """Print the document or the lines, or write the picture of a page to ``out`` (default: the current folder).

    Raises BadQuestion for a place that does not exist, and UnreadableFile if the file is gone or has changed."""
    console = Console(highlight=False)
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        if place == Place("", None, None, ""):
            _print_document(document, stores.catalog, console)
            return
        source = _resolve(place, document, stores.catalog, console)
    path = _file_of(document)
    if source.page and document.format == "pdf":
        _write_page(path, source, out or Path(f"{Path(document.file).stem}-p{source.page}.png"), console)
    else:
        _print_lines(path, source, console)


def _print_document(document: DocumentInfo, catalog: Catalog, console: Console) -> None:
    console.print(f"[bold]{escape(document.title)}[/] [{document.id}]\n{escape(document.path)}")
    for warning in document.warnings:
        console.print(f"! {escape(warning)}", style="yellow")
    for finding in catalog.findings(document.id):
        if finding.verdict == "fail":
            console.print(f"! {escape(f'{finding.rule}: {finding.message}')}", style="yellow", soft_wrap=True)
    for section in catalog.sections(document.id):
        indent = "  " * len(section.path)
        console.print(f"{indent}{escape(section.heading)} [dim]{place_of(section.source)}[/]", soft_wrap=True)
    for table in catalog.tables(document.id):
        title = escape(f"{table.id} {table.number} {table.title} {table.subject}".strip())
        console.print(f"  {title} [dim]{place_of(table.source)}[/]", soft_wrap=True)


def _resolve(place: Place, document: DocumentInfo, catalog: Catalog, console: Console) -> SourceRef:
    if not place.id:
        return SourceRef(page=place.page, box=_box(place.box), line=place.line)
    for label, source in _addresses(document.id, catalog):
        if label.split()[0] == place.id:
            console.print(escape(f"{label} ({place_of(source)})"), soft_wrap=True)
            return source
    raise BadQuestion(f"{document.file} has no table, fact or statement {place.id}; `budgetqa tables` lists the tables")


def _addresses(document_id: str, catalog: Catalog) -> Iterator[tuple[str, SourceRef]]:
    """Everything that has an id, as ``id words`` with its place."""
    for fact in catalog.facts(document_id):
        named = f"{fact.item.code} {fact.item.name} · {'/'.join(fact.column_path)} · {fact.text}{fact.unit}"
        yield f"{fact.id} {named}", fact.source
    for statement in catalog.statements(document_id):
        yield f"{statement.id} {statement.sentence}", statement.source
    for table in catalog.tables(document_id):
        yield f"{table.id} {table.title}", table.source


def _box(text: str) -> Box | None:
    if not text:
        return None
    try:
        x0, top, x1, bottom = (float(number) for number in text.split(","))
    except ValueError as error:
        raise BadQuestion("--box takes four numbers, x0,top,x1,bottom in points") from error
    return (x0, top, x1, bottom)


def _file_of(document: DocumentInfo) -> Path:
    """The file, if it is still the one that was read. Raises UnreadableFile otherwise."""
    path = Path(document.path)
    if not path.is_file():
        raise UnreadableFile(f"{path} is gone; ingest the file again where it is now")
    if hashlib.sha256(path.read_bytes()).hexdigest() != document.sha256:
        raise UnreadableFile(f"{path} has changed since it was read; ingest it again")
    return path


def _write_page(path: Path, source: SourceRef, out: Path, console: Console) -> None:
    from ingest.readers.pdf.crops import render_crop

    try:
        render_crop(path, source.page or 1, source.box or (0, 0, 0, 0), out=out)
    except ValueError as error:
        raise BadQuestion(str(error)) from error
    console.print(f"page {source.page} written to {escape(str(out))}", soft_wrap=True)


def _print_lines(path: Path, source: SourceRef, console: Console) -> None:
    from ingest.readers.printed_lines import printed_lines

    lines = printed_lines(path)
    sheet, wanted = source.page or 0, source.line or 1
    if (sheet, wanted) not in lines:
        raise BadQuestion(f"{path.name} has {len(lines)} lines, none is {wanted}")
    for number in range(wanted - _AROUND, wanted + _AROUND + 1):
        if (text := lines.get((sheet, number))) is not None:
            console.print(f"{number:6}  {escape(text)}", style="bold" if number == wanted else "dim", soft_wrap=True)
