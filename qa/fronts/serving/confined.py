"""Work on untrusted files, each in its own process with limits on memory and time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, TypeVar

from ingest.child_process import end_with_parent
from ingest.model.errors import BudgetQAError, UnreadableFile

T = TypeVar("T")
Report = Callable[[int, int], None]
"""``(pages done, pages in all)``."""

_NICENESS = 5  # answering questions has priority
_PRELOADED = ["__main__", "ingest.parse", "ingest.readers.pdf.crops"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """``memory``: bytes of address space. ``seconds``: wall clock time, and also processor time."""

    memory: int
    seconds: float


def run_confined(task: Callable[..., T], *arguments: Any, bounds: Bounds, report: Report | None = None) -> T:
    """``task(*arguments, report)`` in its own process; the task, its arguments and its result must be picklable.

    Raises what the task raises of BudgetQAError and ValueError; UnreadableFile if the process runs out of time or
    memory, or dies."""
    here, there = _context().Pipe(duplex=False)
    process = _context().Process(target=_work, args=(there, bounds, task, arguments), daemon=True)
    process.start()
    there.close()
    try:
        return _outcome(here, process, bounds.seconds, report)  # type: ignore[no-any-return]
    finally:
        _end(process)
        here.close()


def prepare_confined() -> None:
    """Start the fork server, so that the first process need not wait for it."""
    run_confined(_nothing, bounds=Bounds(1 << 31, 60))


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")  # a plain fork would copy the threads of database and server
    context.set_forkserver_preload(_PRELOADED)
    return context


def _outcome(here: Connection, process: ForkServerProcess, seconds: float, report: Report | None) -> Any:
    deadline = time.monotonic() + seconds
    while True:
        if not here.poll(max(0.0, deadline - time.monotonic())):
            raise UnreadableFile(f"处理超过 {seconds:g} 秒，已停止：文件可能损坏或过于复杂 (stopped: it took too long)")
        try:
            kind, value = here.recv()
        except EOFError as error:
            raise UnreadableFile("读取文件的进程意外退出：文件可能损坏 (the process that read it died)") from error
        if kind == "done":
            return value
        if kind == "failed":
            raise value
        if report:
            report(*value)


def _end(process: ForkServerProcess) -> None:
    process.join(0.2)
    if process.is_alive():
        process.kill()
        process.join(5)
    with contextlib.suppress(ValueError):
        process.close()


def _work(there: Connection, bounds: Bounds, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Runs in the child process."""
    try:
        _confine(bounds)
        there.send(("done", task(*arguments, lambda done, total: there.send(("progress", (done, total))))))
    except (BudgetQAError, ValueError) as error:
        there.send(("failed", error))
    except MemoryError:
        there.send(("failed", UnreadableFile("处理文件所需内存超过上限，已停止 (stopped: it took too much memory)")))
    except Exception as error:  # a bug in a reader: it is reported with the file, and the server continues
        there.send(("failed", UnreadableFile(f"the reader broke on it ({type(error).__name__}); please report it")))


def _confine(bounds: Bounds) -> None:
    end_with_parent()
    os.nice(_NICENESS)
    seconds = int(bounds.seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nothing(_: Report) -> None:
    return None
