"""The spans of a question put in order: what is asked, one ask after another, and the words that each is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.reader.assembling.clauses import Clause, Words
from qa.reader.assembling.said import unit_asked
from qa.reader.assembling.terms import aspect_of, term
from qa.reader.tagging.tagger import Tagged

_BREAK = re.compile(r"[，。？！；,;?!\n]")
_SURE = 0.3
"""An ask with a smaller probability is none, where there are others."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A question as its clauses, with what holds for all of them."""

    text: str
    clauses: tuple[Clause, ...]
    words: tuple[Words, ...] = ()
    likelihood: float = 0.0
    """The logarithm of the probability that all of it is marked so."""

    def of(self, *tags: str) -> tuple[Words, ...]:
        return tuple(each for each in self.words if each.tag in tags)


def frame_of(tagged: Tagged) -> Frame:
    """The clauses of a tagged question."""
    words = tuple(
        Words(each.tag, _spelled(each.tag, tagged.text[each.start : each.end]), each.start, each.end, sure)
        for each, sure in zip(tagged.spans, tagged.sureness, strict=True)
    )
    words = _coded(_staged(words), tagged.text)
    asks = _joined(tagged.text, [each for each in words if each.tag.startswith("?")])
    others = [each for each in words if not each.tag.startswith("?")]
    if not asks:
        only = (Clause("", "", tuple(others)),) if others else ()
        return Frame(tagged.text, only, words, tagged.likelihood)
    homes = [_home(each, asks, tagged.text) for each in others]
    clauses = tuple(
        Clause(
            ask.tag[1:],
            ask.text,
            tuple(each for each, home in zip(others, homes, strict=True) if home == at),
            tagged.text[(asks[at - 1].end if at else 0) : ask.start],
            ask.sure,
        )
        for at, ask in enumerate(asks)
    )
    return Frame(tagged.text, clauses, words, tagged.likelihood)


_CODE = re.compile(r"^[（(]?(\d{3}|\d{5}|\d{7})[)）]?$")


def _coded(words: tuple[Words, ...], text: str) -> tuple[Words, ...]:
    """A code and the name beside it as one: 30227 + 委托业务费, 小学教育（2050202）."""
    kept: list[Words] = []
    for each in words:
        code = _CODE.match(each.text) if each.tag in ("item", "given", "claim", "col", "under", "base") else None
        last = kept[-1] if kept else None
        if last is not None and last.tag in ("item", "base", "under", "code"):
            beside = each.start - last.end <= 2 and not _BREAK.search(text[last.end : each.start])
            if code and beside and last.tag != "code" and not last.text[0].isdigit():
                kept[-1] = replace(last, text=f"{code.group(1)} {last.text}", end=each.end)
                continue
            if last.tag == "code" and beside and each.tag in ("item", "base", "under"):
                kept[-1] = replace(each, text=f"{last.text} {each.text}", start=last.start)
                continue
        kept.append(replace(each, tag="code", text=code.group(1)) if code else each)
    return tuple(replace(each, tag="item") if each.tag == "code" else each for each in kept)


_STAGE = re.compile("^(?:的)?(?:年初|全年|调整后?|本年|当年|最终)?(?:预算|决算|执行|支出决算|实际支出)(?:数|额|金额)?$")


def _staged(words: tuple[Words, ...]) -> tuple[Words, ...]:
    """What the model takes for an item or a column and is only a stage (决算数) is one."""
    return tuple(
        replace(each, tag="stage") if each.tag in ("item", "col", "base") and _STAGE.match(each.text) else each
        for each in words
    )


_NAMES = frozenset({"item", "base", "col", "under", "table", "topic", "fund", "side", "section", "subj", "aspect"})


def _spelled(tag: str, words: str) -> str:
    return term(words) if tag in _NAMES else words


def _joined(text: str, asks: Sequence[Words]) -> list[Words]:
    """One ask of neighbouring spans that ask the same, or of which the second only says 多少; without those that the
    model is not sure of where there are others."""
    sure = [each for each in asks if each.sure >= _SURE] or list(asks)
    kept: list[Words] = []
    for each in sure:
        last = kept[-1] if kept else None
        between = text[last.end : each.start] if last is not None else ""
        near = last is not None and len(between) <= 3 and not _BREAK.search(between)
        if last is not None and near and each.tag == last.tag and _two_asks(last, each):
            kept.append(each)
        elif last is not None and near and each.tag in (last.tag, "?value", "?same"):
            kept[-1] = Words(last.tag, text[last.start : each.end], last.start, each.end, min(last.sure, each.sure))
        elif last is not None and near and last.tag in ("?value", "?same") and not between.strip("的了是 "):
            kept[-1] = Words(each.tag, text[last.start : each.end], last.start, each.end, each.sure)
        else:
            kept.append(each)
    return kept


_COUNTING = re.compile("(?:几|多少)[个项家张份辆台套名人位条处种笔类]$")
"""What is counted stands right behind such words: 有几个内设机构."""


def _two_asks(one: Words, other: Words) -> bool:
    """Whether two asks side by side want different things: 几批、多少人次; 归谁管、干什么的."""
    said = unit_asked if one.tag == "?value" else aspect_of if one.tag == "?quote" else None
    first, second = (said(each.text) if said is not None else "" for each in (one, other))
    return bool(first and second) and first != second


def _home(word: Words, asks: Sequence[Words], text: str) -> int:
    """The ask that a span belongs to: the next one of its own part of the sentence, else the one before it there, else
    the next of all."""
    counted = [at for at, each in enumerate(asks) if each.end == word.start and _COUNTING.search(each.text)]
    if counted and word.tag in ("topic", "item", "table"):
        return counted[0]
    behind = [at for at, each in enumerate(asks) if each.start >= word.end]
    before = [at for at, each in enumerate(asks) if each.end <= word.start]
    if behind and not _BREAK.search(text[word.end : asks[behind[0]].start]):
        return behind[0]
    if before and not _BREAK.search(text[asks[before[-1]].end : word.start]):
        return before[-1]
    if behind:
        return behind[0]
    return before[-1] if before else 0  # an ask was joined over the span
