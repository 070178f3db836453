"""Asking, and reading what was answered."""

from __future__ import annotations

from typing import Protocol

from qa.answer import Answer, Status
from qa.pipeline import ask
from qa.session import Session
from qa.stores import Stores


class Asked(Protocol):
    def __call__(self, *turns: str) -> Answer: ...


def asker(stores: Stores) -> Asked:
    """A function that asks its turns in one conversation of their own and gives the last answer."""

    def asked(*turns: str) -> Answer:
        session = Session()
        answers = [ask(turn, stores=stores, session=session) for turn in turns]
        return answers[-1]

    return asked


def first(answer: Answer) -> tuple[str, str]:
    """Value and unit of the figure that answers; the whole answer where there is none."""
    assert answer.status is Status.ANSWERED and answer.results, answer.answer
    return answer.results[0].value, answer.results[0].unit


def figures(answer: Answer) -> set[tuple[str, str]]:
    """Value and unit of every figure among the results."""
    return {(each.value, each.unit) for each in answer.results}


def refusal(answer: Answer) -> str:
    """The text of a refusal, which states no figure as a result."""
    assert answer.status is Status.REFUSED, answer.answer
    assert not answer.results and not answer.items and not answer.calculations
    return answer.answer
