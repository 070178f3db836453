"""The spans of a question put in order: what is asked, one ask after another, and the words that each is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qa.reader.assembling.terms import term
from qa.reader.tagging.tagger import Tagged

_BREAK = re.compile(r"[，。？！；,;?!\n]")
NAMED = ("item", "base")
SLOTS = (
    "col",
    "under",
    "table",
    "section",
    "fund",
    "side",
    "stage",
    "subj",
    "source",
    "level",
    "topic",
    "aspect",
    "unit",
)
_SURE = 0.3
"""An ask with a smaller probability is none, where there are others."""
_OF_FIGURES = frozenset(
    {
        "value",
        "prior",
        "change",
        "growth",
        "diff",
        "ratio",
        "share",
        "completion",
        "sum",
        "mean",
        "compare",
        "claim",
        "reason",
        "equal",
    }
)
"""What is asked of figures, never of a text: what the model takes for a topic is an item then."""
_EMPTY = frozenset({"其中", "资金", "金额", "钱", "款项", "数额", "数", "数字", "情况", "数据", "费用", "多少", "总共"})
"""Names of nothing by themselves."""
_BEFORE = ("table", "section", "under", "subj", "source", "fund", "side", "inst", "year", "kind")
"""Slots that stand before what they belong to; the others stand behind it."""
CONDITIONS = ("gt", "lt", "zero", "blank", "present", "absent", "has", "lacks")


@dataclass(frozen=True, slots=True)
class Words:
    """A span with its words."""

    tag: str
    text: str
    start: int
    end: int
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Thing:
    """Something whose figure is meant: its name, and the words of its own slots. ``base``: what it is compared with."""

    name: str
    base: bool = False
    slots: tuple[tuple[str, str], ...] = ()

    def slot(self, tag: str) -> str:
        return next((words for each, words in self.slots if each == tag), "")

    def but(self, **slots: str) -> Thing:
        """With other words in some slots."""
        kept = [(tag, words) for tag, words in self.slots if tag not in slots]
        return Thing(self.name, self.base, (*kept, *((tag, words) for tag, words in slots.items() if words)))

    def named(self, name: str) -> Thing:
        return Thing(name, self.base, self.slots)


@dataclass(frozen=True, slots=True)
class Clause:
    """One ask. ``asks``: what is wanted (``value``, ``growth`` …; empty if nothing says it); ``cue``: the words that
    say
    it; ``words``: its own spans, in order; ``own``: whether it names anything itself."""

    asks: str
    cue: str
    words: tuple[Words, ...] = ()
    before: str = ""
    sure: float = 1.0

    def of(self, *tags: str) -> tuple[Words, ...]:
        return tuple(each for each in self.words if each.tag in tags)

    def first(self, *tags: str) -> str:
        return next((each.text for each in self.words if each.tag in tags), "")

    @property
    def names_something(self) -> bool:
        return bool(self.of("item", "base", "topic", "under", "table", "aspect", "section", "subj"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A question as its clauses, with what holds for all of them."""

    text: str
    clauses: tuple[Clause, ...]
    words: tuple[Words, ...] = field(default=())

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
        return Frame(tagged.text, (Clause("", "", tuple(others)),) if others else (), words)
    homes = [_home(each, asks, others, tagged.text) for each in others]
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
    return Frame(tagged.text, clauses, words)


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
        if last is not None and near and each.tag in (last.tag, "?value", "?same"):
            kept[-1] = Words(last.tag, text[last.start : each.end], last.start, each.end, min(last.sure, each.sure))
        elif last is not None and near and last.tag in ("?value", "?same") and not between.strip("的了是 "):
            kept[-1] = Words(each.tag, text[last.start : each.end], last.start, each.end, each.sure)
        else:
            kept.append(each)
    return kept


def _home(word: Words, asks: Sequence[Words], others: Sequence[Words], text: str) -> int:
    """The ask that a span belongs to: the next one of its own part of the sentence, else the one before it there, else
    the next of all."""
    behind = [at for at, each in enumerate(asks) if each.start >= word.end]
    before = [at for at, each in enumerate(asks) if each.end <= word.start]
    if behind and not _BREAK.search(text[word.end : asks[behind[0]].start]):
        return behind[0]
    if before and not _BREAK.search(text[asks[before[-1]].end : word.start]):
        return before[-1]
    if behind:
        return behind[0]
    return before[-1] if before else 0  # an ask was joined over the span


