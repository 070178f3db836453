"""Plan -> evidence: the figures that fit a target, the best first, each with how well it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.figures import Fact, Fund, Role, Side, Stage
from qa.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.plan import Target
from qa.quantity import MONEY
from qa.usual_names import organ_of
from qa.words import clean, core, pairs

Keep = Callable[[Figure], bool]

ENOUGH = 0.72
"""The share of a target's words, by weight, that a figure must cover to be its answer."""

_WORTH_SCORING = 0.2
"""The share of a target's words, by weight, below which a figure is not even looked at."""

TOTAL_MEASURES = frozenset({"合计", "小计", "总计", "金额", "决算数", "预算数", "全年执行数", "执行数", ""})

_TABLE_RANK = {
    "expenditure": 1.0,
    "revenue": 0.9,
    "three_public": 0.9,
    "general_budget_basic": 0.8,
    "revenue_expenditure_summary": 0.7,
    "project_expenditure": 0.5,
    "general_budget_expenditure": 0.5,
    "performance_summary": 0.5,
    "appropriation_summary": 0.4,
    "project_performance": 0.4,
    "performance_base": 0.3,
    "economic_summary": 0.2,
}
_BUDGETS = frozenset({Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET})
_PLAIN_ROLES = frozenset({Role.AMOUNT, Role.FINAL, Role.INITIAL_BUDGET, Role.BUDGET, Role.SCORE, Role.RATE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with its score. ``recall``: the share of the target's words that it covers, by weight, 0 to 1.
    ``missing``: the pairs that it does not cover."""

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
    """The figures of a document that may be the target, best first. Figures of another year or stage than the target
    says are left out; so is what ``keep`` refuses."""
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
    found = [each if all(run <= each.figure.words for run in asked) else replace(each, named=False) for each in found]
    found.sort(key=lambda each: -each.score)
    part = _part_named(found, wanted)
    return (part, *(each for each in found if each is not part)) if part else tuple(found)


def _part_named(found: Sequence[Candidate], wanted: frozenset[str]) -> Candidate | None:
    """The part that the question names where the best figure is the whole of the same sentence (货物 of 政府采购)."""
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


def weights_of(words: str, index: DocumentIndex) -> dict[str, float]:
    """How much each pair of the words tells; a closing 费, 数, 额 that tables leave out or add tells little."""
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
    """Whether a figure is the sub-institution's own: its row, or a sentence that names it."""
    if figure.cell:
        return clean(figure.fact.institution) == clean(institution)
    return clean(organ_of(institution)) in clean(figure.statement.sentence)


def _year_fits(figure: Figure, target: Target, index: DocumentIndex) -> bool:
    year = target.year if target.year is not None else index.document.year
    own = figure.year if figure.year is not None else index.document.year
    return own is None or year is None or own == year


def _stage_fits(figure: Figure, target: Target) -> bool:
    if target.stage is Stage.UNKNOWN or figure.stage is Stage.UNKNOWN:
        return True
    if target.stage is Stage.BUDGET:
        return figure.stage in _BUDGETS
    if target.stage is Stage.ADJUSTED:
        return figure.stage in (Stage.ADJUSTED, Stage.BUDGET)
    if target.stage is Stage.INITIAL:
        return figure.stage is Stage.INITIAL or (figure.stage is Stage.BUDGET and figure.document.kind == "预算")
    return figure.stage is target.stage


def _fund_clashes(figure: Figure, target: Target) -> bool:
    narrow = {Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL}
    return target.fund in narrow and figure.fund in narrow and figure.fund is not target.fund


def joints_of(words: str) -> dict[str, tuple[str, str]]:
    """The pairs of a run that lie between two others: 体绩 between 整体 and 绩效."""
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
    missing = frozenset(
        pair for pair in wanted - figure.words if not (pair in joints and figure.own >= set(joints[pair]))
    )
    recall = 1.0 - sum(weights[pair] for pair in missing) / whole if wanted else 1.0
    near = sum(weights[pair] for pair in wanted & figure.own) / whole if wanted else 1.0
    score = 6 * recall + 4 * near + _name_score(figure, plain, wanted) + _slot_score(figure, target)
    score += _place_score(figure, target) + _unit_score(figure, target)
    score += _fact_score(figure, wanted) if figure.cell else _statement_score(figure, target)
    return Candidate(figure, score, recall, missing, _is_named(figure, target, wanted))


_GRADE = re.compile("为(优|良|中|差)")


def _is_named(figure: Figure, target: Target, wanted: frozenset[str]) -> bool:
    grades = set(_GRADE.findall(target.words))
    if grades and set(_GRADE.findall(figure.name)) - grades:
        return False  # how many are 优 does not tell of those that are 良
    others = [run for run in target.words.split("|") if run.startswith("其他") and len(run) > 3]
    if others and not figure.name.startswith("其他") and figure.name in "".join(others):
        return False  # 其他X is not X
    if not wanted or not figure.names or figure.name in TOTAL_NAMES or (target.unit and target.unit not in MONEY):
        return True
    if figure.cell and (target.code or "总额" in figure.name or _mentioned(figure.fact.subject or "", wanted)):
        return True
    if not figure.cell and not target.strict and len(figure.own & wanted) >= 0.6 * len(wanted):
        return True
    return len(figure.names & wanted) >= (0.8 if target.strict else 0.34) * len(figure.names)


def _name_score(figure: Figure, plain: str, wanted: frozenset[str]) -> float:
    if not wanted:
        whole = (
            figure.name in TOTAL_NAMES
            or clean(figure.document.institution).endswith(figure.name)
            or "总额" in figure.name
        )
        apart = figure.kind == "three_public" or (figure.cell and bool(figure.fact.subject))
        return (3.0 if whole else -4.0) - (5.0 if apart else 0.0)
    if figure.name in TOTAL_NAMES:
        return 2.0 if not figure.names & wanted else 4.0
    covered = len(figure.names & wanted) / len(figure.names) if figure.names else 0.0
    if covered < 0.5 and figure.names:
        return 4 * covered - (3.0 if figure.cell and not figure.fact.subject else 1.0)
    exact = 3.0 if len(figure.name) > 1 and core(figure.name) in plain else 0.0
    return 4 * covered + exact


def _slot_score(figure: Figure, target: Target) -> float:
    score = 0.0
    if target.stage is not Stage.UNKNOWN:
        score += 2.0 if figure.stage is target.stage else 0.0
    elif figure.stage in _BUDGETS and figure.document.kind != "预算":
        score -= 2.0
    if target.side is not Side.UNKNOWN and figure.side is not Side.UNKNOWN:
        score += 1.0 if figure.side is target.side else -3.0
    elif target.side is Side.UNKNOWN and figure.side is Side.REVENUE:
        score -= 1.5
    if target.fund is not Fund.UNKNOWN:
        score += 2.0 if figure.fund is target.fund else -1.0
    elif figure.fund in (Fund.ALL, Fund.UNKNOWN):
        score += 0.5
    if (
        target.stage is not Stage.UNKNOWN
        and figure.stage is Stage.UNKNOWN
        and figure.unit not in MONEY
        and not target.unit
    ):
        score -= 3.0
    return score


def _place_score(figure: Figure, target: Target) -> float:
    """How well the place fits: the accounts themselves come before what an evaluation tells of them."""
    score = 0.0
    if figure.document.kind in ("决算", "预算") and "绩效" not in target.words and _of_evaluation(figure):
        score -= 1.0
    if target.tables:
        named = figure.table is not None and (figure.document.id, figure.table.id) in target.tables
        score += 4.0 if named else -3.0
    return score


def _unit_score(figure: Figure, target: Target) -> float:
    score = 0.0
    if target.unit in MONEY and figure.unit not in MONEY:
        score -= 6.0
    if not target.unit and target.words.endswith("率") and figure.unit == "分":
        score -= 6.0  # a rate is asked for, not the points that it earned
    if target.unit and target.unit not in MONEY:
        score += 3.0 if figure.unit.split("(")[0].split("（")[0] == target.unit else -4.0
    return score


def _of_evaluation(figure: Figure) -> bool:
    if figure.cell:
        return figure.kind.startswith("performance") or (
            figure.table is not None and "预算执行情况" in figure.table.title
        )
    return any("绩效" in heading or "预算执行情况分析" in heading for heading in figure.statement.section)


def _fact_score(figure: Figure, wanted: frozenset[str]) -> float:
    fact: Fact = figure.fact
    score = _TABLE_RANK.get(figure.kind, 0.0)
    measure = pairs(fact.measure)
    if fact.measure in TOTAL_MEASURES:
        score += 0.5
    else:
        score += 1.5 if measure and measure <= wanted else -2.0
    if fact.subject and not _mentioned(fact.subject, wanted):
        score -= 4.0
    if fact.item.counterpart:
        score -= 1.5
    if clean(fact.institution) != clean(figure.document.institution) and not _mentioned(fact.institution, wanted):
        score -= 4.0
    if fact.value is None:
        score -= 1.0
    return score


def _mentioned(name: str, wanted: frozenset[str]) -> bool:
    own = pairs(name)
    return bool(own) and len(own & wanted) >= 0.4 * len(own)


def _statement_score(figure: Figure, target: Target) -> float:
    statement = figure.statement
    score = 0.5 if statement.role in _PLAIN_ROLES else -4.0
    if statement.role is Role.FINAL and target.stage is Stage.UNKNOWN:
        score += 0.5
    return score


def agreeing(candidates: Sequence[Candidate], margin: float = 1.5) -> tuple[Candidate, ...]:
    """The best candidate and those about as good, so that a caller can see whether they agree."""
    if not candidates:
        return ()
    return tuple(each for each in candidates if candidates[0].score - each.score <= margin)
