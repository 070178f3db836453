"""Asks for verdicts: do figures agree, which is larger, is what the question says true, what does not add up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa.plans import language
from qa.plans.language import Ask, Children, Findings, Judgement, OfSeries, OfTwo, OfYears
from qa.reader.assembling.clauses import Thing, several
from qa.reader.assembling.figure_asks import change_asks
from qa.reader.assembling.figures import figure_of, figures, over
from qa.reader.assembling.said import amount_of, direction_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.series_asks import rank_asks
from qa.reader.assembling.setting import (
    Option,
    Setting,
    ask_of,
    cheapest,
    figures_of,
    final_and_budget,
    for_each,
    pairs_of,
    series_before,
    two_stages,
    with_base,
)

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
    if not setting.things:
        yield from (replace(each, cost=each.cost + 1.0) for each in finding_asks(setting))


def _named_equal(setting: Setting) -> Iterator[Option]:
    """Two figures that are named, or several that are added up and their base."""
    parts = [each for each in setting.things if not each.base]
    bases = [each for each in setting.things if each.base]
    if len(parts) > 1 and bases:
        readings = (list(figures_of(thing, setting.places, setting))[:4] for thing in (*parts, bases[0]))
        for each in zip(*readings, strict=False):
            *added, whole = each
            total = OfSeries(op="sum", of=tuple(meant.of for meant in added))
            of = Judgement(op="equal", a=total, b=whole.of)
            yield Option((ask_of(of, setting),), sum(meant.cost for meant in each), "equal")
        return
    for a, b in pairs_of(setting):
        of = for_each(setting.places, Judgement(op="equal", a=a.of, b=b.of))
        yield Option((ask_of(of, setting),), a.cost + b.cost, "equal")


def _told_and_printed(setting: Setting, place: Placed) -> Iterator[Option]:
    """What the text says of a figure, against a cell of a table."""
    thing = setting.things[0]
    cells = cheapest(figures(thing.but(source=""), place, source="cell"), 5)
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


_UNCHECKED = 2.0
"""What a verdict on one stated figure costs where the question states others beside it."""


def claim_asks(setting: Setting) -> Iterator[Option]:
    amounts = [amount for each in setting.clause.of("claim") if (amount := amount_of(each.text)) is not None]
    near = setting.clause.before + setting.clause.first("claim")
    for amount in amounts[:1]:
        fall = direction_of(near) == "down"
        for cost, of in _claimed(setting, amount.unit, near):
            signed = (
                -amount.value
                if fall and isinstance(of, OfYears | OfTwo) and of.op in ("change", "growth", "difference")
                else amount.value
            )
            upto = -amount.upto if amount.upto is not None and signed < 0 else amount.upto
            unit = (
                "%"
                if isinstance(of, OfTwo) and of.op in ("completion", "growth", "share") and not amount.unit
                else amount.unit
            )
            claim = language.Claim(value=signed, unit=unit, of=of, upto=upto, about=amount.about)
            yield Option((Ask(of=claim),), cost + (_UNCHECKED if len(amounts) > 1 else 0), "claim")
    if not amounts:
        said = setting.clause.first("claim")
        way = direction_of(said)
        if re.search("最[多大高]|第一|largest|highest", said):
            yield from (replace(each, cost=each.cost + 0.2) for each in rank_asks(False, False)(setting))
        elif re.search("最[少小低]|垫底|smallest|lowest", said):
            yield from (replace(each, cost=each.cost + 0.2) for each in rank_asks(True, False)(setting))
        elif way != "size":
            yield from (replace(each, cost=each.cost + 0.2) for each in change_asks("change")(setting))
        if len(setting.things) > 1:
            yield from (replace(each, cost=each.cost + 0.6) for each in equal_asks(setting))


def _claimed(setting: Setting, unit: str, near: str) -> Iterator[tuple[float, Any]]:
    """What a stated number may be of."""
    change = (
        bool(re.search("增|减|涨|降|升|跌|多[了出]|少了|上年|去年|同比|grew|rose|fell|increase|decrease", near))
        or setting.prior
    )
    for each in itertools.islice(
        (meant for thing in setting.things[:1] or (Thing(""),) for meant in figures_of(thing, setting.places, setting)),
        4,
    ):
        grown, changed = OfTwo(op="growth", a=each.of), OfYears(op="change", of=each.of)
        if two_stages(setting) and unit in ("%", ""):
            for final, budget in itertools.islice(final_and_budget(setting), 2):
                yield final.cost - 0.1, OfTwo(op="completion", a=final.of, b=budget.of)
        if unit == "%":
            yield each.cost + (0 if change else 0.4), grown
            yield each.cost + (0.5 if change else 0.1), each.of
            for final, budget in itertools.islice(final_and_budget(setting), 2):
                yield (
                    final.cost + (0.1 if re.search("完成|执行", near) else 0.6),
                    OfTwo(op="completion", a=final.of, b=budget.of),
                )
        else:
            yield each.cost + (0.6 if change else 0), each.of
            yield each.cost + (0 if change else 0.9), changed
    if len(setting.things) > 1 and unit == "%":
        for a, b in itertools.islice(pairs_of(setting), 4):
            yield a.cost + b.cost - 0.05, OfTwo(op="share", a=a.of, b=b.of)
    elif len(setting.things) > 1:
        for a, b in itertools.islice(pairs_of(setting), 2):
            yield a.cost + b.cost + 0.2, OfTwo(op="difference", a=a.of, b=b.of)
