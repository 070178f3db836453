"""Parses files in parallel processes: one that dies loses its file, not the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from threading import Thread

from ingest.child_process import end_with_parent
from ingest.model.errors import BudgetQAError, UnreadableFile
from ingest.parse import parse_file
from ingest.readers.files import FoundFile
from ingest.store.catalog.values import ParsedDocument

Parsed = ParsedDocument | BudgetQAError


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the reader's fingerprint, and whether scanned pages are recognised."""

    reader: str
    ocr: bool = False


OnPage = Callable[[str, int, int], None]
"""``(path, pages done, pages in all)``, called in another thread if there are several workers."""


def parse_all(
    files: Sequence[FoundFile],
    how: Reading,
    workers: int | None,
    on_page: OnPage | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[tuple[FoundFile, Parsed]]:
    """Each file with its result or the reason why it could not be read, as completed. A single file is read in this
    process. ``meanwhile`` is called once while the first files are being read by others."""
    count = min(workers or os.cpu_count() or 1, len(files))
    if count <= 1:
        yield from ((file, _parsed(file.path, file.sha256, how, on_page)) for file in files)
        return
    orphans: list[FoundFile] = []
    for file, parsed in _over_processes(files, how, count, on_page, meanwhile):
        if parsed is None:
            orphans.append(file)
        else:
            yield file, parsed
    for file in orphans:  # one of them killed the pool; each gets its own process
        for _, alone in _over_processes([file], how, 1, on_page):
            yield file, alone or UnreadableFile("the process that read it died (out of memory?); try it alone")


def _over_processes(
    files: Sequence[FoundFile],
    how: Reading,
    count: int,
    on_page: OnPage | None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[tuple[FoundFile, Parsed | None]]:
    """None for a file whose process pool died. On an interrupt the workers end at once."""
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of the database and of Chroma
    pages = context.SimpleQueue()
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(pages,))
    teller = Thread(target=_tell, args=(pages, on_page), daemon=True)
    teller.start()
    try:
        largest_first = sorted(files, key=lambda file: -file.path.stat().st_size)
        with _interrupts_wait():
            running = {pool.submit(_parsed, file.path, file.sha256, how): file for file in largest_first}
        if meanwhile:
            meanwhile()
        for future in as_completed(running):
            yield running[future], _outcome(future)
    finally:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)  # would wait for what a killed worker was sending


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C is delivered after this block; processes started within it never see one, not even during start-up."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _tell(pages: SimpleQueue[tuple[str, int, int]], on_page: OnPage | None) -> None:
    """Passes on the workers' page counts. Ends with the program, because a killed worker never sends its last count."""
    while True:
        told = pages.get()
        if on_page:
            on_page(*told)


def _outcome(future: Future[Parsed]) -> Parsed | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


_pages: SimpleQueue[tuple[str, int, int]] | None = None
"""In a worker: the queue for its page counts."""


def _begin(pages: SimpleQueue[tuple[str, int, int]]) -> None:
    """Ignores Ctrl-C, which reaches every process of the terminal. The parent ends the workers; so does its death."""
    global _pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    end_with_parent()
    _pages = pages


def _parsed(path: Path, sha256: str, how: Reading, on_page: OnPage | None = None) -> Parsed:
    def progress(done: int, total: int) -> None:
        if on_page:
            on_page(str(path), done, total)
        elif _pages:
            _pages.put((str(path), done, total))

    try:
        return parse_file(path, sha256, how.reader, progress=progress, ocr=how.ocr)
    except BudgetQAError as error:
        return error
    except Exception as error:  # a bug in a reader: it is reported with the file, and the others continue
        return UnreadableFile(f"the reader broke on it ({type(error).__name__}: {error}); please report this file")
