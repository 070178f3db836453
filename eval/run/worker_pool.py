"""A question set asked by several processes: a process that dies loses only the question that killed it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Opener = Callable[[], Callable[[Question], Answer]]
"""Called once in each process; must be picklable."""


def ask_in_processes(
    questions: Sequence[Question], opener: Opener[Question, Answer], workers: int
) -> Iterator[tuple[Question, Answer | None]]:
    """Each question with its answer, as completed; None if it ended its process (killed, out of memory).

    When a process dies its pool is lost. The questions that it may have held are then asked one by one, and the rest by
    a new pool. An interrupt lets each process finish its current question, and no more."""
    waiting = list(questions)
    while waiting:
        unanswered = yield from _round(waiting, opener, workers)
        suspects, waiting = unanswered[: workers + 1], unanswered[workers + 1 :]
        while suspects:
            unanswered = yield from _round(suspects, opener, 1)
            if unanswered:
                yield unanswered[0], None
            suspects = unanswered[1:]


def _round(
    questions: Sequence[Question], opener: Opener[Question, Answer], workers: int
) -> Generator[tuple[Question, Answer | None], None, list[Question]]:
    """Runs one pool until all is asked or the pool breaks. Returns the unanswered questions, in order."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_open, initargs=(opener,))
    try:
        futures = {pool.submit(_ask, each): at for at, each in enumerate(questions)}
        broken = []
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                broken.append(futures[future])
            else:
                yield questions[futures[future]], future.result()
        return [questions[at] for at in sorted(broken)]
    finally:
        pool.shutdown(cancel_futures=True)


_opened: list[Callable[[Any], Any]] = []


def _open(opener: Opener[Question, Answer]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one ends them
    _opened[:] = [opener()]


def _ask(question: Any) -> Any:
    return _opened[0](question)
