"""What every server front shares: an open store, questions answered in threads, conversations."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ingest.errors import BadQuestion, UnknownDocument
from ingest.store import open_store
from qa.answer import Answer
from qa.conversations import LONGEST, Conversations
from qa.library import Library
from qa.pipeline import ask, library_of
from qa.session import Session, Turn
from qa.settings import Settings
from qa.stores import Stores

T = TypeVar("T")
_THREADS = 2  # rules are pure Python: more threads would only wait for each other
_TRIES = 3
_WARMED = 64
"""Documents whose figures are indexed ahead of the first question."""


class Overloaded(Exception):
    """More questions wait than the server takes on."""


class Service:
    """Safe for several threads. The store is made where there is none, so that documents can be brought in."""

    def __init__(self, settings: Settings, *, waiting: int = 400) -> None:
        store = open_store(settings.store, create=True)
        self.settings = settings
        self.stores = Stores(store.catalog, store)
        self.conversations = Conversations()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="ask")
        self._waiting = waiting
        self._under_way = 0
        self._warming = threading.Lock()

    # ------------------------------------------------------------------------------------------- answering

    def answer(self, question: str, session: Session | None = None) -> Answer:
        """``ask()``, again where a document that it was about to read has just gone."""
        for _ in range(_TRIES - 1):
            try:
                return ask(question, stores=self.stores, session=session)
            except UnknownDocument:
                continue
        return ask(question, stores=self.stores, session=session)

    def answer_in(self, name: Hashable, question: str) -> Answer:
        """The answer within the conversation ``name``, which goes on with it."""
        with self.conversations.session(name) as session:
            return self.answer(question, session)

    def answer_after(self, owner: Hashable, earlier: Sequence[str], question: str) -> tuple[Answer, Session]:
        """The answer to ``question`` asked after the questions ``earlier``, and the conversation with it. What was
        asked before by the same ``owner`` is not answered again."""
        asked = tuple(earlier)[-LONGEST:]
        session = Session(list(self._replayed(owner, asked)))
        answer = self.answer(question, session)
        self.conversations.put((owner, (*asked, question)[-LONGEST:]), session)
        return answer, session

    def _replayed(self, owner: Hashable, asked: tuple[str, ...]) -> tuple[Turn, ...]:
        for length in range(len(asked), 0, -1):
            known = self.conversations.turns((owner, asked[:length]))
            if known is not None:
                break
        else:
            length, known = 0, ()
        session = Session(list(known))
        for question in asked[length:]:
            try:
                self.answer(question, session)
            except BadQuestion:  # it had no answer then, and has none now
                continue
        return tuple(session.turns)

    async def in_thread(self, work: Callable[..., T], *arguments: object, seconds: float) -> T:
        """``work`` among the answering threads. TimeoutError after ``seconds``; Overloaded where too many wait."""
        if self._under_way >= self._waiting:
            raise Overloaded
        self._under_way += 1
        try:
            future = asyncio.get_running_loop().run_in_executor(self._threads, lambda: work(*arguments))
            return await asyncio.wait_for(future, seconds)
        finally:
            self._under_way -= 1

    # ------------------------------------------------------------------------------------------- the store

    def library(self) -> Library:
        """The documents as they are now."""
        return library_of(self.stores)

    def warm(self) -> None:
        """Index the figures ahead of the next question."""
        with self._warming:
            library = self.library()
            _ = library.names
            for document_id in list(library.documents)[:_WARMED]:
                try:
                    library.index(document_id)
                except UnknownDocument:  # removed meanwhile
                    continue

    def remove(self, document_id: str) -> None:
        """Take a document out of the store; UnknownDocument where it is not there."""
        store = self.stores.store
        with store.writing():
            store.catalog.document(document_id)
            store.remove(document_id)

    def close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        self.stores.close()
