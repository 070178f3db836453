"""What the plans of a store are made and run with: the executor and the learned reader, over its present state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from ingest.store.catalog.values import DocumentInfo
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.reader.reader import Reader
from qa.stores import Stores


@dataclass(frozen=True, eq=False)
class Desk:
    """Reads one state of a store. A changed store (other documents, or one put right) needs a new desk."""

    executor: Executor

    @cached_property
    def reader(self) -> Reader:
        """The learned reader of questions."""
        return Reader(self.executor)

    @property
    def state(self) -> frozenset[tuple[str, str]]:
        return _state_of(self.executor.reader.shelf.documents)


def _state_of(documents: Iterable[DocumentInfo]) -> frozenset[tuple[str, str]]:
    return frozenset((each.id, each.ingested_at) for each in documents)


_desks: WeakKeyDictionary[Stores, Desk] = WeakKeyDictionary()


def desk_of(stores: Stores) -> Desk:
    """The desk of the store in its present state; set up anew when its documents have changed."""
    known = _desks.get(stores)
    if known is None or known.state != _state_of(stores.catalog.documents()):
        known = _desks[stores] = Desk(Executor(read_store(stores.catalog, stores.search)))
    return known
