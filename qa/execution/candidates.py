"""The rows, columns and sentences that an item means in one document, as candidates."""

from __future__ import annotations

import re

from ingest.model.figures import Fact, Stage
from ingest.model.normalize import name_key
from qa.execution.fitting import BUDGETS, TOTALS, Candidate
from qa.execution.names import ALIAS, means
from qa.execution.outcomes import Entry


class Asked:
    """The names of the rows and columns that an item means in one document."""

    def __init__(
        self, code: str, name: str, rows: dict[str, int], columns: dict[str, int], wholes: frozenset[str]
    ) -> None:
        self._code, self._name, self._rows, self._columns, self._wholes = code, name, rows, columns, wholes

    def candidate(self, entry: Entry, measure: str) -> Candidate | None:
        """The entry as a candidate, if its row or its column is the asked one."""
        fact = entry.fact
        named = measure_tier(fact, measure) if measure else 0
        if named is None:
            return None
        key = name_key(fact.item.name)
        if self._code and fact.item.code == self._code:
            return Candidate(entry, 0 if not self._name or key in self._rows else 1, 0, named)
        if key in self._rows and (not self._code or not fact.item.code):
            return Candidate(entry, self._rows[key] + bool(self._code), 0, named)
        if not self._name and not self._code and key in self._wholes:
            return Candidate(entry, 0 if key in TOTALS else 1, 0, named)
        tier = _column_tier(fact, self._columns)
        if tier is not None and key in self._wholes:
            return Candidate(entry, tier, 1, named)
        return None


def _column_tier(fact: Fact, columns: dict[str, int]) -> int | None:
    found = [columns[key] for key in (name_key(fact.measure), *map(name_key, fact.column_path[-1:])) if key in columns]
    return min(found, default=None)


def _other_stage(measure: str, fact: Fact) -> bool:
    """Whether a column's name says a stage that the cell is not of: 执行数 is no 预算数."""
    key = name_key(measure)
    final, budget = "执行数" in key or "决算" in key, "预算" in key
    if final and "预算数" in key:
        return False  # a column that compares the two
    budget = budget and not final
    return (final and fact.stage in BUDGETS) or (budget and fact.stage is Stage.FINAL)


_OF_ALL = re.compile("(?:本年|当年)?(?:收入|支出)|金额|.*[决预]算数?|.*合计|总计")


def _whole_of_side(measure: str, fact: Fact) -> bool:
    """Whether a column that is asked for is the whole of the side that a table is of: 支出合计 is 合计 there."""
    key, side = name_key(measure), fact.side.value
    above = map(name_key, fact.column_path[:-1])
    return key in TOTALS and bool(side) and side in key and all(map(_OF_ALL.fullmatch, above))


def measure_tier(fact: Fact, measure: str) -> int | None:
    """How surely a column is the asked one: by its meaning or its header, or under a header with its 合计 or 小计."""
    if _other_stage(measure, fact):
        return None
    own = [means(measure, each) for each in (fact.measure, *fact.column_path[-1:], "".join(fact.column_path[-2:]))]
    above = [means(measure, each) for each in fact.column_path[:-1]]
    leaf_total = (
        fact.measure in ("合计", "小计", "总计") or name_key(fact.column_path[-1] if fact.column_path else "") in TOTALS
    )
    direct = [each for each in own if each is not None]
    if leaf_total and _whole_of_side(measure, fact):
        return ALIAS  # however its header says it, so that the fund decides among tables
    if direct:
        return min(direct)
    under = [each for each in above if each is not None]
    return min(under) + (1 if leaf_total else 3) if under else None


def said_tier(entry: Entry, code: str, said: dict[str, int]) -> int:
    if code and entry.statement.item.code == code:
        return 0
    own = said.get(name_key(entry.statement.item.name))
    phrase = said.get(name_key(entry.statement.subject))
    return min(own if own is not None else 9, (phrase if phrase is not None else 8) + 1)
