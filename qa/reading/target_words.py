"""The words of a question that describe the figure, in the documents' terms, without scope, years, cues and fillers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ingest.model.vocabulary import FUNCTIONAL_CATEGORIES, ITEM_ALIASES
from qa.evidence.library import Library
from qa.evidence.official_items import official_items
from qa.plans.plan import Scope
from qa.plans.words import clean
from qa.reading.question import cues


def words_of(text: str, library: Library, scope: Scope) -> str:
    """The words of a part of a question, read as those of a whole one."""
    names = names_within(library, scope)
    text = canonical(clean_keeping_marks(text), names, (), "")
    spans = tuple((each.start, each.end) for each in library.names.mentions(text))
    return words_left(text, spans, names)


def clean_keeping_marks(text: str) -> str:
    """The question without quotes and brackets; its other punctuation stays to separate words."""
    return re.sub("收[、,及和]支", "收支", re.sub(r'["()《》「」\[\]【】]', "", text))


_OTHER_PAY = frozenset({"平均", "最低", "基本", "绩效", "岗位", "薪级", "加班", "离休", "退休"})
"""Words before 工资 that mean something other than all wages."""


def canonical(text: str, names: frozenset[str], spans: Iterable[tuple[int, int]], unit: str) -> str:
    """The question with everyday names of line items replaced by the documents' own (三公 -> 三公经费); names of
    documents and institutions stay."""
    keep, _ = _protected(text, names | (official_items() - ITEM_ALIASES.keys()))
    for start, end in spans:
        keep[start:end] = [True] * (end - start)
    if unit == "辆":
        printed_as = "公务用车" if "公务用车" in names and "车辆" not in names else "车辆"
        text = re.sub("(?:公务用车|公务车|公车|汽车)(?!保有|购置|运行)", printed_as, text)
        return text
    for alias, printed in _aliases():
        start = text.find(alias)
        if len(alias) == 2 and start > 0 and text[start - 2 : start] in _OTHER_PAY:
            continue  # 平均工资 and 绩效工资 are not 工资福利支出
        if start >= 0 and printed[0] in _categories() and _GOES_ON.match(text, start + len(alias)):
            continue  # 社保补贴 is not 社保支出
        if start < 0 or any(keep[start : start + len(alias)]) or any(each in text for each in printed):
            continue
        held = [each for each in printed if each in names]
        name = next((each for each in held if not each.endswith("合计")), next(iter(held), printed[0]))
        if unit in _VISITS and name.endswith("费"):
            continue  # a number of receptions is not their cost
        end = start + len(alias)
        if name.endswith("支出") and text[end : end + 2] == "支出":  # 农林水事务支出, where 农林水事务 is 农林水支出
            end += 2
        text = text[:start] + name + text[end:]
        keep[start:end] = [True] * len(name)
    return text


_GOES_ON = re.compile("补贴|补助|缴费|基金|资金|中心|局|经办|保险|费附加|代办|专项|培训|工资|监察")
"""Words after a short name of a kind of spending that make it the name of something within it."""


@cache
def _categories() -> frozenset[str]:
    return frozenset(map(clean, FUNCTIONAL_CATEGORIES.values()))


_VISITS = frozenset({"批次", "人次", "批", "次", "人"})


@cache
def _aliases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = [
        (alias, tuple(clean(each) for each in printed if clean(each) != clean(alias)))
        for alias, printed in ITEM_ALIASES.items()
    ]
    pairs = [(alias, printed) for alias, printed in pairs if printed]
    return tuple(sorted(pairs, key=lambda each: -len(each[0])))


def names_within(library: Library, scope: Scope) -> frozenset[str]:
    return frozenset().union(*(library.index(each).names for each in scope.documents))


GENERIC = frozenset(
    {
        "项目",
        "合计",
        "总计",
        "小计",
        "金额",
        "单位",
        "其他",
        "预算",
        "决算",
        "收入",
        "支出",
        "情况",
        "年度",
        "数量",
        "人员",
        "资金",
        "经费",
        "工作",
        "决算数",
        "预算数",
        "执行数",
        "统计数",
        "完成率",
        "执行率",
        "本年",
        "年预算",
        "年决算",
        "上年",
        "部门",
        "财政",
        "主要",
        "安排",
        "其中",
        "全年",
        "比重",
        "占比",
        "年初预算",
        "年初预算数",
        "实际支出",
        "实际执行",
        "实际完成",
        "全年预算",
        "全年预算数",
        "全年执行数",
        "支出决算",
        "支出预算",
        "收入决算",
        "收入预算",
        "部门预算",
        "部门决算",
        "开支",
        "花费",
        "开销",
        "花销",
        "用度",
        "同比",
        "增长",
        "下降",
        "减少",
        "增加",
    }
)
"""Names that a table may use but that name nothing in a question by themselves."""
_STAGE_WORDS = re.compile(
    r"年初预算数?|全年预算数?|全年执行数|调整后?预算数?|预算执行数|执行数|决算数?|预算数|(?<!公共)(?<!基金)(?<!经营)预算(?!收入|支出|单位|绩效|编制|执行|调整|部门)"
)


def words_left(text: str, spans: Iterable[tuple[int, int]], names: frozenset[str]) -> str:
    """The words that describe the figure: names of line items stay whole; scope, years, cues and fillers are removed.
    ``|`` separates what does not belong together."""
    keep, borders = _protected(text, names | official_items())
    gone = [False] * len(text)
    for start, end in spans:
        gone[start:end] = [True] * (end - start)
    for pattern in (*_noise(), _STAGE_WORDS, _NUMERALS):
        for found in pattern.finditer(text):
            if found.end() > found.start() and not any(keep[found.start() : found.end()]):
                gone[found.start() : found.end()] = [True] * (found.end() - found.start())
    kept = "".join(
        ("|" if at in borders else "") + ("|" if gone[at] else character) for at, character in enumerate(text)
    )
    pieces = (_trimmed(piece, names) for piece in re.split(r"[|,.;:?!、。;\s]+", kept))
    told = list(dict.fromkeys(piece for piece in pieces if len(piece) > 1))
    return "|".join([piece for piece in told if piece not in GENERIC] or told)


def _trimmed(piece: str, names: frozenset[str]) -> str:
    """A piece without the particles at its ends, unless a name has them (中等职业教育)."""
    if piece in names and not piece.endswith(("的", "了", "是")):
        return piece
    return piece.lstrip("的是了在和与及里中").rstrip("的了里中是")


_NUMERALS = re.compile(r"\d[\d,.]*(?:万元|亿元|元|%|类|款|项)?")


def _protected(text: str, names: frozenset[str]) -> tuple[list[bool], frozenset[int]]:
    """Marks the parts that are a name in the documents, and where they begin and end."""
    keep = [False] * len(text)
    borders: set[int] = set()
    at = 0
    while at < len(text):
        sizes = range(min(40, len(text) - at), 1, -1)
        size = next((n for n in sizes if text[at : at + n] in names and _tells(text[at : at + n])), 0)
        if size:
            start = at - 2 if text[at - 2 : at] == "其他" else at
            keep[start : at + size] = [True] * (at + size - start)
            borders = (borders - {at}) | {start, at + size}
        at += size or 1
    return keep, frozenset(borders)


_DATED = re.compile(r"20\d\d年")


def _tells(name: str) -> bool:
    """Whether a documents' name identifies a figure, and not only its year or stage."""
    return name not in GENERIC and not _DATED.match(name)


@cache
def _noise() -> tuple[re.Pattern[str], ...]:
    table = cues()
    fillers = sorted((word for word in table["filler"]["words"] if len(word) > 1), key=len, reverse=True)
    patterns = [r"(?:19|20)\d{2}年?(?:度|末|底)?", r"\d{2}年度?"]
    patterns += [
        each for name in ("why", "define", "check", "count", "rank", "list") for each in table["operations"][name]
    ]
    patterns += [each for each in table["operations"]["share"] if "." not in each]
    patterns += [
        "占比多少",
        "占(?!地|用).{0,3}(?:多少|几成)",
        "比(?=上年|去年|20)",
        "与(?=上年|去年|20).{2,5}相比",
        "同比",
        "相比",
        "增减",
        "变化",
        "变动",
    ]
    patterns += [each for group in table["compare"].values() for each in group if "." not in each]
    patterns += [each for group in table["arithmetic"].values() for each in group if each != "合计" and "." not in each]
    patterns += table["relative_year"]["previous"]
    patterns += table["noise"]["patterns"]
    patterns += [re.escape(word) for word in fillers]
    return tuple(re.compile(each) for each in patterns)
