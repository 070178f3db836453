"""Plan -> evidence: the figures that fit a target, best first, each with its score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model.figures import Fund, Stage
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.evidence.official_items import official_items
from qa.evidence.scoring import (
    BUDGETS,
    bare_score,
    classification_score,
    fact_score,
    is_named,
    measure_score,
    name_score,
    place_score,
    points_score,
    slot_score,
    statement_score,
    unit_score,
)
from qa.evidence.usual_names import organ_of
from qa.plans.plan import Target
from qa.plans.quantity import MONEY
from qa.plans.words import clean, core, pairs

Keep = Callable[[Figure], bool]
ENOUGH = 0.72
"""The share of a target's words, by weight, that a figure must cover to be its answer."""
_WORTH_SCORING = 0.2
"""The share of a target's words, by weight, below which a figure is not considered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with its score. ``recall`` is the share of the target's words that it covers, by weight, from 0 to 1;
    ``missing`` holds the pairs it does not cover."""

    figure: Figure
    score: float
    recall: float
    missing: frozenset[str]
    named: bool = True
    """Whether the question names the figure's own item, and not only words around it."""

    @property
    def fits(self) -> bool:
        return self.recall >= ENOUGH and self.named


def find(target: Target, index: DocumentIndex, keep: Keep = lambda figure: True) -> tuple[Candidate, ...]:
    """The figures of a document that may be the target, best first. Figures of another year or stage than the target's
    are left out, and so is what ``keep`` refuses."""
    asked = [pairs(core(run)) for run in target.words.split("|") if run in index.items and run not in TOTAL_NAMES]
    target = replace(
        target, words="|".join(run if run in TOTAL_NAMES else core(run) for run in target.words.split("|"))
    )
    wanted = pairs(target.words)
    weights = weights_of(target.words, index)
    whole = sum(weights.values()) or 1.0
    joints = joints_of(target.words)
    plain = clean(target.words)
    found = [
        _candidate(figure, target, plain, wanted, weights, whole, joints)
        for figure in _possible(target, index, weights)
        if keep(figure)
    ]
    if any(_unheard_of(run, index) for run in target.words.split("|")):
        return tuple(sorted((replace(each, named=False) for each in found), key=lambda each: -each.score))
    found = [each if not any(run & each.missing for run in asked) else replace(each, named=False) for each in found]
    for stem in _absent_items(target.words, index):
        found = [each if stem <= _own_names(each.figure) else replace(each, named=False) for each in found]
    found.sort(key=lambda each: -each.score)
    part = _part_named(found, wanted)
    return (part, *(each for each in found if each is not part)) if part else tuple(found)


def _absent_items(words: str, index: DocumentIndex) -> Iterable[frozenset[str]]:
    """The pairs of classified line items that the question names and no figure of the document is called. A figure with
    a similar name (公务用车购置费 for 被装购置费) is another item."""
    for run in words.split("|"):
        if run in official_items() and run not in index.items and run not in index.names:
            yield pairs(re.sub("(?:支出|费用?)$", "", run))


def _own_names(figure: Figure) -> frozenset[str]:
    return figure.names | pairs(figure.fact.subject) if figure.cell else figure.own


def _part_named(found: Sequence[Candidate], wanted: frozenset[str]) -> Candidate | None:
    """The part that the question names, if the best figure is the whole from the same sentence (货物 of 政府采购)."""
    if not found or found[0].figure.cell:
        return None
    whole = found[0].figure
    left = wanted - whole.own
    for each in found[1:]:
        part = each.figure
        beside = not part.cell and part.unit == whole.unit and part.statement.sentence == whole.statement.sentence
        names = 2 * len(part.names & wanted) >= len(part.names)
        if left and beside and names and left & part.names and each.recall >= ENOUGH and part.role is whole.role:
            return replace(each, score=found[0].score, named=True)
    return None


def _unheard_of(run: str, index: DocumentIndex) -> bool:
    """Whether no figure of the document relates to a run of words; then none was asked for."""
    found = pairs(run)
    return bool(found) and not any(index.holds(pair) for pair in found)


