"""Files into a store: read, tables, identity, sections, facts, statements, chunks, store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ingest.identity.correction import correction_of
from ingest.model.errors import BudgetQAError
from ingest.parse import put_right
from ingest.readers.files import FoundFile, Outcome, find_files, reader_version
from ingest.report import FileReport, IngestReport
from ingest.settings import StoreSettings
from ingest.store.catalog.assembled import assembled
from ingest.store.catalog.values import DocumentInfo, ParsedDocument
from ingest.store.store import Store, open_store
from ingest.workers import OnPage, Reading, parse_all

OnProgress = Callable[[int, int, FileReport], None]
"""``(files done, files in all, report of this file)``, called once per file."""

_OCR = "+ocr"
"""Suffix of the reader's fingerprint if scanned pages were recognised."""


def ingest_paths(
    paths: Sequence[Path],
    settings: StoreSettings,
    *,
    workers: int | None = None,
    force: bool = False,
    ocr: bool = False,
    on_progress: OnProgress | None = None,
    on_page: OnPage | None = None,
) -> IngestReport:
    """Bring the files and folders ``paths`` into the store. A file that cannot be read is reported with the reason, and
    the others continue; a file whose content is already there is skipped unless ``force``. ``ocr`` recognises scanned
    pages; its results stay until the file or the reader changes.

    Raises UnreadableFile if ``paths`` hold no file, and StoreError if the store cannot be used."""
    found = find_files(paths)
    with closing(open_store(settings, create=True)) as store, store.writing():
        reports: list[FileReport] = []
        for report in _ingest(found, store, ocr=ocr, workers=workers, force=force, on_page=on_page):
            reports.append(report)
            if on_progress:
                on_progress(len(reports), len(found), report)
    return IngestReport(tuple(reports))


def _ingest(
    found: Sequence[FoundFile], store: Store, *, ocr: bool, workers: int | None, force: bool, on_page: OnPage | None
) -> Iterator[FileReport]:
    """One report per file: first the files that need no reading, then the others as they are read."""
    known = {document.id: document for document in store.catalog.documents()}
    how = Reading(reader_version() + (_OCR if ocr else ""), ocr)
    to_read: list[FoundFile] = []
    for file in found:
        report = None if force and file.readable else _without_reading(file, known, how)
        if report is not None:
            yield report
        else:
            to_read.append(file)
    first = {file.content: file for file in reversed(to_read)}
    became: dict[FoundFile, FileReport] = {}
    once = [file for file in to_read if first[file.content] is file]
    for file, parsed in parse_all(once, how, workers, on_page, store.prepare):
        became[file] = _stored(file, parsed, store, known)
        yield became[file]
    for file in to_read:
        if file not in became:
            yield _copy(file, became[first[file.content]])


def _without_reading(file: FoundFile, known: dict[str, DocumentInfo], how: Reading) -> FileReport | None:
    if not file.readable:
        return FileReport(file.path, file.outcome, reason=file.reason)
    document = known.get(file.document_id)
    if document is None or document.reader not in (how.reader, how.reader + _OCR):
        return None
    return FileReport(file.path, Outcome.UNCHANGED, document_id=document.id)


def _stored(
    file: FoundFile, parsed: ParsedDocument | BudgetQAError, store: Store, known: dict[str, DocumentInfo]
) -> FileReport:
    if isinstance(parsed, BudgetQAError):
        return FileReport(file.path, Outcome.FAILED, reason=str(parsed))
    here = any(file.document_id == each.id or str(file.path) == each.path for each in known.values())
    store.add(_as_put_right(parsed, known.get(file.document_id)))
    return FileReport(
        file.path,
        Outcome.REPLACED if here else Outcome.NEW,
        document_id=parsed.document.id,
        pages=len(parsed.document.pages),
        counts=parsed.counts,
        warnings=parsed.warnings,
    )


def _as_put_right(parsed: ParsedDocument, before: DocumentInfo | None) -> ParsedDocument:
    """A file that is read again keeps what a person put right of it."""
    if before is None or not before.corrected:
        return parsed
    return put_right(parsed, {name: getattr(before, name) for name in before.corrected})


def correct(name: str, said: Mapping[str, str], settings: StoreSettings) -> DocumentInfo:
    """Put right what was misread of the document that ``name`` means: its figures are other ones at once, and remain so
    when the file is read again. The file itself is not needed. BadCorrection where ``said`` makes no sense."""
    values = correction_of(said)
    with closing(open_store(settings)) as store, store.writing():
        document = store.catalog.find(name)
        store.add(put_right(assembled(store.catalog, document), values))
        return store.catalog.document(document.id)


def _copy(file: FoundFile, of: FileReport) -> FileReport:
    if of.outcome is Outcome.FAILED:
        return replace(of, path=file.path)
    reason = f"the same content as {of.path.name}"
    return FileReport(file.path, Outcome.UNCHANGED, reason=reason, document_id=of.document_id)
