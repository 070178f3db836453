"""Asks over many things: sums and means, counts, ranks, lists, the names that a text enumerates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

from qa.plans import language
from qa.plans.language import Members, OfSeries, OfTwo, Quote, Rank
from qa.plans.slots import Docs, Figure, Rows
from qa.reader.assembling.clauses import Thing, several
from qa.reader.assembling.conditions import conditions
from qa.reader.assembling.figure_asks import ratio_asks, value_asks
from qa.reader.assembling.figures import Meant, figure_of, over
from qa.reader.assembling.said import count_said
from qa.reader.assembling.series import PROJECT_TABLES, series
from qa.reader.assembling.setting import Option, Setting, ask_of, figures_of, over_each, series_before, unit_needed
from qa.reader.assembling.terms import topics_of

_Total = Literal["sum", "mean"]


def total_asks(op: _Total) -> Callable[[Setting], Iterator[Option]]:
    def made(setting: Setting) -> Iterator[Option]:
        things, said = setting.things, setting.clause.before + setting.clause.cue
        place = setting.places[0]
        before = series_before(setting)
        if before is not None:
            yield Option((ask_of(OfSeries(op=op, of=before), setting),), 0.0, op)
            return
        parts = tuple(each for each in things if not each.base)
        things = _apart(parts if len(parts) > 1 else things, setting)
        if len(things) > 1 and not place.each:
            readings = (list(figures_of(thing, setting.places, setting))[:6] for thing in things)
            for picked in zip(*readings, strict=False):
                of = OfSeries(op=op, of=tuple(meant.of for meant in picked))
                yield Option((ask_of(of, setting),), sum(meant.cost for meant in picked), op)
        elif op == "mean" and any(each.base for each in setting.things):
            yield from ratio_asks(setting)
        if op == "mean" and len(things) == 2 and _PER.search(setting.clause.before + setting.clause.cue):
            yield from _per_unit(things, setting)
        for each in members(setting):
            more = 0.2 if op == "sum" and not place.each else 0
            yield Option((ask_of(OfSeries(op=op, of=each.of), setting),), each.cost + more, op)
        if op == "sum" and len(things) == 1 and not place.each:
            yield from _of_pieces(things[0], setting)
            for option in value_asks(setting):
                yield replace(option, cost=option.cost + (0.6 if _PIECES.search(said) else 0.1))

    return made


_PIECES = re.compile("全部|所有|[各每几两三四五六七八九十\\d][笔处]")
"""The rows of one name are to be taken together."""


def _apart(things: tuple[Thing, ...], setting: Setting) -> tuple[Thing, ...]:
    """Each name in each of several columns, or under each of several heads."""
    for tag in ("col", "under"):
        said = several(setting.clause, tag)
        if len(said) > 1 and things and setting.own:
            return tuple(each.but(**{tag: words}) for each in things for words in said)
    return things


def _of_pieces(thing: Thing, setting: Setting) -> Iterator[Option]:
    """The sum of the projects that bear one name."""
    for place in setting.places if _PIECES.search(setting.clause.before + setting.clause.cue) else ():
        for at, title in enumerate(PROJECT_TABLES):
            rows = Rows(documents=place.docs, year=place.year, table=title, under=thing.name)
            yield Option((ask_of(OfSeries(op="sum", of=rows), setting),), place.cost + 0.5 + at / 20, "sum")


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
        for place, (at, called) in itertools.product(setting.places if topic else (), enumerate(topics_of(topic))):
            docs = None if place.each else place.docs
            quote = Quote(documents=docs, topic=called, section=setting.clause.first("section"))
            of = over(place, OfSeries(op="count", of=Members(of=quote)))
            yield Option((ask_of(of, setting),), place.cost + 0.25 + at / 5, "count")
    for each in (*_sheets(setting), *members(setting)):
        more = 0 if conditional or setting.clause.of("table") else 0.3
        yield Option((ask_of(OfSeries(op="count", of=each.of), setting),), each.cost + more, "count")


_SHEETS = re.compile("(?:多少|几)[张份]")


def _sheets(setting: Setting) -> Iterator[Meant]:
    """The sheets of a form, each of which has one row for the whole."""
    named = (setting.clause.first("table"), *(each.name for each in setting.things if each.name.endswith("表")))
    table = next(filter(None, named), "")
    for place in setting.places if table and _SHEETS.search(setting.clause.cue) else ():
        yield Meant(Rows(documents=place.docs, year=place.year, table=table, item="年度资金总额"), place.cost)


def members(setting: Setting) -> Iterator[Meant]:
    """What a clause is about in each choice of documents; those that the clause before was about come first, where it
    names none of its own."""
    clause = setting.clause
    before = series_before(setting)
    if before is not None and not isinstance(before, tuple):
        column = clause.first("col")
        of = [(0.0, before.model_copy(update={"item": column})), (0.1, before.model_copy(update={"measure": column}))]
        for cost, rows in of if column and isinstance(before, Rows) else [(0.0, before)]:
            for tests in conditions(clause):
                yield Meant(language.Where(of=rows, conditions=tests) if tests else rows, cost)
    unit = unit_needed(setting) if clause.asks in ("sum", "mean") else ""  # 哪几家: the unit of members, not of figures
    for place in setting.places:
        several_offices = isinstance(place.docs, Docs) and len(place.docs.institution) > 1
        chosen = replace(place, each=True) if several_offices and _WHO.search(clause.cue) else place
        yield from series(clause, setting.things, chosen, unit)


_WHO = re.compile("哪[些几一两三]?(?:家|个?(?:单位|部门|局))|谁|which (?:office|bureau|department|unit)", re.I)


_N = re.compile(r"(?<=[前头])[一二两三四五六七八九十\d]+|(?<=top )\d+", re.I)


_LOWEST = re.compile("最[低少小]|倒数|垫底|末位|从[低小少]到|由[低小少]到|lowest|smallest|least|fewest|ascending", re.I)


_HIGHEST = re.compile("最[高多大]|第一|从[高大多]到|由[高大多]到|highest|largest|biggest|most|descending", re.I)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(0) if found else ""


_RECKONED = frozenset({"diff", "ratio", "share"})
"""What is asked behind a ranking, and told before the figures that are ranked."""


def rank_asks(lowest: bool, many: bool) -> Callable[[Setting], Iterator[Option]]:
    def made(setting: Setting) -> Iterator[Option]:
        cue = setting.clause.before + setting.clause.cue
        said = setting.clause.first("n") or _first(_N, cue)
        n = count_said(said) if said else None if many else 1
        low = bool(_LOWEST.search(cue)) if _LOWEST.search(cue) or _HIGHEST.search(cue) else lowest
        show: tuple[Any, ...] = ("name",) if setting.after in _RECKONED else ("name", "value")
        for each in members(setting):
            yield Option((ask_of(Rank(of=each.of, n=n, lowest=low), setting, show=show),), each.cost, "rank")

    return made
