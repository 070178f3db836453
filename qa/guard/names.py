"""Names that hold numerals of their own: in a sentence they are read as names, not as figures or years."""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = re.compile(r"(?:19|20)\d{2}")
_BEHIND = 4
"""Characters behind the year of a name that a shorter form of it must have."""


def covered(text: str, names: Iterable[str]) -> str:
    """A text with other characters for the digits of the names that it names, in full or by a shorter form that holds
    a name's year."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, _other(name))
        for year in _YEAR.finditer(name):
            text = _shorter(text, name, year.start(), year.end())
    return text


def _shorter(text: str, name: str, start: int, end: int) -> str:
    """A text without the year of a name where the name's next characters stand behind it."""
    behind = re.sub(r"^年?度?", "", name[end:])[:_BEHIND]
    if len(behind) < _BEHIND:
        return text
    year = re.compile(rf"{name[start:end]}(?=年?度?{re.escape(behind)})")
    return year.sub(lambda found: _other(found.group(0)), text)


def _other(text: str) -> str:
    return re.sub(r"\d", "号", text)