def weights_of(words: str, index: DocumentIndex) -> dict[str, float]:
    """The weight of each pair of the words. A closing 费, 数 or 额, which tables add or omit freely, weighs little."""
    weights = {pair: index.weight(pair) for pair in pairs(words)}
    for run in words.split("|"):
        if len(run) > 2 and run[-1] in "费款额数类项" and run[-2:] in weights:
            weights[run[-2:]] *= 0.3
    return weights


def _possible(target: Target, index: DocumentIndex, weights: dict[str, float]) -> Iterable[Figure]:
    for figure in index.figures if target.code else index.covering(weights, _WORTH_SCORING):
        if target.code and not (figure.cell and figure.fact.item.code == target.code):
            continue
        if target.institution and not _of_institution(figure, target.institution):
            continue
        if _year_fits(figure, target, index) and _stage_fits(figure, target) and not _fund_clashes(figure, target):
            yield figure


def _of_institution(figure: Figure, institution: str) -> bool:
    """Whether a figure is the sub-institution's own: in its row, or in a sentence that names it."""
    if figure.cell:
        return clean(figure.fact.institution) == clean(institution)
    return clean(organ_of(institution)) in clean(figure.statement.sentence)


def _year_fits(figure: Figure, target: Target, index: DocumentIndex) -> bool:
    year = target.year if target.year is not None else index.document.year
    own = figure.year if figure.year is not None else index.document.year
    if target.year is None and not figure.cell and figure.unit and figure.unit not in (*MONEY, "%"):
        return True  # a budget counts last year's people and cars
    return own is None or year is None or own == year


def _stage_fits(figure: Figure, target: Target) -> bool:
    if target.stage is Stage.UNKNOWN or figure.stage is Stage.UNKNOWN:
        return True
    if target.stage is Stage.BUDGET:
        return figure.stage in BUDGETS
    if target.stage is Stage.ADJUSTED:
        return figure.stage in (Stage.ADJUSTED, Stage.BUDGET)
    if target.stage is Stage.INITIAL:
        return figure.stage is Stage.INITIAL or (figure.stage is Stage.BUDGET and figure.document.main_kind == "预算")
    return figure.stage is target.stage


def _fund_clashes(figure: Figure, target: Target) -> bool:
    narrow = {Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL}
    return target.fund in narrow and figure.fund in narrow and figure.fund is not target.fund


def joints_of(words: str) -> dict[str, tuple[str, str]]:
    """The pairs of a run that overlap two others: 体绩 between 整体 and 绩效."""
    found: dict[str, tuple[str, str]] = {}
    for run in words.split("|"):
        for at in range(1, len(run) - 2):
            found[run[at : at + 2]] = (run[at - 1 : at + 1], run[at + 1 : at + 3])
    return found


def _candidate(
    figure: Figure,
    target: Target,
    plain: str,
    wanted: frozenset[str],
    weights: dict[str, float],
    whole: float,
    joints: dict[str, tuple[str, str]],
) -> Candidate:
    # A shortened name (整体绩效 for 整体支出绩效) lacks only the pair where its parts meet.
    around = figure.words if target.money and not figure.cell and figure.unit in MONEY else figure.own
    missing = frozenset(pair for pair in wanted - figure.words if not (pair in joints and around >= set(joints[pair])))
    recall = 1.0 - sum(weights[pair] for pair in missing) / whole if wanted else 1.0
    near = sum(weights[pair] for pair in wanted & figure.own) / whole if wanted else 1.0
    score = 6 * recall + 4 * near + name_score(figure, plain, wanted) + slot_score(figure, target)
    score += place_score(figure, target) + unit_score(figure, target) + points_score(figure, target)
    score += measure_score(figure, target) + bare_score(figure, target)
    score += classification_score(figure, target)
    score += fact_score(figure, wanted) if figure.cell else statement_score(figure, target)
    return Candidate(figure, score, recall, missing, is_named(figure, target, wanted))


def agreeing(candidates: Sequence[Candidate], margin: float = 1.5) -> tuple[Candidate, ...]:
    """The best candidate and those nearly as good, so that a caller can see whether they agree."""
    if not candidates:
        return ()
    return tuple(each for each in candidates if candidates[0].score - each.score <= margin)
