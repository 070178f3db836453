"""Scores how well a figure fits a target: its name, its slots, its place, its unit."""

from __future__ import annotations

import re

from ingest.model.figures import Fact, Fund, Role, Side, Stage
from ingest.model.vocabulary import MEASURES, canonical_measure
from qa.evidence.index import TOTAL_NAMES, Figure
from qa.plans.plan import Target
from qa.plans.quantity import COUNTED_AS, MONEY
from qa.plans.words import clean, closeness, core, pairs

TOTAL_MEASURES = frozenset({"合计", "小计", "总计", "金额", "决算数", "预算数", "全年执行数", "执行数", ""})
_TABLE_RANK = {
    "expenditure": 1.0,
    "revenue": 0.9,
    "three_public": 0.9,
    "general_budget_basic": 0.8,
    "revenue_expenditure_summary": 0.7,
    "project_expenditure": 0.5,
    "general_budget_expenditure": 0.5,
    "overall_performance": 0.9,
    "performance_summary": 0.5,
    "appropriation_summary": 0.4,
    "project_performance": 0.4,
    "performance_base": 0.3,
    "economic_summary": 0.2,
}
_GRADE = re.compile("为(优|良|中|差)")
BUDGETS = frozenset({Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET})
_PLAIN_ROLES = frozenset({Role.AMOUNT, Role.FINAL, Role.INITIAL_BUDGET, Role.BUDGET, Role.SCORE, Role.RATE})


def is_named(figure: Figure, target: Target, wanted: frozenset[str]) -> bool:
    if _of_another_kind(figure, target):
        return False
    if target.words.endswith("率") and not target.unit and figure.unit not in ("%", "‰", ""):
        return False  # neither the points earned by a rate nor the amounts behind it
    if figure.cell and "率" in figure.name and "率" not in target.words and target.stage is Stage.FINAL:
        return False  # an amount spent is not a rate that a target sets
    grades = set(_GRADE.findall(target.words))
    if grades and set(_GRADE.findall(figure.name)) - grades:
        return False  # how many are 优 does not say how many are 良
    others = [run for run in target.words.split("|") if run.startswith("其他") and len(run) > 3]
    if others and not figure.name.startswith("其他") and figure.name in "".join(others):
        return False  # 其他X is not X
    if figure.cell and target.column_named(figure.fact.column_path[-1:]):
        return True
    if not wanted or not figure.names or figure.name in TOTAL_NAMES or (target.unit and target.unit not in MONEY):
        return True
    if figure.cell and (target.code or _whole_amount(figure.name) or _mentioned(figure.fact.subject or "", wanted)):
        return True
    if not figure.cell and not target.strict and len(figure.own & wanted) >= 0.6 * len(wanted):
        return True
    return len(figure.names & wanted) >= (0.8 if target.strict else 0.34) * len(figure.names)


def _of_another_kind(figure: Figure, target: Target) -> bool:
    """Whether the figure's unit is one that the question cannot mean."""
    if (target.unit in MONEY or (target.money and figure.unit != "%")) and figure.unit and figure.unit not in MONEY:
        return True  # 多少万元 does not ask for a count
    if target.unit and target.unit not in MONEY and figure.unit in (*MONEY, "%"):
        return True  # 多少人 does not ask for an amount
    if target.stage in (Stage.FINAL, *BUDGETS) and not target.unit and figure.unit == "分":
        return True  # the 执行数 is not in points
    allowed = COUNTED_AS.get(target.unit)  # 几辆 is not answered by 5个
    return bool(figure.unit and allowed) and figure.unit not in (allowed or ())


def _whole_amount(name: str) -> bool:
    """Whether a name means a whole (部门整体支出总额) and not a part (基本支出总额)."""
    if "总额" not in name:
        return False
    part = canonical_measure(name.removesuffix("总额"))
    return not part or MEASURES[part].kind != "money"


