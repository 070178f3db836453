"""The sides of what is reckoned or compared: names, sums of names or of members, one name of two years or offices."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.plans.language import OfSeries, OfYears
from qa.plans.slots import Docs, Rows, Union
from qa.reader.assembling.clauses import Thing, several
from qa.reader.assembling.figures import Meant
from qa.reader.assembling.said import stage_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.series import series
from qa.reader.assembling.setting import MOST, Setting, cheapest, figures_of

_MEMBERS = re.compile(
    r"^(?:[各几两一二三四五六七八九十\d分子列名公开明细具体这个]*)(?:项|专项|项目|明细|科目|类|款|内容|任务|部分|季度|来源|projects|items|parts)$",
    re.I,
)
ADDED = re.compile(
    "[＋+]|加起来|相加|[加求]总|求和|合计|之和|总共|一共|合起来|凑|拼|[^增追参]加(?!强)|sum|add|total|together", re.I
)


def operand(thing: Thing, places: Sequence[Placed], setting: Setting) -> Iterator[Meant]:
    """What may be meant by one side of a comparison: the sum of the members that it names (五个分项, 各项目), else its
    figure; a base, too, outside of the table that the other side is of."""
    if not thing.base and _MEMBERS.match(thing.name):
        for place in places:
            for each in series(setting.clause, (thing,), place):
                yield Meant(OfSeries(op="sum", of=each.of), each.cost)
    elif not thing.base and thing.slot("table") and adds(setting):
        for place in places:
            rows = Rows(documents=place.docs, table=thing.slot("table"), year=place.year)
            yield Meant(OfSeries(op="sum", of=rows), place.cost + 0.4)
    yield from figures_of(thing, places, setting)
    if thing.base and thing.slot("table") and len(several(setting.clause, "table")) == 1:
        for each in figures_of(thing.but(table=""), places, setting):
            yield replace(each, cost=each.cost + 0.3)


_CHANGE = re.compile("增减|变[动化]|[增减]额|[增减]数")


def adds(setting: Setting) -> bool:
    """Whether a clause adds its names up."""
    return bool(ADDED.search(setting.clause.before + setting.clause.cue))


def summed(setting: Setting) -> Iterator[tuple[float, OfSeries]]:
    """The names of a clause added up; their changes, where the year before or a change is said."""
    parts = [each for each in setting.things if not each.base]
    moved = setting.prior or any(_CHANGE.search(each.slot("col")) for each in parts)
    if moved:
        parts = [each.but(col="") if _CHANGE.search(each.slot("col")) else each for each in parts]
    readings = [cheapest(figures_of(each, setting.places, setting), 4) for each in parts]
    for picked in zip(*readings, strict=False) if len(parts) > 1 else ():
        cost = sum(each.cost for each in picked)
        if moved:
            yield cost, OfSeries(op="sum", of=tuple(OfYears(op="change", of=each.of) for each in picked))
        yield cost + (0.4 if moved else 0), OfSeries(op="sum", of=tuple(each.of for each in picked))


def dated(thing: Thing, places: Sequence[Placed], setting: Setting) -> Iterator[Meant]:
    """The figures of an operand, each of its own year."""
    for place in places:
        for each in operand(thing, (place,), setting):
            yield replace(each, of=OfYears(op="prior", of=each.of) if place.back else each.of)


def apart(place: Placed) -> tuple[Placed, ...]:
    """The documents of each office of a place, one by one."""
    if not place.each:
        return (place,)
    if isinstance(place.docs, Union):
        found = tuple(each for each in place.docs.of if isinstance(each, Docs))
        return tuple(replace(place, docs=each, each=False) for each in found)
    names = place.docs.institution
    own = (place.docs.model_copy(update={"institution": (name,)}) for name in names)
    return tuple(replace(place, docs=docs, each=False) for docs in own) if len(names) > 1 else (place,)


_OF_TWO = frozenset({"ratio", "compare", "equal", "diff"})


def operands_of(setting: Setting) -> list[tuple[Thing, tuple[Placed, ...]]]:
    """The operands of a clause: its names; or its one name in each year, at each stage, in each table or column."""
    things = setting.things or (Thing(""),)
    if len(setting.by_year) > 1 and len(things) == 1:
        return [(things[0], places) for places in setting.by_year]
    if len(things) == 1:
        for tag in ("stage", "table", "source", "col", "fund", "side"):
            said = several(setting.clause, tag)
            if tag == "stage":  # 决算 and 实际 are one stage
                said = tuple({stage_of(words): words for words in reversed(said)}.values())[::-1]
            if len(said) > 1:
                return [(things[0].but(**{tag: words}), setting.places) for words in said]
        offices = apart(setting.places[0])
        if len(offices) == 2 and setting.clause.asks in _OF_TWO and not setting.clause.of("source", "table"):
            return [(things[0], (place,)) for place in offices]
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
