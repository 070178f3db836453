"""What a clause stands in, and the figures, pairs and series that the readings of it are made of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.model.figures import Stage
from qa.plans import language
from qa.plans.language import Ask, Children, Each, Judgement, Members, OfSeries, OfTwo, OfYears, Rank
from qa.plans.slots import Docs, Figure, Rows
from qa.reader.assembling.clauses import Clause, Thing, several
from qa.reader.assembling.figures import Meant, figure_of, figures, over, staged
from qa.reader.assembling.said import stage_of, unit_asked
from qa.reader.assembling.scope import Placed

MOST = 24
"""Most readings of one clause that are made."""


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of a clause: its asks. ``cost``: how far it is from the words; ``sort``: what it does."""

    asks: tuple[Ask, ...]
    cost: float
    sort: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause stands in: ``places``, the choices of documents; ``by_year``: those of each year, where several are
    named; ``things``: what it names, else what was named before; ``own``: whether these are its own."""

    clause: Clause
    places: tuple[Placed, ...]
    by_year: tuple[tuple[Placed, ...], ...]
    things: tuple[Thing, ...]
    own: bool = True
    prior: bool = False
    wholes: tuple[Thing, ...] = ()
    """What was named in the turns before, of which a share may be asked."""
    previous: tuple[Ask, ...] = ()
    """What the clause before came to be."""
    earlier: tuple[Thing, ...] = ()
    """What the turn before was about."""
    kind: str = ""
    """What the question calls the document, where it may be what a text is about (绩效自评)."""


def ask_of(of: Any, setting: Setting, *, show: tuple[Any, ...] = (), direction: str = "", unit: str = "") -> Ask:
    return Ask(of=of, show=show, direction=direction, unit=unit or unit_said(setting))  # type: ignore[arg-type]


def unit_said(setting: Setting) -> str:
    """The unit asked for, where it is one that a figure can be told in."""
    said = setting.clause.first("unit") or setting.clause.cue
    unit = unit_asked(said)
    return unit if unit in ("元", "万元", "亿元") else ""


_MONEY = re.compile("钱|资金|金额|花|经费|yuan|money|spen", re.I)


def unit_needed(setting: Setting) -> str:
    """The unit that a figure must have: that of what is counted, or money, or a percentage; empty where none is
    said."""
    unit = unit_asked(setting.clause.cue)
    if unit in ("元", "万元", "亿元") or (not unit and _MONEY.search(setting.clause.cue)):
        return "万元"
    return unit


_UNITED = frozenset({"value", "sum", "mean", "count", "prior", ""})


def figures_of(thing: Thing, places: Sequence[Placed], setting: Setting, **slots: Any) -> Iterator[Meant]:
    """The expressions of a figure in each choice of documents, in the unit that is asked for."""
    unit = unit_needed(setting) if setting.clause.asks in _UNITED else ""
    for place in places:
        yield from figures(thing, place, unit if unit != "%" else "", **slots)


def over_each(places: Sequence[Placed], each: Meant) -> Any:
    place = next((place for place in places if place.each), None)
    return (
        over(place, each.of)
        if place is not None and isinstance(each.of, Figure) and each.of.documents is None
        else each.of
    )


def for_each(places: Sequence[Placed], inner: Any) -> Any:
    place = next((each for each in places if each.each), None)
    return Each(over=place.docs, value=inner) if place is not None else inner


def dated(thing: Thing, places: Sequence[Placed], setting: Setting) -> Iterator[Meant]:
    """The figures of an operand, each of its own year."""
    for place in places:
        for each in figures_of(thing, (place,), setting):
            yield replace(each, of=OfYears(op="prior", of=each.of) if place.back else each.of)


def cheapest(meant: Iterable[Meant], count: int) -> list[Meant]:
    return sorted(meant, key=lambda each: each.cost)[:count]


def operands_of(setting: Setting) -> list[tuple[Thing, tuple[Placed, ...]]]:
    """The operands of a clause: its names; or its one name in each year, at each stage, in each table or column."""
    things = setting.things or (Thing(""),)
    if len(setting.by_year) > 1 and len(things) == 1:
        return [(things[0], places) for places in setting.by_year]
    if len(things) == 1:
        for tag in ("stage", "table", "source", "col", "fund", "side"):
            said = several(setting.clause, tag)
            if len(said) > 1:
                return [(things[0].but(**{tag: words}), setting.places) for words in said]
    return [(each, setting.places) for each in things]


def pairs_of(setting: Setting) -> Iterator[tuple[Meant, Meant]]:
    operands = operands_of(setting)
    bases = [each for each in operands if each[0].base]
    others = [each for each in operands if not each[0].base]
    if len(bases) > 1 and len(others) == 1:
        for each in zip(
            *(cheapest(dated(thing, places, setting), 4) for thing, places in (others[0], *bases)), strict=False
        ):
            one, *rest = each
            total = OfSeries(op="sum", of=tuple(meant.of for meant in rest))
            yield one, Meant(total, sum(meant.cost for meant in rest))
        return
    if bases and others:
        operands = [others[0], bases[0]]
    if len(operands) < 2:
        return
    (one, its), (other, those) = operands[:2]
    pairs = itertools.product(cheapest(dated(one, its, setting), 6), cheapest(dated(other, those, setting), 6))
    yield from sorted(pairs, key=lambda pair: pair[0].cost + pair[1].cost)[:MOST]


def of_its_year(figure: Any, place: Placed, prior: bool) -> Any:
    """A figure over its documents; that of the year before, where it is asked for or only the next year's document
    holds it."""
    return over(place, OfYears(op="prior", of=figure) if place.back or prior else figure)


def latest_at(setting: Setting) -> int:
    years = [next((year for place in places for year in _years_of(place)), 0) for places in setting.by_year]
    return years.index(max(years)) if years else 0


def _years_of(place: Placed) -> tuple[int, ...]:
    if place.year:
        return (place.year,)
    return tuple(year - 1 if place.back else year for year in place.docs.year) if isinstance(place.docs, Docs) else ()


def two_stages(setting: Setting) -> bool:
    stages = {stage_of(each) for each in several(setting.clause, "stage")}
    return len(stages - {Stage.UNKNOWN}) > 1


def final_and_budget(setting: Setting) -> Iterator[tuple[Meant, Meant]]:
    """The figure of what was done and that of what was planned."""
    said = [stage_of(each) for each in several(setting.clause, "stage")]
    budgets = [each for each in said if each in (Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET)] or [
        Stage.BUDGET,
        Stage.INITIAL,
        Stage.ADJUSTED,
    ]
    for thing in (setting.things or (Thing(""),))[:1]:
        for budget in dict.fromkeys(budgets):
            for final_place, budget_place in _places_of_stages(setting):
                final = figure_of(
                    staged(thing, Stage.FINAL), None if final_place.each else final_place.docs, final_place.year
                )
                plan = figure_of(
                    staged(thing, budget), None if budget_place.each else budget_place.docs, budget_place.year
                )
                cost = final_place.cost + budgets.index(budget) * 0.2
                yield Meant(final, cost), Meant(plan)
                if final.table or final.measure:
                    bare = {"table": "", "measure": ""}
                    yield Meant(final.model_copy(update=bare), cost + 0.5), Meant(plan.model_copy(update=bare))


def _places_of_stages(setting: Setting) -> Iterator[tuple[Placed, Placed]]:
    """Both from one document, else the budget from that of its kind."""
    for place in setting.places:
        yield place, place
        if isinstance(place.docs, Docs) and not place.each and len(place.docs.institution) == 1:
            final, budget = (
                replace(place, docs=place.docs.model_copy(update={"kind": (kind,)})) for kind in ("决算", "预算")
            )
            yield replace(final, cost=place.cost + (0.1 if len(place.docs.kind) != 1 else 0.4)), budget


def series_before(setting: Setting) -> Any:
    """The series that the clause before was about, or its several figures; None where there is none."""
    if setting.own or not setting.previous:
        return None
    found = [_as_series(ask.of) for ask in setting.previous]
    if len(found) == 1:
        return found[0]
    return tuple(ask.of for ask in setting.previous) if all(each is None for each in found) else None


def _as_series(of: Any) -> Any:
    if isinstance(of, Rank) and isinstance(of.of, Each) and of.n is None:
        return of.of
    if isinstance(of, OfSeries):
        return of.of if not isinstance(of.of, tuple) else None
    return of if isinstance(of, Each | Rank | Children | Members | language.Where | Rows) else None


def with_base(setting: Setting, op: str) -> Iterator[Option]:
    """What was just reckoned beside a figure that is named as its base: 五项合计 … 有没有超过公用经费."""
    bases = [each for each in setting.things if each.base]
    if len(setting.things) == 1 and bases and len(setting.previous) == 1 and setting.own:
        for each in cheapest(figures_of(bases[0], setting.places, setting), 5):
            of: Any = setting.previous[0].of
            made = OfTwo(op="difference", a=of, b=each.of) if op == "difference" else Judgement(op=op, a=of, b=each.of)  # type: ignore[arg-type]
            yield Option((ask_of(made, setting),), each.cost, "diff" if op == "difference" else op)
