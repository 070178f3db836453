"""New questions about performance self-evaluations: an indicator's points and results, a project's score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from eval.make.pool import View
from eval.samples.questions.question import Sample
from ingest.model.figures import Fact

SHEETS = ("performance_indicators", "project_performance", "overall_performance")
MEASURES = ("分值", "得分", "实际完成值", "年度指标值")
MONEY_MEASURES = ("年初预算数", "全年预算数", "全年执行数", "执行率")
WHOLE = "年度资金总额"


def indicators(view: View, rng: Random) -> Iterator[Sample]:
    """Points, points reached, target and result of an indicator of a sheet."""
    facts = [fact for fact in _sheet_facts(view) if fact.item.path and fact.column_path[-1] in MEASURES]
    for fact in _single(facts, rng):
        asked = f"{_sheet(view, fact)}中，“{fact.item.name}”的{fact.column_path[-1]}是多少？"
        yield Sample("lookup", asked, _gold(fact), [_quote(view, fact)])


def money_of_projects(view: View, rng: Random) -> Iterator[Sample]:
    """Budgets, spending and execution rate of a sheet."""
    facts = [fact for fact in _sheet_facts(view) if fact.item.name == WHOLE and fact.column_path[-1] in MONEY_MEASURES]
    for fact in _single(facts, rng):
        kind = "execution" if fact.unit == "%" else "lookup"
        asked = f"{_sheet(view, fact)}中，年度资金总额的{fact.column_path[-1]}是多少？"
        yield Sample(kind, asked, _gold(fact), [_quote(view, fact)])


def scores(view: View, rng: Random) -> Iterator[Sample]:
    """The score of a whole sheet."""
    facts = [
        fact for fact in _sheet_facts(view) if fact.item.name.startswith("总分") and fact.column_path[-1] == "得分"
    ]
    for fact in _single(facts, rng):
        named = f"{fact.subject}项目" if fact.subject else "部门整体支出"
        asked = f"{view.name}{view.info.year}年{named}绩效自评得了多少分？"
        yield Sample("lookup", asked, _gold(fact), [_quote(view, fact)])


def _sheet_facts(view: View) -> list[Fact]:
    return [
        fact
        for fact in view.facts
        if view.tables[fact.table_id].kind in SHEETS and fact.value is not None and fact.unit and fact.column_path
        if fact.subject or "整体" in view.tables[fact.table_id].title
    ]


def _single(facts: list[Fact], rng: Random) -> list[Fact]:
    """The facts that sheet, row and column identify uniquely, in random order."""
    held = Counter((fact.subject, fact.item.name, fact.column_path[-1]) for fact in facts)
    single = [fact for fact in facts if held[fact.subject, fact.item.name, fact.column_path[-1]] == 1]
    return rng.sample(single, len(single))


def _sheet(view: View, fact: Fact) -> str:
    named = f"“{fact.subject}”项目" if fact.subject else "部门整体支出"
    return f"{view.name}{view.info.year}年{named}绩效自评表"


def _gold(fact: Fact) -> dict[str, str]:
    return {"number": f"{fact.value:f}", "unit": fact.unit}


def _quote(view: View, fact: Fact) -> tuple[str, str, str]:
    return (view.stem, view.tables[fact.table_id].title, fact.text)
