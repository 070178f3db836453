"""The numerals of a text, each with its value, unit and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_UNITS = "万元|亿元|千元|元|%|％|人次|平方米|批次|人|辆|个|项|家|分|台|套|件|次|户|所|倍"
_NUMERAL = re.compile(rf"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>{_UNITS})?")
_MARKER = re.compile(r"\[\d+\]")
_DIRECTION = re.compile(
    r"(?P<up>增加|增长|上升|提高|上涨|多|up)[了出]?\s*$|(?P<down>减少|下降|降低|下滑|少|down)[了]?\s*$"
    r"|(?<![\d)\]% ])(?P<plus>\+)$|(?<![\d)\]% ])(?P<minus>-)$"
)
"""A word or a sign right before a numeral. A sign behind another numeral or a blank is arithmetic, not a direction."""
_CHINESE_NUMERAL = re.compile(
    r"[一二三四五六七八九十百千]{2,}(?:点[零一二三四五六七八九]+)?(?=万元|亿元|元|万|个百分点)"
)
_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


@dataclass(frozen=True, slots=True)
class Claim:
    """One numeral. ``value`` is its magnitude; ``direction`` is ``up``, ``down`` or empty, by the word before it."""

    value: Decimal
    unit: str
    direction: str
    text: str
    start: int


def without_markers(text: str) -> str:
    """``text`` with its citation marks ``[n]`` blanked out, positions kept."""
    return _MARKER.sub(lambda found: " " * len(found.group(0)), text)


def claims_in(text: str) -> tuple[Claim, ...]:
    """Every numeral of ``text`` (Arabic and Chinese) with its unit, without citation marks."""
    plain = without_markers(text)
    found = [_claim(plain, match) for match in _NUMERAL.finditer(plain)]
    found += [
        Claim(chinese_number(match.group(0)), "", "", match.group(0), match.start())
        for match in _CHINESE_NUMERAL.finditer(plain)
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _claim(text: str, match: re.Match[str]) -> Claim:
    before = _DIRECTION.search(text[max(0, match.start() - 6) : match.start()])
    direction = "" if before is None else "up" if before.group("up") or before.group("plus") else "down"
    unit = (match.group("unit") or "").replace("％", "%")
    value = Decimal(match.group("number").replace(",", "").replace("，", "").rstrip("."))
    return Claim(value, unit, direction, match.group(0), match.start())


def chinese_number(text: str) -> Decimal:
    """The value of a Chinese numeral: 一千二百三十点五 is 1230.5."""
    whole, _, fraction = text.partition("点")
    total, current = 0, 0
    for character in whole:
        if character in _DIGITS:
            current = _DIGITS[character]
        else:
            total += (current or 1) * _STEPS[character]
            current = 0
    digits = "".join(str(_DIGITS[each]) for each in fraction)
    return Decimal(f"{total + current}.{digits}" if digits else total + current)
