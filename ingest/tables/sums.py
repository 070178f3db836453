"""The sums that a header implies (合计 = 基本支出 + 项目支出): they decide the column of a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ingest.model.amounts import decimals, parse_amount
from ingest.model.table_words import normal

_TOTAL = re.compile(r".*(合计|小计|总计|总额)")
_NO_PART = re.compile(r"其中.*|.*(率|比|比例|比重|占比|增减.*|%|备注)")


@dataclass(frozen=True, slots=True)
class SumRule:
    """The figure in column ``total`` is the sum of those in ``parts``; blanks count as zero."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The number of sums with figures that hold, and of those that do not."""

    kept: int = 0
    broken: int = 0


def sum_rules(paths: Sequence[tuple[str, ...]], columns: Sequence[int]) -> tuple[SumRule, ...]:
    """The sums over ``columns`` that their header paths imply."""
    return tuple(_rules(paths, columns, 0))


def verdict(rules: Sequence[SumRule], figures: Mapping[int, Decimal]) -> Verdict:
    """Whether the figures of one row (by column) satisfy the sums within rounding."""
    kept = broken = 0
    for rule in rules:
        terms = [figures[column] for column in (rule.total, *rule.parts) if column in figures]
        if not terms:
            continue
        gap = abs(figures.get(rule.total, Decimal(0)) - sum(figures.get(column, Decimal(0)) for column in rule.parts))
        unit = Decimal(1).scaleb(-max(decimals(term) for term in terms))
        if gap <= unit * (len(terms) + 1) / 2:
            kept += rule.total in figures
        else:
            broken += 1
    return Verdict(kept, broken)


def figure(text: str) -> Decimal | None:
    """The figure in a cell that may be part of a sum: no percentage, target or words."""
    amount = parse_amount(text)
    if amount is None or amount.is_percent or amount.compare or amount.unit:
        return None
    return amount.value


def _rules(paths: Sequence[tuple[str, ...]], columns: Sequence[int], depth: int) -> list[SumRule]:
    groups = _groups(paths, columns, depth)
    found: list[SumRule] = []
    totals = [place for place, (name, members) in enumerate(groups) if len(members) == 1 and _TOTAL.fullmatch(name)]
    for place, end in zip(totals, [*totals[1:], len(groups)], strict=False):
        parts = _leaves(paths, groups[place + 1 : end], depth)
        if not parts and place:
            parts = _leaves(paths, groups[:place], depth)
        if parts and not _is_grand_total(groups, totals, place):
            found.append(SumRule(groups[place][1][0], parts))
    for _, members in groups:
        if len(members) > 1 and any(len(paths[column]) > depth + 1 for column in members):
            found += _rules(paths, members, depth + 1)
    return found


def _is_grand_total(groups: Sequence[tuple[str, list[int]]], totals: Sequence[int], place: int) -> bool:
    """Whether a total right before another one sums parts that this header does not show."""
    return place + 1 in totals and place + 1 < len(groups)


def _groups(paths: Sequence[tuple[str, ...]], columns: Sequence[int], depth: int) -> list[tuple[str, list[int]]]:
    def name(column: int) -> str:
        path = paths[column]
        return normal(path[depth]) if len(path) > depth else normal(path[-1]) if path else ""

    return [(text, list(members)) for text, members in groupby(columns, key=name)]


def _leaves(paths: Sequence[tuple[str, ...]], groups: Sequence[tuple[str, list[int]]], depth: int) -> tuple[int, ...]:
    """The columns whose figures add up to the groups: a group's own subtotal, or all it holds."""
    leaves: list[int] = []
    for name, members in groups:
        if not name or _NO_PART.fullmatch(name):
            continue
        inner = _groups(paths, members, depth + 1)
        if len(members) == 1 or all(len(paths[column]) <= depth + 1 for column in members):
            leaves += members
        elif subtotal := [held[0] for text, held in inner if len(held) == 1 and _TOTAL.fullmatch(text)]:
            leaves.append(subtotal[0])
        else:
            leaves += _leaves(paths, inner, depth + 1)
    return tuple(leaves)
