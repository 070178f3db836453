"""The names that the field itself gives to figures: the classifications, measures, and what people call them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from tomllib import loads

from ingest.model.normalize import name_key
from ingest.model.vocabulary import (
    ECONOMIC_ITEMS,
    FUNCTIONAL_CATEGORIES,
    GOVERNMENT_ECONOMIC_ITEMS,
    ITEM_ALIASES,
    MEASURES,
    load,
)


@cache
def field_names() -> frozenset[str]:
    """The keys of all of them."""
    items = load("functional_items.toml")
    concepts = loads(files("qa.data").joinpath("concepts.toml").read_text("utf-8"))["groups"]
    named = [
        *FUNCTIONAL_CATEGORIES.values(),
        *ECONOMIC_ITEMS.values(),
        *GOVERNMENT_ECONOMIC_ITEMS.values(),
        *_texts(items),
        *ITEM_ALIASES,
        *(each for names in ITEM_ALIASES.values() for each in names),
        *MEASURES,
        *(each for group in concepts for each in group["names"]),
    ]
    return frozenset(key for key in map(name_key, named) if len(key) > 1 and not key.isascii())


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return []
