"""Line items spelled out in running text: 类/款/项 with or without codes, a code beside a name, “甲支出-乙-丙”科目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.figures import LineItem
from ingest.model.vocabulary import functional_code, level_of
from ingest.sections.numbering import numbering_of
from ingest.statements.cues import CUES, unit_in
from ingest.statements.leads import clean_noun, read_lead

_MARK = re.compile(r"[(\[](\d{0,7})(类|款|项)[)\]]")
_BEFORE = re.compile(r"[，。;:“”\"、,]")
_ORDER = ("类", "款", "项")
_NOT_OF_NAME = re.compile(r"^(?:其中[:,，]?|用于(?!.{2,12}的彩票公益金)|20\d\d年度?|\d{7}|\d{5}|\d{3}|[①-⑳])+[-—:]?")
_CODE = re.compile(r"^(\d{3}|\d{5}|\d{7})[-—]?(?=[一-鿿])")
_OWN_DIGITS = re.compile(r"\d\d(?=[一-鿿])")
_CODE_BEHIND = re.compile(r"[(\[](?:科目)?(?:编码|代码)?:?(\d{3}|\d{5}|\d{7})(?:科目)?[)\]]")
_CODE_IN_FRONT = re.compile(r"(?<![\d.A-Za-z(-])(?:(\d{7})|(\d{5}))[-—.:]?(?=[一-鿿])")
_NAME = re.compile(r"(?:[^，。;:、,“”()\[\]\d-]|\([^()\d]*\))+")
_PART = r"\d{0,7}[^-—，。;:,“”\"\d]{2,40}"
_HYPHENED = re.compile(rf"“?({_PART}?)[-—]({_PART}?)(?:[-—]({_PART}))?(?=[”\d，。;:,]|$)(”(?:科目)?)?")
_QUOTED = re.compile(r"“([^“”]{2,60})”(?:支出|收入)?科目")

Chain = tuple[int, int, LineItem]
"""Where a spelled line item starts and ends in the compact text, and the item."""


@dataclass(frozen=True, slots=True)
class _Link:
    level: str
    name: str
    code: str


def chains(text: str, parent: LineItem | None = None) -> tuple[Chain, ...]:
    """The line items spelled out in a compact text, in order. ``parent``: the 类 or 款 that the headings give."""
    found: list[Chain] = []
    for spelled in (_marked(text, parent), _hyphened(text), _coded_behind(text), _coded_in_front(text)):
        for start, end, item in spelled:
            if item.name and not any(start < other_end and other < end for other, other_end, _ in found):
                found.append((start, end, item))
    return tuple(sorted(found, key=lambda chain: chain[0]))


# ------------------------------------------------------------------------------------------------- 甲(类)乙(款)丙(项)


def _marked(text: str, parent: LineItem | None) -> Iterator[Chain]:
    links: list[_Link] = []
    start = end = 0
    for mark in _MARK.finditer(text):
        code, level = mark.groups()
        goes_on = (
            links and _ORDER.index(level) > _ORDER.index(links[-1].level) and not _parted(text[end : mark.start()])
        )
        if not goes_on:
            if links:
                yield (start, *_with_side(text, end, _item(links, parent)))
            links = [link for link in links if _ORDER.index(link.level) < _ORDER.index(level)]
            parent = _item(links, parent) if links else parent
            links, start = [], _name_start(text, end, mark.start())
        name = text[end if goes_on else start : mark.start()]
        if level != "类" and (digits := _OWN_DIGITS.match(name)):  # 201甲(类)03乙(款)01丙(项)
            name, code = name[2:], code or digits.group()
        links.append(_Link(level, re.sub(r"^支出(?=..)", "", name) if goes_on else name, code))
        end = mark.end()
    if links:
        yield (start, *_with_side(text, end, _item(links, parent)))


def _parted(between: str) -> bool:
    return bool(re.search(r"[，。;:]", between)) or bool(re.search(r"\d", between))


def _name_start(text: str, floor: int, position: int) -> int:
    cut = floor
    for found in _BEFORE.finditer(text, floor, position):
        cut = found.end()
    numbering = numbering_of(text[cut:position])
    return cut + numbering.length if numbering else cut


def _item(links: Sequence[_Link], parent: LineItem | None) -> LineItem:
    last = links[-1]
    path, code = _under(links[0].level, parent)
    for link in links:
        code = _joined(code, link)
    names = tuple(_NOT_OF_NAME.sub("", link.name) for link in links[:-1])
    return LineItem(code, _NOT_OF_NAME.sub("", last.name), last.level, (*path, *names))


def _under(level: str, parent: LineItem | None) -> tuple[tuple[str, ...], str]:
    """Path and code of what stands over a chain that begins with ``level``: the heading, or the heading's 类."""
    if level == "类" or not parent:
        return (), ""
    if parent.level == level:
        return parent.path, parent.code[:3]
    return (*parent.path, parent.name), parent.code


