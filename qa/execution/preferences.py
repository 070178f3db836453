"""Which of several figures that fit is meant: the rules of meaning, in their order."""

from __future__ import annotations

import re

from ingest.model.figures import Fund, Side, Stage
from ingest.model.normalize import name_key
from qa.execution.fitting import TOTAL_MEASURES, Candidate, stands_in
from qa.execution.outcomes import Entry
from qa.plans.quantity import MONEY
from qa.plans.slots import Figure, Slots

_WIDTH = (
    Fund.ALL,
    Fund.UNKNOWN,
    Fund.APPROPRIATION,
    Fund.GENERAL,
    Fund.GOVERNMENT_FUNDS,
    Fund.STATE_CAPITAL,
    Fund.OTHER,
)
_TABLE_ORDER = (
    "expenditure", "revenue", "three_public", "revenue_expenditure_summary", "general_budget_basic",
    "general_budget_expenditure", "project_expenditure", "appropriation_summary", "overall_performance",
    "performance_summary", "project_performance", "performance_base", "economic_summary",
)  # fmt: skip
"""The accounts themselves before an evaluation that repeats them."""


def preference(candidate: Candidate, wanted: Slots, home: str) -> tuple[int, ...]:
    """The order in which figures that fit are meant: the smallest first."""
    entry = candidate.entry
    whole, own_subject, counterpart, depth = _place_ranks(entry, wanted, home)
    return (
        _role_rank(entry, wanted),
        candidate.tier,
        _kind_rank(entry, wanted),
        candidate.measure,
        whole + _under_rank(entry, wanted),
        own_subject,
        _stage_rank(entry, wanted.stage),
        _side_rank(entry, wanted),
        int(entry.value is None),
        _scope_rank(entry, wanted),
        0 if _is_own_source(candidate, wanted) else _fund_rank(entry.fund, wanted.fund),
        0 if candidate.axis == 1 else _measure_rank(entry, wanted),
        candidate.axis,
        counterpart,
        _table_rank(entry),
        depth,
    )


KEPT = 12
"""How many of the ranks, from the first, tell what a figure means; the others choose between places of one figure."""


def _place_ranks(entry: Entry, wanted: Slots, home: str) -> tuple[int, int, int, int]:
    if not entry.cell:
        return 0, 0, 0, len(entry.statement.item.path)
    fact = entry.fact
    apart = bool(fact.institution) and name_key(fact.institution) != home and not wanted.institution
    subject = bool(fact.subject) and not wanted.subject and not wanted.table and not wanted.under
    return int(apart), int(subject), int(bool(fact.item.counterpart)), len(fact.item.code)


def _under_rank(entry: Entry, wanted: Slots) -> int:
    """A sentence whose own clause names what the figure stands under, before one that only stands beside it."""
    if entry.cell or not wanted.under or wanted.under.isdigit():
        return 0
    said = entry.statement
    return int(not stands_in(wanted.under, (*said.item.path, said.subject, said.text)))


def _stage_rank(entry: Entry, stage: Stage) -> int:
    if stage is Stage.BUDGET:
        order: tuple[Stage, ...] = (Stage.BUDGET, Stage.INITIAL, Stage.ADJUSTED, Stage.UNKNOWN)
    elif stage is not Stage.UNKNOWN:
        order = (stage, Stage.BUDGET, Stage.UNKNOWN)
    elif entry.document.main_kind == "预算":
        order = (Stage.BUDGET, Stage.INITIAL, Stage.UNKNOWN, Stage.ADJUSTED, Stage.FINAL)
    else:
        order = (Stage.FINAL, Stage.UNKNOWN, Stage.BUDGET, Stage.ADJUSTED, Stage.INITIAL)
    return order.index(entry.stage) if entry.stage in order else len(order)


def _side_rank(entry: Entry, wanted: Slots) -> int:
    if wanted.side is not Side.UNKNOWN:
        return int(entry.side is not wanted.side)
    return int(entry.side is Side.REVENUE)


def _is_own_source(candidate: Candidate, wanted: Slots) -> bool:
    """Whether a figure is all of a source of revenue (其他收入, 事业收入): such a source is its own fund."""
    entry = candidate.entry
    source = entry.cell and entry.fund is Fund.OTHER and entry.side is Side.REVENUE and wanted.fund is Fund.UNKNOWN
    return source and (candidate.axis == 1 or entry.fact.measure in TOTAL_MEASURES)


def _fund_rank(own: Fund, wanted: Fund) -> int:
    if wanted is not Fund.UNKNOWN:
        return 0 if own is wanted else 1 if own in (Fund.APPROPRIATION, Fund.GENERAL) else 2
    return max(_WIDTH.index(own) - 1, 0)


def _measure_rank(entry: Entry, wanted: Slots) -> int:
    if not entry.cell or wanted.measure:
        return 0
    measure = entry.fact.measure
    return 0 if measure in TOTAL_MEASURES else 1 if measure == "实际完成值" else 2


def _role_rank(entry: Entry, wanted: Slots) -> int:
    """A sentence before a cell where a role in a sentence is asked for."""
    return int(entry.cell and isinstance(wanted, Figure) and wanted.role is not None)


_OF_MONEY = re.compile(r"(?:费|费用|经费|支出|收入|资金|拨款|预算|决算)$")


def _kind_rank(entry: Entry, wanted: Slots) -> int:
    """Money before a count where the name is one of money."""
    asked = wanted.item or wanted.measure
    return int(bool(entry.unit) and entry.unit not in MONEY and not wanted.unit and bool(_OF_MONEY.search(asked)))


def _scope_rank(entry: Entry, wanted: Slots) -> int:
    """The accounts as a whole before a table of one part of them, and before an evaluation that repeats them."""
    kind = entry.kind
    if wanted.table or wanted.subject:
        return 0
    if not entry.cell:
        return 2 if any("绩效" in each or "预算执行情况分析" in each for each in entry.statement.section) else 0
    if kind.startswith(("performance", "overall", "project_performance", "project_targets")):
        return 2
    return 1 if kind == "general_budget_basic" else 0


def _table_rank(entry: Entry) -> int:
    kind = entry.table.kind if entry.table else ""
    return _TABLE_ORDER.index(kind) if kind in _TABLE_ORDER else len(_TABLE_ORDER)
