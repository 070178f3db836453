"""The line items of the official classifications."""

from __future__ import annotations

from functools import cache

from ingest.model.vocabulary import ECONOMIC_ITEMS, FUNCTIONAL_CATEGORIES
from qa.plans.words import clean


@cache
def official_items() -> frozenset[str]:
    """The names of the classifications' line items. A question may use them whether or not a document does."""
    names = (*FUNCTIONAL_CATEGORIES.values(), *ECONOMIC_ITEMS.values())
    return frozenset(name for name in map(clean, names) if len(name) > 2)
