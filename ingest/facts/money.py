"""Money whose unit nothing prints: a bare number, which must never be answered as an amount."""

from __future__ import annotations

import re

from ingest.model.figures import Fact, Stage
from ingest.model.normalize import normalize
from ingest.model.vocabulary import MEASURES, load

_DATA = load("columns.toml")
_MONEY_KINDS = frozenset((*_DATA["title_tells_stage"], *_DATA["other_money_tables"]))
_COUNTS = re.compile(_DATA["counts"])


def money_without_unit(fact: Fact, kind: str) -> bool:
    """Whether ``fact`` of a table of that ``kind`` is an amount of money of which no unit is known."""
    if fact.value is None or fact.unit or fact.stage is Stage.UNKNOWN or kind not in _MONEY_KINDS:
        return False
    counted = fact.measure in MEASURES and MEASURES[fact.measure].kind == "count"
    return not counted and not _COUNTS.search(normalize(fact.item.name))
