"""Names and phrases of an answer against the gold's, spaces and brackets aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BRACKETS = re.compile(r"[()\[\]{}<>〈〉《》【】〔〕「」『』“”\"'‘’]")


def bare(text: str) -> str:
    """Full width to half width, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def same_letters(text: str) -> str:
    """Without spaces and brackets, whatever the width."""
    return BRACKETS.sub("", bare(text))


def holds(text: str, phrase: str) -> bool:
    """``phrase`` stands in ``text``, whatever the width and the spaces."""
    return bare(phrase) in bare(text)


def same_name(one: str, two: str) -> bool:
    """Spaces and brackets aside, one contains the other."""
    first, second = same_letters(one), same_letters(two)
    return bool(first and second) and (first in second or second in first)


def same_names(gold: Sequence[str], found: Sequence[str], ordered: bool) -> bool:
    """The same set of names: as many, each gold name with a partner of its own (at its own place where ordered)."""
    if len(gold) != len(found):
        return False
    if ordered:
        return all(same_name(one, two) for one, two in zip(gold, found, strict=True))
    return _pair_off(gold, found)


def _pair_off(gold: Sequence[str], found: Sequence[str]) -> bool:
    """A perfect matching by augmenting paths: a short name may fit several others."""
    partner: dict[int, int] = {}

    def place(name: int, tried: set[int]) -> bool:
        for other, text in enumerate(found):
            if other in tried or not same_name(gold[name], text):
                continue
            tried.add(other)
            if other not in partner or place(partner[other], tried):
                partner[other] = name
                return True
        return False

    return all(place(name, set()) for name in range(len(gold)))
