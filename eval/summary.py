"""A scored set in numbers: accuracy and precision by type and by document, with bootstrap intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.cases import Case
from eval.measures import Outcome, Score, score
from eval.runner import Record

RESAMPLES = 2000
SEED = 20240601


@dataclass(frozen=True, slots=True)
class Scored:
    """A case, what was answered, and its score."""

    case: Case
    record: Record
    score: Score

    @property
    def right(self) -> bool:
        return self.score.outcome is Outcome.RIGHT

    @property
    def milliseconds(self) -> float:
        """How long the question took, its earlier turns included."""
        return self.record.seconds * 1000 or self.score.elapsed_ms or 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% bootstrap interval, each from 0 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one type, one document, or all. ``precision`` is right among answered, None with none."""

    name: str
    outcomes: Mapping[Outcome, int]
    accuracy: Share
    precision: Share | None

    @property
    def size(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """``faults`` counts kinds of fault over the questions; times are in milliseconds; ``recall`` is over the answered
    questions that name evidence."""

    total: Group
    by_type: tuple[Group, ...]
    by_document: tuple[Group, ...]
    faults: Mapping[str, int]
    recall: float | None
    unsourced: int
    p50: float
    p95: float


def score_all(cases: Sequence[Case], records: Mapping[str, Record]) -> list[Scored]:
    """Every case scored, in order; a case without a record is an error, so nothing is dropped."""
    found = [(case, records.get(case.id, Record(case.id, None, "no answer in the answers file"))) for case in cases]
    return [Scored(case, record, score(case, record.answer, record.error)) for case, record in found]


def summarize(scored: Sequence[Scored]) -> Summary:
    """The numbers of the report."""
    times = [each.milliseconds for each in scored if each.record.answer is not None] or [0.0]
    recalls = [each.score.recall for each in scored if each.score.recall is not None]
    return Summary(
        group("total", scored),
        _groups(scored, lambda each: [each.case.type]),
        _groups(scored, lambda each: each.case.documents),
        Counter(kind for each in scored for kind in dict.fromkeys(str(fault.kind) for fault in each.score.faults)),
        sum(recalls) / len(recalls) if recalls else None,
        sum(bool(each.score.unsourced) for each in scored),
        float(np.percentile(times, 50)),
        float(np.percentile(times, 95)),
    )


def _groups(scored: Sequence[Scored], names: Callable[[Scored], Iterable[str]]) -> tuple[Group, ...]:
    """A group a name, the largest first; a question over several documents counts in each."""
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


def share(hits: Sequence[bool]) -> Share:
    """The mean with the 2.5th and 97.5th percentile of resampled means; the same hits give the same interval."""
    values = np.asarray(hits, dtype=float)
    picks = np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return Share(float(values.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over one set: questions that only one has right, and the difference in accuracy, paired by question."""

    ours_only: tuple[str, ...]
    theirs_only: tuple[str, ...]
    difference: Share


def compare(ours: Sequence[Scored], theirs: Sequence[Scored]) -> Comparison:
    """``ours`` against a baseline, both in the order of the set."""
    pairs = list(zip(ours, theirs, strict=True))
    gains = np.asarray([float(one.right) - float(two.right) for one, two in pairs])
    picks = np.random.default_rng(SEED).integers(0, len(gains), size=(RESAMPLES, len(gains)))
    low, high = np.percentile(gains[picks].mean(axis=1), [2.5, 97.5])
    return Comparison(
        tuple(one.case.id for one, two in pairs if one.right and not two.right),
        tuple(one.case.id for one, two in pairs if two.right and not one.right),
        Share(float(gains.mean()), float(low), float(high)),
    )


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary for ``summary.json``."""

    def plain(each: Group) -> dict[str, Any]:
        shares = {"accuracy": each.accuracy, "precision": each.precision}
        values = {name: [s.value, s.low, s.high] if s else None for name, s in shares.items()}
        return {"name": each.name, "size": each.size, **{str(k): v for k, v in each.outcomes.items()}, **values}

    return {
        "total": plain(summary.total),
        "by_type": [plain(each) for each in summary.by_type],
        "by_document": [plain(each) for each in summary.by_document],
        "faults": dict(summary.faults),
        "citation_recall": summary.recall,
        "answers_with_unsourced_figures": summary.unsourced,
        "p50_ms": summary.p50,
        "p95_ms": summary.p95,
    }
