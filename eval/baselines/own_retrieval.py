"""How well the project's own retriever finds a set's gold evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from eval.measures.retrieval import DEEPEST, Passage, Ranker, Retrieval, measure
from eval.run.cases import Case
from ingest.settings import StoreSettings

if TYPE_CHECKING:
    from qa.retrieval import Retriever
    from qa.stores import Stores


def own_retrieval(cases: Sequence[Case], store: Path | None) -> Retrieval:
    """Retrieval led by the plan of each question, over every passage of the store. Raises StoreError if there is
    none."""
    from qa.evidence.library import Library
    from qa.retrieval import Retriever
    from qa.stores import open_stores

    stores = open_stores(StoreSettings.from_environment(store))
    try:
        return measure(cases, own_passages(stores), ranker(Retriever(stores, Library(stores))))
    finally:
        stores.close()


def own_passages(stores: Stores) -> list[Passage]:
    """The chunks of a store, as they are searched."""
    return [
        Passage(chunk.id, PurePath(info.file).stem, chunk.searchable)
        for info in stores.catalog.documents()
        for chunk in stores.catalog.document_chunks(info.id)
    ]


def ranker(retriever: Retriever) -> Ranker:
    """Ranks a retriever's chunks for a case, after its earlier turns."""
    return lambda case: [each for each, _ in retriever.chunks(case.question, DEEPEST, case.turns)]
