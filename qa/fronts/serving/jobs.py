"""Uploads, one after the other: each file is parsed in a confined process, then written to the store under its lock."""

from __future__ import annotations

import hashlib
import queue
import re
import shutil
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog

from ingest.model.errors import BudgetQAError, UnknownDocument, UnreadableFile
from ingest.parse import parse_file
from ingest.readers.files import (
    HTML_SUFFIXES,
    PDF_SUFFIXES,
    SHEET_SUFFIXES,
    TEXT_SUFFIXES,
    WORD_SUFFIXES,
    reader_version,
)
from ingest.store.catalog.values import ParsedDocument
from qa.fronts.serving.confined import Bounds, Report, run_confined
from qa.fronts.serving.service import Overloaded, Service

log = structlog.get_logger("budgetqa.jobs")

_REMEMBERED = 2000
_PATIENCE = 10.0
"""Seconds that a stop waits for an upload; an interrupted upload is not in the store."""
_ABANDONED = 86400.0
"""Seconds after which an uploaded file that belongs to no document is deleted."""
_LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]+")
_LOOKED_AT = 4096
OFFICE_SUFFIXES = SHEET_SUFFIXES | WORD_SUFFIXES
_SUFFIXES = sorted(PDF_SUFFIXES | TEXT_SUFFIXES | HTML_SUFFIXES | OFFICE_SUFFIXES)


class JobState(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    STORING = "storing"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Job:
    """An upload. ``pages_done`` of ``pages`` are read (0 of 0 for text). ``outcome`` is ``new`` or ``unchanged``."""

    id: str
    file: str
    state: JobState = JobState.QUEUED
    pages_done: int = 0
    pages: int = 0
    outcome: str = ""
    document_id: str = ""
    error: str = ""
    created: str = ""
    finished: str = ""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"state": self.state.value}


class Jobs:
    """The uploads of a server, processed by one thread. ``folder`` keeps the files, each in its own folder."""

    def __init__(
        self,
        service: Service,
        *,
        waiting: int,
        pages: int,
        bounds: Bounds,
        on_done: Callable[[Job], None] = lambda job: None,
    ) -> None:
        self._service = service
        self._pages = pages
        self._bounds = bounds
        self._on_done = on_done
        self.folder = (service.settings.store.folder / "uploads").resolve()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[tuple[Job, Path] | None] = queue.Queue(waiting)
        self._thread = threading.Thread(target=self._run, name="uploads", daemon=True)

    def start(self) -> None:
        self._sweep()
        self._thread.start()

    def stop(self) -> None:
        """Finish the upload in progress; those that wait are not begun."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join(_PATIENCE)

    def get(self, job_id: str) -> Job:
        """The upload with this id. Raises UnknownDocument if there is none."""
        job = self._jobs.get(job_id)
        if job is None:
            raise UnknownDocument("no such job; the server forgets them when it starts anew")
        return job

    def waiting(self) -> int:
        return self._queue.qsize()

    def submit(self, name: str, content: Path) -> Job:
        """Queue the file ``content`` (it is moved away) under the name that its sender gave it.

        Raises UnreadableFile for an unsupported type, Overloaded if too many uploads wait."""
        name = safe_name(name)
        check_content(name, content)
        job = Job(uuid.uuid4().hex, name, created=_now())
        path = self._keep(job, content)
        self._jobs[job.id] = job
        while len(self._jobs) > _REMEMBERED:
            self._jobs.popitem(last=False)
        try:
            self._queue.put_nowait((job, path))
        except queue.Full:
            del self._jobs[job.id]
            self.forget_file(str(path))
            raise Overloaded from None
        return job

    def forget_file(self, path: str) -> None:
        """Delete the file of a removed document if it was uploaded."""
        file = Path(path).resolve()
        if self.folder in file.parents:
            file.unlink(missing_ok=True)
            if file.parent != self.folder and not any(file.parent.iterdir()):
                file.parent.rmdir()

    def _sweep(self) -> None:
        """Deletes what a killed server left behind."""
        used = {Path(each.path).parent for each in self._service.stores.catalog.documents()}
        for home in self.folder.glob("*/"):
            if home not in used and time.time() - home.stat().st_mtime > _ABANDONED:
                shutil.rmtree(home, ignore_errors=True)

    def _keep(self, job: Job, content: Path) -> Path:
        home = self.folder / job.id
        home.mkdir(parents=True)
        return content.replace(home / job.file)

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            job, path = item
            try:
                self._bring_in(job, path)
            except BudgetQAError as error:
                log.warning("an upload failed", job=job.id, reason=str(error))
                self._fail(job, path, error.public)
            except Exception:
                log.exception("bug", job=job.id)
                self._fail(job, path, "an error of the server; its log tells more")
            job.finished = _now()
            self._on_done(job)

    def _bring_in(self, job: Job, path: Path) -> None:
        job.state = JobState.READING
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        store = self._service.stores.store
        known = next((each for each in store.catalog.documents() if each.sha256 == digest), None)
        if known is not None:
            self.forget_file(str(path))
            job.document_id, job.outcome, job.state = known.id, "unchanged", JobState.DONE
            return
        parsed = self._read(job, path, digest)
        job.state = JobState.STORING
        with store.writing():
            store.add(parsed)
        self._service.warm()
        job.document_id, job.outcome, job.state = parsed.document.id, "new", JobState.DONE

    def _read(self, job: Job, path: Path, digest: str) -> ParsedDocument:
        def report(done: int, total: int) -> None:
            job.pages_done, job.pages = done, total

        return run_confined(_parse, path, digest, reader_version(), self._pages, bounds=self._bounds, report=report)

    def _fail(self, job: Job, path: Path, reason: str) -> None:
        job.error, job.state = reason.replace(f"{path.parent}/", ""), JobState.FAILED
        self.forget_file(str(path))


def _parse(path: Path, digest: str, reader: str, most: int, report: Report) -> ParsedDocument:
    """Runs in the confined process."""

    def progress(done: int, total: int) -> None:
        if total > most:
            raise UnreadableFile(f"{path.name} has {total} pages; at most {most} are taken")
        report(done, total)

    return parse_file(path, digest, reader, progress=progress)


def safe_name(name: str) -> str:
    """The bare file name that a client sent: no folders, nothing unprintable, not hidden, not too long."""
    bare = _NOT_IN_NAMES.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    encodable = bare.encode("utf-8", "ignore").decode()
    stem, dot, suffix = encodable.rpartition(".")
    return f"{stem[:_LONGEST_NAME].strip()}{dot}{suffix[:12]}" if stem else "upload"


def check_content(name: str, content: Path) -> None:
    """Raises UnreadableFile if the name's suffix is not supported, or the bytes do not match it."""
    suffix = Path(name).suffix.lower()
    with content.open("rb") as opened:
        head = opened.read(_LOOKED_AT)
    if not head:
        raise UnreadableFile(f"{name} is empty (0 bytes); look at the file and send it again")
    if suffix in PDF_SUFFIXES:
        fitting = b"%PDF-" in head[:1024]
    elif suffix in OFFICE_SUFFIXES:
        fitting = head.startswith(b"PK")
    elif suffix in TEXT_SUFFIXES | HTML_SUFFIXES:
        fitting = b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    else:
        raise UnreadableFile(f"{suffix or 'a file without suffix'} is not read; send {', '.join(_SUFFIXES)}")
    if not fitting:
        raise UnreadableFile(f"{name} is not what its name says; send it as the file that it is")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
