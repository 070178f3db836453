"""What a clause leans on: names of the clauses and turns before it that it does not say again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.reader.assembling.clauses import Clause, Thing
from qa.reader.assembling.said import count_said

_COUNTED = re.compile("(?P<n>[两二三四五六]|[2-6])(?:项|者|个(?!百分点)|笔|块|样|类|数|处)")
_ALL_OF_THEM = re.compile("它们|他们|各自?|分别|都|both|each|respectively", re.I)
_FORMER, _LATTER = re.compile("前者|前一[项个笔]|the former"), re.compile("后者|后一[项个笔]|the latter")
_OF_THEM = frozenset({"sum", "mean", "compare", "ratio"})
"""What is never asked of one thing."""


def together(clause: Clause, told: Sequence[Thing]) -> tuple[Thing, ...]:
    """Several of the things named so far, oldest first, where a clause means them together (这两项, 前者是后者的几倍)
    or one of them by its place; none where it does not."""
    said = clause.before + clause.cue
    former, latter = _FORMER.search(said), _LATTER.search(said)
    if (former or latter) and len(told) > 1:
        if former and latter:
            return tuple(told[-2:]) if former.start() < latter.start() else (told[-1], told[-2])
        return (told[-2],) if former else (told[-1],)
    counted = _COUNTED.search(said)
    if counted:
        n = count_said(counted["n"]) or 2
        return tuple(told[-n:]) if len(told) >= n else ()
    if len(told) > 1 and (clause.asks in _OF_THEM or _ALL_OF_THEM.search(said)):
        return tuple(told)
    return ()


def beside(things: tuple[Thing, ...], told: Sequence[Thing]) -> tuple[Thing, ...]:
    """A difference of which only what is taken away is named: the other side is the nearest other thing."""
    others = [each for each in reversed(told) if each.name not in {thing.name for thing in things}]
    larger = [each for each in others if all(each.name != thing.name for thing in things)]
    return (replace(larger[-1], base=False), *things) if larger else things


def with_whole(things: tuple[Thing, ...], before: Sequence[Thing], wholes: Sequence[Thing]) -> tuple[Thing, ...]:
    """A share of which only one side is named: the part is what was asked of before; the whole is that of a share asked
    before (``wholes``), else what was asked of before."""
    if any(each.base for each in things) and any(not each.base for each in things):
        return things
    if all(each.base for each in things):
        parts = [each for each in before if not each.base] or [*before]
        return (replace(parts[0], base=False), *things)
    named = {each.name for each in things}
    whole = next((each for each in (*wholes, *before) if each.name not in named), None)
    return (*things, replace(whole, base=True)) if len(things) == 1 and whole is not None else things


def like(thing: Thing, before: Thing) -> Thing:
    """A thing with the slots of the one asked of before, where it says none."""
    said = {tag for tag, _ in thing.slots}
    kept = tuple((tag, words) for tag, words in before.slots if tag not in said)
    return Thing(thing.name, thing.base, (*thing.slots, *kept))
