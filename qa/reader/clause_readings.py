"""What a clause is about, with what it leans on, and the readings of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.plans.language import Ask
from qa.plans.slots import Figure, nodes_of
from qa.reader.assembling.again import asked_again
from qa.reader.assembling.asks import options
from qa.reader.assembling.before import beside, like, together, with_whole
from qa.reader.assembling.clauses import Clause, Thing, joined_things, things_of
from qa.reader.assembling.frames import Frame
from qa.reader.assembling.series import KIND
from qa.reader.assembling.setting import Option, Setting, series_before
from qa.reader.choosing.choose import Choice
from qa.reader.thread import Thread


def about(
    clause: Clause, before: tuple[Thing, ...], all_things: tuple[Thing, ...], thread: Thread
) -> tuple[Clause, tuple[Thing, ...], bool]:
    """What a clause is about: what it names, else what was named before it."""
    last = thread.last
    things = things_of(clause)
    if clause.asks in ("same", "") and last is not None and not all_things:
        asks = last.clause.asks or "value"
        kept = tuple(each for each in last.clause.words if each.tag in _CARRIED and not clause.of(each.tag))
        clause = replace(clause, asks=asks, cue=last.clause.cue, words=(*clause.words, *kept))
        if things and before:
            things = tuple(like(each, before[0]) for each in things)
    told = all_things or thread.told
    if things:
        if clause.asks == "share" and before:
            things = with_whole(things, before, thread.wholes)
        elif clause.asks == "diff" and not all_things and all(each.base for each in things):
            things = beside(things, told)
        return clause, things, True
    if clause.asks in OF_SEVERAL and len(all_things) > 1:
        return clause, all_things, False
    several = together(clause, told)
    if several:
        return clause, several, False
    slots = {each.tag: each.text for each in clause.words if each.tag in _MODIFIERS}
    unnamed = _unnamed(clause, slots)
    if unnamed is not None and not before:
        return clause, (unnamed,), True
    if clause.of("topic", "table", "section", "aspect") and clause.asks in _OF_WORDS and unnamed is None:
        return clause, (), True
    side = slots.get("side", "")
    if side in ("收入", "支出"):
        other = "支出" if side == "收入" else "收入"
        before = tuple(each.named(each.name.replace(other, side)) for each in before)
    return clause, tuple(each.but(**slots) for each in before), False


def _unnamed(clause: Clause, slots: Mapping[str, str]) -> Thing | None:
    """What a figure is asked of that only its place names: the row of the whole in a table or a column, or the row of
    the group that is named with its column."""
    if clause.asks != "value" or clause.of("topic", "section", "aspect") or not clause.of("table", "col"):
        return None
    group = clause.first("under") if clause.of("col") else ""
    return Thing(group, slots=tuple(slots.items()))


def group_of(choices: Sequence[Choice], named: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """What was named last, as it was read: the project or the thing whose figure was found."""
    asks = choices[-1].option.asks if choices else ()
    read = [each for ask in asks for each in nodes_of(ask.of) if isinstance(each, Figure) and each.item]
    if not read:
        return named[-1:]
    last = read[-1]
    return (Thing(last.item, slots=(("subj", last.subject),) if last.subject else ()),)


def previous(clause: Clause, own: bool, choices: Sequence[Choice]) -> tuple[Ask, ...]:
    """What the clause before came to be; of several, that of all figures before it, where it reckons with these."""
    asks = choices[-1].option.asks if choices else ()
    singles = [each.option.asks for each in choices if each.option.sort == "value" and len(each.option.asks) == 1]
    if own or clause.asks not in OF_SEVERAL or len(asks) != 1 or len(singles) < 2 or singles[-1] != asks:
        return asks
    return tuple(ask for each in (singles if clause.asks in ("sum", "mean") else singles[-2:]) for ask in each)


def is_step(clause: Clause, setting: Setting, frame: Frame) -> bool:
    """Whether the clause before only names what a sum or a mean is taken of."""
    before = frame.clauses[frame.clauses.index(setting.clause) - 1] if setting.clause in frame.clauses else None
    taken = clause.asks in ("sum", "mean") and series_before(setting) is not None
    return taken and before is not None and not _ASKING.search(before.cue)


_ASKING = re.compile("多少|几|哪|各|分别|什么|列|how|what|which", re.I)


def is_shown(clause: Clause, things: tuple[Thing, ...], own: bool, before: Choice) -> bool:
    """Whether a clause asks for what the ranking or the list before it tells already."""
    asks = clause.asks in ("value", "same", "", "list") and before.option.sort in ("rank", "list")
    return asks and (not own or all(KIND.search(each.name) for each in things))


def readings(setting: Setting, frame: Frame, thread: Thread, choices: Sequence[Choice]) -> list[Option]:
    """The readings of a clause, the cheapest first: of what it names, and of two names as a row and its column."""
    found = [*_again(setting, frame, thread, choices), *options(setting)]
    others = joined_things(setting.clause, frame.text) if setting.own and setting.clause.asks in _JOINED else ()
    if others:
        found = [replace(each, cost=each.cost + _APART) for each in found]
    columns = {each.slot("col") for each in setting.things} - {""}
    if setting.own and setting.clause.asks in ("diff", "ratio", "compare") and len(columns) == 1:
        column = columns.pop()  # A的基本支出是B的几倍: of both
        if not all(each.slot("col") for each in setting.things):
            found = [replace(each, cost=each.cost + _APART) for each in found]
            found += options(replace(setting, things=tuple(each.but(col=column) for each in setting.things)))
    for at, things in enumerate(others):
        found += [replace(each, cost=each.cost + at / 10) for each in options(replace(setting, things=things))]
    named = [each for each in setting.things if not each.base]
    if setting.around and named and all(len(each.name) <= _SHORT and not each.slot("under") for each in named):
        parts = tuple(each if each.base else each.but(under=setting.around) for each in setting.things)
        more = -0.15 if _WITHIN.search(setting.clause.before) else 0.3
        found += [replace(each, cost=each.cost + more) for each in options(replace(setting, things=parts))]
    return sorted(found, key=lambda each: each.cost)


_WITHIN = re.compile("其中|里[面头]|当中|of (?:which|those|them)", re.I)
_SHORT = 4
"""Most characters of a name that may be that of a part of what was asked of before: 货物, of 政府采购."""
_APART = 0.45
"""What it costs to read two names that stand side by side as two figures."""


def _again(setting: Setting, frame: Frame, thread: Thread, choices: Sequence[Choice]) -> list[Option]:
    """What the turn before asked, of what this one names, where it asks nothing else itself."""
    last = thread.last
    if last is None or not last.asks or choices or any(each.asks not in ("same", "") for each in frame.clauses):
        return []
    said = [word for each in frame.clauses for word in each.words]
    made = [(asked_again(last.asks, last.things, setting.things, said, each), each.cost) for each in setting.places]
    return [Option(asks, cost - 0.2, "again") for asks, cost in made if asks]


_JOINED = frozenset(
    {
        *("value", "", "prior", "change", "growth", "reason", "completion", "claim"),
        *("sum", "mean", "diff", "ratio", "compare", "max", "min", "share"),
    }
)
"""What is asked of one thing, or of several in one column: two names side by side may be a row and its column."""


_CARRIED = ("stage", "col", "table", "fund", "side", "unit", "under", "prior", "aspect")
_MODIFIERS = ("stage", "col", "table", "fund", "side", "source", "section")
OF_SEVERAL = ("sum", "mean", "diff", "compare", "max", "min", "ratio", "equal", "top", "bottom")
_OF_WORDS = frozenset(
    {
        *("quote", "define", "members", "list", "count", "findings", "reason"),
        *("max", "min", "top", "bottom", "value", "sum", "equal"),
    }
)
