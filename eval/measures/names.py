"""Compares names and phrases of an answer with the gold, ignoring spaces and brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BRACKETS = re.compile(r"[()\[\]{}<>〈〉《》【】〔〕「」『』“”\"'‘’]")


def bare(text: str) -> str:
    """Half-width text without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def same_letters(text: str) -> str:
    """Half-width text without spaces and brackets."""
    return BRACKETS.sub("", bare(text))


def holds(text: str, phrase: str) -> bool:
    """Whether ``text`` contains ``phrase``, ignoring width and spaces."""
    return bare(phrase) in bare(text)


DENIED = "(?<![不未非否没无])"
NOT_ENGLISH = r"(?<![A-Za-z])(?<!not )(?<!n't )(?<!no )(?<!never )"
BEFORE_NUMBER = r"(?<!\d)(?<!\d\.)"
IN_GROUP = r"(?<!\d,)"
AFTER_WHOLE, AFTER_DECIMAL = r"(?!\d)(?!\.0*[1-9])", "(?!0*[1-9])"


def says(text: str, phrase: str) -> bool:
    """Whether ``text`` contains ``phrase``, ignoring width and spaces, and does not deny it: 不一致 and 是否一致 do not
    say 一致, "do not match" and "mismatch" do not say "match", 212.75 does not say 12.75."""
    wanted = bare(phrase)
    before, after = _edges(wanted)
    if before is DENIED:
        return re.search(before + re.escape(wanted) + after, bare(text)) is not None
    letters = r"\s*".join(map(re.escape, wanted))  # a space ends a word or a number, but may stand within the phrase
    return re.search(before + letters + after, " ".join(unicodedata.normalize("NFKC", text).split())) is not None


def _edges(wanted: str) -> tuple[str, str]:
    """What must not stand around a phrase: a denial, or more digits of a longer number (12.50 does say 12.5)."""
    before, after = DENIED, ""
    if wanted[:1].isascii() and wanted[:1].isalpha():
        before = NOT_ENGLISH
    elif wanted[:1].isdigit():
        in_group = re.match(r"\d{3}(?!\d)", wanted)  # the end of a longer number: 1,234.50
        before = BEFORE_NUMBER + (IN_GROUP if in_group else "")
    if wanted[-1:].isdigit():
        after = AFTER_DECIMAL if re.search(r"\.\d+$", wanted) else AFTER_WHOLE
    return before, after


def same_name(one: str, two: str) -> bool:
    """Whether one name contains the other, ignoring spaces and brackets."""
    first, second = same_letters(one), same_letters(two)
    return bool(first and second) and (first in second or second in first)


def same_names(gold: Sequence[str], found: Sequence[str], ordered: bool) -> bool:
    """Whether both are the same set of names: equally many, each gold name with its own partner (in order if
    ``ordered``)."""
    if len(gold) != len(found):
        return False
    if ordered:
        return all(same_name(one, two) for one, two in zip(gold, found, strict=True))
    return _pair_off(gold, found)


def _pair_off(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Finds a perfect matching by augmenting paths, because a short name may fit several others."""
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
