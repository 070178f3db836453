"""A case with its answer and its score, and a share over such cases with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.contract import misshapen
from eval.measures.scoring import Outcome, Score, score
from eval.run.cases import Case
from eval.run.runner import Record

RESAMPLES = 2000
SEED = 20240601
NO_ANSWER = "no answer in the answers file"


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
    def status(self) -> str:
        """The status of the answer; empty if there is none."""
        return str((self.record.answer or {}).get("status", ""))

    @property
    def milliseconds(self) -> float:
        """How long the question took, its earlier turns included."""
        return self.record.seconds * 1000 or self.score.elapsed_ms or 0.0

    @property
    def tokens(self) -> int:
        """Tokens that a language model used, in and out; 0 without one."""
        return int((self.record.answer or {}).get("tokens") or 0)

    @property
    def by_model(self) -> bool:
        """Whether the answer is the model's own, not that of the rules in its place."""
        return (self.record.answer or {}).get("mode") == "llm"


def score_all(cases: Sequence[Case], records: Mapping[str, Record]) -> list[Scored]:
    """Scores every case in order. A case without a record is an error, so nothing is dropped."""
    found = [(case, records.get(case.id, Record(case.id, None, NO_ANSWER))) for case in cases]
    return [_scored(case, record) for case, record in found]


def _scored(case: Case, record: Record) -> Scored:
    """Scores one case. An answer that breaks the contract (perhaps another system's) is an error, but does not end the
    evaluation."""
    if record.answer is not None and (fault := misshapen(record.answer)):
        record = Record(case.id, None, f"not an answer as `budgetqa ask --json` prints it: {fault}", record.seconds)
    return Scored(case, record, score(case, record.answer, record.error))


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% bootstrap interval, each from 0 to 1 (a difference of shares from -1)."""

    value: float
    low: float
    high: float


def share(hits: Sequence[float]) -> Share:
    """The mean with the 2.5th and 97.5th percentiles of resampled means; the same hits give the same interval."""
    values = np.asarray(hits, dtype=float)
    picks = np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return Share(float(values.mean()), float(low), float(high))