def bare_score(figure: Figure, target: Target) -> float:
    """Prefers the total when a sub-institution is named alone: all that it receives or spends, not its projects
    only."""
    if not figure.cell:
        return 0.0
    own = clean(figure.fact.institution)
    called = len(target.words) > 2 and own.endswith(target.words) and own != clean(figure.document.institution)
    if not (target.institution and target.bare) and not called:
        return 0.0
    whole = figure.kind in ("revenue", "expenditure", "revenue_expenditure_summary")
    return 2.0 if whole else 0.0


def name_score(figure: Figure, plain: str, wanted: frozenset[str]) -> float:
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


def slot_score(figure: Figure, target: Target) -> float:
    score = 0.0
    if target.stage is not Stage.UNKNOWN:
        score += 2.0 if figure.stage is target.stage else 0.0
    elif figure.stage in BUDGETS and figure.document.main_kind != "预算":
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


def place_score(figure: Figure, target: Target) -> float:
    """Scores the place: the accounts themselves come before an evaluation that repeats them."""
    score = 0.0
    if figure.document.main_kind in ("决算", "预算") and "绩效" not in target.words and _of_evaluation(figure):
        score -= 1.0
    if target.tables:
        named = figure.table is not None and (figure.document.id, figure.table.id) in target.tables
        score += 4.0 if named else -3.0
        if named and target.column and figure.cell and target.column in map(clean, figure.fact.column_path[-1:]):
            score += 4.0
    return score


def unit_score(figure: Figure, target: Target) -> float:
    score = 0.0
    if target.unit in MONEY and figure.unit not in MONEY:
        score -= 6.0
    if target.unit and target.unit not in MONEY:
        score += 3.0 if figure.unit.split("(")[0].split("（")[0] == target.unit else -4.0
    return score


_TOTAL_POINTS = ("总分", "总得分", "自评总分", "合计得分")


def points_score(figure: Figure, target: Target) -> float:
    """Prefers points scored to points possible, and the total score if no indicator is named."""
    if target.unit != "分" or not figure.cell or figure.unit != "分":
        return 0.0
    possible = any(word in target.words for word in ("分值", "权重", "满分"))
    score = 1.0 if (figure.fact.measure == "得分") is not possible else -1.0
    if figure.name.startswith(_TOTAL_POINTS):
        score += 5.0
    return score + (2 * closeness(figure.fact.subject, target.words) if figure.fact.subject else 0.0)


def _of_evaluation(figure: Figure) -> bool:
    if figure.cell:
        return figure.kind.startswith("performance") or (
            figure.table is not None and "预算执行情况" in figure.table.title
        )
    return any("绩效" in heading or "预算执行情况分析" in heading for heading in figure.statement.section)


def fact_score(figure: Figure, wanted: frozenset[str]) -> float:
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


def classification_score(figure: Figure, target: Target) -> float:
    """Of two items with the same name, prefers the one in the classification that the question names."""
    if not target.classification or not figure.cell or not figure.fact.item.code:
        return 0.0
    return 3.0 if figure.fact.item.code[0] == target.classification else -3.0


def measure_score(figure: Figure, target: Target) -> float:
    """Prefers a column that the question names outright to the whole of its row."""
    if not figure.cell or figure.fact.measure in TOTAL_MEASURES:
        return 0.0
    named = clean(figure.fact.measure) in target.words.split("|") or target.column_named(figure.fact.column_path[-1:])
    if not named and figure.fact.measure == "实际完成值":
        return 1.0  # the result comes before the target
    return 2.0 if named else 0.0


def _mentioned(name: str, wanted: frozenset[str]) -> bool:
    own = pairs(name)
    return bool(own) and len(own & wanted) >= 0.4 * len(own)


def statement_score(figure: Figure, target: Target) -> float:
    statement = figure.statement
    score = 0.5 if statement.role in _PLAIN_ROLES else -4.0
    if statement.role is Role.FINAL and target.stage is Stage.UNKNOWN:
        score += 0.5
    return score
