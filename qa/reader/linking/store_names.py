"""What a store and the field know by name, for the features of a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.model.normalize import name_key
from ingest.store.catalog.figures import Figures
from qa.reader.linking.institutions import Institutions
from qa.reader.tagging.field_names import field_names


class StoreNames:
    """Names of figures of the catalog, of the field, and of institutions."""

    def __init__(self, figures: Figures, institutions: Institutions) -> None:
        self._figures, self._institutions = figures, institutions

    def known(self, words: Iterable[str]) -> dict[str, frozenset[str]]:
        """Those of ``words`` that are names, each with who knows it."""
        keys = {word: key for word in words if len(key := name_key(word)) > 1}
        held, field = self._figures.known(keys.values()), field_names()
        found = {
            word: frozenset(source for source, known in (("figure", key in held), ("field", key in field)) if known)
            for word, key in keys.items()
        }
        return {word: sources for word, sources in found.items() if sources}

    def mentions(self, text: str) -> Sequence[tuple[int, int, str]]:
        """The institutions that a text names."""
        return self._institutions.mentions(text)
