"""The official names of classification codes: 类, 款 and 项, functional and economic. The names are in ``data/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ingest.model.normalize import normalize
from ingest.model.vocabulary import (
    ECONOMIC_ITEMS,
    FUNCTIONAL_CATEGORIES,
    GOVERNMENT_ECONOMIC_ITEMS,
    level_of,
    load,
)

_ITEM = re.compile(r"(\d\d) (\S+)")
_SHORTEST_CUT = 6
"""A shorter name may be one of its own (其他收, 教育支)."""


def official_name(code: str) -> str:
    """The name that the official tree gives to ``code``, or empty where the tree here does not have it."""
    return _tree().get(code, "")


def parent_codes(code: str) -> tuple[str, ...]:
    """The codes above a classification code, the highest first; none above a 类 or what is no such code."""
    return tuple(code[:length] for length in (3, 5) if level_of(code) and length < len(code))


def codes_named(name: str) -> tuple[str, ...]:
    """The codes that bear an official name, in their order; ``()`` for a name that the tree does not have."""
    return _codes().get(normalize(name), ())


def uncut(name: str) -> str:
    """The one official name of which ``name`` is all but the last character, which a cell cut off; else ``name``."""
    return _cut().get(normalize(name), name) if len(name) >= _SHORTEST_CUT and not codes_named(name) else name


@cache
def _cut() -> Mapping[str, str]:
    """Official names by themselves without their last character, where only one name begins so."""
    found: dict[str, set[str]] = {}
    for name in _tree().values():
        found.setdefault(normalize(name)[:-1], set()).add(name)
    return {cut: names.pop() for cut, names in found.items() if len({normalize(name) for name in names}) == 1}


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, name in sorted(_tree().items()):
        found.setdefault(normalize(name), []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _tree() -> Mapping[str, str]:
    data = load("functional_items.toml")
    below = {code: name for section, row in data["sections"].items() for code, name in _names(section, row, data)}
    return {**FUNCTIONAL_CATEGORIES, **below, **ECONOMIC_ITEMS, **GOVERNMENT_ECONOMIC_ITEMS}


def _names(section: str, row: Mapping[str, str], data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield section, row["name"]
    yield from ((section + digits, data["generic"][digits]) for digits in row.get("generic", "").split())
    yield from ((section + digits, name) for digits, name in _ITEM.findall(row["items"]))
