"""Printed numbers and amount units: the one place that reads ``1,234.50`` and converts 元 to 万元.

Only a text that is a number as a whole is an :class:`Amount`; ``None`` means blank, a dash or words, never zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.normalize import normalize
from ingest.model.note_marks import holds_numeral, unmarked

UNIT_FACTORS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""Yuan in one of each amount unit."""

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_LETTER = r"(?:[^\W\d_]|[°‰])"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<compare>[≥≤=><])?(?:人民币|¥)?(?P<sign>[-+])?(?P<digits>{_DIGITS})"
    rf"(?P<percent>%)?(?P<close>\))?(?P<unit>(?:{_LETTER}(?:{_LETTER}|[、·]){{0,5}})?)"
)
_AMOUNT_UNIT = re.compile(r"(?P<unit>(?:千万|百万|万|千|亿)?元)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as printed. ``value`` keeps the printed magnitude and sign: ``86.2%`` is 86.2 with ``is_percent``.

    ``unit``: the unit printed beside the number (``万元``, ``人``, ``%``), or empty. ``compare``: the sign before a
    target (``≥``), or empty.
    """

    value: Decimal
    is_percent: bool = False
    unit: str = ""
    compare: str = ""


def parse_amount(text: str) -> Amount | None:
    """The number that ``text`` is, or None where it is blank, a dash or words.

    Full-width digits, blanks inside a number, thousands separators, a bracketed or signed negative, a percent sign,
    a leading comparison and a short unit behind it are read; ``3-5`` and ``2024年1-12月`` are words. Note marks at the
    figure are passed over (``620.35①``); a raised or enclosed numeral anywhere else makes it words.
    """
    plain = unmarked(text)
    match = None if holds_numeral(plain) else _NUMBER.fullmatch(normalize(plain))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    value = Decimal(match["digits"].replace(",", ""))
    if match["sign"] == "-" or match["open"]:
        value = -value
    percent = bool(match["percent"])
    unit = "%" if percent else match["unit"]
    return Amount(value, percent, unit, match["compare"] or "")


def is_number(text: str) -> bool:
    """Whether ``text`` is a bare figure: digits without a unit or comparison (``-`` and blank are not)."""
    amount = parse_amount(text)
    return amount is not None and not amount.compare and amount.unit in ("", "%")


def to_unit(value: Decimal, source: str, target: str) -> Decimal:
    """``value`` of ``source`` units in ``target`` units, exactly. Raises ValueError where either is no amount unit."""
    try:
        return value * UNIT_FACTORS[source] / UNIT_FACTORS[target]
    except KeyError as unknown:
        raise ValueError(f"not an amount unit: {unknown.args[0]}") from None


def amount_unit(text: str) -> str:
    """The amount unit that ``text`` names (``单位：人民币万元`` gives ``万元``), or empty."""
    match = _AMOUNT_UNIT.search(normalize(text))
    return match["unit"] if match else ""


def decimals(value: Decimal) -> int:
    """How many decimal places ``value`` is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
