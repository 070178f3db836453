"""Conversations: a question that leans on the turns before it is completed from them."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.answer import Answer
from qa.library import Library
from qa.operations.asking import Asking
from qa.plan import Plan
from qa.question import Question


@dataclass(frozen=True, slots=True)
class Turn:
    plan: Plan
    answer: Answer


@dataclass(slots=True)
class Session:
    """What was asked so far. Not safe for several threads at once; one conversation has one session."""

    turns: list[Turn] = field(default_factory=list)

    def remember(self, asking: Asking, answer: Answer) -> None:
        self.turns.append(Turn(asking.plan, answer))


@dataclass(frozen=True, slots=True)
class Completed:
    question: Question
    plan: Plan | None = None


def complete(question: Question, library: Library, session: Session | None) -> Completed:
    """The question with what it leaves out taken from the last turn."""
    return Completed(question)
