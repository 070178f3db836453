"""The subject of a figure: the line item spelled 类/款/项, the topic of a paragraph, the noun of a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model.figures import LineItem
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import compact
from ingest.statements.cues import CUES
from ingest.statements.leads import clean_noun

_MARK = re.compile(r"\((类|款|项)\)")
_BEFORE = re.compile(r"[，。;:“”\"、,]")
_ORDER = ("类", "款", "项")
_TOPIC_COLON = re.compile(r"^([^，。;:]{2,80}?):")
_TOPIC_SCORE = re.compile(r"^([^，。;:()]{2,40})\((?:分值|满分|权重)")
_TOPIC_SELF = re.compile(r"^([^，。;:]{2,60}?)(?:自评得分|绩效自评得分)")
_NOT_OF_NAME = re.compile(r"^(?:其中[:,，]?|用于|20\d\d年度?|\d{7}|\d{5}|\d{3}|[①-⑳])+")
_CODE = re.compile(r"^(\d{3}|\d{5}|\d{7})(?=[一-鿿])")
_TOPIC_LONG = re.compile(r"^([^。;:]{2,90}?):(?=该|根据|年度)")

Chain = tuple[int, int, LineItem]
"""Where a spelled line item starts and ends in the compact text, and the item."""


def chains(text: str, category: LineItem | None = None) -> tuple[Chain, ...]:
    """The line items spelled with (类), (款), (项) in a compact text. ``category``: the 类 that the heading gives."""
    found: list[Chain] = []
    names: list[tuple[str, str]] = []
    start = end = 0
    for mark in _MARK.finditer(text):
        level = mark.group(1)
        goes_on = names and _ORDER.index(level) > _ORDER.index(names[-1][0]) and not _parted(text[end : mark.start()])
        if not goes_on:
            if names:
                found.append((start, end, _item(names, category)))
            names, start = [], _name_start(text, end, mark.start())
        name = text[end if goes_on else start : mark.start()]
        names.append((level, name))
        end = mark.end()
    if names:
        found.append((start, end, _item(names, category)))
    return tuple((first, *_with_side(text, last, item)) for first, last, item in found if item.name)


def _parted(between: str) -> bool:
    return bool(re.search(r"[，。;:]", between)) or bool(re.search(r"\d", between))


def _name_start(text: str, floor: int, position: int) -> int:
    cut = floor
    for found in _BEFORE.finditer(text, floor, position):
        cut = found.end()
    segment = text[cut:position]
    numbering = numbering_of(segment)
    if numbering:
        cut += numbering.length
    return cut


def _item(names: Sequence[tuple[str, str]], category: LineItem | None) -> LineItem:
    level, name = names[-1]
    path = tuple(_NOT_OF_NAME.sub("", parent) for _, parent in names[:-1])
    if names[0][0] != "类" and category:
        path = (*category.path, category.name, *path)
    code = _CODE.match(name)
    return LineItem(code.group(1) if code else "", _NOT_OF_NAME.sub("", name), level, path)


def item_of(noun: str, path: tuple[str, ...]) -> LineItem:
    """The item that a noun names; a classification code in front of it (208社会保障和就业支出) becomes its code."""
    code = _CODE.match(noun)
    return LineItem(code.group(1), noun[code.end() :], "", path) if code else LineItem("", noun, "", path)


def _with_side(text: str, end: int, item: LineItem) -> tuple[int, LineItem]:
    """一般公共服务(类)支出 is 一般公共服务支出."""
    for side in ("支出", "收入"):
        if text.startswith(side, end) and not item.name.endswith(side):
            stage_follows = re.match(r"(?:决算|预算)", text[end + 2 :])
            if not stage_follows:
                return end + 2, LineItem("", item.name + side, item.level, item.path)
    return end, item


def heading_item(path: Sequence[str]) -> tuple[LineItem, LineItem | None]:
    """The subject of the headings (from the deepest one that has any), and the 类 among them."""
    category: LineItem | None = None
    named = LineItem("", "")
    for heading in path:
        text = compact(heading).text
        spelled = chains(text)
        if spelled:
            category = spelled[-1][2] if spelled[-1][2].level == "类" else category
            named = spelled[-1][2]
        elif (noun := heading_noun(text)) and len(noun) > 1:
            named = LineItem("", noun)
    return named, category


def heading_noun(text: str) -> str:
    """The noun of a heading: 一、收入决算情况说明 gives 收入."""
    numbering = numbering_of(text)
    body = text[numbering.length :] if numbering else text
    body = re.sub(r"\([^()]*(?:分值|得分|满分)[^()]*\)$", "", body).rstrip("。:")
    body = re.sub(r"^关于", "", body)
    body = CUES["topic_tails"].sub("", body)
    if CUES["no_item"].search(body):
        return ""
    noun = clean_noun(CUES["heading_tails"].sub("", body))
    return noun.removesuffix("支出") if noun.endswith("费支出") else noun


def topic_of(text: str) -> tuple[int, LineItem] | None:
    """The topic that a compact paragraph opens with, and where it ends: 1、某项目绩效自评情况:…, ①某指标:…"""
    numbering = numbering_of(text)
    start = numbering.length if numbering else 0
    for pattern in (_TOPIC_SELF, _TOPIC_SCORE, _TOPIC_COLON, _TOPIC_LONG):
        if pattern in (_TOPIC_COLON, _TOPIC_LONG) and not numbering:
            continue
        found = pattern.match(text[start:])
        if found and (pattern is _TOPIC_SELF or not re.search(r"\d(?:%|万元|元|分)", found.group(1))):
            name = _topic_name(found.group(1), bool(numbering))
            if name:
                return start + found.end(1), LineItem("", name)
    return None


def _topic_name(text: str, numbered: bool) -> str:
    """A numbered topic keeps its name as printed: 2024年某资金 and 提前下达2024年某资金 are two projects."""
    name = CUES["topic_tails"].sub("", text)
    noun = name if numbered else clean_noun(name)
    return "" if noun in CUES.generic else noun
