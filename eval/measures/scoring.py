"""Scores one answer against its gold: right, wrong, refused or error, with every reason and further measures.

An answer is the JSON object of the answer contract, so answers from a file are scored like fresh ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from eval.measures.names import holds, same_names, says
from eval.measures.numbers import Figure, Miss, figure, matches, miss
from eval.measures.sources import Cited, cited, unsourced
from eval.run.cases import Case, Gold

Answer = Mapping[str, Any]
SIGNLESS = ("yoy", "execution")
"""Types whose question states the direction, so that the sign is not scored."""


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"  # withheld: refused or asked back although the documents hold the answer
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Fault:
    """One form of the gold that does not hold. ``kind`` is a :class:`Miss`, or ``status``, ``items``, ``contains``,
    ``clarify``."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Score:
    """``cited``: its citations against the gold evidence; None if the gold has none or nothing was answered.
    ``unsourced``: figures without support by a citation, a calculation or the question. ``answered``: it stated
    something, right or wrong. ``elapsed_ms`` is None if no answer came."""

    outcome: Outcome
    faults: tuple[Fault, ...]
    answered: bool
    cited: Cited | None
    unsourced: tuple[str, ...]
    elapsed_ms: float | None


def score(case: Case, answer: Answer | None, error: str = "") -> Score:
    """The score of one answer; ``None`` with the error's text is a failed question."""
    if answer is None:
        return Score(Outcome.ERROR, (Fault("error", error or "no answer was given"),), False, None, (), None)
    status = str(answer.get("status", ""))
    faults = _faults(case, answer)
    outcome = Outcome.RIGHT if not faults else Outcome.WRONG if status == "answered" else _withheld(case.gold, status)
    answered = status == "answered"
    return Score(
        outcome,
        tuple(faults),
        answered,
        cited(case.evidence, answer) if answered else None,
        unsourced(answer),
        float(answer.get("elapsed_ms") or 0),
    )


def _withheld(gold: Gold, status: str) -> Outcome:
    """A refusal that states a figure, or a question back with the wrong names, is wrong; otherwise it counts as
    refused."""
    if gold.refuse or (gold.clarify and status == "needs_clarification"):
        return Outcome.WRONG
    return Outcome.REFUSED


def _faults(case: Case, answer: Answer) -> list[Fault]:
    gold, status = case.gold, answer.get("status")
    if gold.refuse:
        return _refusal(answer)
    if gold.clarify:
        return _clarification(gold.clarify, answer)
    if status != "answered":
        return [Fault("status", f"the documents hold the answer, but the status is {status!r}")]
    signless = case.type in SIGNLESS
    results = _figures(answer)
    return [
        *_first_number(gold, results, signless),
        *_all_numbers(gold, results, signless),
        *_items(gold, answer.get("items") or []),
        *_contains(gold, str(answer.get("answer", ""))),
    ]


def _figures(answer: Answer) -> list[Figure | None]:
    """The results in order; one that is no number keeps its place, so that it can fail the first-result rule."""
    return [figure(each.get("value", ""), str(each.get("unit", ""))) for each in answer.get("results") or []]


def _first_number(gold: Gold, results: Sequence[Figure | None], signless: bool) -> list[Fault]:
    if gold.number is None:
        return []
    first = results[0] if results else None
    if first is not None and matches(gold.number, first, signless):
        return []
    kind = miss(gold.number, [each for each in results if each], signless)
    return [Fault(kind, f"expected {gold.number.number} {gold.number.unit}, got {_shown(results)}")]


def _all_numbers(gold: Gold, results: Sequence[Figure | None], signless: bool) -> list[Fault]:
    found = [each for each in results if each]
    return [
        Fault(miss(each, found, signless), f"expected {each.label} {each.number} {each.unit} among {_shown(results)}")
        for each in gold.numbers
        if not any(matches(each, one, signless) for one in found)
    ]


def _shown(results: Sequence[Figure | None]) -> str:
    return "、".join(f"{each.value} {each.unit}" if each else "?" for each in results) or "no figure"


def _items(gold: Gold, items: Sequence[str]) -> list[Fault]:
    if not gold.items or same_names(gold.items, items, gold.ordered):
        return []
    order = " in this order" if gold.ordered else ""
    return [Fault("items", f"expected {'、'.join(gold.items)}{order}, got {'、'.join(items) or 'none'}")]


def _contains(gold: Gold, text: str) -> list[Fault]:
    return [
        Fault("contains", f"the answer's text says none of {' | '.join(group)}")
        for group in gold.contains
        if not any(says(text, each) for each in group)
    ]


def _refusal(answer: Answer) -> list[Fault]:
    faults = []
    if answer.get("status") != "refused":
        faults.append(Fault("status", f"the documents do not hold it, but the status is {answer.get('status')!r}"))
    if results := answer.get("results"):
        faults.append(Fault(Miss.NUMERIC, f"states {results[0].get('value')} where nothing can be stated"))
    return faults


def _clarification(names: Sequence[str], answer: Answer) -> list[Fault]:
    if answer.get("status") != "needs_clarification":
        return [Fault("status", f"several documents fit, but the status is {answer.get('status')!r}")]
    offers = [f"{each.get('label', '')} {each.get('question', '')}" for each in answer.get("clarify") or []]
    missing = [name for name in names if not any(holds(offer, name) for offer in offers)]
    return [Fault("clarify", f"does not offer {'、'.join(missing)}")] if missing else []
