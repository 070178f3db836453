"""How well the project's own retriever finds the gold evidence of a set: the passages that a store's search ranks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from eval.cases import Case
from eval.retrieval import DEEPEST, Passage, Retrieval, measure
from ingest.settings import StoreSettings


def own_retrieval(cases: Sequence[Case], store: Path | None) -> Retrieval:
    """Retrieval led by the plan of each question, over every passage of the store; StoreError where there is none."""
    from qa.library import Library
    from qa.retrieval import Retriever
    from qa.stores import Stores, open_stores

    def passages(stores: Stores) -> list[Passage]:
        stems = {info.id: PurePath(info.file).stem for info in stores.catalog.documents()}
        return [
            Passage(chunk.id, stem, chunk.searchable)
            for id, stem in stems.items()
            for chunk in stores.catalog.document_chunks(id)
        ]

    stores = open_stores(StoreSettings.from_environment(store))
    try:
        retriever = Retriever(stores, Library(stores))
        return measure(
            cases, passages(stores), lambda case: [id for id, _ in retriever.chunks(case.question, DEEPEST, case.turns)]
        )
    finally:
        stores.close()
