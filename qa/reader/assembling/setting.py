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
from qa.plans.slots import Docs, Figure, Rows, Slots, nodes_of
from qa.reader.assembling.clauses import Clause, Thing, several
from qa.reader.assembling.figures import Meant, figures, over, staged
from qa.reader.assembling.said import Amount, stage_of, unit_asked
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
    known: tuple[Amount, ...] = ()
    """What the clauses before give as known."""
    told: tuple[Ask, ...] = ()
    """What the clause before came to be, or the last one of the turn before."""
    earlier: tuple[Thing, ...] = ()
    """What the turn before was about."""
    group: tuple[Thing, ...] = ()
    """What was named last before this clause, of which it may ask a part."""
    around: str = ""
    """What was asked of just before, of which its own names may be parts."""
    after: str = ""
    """What the clause behind it asks of the same."""
    kind: str = ""
    """What the question calls the document, where it may be what a text is about (绩效自评)."""


def ask_of(of: Any, setting: Setting, *, show: tuple[Any, ...] = (), direction: str = "", unit: str = "") -> Ask:
    return Ask(of=of, show=show, direction=direction, unit=unit or unit_said(setting))  # type: ignore[arg-type]


def unit_said(setting: Setting) -> str:
    """The unit asked for, where it is one that a figure can be told in."""
    said = setting.clause.first("unit") or setting.clause.cue
    unit = unit_asked(said)
    return unit if unit in ("元", "万元", "亿元") else ""


_MONEY = re.compile("钱|资金|金额|花|经费|支出|yuan|money|spen", re.I)


def unit_needed(setting: Setting) -> str:
    """The unit that a figure must have: that of what is counted, or money, or a percentage; empty where none is
    said."""
    unit = unit_asked(setting.clause.cue)
    if unit in ("元", "万元", "亿元") or (not unit and _MONEY.search(setting.clause.cue)):
        return "万元"
    return unit


_BOUGHT = re.compile("买|购|添置|新增几")
"""What is bought is not what there is: 买几辆车 asks for 购置车辆."""
_UNITED = frozenset({"value", "sum", "mean", "count", "prior", ""})


def figures_of(thing: Thing, places: Sequence[Placed], setting: Setting, **slots: Any) -> Iterator[Meant]:
    """The expressions of a figure in each choice of documents, in the unit that is asked for."""
    unit = unit_needed(setting) if setting.clause.asks in _UNITED else ""
    if unit and unit != "万元" and _BOUGHT.search(setting.clause.cue) and not _BOUGHT.search(thing.name):
        thing = thing.named(f"购置{thing.name}")
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
    """An expression for each document, where its figures are of none yet."""
    place = next((each for each in places if each.each), None)
    if place is not None and not any(isinstance(each, Slots) and each.documents is None for each in nodes_of(inner)):
        return inner
    return Each(over=place.docs, value=inner) if place is not None else inner


def cheapest(meant: Iterable[Meant], count: int) -> list[Meant]:
    return sorted(meant, key=lambda each: each.cost)[:count]


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
                more = budgets.index(budget) * 0.2
                finals = figures(staged(thing, Stage.FINAL), final_place)
                plans = figures(staged(thing, budget), budget_place)
                for final, plan in itertools.islice(zip(finals, plans, strict=False), _READ_AS):
                    if final.of.stage and plan.of.stage:
                        yield replace(final, cost=final.cost + more), plan
                    bare = {"table": "", "measure": ""}
                    if final.of.table or final.of.measure:
                        told, planned = (each.of.model_copy(update=bare) for each in (final, plan))
                        yield Meant(told, final.cost + more + 0.5), Meant(planned)


_READ_AS = 8
"""Most readings of a name whose figures at two stages are compared."""


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
