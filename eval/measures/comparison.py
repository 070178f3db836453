"""Compares two runs over one set, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.measures.scored import NO_ANSWER, Scored, Share, share
from eval.measures.scoring import Outcome

STATED = ("status", "results", "items", "answer")
"""The parts of an answer that a reader sees; if they are equal, the question did not change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome or answer changed. ``before`` is the baseline's outcome, ``now`` is ours."""

    id: str
    question: str
    before: Outcome
    now: Outcome
    was: str
    """The baseline's answer, or its error."""

    @property
    def better(self) -> bool:
        return self.now is Outcome.RIGHT and self.before is not Outcome.RIGHT

    @property
    def worse(self) -> bool:
        return self.before is Outcome.RIGHT and self.now is not Outcome.RIGHT


@dataclass(frozen=True, slots=True)
class Comparison:
    """``changes``: worse outcomes first, then better ones, other outcomes, and other answers with the same outcome.
    ``difference`` in accuracy is paired by question. ``absent``: questions without an answer in the baseline."""

    changes: tuple[Change, ...]
    difference: Share
    absent: int

    @property
    def worse(self) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.worse)

    @property
    def better(self) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.better)

    @property
    def outcomes(self) -> tuple[Change, ...]:
        """The changes of outcome."""
        return tuple(each for each in self.changes if each.before is not each.now)


def compare(ours: Sequence[Scored], theirs: Sequence[Scored]) -> Comparison:
    """``ours`` against a baseline, both in the order of the set."""
    pairs = list(zip(ours, theirs, strict=True))
    changes = [_change(one, two) for one, two in pairs if _differ(one, two)]
    return Comparison(
        tuple(sorted(changes, key=_weight)),
        share([float(one.right) - float(two.right) for one, two in pairs]),
        sum(two.record.error == NO_ANSWER for _, two in pairs),
    )


def _differ(one: Scored, two: Scored) -> bool:
    return one.score.outcome is not two.score.outcome or _stated(one.record.answer) != _stated(two.record.answer)


def _stated(answer: Mapping[str, Any] | None) -> list[Any]:
    return [(answer or {}).get(name) for name in STATED]


def _change(one: Scored, two: Scored) -> Change:
    was = str((two.record.answer or {}).get("answer") or two.record.error)
    return Change(one.case.id, one.case.question, two.score.outcome, one.score.outcome, was)


def _weight(each: Change) -> int:
    return 0 if each.worse else 1 if each.better else 2 if each.before is not each.now else 3
