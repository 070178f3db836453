"""Asks over many things: sums and means, counts, ranks, lists, the names that a text enumerates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

from qa.plans import language
from qa.plans.language import Members, OfSeries, OfTwo, Quote, Rank
from qa.plans.slots import Figure
from qa.reader.assembling.clauses import Thing
from qa.reader.assembling.figure_asks import ratio_asks, value_asks
from qa.reader.assembling.figures import figure_of, over
from qa.reader.assembling.said import count_said
from qa.reader.assembling.series import conditions, series
from qa.reader.assembling.setting import Option, Setting, ask_of, figures_of, over_each, series_before, unit_needed

_Total = Literal["sum", "mean"]


def total_asks(op: _Total) -> Callable[[Setting], Iterator[Option]]:
    def made(setting: Setting) -> Iterator[Option]:
        things = setting.things
        place = setting.places[0]
        before = series_before(setting)
        if before is not None:
            yield Option((ask_of(OfSeries(op=op, of=before), setting),), 0.0, op)
            return
        parts = tuple(each for each in things if not each.base)
        things = parts if len(parts) > 1 else things
        if len(things) > 1 and not place.each:
            readings = (list(figures_of(thing, setting.places, setting))[:6] for thing in things)
            for picked in zip(*readings, strict=False):
                of = OfSeries(op=op, of=tuple(meant.of for meant in picked))
                yield Option((ask_of(of, setting),), sum(meant.cost for meant in picked), op)
        elif op == "mean" and any(each.base for each in setting.things):
            yield from ratio_asks(setting)
        if op == "mean" and len(things) == 2 and _PER.search(setting.clause.before + setting.clause.cue):
            yield from _per_unit(things, setting)
        for place in setting.places:
            for each in series(setting.clause, things, place):
                yield Option(
                    (ask_of(OfSeries(op=op, of=each.of), setting),),
                    each.cost + (0.2 if op == "sum" and not place.each else 0),
                    op,
                )
        if op == "sum" and len(things) == 1 and not place.each:
            for option in value_asks(setting):
                yield replace(option, cost=option.cost + 0.1)

    return made


_PER = re.compile("[一每](?P<unit>[辆台人个家户])|人均|per (?:car|person|vehicle)", re.I)


def _per_unit(things: tuple[Thing, ...], setting: Setting) -> Iterator[Option]:
    """An amount over a count: 平均一辆车的运行维护费."""
    said = _PER.search(setting.clause.before + setting.clause.cue)
    unit = (said["unit"] if said else "") or "人"
    for counted, amount in (things, things[::-1]):
        for place in setting.places:
            count = figure_of(counted, None if place.each else place.docs, place.year, unit=unit)
            money = figure_of(amount, None if place.each else place.docs, place.year, unit="万元")
            of = OfTwo(op="ratio", a=money, b=count)
            yield Option((ask_of(over(place, of), setting),), place.cost, "mean")


def count_asks(setting: Setting) -> Iterator[Option]:
    counted = unit_needed(setting)
    conditional = bool(setting.clause.of("gt", "lt", "zero", "blank", "present", "absent", "has", "lacks", "level"))
    if not conditional:
        for thing in setting.things or ((Thing(setting.clause.first("topic")),) if setting.clause.of("topic") else ()):
            for each in figures_of(thing, setting.places, setting):
                if isinstance(each.of, Figure) and counted:
                    yield Option(
                        (
                            ask_of(
                                over_each(
                                    setting.places, replace(each, of=each.of.model_copy(update={"unit": counted}))
                                ),
                                setting,
                            ),
                        ),
                        each.cost,
                        "value",
                    )
        topic = setting.clause.first("topic", "item")
        for place in setting.places if topic else ():
            quote = Quote(
                documents=None if place.each else place.docs, topic=topic, section=setting.clause.first("section")
            )
            of = over(place, OfSeries(op="count", of=Members(of=quote)))
            yield Option((ask_of(of, setting),), place.cost + 0.25, "count")
    for place in setting.places:
        for each in series(setting.clause, setting.things, place):
            yield Option(
                (ask_of(OfSeries(op="count", of=each.of), setting),),
                each.cost + (0 if conditional or setting.clause.of("table") else 0.3),
                "count",
            )


_N = re.compile(r"(?<=[前头])[一二两三四五六七八九十\d]+|(?<=top )\d+", re.I)


_LOWEST = re.compile("最[低少小]|倒数|垫底|末位|从[低小少]到|由[低小少]到|lowest|smallest|least|fewest|ascending", re.I)


_HIGHEST = re.compile("最[高多大]|第一|从[高大多]到|由[高大多]到|highest|largest|biggest|most|descending", re.I)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(0) if found else ""


def rank_asks(lowest: bool, many: bool) -> Callable[[Setting], Iterator[Option]]:
    def made(setting: Setting) -> Iterator[Option]:
        cue = setting.clause.before + setting.clause.cue
        said = setting.clause.first("n") or _first(_N, cue)
        n = count_said(said) if said else None if many else 1
        low = bool(_LOWEST.search(cue)) if _LOWEST.search(cue) or _HIGHEST.search(cue) else lowest
        before = series_before(setting)
        if before is not None and not isinstance(before, tuple):
            yield Option((ask_of(Rank(of=before, n=n, lowest=low), setting, show=("name", "value")),), 0.0, "rank")
        for place in setting.places:
            for each in series(setting.clause, setting.things, place):
                ask = ask_of(Rank(of=each.of, n=n, lowest=low), setting, show=("name", "value"))
                yield Option((ask,), each.cost, "rank")

    return made


def list_asks(setting: Setting) -> Iterator[Option]:
    show: tuple[Any, ...] = ("name",)
    topic = setting.clause.first("topic")
    for place in setting.places:
        if topic and not setting.clause.of("table", "under"):
            quote = Quote(
                documents=None if place.each else place.docs, topic=topic, section=setting.clause.first("section")
            )
            yield Option(
                (ask_of(over(place, _tested(Members(of=quote), setting)), setting, show=show),), place.cost, "members"
            )
        for each in series(setting.clause, setting.things, place):
            yield Option((ask_of(each.of, setting, show=("name", "value")),), each.cost, "list")


def _tested(of: Any, setting: Setting) -> Any:
    """The names that hold or lack what the question says."""
    tests = next(iter(conditions(setting.clause)), ()) if setting.clause.of("has", "lacks") else ()
    return language.Where(of=of, conditions=tests) if tests else of


def member_asks(setting: Setting) -> Iterator[Option]:
    topic = " ".join(each.text for each in setting.clause.of("topic", "item", "aspect", "base"))
    for place in setting.places:
        quote = Quote(
            documents=None if place.each else place.docs, topic=topic, section=setting.clause.first("section")
        )
        yield Option(
            (ask_of(over(place, _tested(Members(of=quote), setting)), setting, show=("name",)),), place.cost, "members"
        )
    yield from (replace(each, cost=each.cost + 0.6) for each in list_asks(setting))
