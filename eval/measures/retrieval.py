"""How well passages are found: gold quotes among the first k of a ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from eval.measures.numbers import NUMBER, number_tokens, plain
from eval.run.cases import Case, Evidence

CUTOFFS = (1, 3, 5, 10)
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that a system ranks. ``document`` is the file's name without its extension."""

    id: str
    document: str
    text: str


Ranker = Callable[[Case], Sequence[str]]
"""The ids of a system's passages for a question, best first."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Means over the questions that have evidence. ``recall``: cut-off -> share of gold quotes within it. ``mrr``: of
    the first passage with a gold quote. ``ndcg``: over ten passages with binary relevance."""

    questions: int
    recall: Mapping[int, float]
    mrr: float
    ndcg: float


def measure(cases: Sequence[Case], passages: Sequence[Passage], rank: Ranker) -> Retrieval:
    """Measures a system's rankings of its own passages against the gold evidence of the cases."""
    asked = [case for case in cases if case.evidence]
    rows = [_question(case, passages, list(rank(case))[:DEEPEST]) for case in asked]
    count = max(len(rows), 1)
    return Retrieval(
        len(rows),
        {cutoff: sum(recall[cutoff] for recall, _, _ in rows) / count for cutoff in CUTOFFS},
        sum(reciprocal for _, reciprocal, _ in rows) / count,
        sum(gain for _, _, gain in rows) / count,
    )


def _question(case: Case, passages: Sequence[Passage], ranked: Sequence[str]) -> tuple[dict[int, float], float, float]:
    holders = [{each.id for each in passages if holds(each, gold)} for gold in case.evidence]
    relevant = set().union(*holders)
    recall = {cutoff: sum(bool(found & set(ranked[:cutoff])) for found in holders) / len(holders) for cutoff in CUTOFFS}
    hits = [each in relevant for each in ranked]
    first = hits.index(True) + 1 if True in hits else 0
    gain = sum(1 / log2(place + 1) for place, hit in enumerate(hits, 1) if hit)
    best = sum(1 / log2(place + 1) for place in range(1, min(len(relevant), DEEPEST) + 1))
    return recall, 1 / first if first else 0.0, gain / best if best else 0.0


def holds(passage: Passage, gold: Evidence) -> bool:
    """Whether the passage is from that document and prints the quote: a cell's number as a whole number, words
    verbatim."""
    if passage.document != gold.document:
        return False
    if NUMBER.fullmatch(plain(gold.quote)):
        number = number_tokens(gold.quote)[0]  # line by line: the next line may begin with a code
        return any(number in number_tokens(line) for line in passage.text.splitlines())
    return plain(gold.quote) in plain(passage.text)
