"""Offices that have no documents of their own and stand in the tables of their institution's."""

from __future__ import annotations

import re

from ingest.store.catalog.figures import Figures
from qa.execution.sources import Shelf
from qa.plans.slots import Docs
from qa.reader.linking.institutions import Institutions

_ITSELF = re.compile("[（(]?(?:本级|本部|机关)[)）]?$")


class Offices:
    """The offices in the tables of a store's documents, by the names that people use for them."""

    def __init__(self, figures: Figures, shelf: Shelf) -> None:
        self._figures, self._shelf = figures, shelf

    def named(self, institution: str, words: str) -> tuple[str, ...]:
        """The offices of an institution that a mention means, as its tables print them."""
        names = [each for each in self._of(institution) if each != institution]
        return Institutions(names).named(words).institutions

    def itself(self, institution: str) -> str:
        """The institution without its offices (本级), as its tables print it; empty where they do not tell it apart."""
        return next((each for each in self._of(institution) if _ITSELF.search(each)), "")

    def only_as_office(self, institution: str) -> bool:
        """Whether it has no documents of itself without its offices."""
        return not self._shelf.choose(Docs(institution=(institution,), variant="本级")).sources

    def _of(self, institution: str) -> tuple[str, ...]:
        sources = self._shelf.choose(Docs(institution=(institution,))).sources
        return self._figures.offices([file.id for source in sources for file in source.files])
