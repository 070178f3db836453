"""Asks a question set of a store and counts what is right, a type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from eval.cases import Case
from eval.measures import Outcome, Score, score
from qa.pipeline import ask
from qa.session import Session
from qa.stores import Stores


@dataclass
class Tally:
    """``wrong`` holds a line for each case that is not right: what was asked, what was said, and the faults."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right.total() / self.asked.total()

    def report(self) -> str:
        """Right of asked for each type, then the failures."""
        types = ", ".join(f"{kind} {self.right[kind]}/{number}" for kind, number in sorted(self.asked.items()))
        return "\n".join([f"{self.right.total()}/{self.asked.total()} right: {types}", *self.wrong])


def ask_all(cases: Iterable[Case], stores: Stores) -> Tally:
    """Every case in a session of its own, its turns first. What ``ask`` raises is not caught: that is a bug."""
    tally = Tally()
    for case in sorted(cases, key=lambda each: each.type):
        session = Session()
        for turn in case.turns:
            ask(turn, stores=stores, session=session)
        answer = ask(case.question, stores=stores, session=session).to_dict()
        _count(tally, case, score(case, answer), str(answer["answer"]))
    return tally


def _count(tally: Tally, case: Case, result: Score, said: str) -> None:
    tally.asked[case.type] += 1
    if result.outcome is Outcome.RIGHT:
        tally.right[case.type] += 1
        return
    faults = "; ".join(fault.message for fault in result.faults)
    asked = " >> ".join([*case.turns, case.question])
    tally.wrong.append(f"{case.type} {case.id} {result.outcome.value}: {asked}\n    {said[:160]}\n    {faults[:200]}")
