"""Asks for the share of a part in a whole."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from qa.plans.language import OfTwo
from qa.reader.assembling.clauses import Thing
from qa.reader.assembling.figures import Meant, figure_of, figures
from qa.reader.assembling.setting import Option, Setting, ask_of, cheapest, figures_of, for_each

_TOTALS = ("支出总计", "支出合计", "本年支出合计", "收入总计", "合计")
"""What a share is of where the question does not say."""


def share_asks(setting: Setting) -> Iterator[Option]:
    parts, wholes = _sides(setting)
    if len(setting.things) == 2 and not any(each.base for each in setting.things):
        one, other = setting.things
        turned = replace(setting, things=(replace(other, base=False), replace(one, base=True)))
        yield from (replace(each, cost=each.cost + 0.15) for each in share_asks(turned))
    if wholes:
        yield from _of_named(parts or [Thing("")], wholes[0], setting)
        return
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


def _of_named(parts: Sequence[Thing], whole: Thing, setting: Setting) -> Iterator[Option]:
    """The share of each part in a whole that is named."""
    for meant in itertools.islice(figures_of(whole, setting.places, setting), 4):
        readings = [list(figures_of(part, setting.places, setting))[:4] for part in parts]
        for each in zip(*readings, strict=False):
            asks = tuple(_ask(part.of, meant.of, setting) for part in each)
            yield Option(asks, meant.cost + sum(part.cost for part in each), "share")


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
