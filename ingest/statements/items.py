"""The subject of a figure: the line item spelled 类/款/项, the topic of a paragraph, the noun of a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model.code_tree import official_name, parent_codes
from ingest.model.figures import LineItem
from ingest.model.normalize import normalize
from ingest.model.vocabulary import level_of
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import compact
from ingest.statements.cues import CUES
from ingest.statements.leads import clean_noun
from ingest.statements.spelled import chains

_QUOTES = str.maketrans("", "", '“”"')
_EACH = re.compile(r"(?:平均)?每[一-鿿]")  # 运行维护费12万元,平均每辆2.4万元
_EXTREMES = {"最高", "最低"}
_TOPIC_COLON = re.compile(r"^([^，。;:]{2,80}?):")
_TOPIC_SCORE = re.compile(r"^([^，。;:()]{2,40})\((?:分值|满分|权重)")
_TOPIC_REVIEW = re.compile(r"^([^，。;:]{2,60}?)(?:绩效)?自评(?:情况|结果)?综述:")
_TOPIC_MONEY = re.compile(r"^([^，。;:\d]{2,20}(?:经费|费|支出|收入|资金)):(?=20\d\d年|年初|全年|预算)")
_TOPIC_SELF = re.compile(r"^([^，。;:]{2,60}?)(?:自评得分|绩效自评得分)")
_CODE = re.compile(r"^(\d{3}|\d{5}|\d{7})[-—]?(?=[一-鿿])")
_TOPIC_SENTENCE = re.compile(r"^([^，。;:\d]{2,30})。(?=.)")
_TOPIC_LONG = re.compile(r"^([^。;:]{2,90}?):(?=该|根据|年度)")


def unquoted(name: str) -> str:
    """“三公”经费 and 三公经费 are one name."""
    return name.translate(_QUOTES)


def item_of(noun: str, path: tuple[str, ...]) -> LineItem:
    """The item that a noun names; a classification code in front of it (208社会保障和就业支出) becomes its code."""
    code = _CODE.match(noun)
    if not code:
        return LineItem("", noun, "", path)
    return LineItem(code.group(1), noun[code.end() :], level_of(code.group(1)), path)


def completed(noun: str, before: str, last: str) -> str:
    """``noun`` with the words that it leaves out, from the noun ``before``: 公务接待批次5个,接待人次9人; or
    from that of the ``last`` figure: 缴存比例最低5%,最高12%."""
    if noun in _EXTREMES:
        return last.removesuffix("最低").removesuffix("最高") + noun
    if _EACH.fullmatch(noun):
        return noun + last
    left_out, head = CUES["elliptic"].match(noun), CUES["full_head"].match(before)
    return head.group(1) + left_out.group(1) if left_out and head else noun


def owner_of(counted: str, text: str, position: int) -> tuple[str, ...]:
    """The office of a compact text whose inner parts are ``counted`` at ``position``, as a path; ``()`` for others."""
    start = max(text.rfind(stop, 0, position) for stop in "。!?") + 1
    found = CUES["owner"].match(text, start, position) if CUES["of_office"].match(counted) else None
    return (found.group(1),) if found else ()


def with_parents(item: LineItem) -> LineItem:
    """``item`` under the official names of the 类 and 款 that its code stands under, where its path lacks them."""
    above = tuple(filter(None, (official_name(code) for code in parent_codes(item.code))))
    known = {_plain(name) for name in item.path}
    missing = tuple(name for name in above if _plain(name) not in known)
    return replace(item, path=(*item.path, *missing)) if missing else item


def _plain(name: str) -> str:
    return normalize(_CODE.sub("", name)).removesuffix("支出")


def heading_item(path: Sequence[str], institution: str = "") -> tuple[LineItem, LineItem | None]:
    """The thing that the headings name (the deepest one that names any), and the 类 or 款 among them.

    An office is no item: 一、某县某局 tells whose the figures under it are."""
    parent: LineItem | None = None
    named = LineItem("", "")
    for heading in path:
        text = compact(heading).text
        spelled = chains(text, parent)
        if spelled:
            parent = spelled[-1][2] if spelled[-1][2].level in {"类", "款"} else parent
            named = spelled[-1][2]
        elif (noun := heading_noun(text)) and len(noun) > 1 and noun != institution:
            named = LineItem("", noun)
    return named, parent


def heading_noun(text: str) -> str:
    """The noun of a heading: 一、收入决算情况说明 gives 收入."""
    numbering = numbering_of(text)
    body = text[numbering.length :] if numbering else text
    body = CUES["heading_bracket"].sub("", body).rstrip("。:")
    body = re.sub(r"^关于", "", body)
    body = CUES["topic_tails"].sub("", body)
    if CUES["no_item"].search(body):
        return ""
    for _ in range(2):  # …支出决算 表, …支出 决算
        body = CUES["heading_tails"].sub("", body)
    if CUES["no_item"].search(body):
        return ""
    if body in {"支出", "收入"}:
        return body
    noun = clean_noun(body)
    return noun.removesuffix("支出") if noun.endswith("费支出") else noun


def topic_of(text: str) -> tuple[int, LineItem] | None:
    """The topic that a compact paragraph opens with, and where it ends: 1、某项目绩效自评情况:…, ①某指标:…"""
    numbering = numbering_of(text)
    start = numbering.length if numbering else 0
    for pattern in (_TOPIC_REVIEW, _TOPIC_MONEY, _TOPIC_SELF, _TOPIC_SCORE, _TOPIC_COLON, _TOPIC_LONG, _TOPIC_SENTENCE):
        if pattern in (_TOPIC_COLON, _TOPIC_LONG, _TOPIC_SENTENCE) and not numbering:
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