def _joined(code: str, link: _Link) -> str:
    """The whole code, from the parent's and the digits of its own: 204, 06 and 4 are 2040604; else empty."""
    front = _CODE.match(link.name)
    digits, length = link.code or (front.group(1) if front else ""), 3 + 2 * _ORDER.index(link.level)
    if len(digits) == length:
        return digits
    whole = code + digits.zfill(2)
    return whole if digits and len(whole) == length else ""


def _with_side(text: str, end: int, item: LineItem) -> tuple[int, LineItem]:
    """一般公共服务(类)支出 is 一般公共服务支出."""
    for side in ("支出", "收入"):
        if text.startswith(side, end) and not item.name.endswith(side) and item.level != "项":
            stage_follows = re.match(r"(?:决算|预算)", text[end + 2 :])
            if not stage_follows:
                return end + 2, LineItem(item.code, item.name + side, item.level, item.path)
    return end, item


# ------------------------------------------------------------------------------------------------ a code beside a name


def _coded_behind(text: str) -> Iterator[Chain]:
    """小学教育(2050202)."""
    floor = 0
    for found in _CODE_BEHIND.finditer(text):
        start = _name_start(text, floor, found.start())
        name = _NOT_OF_NAME.sub("", clean_noun(text[start : found.start()]))
        if level_of(found.group(1)) and not re.search(r"\d", name):
            yield start, found.end(), LineItem(found.group(1), name, level_of(found.group(1)))
        floor = found.end()


def _coded_in_front(text: str) -> Iterator[Chain]:
    """2080502-事业单位离退休; 20105个 is a number."""
    for found in _CODE_IN_FRONT.finditer(text):
        code = found.group(1) or found.group(2)
        number = CUES.number.match(text, found.start())
        unit = unit_in(number) if number else ""
        counts = unit and (unit in CUES.money or found.group(2))
        segment = _NAME.match(text, found.end())
        if not level_of(code) or counts or not segment or text.startswith(("年", "号"), found.end()):
            continue
        name = read_lead(segment.group()).noun
        at = segment.group().find(name)
        if len(name) > 1 and at != -1:
            yield found.start(), found.end() + at + len(name), LineItem(code, name, level_of(code))


# ------------------------------------------------------------------------------------------- 甲支出-乙-丙, “甲”科目


def _hyphened(text: str) -> Iterator[Chain]:
    for quoted in _QUOTED.finditer(text):
        parts = re.split(r"[-—]", quoted.group(1))
        yield quoted.start(), quoted.end(), _of_parts(parts)
    for found in _HYPHENED.finditer(text):
        parts = [part for part in found.groups()[:3] if part]
        start = found.start() + (len(found.group(1)) - len(_bare(found.group(1))) if not found.group(4) else 0)
        if not functional_code(_NOT_OF_NAME.sub("", _bare(parts[0]))) or "支出" not in parts[0]:
            continue
        last = parts[-1] if found.group(4) else read_lead(parts[-1]).noun
        at = parts[-1].find(last)
        if len(last) > 1 and at != -1:
            end = found.end() if found.group(4) else found.end() - len(parts[-1]) + at + len(last)
            yield start, end, _of_parts([_bare(parts[0]), *parts[1:-1], last])


def _bare(name: str) -> str:
    numbering = numbering_of(name)
    return name[numbering.length :] if numbering else name


def _of_parts(parts: Sequence[str]) -> LineItem:
    code = _CODE.match(parts[-1])
    names = [_NOT_OF_NAME.sub("", part) for part in parts]
    level = _ORDER[len(names) - 1] if functional_code(names[0]) and len(names) <= len(_ORDER) else ""
    return LineItem(code.group(1) if code else "", names[-1], level if len(names) > 1 else "", tuple(names[:-1]))
