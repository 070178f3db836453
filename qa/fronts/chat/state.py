"""A conversation at the terminal: the store, the documents in use, the questions and answers so far."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ingest.model.errors import BadQuestion
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Answer, Citation
from qa.evidence.library import Library, library_of
from qa.pipeline import ask
from qa.session import Session
from qa.settings import Settings
from qa.stores import Stores

_PATIENCE = 0.1
"""Seconds between two checks on an answer in progress, so that Ctrl-C takes effect."""


class ChosenCatalog(Catalog):
    """A catalog limited to some documents; nothing of the others can get into an answer."""

    def __init__(self, whole: Catalog, ids: frozenset[str]) -> None:
        super().__init__(whole._engine)
        self._ids = ids

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(each for each in super().documents() if each.id in self._ids)


@dataclass(slots=True)
class Conversation:
    """``whole`` is the open store of ``settings``. ``stores`` is what questions are asked of: all of it, or the
    documents in use."""

    whole: Stores
    settings: Settings
    stores: Stores = field(init=False)
    using: tuple[DocumentInfo, ...] = ()
    session: Session = field(default_factory=Session)
    answers: list[Answer] = field(default_factory=list)
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "ask"))

    def __post_init__(self) -> None:
        self.stores = self.whole

    @property
    def library(self) -> Library:
        return library_of(self.stores)

    @property
    def last(self) -> Answer:
        """The last answer. Raises BadQuestion before the first one."""
        if not self.answers:
            raise BadQuestion("先问一个问题 (ask something first)")
        return self.answers[-1]

    def ask(self, question: str) -> Answer:
        """The answer, computed in a thread. KeyboardInterrupt leaves the conversation as it was before the question."""
        session = Session(list(self.session.turns))
        answering = self._threads.submit(ask, question, stores=self.stores, session=session, model=self.settings.model)
        try:
            while not answering.done():
                wait([answering], _PATIENCE)
        except KeyboardInterrupt:
            self._threads = ThreadPoolExecutor(1, "ask")  # the old executor ends with the abandoned work
            raise
        answer = answering.result()
        self.session = session
        self.answers.append(answer)
        return answer

    def use(self, names: Sequence[str]) -> None:
        """Use only these documents, or all if none is named. The conversation starts over."""
        self.using = tuple(self.whole.catalog.find(name) for name in names)
        ids = frozenset(each.id for each in self.using)
        chosen = Stores(ChosenCatalog(self.whole.catalog, ids), self.whole.store)
        self.stores = chosen if self.using else self.whole
        self.renew()

    def renew(self) -> None:
        """Forget the questions so far; the answers stay for the export."""
        self.session = Session()

    def citation(self, number: str) -> Citation:
        """The citation of this number in the last answer. Raises BadQuestion if there is none."""
        for each in self.last.citations:
            if str(each.id) == number.strip("[] "):
                return each
        known = "、".join(str(each.id) for each in self.last.citations) or "无"
        raise BadQuestion(f"上一个回答没有来源 {number}；有：{known} (no such source)")
