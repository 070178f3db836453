"""The figures of a compact text: numbers with a unit, and the words that say "no change"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.note_marks import is_raised
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import clause_start
from ingest.statements.cues import CUES, unit_in

_DATE = re.compile(r"^(?:年|月|日|号|时|点|届|级|楼|室|层|类|款|度|元/)")
_RANGE_BEFORE = re.compile(r"[\d%元分人][-—–−~～至×*/]$|(?:\d|元|%)到$|[×*/第〔\[]$|未(?:超过|突破|超|达到)$")
PARTED = re.compile(r"\d[\d.,]* $")
"""A number right before, parted from the figure by nothing but a space."""
_RANGE_AFTER = re.compile(r"^(?:[-—–−~～至到]\d|[×*/])")
_MINUS = re.compile(r"(?<=[一-鿿:(])(?:[-–−]|(?<!正)负)$")
_RATED = re.compile(r"^的\d[\d.]*%")
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位:)?([人个家辆台元%]|[万亿千]元|万人)\)(?:为|是|:)*$")
_UNIT_BEHIND = re.compile(r"^\(([万亿千]?元)\)")


@dataclass(frozen=True, slots=True)
class Figure:
    """``text[start:end]`` with its unit. ``flat``: words instead of a number (持平); ``value`` is None for 基本持平,
    which is not exactly 0.

    ``rated``: a rate of this figure follows directly, as in 完成2050人的103%."""

    start: int
    end: int
    value: Decimal | None
    unit: str
    flat: bool = False
    rated: bool = False


def figures_in(text: str, start: int, end: int) -> Iterator[Figure]:
    """The figures of ``text[start:end]`` in order: no list numbers, dates, codes, ranges or limits."""
    if CUES["scale"].search(text[start:end]):
        return
    found = [*_numbers(text, start, end), *_flats(text, start, end)]
    yield from sorted(found, key=lambda figure: figure.start)


def _numbers(text: str, start: int, end: int) -> Iterator[Figure]:
    numbering = numbering_of(text[start:end])
    floor = start + numbering.length if numbering else start
    for found in CUES.number.finditer(text, floor, end):
        before, after, unit = text[floor : found.start()], text[found.end() : end], unit_in(found)
        if (
            _RANGE_BEFORE.search(before)
            or _RANGE_AFTER.match(after)
            or _has_exponent(text, found.start(), found.end(1))
        ):
            continue
        if unit in CUES.money and PARTED.search(before):  # 2 734.52万元: one number or two, a space does not tell
            continue
        if unit in {*CUES.money, "分", "倍"} and CUES["threshold_after"].match(after):
            continue
        if not unit:
            bracketed = _UNIT_IN_BRACKETS.search(before) or _UNIT_BEHIND.match(after)
            unit = bracketed.group(1) if bracketed else _unit_of_zero(before, found.group(1), after)
            if _DATE.match(after) or not (unit or CUES["unitless_after"].search(before[-24:])):
                continue
        value, minus = Decimal(found.group(1).replace(",", "")), _MINUS.search(before)
        if minus and not CUES["signed"].search(before[: minus.start()]):
            continue  # a minus or a dash, 减少-5万元 or 某项目-5万元: the page does not tell
        start_of_it, value = (found.start() - 1, -value) if minus else (found.start(), value)
        yield Figure(start_of_it, found.end(), value, unit, rated=bool(_RATED.match(after)))


def _unit_of_zero(before: str, number: str, after: str) -> str:
    """The unit of the other amounts of the sentence, for an amount of nothing: 财政拨款收入5万元;事业收入为0;…"""
    money = [unit_in(each) for each in CUES.number.finditer(before + after) if unit_in(each) in CUES.money]
    nothing = number == "0" and CUES["amount_of"].search(before) and re.match(r"[,，;。、]|$", after)
    return money[-1] if money and nothing else ""


def _has_exponent(text: str, start: int, end: int) -> bool:
    """A raised digit right behind the number (10⁴), or between it and another number, cannot be told from a power."""
    behind, between = text[end : end + 1], text[start - 2 : start]
    return is_raised(behind) or (between[:1].isdecimal() and is_raised(between[1:]))


def _flats(text: str, start: int, end: int) -> Iterator[Figure]:
    found = [each for each in CUES["flat"].finditer(text, start, end) if _compares(text, start, each.start())]
    for number, each in enumerate(found):
        before = found[number - 1] if number else None
        behind = found[number + 1] if number + 1 < len(found) else None
        based = _base_of(text, start, each)
        told_before = before and not based and _said_again(text, before.end(), each.start())
        told_behind = behind and not based and _said_again(text, each.end(), behind.start())
        if not told_before and not (told_behind and behind and _base_of(text, start, behind)):
            rough = CUES["roughly"].search(each.group())
            yield Figure(each.start(), each.end(), None if rough else Decimal(0), "", flat=True)


def _base_of(text: str, start: int, flat: re.Match[str]) -> bool:
    """Whether its own clause tells what it is compared with: 与上年持平, but not 无增减变动,与上年持平."""
    clause = clause_start(text, start, flat.start())
    return any(base.group(1) for base in CUES["compared"].finditer(text, clause, flat.start()))


def _said_again(text: str, first: int, second: int) -> bool:
    """Whether 持平 at ``second`` says of the same figure what 持平 before ``first`` said: no figure stands between."""
    between = re.sub(r"20\d\d年", "", text[first:second])
    return not re.search(r"[;。\d]", between)


def _compares(text: str, start: int, position: int) -> bool:
    """Whether 持平 states "no change" of something: 与上年持平 and 支出决算持平 do; 标准保持一致 does not."""
    if text.count("(", start, position) > text.count(")", start, position):
        return False  # （与…之和保持一致）explains
    clause = text[clause_start(text, start, position) : position]
    if text.startswith(("一致", "相同"), position):
        return any(found.group(1) for found in CUES["compared"].finditer(text[start:position]))
    return bool(re.search(r"与|比|较|同|决算|预算|总计|合计|支出|收入|^$", clause)) and not clause.endswith("的")


def unit_of(figure: Figure, sentence: str) -> str:
    """The unit as printed; 万 or 亿 alone, in a sentence on money, is 万元 or 亿元."""
    if figure.unit == "百分点":
        return "个百分点"
    money = figure.unit in {"万", "亿"} and re.search(r"[万亿]元|预算|支出|收入|资金|经费", sentence)
    return f"{figure.unit}元" if money else figure.unit
