"""Files parsed in parallel, over processes: one that dies takes its file with it, not the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ingest.build_files import FoundFile
from ingest.catalog_values import ParsedDocument
from ingest.errors import BudgetQAError, UnreadableFile
from ingest.parse import parse_file

Parsed = ParsedDocument | BudgetQAError


def parse_all(files: Sequence[FoundFile], reader: str, workers: int | None) -> Iterator[tuple[FoundFile, Parsed]]:
    """Each file with what it became or why it could not be read, as they are done. A single file is read right here."""
    count = min(workers or os.cpu_count() or 1, len(files))
    if count <= 1:
        yield from ((file, _parsed(file.path, file.sha256, reader)) for file in files)
        return
    orphans: list[FoundFile] = []
    for file, parsed in _over_processes(files, reader, count):
        if parsed is None:
            orphans.append(file)
        else:
            yield file, parsed
    for file in orphans:  # one of them killed the pool; each gets a process of its own
        for _, alone in _over_processes([file], reader, 1):
            yield file, alone or UnreadableFile("the process that read it died (out of memory?); try it alone")


def _over_processes(files: Sequence[FoundFile], reader: str, count: int) -> Iterator[tuple[FoundFile, Parsed | None]]:
    """None for a file whose process pool died. On an interrupt the workers end at once."""
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of the database and of Chroma
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    try:
        largest_first = sorted(files, key=lambda file: -file.path.stat().st_size)
        running = {pool.submit(_parsed, file.path, file.sha256, reader): file for file in largest_first}
        for future in as_completed(running):
            yield running[future], _outcome(future)
    finally:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[Parsed]) -> Parsed | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _parsed(path: Path, sha256: str, reader: str) -> Parsed:
    try:
        return parse_file(path, sha256, reader)
    except BudgetQAError as error:
        return error
    except Exception as error:  # a bug in a reader: the file is named with it, the others go on
        return UnreadableFile(f"the reader broke on it ({type(error).__name__}: {error}); please report this file")


def _ignore_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; the parent ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
