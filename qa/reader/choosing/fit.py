"""How well what a plan came to fits the words that it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from ingest.model.amounts import to_unit
from ingest.model.figures import Stage
from ingest.model.normalize import name_key
from ingest.store.catalog.values import DocumentInfo
from qa.execution.candidates import measure_tier
from qa.execution.names import HOLDS, coded, core, tiers
from qa.execution.of_expressions import same_place
from qa.execution.outcomes import (
    Absent,
    Ambiguous,
    Blank,
    Checked,
    Counted,
    Entry,
    Made,
    Outcome,
    Quotation,
    Series,
    Value,
    Verdict,
    entries_of,
)
from qa.plans.language import Ask, Judgement, Number, OfTwo
from qa.plans.quantity import MONEY
from qa.plans.slots import Figure, Slots, nodes_of
from qa.reader.assembling.said import Amount

_TIERS = (0.0, 0.05, 0.1, 0.5, 0.8)
"""What each tier of a name costs (``qa.execution.names``)."""
_COUNT = re.compile("(?:人次|批次|次数|人数|数量|个数)$")
"""What makes of a thing how many there were of it."""
_OF_ANOTHER = 0.3
"""A name that only begins with the asked one: 福利彩票 is not 福利彩票销售机构的业务费."""
_OF_A_PROJECT = 0.5
"""A name that only holds the asked one, in the sheet of a project that was not named."""
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
    if _against_itself(outcome):
        return ABSENT
    names = max(_names_cost(*each) for each in _sides(of, outcome))
    return names + (_series_cost(outcome) if isinstance(outcome, Series) else 0.0)


def _against_itself(outcome: Outcome) -> bool:
    """Whether a figure was held against itself: no verdict, share or difference comes of that."""
    if isinstance(outcome, Verdict):
        one, other = outcome.left, outcome.right
        return _against_itself(other) if outcome.kind == "claim" else same_place(one, other)
    made = isinstance(outcome, Value) and isinstance(outcome.term, Made) and outcome.term.how in _OF_TWO
    return made and len(outcome.operands) == 2 and same_place(*outcome.operands)  # type: ignore[union-attr]


_OF_TWO = frozenset({"difference", "ratio", "share", "growth"})


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
    if entry is None or entry.unit == "%" or len(stages) != 1:
        return 0.0
    final, budget = Stage.FINAL in stages, bool(stages & _BUDGETS)
    other = (final and entry.stage in _BUDGETS) or (budget and entry.stage is Stage.FINAL)
    return ABSENT if other else 0.0


_UNFOUNDED = 0.4
"""None of the figures is one that the question gives as known."""


def unfounded(asks: Sequence[Ask], outcomes: Sequence[Outcome], given: Sequence[Amount]) -> float:
    """The cost of figures of which none is an amount that the question gives: a name may be meant in several ways, its
    amount in one."""
    told = [each for each in given if each.upto is None and len(each.value.as_tuple().digits) > 2]
    entries = [each for outcome in outcomes for each in _entries(outcome) if each.value is not None]
    if not told or not entries:
        return 0.0
    numbers = [node for ask in asks for node in nodes_of(ask.of) if isinstance(node, Number)]
    if any(node.value == each.value for node in numbers for each in told):
        return 0.0
    return 0.0 if any(_is(entry, each) for entry in entries for each in told) else _UNFOUNDED


def _is(entry: Entry, amount: Amount) -> bool:
    """Whether a figure is an amount, to the digits that this is given with."""
    value, exponent = entry.value, amount.value.as_tuple().exponent
    if value is None or not isinstance(exponent, int):
        return False
    if entry.unit in MONEY and amount.unit in MONEY:
        value = to_unit(value, entry.unit, amount.unit)
    return abs(abs(value) - abs(amount.value)) <= Decimal(1).scaleb(exponent)


def _series_cost(series: Series) -> float:
    if not series.members:
        return EMPTY
    missing = [each for each in series.members if isinstance(each.outcome, Absent | Ambiguous)]
    return 3.0 * len(missing) / len(series.members)


def _sides(of: Any, outcome: Outcome) -> list[tuple[Any, Outcome]]:
    """The two sides of a pair apart, for a figure of one is no sign that the other was found; else the whole."""
    if isinstance(of, OfTwo) and of.b is not None and isinstance(outcome, Value) and len(outcome.operands) == 2:
        return [(of.a, outcome.operands[0]), (of.b, outcome.operands[1])]
    if isinstance(of, Judgement) and isinstance(outcome, Verdict):
        return [(of.a, outcome.left), (of.b, outcome.right)]
    return [(of, outcome)]


def documents_of(outcome: Outcome) -> frozenset[DocumentInfo]:
    """The documents that the figures and the words of an outcome are of."""
    if isinstance(outcome, Quotation):
        return frozenset(each.document for each in outcome.pieces)
    return frozenset(each.document for each in _entries(outcome))


def _names_cost(of: Any, outcome: Outcome) -> float:
    """The dearest of the names that the figures were asked by."""
    entries = list(_entries(outcome))
    asked = [each.item for each in nodes_of(of) if isinstance(each, Figure) and each.item]
    if not asked or not entries:
        return 0.0
    keys = {key for entry in entries for key in _names_of(entry)}
    cost = max(_name_cost(each, keys, entries) for each in asked)
    cost = max(cost, _column_cost(of, entries))
    return cost + (_OF_A_PROJECT if cost >= _TIERS[HOLDS] and _is_of_a_project(of, entries) else 0.0)


def _column_cost(of: Any, entries: list[Entry]) -> float:
    """The dearest of the columns that rows were asked in."""
    asked = {each.measure for each in nodes_of(of) if isinstance(each, Figure) and each.measure and each.item}
    cells = [each.fact for each in entries if each.cell]
    tiers_of = ([tier for fact in cells if (tier := measure_tier(fact, name)) is not None] for name in asked)
    return max((_TIERS[min(*found, len(_TIERS) - 1)] for found in tiers_of if found), default=0.0)


def _is_of_a_project(of: Any, entries: list[Entry]) -> bool:
    """Whether a figure is of the sheet of one project, and none was asked for."""
    placed = any(isinstance(each, Slots) and (each.subject or each.under or each.table) for each in nodes_of(of))
    return not placed and any(each.cell and bool(each.fact.subject) for each in entries)


def _name_cost(item: str, keys: set[str], entries: list[Entry]) -> float:
    code, name = coded(item)
    if code and any(entry.cell and entry.fact.item.code == code for entry in entries):
        return 0.0
    found = tiers(name, keys)
    if not found:
        return _ELSEWHERE
    best = min(found.values())
    own = core(name_key(name))
    of_another = best == HOLDS and not any(
        _COUNT.sub("", form).endswith(own) for each in found for form in (each, core(each))
    )
    return _TIERS[best] + (_OF_ANOTHER if of_another else 0.0)


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
