"""Asks for verdicts: do figures agree, which is larger, is what the question says true, what does not add up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.plans.language import Children, Findings, Judgement, Number, OfSeries, OfYears
from qa.reader.assembling.clauses import Thing, several
from qa.reader.assembling.figures import figure_of, figures, over
from qa.reader.assembling.operands import adds, operand, pairs_of, summed
from qa.reader.assembling.said import amount_of, direction_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.series_asks import rank_asks
from qa.reader.assembling.setting import Option, Setting, ask_of, cheapest, for_each, series_before, with_base

_WHOLE = re.compile("总[计额数]?|合计|收支|total", re.I)
_TOLD = re.compile("说明|文字|正文|报告里?[说写讲]|叙述|narrative|text", re.I)


def equal_asks(setting: Setting) -> Iterator[Option]:
    yield from with_base(setting, "equal")
    yield from _columns_equal(setting)
    yield from _named_equal(setting)
    if len(setting.things) == 1 or (setting.things and _TOLD.search(setting.clause.before)):
        for place in setting.places:
            yield from _told_and_printed(setting, place)
            yield _total_and_parts(setting, place)
    before = series_before(setting)
    if isinstance(before, tuple) and len(before) == 2:
        yield Option((ask_of(Judgement(op="equal", a=before[0], b=before[1]), setting),), 0.1, "equal")
    if not setting.own and len(setting.told) == 1 and setting.known:
        known = setting.known[-1]  # 公布的平均分96.32, 重新算是多少？一致吗
        of = Judgement(op="equal", a=setting.told[0].of, b=Number(value=known.value, unit=known.unit))
        yield Option((ask_of(of, setting),), 0.1, "equal")
    if not setting.things:
        yield from (replace(each, cost=each.cost + 1.0) for each in finding_asks(setting))


def _named_equal(setting: Setting) -> Iterator[Option]:
    """Two figures that are named, or several that are added up and the total: a base, or an amount that is given."""
    setting = _with_total(setting)
    parts = tuple(each for each in setting.things if not each.base)
    bases = [each for each in setting.things if each.base]
    if len(parts) > 1 and (bases or adds(setting)):
        totals = [(cost, total) for cost, total in itertools.islice(summed(replace(setting, things=parts)), 6)]
        yield from _sum_equal(totals, bases, _given_total(len(parts), setting), setting)
        if bases:
            return
    elif len(setting.things) == 1 and not bases:
        meant = cheapest(operand(setting.things[0], setting.places, setting), 6)
        sums = [(each.cost, each.of) for each in meant if isinstance(each.of, OfSeries)]
        yield from _sum_equal(sums, (), _given_total(1, setting), setting)
    elif bases and not parts:
        yield from _sum_equal(_given_parts(setting), bases, None, setting)
    for a, b in pairs_of(setting) if len(setting.things) < 3 else ():
        of = for_each(setting.places, Judgement(op="equal", a=a.of, b=b.of))
        yield Option((ask_of(of, setting),), a.cost + b.cost, "equal")


def _with_total(setting: Setting) -> Setting:
    """Of several names the first as the total, where the amount that is given stands beside it alone: X 是100万, A、B
    加起来."""
    given, named = setting.clause.of("given"), setting.clause.of("item")
    if len(given) != 1 or len(named) < 3 or setting.clause.of("base"):
        return setting
    first = named[0].start < given[0].start < named[1].start
    things = (*setting.things[1:], replace(setting.things[0], base=True))
    return replace(setting, things=things) if first else setting


def _sum_equal(
    totals: Sequence[tuple[float, OfSeries]], bases: Sequence[Thing], given: Number | None, setting: Setting
) -> Iterator[Option]:
    """What is added up against a figure that is named, or against the amount that is given."""
    for cost, total in totals:
        moved = isinstance(total.of, tuple) and isinstance(total.of[0], OfYears)
        for base in bases[:1]:
            for whole in cheapest(operand(base, setting.places, setting), 4):
                b = OfYears(op="change", of=whole.of) if moved else whole.of
                yield Option((ask_of(Judgement(op="equal", a=total, b=b), setting),), cost + whole.cost, "equal")
        if given is not None:
            more = 0.35 if bases else 0.0
            yield Option((ask_of(Judgement(op="equal", a=total, b=given), setting),), cost + more, "equal")


def _given_total(parts: int, setting: Setting) -> Number | None:
    """The amount that a sum is held against: the only one that is given, or the one that is given beside the parts."""
    given = [amount for each in setting.clause.of("given", "claim") if (amount := amount_of(each.text))]
    if len(given) not in (1, parts + 1) or given[-1].upto is not None:
        return None
    fall = setting.prior and direction_of(setting.clause.before) == "down"
    return Number(value=-given[-1].value if fall else given[-1].value, unit=given[-1].unit)


def _given_parts(setting: Setting) -> list[tuple[float, OfSeries]]:
    """Amounts that the question adds up itself; the first is that of the total."""
    given = [amount for each in setting.clause.of("given") if (amount := amount_of(each.text))]
    if len(given) < 3 or not adds(setting):
        return []
    return [(0.0, OfSeries(op="sum", of=tuple(Number(value=each.value, unit=each.unit) for each in given[1:])))]


def _told_and_printed(setting: Setting, place: Placed) -> Iterator[Option]:
    """What the text says of a figure, against a cell of a table."""
    thing = setting.things[0]
    cells = cheapest(figures(thing.but(source=""), place, source="cell"), 5)
    if thing.slot("table") and _WHOLE.search(thing.name):
        total = figures(thing.named("总计").but(source=""), place, source="cell")
        cells += [replace(each, cost=each.cost + 0.4) for each in cheapest(total, 2)]
    told = cheapest(figures(thing.but(table="", source="", col=""), place, source="text"), 4)
    for a, b in sorted(itertools.product(told, cells), key=lambda pair: pair[0].cost + pair[1].cost)[:12]:
        of = over(place, Judgement(op="equal", a=a.of, b=b.of))
        yield Option((ask_of(of, setting),), a.cost + b.cost + 0.5, "equal")


def _total_and_parts(setting: Setting, place: Placed) -> Option:
    whole = figure_of(setting.things[0], None if place.each else place.docs, place.year)
    if whole.under and whole.item in ("", "总计", "合计数", "合计"):
        whole = whole.model_copy(update={"item": whole.under, "under": ""})
    of = Judgement(op="equal", a=OfSeries(op="sum", of=Children(of=whole)), b=whole)
    return Option((ask_of(over(place, of), setting),), place.cost + 0.6, "equal")


def _columns_equal(setting: Setting) -> Iterator[Option]:
    """Columns of one row that are added up, against another column of it."""
    columns, rows = several(setting.clause, "col"), several(setting.clause, "under")
    bases = [each for each in setting.things if each.base]
    if len(columns) < 2 or len(bases) != 1 or len(setting.things) != 1:
        return
    for place in setting.places:
        own = Thing(
            rows[0] if rows else "", slots=tuple(each for each in bases[0].slots if each[0] not in ("col", "under"))
        )
        parts = tuple(figure_of(own.but(col=each), place.docs, place.year) for each in columns)
        whole = figure_of(own.but(col=bases[0].name), place.docs, place.year)
        of = Judgement(op="equal", a=OfSeries(op="sum", of=parts), b=whole)
        yield Option((ask_of(of, setting),), place.cost, "equal")


def compare_asks(setting: Setting) -> Iterator[Option]:
    place = setting.places[0]
    yield from with_base(setting, "compare")
    if place.each or len(setting.things) > 2:
        yield from rank_asks(False, True)(setting)
        return
    for a, b in pairs_of(setting):
        yield Option((ask_of(Judgement(op="compare", a=a.of, b=b.of), setting),), a.cost + b.cost, "compare")


def finding_asks(setting: Setting) -> Iterator[Option]:
    for place in setting.places:
        if setting.things and setting.own:
            about = figure_of(setting.things[0], place.docs, place.year)
            yield Option((ask_of(Findings(documents=place.docs, about=about), setting),), place.cost, "findings")
        else:
            yield Option((ask_of(Findings(documents=place.docs), setting),), place.cost, "findings")
