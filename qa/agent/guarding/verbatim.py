"""Verbatim comparison: ignores punctuation and spaces, but keeps every digit, decimal point, sign and percent sign."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.model.normalize import normalize

_SEPARATOR = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_DROPPED = re.compile(r"[^0-9A-Za-z%.\-\u4e00-\u9fff]+|(?<!\d)\.|\.(?!\d)|-(?!\d)")


@lru_cache(maxsize=4096)
def exact(text: str) -> str:
    """``text`` for comparison: 减少1,234.50 万元。 is 减少1234.50万元."""
    plain = normalize(text)
    while _SEPARATOR.search(plain):
        plain = _SEPARATOR.sub("", plain)
    return _DROPPED.sub("", plain)


def position(part: str, whole: str) -> int:
    """Where ``part`` begins in ``whole``, both normalised by ``exact``; -1 if it is absent or would cut a number."""
    if not part:
        return -1
    at = whole.find(part)
    while at >= 0:
        before, after = whole[max(0, at - 1) : at], whole[at + len(part) : at + len(part) + 1]
        if not (_numeric(part[0]) and _numeric(before)) and not (_numeric(part[-1]) and _numeric(after)):
            return at
        at = whole.find(part, at + 1)
    return -1


def _numeric(character: str) -> bool:
    return character.isdigit() or character in (".", "%", "-") if character else False
