"""One ask of a question, and the things that it names, each with its own slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

NAMED = ("item", "base")
SLOTS = (
    *("col", "under", "table", "section", "fund", "side", "stage", "subj"),
    *("source", "level", "topic", "aspect", "unit"),
)
_OF_FIGURES = frozenset(
    {
        *("value", "prior", "change", "growth", "diff", "ratio", "share"),
        *("completion", "sum", "mean", "compare", "claim", "reason", "equal"),
    }
)
"""What is asked of figures, never of a text: what the model takes for a topic is an item then."""
EMPTY = frozenset({"其中", "资金", "金额", "钱", "款项", "数额", "数", "数字", "情况", "数据", "费用", "多少", "总共"})
"""Names of nothing by themselves."""
_MONEY = frozenset({"钱", "资金", "money"})
_ALL = "总计"
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
    say it; ``before``: the text between the ask before it and these; ``words``: its own spans, in order."""

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


def _named(clause: Clause) -> list[Words]:
    """The names of a clause. A whole that is only called money (的钱里) is the total of all."""
    said = [each for each in clause.of(*NAMED) if each.text.strip()]
    said = [replace(each, text=_ALL) if each.tag == "base" and each.text in _MONEY else each for each in said]
    return [each for each in said if each.text not in EMPTY]


def things_of(clause: Clause) -> tuple[Thing, ...]:
    """What a clause names, each with the slots that are its own: a slot said once holds for all, one said several times
    for the name beside it."""
    named = _named(clause)
    if not named and clause.asks in _OF_FIGURES:
        named = list(clause.of("topic"))
    if not named and clause.asks in ("value", "count"):
        named = _within(clause)
    slots = clause.of(*SLOTS)
    places = _placed(slots, named)
    found = []
    for at, each in enumerate(named):
        own = [
            (tag, _own(tag, [s for s in slots if s.tag == tag], named, at))
            for tag in dict.fromkeys(s.tag for s in slots)
            if not places or tag not in _PLACES
        ]
        own += [(places[at].tag, places[at].text)] if places else []
        found.append(Thing(each.text, each.tag == "base", tuple((tag, words) for tag, words in own if words)))
    return tuple({(each.name, each.base): each for each in reversed(found)}.values())[::-1]


_PLACES = ("table", "source", "section")


def _placed(slots: Sequence[Words], named: Sequence[Words]) -> list[Words]:
    """The place of each of two names where two different places are said (说明文字写的 X 跟 表三的 Y): in order."""
    places = sorted((each for each in slots if each.tag in _PLACES), key=lambda each: each.start)
    two = len(named) == len(places) == 2 and places[0].tag != places[1].tag
    return places if two and named[0].start < places[1].start and places[1].start < named[1].end else []


_COUNTING = re.compile(r"(?:多少|几)(?:[人辆台套项家名户个期场件条份]|万?元)?(?P<name>[\u4e00-\u9fff]{2,8})$")


def _within(clause: Clause) -> list[Words]:
    """What is counted, where it stands within the ask: 有几辆公车."""
    found = _COUNTING.search(clause.cue)
    return [Words("item", found["name"], 0, 0, clause.sure)] if found and not _UNIT.match(found["name"]) else []


_UNIT = re.compile("^[个十百千万亿元块钱多几]+$|个百分点|次$|^人次|^批次")


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


_OF_SEVERAL = frozenset({"sum", "mean", "diff", "ratio", "compare", "max", "min", "share"})


def _in_one_column(named: Sequence[Words], things: Sequence[Thing], text: str) -> tuple[tuple[Thing, ...], ...]:
    """Several names of which the last may be the column of the others: A和B的基本支出; or that of the part, before the
    whole of a share."""
    of_part = named[-1].tag == "base" and named[-2].tag != "base"
    column = len(named) - (2 if of_part else 1)
    between = text[named[column - 1].end : named[column].start]
    if len(things) != len(named) or between.strip("”\"’'》） ") not in ("的", "之"):
        return ()
    return ((*(each.but(col=things[column].name) for each in things[:column]), *things[column + 1 :]),)


def joined_things(clause: Clause, text: str) -> tuple[tuple[Thing, ...], ...]:
    """Other readings of what a clause names: two names side by side (X的得分) may be a row and its column, or what it
    stands under."""
    named = _named(clause)
    if len(named) > 2 and clause.asks in _OF_SEVERAL:
        return _in_one_column(named, things_of(clause), text)
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
