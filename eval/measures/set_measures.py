"""Measures of a scored set besides accuracy: numbers, citations, refusals, conversations, each with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.measures.numbers import Miss
from eval.measures.scored import Scored, Share, share
from eval.measures.sources import Cited


@dataclass(frozen=True, slots=True)
class Measure:
    """A share over some of the questions. ``key`` is its name in ``summary.json``; ``hits`` is None for a mean of
    shares; ``share`` is None if no question counts (``of`` is 0)."""

    key: str
    label: str
    meaning: str
    share: Share | None
    hits: int | None
    of: int


def measures(scored: Sequence[Scored]) -> tuple[Measure, ...]:
    """All measures, in the order of the report."""
    return (*_numbers(scored), *_citations(scored), _unsourced(scored), *_withheld(scored), _conversation(scored))


def _count(key: str, label: str, meaning: str, hits: Sequence[bool]) -> Measure:
    return Measure(key, label, meaning, share(hits) if hits else None, sum(hits), len(hits))


# -------------------------------------------------------------------------------------------------------- numbers


def _numbers(scored: Sequence[Scored]) -> list[Measure]:
    asked = [each for each in scored if each.case.gold.number or each.case.gold.numbers]
    stated = [each for each in asked if each.score.answered]
    exact = [each.score.answered and not _missed(each) & set(Miss) for each in asked]
    found = [
        _count(
            "numeric_exactness", "numeric exactness", "of the questions for figures: every gold figure is there", exact
        )
    ]
    for kind, meaning in (
        (Miss.UNIT, "of those answered: the digits are right, the unit is not"),
        (Miss.SCALE, "of those answered: right but for a power of ten"),
        (Miss.SIGN, "of those answered: right but for the sign"),
    ):
        found.append(_count(f"{kind}_errors", f"{kind} errors", meaning, [kind in _missed(each) for each in stated]))
    return found


def _missed(each: Scored) -> set[str]:
    return {fault.kind for fault in each.score.faults}


# ------------------------------------------------------------------------------------------------------ citations


def _citations(scored: Sequence[Scored]) -> list[Measure]:
    rows: tuple[tuple[str, str, Callable[[Cited], float | None]], ...] = (
        ("cell_recall", "gold evidence whose printed text is cited", lambda each: each.cell_recall),
        ("cell_precision", "cited places that print a gold evidence (a lower bound)", lambda each: each.cell_precision),
        ("section_recall", "gold evidence whose table or section is cited", lambda each: each.section_recall),
        ("section_precision", "cited places in a gold table or section", lambda each: each.section_precision),
    )
    found = [each.score.cited for each in scored if each.score.cited]
    return [
        _mean(f"citation_{name}", f"citation {name.replace('_', ' ')}", why, list(map(of, found)))
        for name, why, of in rows
    ]


def _mean(key: str, label: str, meaning: str, shares: Sequence[float | None]) -> Measure:
    counted = [each for each in shares if each is not None]
    return Measure(key, label, meaning, share(counted) if counted else None, None, len(counted))


def _unsourced(scored: Sequence[Scored]) -> Measure:
    loose = [bool(each.score.unsourced) for each in scored if each.score.answered]
    return _count(
        "unsourced", "figures without a source", "of the answers: states a figure that nothing supports", loose
    )


# ------------------------------------------------------------------------------------- refusals and conversations


def _withheld(scored: Sequence[Scored]) -> list[Measure]:
    """A refusal is right if it states no figure, a question back if it offers every name."""
    found = []
    for name, status, told, wanted in _WITHHELD:
        given = [each.right and wanted(each) for each in scored if each.status == status]
        due = [each.right for each in scored if wanted(each)]
        found += [
            _count(f"{name}_precision", f"{name} precision", f"of the answers that {told}: rightly", given),
            _count(f"{name}_recall", f"{name} recall", f"of the questions where it must {told}: did, and rightly", due),
        ]
    return found


_WITHHELD: tuple[tuple[str, str, str, Callable[[Scored], bool]], ...] = (
    ("refusal", "refused", "refuse", lambda each: each.case.gold.refuse),
    ("clarification", "needs_clarification", "ask back", lambda each: bool(each.case.gold.clarify)),
)


def _conversation(scored: Sequence[Scored]) -> Measure:
    hits = [each.right for each in scored if each.case.turns]
    return _count("conversation_accuracy", "conversation accuracy", "of the questions with earlier turns: right", hits)
