"""Compares numbers of an answer with a gold number: unit, tolerance, and the kind of miss."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from eval.run.cases import GoldNumber

MONEY = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10**4),
    "百万元": Decimal(10**6),
    "亿元": Decimal(10**8),
}
PERCENT = {"%": Decimal(1), "百分点": Decimal(1), "个百分点": Decimal(1), "‰": Decimal("0.1")}
COUNT = "count"
NUMBER = re.compile(r"-?\d+(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


class Miss(StrEnum):
    """Why a number is not right."""

    ABSENT = "no number"
    NOT_FIRST = "right number, but not the first result"
    SIGN = "sign"
    UNIT = "unit"
    SCALE = "scale"
    NUMERIC = "numeric"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in an answer."""

    value: Decimal
    unit: str


def figure(value: str, unit: str) -> Figure | None:
    """The result as a number; None if its value is no decimal string, which matches nothing."""
    try:
        number = Decimal(plain(str(value)))
    except InvalidOperation:
        return None
    return Figure(number, unicodedata.normalize("NFKC", unit).strip()) if number.is_finite() else None


def plain(text: str) -> str:
    """Half-width text without spaces and without separators between digits."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3})", "", flat)


def number_tokens(text: str) -> list[Decimal]:
    """Every number of a text, without separators and signs (a dash before a number is often a hyphen)."""
    return [abs(Decimal(token)) for token in NUMBER.findall(plain(text))]


def matches(gold: GoldNumber, found: Figure, ignore_sign: bool) -> bool:
    """Whether the figure equals the gold in its unit, within its tolerance."""
    value = _in_unit(found, gold.unit)
    if value is None:
        return False
    return _near(value, gold, ignore_sign)


def _near(value: Decimal, gold: GoldNumber, ignore_sign: bool) -> bool:
    difference = abs(value) - abs(gold.number) if ignore_sign else value - gold.number
    return abs(difference) <= gold.tolerance


def _in_unit(found: Figure, unit: str) -> Decimal | None:
    """The figure in ``unit``; None if the units are of different kinds (money, percent, things)."""
    family, factor = _family(unit)
    other, factor_found = _family(found.unit)
    return found.value * factor_found / factor if family == other else None


def _family(unit: str) -> tuple[str, Decimal]:
    plain_unit = unicodedata.normalize("NFKC", unit).strip()
    if plain_unit in MONEY:
        return "money", MONEY[plain_unit]
    if plain_unit in PERCENT:
        return "percent", PERCENT[plain_unit]
    return COUNT, Decimal(1)


def miss(gold: GoldNumber, found: Sequence[Figure], ignore_sign: bool) -> Miss:
    """The fault of the closest figure: a wrong unit, a power of ten, a sign, or another number."""
    if not found:
        return Miss.ABSENT
    if any(matches(gold, each, ignore_sign) for each in found):
        return Miss.NOT_FIRST
    kinds = [_kind(gold, each) for each in found]
    return min(kinds, key=[Miss.SIGN, Miss.UNIT, Miss.SCALE, Miss.NUMERIC].index)


def _kind(gold: GoldNumber, found: Figure) -> Miss:
    if matches(gold, found, ignore_sign=True):
        return Miss.SIGN
    if _near(found.value, gold, ignore_sign=True):
        return Miss.UNIT
    return Miss.SCALE if gold.number and found.value and _power_of_ten(gold, found) else Miss.NUMERIC


def _power_of_ten(gold: GoldNumber, found: Figure) -> bool:
    """Whether the figure differs from the gold by a power of ten."""
    shifts = range(-8, 9)
    value = _in_unit(found, gold.unit) or found.value
    return any(_near(value.scaleb(shift), gold, ignore_sign=True) for shift in shifts if shift)
