"""Variants of a marked question: other words of the same kind in the same marks, what need not be said left out, two
questions in one, fillers, and marks of punctuation as people put and leave them. What each stretch does stays known."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qa.reader.tagging.marks import Marked, Span

_OPENINGS = (
    *("请问", "你好，", "您好，请问", "麻烦查一下", "帮我看看", "想了解一下", "问下", "那个，", "我想知道", "老师好，"),
    *("嗨，", "查一下", "劳驾，", "请教一下，", "急问：", "各位老师，", "问题：", "用户提问：", "根据材料，"),
    *("请根据文件回答：", "请根据已上传的文档回答以下问题：", "Please tell me: ", "Hi, ", "Could you tell me: "),
    "Quick question: ",
)
_ENDINGS = (
    *("谢谢", "谢谢！", "，多谢", "，请用一句话回答", "，请注明页码", "，请给出出处", "？？", "呀", "啊", "，急"),
    *("。请列出计算过程", "，麻烦了", "，保留两位小数", "？辛苦啦", "（请简要回答）", " thanks", ", please"),
    " Give the source.",
)
_JOINTS = ("；", "。", "？另外，", "，还有", "？再问一下，", "，顺便，", "。然后")
_LATIN_JOINTS = ("; ", ". Also, ", "? And ", ", and ")
_LEADS = (
    *(
        "{inst}{year}",
        "{year}{inst}",
        "{inst}{year}的",
        "{year}{inst}的",
        "{inst}的",
        "{inst}，",
        "{inst}{year}{kind}里，",
    ),
    *("{inst}{year}{kind}中，", "{inst}{year}{kind}的", "在{inst}{year}{kind}里，", "{inst}在{year}", "{year}，{inst}"),
    *(
        "关于{inst}{year}{kind}，",
        "{inst} {year} ",
        "{inst}{year}{kind}：",
        "{inst}",
        "{inst}{kind}里",
        "按{inst}{year}{kind}，",
    ),
)
_LATIN_LEADS = (
    *("In the {year} {kind} of {inst}, ", "For {inst} in {year}, ", "{inst} {year}: ", "In {inst}'s {year} {kind}, "),
    *("According to the {year} {kind} of {inst}, ", "{inst}, {year}: ", "At {inst}, ", "In {year}, {inst}: "),
)
"""How people say of which institution, year and document they ask, before they ask."""
_PLACED = 0.65
"""How often a question that names no institution is asked of one: its writer had one document before him, people in a
store have many."""
_STAGED = 0.12
"""How often a figure that is asked for bears a stage."""
_NAMED = ("item", "base", "under")
"""Tags whose words are names of figures: one may stand for another."""
_ALIKE = frozenset(
    (
        *("stage", "kind", "col", "table", "section", "fund", "topic", "aspect", "prior", "source", "variant", "level"),
        *("?value", "?change", "?growth", "?diff", "?ratio", "?share", "?completion", "?sum", "?mean", "?count"),
        *("?list", "?equal", "?compare", "?claim", "?findings", "?reason", "?quote", "?define", "?members", "?same"),
        *("?max", "?min", "gt", "lt", "zero", "blank", "present", "absent"),
    )
)
"""Tags in whose place the words of another question with the same tag may stand."""
_LEFT_OUT = frozenset(("inst", "year", "kind", "prior", "stage"))


@dataclass(frozen=True)
class Pools:
    """Words that may stand in place of others: ``figures`` for names of figures; of ``questions`` what has one tag."""

    figures: tuple[str, ...]
    questions: tuple[Marked, ...]

    @cached_property
    def said(self) -> Mapping[tuple[str, bool], tuple[str, ...]]:
        """By tag and whether it is Chinese: each wording that stands in some question."""
        found: defaultdict[tuple[str, bool], dict[str, None]] = defaultdict(dict)
        for question in self.questions:
            for span in question.spans:
                words = question.text[span.start : span.end]
                found[span.tag, _is_chinese(words)][words] = None
        return {key: tuple(words) for key, words in found.items()}

    @cached_property
    def whole(self) -> Mapping[bool, tuple[Marked, ...]]:
        """Questions that lean on no other, by whether they are Chinese."""
        first = [each for each in self.questions if each.turn == 1 and each.spans and len(each.text) < 45]
        return {
            chinese: tuple(each for each in first if _has_chinese(each.text) is chinese) for chinese in (True, False)
        }

    def drawn(self, tag: str, chinese: bool, chance: random.Random) -> str:
        """What some question says with a tag; nothing where none does."""
        return chance.choice(self.said.get((tag, chinese), ("",)))

    def other(self, span: Span, words: str, chance: random.Random) -> str:
        """Other words of the same sort."""
        return chance.choice(self.said.get((span.tag, _is_chinese(words)), (words,)))


def placed(asked: Marked, pools: Pools, chance: random.Random) -> Marked:
    """A question that names no institution asked of one, as it must be in a store of many; some figures with a
    stage."""
    tags = {each.tag for each in asked.spans}
    chinese = _has_chinese(asked.text)
    if "stage" not in tags and chinese and chance.random() < _STAGED:
        asked = _with_stage(asked, pools, chance)
    if asked.turn > 1 or asked.chat or not asked.spans or tags & {"inst", "all"} or chance.random() > _PLACED:
        return asked
    lead = chance.choice(_LEADS if chinese else _LATIN_LEADS)
    text, spans = "", list[Span]()
    for piece in re.split("({[a-z]+})", lead):
        tag = piece.strip("{}") if piece.startswith("{") else ""
        words = pools.drawn(tag, chinese, chance) if tag and tag not in tags else "" if tag else piece
        spans += [Span(len(text), len(text) + len(words), tag)] if tag and words else []
        text += words
    moved = (_moved(each, len(text)) for each in asked.spans)
    return replace(asked, text=text + asked.text, spans=(*spans, *moved))


def _with_stage(asked: Marked, pools: Pools, chance: random.Random) -> Marked:
    """With a stage behind an item that stands right before what is asked of it."""
    pairs = zip(asked.spans, asked.spans[1:], strict=False)
    at = next((one.end for one, two in pairs if one.tag == "item" and two.tag[0] == "?" and one.end == two.start), None)
    if at is None:
        return asked
    words = pools.drawn("stage", True, chance)
    spans = [each if each.end <= at else _moved(each, len(words)) for each in asked.spans]
    stage = Span(at, at + len(words), "stage")
    ordered = sorted((*spans, stage), key=lambda each: each.start)
    return replace(asked, text=asked.text[:at] + words + asked.text[at:], spans=tuple(ordered))


def variant(asked: Marked, pools: Pools, chance: random.Random) -> Marked:
    """One variant, drawn by ``chance``."""
    changed = asked
    if chance.random() < 0.12:
        changed = _without_one(changed, chance)
    if asked.turn == 1 and asked.spans and chance.random() < 0.1:
        changed = _with_another(changed, pools, chance)
    changed = _rebuilt(changed, lambda span, words: _other_words(span, words, pools, chance))
    if chance.random() < 0.3:
        changed = _around(changed, chance.choice(_OPENINGS), "")
    if chance.random() < 0.25:
        changed = _around(changed, "", chance.choice(_ENDINGS))
    if chance.random() < 0.25:
        changed = _without(changed, re.compile("[，。？?！,：:]"), chance)
    if chance.random() < 0.1:
        changed = _without(changed, re.compile("[的了是]"), chance)
    return changed


def _other_words(span: Span, words: str, pools: Pools, chance: random.Random) -> str:
    if span.tag in _NAMED and len(words) > 1 and chance.random() < 0.45 and _is_chinese(words):
        return chance.choice(pools.figures) if chance.random() < 0.7 else pools.other(span, words, chance)
    if span.tag in _NAMED and chance.random() < 0.3:
        return pools.other(span, words, chance)
    if span.tag == "inst" and chance.random() < 0.5 and len(words) > 2:
        return pools.other(span, words, chance)
    if span.tag in _ALIKE and chance.random() < 0.2:
        return pools.other(span, words, chance)
    if span.tag == "year" and re.fullmatch(r"(?:19|20)\d\d", words[:4]) and chance.random() < 0.5:
        return f"{chance.randint(2015, 2028)}{words[4:]}"
    if span.tag in ("given", "claim", "num") and chance.random() < 0.5:
        return re.sub(r"\d", lambda found: str(chance.randint(1, 9)) if found.group(0) != "0" else "0", words)
    return words


def _is_chinese(words: str) -> bool:
    return not re.search("[A-Za-z]", words)


def _has_chinese(text: str) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", text)) > len(re.findall("[A-Za-z]+", text))


def _rebuilt(asked: Marked, other: Callable[[Span, str], str]) -> Marked:
    text, spans, at = "", list[Span](), 0
    for span in asked.spans:
        text += asked.text[at : span.start]
        words = other(span, asked.text[span.start : span.end])
        spans.append(replace(span, start=len(text), end=len(text) + len(words)))
        text += words
        at = span.end
    return replace(asked, text=text + asked.text[at:], spans=tuple(spans))


def _without_one(asked: Marked, chance: random.Random) -> Marked:
    """Without one of the stretches that need not be said, and the 的 behind it."""
    may = [each for each in asked.spans if each.tag in _LEFT_OUT]
    if len(asked.spans) < 3 or not may:
        return asked
    gone = chance.choice(may)
    end = gone.end + (asked.text[gone.end : gone.end + 1] == "的")
    spans = [_moved(each, gone.start - end if each.start >= end else 0) for each in asked.spans if each is not gone]
    return replace(asked, text=asked.text[: gone.start] + asked.text[end:], spans=tuple(spans))


def _with_another(asked: Marked, pools: Pools, chance: random.Random) -> Marked:
    """With another question behind it."""
    chinese = _has_chinese(asked.text)
    others = pools.whole[chinese]
    if not others:
        return asked
    other = chance.choice(others)
    first = asked.text.rstrip("？?。")
    lead = first + chance.choice(_JOINTS if chinese else _LATIN_JOINTS)
    kept = [each for each in asked.spans if each.end <= len(first)]
    spans = (*kept, *(_moved(each, len(lead)) for each in other.spans))
    return replace(asked, text=lead + other.text, spans=spans)


def _around(asked: Marked, before: str, behind: str) -> Marked:
    shifted = (_moved(each, len(before)) for each in asked.spans)
    return replace(asked, text=f"{before}{asked.text}{behind}", spans=tuple(shifted))


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _without(asked: Marked, dropped: re.Pattern[str], chance: random.Random) -> Marked:
    """Without some of the unmarked characters of a sort."""
    inside = [any(each.start <= at < each.end for each in asked.spans) for at in range(len(asked.text))]
    gone = [
        at for at, letter in enumerate(asked.text) if not inside[at] and dropped.match(letter) and chance.random() < 0.7
    ]
    kept = "".join(letter for at, letter in enumerate(asked.text) if at not in set(gone))
    spans = [
        replace(each, start=each.start - _before(gone, each.start), end=each.end - _before(gone, each.start))
        for each in asked.spans
    ]
    return replace(asked, text=kept, spans=tuple(spans))


def _before(places: Sequence[int], at: int) -> int:
    return sum(each < at for each in places)
