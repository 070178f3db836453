"""Asks for the share of a part in a whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from qa.plans.language import Number, OfSeries, OfTwo, Rank
from qa.reader.assembling.clauses import Thing, things_of
from qa.reader.assembling.figures import Meant, figure_of, figures
from qa.reader.assembling.said import amount_of
from qa.reader.assembling.setting import Option, Setting, ask_of, cheapest, figures_of, for_each

_TOTALS = ("支出总计", "支出合计", "本年支出合计", "收入总计", "合计")
"""What a share is of where the question does not say."""


def share_asks(setting: Setting) -> Iterator[Option]:
    yield from _of_reckoned(setting)
    names = {each.name for each in setting.things}
    if len(setting.by_year) > 1 and len(names) == 1:  # of an office, in that of its institution
        of_whole, of_part = (cheapest(figures_of(setting.things[0], each, setting), 5) for each in setting.by_year[:2])
        yield from _shares(itertools.product(of_part, of_whole), setting, 0.0)
        return
    parts, wholes = _sides(setting)
    if len(setting.things) == 2 and not any(each.base for each in setting.things):
        one, other = setting.things
        turned = replace(setting, things=(replace(other, base=False), replace(one, base=True)))
        yield from (replace(each, cost=each.cost + 0.15) for each in share_asks(turned))
    if wholes:
        yield from _of_named(parts or [Thing("")], wholes[0], setting)
        return
    yield from _of_given(parts, setting)
    if not setting.own:
        for whole, part in itertools.product(setting.wholes, parts[:1]):
            a, b = (cheapest(figures_of(each, setting.places, setting), 3) for each in (part, whole))
            yield from _shares(itertools.product(a, b), setting, 0.2)
    for at, total in enumerate(_TOTALS):
        yield from _shares(_of_total(parts[:1], total, setting), setting, 0.5 + at / 10)


def _sides(setting: Setting) -> tuple[list[Thing], list[Thing]]:
    """What is a part, and of what."""
    parts = [each for each in setting.things if not each.base]
    wholes = [each for each in setting.things if each.base]
    if not parts and len(wholes) > 1:
        parts, wholes = wholes[:-1], wholes[-1:]
    under = setting.clause.first("under")
    if not wholes and under:
        return [each.but(under="") for each in parts], [Thing(under)]
    if not wholes and len(parts) > 1:
        parts, wholes = parts[:-1], parts[-1:]
    return parts, wholes


_BARE = re.compile("^(?:[全本该]表)?(?:的)?(?:合计|总计)数?$")
_OF_THEM = re.compile(
    "^(?:这|那|上述|以上|它们|其)?(?:[几两二三四五六七八九十\\d]*[个项笔家者])?的?(?:合计|总和|总数|总额|总计|加起来)$|^它们$"
)


def _of_reckoned(setting: Setting) -> Iterator[Option]:
    """The share of what was just reckoned: of the largest that was found in all that it was found in, or of it, or of
    a sum, in a whole that is named."""
    if len(setting.told) != 1 or any(not each.base for each in things_of(setting.clause)):
        return
    of = setting.told[0].of
    bases = [each for each in setting.things if each.base]
    if isinstance(of, Rank) and of.n == 1:
        series: Any = of.of
        part: Any = OfSeries(op="min" if of.lowest else "max", of=series)
        whole = OfSeries(op="sum", of=series)
        if not bases or _OF_THEM.match(bases[0].name):
            yield from _shares([(Meant(part), Meant(whole))], setting, 0.05 if bases else 0.2)
            return
    elif isinstance(of, OfSeries) and of.op == "sum":
        part = of
    else:
        return
    for base in bases[:1]:
        for meant in cheapest(figures_of(base, setting.places, setting), 3):
            yield from _shares([(Meant(part), meant)], setting, -0.1)


def _of_named(parts: Sequence[Thing], whole: Thing, setting: Setting) -> Iterator[Option]:
    """The share of each part in a whole that is named; a bare total is that of the part's own column."""
    columns = {part.slot("col") for part in parts}
    if _BARE.match(whole.name) and not whole.slot("col") and len(columns) == 1 and "" not in columns:
        whole = whole.but(col=columns.pop())
    for meant in itertools.islice(figures_of(whole, setting.places, setting), 4):
        readings = [cheapest(figures_of(part, setting.places, setting), 4) for part in parts]
        for each in zip(*readings, strict=False):
            asks = tuple(_ask(part.of, meant.of, setting) for part in each)
            yield Option(asks, meant.cost + sum(part.cost for part in each), "share")


def _of_given(parts: Sequence[Thing], setting: Setting) -> Iterator[Option]:
    """The share in a whole whose amount the question gives: 全年执行1429.4万里头."""
    for each in setting.clause.of("given"):
        amount = amount_of(each.text)
        beside = f"(?:占了?(?:总共)?){re.escape(each.text)}|{re.escape(each.text)}的?[里中内当其]"
        if amount is not None and amount.upto is None and re.search(beside, setting.clause.before):
            whole = Meant(Number(value=amount.value, unit=amount.unit))
            for part in parts[:1]:
                pairs = ((each, whole) for each in cheapest(figures_of(part, setting.places, setting), 4))
                yield from _shares(pairs, setting, 0.1)


def _of_total(parts: Sequence[Thing], total: str, setting: Setting) -> Iterator[tuple[Meant, Meant]]:
    for part, place in itertools.product(parts, setting.places):
        whole = figure_of(Thing(total), None if place.each else place.docs, place.year)
        for each in itertools.islice(figures(part, place), 2):
            yield each, Meant(whole)


def _shares(pairs: Iterable[tuple[Meant, Meant]], setting: Setting, more: float) -> Iterator[Option]:
    for a, b in pairs:
        yield Option((_ask(a.of, b.of, setting),), a.cost + b.cost + more, "share")


def _ask(part: Any, whole: Any, setting: Setting) -> Any:
    return ask_of(for_each(setting.places, OfTwo(op="share", a=part, b=whole)), setting, unit="%")