def things_of(clause: Clause) -> tuple[Thing, ...]:
    """What a clause names, each with the slots that are its own: a slot said once holds for all, one said several times
    for the name beside it."""
    named = [each for each in clause.of(*NAMED) if each.text.strip() and each.text not in _EMPTY]
    if not named and clause.asks in _OF_FIGURES:
        named = list(clause.of("topic"))
    if not named and clause.asks in ("value", "count"):
        named = _within(clause)
    slots = clause.of(*SLOTS)
    found = []
    for at, each in enumerate(named):
        own = [
            (tag, _own(tag, [s for s in slots if s.tag == tag], named, at))
            for tag in dict.fromkeys(s.tag for s in slots)
        ]
        found.append(Thing(each.text, each.tag == "base", tuple((tag, words) for tag, words in own if words)))
    return _crossed(tuple({(each.name, each.base): each for each in reversed(found)}.values())[::-1])


_FUNCTIONAL, _ECONOMIC = re.compile(r"^2\d\d(?:\d\d){0,2}(?!\d)"), re.compile(r"^3\d\d(?:\d\d)?(?!\d)")


def _crossed(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """An item of the economic classification under one of the functional: 2010804 审计业务, 30227 委托业务费."""
    if len(things) == 2 and _FUNCTIONAL.match(things[0].name) and _ECONOMIC.match(things[1].name):
        return (things[1].but(under=things[0].name),)
    return things


_COUNTING = re.compile(r"(?:多少|几)(?:[人辆台套项家名户个期场件条份]|万?元)?(?P<name>[\u4e00-\u9fff]{2,8})$")


def _within(clause: Clause) -> list[Words]:
    """What is counted, where it stands within the ask: 有几辆公车."""
    found = _COUNTING.search(clause.cue)
    return [Words("item", found["name"], 0, 0, clause.sure)] if found and not _UNIT.match(found["name"]) else []


_UNIT = re.compile("^[个十百千万亿元块钱多几]+$|个百分点|次$")


def _own(tag: str, said: Sequence[Words], named: Sequence[Words], at: int) -> str:
    if len(named) == 1 or len(said) == 1:
        only_one = len(said) == 1 and tag in ("under", "col") and len(named) > 1
        if only_one and not _beside(said[0], named, at, tag):
            return ""
        return said[0].text
    own = [each for each in said if _nearest(each, named, tag) == at]
    return own[0].text if own else ""


def _beside(word: Words, named: Sequence[Words], at: int, tag: str) -> bool:
    """Whether a slot said once reaches a name: the names behind it, or those before it where it stands behind them
    all."""
    if tag == "under":
        return word.start < named[at].start
    return word.start > named[-1].start or _nearest(word, named, tag) == at or word.end < named[0].start


def _nearest(word: Words, named: Sequence[Words], tag: str) -> int:
    before = [at for at, each in enumerate(named) if each.end <= word.start]
    behind = [at for at, each in enumerate(named) if each.start >= word.end]
    if tag in _BEFORE:
        return behind[0] if behind else before[-1] if before else 0
    return before[-1] if before else behind[0] if behind else 0


def several(clause: Clause, tag: str) -> tuple[str, ...]:
    """The different words of one slot, in order."""
    return tuple(dict.fromkeys(each.text for each in clause.of(tag)))


def texts(words: Iterable[Words]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.text for each in words))


def joined_things(clause: Clause, text: str) -> tuple[tuple[Thing, ...], ...]:
    """Other readings of what a clause names: two names side by side (X的得分) may be a row and its column, or what it
    stands under."""
    named = [each for each in clause.of(*NAMED) if each.text.strip() and each.text not in _EMPTY]
    if len(named) != 2 or text[named[0].end : named[1].start].strip("的之 ") or named[1].start < named[0].end:
        return ()
    things = things_of(clause)
    if len(things) != 2:
        return ()
    first, second = things
    column = first.but(col=second.name)
    below = Thing(second.name, False, first.slots).but(under=first.name)
    whole = Thing(f"{first.name}{second.name}", False, first.slots)
    return ((column,), (below,), (whole,))
