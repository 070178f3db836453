"""Text without spaces that keeps the position of each printed character; its sentences and clauses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model.note_marks import Span, marks_in

__all__ = ["Compact", "Span", "clause_end", "clause_start", "compact", "sentences"]

_LATEX = re.compile(r"\*\*|\\(geq?|leq?)(?:slant)?(?![A-Za-z])|\\([%$&#_*])|\$")
_YEAR = re.compile(r"(?<![\d.,])(?<!\d\s)(?:1\s?9|2\s?0)\s?\d\s?\d(?=\s*年)")
_GROUP = re.compile(r"(?<=\d,)\d\s?\d\s?\d(?=(?:\s?\.\s?\d+)?\s?(?:千|百万|万|亿)?元)")
_SENTENCE = re.compile(r"(?:[^。！？!?]|。(?=\)))+[。！？!?]?")
"""A full stop right before a closing bracket ends what is in brackets, not the sentence."""
_KEPT_WIDE = "，"
"""Stays wide: the wide comma parts clauses, the narrow one may part thousands."""


@dataclass(frozen=True, slots=True)
class Compact:
    """``text``: the printed text less spaces, LaTeX, bold and note marks; digits, brackets and colons in half width.

    ``text[i]`` stands at ``printed[starts[i]:ends[i]]``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    printed: str

    def verbatim(self, start: int, end: int) -> str:
        """The printed words of ``text[start:end]``."""
        first, last = self.printed_span(start, end)
        return self.printed[first:last]

    def printed_span(self, start: int, end: int) -> Span:
        return self.starts[start], self.ends[end - 1]


def compact(printed: str) -> Compact:
    """``printed`` for reading; a space stays only between two digits, where it parts two numbers."""
    within = _within_numbers(printed)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    marks = dict(marks_in(printed))
    while position < len(printed):
        if position in marks:
            position = marks[position]
            continue
        letter, length = _letter(printed, position)
        if letter.isspace():
            after = printed[position + 1 : position + 2]
            parts = letters and letters[-1].isdigit() and after.isdigit() and position not in within
            letter = " " if parts else ""
        if letter:
            letters.append(letter)
            starts.append(position)
            ends.append(position + length)
        position += length
    return Compact("".join(letters), tuple(starts), tuple(ends), printed)


def _within_numbers(printed: str) -> frozenset[int]:
    """The spaces that surely stand within one number: of a year (202 6 年), of thousands (1,0 66.60 万元)."""
    found = (match for pattern in (_YEAR, _GROUP) for match in pattern.finditer(printed))
    return frozenset(at for match in found for at in range(*match.span()) if printed[at].isspace())


def _letter(printed: str, position: int) -> tuple[str, int]:
    letter = printed[position]
    if letter in "\\$*" and (found := _LATEX.match(printed, position)):
        plain = {"g": "≥", "l": "≤"}.get((found.group(1) or "")[:1], found.group(2) or "")
        return plain or "", found.end() - position
    if letter == _KEPT_WIDE or not 0xFF01 <= ord(letter) <= 0xFF5E:
        return letter, 1
    return unicodedata.normalize("NFKC", letter), 1


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a compact text, each with its full stop."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def clause_start(text: str, floor: int, position: int) -> int:
    """Where the clause that holds ``position`` begins: after the last comma, semicolon, colon or open bracket."""
    depth = 0
    for index in range(position - 1, floor - 1, -1):
        letter = text[index]
        if letter == ")":
            depth += 1
        elif letter == "(":
            if not depth:
                return index + 1
            depth -= 1
        elif not depth and _parts(text, index):
            return index + 1
    return floor


def clause_end(text: str, position: int, ceiling: int) -> int:
    """Where the clause that holds ``position`` ends: before the next comma, semicolon or full stop."""
    for index in range(position, ceiling):
        if text[index] in "，;。!?" or (text[index] == "," and _parts(text, index)):
            return index
    return ceiling


def _parts(text: str, index: int) -> bool:
    letter = text[index]
    if letter == ",":
        return not (text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit())
    return letter in "，;:。!?"
