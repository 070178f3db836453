"""Answers a question step by step for callers who wait: progress, verified sentences, the answer.

Nothing of the answer is sent before all of it has been verified against the documents."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from qa.agent.answering import Progress
from qa.drafting.answer import Answer
from qa.pipeline import ask
from qa.session import Session
from qa.settings import ModelSettings
from qa.stores import Stores

_SENTENCE = re.compile(r"(?:“[^”]*”|[^。！？\n“])*[。！？\n]?(?:\s*\[\d+\])*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the verified answer. All pieces joined are its text."""

    text: str


Event = Progress | Sentence | Answer


def ask_events(
    question: str, *, stores: Stores, model: ModelSettings | None = None, session: Session | None = None
) -> Iterator[Event]:
    """``Progress`` while tools run, then each ``Sentence``, then the ``Answer``. Raises what ``ask`` raises:
    BadQuestion, StoreError. Closing the iterator early stops the work."""
    events: SimpleQueue[Any] = SimpleQueue()
    left = threading.Event()

    def work() -> None:
        try:
            tell, stopped = events.put, left.is_set
            events.put(ask(question, stores=stores, session=session, model=model, watch=tell, stopped=stopped))
        except BaseException as error:  # re-raised for the caller
            events.put(error)

    threading.Thread(target=work, name="ask", daemon=True).start()
    try:
        while not isinstance(event := events.get(), Answer):
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        left.set()
    yield from (Sentence(each) for each in sentences_of(event.answer))
    yield event


def sentences_of(text: str) -> tuple[str, ...]:
    """The text in pieces, each ending with a sentence and its citation marks."""
    pieces = [found.group(0) for found in _SENTENCE.finditer(text) if found.group(0)]
    return tuple(pieces) if "".join(pieces) == text else (text,)
