"""A row's printed name without its numbering, and the rows above that it belongs to (一、 > 1. > 其中)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.header_texts import without_unit
from ingest.model.normalize import normalize
from ingest.model.note_marks import unmarked_name
from ingest.model.vocabulary import load

_DATA = load("columns.toml")
_TOP_ROW = re.compile(_DATA["top_rows"])
_TOTAL_ROW = re.compile(r"^(?:合计|总计)|(?:合计|总计)$")
_APPROPRIATION = re.compile(_DATA["appropriation_rows"])
_CARRYOVER = re.compile(_DATA["carryover_rows"])
_INSTITUTION_ENDS = tuple(sorted(load("institutions.toml")["suffixes"], key=len, reverse=True))

_WITHIN = re.compile(r"^(?:其中|内含)[:：]?\s*")
_NUMBERINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^[一二三四五六七八九十百]+\s*[、.．]\s*",
        r"^[（(]\s*[一二三四五六七八九十百]+\s*[)）]\s*[、.]?",
        r"^\d{1,2}\s*[、.．](?!\d)\s*",
        r"^[（(]\s*\d{1,2}\s*[)）]\s*",
        r"^[①-⑳]\s*",
    )
)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name: ``text`` without numbering and note marks, ``style`` of its numbering (-1 none), ``within`` for
    其中."""

    text: str
    style: int
    within: bool


def read_name(printed: str) -> Name:
    """``十二、农林水支出`` -> 农林水支出; ``其中：1.办公费`` -> 办公费, within."""
    text, style, within = re.sub(r"\s+", "", unmarked_name(printed)), -1, False
    while True:
        if match := _WITHIN.match(text):
            within = True
        else:
            match = next((m for n, pattern in enumerate(_NUMBERINGS) if style < 0 and (m := pattern.match(text))), None)
            if match:
                style = next(n for n, pattern in enumerate(_NUMBERINGS) if pattern.match(text))
        if not match or not text[match.end() :]:
            break
        text = text[match.end() :]
    return Name(re.sub(r"[:：]$", "", without_unit(text)), style, within)


def is_institution(name: str) -> bool:
    """Whether a name ends as government institutions do."""
    plain = re.sub(r"\((?:本级|机关|部门|单位|汇总)\)$|本级$|机关$", "", normalize(name))
    other = re.fullmatch(r"(.+)\((.+)\)", plain)
    if other and other[2].endswith(_INSTITUTION_ENDS):  # the unit's other name: 统计监测中心（统计发展中心）
        plain = other[1]
    return len(plain) >= 4 and plain.endswith(_INSTITUTION_ENDS)


@dataclass(slots=True)
class _Open:
    style: int
    rank: int
    name: str
    within: bool
    numbered: bool


class Outline:
    """The open rows of one half of a table, read downwards."""

    def __init__(self) -> None:
        self._opened: list[_Open] = []

    def place(self, name: Name) -> tuple[str, ...]:
        """The names above ``name`` by numbering and 其中; keeps ``name`` open for the rows below it."""
        opened = self._opened
        if opened and _CARRYOVER.search(opened[0].name) and not opened[0].numbered and _is_fund_row(name.text):
            return (opened[0].name,)
        if opened and name.style < 0 and _APPROPRIATION.fullmatch(opened[-1].name) and _is_fund_row(name.text):
            return tuple(entry.name for entry in opened)
        if name.style < 0 and not name.within and _TOTAL_ROW.search(normalize(name.text)):
            opened.clear()
            return ()
        rank = _rank(opened, name)
        while opened and opened[-1].rank >= rank:
            opened.pop()
        parents = tuple(entry.name for entry in opened)
        opened.append(_Open(name.style, rank, name.text, name.within or rank > 50, name.style >= 0))
        return parents


def is_top_row(name: str) -> bool:
    """Whether a row of that name is a total or a carryover, which numbering never puts under another row."""
    return bool(_TOP_ROW.search(normalize(name)))


def _is_fund_row(name: str) -> bool:
    return bool(re.search(r"一般公共预算|政府性基金|国有资本经营", normalize(name)))


def _rank(opened: list[_Open], name: Name) -> int:
    """The depth of a row: beside an open row with the same numbering style; right under the last row for 其中."""
    last = opened[-1] if opened else None
    if name.within and last and not (last.within and last.style == name.style):
        return max(last.rank + 1, 51)
    same = next((entry for entry in reversed(opened) if entry.style == name.style and name.style >= 0), None)
    if same:
        return same.rank
    if name.style >= 0:
        inner = next((entry for entry in reversed(opened) if entry.rank > 50 and 0 <= entry.style < name.style), None)
        return inner.rank + name.style - inner.style if inner else name.style
    stays = last and last.within and last.style < 0 and not _TOP_ROW.search(normalize(name.text))
    return last.rank if last and stays else 0
