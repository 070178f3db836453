"""Words an answer may use freely, and words that need a source: ``qa/data/answer_words.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qa.plans.words import clean


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``pairs``: character pairs of the plain Chinese words; ``english``: plain English words in lower case."""

    pairs: frozenset[str]
    english: frozenset[str]
    vague: tuple[str, ...]
    cause: re.Pattern[str]
    up: tuple[str, ...]
    down: tuple[str, ...]
    plain_names: frozenset[str]


@cache
def lexicon() -> Lexicon:
    table = tomllib.loads(resources.files("qa.data").joinpath("answer_words.toml").read_text("utf-8"))
    words = table["chinese"].split()
    return Lexicon(
        frozenset(pair for word in words for pair in bigrams(word)),
        frozenset(table["english"].split()),
        tuple(table["vague"]),
        re.compile("|".join(table["cause"]), re.IGNORECASE),
        tuple(table["up"]),
        tuple(table["down"]),
        frozenset(table["plain_names"].split()),
    )


def bigrams(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters, joining words included."""
    plain = clean(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
