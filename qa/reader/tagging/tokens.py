"""The tokens of a question: a Chinese character, a Latin word, a number or a mark each, with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?)|(?P<latin>[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?)|(?P<han>[\u3400-\u9fff〇])|(?P<mark>\S)"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width letters, digits and marks to plain ones: each is one character, so that places stay the same."""


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is in plain width and lower case; ``start:end`` is its place in the question as typed."""

    text: str
    kind: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; white space is none."""
    plain = text.translate(_WIDE)
    found = _TOKEN.finditer(plain)
    return tuple(Token(_folded(each.group(0)), str(each.lastgroup), *each.span()) for each in found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
