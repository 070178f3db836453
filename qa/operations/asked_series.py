"""The series that a question means: its noun, its parent, its measure."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model.figures import Role, Stage
from qa.drafting.asking import Asking
from qa.evidence.evidence import ENOUGH
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.series import Series, named, noun_of, series_of
from qa.plans.plan import Operation
from qa.plans.quantity import MONEY
from qa.plans.words import clean
from qa.reading.conditions import Condition, condition_of, named_with


def the_series(asking: Asking, index: DocumentIndex) -> Series | None:
    """The series that the question means, limited to the names that meet its conditions."""
    noun = asked_noun(asking)
    name = named_with(asking.question)
    target = asking.target
    if name:
        target = replace(target, words="|".join(run for run in target.words.split("|") if clean(name) not in run))
    condition = condition_of(asking.plan.question)
    if condition is not None and _RATE.search(asking.plan.question):
        target = replace(target, stage=Stage.UNKNOWN)  # 预算 of 预算执行率 names no stage
    parent = _parent(asking, index, noun) if noun not in ("project", "institution", "indicator") else ""
    if parent:
        target = replace(target, words="|".join(run for run in target.words.split("|") if run != parent))
    found = [each for each in series_of(target, index, noun) if _measures_fit(each, condition, asking)]
    if parent:
        found = [each for each in (_under(parent, one, noun, index) for one in found) if len(each.members) > 1]
    elif noun in ("category", "section", "item", "functional_item", ""):
        found = [_leaves(one) if noun in ("item", "") else one for one in found]
    if target.tables:
        found.sort(key=lambda each: -each.score - (4.0 if _of_tables(each, asking) else 0.0))
    stated = re.search(r"(\d{1,3})个", asking.plan.question)
    if stated:
        found.sort(key=lambda each: -each.score - (3.0 if len(each.members) == int(stated.group(1)) else 0.0))
    if name:
        found = [each for each in (named(one, name) for one in found) if each.members]
    if not name:
        found = [_of_named_members(target.words, each) for each in found]
    if noun == "indicator":  # the sum of the points is no indicator
        found = [replace(each, members=tuple(one for one in each.members if "总分" not in one.name)) for each in found]
    fitting = [_without_home(asking, each, noun) for each in found if each.recall >= ENOUGH * 0.8]
    chosen = next((each for each in fitting if len(each.members) > 1 or name), None)
    if chosen is None or condition is None or noun != "project" or name:
        return chosen
    # Which of all projects meet a condition: a partial series cannot show that none does.
    wider = [each for each in fitting if len(each.members) > 2 * len(chosen.members)]
    return next(iter(wider), chosen)


def _of_tables(series: Series, asking: Asking) -> bool:
    """Whether a series stands in a table that the question names."""
    figure = series.members[0].figure
    return figure.table is not None and (figure.document.id, figure.table.id) in asking.target.tables


_ECONOMIC_GROUPS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "399")}
"""Economic categories that make up the two parts of basic expenditure, for tables that print them without a heading."""
_WITHIN = re.compile("(?:下面|之下|下|里面|里|中|当中|内|的|各[项类款])")


def _parent(asking: Asking, index: DocumentIndex, noun: str) -> str:
    """The line item whose parts are asked for (社会保障和就业支出下面哪个款最大), under its name in the index, or
    empty."""
    parents = {clean(parent) for each in index.facts() for parent in each.fact.item.path}
    parents |= set(_ECONOMIC_GROUPS)
    parents |= {clean(header) for each in index.facts() for header in each.fact.column_path[:-1]}
    for run in (each for each in asking.target.words.split("|") if each not in ("支出", "收入")):
        finer = noun in ("section", "functional_item") and asking.plan.operation is Operation.RANK
        if run in parents and finer:
            return run
        behind = (asking.plan.question[found.end() :] for found in re.finditer(re.escape(run), asking.plan.question))
        if run in parents and any(_WITHIN.match(each.lstrip("类款()（）")) for each in behind):
            return run
    return ""


def _under(parent: str, series: Series, noun: str, index: DocumentIndex) -> Series:
    """The members directly under a parent, or anywhere under it if the question names a level."""
    kept = [each for each in series.members if each.figure.cell and _is_under(each.figure, parent)]
    levels = {"section": "款", "item": "项", "functional_item": "项", "category": "类"}
    named_level = [each for each in kept if noun in levels and each.figure.fact.item.level == levels[noun]]
    direct = [
        each for each in kept if not any(clean(each.name) in map(clean, other.figure.fact.item.path) for other in kept)
    ]
    return replace(series, members=tuple(named_level or direct))


def _is_under(figure: Figure, parent: str) -> bool:
    path = (*figure.fact.item.path, *figure.fact.column_path[:-1])
    grouped = figure.fact.item.code.startswith(_ECONOMIC_GROUPS.get(parent, ("-",)))
    return (grouped or any(clean(each) == parent for each in path)) and figure.name != parent


def _leaves(series: Series) -> Series:
    """The series without the rows that have parts in it, so that a whole is not ranked beside its parts."""
    inner = {clean(parent) for each in series.members if each.figure.cell for parent in each.figure.fact.item.path}
    kept = tuple(each for each in series.members if clean(each.name) not in inner)
    return replace(series, members=kept) if len(kept) > 1 else series


def asked_noun(asking: Asking) -> str:
    """The noun that is counted or ranked, ignoring nouns inside the names of line items."""
    text = re.sub("《[^》]*》|\\([类款项]\\)", "", asking.question.text)
    for run in (re.sub("的?(?:预算)?(?:执行|完成)率.*$", "", each) for each in asking.target.words.split("|")):
        if len(run) > 5 and not run.endswith(("项目", "单位", "机构", "指标")):
            text = text.replace(run, "")
    return noun_of(text)


def _of_named_members(words: str, series: Series) -> Series:
    """Only the members whose names contain one of the words, if several but not all do (三支一扶的项目)."""
    for run in words.split("|"):
        for word in {run, run.replace("项目", "").replace("资金", "")}:
            kept = named(series, word) if len(word) > 2 else series
            if 1 < len(kept.members) < len(series.members):
                return kept
    return series


_SCORE = re.compile("得分|评分|分数|满分|多少分|几分")
_RATE = re.compile("执行率|完成率|完成.{0,6}预算")


def _measures_fit(series: Series, condition: Condition | None, asking: Asking) -> bool:
    """Whether the series holds what the question measures: scores, rates, or money."""
    figure = series.members[0].figure
    unit = condition.unit if condition else ""
    if re.search("分值|权重", asking.plan.question) and "指标" in asking.plan.question:
        return figure.cell and figure.fact.measure in ("分值", "权重")
    if unit == "分" or _SCORE.search(asking.plan.question):
        whole = (
            figure.fact.measure == "得分" and "指标" not in figure.kind if figure.cell else figure.role is Role.SCORE
        )
        return figure.unit == "分" and whole and figure.kind not in ("performance_indicators", "project_performance")
    if unit == "%" or _RATE.search(asking.plan.question):
        told = figure.fact.measure in ("执行率", "完成率") if figure.cell else figure.role is Role.COMPLETION_RATE
        return figure.unit == "%" and told
    counted = bool(unit) and unit not in MONEY
    return figure.unit == unit if counted else figure.unit in MONEY


def _without_home(asking: Asking, series: Series, noun: str) -> Series:
    """Only sub-institutions, if the question leaves out the bureau itself (不算局本级, 下面, 下属)."""
    if noun != "institution":
        return series
    home = clean(series.members[0].figure.document.institution)
    kept = tuple(each for each in series.members if clean(each.name) != home and "本级" not in each.name)
    return replace(series, members=kept)
