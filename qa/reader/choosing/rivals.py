"""What else the words of a question may come to: other readings of a clause, other figures of the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.execution.evaluate import Executor
from qa.execution.outcomes import Blank, Outcome, Quotation, Series, Value, Verdict
from qa.execution.sources import Source
from qa.plans.language import Ask
from qa.plans.slots import Figure


def told(outcome: Outcome) -> tuple[Any, ...]:
    """What an answer would say of an outcome, to tell whether two readings come to the same."""
    if isinstance(outcome, Value):
        return ("value", outcome.number.value, outcome.number.unit)
    if isinstance(outcome, Series):
        return ("series", *(told(each.outcome) for each in outcome.members))
    if isinstance(outcome, Verdict):
        return ("verdict", outcome.holds)
    if isinstance(outcome, Quotation):
        return ("words", *((each.document.id, each.start) for each in (*outcome.pieces,)))
    return (type(outcome).__name__, outcome.entry.position if isinstance(outcome, Blank) else "")


def namesakes(asks: Sequence[Ask], outcomes: Sequence[Outcome], executor: Executor) -> int:
    """How many other figures the document of a single figure has by the same name, whatever their table, column and
    stage: the most of any ask."""
    selector = executor.reader.selector
    most = 0
    for ask, outcome in zip(asks, outcomes, strict=True):
        entry = outcome.entry if isinstance(outcome, Value) else None
        if entry is None or not isinstance(ask.of, Figure) or not ask.of.item:
            continue
        named = selector.ranked(Source((entry.document,)), Figure(item=ask.of.item, unit=ask.of.unit))
        surest = min((each.tier for each in named), default=0)
        values = {each.entry.value for each in named if each.tier == surest}
        most = max(most, len(values - {entry.value}))
    return most
