"""Explains the numbers of a rule's message as arithmetic over its cited figures, so that a reader can redo it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, permutations

from qa.plans.quantity import Quantity, difference, growth, percentage, total

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers_in(text: str) -> tuple[Decimal, ...]:
    """The numerals of a text, without separators."""
    return tuple(Decimal(found.replace(",", "")) for found in _NUMBER.findall(text))


def explain(number: Decimal, figures: Sequence[Quantity]) -> Quantity | None:
    """An expression over ``figures`` whose value is ``number`` (to its own decimals, ignoring the sign), or None."""
    exponent = number.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return next((made for made in _expressions(figures) if abs(abs(made.value) - number) <= half), None)


def _expressions(figures: Sequence[Quantity]) -> Iterable[Quantity]:
    figures = [each for at, each in enumerate(figures) if each not in figures[:at]]
    if len(figures) > 2:
        yield total(figures[1:])
        yield difference(figures[0], total(figures[1:]))
        yield total(figures)
    for one, two in permutations(figures[:8], 2):
        yield difference(one, two)
        if two.value:
            yield percentage(one, two)
            yield growth(one, two)
        rest = difference(one, two)
        if rest.value:
            yield percentage(two, rest)
        grown = total((one, two))
        if grown.value:
            yield percentage(one, grown)
    for one, two in combinations(figures[:8], 2):
        yield total((one, two))
    for whole in figures[:6]:
        others = [each for each in figures if each is not whole]
        for one, two in combinations(others[:6], 2):
            yield difference(whole, total((one, two)))
