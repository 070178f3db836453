"""The stage of parts in a sheet's head without a stage column: that of the total that they add up to.

A sheet prints 年初预算数, 全年预算数 and 全年执行数 of the year's money, then 基本支出 and 项目支出 without a column.
If their sum equals exactly one of the three totals, it shows whether they were planned or spent; otherwise the stage
stays unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, groupby

from ingest.model.amounts import UNIT_FACTORS
from ingest.model.document import Table
from ingest.model.figures import Fact, Stage

_SHEETS = frozenset(("overall_performance", "project_performance"))
_SIZES = (2, 3)
_MOST = 8
Totals = Mapping[Decimal, set[Stage]]


def staged_splits(tables: Iterable[Table], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """``facts`` in order; those of a sheet's split get the stage of the total that they add up to."""
    of_table: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_table[fact.table_id].append(fact)
    stages: dict[str, Stage] = {}
    for (kind, *_), sheet in groupby(tables, key=lambda table: (table.kind, table.title, table.subject)):
        if kind in _SHEETS:
            parts = [of_table[table.id] for table in sheet]
            totals = _totals(fact for own in parts for fact in own)
            stages.update(found for own in parts for found in _stages(own, totals))
    return tuple(replace(fact, stage=stages[fact.id]) if fact.id in stages else fact for fact in facts)


def _totals(facts: Iterable[Fact]) -> Totals:
    """The sheet's staged amounts in 元, with the stages that print them."""
    found: dict[Decimal, set[Stage]] = defaultdict(set)
    for fact in facts:
        if fact.stage is not Stage.UNKNOWN and fact.value and fact.unit in UNIT_FACTORS:
            found[_base(fact)].add(fact.stage)
    return found


def _stages(facts: Sequence[Fact], totals: Totals) -> Iterator[tuple[str, Stage]]:
    """Id and stage of the amounts without a stage that add up to a total, and of repetitions of that total."""
    open_ = [fact for fact in facts if fact.stage is Stage.UNKNOWN and fact.value and fact.unit in UNIT_FACTORS]
    for total, stages in totals.items():
        parts = [fact for fact in open_ if _base(fact) != total]
        sets = [found for size in _SIZES for found in combinations(parts[:_MOST], size) if _come_to(found, total)]
        if len(stages) == len(sets) == 1:
            told = (*sets[0], *(fact for fact in open_ if _base(fact) == total))
            yield from ((fact.id, next(iter(stages))) for fact in told)


def _come_to(parts: Iterable[Fact], total: Decimal) -> bool:
    return sum(map(_base, parts), Decimal(0)) == total


def _base(fact: Fact) -> Decimal:
    return (fact.value or Decimal(0)) * UNIT_FACTORS.get(fact.unit, Decimal(1))
