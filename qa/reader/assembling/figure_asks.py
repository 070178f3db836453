"""Asks for figures: the value, that of the year before, changes, differences, completion, ratios."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.model.figures import Role
from qa.plans.language import Claim, Each, Judgement, Number, OfSeries, OfTwo, OfYears
from qa.reader.assembling.clauses import EMPTY, Thing
from qa.reader.assembling.figures import Meant
from qa.reader.assembling.operands import operands_of, pairs_of
from qa.reader.assembling.said import direction_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.setting import (
    Option,
    Setting,
    ask_of,
    cheapest,
    figures_of,
    final_and_budget,
    for_each,
    latest_at,
    of_its_year,
    over_each,
    series_before,
    two_stages,
    with_base,
)
from qa.reader.assembling.word_asks import quote_asks


def value_asks(setting: Setting) -> Iterator[Option]:
    operands = operands_of(setting)
    if all(not thing.name and not thing.slots for thing, _ in operands) and setting.clause.of("topic", "aspect"):
        yield from quote_asks(setting)
        return
    choices = []
    for thing, places in operands:
        made = []
        for place in places:
            for each in figures_of(thing, (place,), setting):
                bare = BARE if thing.name in EMPTY and setting.group else 0.0
                made.append(replace(each, of=of_its_year(each.of, place, setting.prior), cost=each.cost + bare))
            for each in _of_group(thing, place, setting):
                made.append(replace(each, of=of_its_year(each.of, place, setting.prior)))
        choices.append(cheapest(made, 14))
    for at in range(max(map(len, choices), default=0)):
        picked = [each[min(at, len(each) - 1)] for each in choices if each]
        yield Option(tuple(ask_of(each.of, setting) for each in picked), max(each.cost for each in picked), "value")
    if len(choices) > 1:
        for at, own in enumerate(choices):  # one of several names may be meant in another way than the others
            for other in own[1:6]:
                picked = [other if at == place else each[0] for place, each in enumerate(choices) if each]
                yield Option(
                    tuple(ask_of(each.of, setting) for each in picked), max(each.cost for each in picked), "value"
                )


def _of_group(thing: Thing, place: Placed, setting: Setting) -> Iterator[Meant]:
    """A part of what was named before: 政府采购预算多少？货物呢."""
    named = thing.name and setting.own and not thing.slot("under") and not thing.slot("subj")
    for group in setting.group if named else ():
        project = group.slot("subj")
        if group.name and group.name not in thing.name:
            within = thing.but(subj=project) if project else thing.but(under=group.name)
            for each in figures_of(within, (place,), setting):
                parted = each.of.under or each.of.subject or each.of.item not in (thing.name, group.name)
                if parted:
                    yield replace(each, cost=each.cost + _GROUPED)


_GROUPED = 0.3
"""What it costs to read a name as a part of what was named before."""
BARE = 0.6
"""What it costs to read a name of nothing by itself (资金) as that of a figure, where it may be of what was named."""


def prior_asks(setting: Setting) -> Iterator[Option]:
    latest = setting.by_year[latest_at(setting)] if len(setting.by_year) > 1 else setting.places
    for thing in (setting.things or (Thing(""),))[:1]:
        for each in figures_of(thing, latest, setting):
            yield Option((ask_of(for_each(latest, OfYears(op="prior", of=each.of)), setting),), each.cost, "prior")


def change_asks(op: str) -> Callable[[Setting], Iterator[Option]]:
    def made(setting: Setting) -> Iterator[Option]:
        direction = direction_of(setting.clause.cue)
        if op == "change" and two_stages(setting):
            yield from difference_asks(setting)
            return
        things = setting.things or (Thing(""),)
        latest = setting.by_year[latest_at(setting)] if len(setting.by_year) > 1 else setting.places
        for each in zip(*(list(figures_of(thing, latest, setting))[:8] for thing in things), strict=False):
            asks = []
            for meant in each:
                inner: Any = OfYears(op="change", of=meant.of) if op == "change" else OfTwo(op="growth", a=meant.of)
                asks.append(
                    ask_of(for_each(latest, inner), setting, direction=direction, unit="%" if op == "growth" else "")
                )
            yield Option(tuple(asks), sum(meant.cost for meant in each), op)
        yield from _as_stated(op, things, latest, setting, direction)
        for a, b in pairs_of(setting):
            if len(things) == 1 or any(thing.base for thing in things):
                a, b = (a, b) if len(setting.by_year) < 2 or latest_at(setting) == 0 else (b, a)
                inner = OfTwo(op="difference" if op == "change" else "growth", a=a.of, b=b.of)
                yield Option(
                    (
                        ask_of(
                            for_each(setting.places, inner),
                            setting,
                            direction=direction,
                            unit="%" if op == "growth" else "",
                        ),
                    ),
                    a.cost + b.cost + 0.3,
                    op,
                )

    return made


def _as_stated(
    op: str, things: Sequence[Thing], places: Sequence[Placed], setting: Setting, direction: str
) -> Iterator[Option]:
    """The change that a sentence states of itself, against whatever it was: 调整时化债支出增加6980万元."""
    role = Role.CHANGE if op == "change" else Role.CHANGE_RATE
    for thing in things if len(things) == 1 else ():
        for each in itertools.islice(figures_of(thing, places, setting, role=role, source="text"), 2):
            of = over_each(places, each)
            yield Option((ask_of(of, setting, direction=direction),), each.cost + 0.7, op)


def completion_asks(setting: Setting) -> Iterator[Option]:
    """Final against budget: of each of several names that are meant one by one, of two names, or of one at two
    stages."""
    apart = not setting.own or bool(_APART.search(setting.clause.before + setting.clause.cue))
    if len(setting.things) > 1 and not any(each.base for each in setting.things):
        each_own = [list(completion_asks(replace(setting, things=(thing,)))) for thing in setting.things]
        for picked in zip(*each_own, strict=False):
            cost = max(each.cost for each in picked) + (0 if apart else 0.3)
            yield Option(tuple(ask for each in picked for ask in each.asks), cost, "completion")
        if apart:
            return
    for thing in setting.things[:1]:
        said = 0.72 if "执行率" in setting.clause.cue else 0.0  # the name of the column itself
        for name, cost in (("预算执行率", 0.6 - said), ("执行率", 0.7 - said)):
            for each in itertools.islice(figures_of(thing.but(col=name, stage=""), setting.places, setting), 8):
                yield Option(
                    (ask_of(over_each(setting.places, each), setting, unit="%"),), each.cost + cost, "completion"
                )
    for final, budget in final_and_budget(setting):
        inner = OfTwo(op="completion", a=final.of, b=budget.of)
        yield Option((ask_of(for_each(setting.places, inner), setting, unit="%"),), final.cost, "completion")
    if len(setting.things) > 1:
        for a, b in pairs_of(setting):
            yield Option(
                (ask_of(OfTwo(op="completion", a=a.of, b=b.of), setting, unit="%"),), a.cost + b.cost, "completion"
            )


_APART = re.compile("[各都]|分别|respectively|each", re.I)


def difference_asks(setting: Setting) -> Iterator[Option]:
    yield from with_base(setting, "difference")
    before = _compared_before(setting)
    place = next((each for each in setting.places if each.each), None)
    if isinstance(before, tuple) and len(before) == 2:
        yield _difference(before[0], before[1], 0.0, setting)
    elif isinstance(before, Each):
        yield _spread(before, 0.0, setting)
    elif (
        len(setting.previous) == 1 and not setting.own and setting.earlier and setting.earlier[0] not in setting.things
    ):
        for each in cheapest(figures_of(setting.earlier[0], setting.places, setting), 4):
            yield _difference(setting.previous[0].of, each.of, each.cost, setting)
    elif place is not None and len(setting.things) == 1 and not two_stages(setting):
        for each in figures_of(setting.things[0], setting.places, setting):
            yield _spread(Each(over=place.docs, value=each.of), each.cost, setting)
    elif len(setting.by_year) > 1 and len(setting.things) > 1 and not any(each.base for each in setting.things):
        yield from _differences_of_each(setting)
    else:
        yield from _of_operands(setting)


def _compared_before(setting: Setting) -> Any:
    """What the clause before compared, or the series that it was about."""
    judged = [each.of for each in setting.previous if isinstance(each.of, Judgement | Claim)] if not setting.own else []
    only = judged[0] if len(judged) == 1 else None
    if isinstance(only, Claim):
        return Number(value=only.value, unit=only.unit), only.of
    return (only.a, only.b) if only is not None else series_before(setting)


def _difference(a: Any, b: Any, cost: float, setting: Setting) -> Option:
    of = for_each(setting.places, OfTwo(op="difference", a=a, b=b))
    return Option((ask_of(of, setting, direction=direction_of(setting.clause.cue)),), cost, "diff")


def _spread(series: Each, cost: float, setting: Setting) -> Option:
    """How far the largest of a series is from the smallest."""
    two = OfTwo(op="difference", a=OfSeries(op="max", of=series), b=OfSeries(op="min", of=series))
    return Option((ask_of(two, setting, direction="size"),), cost, "diff")


def _differences_of_each(setting: Setting) -> Iterator[Option]:
    """Each of several names between two years or documents."""
    direction = direction_of(setting.clause.cue)
    pairs = [list(pairs_of(replace(setting, things=(each,)))) for each in setting.things]
    for picked in zip(*pairs, strict=False):
        made = (OfTwo(op="difference", a=a.of, b=b.of) for a, b in picked)
        asks = tuple(ask_of(each, setting, direction=direction) for each in made)
        yield Option(asks, max(a.cost + b.cost for a, b in picked), "diff")


def _of_operands(setting: Setting) -> Iterator[Option]:
    """Of two that are named; else what was done less what was planned; else the change since the year before."""
    found = list(pairs_of(setting))
    yield from (_difference(a.of, b.of, a.cost + b.cost, setting) for a, b in found)
    if found:
        return
    said = _OVERRUN.search(setting.clause.before + setting.clause.cue) or setting.clause.of("stage")
    if said and not setting.prior:
        yield from (_difference(a.of, b.of, a.cost, setting) for a, b in final_and_budget(setting))
    if not two_stages(setting):
        yield from (replace(each, cost=each.cost + 0.3) for each in change_asks("change")(setting))


_OVERRUN = re.compile("超|预算|没花完|没用完|结余|budget|执行", re.I)


def ratio_asks(setting: Setting) -> Iterator[Option]:
    before = _compared_before(setting)
    if isinstance(before, tuple) and len(before) == 2:
        of = OfTwo(op="ratio", a=before[0], b=before[1])
        yield Option((ask_of(for_each(setting.places, of), setting),), 0.0, "ratio")
    for a, b in pairs_of(setting):
        yield Option((ask_of(OfTwo(op="ratio", a=a.of, b=b.of), setting),), a.cost + b.cost, "ratio")
