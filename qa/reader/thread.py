"""What a conversation is about: the scope and the names of the turns before, on which the next question may lean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.plans.language import Ask
from qa.reader.assembling.clauses import Clause, Thing
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

    def and_then(self, said: Said) -> Thread:
        return Thread((*self.said[-5:], said))


NO_TURNS = Thread()


def leaning(own: Scope, thread: Thread) -> Scope:
    """A question's scope, with what the thread is about where it names nothing itself. An institution that the store
    has not stays what it is about."""
    last = thread.last
    if last is None:
        return own
    before = last.scope
    if own.open:
        own = replace(
            own,
            institutions=before.institutions,
            unknown=before.unknown,
            groups=before.groups,
            all=before.all,
            near=before.near,
        )
        if not own.kinds:
            own = replace(own, kinds=before.kinds)
        if not own.variant:
            own = replace(own, variant=before.variant)
    return own if own.years else replace(own, years=before.years)
