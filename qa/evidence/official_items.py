"""The line items of the official classifications, whether a document has them or not."""

from __future__ import annotations

from functools import cache

from ingest.model.vocabulary import ECONOMIC_ITEMS, FUNCTIONAL_CATEGORIES
from qa.plans.words import clean


@cache
def official_items() -> frozenset[str]:
    """The names of the classifications' line items, which a question may name whether a document has them or not."""
    names = (*FUNCTIONAL_CATEGORIES.values(), *ECONOMIC_ITEMS.values())
    return frozenset(name for name in map(clean, names) if len(name) > 2)
