"""``budgetqa ingest``: shows progress, then the outcome for each file."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ingest.build import ingest_paths
from ingest.readers.files import Outcome
from ingest.report import FileReport, IngestReport
from qa.settings import Settings

_INTERRUPTED = 130
_PATIENCE = 3.0
"""Seconds that an interrupted ingest may take to stop."""
_STYLES = {Outcome.NEW: "green", Outcome.REPLACED: "green", Outcome.FAILED: "red", Outcome.SKIPPED: "yellow"}


def run(
    paths: Sequence[Path],
    settings: Settings,
    *,
    workers: int | None,
    force: bool,
    ocr: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Ingest and print. Returns the exit status: 1 if a file failed, 130 on Ctrl-C or SIGTERM."""
    console = Console(stderr=quiet or as_json, highlight=False)
    bar = nullcontext() if quiet or as_json else _bar(console)
    try:
        with _asked_to_end(), bar as progress:
            told = None if progress is None else _Bars(progress)
            report = ingest_paths(
                paths,
                settings.store,
                workers=workers,
                force=force,
                ocr=ocr,
                on_progress=told.file if told else None,
                on_page=told.page if told else None,
            )
    except KeyboardInterrupt:
        Console(stderr=True).print("budgetqa: interrupted; the documents that were finished are in the store")
        _end_soon()
        return _INTERRUPTED
    if as_json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print(report, console, quiet=quiet)
    return 1 if report.of(Outcome.FAILED) else 0


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Treats SIGTERM, which a service manager sends, as Ctrl-C: the workers stop, and one line says what is kept. An
    interrupt during a callback, where Python drops exceptions, is reported when the work is done."""
    asked: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    heard = [each for each in (signal.SIGTERM, signal.SIGINT) if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, end) for each in heard}
    try:
        yield
        if asked:
            raise KeyboardInterrupt
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end_soon() -> None:
    """A worker killed while sending its document leaves a thread that waits for the rest, even at exit."""
    last = threading.Timer(_PATIENCE, os._exit, (_INTERRUPTED,))
    last.daemon = True
    last.start()


def _bar(console: Console) -> Any:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


class _Bars:
    """One bar over the files, and one over the pages of each PDF in progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = progress.add_task("files", total=None)
        self._pages: dict[str, TaskID] = {}
        self._done: set[str] = set()

    def file(self, done: int, total: int, report: FileReport) -> None:
        self._progress.update(self._files, total=total, completed=done)
        self._done.add(str(report.path))
        if (task := self._pages.pop(str(report.path), None)) is not None:
            self._progress.remove_task(task)

    def page(self, path: str, done: int, total: int) -> None:
        if path in self._done:
            return  # reported late, by another thread
        if path not in self._pages:
            self._pages[path] = self._progress.add_task(escape(Path(path).name), total=total)
        self._progress.update(self._pages[path], completed=done)


def _print(report: IngestReport, console: Console, *, quiet: bool) -> None:
    for file in report.files:
        if not quiet or file.outcome is Outcome.FAILED:
            _print_file(file, console)
    if not quiet:
        summary = report.to_dict()
        outcomes = ", ".join(f"{count} {name}" for name, count in summary["files"].items() if count and name != "total")
        held = ", ".join(f"{summary[name]} {name}" for name in ("pages", "tables", "facts", "statements", "chunks"))
        console.print(f"{outcomes}; read {held}")


def _print_file(file: FileReport, console: Console) -> None:
    style = _STYLES.get(file.outcome, "dim")
    counts = file.counts
    what = _reason(file) or f"{counts.tables} tables, {counts.facts} facts, {counts.statements} statements"
    if file.outcome is Outcome.UNCHANGED and not file.reason:
        what = file.document_id
    console.print(f"[{style}]{file.outcome.value:9}[/] {escape(file.path.name)}: {escape(what)}", soft_wrap=True)
    for warning in file.warnings:
        console.print(f"          [yellow]{escape(warning)}[/]", soft_wrap=True)


def _reason(file: FileReport) -> str:
    """The reason without the file's name, which the line already shows."""
    return file.reason.removeprefix(file.path.name).lstrip(" :：")
