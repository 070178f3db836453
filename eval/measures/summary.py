"""A scored set in numbers: accuracy and precision by type and by document, and all other measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.scored import Scored, Share, score_all, share
from eval.measures.scoring import Outcome
from eval.measures.set_measures import Measure, measures


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one type, one document, or all. ``precision`` is right among answered; None if none is
    answered."""

    name: str
    outcomes: Mapping[Outcome, int]
    accuracy: Share
    precision: Share | None

    @property
    def size(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """``faults`` counts the kinds of fault; times are in milliseconds per question; ``by_model`` counts the language
    model's own answers."""

    total: Group
    by_type: tuple[Group, ...]
    by_document: tuple[Group, ...]
    faults: Mapping[str, int]
    measures: tuple[Measure, ...]
    p50: float
    p95: float
    tokens: int
    by_model: int


def summarize(scored: Sequence[Scored]) -> Summary:
    """The numbers of the report."""
    times = [each.milliseconds for each in scored if each.record.answer is not None] or [0.0]
    return Summary(
        group("total", scored),
        _groups(scored, lambda each: [each.case.type]),
        _groups(scored, lambda each: each.case.documents),
        Counter(kind for each in scored for kind in dict.fromkeys(str(fault.kind) for fault in each.score.faults)),
        measures(scored),
        float(np.percentile(times, 50)),
        float(np.percentile(times, 95)),
        sum(each.tokens for each in scored),
        sum(each.by_model for each in scored),
    )


def _groups(scored: Sequence[Scored], names: Callable[[Scored], Iterable[str]]) -> tuple[Group, ...]:
    """One group per name, largest first; a question over several documents counts in each."""
    members: dict[str, list[Scored]] = {}
    for each in scored:
        for name in names(each):
            members.setdefault(name, []).append(each)
    return tuple(sorted((group(*pair) for pair in members.items()), key=lambda each: (-each.size, each.name)))


def group(name: str, scored: Sequence[Scored]) -> Group:
    """The numbers of some questions."""
    outcomes = Counter(each.score.outcome for each in scored)
    answered = [each.right for each in scored if each.score.answered]
    return Group(
        name,
        {outcome: outcomes.get(outcome, 0) for outcome in Outcome},
        share([each.right for each in scored]),
        share(answered) if answered else None,
    )


__all__ = ["Group", "Scored", "Share", "Summary", "group", "score_all", "share", "summarize"]
