"""The number of a table (表2, 公开03表, 预算05表, 附表1): on a line of its own, or before or behind the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model.table_words import caption_pattern, normal

_PUBLIC = re.compile(r"公开(\d{1,2})表?$")
_BRACKETED = re.compile(r"[(（]([^()（）]{2,10})[)）]\s*$")
_LAST_WORD = re.compile(r"[)）\s]((?:公开|预算|财决|附)\S{1,6})\s*$|表((?:公开|预算|财决)\d{1,2}表)$")


def is_number(text: str) -> bool:
    """Whether a line says nothing but a table's number."""
    return caption_pattern("number").fullmatch(normal(text)) is not None


def number_of(texts: Sequence[str]) -> str:
    """The number that the lines of a caption print, or empty."""
    for text in texts:
        for word in (text, *text.split(), untitled(text)[0]):
            if is_number(word):
                return _plain(word)
    found = re.search(r"公开\s*(\d{1,2})", "\n".join(map(normal, texts)))
    return f"公开{found[1]}表" if found else ""


def untitled(title: str) -> tuple[str, str]:
    """The number that stands before or behind a title on its line, or empty, and the title without it."""
    if (number := _before(title)) and (rest := _after(title, number)):
        return number, rest
    for pattern in (_BRACKETED, _LAST_WORD):
        found = pattern.search(title)
        number = next(filter(None, found.groups()), "") if found else ""
        if found and is_number(number):
            return number, title[: found.end() - len(found[0].lstrip("表)）"))].rstrip()
    return "", title


def _before(title: str) -> str:
    """The number at the beginning of a line: parted by a colon or a blank, or with an Arabic numeral."""
    found = caption_pattern("number_before").match(normal(title))
    return found[0] if found else ""


def _after(title: str, number: str) -> str:
    """What of ``title`` is behind ``number``, of which ``title`` may hold blanks that ``number`` does not."""
    taken = 0
    for place, _ in enumerate(title):
        taken = place + 1
        if normal(title[:taken]) == number:
            break
    return title[taken:].strip()


def _plain(number: str) -> str:
    plain = normal(number).strip(":()")
    public = _PUBLIC.search(plain)
    return f"公开{public[1]}表" if public else plain
