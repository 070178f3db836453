"""Of whom the figures are: 部门 (with its units), 单位 (one unit), 本级 (the office itself); empty where not said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.identity.cover import is_sentence, windows
from ingest.model.document import Table
from ingest.model.normalize import normalize

DEPARTMENT, UNIT, OFFICE = VARIANTS = ("部门", "单位", "本级")
_SAID = {
    OFFICE: re.compile(
        r"(?<=[局厅委会部办院署府团处])(?:[(](?:机关)?本级[)]|(?:本级|机关)(?=$|20\d\d年|部门|单位|预算|决算))"
    ),
    DEPARTMENT: re.compile(r"部门(?:20\d\d年度?)?(?:综合|整体|汇总)?(?:预算|决算)|部门整体|[(](?:部门)?汇总[)]"),
    UNIT: re.compile(r"(?<!各)单位(?:20\d\d年度?)?(?:综合|整体)?(?:预算|决算)|单位整体"),
}
_OVERALL = {DEPARTMENT: re.compile(r"部门整体"), UNIT: re.compile(r"单位整体")}
_HEADING = {
    DEPARTMENT: re.compile(r"部门(?:基本)?(?:概况|职责|收支|收入|支出|财务收支|预算|决算|整体)(?!单位)"),
    UNIT: re.compile(r"(?<!预算)(?<!决算)单位(?:基本)?(?:概况|收支|收入|支出|财务收支|预算|决算|整体)"),
}
_LONGEST_HEADING = 40
_NUMBERED = re.compile(r"第.部分|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]")


def variant(cover: Sequence[str], lines: Sequence[str], tables: Sequence[Table], like: str) -> str:
    """What the cover says; else what most headings and titles of tables say. ``like``: the main kind. A form of
    performance says it by 部门整体 alone, for the 部门预算 in its title is where its project belongs; a report that is
    like none of the main kinds is of a whole government."""
    if not like:
        return ""
    titles = [run for _, run in windows(cover, 2) if not is_sentence(run)]
    said = _OVERALL if like == "绩效" else _SAID
    stated = next((name for name, pattern in said.items() if any(map(pattern.search, titles))), "")
    if stated:
        return stated
    captions = [normalize(table.title) for table in tables]
    if like == "绩效":
        return _most(_OVERALL, captions)
    return _most(_HEADING, [*(line for line in lines if _is_heading(line)), *captions])


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and bool(_NUMBERED.match(line)) and not is_sentence(line)


def _most(patterns: dict[str, re.Pattern[str]], texts: Sequence[str]) -> str:
    """The one that more texts say than the other; empty where both are said alike."""
    votes = Counter(name for text in texts for name, pattern in patterns.items() if pattern.search(text))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
