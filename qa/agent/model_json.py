"""Reads JSON as small models write it: inside prose or a code block, loosely quoted, or cut off."""

from __future__ import annotations

import json
import re
from typing import Any

_FENCE = re.compile(r"```(?:json|JSON)?\s*(.*?)(?:```|$)", re.DOTALL)
_SMART = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "：": ":", "，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]"}
)
_BARE_KEY = re.compile(r"(?<=[{,])\s*([A-Za-z_]\w*)\s*:")
_TRAILING = re.compile(r",\s*(?=[}\]])")
_WORDS = re.compile(r"(?<=[\[:,\s])(None|True|False)(?=\s*[,}\]])")
_CLOSING = {"{": "}", "[": "]"}
LONGEST = 20_000
"""Most characters that are read."""


def read_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in ``text``, repaired if possible; None if there is none."""
    text = text[:LONGEST]
    for part in (*_FENCE.findall(text), text):
        start = part.find("{")
        if start < 0:
            continue
        for candidate in (_balanced(part[start:]), part[start:]):
            for spelled in _spellings(candidate):
                found = _loaded(spelled)
                if found is not None:
                    return found
    return None


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _spellings(text: str) -> tuple[str, ...]:
    """The text as it is, then with one repair after another."""
    ascii_marks = text.translate(_SMART)
    double = ascii_marks if '"' in ascii_marks else ascii_marks.replace("'", '"')
    named = _BARE_KEY.sub(lambda found: f' "{found.group(1)}":', double)
    python = _WORDS.sub(lambda found: {"None": "null", "True": "true", "False": "false"}[found.group(1)], named)
    trimmed = _TRAILING.sub("", python)
    return tuple(dict.fromkeys((text, double, named, trimmed, _TRAILING.sub("", _closed(trimmed)))))


def _balanced(text: str) -> str:
    """The text up to the brace that closes the first one; all of it if none does."""
    depth, quoted, escaped = 0, False, False
    for at, character in enumerate(text):
        if quoted:
            quoted, escaped = not (character == '"' and not escaped), character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return text[: at + 1]
    return text


def _closed(text: str) -> str:
    """The text with its open quotes, brackets and braces closed."""
    open_marks: list[str] = []
    quoted = False
    for at, character in enumerate(text):
        if character == '"' and text[at - 1 : at] != "\\":
            quoted = not quoted
        elif not quoted and character in _CLOSING:
            open_marks.append(_CLOSING[character])
        elif not quoted and character in "}]" and open_marks:
            open_marks.pop()
    return text.rstrip().rstrip(",") + ('"' if quoted else "") + "".join(reversed(open_marks))
