"""Lies made from the rules' own true answers: one change each, of a kind that a model may make."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?(?=万元|元|%)")
_ID = re.compile(r"\[([FSPC]\d+)\]")
_ITEMS = ("教育支出", "公务接待费", "住房公积金", "卫生健康支出", "差旅费", "委托业务费", "节能环保支出")
_ITEM = re.compile(
    "农林水支出|社会保障和就业支出|公益性岗位补贴|水利工程建设|办公费|行政运行|社会保险补贴|机关运行经费|津贴补贴|招商引资|农村供水"
)


@dataclass(frozen=True)
class Told:
    """What the rules answered with, with ids, and all that a model was shown beside it."""

    question: str
    text: str
    shown: str

    @property
    def ids(self) -> list[str]:
        return _ID.findall(self.text)


Lie = Callable[[Told, random.Random], str | None]


def lies_of(kind: str, told: Told) -> Iterator[str]:
    """Up to two different lies of a kind; none where the answer gives no hold for it."""
    found = (KINDS[kind](told, random.Random(f"{kind}{told.question}{seed}")) for seed in range(4))
    yield from list(dict.fromkeys(each for each in found if each and each != told.text))[:2]


def _replaced(pattern: str | re.Pattern[str], change: Callable[[re.Match[str], random.Random], str]) -> Lie:
    def lie(told: Told, chance: random.Random) -> str | None:
        places = list(re.finditer(pattern, told.text))
        if not places:
            return None
        place = chance.choice(places)
        return told.text[: place.start()] + change(place, chance) + told.text[place.end() :]

    return lie


def _another_digit(place: re.Match[str], chance: random.Random) -> str:
    text = place.group(0)
    at = chance.choice([at for at, character in enumerate(text) if character.isdigit()])
    return text[:at] + chance.choice([each for each in "123456789" if each != text[at]]) + text[at + 1 :]


def _swapped_digits(place: re.Match[str], chance: random.Random) -> str:
    text = place.group(0)
    pairs = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
    if not pairs:
        return text + "0"
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _rounded(place: re.Match[str], chance: random.Random) -> str:
    whole = place.group(0).split(".")[0]
    return whole[:-1] + ("0" if whole[-1] != "0" else "1")


_OPPOSITE = {"减少": "增加", "增加": "减少", "下降": "增长", "增长": "下降"}
_YEARS = {"2024年": "2022年", "2025年": "2023年", "2023年": "2021年"}


def _other_institution(told: Told, chance: random.Random) -> str | None:
    names = ("岚县人力资源和社会保障局", "禾川县水务局", "雁湖市商务局", "青岚市财政局")
    held = [each for each in names if each in told.text]
    return told.text.replace(held[0], chance.choice([each for each in names if each not in held])) if held else None


def _other_item(told: Told, chance: random.Random) -> str | None:
    place = _ITEM.search(told.text)
    if not place:
        return None
    other = chance.choice([each for each in _ITEMS if each != place.group(0)])
    return told.text[: place.start()] + other + told.text[place.end() :]


def _wrong_citation(told: Told, chance: random.Random) -> str | None:
    """A figure with the id of another one that was shown, which holds another value."""
    place = re.search(rf"({NUMERAL.pattern}[万元%]+)\[([FS]\d+)\]", told.text)
    if not place:
        return None
    value = place.group(1).rstrip("万元%")
    rows = re.findall(r"^([FS]\d+) \|([^\n]*)$", told.shown, re.MULTILINE)
    others = [name for name, row in rows if value not in row and name not in told.ids]
    return told.text.replace(place.group(0), f"{place.group(1)}[{chance.choice(others)}]") if others else None


def _true_figure_of_another_thing(told: Told, chance: random.Random) -> str | None:
    """Another row's true figure and id, in place of the asked one: right citation, wrong thing."""
    place = re.search(rf"({NUMERAL.pattern})(万元|元)\[([FS]\d+)\]", told.text)
    if not place:
        return None
    rows = re.findall(r"^(F\d+) \|[^\n]* ([\d,]+\.?\d*) (万元|元)$", told.shown, re.MULTILINE)
    others = [row for row in rows if row[1] != place.group(1) and row[2] == place.group(2) and row[0] not in told.ids]
    if not others:
        return None
    name, value, unit = chance.choice(others)
    return told.text.replace(place.group(0), f"{value}{unit}[{name}]")


def _added(*sentences: str) -> Lie:
    """A sentence more; ``%s`` is an id of the answer."""

    def lie(told: Told, chance: random.Random) -> str | None:
        sentence = chance.choice(sentences)
        return told.text + (sentence % chance.choice(told.ids) if "%s" in sentence else sentence)

    return lie


KINDS: dict[str, Lie] = {
    "changed digit": _replaced(NUMERAL, _another_digit),
    "swapped digits": _replaced(NUMERAL, _swapped_digits),
    "moved decimal point": _replaced(r"(\d)\.(\d)(?=\d*(?:万元|%))", lambda place, _: f"{place[1]}{place[2]}."),
    "rounded": _replaced(NUMERAL, _rounded),
    "ten thousand times": _replaced(r"(?<=\d)万元", lambda place, chance: chance.choice(["亿元", "元"])),
    "other direction": _replaced("减少|增加|下降|增长(?!率)", lambda place, _: _OPPOSITE[place[0]]),
    "other year": _replaced("|".join(_YEARS), lambda place, _: _YEARS[place[0]]),
    "budget for final": _replaced(r"决算(?=为|\d)", lambda place, chance: chance.choice(["年初预算", "预算"])),
    "revenue for expenditure": _replaced(r"支出(?=决算为|为|决算\d)", lambda place, _: "收入"),
    "other institution": _other_institution,
    "other item": _other_item,
    "wrong citation": _wrong_citation,
    "another thing's figure": _true_figure_of_another_thing,
    "id that was never given": _replaced(_ID, lambda _, chance: f"[{chance.choice('FSC')}{chance.randint(400, 900)}]"),
    "no citation": lambda told, chance: _ID.sub("", told.text),
    "figure without a source": _added("另外，全年结余为3,456.78万元。", "其中基本支出为688.00万元[%s]。"),
    "invented reason": _added(
        "主要原因是受疫情影响，项目推进缓慢[%s]。",
        "这是由于人员编制调整造成的[%s]。",
        "得益于上级专项补助资金增加[%s]。",
        "因物价上涨，成本提高[%s]。",
    ),
    "invented quotation": _added(
        "文件说明的原因：“财政资金紧张，压减了一般性支出”[%s]。", "文件指出，“本年度未发生重大变化，资金使用规范”[%s]。"
    ),
    "vague amount": _added("约占总支出的一半[%s]。", "与上年相比翻了一番[%s]。", "比上年明显减少[%s]。"),
    "judgement": _added("该单位管理不善，存在违规使用资金的问题[%s]。", "资金使用效益显著，群众满意度很高[%s]。"),
    "unfounded comparison": _added("这是全市最高的一项[%s]。", "与预算表完全一致，没有差错[%s]。"),
}
