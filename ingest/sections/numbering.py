"""The numbering in front of a heading or list item: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

PART, ANNEX, TITLE, CHINESE, CHINESE_BRACKETED, ARABIC, ARABIC_BRACKETED, CIRCLED = range(8)
"""Ranks, from the widest to the narrowest. ``TITLE`` is the rank of a heading without a number."""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_CHINESE = r"[零〇一二三四五六七八九十百]{1,4}"
_PATTERNS = (
    (PART, re.compile(rf"第\s*({_CHINESE}|\d{{1,2}})\s*(?:部\s*分|章|篇)")),
    (ANNEX, re.compile(rf"附\s*(?:件|录|表)\s*({_CHINESE}|\d{{0,2}})\s*[:：.、]?")),
    (CHINESE, re.compile(rf"({_CHINESE})\s*[、.．]")),
    (CHINESE_BRACKETED, re.compile(rf"[（(]\s*({_CHINESE})\s*[)）]\s*[、.．]?")),
    (ARABIC, re.compile(r"(\d{1,2})\s*(?:、|[.．](?!\s?\d))")),
    (ARABIC_BRACKETED, re.compile(r"[（(]\s*(\d{1,2})\s*[)）]\s*[、.．]?")),
    (ARABIC_BRACKETED, re.compile(r"(\d{1,2})\s*[)）]")),
    (CIRCLED, re.compile(r"([①-⑳])")),
)
_BARE = re.compile(r"(\d{1,2})\s+(?=[一-鿿])")


@dataclass(frozen=True, slots=True)
class Numbering:
    """``rank``: the kind of numbering. ``number``: its value, 0 if none is printed. ``length``: the number of
    characters."""

    rank: int
    number: int
    length: int

    def follows(self, other: Numbering) -> bool:
        """Whether this is the next number of its kind after ``other``."""
        return self.rank == other.rank and self.number == other.number + 1


def numbering_of(text: str, *, bare: bool = False) -> Numbering | None:
    """The numbering that ``text`` begins with. ``bare``: also accept a number with only a space after it."""
    for rank, pattern in _PATTERNS:
        if found := pattern.match(text):
            return Numbering(rank, _value(found.group(1)), found.end())
    if bare and (found := _BARE.match(text)):
        return Numbering(ARABIC, int(found.group(1)), found.end())
    return None


def _value(digits: str) -> int:
    if not digits:
        return 0
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return int(digits) if digits.isdecimal() else _chinese_value(digits)


def _chinese_value(digits: str) -> int:
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS.get(digit, 0)) for digit in digits))
