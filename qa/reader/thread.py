"""What a conversation is about: the scope and the names of the turns before, on which the next question may lean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.plans.language import Ask
from qa.reader.assembling.clauses import Clause, Thing
from qa.reader.assembling.frames import Frame
from qa.reader.assembling.scope import Scope


@dataclass(frozen=True, slots=True)
class Said:
    """What one question was about. ``things``: what its last clause named; ``asks``: what it came to be as a plan."""

    scope: Scope
    clause: Clause
    things: tuple[Thing, ...]
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """The turns so far, oldest first."""

    said: tuple[Said, ...] = ()

    @property
    def last(self) -> Said | None:
        return self.said[-1] if self.said else None

    @property
    def told(self) -> tuple[Thing, ...]:
        """The things that the turns asked of, oldest first."""
        return tuple({each.name: each for turn in self.said for each in turn.things if not each.base}.values())

    @property
    def wholes(self) -> tuple[Thing, ...]:
        """What a share may be of: the wholes of the turns, the latest first, then what the turns before the last asked
        of."""
        latest = self.said[::-1]
        bases = [each for turn in latest for each in turn.things if each.base]
        return (*bases, *(each for turn in latest[1:] for each in turn.things[:1] if not each.base))

    def and_then(self, said: Said) -> Thread:
        return Thread((*self.said[-5:], said))


NO_TURNS = Thread()


_BESIDE = re.compile(r"(?:[比较跟和与同]|相比于?|than|against|with|from)\s*$", re.I)
_OF_TWO = frozenset({"change", "growth", "diff", "ratio", "compare", "equal"})
_OF_SEVERAL = _OF_TWO | {"sum", "mean", "max", "min", "top", "bottom"} - {"change", "growth"}


def leaning(own: Scope, thread: Thread, frame: Frame) -> Scope:
    """A question's scope, with what the thread is about where it names nothing itself. An institution that the store
    has not stays what it is about. A year or an office that is compared with stands beside that of the thread."""
    last = thread.last
    if last is None:
        return own
    before = last.scope
    asks = {each.asks for each in frame.clauses}
    compared = asks <= _OF_TWO and not frame.of("item", "topic")
    if own.open and asks <= _OF_SEVERAL and not frame.of("item", "topic", "year", "table", "col", "under"):
        own = _both(own, thread)
    if compared and len(own.years) == len(before.years[:1]) == 1 and _is_beside(frame, "year"):
        own = replace(own, years=tuple(dict.fromkeys((*before.years[:1], *own.years))))
    if own.unknown and not own.institutions and own.placeless:
        own = replace(own, near=before.institutions, kinds=own.kinds or before.kinds)
    elif own.open:
        own = replace(
            own,
            institutions=before.institutions,
            unknown=before.unknown,
            groups=before.groups,
            all=before.all,
            near=before.near,
            placeless=before.placeless,
            offices=before.offices,
        )
        if not own.kinds:
            own = replace(own, kinds=before.kinds)
        if not own.variant:
            own = replace(own, variant=before.variant)
    return own if own.years else replace(own, years=before.years)


def _is_beside(frame: Frame, tag: str) -> bool:
    """Whether a word of a question is what it compares with: 比2024年, than in 2024."""
    return any(_BESIDE.search(frame.text[: each.start]) for each in frame.of(tag))


def _both(own: Scope, thread: Thread) -> Scope:
    """The offices of the last two turns, where the last asked the same of another office."""
    if len(thread.said) < 2:
        return own
    one, other = (each.scope for each in thread.said[-2:])
    same = {each.name for each in thread.said[-2].things} == {each.name for each in thread.said[-1].things}
    if not same or one.institutions == other.institutions or not one.institutions or not other.institutions:
        return own
    both = tuple(dict.fromkeys((*one.institutions, *other.institutions)))
    return replace(other, institutions=both, groups=max(2, one.groups + other.groups), years=own.years or other.years)
