"""How well what a plan came to fits the words that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.model.figures import Stage
from ingest.model.normalize import name_key
from qa.execution.names import coded, tiers
from qa.execution.outcomes import (
    Absent,
    Ambiguous,
    Blank,
    Checked,
    Counted,
    Entry,
    Outcome,
    Quotation,
    Series,
    Value,
    Verdict,
    entries_of,
)
from qa.plans.language import OfTwo
from qa.plans.slots import Figure, nodes_of

_TIERS = (0.0, 0.05, 0.1, 0.5, 0.8)
"""What each tier of a name costs (``qa.execution.names``)."""
_ELSEWHERE = 0.3
"""The figure stands under no name that was asked for: it is of the whole, or reached by its place."""
ABSENT, AMBIGUOUS, BLANK, EMPTY = 4.0, 2.0, 0.6, 1.5


def misfit(of: Any, outcome: Outcome) -> float:
    """What is against an outcome: names that only hold the asked one, members that are missing, words that hold
    little of
    the topic. ``ABSENT`` or more where it is none."""
    if isinstance(outcome, Absent):
        return ABSENT
    if isinstance(outcome, Ambiguous):
        return AMBIGUOUS
    if isinstance(outcome, Blank):
        return BLANK
    if isinstance(outcome, Quotation):
        return 1.2 * (1 - outcome.recall) if outcome.pieces or outcome.reasons else ABSENT
    if isinstance(outcome, Checked):
        return 0.0
    if isinstance(outcome, Value) and isinstance(outcome.term, Counted) and not outcome.term.count:
        return EMPTY
    if isinstance(of, OfTwo) and of.op == "share" and isinstance(outcome, Value) and outcome.number.value > 100:
        return EMPTY
    if isinstance(outcome, Verdict) and outcome.kind == "equal" and _same_place(outcome.left, outcome.right):
        return EMPTY
    names = _names_cost(of, outcome)
    return names + (_series_cost(outcome) if isinstance(outcome, Series) else 0.0)


def _same_place(one: Outcome, other: Outcome) -> bool:
    """Whether a figure was held against itself."""
    first, second = (each.entry if isinstance(each, Value) else None for each in (one, other))
    return first is not None and second is not None and first.origin.id == second.origin.id


def unlike(sort: str, outcome: Outcome) -> bool:
    """Whether an outcome is of another sort than what was asked: words for a number, a number for a verdict."""
    if isinstance(outcome, Absent | Ambiguous | Blank):
        return False
    if sort in _NUMBERS:
        return not isinstance(outcome, Value | Series)
    if sort in ("equal", "compare", "claim"):
        return not isinstance(outcome, Verdict | Series | Checked)
    if sort == "rank":
        return not (isinstance(outcome, Series) and any(isinstance(each.outcome, Value) for each in outcome.members))
    return sort == "list" and not isinstance(outcome, Series)


_NUMBERS = frozenset(
    {"value", "prior", "change", "growth", "diff", "ratio", "share", "completion", "sum", "mean", "count"}
)
_BUDGETS = frozenset({Stage.BUDGET, Stage.INITIAL, Stage.ADJUSTED})


def of_other_stage(outcome: Outcome, stages: frozenset[Stage]) -> float:
    """The cost of a budget where what was spent is asked for, or the reverse."""
    entry = outcome.entry if isinstance(outcome, Value) else None
    if entry is None or len(stages) != 1:
        return 0.0
    final, budget = Stage.FINAL in stages, bool(stages & _BUDGETS)
    other = (final and entry.stage in _BUDGETS) or (budget and entry.stage is Stage.FINAL)
    return ABSENT if other else 0.0


def _series_cost(series: Series) -> float:
    if not series.members:
        return EMPTY
    missing = [each for each in series.members if isinstance(each.outcome, Absent | Ambiguous)]
    return 3.0 * len(missing) / len(series.members)


def _names_cost(of: Any, outcome: Outcome) -> float:
    """The dearest of the names that the figures were asked by."""
    entries = list(_entries(outcome))
    asked = [each.item for each in nodes_of(of) if isinstance(each, Figure) and each.item]
    if not asked or not entries:
        return 0.0
    keys = {key for entry in entries for key in _names_of(entry)}
    return max(_name_cost(each, keys, entries) for each in asked)


def _name_cost(item: str, keys: set[str], entries: list[Entry]) -> float:
    code, name = coded(item)
    if code and any(entry.cell and entry.fact.item.code == code for entry in entries):
        return 0.0
    found = tiers(name, keys)
    return _TIERS[min(found.values())] if found else _ELSEWHERE


def _names_of(entry: Entry) -> Iterator[str]:
    """The keys of all that a figure is called by."""
    if entry.cell:
        fact = entry.fact
        named: Iterable[str] = (fact.item.name, fact.measure, *fact.column_path, *fact.row_path)
    else:
        named = (entry.statement.item.name, entry.statement.subject)
    yield from (key for key in map(name_key, named) if key)


def _entries(outcome: Outcome) -> Iterator[Entry]:
    if isinstance(outcome, Value):
        yield from entries_of(outcome.term)
        for each in outcome.operands:
            yield from _entries(each)
    elif isinstance(outcome, Series):
        for member in outcome.members[:40]:
            yield from _entries(member.outcome)
    elif isinstance(outcome, Verdict):
        yield from _entries(outcome.left)
        yield from _entries(outcome.right)
    elif isinstance(outcome, Blank):
        yield outcome.entry
