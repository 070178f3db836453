"""What a clause asks as asks of the plan language: every reading of it, the likeliest first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from qa.plans.language import Ask, OfSeries, Where
from qa.plans.slots import nodes_of
from qa.reader.assembling.claim_asks import claim_asks
from qa.reader.assembling.clauses import CONDITIONS
from qa.reader.assembling.figure_asks import (
    change_asks,
    completion_asks,
    difference_asks,
    prior_asks,
    ratio_asks,
    value_asks,
)
from qa.reader.assembling.name_asks import list_asks, member_asks
from qa.reader.assembling.operands import adds
from qa.reader.assembling.series_asks import count_asks, rank_asks, total_asks
from qa.reader.assembling.setting import MOST, Option, Setting
from qa.reader.assembling.share_asks import share_asks
from qa.reader.assembling.verdict_asks import compare_asks, equal_asks, finding_asks
from qa.reader.assembling.word_asks import define_asks, quote_asks, reason_asks


def options(setting: Setting) -> list[Option]:
    """The readings of a clause, the likeliest first."""
    asks = setting.clause.asks or ("value" if setting.things else "quote")
    asks = _said_outright(setting) if asks == "value" else asks
    readings = (_priced(each, setting) for each in itertools.islice(_MAKERS[asks](setting), 4 * MOST))
    made = sorted(_together(readings, asks, setting), key=lambda each: each.cost)
    first: dict[tuple[Ask, ...], Option] = {}
    for each in made:
        first.setdefault(each.asks, each)
    return list(first.values())[:MOST]


def _together(readings: Iterable[Option], asks: str, setting: Setting) -> Iterator[Option]:
    """Changes of several names as one, where they are added up: 两项合起来比上年少了多少."""
    for each in readings:
        yield each
        if asks in ("change", "diff") and len(each.asks) > 1 and adds(setting):
            total = OfSeries(op="sum", of=tuple(ask.of for ask in each.asks))
            yield replace(each, asks=(each.asks[0].model_copy(update={"of": total}),), cost=each.cost - 0.1)


_UNMET = 2.0
"""What a reading costs that leaves out a condition which the question sets."""


def _priced(option: Option, setting: Setting) -> Option:
    heeds = any(isinstance(each, Where) for ask in option.asks for each in nodes_of(ask.of))
    unmet = bool(setting.clause.of(*CONDITIONS, "num")) and not heeds
    return replace(option, cost=option.cost + _UNMET) if unmet else option


_MOVED = "增长|上升|下降|减少|增加"
_OUTRIGHT = (
    (
        "growth",
        re.compile(
            f"增长率|增幅|降幅|涨幅|(?:{_MOVED})了?(?:百分之|多少%|几个点)|percent(?:age)? (?:change|growth)", re.I
        ),
    ),
    ("change", re.compile("变了多少|变化多少|(?:增加|减少|上涨|下降|涨|降|掉)了?多少", re.I)),
    ("diff", re.compile("差多少|差额|相差|差几|difference|how far|(?:多|少|高|低)出?多少(?!钱?$)", re.I)),
    ("completion", re.compile("完成率|执行率|completion rate|execution rate", re.I)),
)
"""Words that say what is asked wherever they stand in an ask for a figure."""


def _said_outright(setting: Setting) -> str:
    return next((asks for asks, pattern in _OUTRIGHT if pattern.search(setting.clause.cue)), "value")


_MAKERS: dict[str, Callable[[Setting], Iterable[Option]]] = {
    "value": value_asks,
    "prior": prior_asks,
    "change": change_asks("change"),
    "growth": change_asks("growth"),
    "diff": difference_asks,
    "ratio": ratio_asks,
    "share": share_asks,
    "completion": completion_asks,
    "sum": total_asks("sum"),
    "mean": total_asks("mean"),
    "count": count_asks,
    "max": rank_asks(False, False),
    "min": rank_asks(True, False),
    "top": rank_asks(False, True),
    "bottom": rank_asks(True, True),
    "list": list_asks,
    "equal": equal_asks,
    "compare": compare_asks,
    "claim": claim_asks,
    "findings": finding_asks,
    "reason": reason_asks,
    "quote": quote_asks,
    "define": define_asks,
    "members": member_asks,
    "same": value_asks,
}
"""What is asked, and who makes its readings."""
