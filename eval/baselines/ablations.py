"""The pipeline over a store with parts switched off: measures what each part contributes to whole answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.run.runner import Asker
from ingest.settings import StoreSettings

ABLATIONS: Mapping[str, tuple[str, ...]] = {
    "everything": (),
    "without cells of tables": ("facts",),
    "without figures of sentences": ("statements",),
    "without running text": ("sections",),
    "running text only": ("facts", "statements"),
}
"""Ablation -> the catalog methods that return nothing."""


class Reduced:
    """A catalog some of whose methods return nothing."""

    def __init__(self, catalog: Any, parts: Sequence[str]) -> None:
        self._catalog = catalog
        self._parts = frozenset(parts)

    def __getattr__(self, name: str) -> Any:
        if name in self._parts:
            return lambda *given, **named: ()
        if name == "figures":
            return Reduced(self._catalog.figures, tuple(self._parts))
        return getattr(self._catalog, name)


@dataclass(frozen=True, slots=True)
class WithoutParts:
    """Opens a store and asks the pipeline without the switched-off parts."""

    settings: StoreSettings
    parts: tuple[str, ...]

    def __call__(self) -> Asker:
        from qa.pipeline import ask
        from qa.session import Session
        from qa.stores import Stores, open_stores

        whole = open_stores(self.settings)
        whole.store.catalog = Reduced(whole.catalog, self.parts)  # type: ignore[assignment]  # the search reads it here
        stores = Stores(whole.store.catalog, whole.store)

        def answer(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
            session = Session()
            for turn in turns:
                ask(turn, stores=stores, session=session)
            return ask(question, stores=stores, session=session).to_dict()

        return answer
