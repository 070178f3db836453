"""Files into a store: read, tables, identity, sections, facts, statements, chunks, store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ingest.build_files import FoundFile, find_files, reader_version
from ingest.build_report import FileReport, IngestReport, Outcome
from ingest.build_workers import parse_all
from ingest.catalog_values import DocumentInfo, ParsedDocument
from ingest.errors import BudgetQAError
from ingest.settings import StoreSettings
from ingest.store import Store, open_store

OnProgress = Callable[[int, int, FileReport], None]
"""``(files done, files in all, what became of this one)``, called once a file."""


def ingest_paths(
    paths: Sequence[Path],
    settings: StoreSettings,
    *,
    workers: int | None = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> IngestReport:
    """Bring the files and folders ``paths`` into the store. A file that cannot be read is in the report with the reason
    and the others go on; one whose content is there already is left alone unless ``force``."""
    found = find_files(paths)
    with closing(open_store(settings, create=True)) as store, store.writing():
        reports: list[FileReport] = []
        for report in _ingest(found, store, workers=workers, force=force):
            reports.append(report)
            if on_progress:
                on_progress(len(reports), len(found), report)
    return IngestReport(tuple(reports))


def _ingest(found: Sequence[FoundFile], store: Store, *, workers: int | None, force: bool) -> Iterator[FileReport]:
    """One report a file: what needs no reading first, the rest as they are read."""
    known = {document.id: document for document in store.catalog.documents()}
    reader = reader_version()
    to_read: list[FoundFile] = []
    for file in found:
        report = None if force and file.readable else _without_reading(file, known, reader)
        if report is not None:
            yield report
        else:
            to_read.append(file)
    for file, parsed in parse_all(_once(to_read), reader, workers):
        yield _stored(file, parsed, store, known)
    for file in _again(to_read):
        yield FileReport(file.path, Outcome.UNCHANGED, reason="the same content as another file")


def _without_reading(file: FoundFile, known: dict[str, DocumentInfo], reader: str) -> FileReport | None:
    if not file.readable:
        return FileReport(file.path, file.outcome, reason=file.reason)
    document = known.get(file.document_id)
    if document is None or document.reader != reader:
        return None
    return FileReport(file.path, Outcome.UNCHANGED, document_id=document.id)


def _stored(
    file: FoundFile, parsed: ParsedDocument | BudgetQAError, store: Store, known: dict[str, DocumentInfo]
) -> FileReport:
    if isinstance(parsed, BudgetQAError):
        return FileReport(file.path, Outcome.FAILED, reason=str(parsed))
    here = any(file.document_id == each.id or str(file.path) == each.path for each in known.values())
    store.add(parsed)
    return FileReport(
        file.path,
        Outcome.REPLACED if here else Outcome.NEW,
        document_id=parsed.document.id,
        pages=len(parsed.document.pages),
        counts=parsed.counts,
        warnings=parsed.warnings,
    )


def _once(files: Iterable[FoundFile]) -> list[FoundFile]:
    return list({file.sha256: file for file in reversed(list(files))}.values())[::-1]


def _again(files: Sequence[FoundFile]) -> list[FoundFile]:
    first = {id(file) for file in _once(files)}
    return [file for file in files if id(file) not in first]
