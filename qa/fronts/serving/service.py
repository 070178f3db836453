"""What every server front shares: an open store, questions answered in threads, conversations."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ingest.model.errors import BadQuestion, UnknownDocument
from ingest.store.store import open_store
from qa.agent.budget import Abandoned
from qa.drafting.answer import Answer
from qa.evidence.library import Library, library_of
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.fronts.serving.conversations import LONGEST, Conversations
from qa.pipeline import ask
from qa.plans.language import Plan
from qa.session import Session, Turn
from qa.settings import Settings
from qa.stores import Stores

T = TypeVar("T")
_THREADS_OF_A_MODEL = 16  # a model is mostly waited for; the rules are pure Python: more threads would only compete
_QUICK_THREADS = 1
_FRESH_SECONDS = 0.2
"""Seconds until a change of the store by another process is noticed. Our own changes are seen at once."""
_TRIES = 3
_REMEMBERED = 5000
"""Opening questions whose answers are kept."""
_WARMED = 64
"""Documents whose figures are indexed before the first question."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """A client waiting for an answer: notified of each step of a model, and asked whether it still waits."""

    told: Callable[[Any], None] = lambda progress: None
    stopped: Callable[[], bool] = lambda: False


_NOBODY = Watcher()


class Overloaded(Exception):
    """More questions wait than the server accepts."""


class Service:
    """Safe for several threads. Makes the store if there is none, so that documents can be added."""

    def __init__(self, settings: Settings, *, waiting: int = 400) -> None:
        store = open_store(settings.store, create=True)
        self.settings = settings
        self.stores = Stores(store.catalog, store)
        self.conversations = Conversations()
        threads = _THREADS_OF_A_MODEL if settings.model.name else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="ask")
        self._quick = ThreadPoolExecutor(_QUICK_THREADS, thread_name_prefix="known")
        self._library: tuple[Library, float] | None = None
        self._executor: tuple[Library, Executor] | None = None
        self._changes = 0
        self._waiting = waiting
        self._under_way = 0
        self._warming = threading.Lock()
        self._turns: WeakKeyDictionary[Library, dict[str, Turn]] = WeakKeyDictionary()

    # ------------------------------------------------------------------------------------------- answering

    def answer(self, question: str, session: Session | None = None, watcher: Watcher = _NOBODY) -> Answer:
        """The answer of ``ask()``. Without a model, a question that opens a conversation is answered once while the
        documents stay the same; each answer still has its own id. Raises what ``ask`` raises."""
        if (session is not None and session.turns) or self.settings.model.name:
            return self._ask(question, session, watcher)
        began = time.perf_counter()
        known = self._opened(self.library())
        turn = known.get(question) or self._first(question, known)
        answer = replace(turn.answer, id=f"ans-{uuid.uuid4().hex[:20]}", elapsed_ms=_since(began))
        if session is not None:
            session.turns.append(replace(turn, answer=answer))
        return answer

    def _first(self, question: str, known: dict[str, Turn]) -> Turn:
        session = Session()
        self._ask(question, session, _NOBODY)
        if len(known) < _REMEMBERED:
            known[question] = session.turns[0]
        return session.turns[0]

    def _opened(self, library: Library) -> dict[str, Turn]:
        """First questions over this state of the store, with their turns."""
        return self._turns.setdefault(library, {})

    def _ask(self, question: str, session: Session | None, watcher: Watcher) -> Answer:
        """``ask()``, repeated if a document was removed while it was read."""
        if watcher.stopped():
            raise Abandoned
        asked = partial(ask, question, stores=self.stores, session=session, model=self.settings.model)
        for _ in range(_TRIES - 1):
            try:
                return asked(watch=watcher.told, stopped=watcher.stopped)
            except UnknownDocument:
                continue
        return asked(watch=watcher.told, stopped=watcher.stopped)

    def run_plan(self, plan: Plan, question: str = "") -> Answer:
        """The answer of a plan over the present documents; run again if one was removed while it was read."""
        for _ in range(_TRIES - 1):
            try:
                return answer_plan(plan, self._executing(), question)
            except UnknownDocument:
                self.changed()
        return answer_plan(plan, self._executing(), question)

    def _executing(self) -> Executor:
        library = self.library()
        if self._executor is None or self._executor[0] is not library:
            self._executor = (library, Executor(read_store(self.stores.catalog, self.stores.search)))
        return self._executor[1]

    def answer_in(self, name: Hashable, question: str, watcher: Watcher = _NOBODY) -> Answer:
        """The answer within the conversation ``name``, which it extends."""
        with self.conversations.session(name) as session:
            return self.answer(question, session, watcher)

    def answer_after(
        self, owner: Hashable, earlier: Sequence[str], question: str, watcher: Watcher = _NOBODY
    ) -> tuple[Answer, Session]:
        """The answer to ``question`` after the questions ``earlier``, and the conversation with it. Questions that the
        same ``owner`` asked before are not answered again."""
        asked = tuple(earlier)[-LONGEST:]
        session = Session(list(self._replayed(owner, asked, watcher)))
        answer = self.answer(question, session, watcher)
        self.conversations.put((owner, (*asked, question)[-LONGEST:]), session)
        return answer, session

    def _replayed(self, owner: Hashable, asked: tuple[str, ...], watcher: Watcher) -> tuple[Turn, ...]:
        for length in range(len(asked), 0, -1):
            known = self.conversations.turns((owner, asked[:length]))
            if known is not None:
                break
        else:
            length, known = 0, ()
        session = Session(list(known))
        for question in asked[length:]:
            try:
                self.answer(question, session, watcher)
            except BadQuestion:  # it had no answer then, and has none now
                continue
        return tuple(session.turns)

    def knows(self, question: str) -> bool:
        """Whether the question was answered as the first of a conversation since the documents last changed."""
        return question in self._opened(self.library())

    async def in_thread(self, work: Callable[[], T], *, seconds: float, opening: str = "") -> T:
        """``work`` in an answering thread. If it answers the first question ``opening`` and that answer is known, it
        does not queue. Raises TimeoutError after ``seconds``, Overloaded if too many wait."""
        if self._under_way >= self._waiting:
            raise Overloaded
        self._under_way += 1
        try:
            return await asyncio.wait_for(self._laned(work, opening), seconds)
        finally:
            self._under_way -= 1

    async def _laned(self, work: Callable[[], T], opening: str) -> T:
        loop = asyncio.get_running_loop()
        quick = bool(opening) and await loop.run_in_executor(self._quick, lambda: self.knows(opening))
        return await loop.run_in_executor(self._quick if quick else self._threads, work)

    # ------------------------------------------------------------------------------------------- the store

    def library(self) -> Library:
        """The documents in their present state."""
        known, changes = self._library, self._changes
        if known is not None and time.monotonic() - known[1] < _FRESH_SECONDS:
            return known[0]
        library = library_of(self.stores)
        if changes == self._changes:
            self._library = (library, time.monotonic())
        return library

    def changed(self) -> None:
        """Note that the documents have changed."""
        self._changes += 1
        self._library = None

    def warm(self) -> None:
        """Index the figures before the next question."""
        self.changed()
        with self._warming:
            library = self.library()
            _ = library.names
            for document_id in list(library.documents)[:_WARMED]:
                try:
                    library.index(document_id)
                except UnknownDocument:  # removed meanwhile
                    continue

    def prepare_writing(self) -> None:
        """Repair what a killed writer left; open the vectors and the model, which the first upload would wait for."""
        store = self.stores.store
        with store.writing():
            self.changed()
        store.prepare()

    def remove(self, document_id: str) -> None:
        """Remove a document from the store. Raises UnknownDocument if it is not there."""
        store = self.stores.store
        with store.writing():
            store.catalog.document(document_id)
            store.remove(document_id)
        self.changed()

    def close(self) -> None:
        for threads in (self._quick, self._threads):
            threads.shutdown(wait=True, cancel_futures=True)
        self.stores.close()


def _since(began: float) -> int:
    return int((time.perf_counter() - began) * 1000)
