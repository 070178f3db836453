"""Words for matching: Chinese names, compared by their character pairs."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.model.normalize import name_key, normalize

_NOT_WORDS = re.compile(r"[^0-9A-Za-z%.\u4e00-\u9fff]+")
_EMPTY_CHARACTERS = frozenset("的了是吗呢有在和与及这那其我你他它也都又还把被给啊呀吧嘛么为以之并或等了着")
"""Characters that join words; a pair that holds one says nothing about which figure is meant."""

_OTHER = "其他"
"""Consists of such characters and yet distinguishes: 其他收入 is not 收入."""


clean = name_key


@lru_cache(maxsize=65536)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of ``text`` without joining words; a single character stands for itself. No
    pair crosses a ``|``."""
    if "|" in text:
        return frozenset().union(*(pairs(part) for part in text.split("|")))
    plain = clean(text)
    if len(plain) == 1:
        return frozenset(plain) - _EMPTY_CHARACTERS
    found = (plain[at : at + 2] for at in range(len(plain) - 1))
    return frozenset(pair for pair in found if pair == _OTHER or not _EMPTY_CHARACTERS & set(pair))


def runs(text: str) -> tuple[str, ...]:
    """The parts of ``text`` between punctuation and spaces."""
    return tuple(run for run in _NOT_WORDS.split(normalize(text)) if run)


def core(words: str) -> str:
    """``words`` without the 合计 that tables append to a name: “三公”经费合计 is 三公经费."""
    return "|".join(run.removesuffix("合计") if len(run) > 5 else run for run in words.split("|"))


def closeness(one: str, two: str) -> float:
    """How alike two names are, 0 to 1: shared pairs over all pairs (Dice)."""
    first, second = pairs(one), pairs(two)
    if not first or not second:
        return float(clean(one) == clean(two))
    return 2 * len(first & second) / (len(first) + len(second))


def in_order(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in this order: 县人社局 in 县人力资源和社会保障局."""
    rest = iter(name)
    return all(character in rest for character in short)
