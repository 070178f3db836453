"""Variants of a marked question: other names, years and numbers in the same marks, fillers, and marks of punctuation
as people put and leave them. What does not change is what each stretch does."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.reader.tagging.marks import Marked, Span

_OPENINGS = (
    *(
        "请问",
        "你好，",
        "您好，请问",
        "麻烦查一下",
        "帮我看看",
        "想了解一下",
        "问下",
        "那个，",
        "我想知道",
        "请根据文件回答：",
        "老师好，",
        "嗨，",
    ),
    *("请根据已上传的文档回答以下问题：", "查一下", "劳驾，", "根据材料，", "Please tell me: ", "问题：", "用户提问："),
)
_ENDINGS = (
    *(
        "谢谢",
        "谢谢！",
        "，多谢",
        "，请用一句话回答",
        "，请注明页码",
        "，请给出出处",
        "？？",
        "呀",
        "啊",
        "，急",
        "。请列出计算过程",
        "，麻烦了",
    ),
    *("，保留两位小数", "？辛苦啦", " thanks", "（请简要回答）"),
)
_NAMED = ("item", "base", "under")
"""Tags whose words are names of figures: one may stand for another."""


@dataclass(frozen=True, slots=True)
class Pools:
    """Words that may stand in place of others: ``figures`` for names of figures, ``institutions``."""

    figures: tuple[str, ...]
    institutions: tuple[str, ...]


def variant(asked: Marked, pools: Pools, chance: random.Random) -> Marked:
    """One variant, drawn by ``chance``."""
    changed = _rebuilt(asked, lambda span, words: _other_words(span, words, pools, chance))
    if chance.random() < 0.35:
        changed = _around(changed, chance.choice(_OPENINGS), "")
    if chance.random() < 0.3:
        changed = _around(changed, "", chance.choice(_ENDINGS))
    if chance.random() < 0.25:
        changed = _without(changed, re.compile("[，。？?！,：:]"), chance)
    if chance.random() < 0.1:
        changed = _without(changed, re.compile("[的了是]"), chance)
    return changed


def _other_words(span: Span, words: str, pools: Pools, chance: random.Random) -> str:
    if span.tag in _NAMED and len(words) > 1 and chance.random() < 0.45 and _is_chinese(words):
        return chance.choice(pools.figures)
    if span.tag == "inst" and chance.random() < 0.5 and _is_chinese(words) and len(words) > 2:
        return chance.choice(pools.institutions)
    if span.tag == "year" and re.fullmatch(r"(?:19|20)\d\d", words[:4]) and chance.random() < 0.5:
        return f"{chance.randint(2015, 2028)}{words[4:]}"
    if span.tag in ("given", "claim", "num") and chance.random() < 0.5:
        return re.sub(r"\d", lambda found: str(chance.randint(1, 9)) if found.group(0) != "0" else "0", words)
    return words


def _is_chinese(words: str) -> bool:
    return all("\u4e00" <= each <= "\u9fff" for each in words)


def _rebuilt(asked: Marked, other: Callable[[Span, str], str]) -> Marked:
    text, spans, at = "", list[Span](), 0
    for span in asked.spans:
        text += asked.text[at : span.start]
        words = other(span, asked.text[span.start : span.end])
        spans.append(replace(span, start=len(text), end=len(text) + len(words)))
        text += words
        at = span.end
    return replace(asked, text=text + asked.text[at:], spans=tuple(spans))


def _around(asked: Marked, before: str, behind: str) -> Marked:
    shifted = (replace(each, start=each.start + len(before), end=each.end + len(before)) for each in asked.spans)
    return replace(asked, text=f"{before}{asked.text}{behind}", spans=tuple(shifted))


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
