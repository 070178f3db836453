"""The noun that a number counts: 13个项目, 40个国家和地区, 5个局、院等单位."""

from __future__ import annotations

import re

from ingest.statements.cues import CUES
from ingest.statements.figures import Figure

_BETWEEN = r"^(?:以上|以下|以内|左右)?(?:\([^()]*\))?的?"
_WORDS = r"(?:[一-鿿“”、]|\((?!不?含|其中|见|详|附|如|包括)[一-鿿]{2,6}\))+"
_PHRASE = re.compile(rf"{_BETWEEN}(?!以上|以下|以内|左右|实有|其中|占|、)({_WORDS})")
_LABEL = re.compile(r"(?:^|[,，;:。、]|范围的|涉及|实施|安排)((?:预算)?(?:项目|单位))(?:共|共有|有|为)?$")
_LAST_OF_LIST = re.compile(r"^.*、[^、]*?等(?!方面|支出|费用|工作|活动|内容)([一-鿿“”()]{2,})$")
_VEHICLE = re.compile(r"^(.*?(?:用车|车辆))(?=[一-鿿、])")  # 3辆公务用车燃油、维修等支出
_QUALIFIED = re.compile(r"^(.*?)的([^的]+)$")
_GRADED = re.compile(r"[为是]“[^“”]+”$")  # 5个项目评价结果为“优”
_LONGEST = 24


def counted_noun(text: str, figure: Figure) -> str:
    """The counted noun behind its number (13个项目) or directly in front of it (项目13个); else empty."""
    if figure.unit not in CUES.counting or not text[: figure.end].endswith(figure.unit):
        return ""
    noun = _behind(text[figure.end :])
    if noun.count("“") != noun.count("”"):
        return noun.split("“")[0]
    if not noun and (label := _LABEL.search(text[: figure.start])):
        return label.group(1)
    inner = noun == "机构" and text[: figure.start].endswith("内设")
    return f"内设{noun}" if inner else noun


def end_of_counted(text: str, figure: Figure, noun: str) -> int:
    """Where the figure ends with the ``noun`` that it counts: 10个处室 of 10个处室、编制20人."""
    counts = figure.unit in CUES.counting and text.startswith(noun, figure.end)
    return figure.end + len(noun) if counts else figure.end


def _behind(after: str) -> str:
    found = _PHRASE.match(after)
    if not found:
        return ""
    words, rest = found.group(1), after[found.end() :]
    ends = CUES["counted_ends"].search(words, 2)
    if ends:
        words = words[: ends.start()]
    elif rest[:1].isdigit() and re.search(r"、[^、]{2,}$", words):  # 10个部门、编制20人: the last is of the next number
        words = words.rpartition("、")[0]
    noun = _thing(words.rstrip("、").removesuffix("的"))
    return noun if 2 <= len(noun) <= _LONGEST or "、" in noun[:2] else ""


def _thing(words: str) -> str:
    """What is counted, of words such as 甲局、乙局等单位, 检查站的管理工作, 社会关心的课题."""
    if _GRADED.search(words):
        return words
    words = words.split("“")[0] or words
    if vehicle := _VEHICLE.match(words):
        return vehicle.group(1)
    if listed := _LAST_OF_LIST.match(words):
        words = listed.group(1)
    words = words.removesuffix("等")
    qualified = _QUALIFIED.match(words)
    if not qualified:
        return words
    return qualified.group(1 if CUES["counted_owner"].search(qualified.group(1)) else 2)
