"""Final figures against budgets: completion rate and difference."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.model.figures import Role, Stage
from qa.drafting.answer import Check
from qa.drafting.asking import Asking, heading, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import ENOUGH, find
from qa.evidence.groups import Group, find_groups, groups_of
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.operations.lookup import missing
from qa.plans.plan import Target
from qa.plans.quantity import MONEY, Quantity, converted, difference, percentage, show
from qa.plans.words import pairs

_RATE_WORDS = ("完成率", "执行率", "百分", "完成", "比例")


_RATE_NAME = re.compile(
    "完成(?:年初|全年|调整)?预算的?|(?:预算|支出|资金)?(?:执行率|完成率|执行进度|执行情况|执行|完成)"
)


def execution(asking: Asking, index: DocumentIndex) -> Draft:
    """The completion rate or the difference, from a printed pair or a sentence that states it."""
    words = "|".join(run for run in asking.target.words.split("|") if not _RATE_NAME.fullmatch(run))
    target = replace(asking.target, stage=Stage.UNKNOWN, words=words or asking.target.words)
    budget_stage = asking.target.stage if asking.target.stage in (Stage.INITIAL, Stage.ADJUSTED) else Stage.UNKNOWN
    if "年初" in asking.plan.question:
        budget_stage = Stage.INITIAL
    if _TWO_BUDGETS.search(asking.plan.question):
        return _between_budgets(asking, target, index)
    draft = Draft()
    whole = _rate_of_all(index) if not _NO_ITEM.sub("", words) else None
    if whole is not None and not _NO_RATE.search(asking.plan.question):
        _say_rate_cell(asking, draft, whole)
        return draft
    told = any(word in asking.plan.question for word in _RATE_WORDS) or "rate" in asking.plan.wants
    wants_rate = told and "difference" not in asking.plan.wants
    stated = _stated(target, index, budget_stage)
    if wants_rate and stated is not None and stated.completion is not None:
        _say_rate(asking, draft, stated)
        return draft
    rate_cell = _rate_cell(target, index) if wants_rate else None
    if rate_cell is not None:
        _say_rate_cell(asking, draft, rate_cell)
        return draft
    pair = _pair_in_tables(target, index, budget_stage) or _pair_in_text(stated)
    if pair is None:
        return missing(asking, asking.target, index, None)
    _say_pair(asking, draft, *pair, wants_rate)
    return draft


_NO_ITEM = re.compile("自评|绩效|部门|整体|全年|\\|")
"""What remains of a question for the execution rate of everything."""
_NO_RATE = re.compile("差|多多少|少多少|超|节约|结余|几万|多少万|多少钱")


def _rate_of_all(index: DocumentIndex) -> Figure | None:
    """The execution rate of the whole budget, if a table prints it."""
    found = [
        figure
        for figure in index.facts()
        if (figure.name in TOTAL_NAMES or _OF_ALL.search(figure.name))
        and figure.fact.measure in ("执行率", "完成率")
        and figure.value is not None
        and not figure.fact.subject
    ]
    return min(found, key=lambda each: not _OF_ALL.search(each.name), default=None)


_OF_ALL = re.compile("^年度资金总额$|整体支出")
"""Names of the whole budget; the 合计 of a project table covers projects only."""
_TWO_BUDGETS = re.compile("(?=.*(?:全年|调整后?)预算)(?=.*年初预算)(?!.*(?:决算|执行|完成|实际))")


def _between_budgets(asking: Asking, target: Target, index: DocumentIndex) -> Draft:
    """The year's budget less the initial one, stated in one paragraph; a refusal otherwise."""
    groups = [each for each in groups_of(index) if _adjusted(each) and each.first(Role.INITIAL_BUDGET)]
    found = [each for each in find_groups(target, index, groups) if each.recall >= ENOUGH]
    adjusted, initial = (
        (_adjusted(found[0].group), found[0].group.first(Role.INITIAL_BUDGET)) if found else (None, None)
    )
    if adjusted is None or initial is None:
        return missing(asking, asking.target, index, None)
    draft = Draft()
    one, two = asking.in_unit(draft.quantity(adjusted)), asking.in_unit(draft.quantity(initial))
    gap = difference(one, two)
    draft.result(asking.words("全年预算与年初预算之差", "adjusted less initial budget"), gap)
    draft.say(
        asking.words(
            f"{heading(index.document, index.document.year, asking)}全年预算{one.shown()}，年初预算{two.shown()}，"
            f"相差{gap.shown()}{marks(one, two)}。",
            f"Adjusted budget {one.shown()}, initial budget {two.shown()}: {gap.shown()} apart {marks(one, two)}.",
        )
    )
    return draft


def _adjusted(group: Group) -> Figure | None:
    return next((each for each in group.of(Role.BUDGET) if each.stage is Stage.ADJUSTED), None)


def _stated(target: Target, index: DocumentIndex, budget_stage: Stage) -> Group | None:
    groups = [group for group in groups_of(index) if group.completion or (group.budget and group.final)]
    if budget_stage is Stage.INITIAL:
        groups = [group for group in groups if group.budget is None or group.budget.stage is Stage.INITIAL] or groups
    found = find_groups(target, index, groups)
    return found[0].group if found and found[0].recall >= ENOUGH else None


def _rate_cell(target: Target, index: DocumentIndex) -> Figure | None:
    wanted = replace(target, words=target.words + "|执行率", year=None)
    found = find(
        wanted, index, lambda each: each.cell and each.fact.measure in ("执行率", "完成率") and each.value is not None
    )
    return found[0].figure if found and found[0].fits and _subject_named(found[0].figure, target) else None


def _subject_named(figure: Figure, target: Target) -> bool:
    """Whether the sheet's project is the one asked for, and not just any project with a sheet."""
    subject = pairs(figure.fact.subject)
    return not subject or 2 * len(subject & pairs(target.words)) >= len(subject)


def _say_rate_cell(asking: Asking, draft: Draft, figure: Figure) -> None:
    quantity = draft.quantity(figure)
    draft.result(name_of(figure), quantity)
    who = heading(figure.document, figure.year, asking)
    draft.say(
        asking.words(
            f"{who}{name_of(figure)}为{quantity.shown()}{marks(quantity)}。",
            f"{who}{name_of(figure)}: {quantity.shown()} {marks(quantity)}.",
        )
    )


def _say_rate(asking: Asking, draft: Draft, group: Group) -> None:
    assert group.completion is not None
    rate = draft.quantity(group.completion)
    name = name_of(group.completion)
    draft.result(asking.words(f"{name}完成率", f"{name}, completion rate"), rate)
    who = heading(group.completion.document, group.completion.year, asking)
    detail, shown = "", marks(rate)
    budget_figure = _base_of(group)
    if budget_figure is not None and group.final is not None:
        final, budget = draft.quantity(group.final), draft.quantity(budget_figure)
        detail = asking.words(
            f"（决算{final.shown()}，{budget_figure.stage.value or '预算'}{budget.shown()}）",
            f" (final {final.shown()}, budget {budget.shown()})",
        )
        _check(draft, rate, final, budget)
        shown = marks(rate, final, budget)
    draft.say(
        asking.words(
            f"{who}{name}完成率为{rate.shown()}{detail}{shown}。",
            f"{who}{name}: completion {rate.shown()}{detail} {shown}.",
        )
    )


def _base_of(group: Group) -> Figure | None:
    """The budget that the stated rate refers to: the one that fits the rate, or the only one there is."""
    budgets = [each for each in group.of(Role.INITIAL_BUDGET, Role.BUDGET) if each.value and each.unit in MONEY]
    if group.final is None or group.final.value is None or group.completion is None or group.completion.value is None:
        return None
    for each in budgets:
        assert each.value is not None
        same = converted(Quantity(each.value, each.unit, "", "", ()), group.final.unit).value
        if abs(group.final.value / same * 100 - group.completion.value) <= Decimal("0.06"):
            return each
    return budgets[0] if len(budgets) == 1 else None


def _check(draft: Draft, stated: Quantity, final: Quantity, budget: Quantity) -> None:
    if not budget.value:
        return
    made = percentage(final, budget)
    gap = abs(made.value - stated.value)
    status = "pass" if gap <= Decimal("0.01") else "rounding" if gap <= Decimal("0.05") else "fail"
    numbers = tuple(dict.fromkeys((*stated.citations, *made.citations)))
    draft.checks.append(
        Check("completion_rate", status, f"{made.substituted} = {made.shown()}，文中为{stated.shown()}", numbers)
    )


def _pair_in_tables(target: Target, index: DocumentIndex, budget_stage: Stage) -> tuple[Figure, Figure] | None:
    """Final and budget figures from the same row of one table."""
    found = find(
        target,
        index,
        lambda each: each.cell and each.stage is Stage.FINAL and each.unit in MONEY and each.value is not None,
    )
    for candidate in found[:12]:
        if not candidate.fits:
            continue
        wanted = [budget_stage] if budget_stage else [Stage.ADJUSTED, Stage.BUDGET, Stage.INITIAL]
        for stage in wanted:
            budget = _beside(candidate.figure, index, stage)
            if budget is not None:
                return candidate.figure, budget
    return None


def _beside(final: Figure, index: DocumentIndex, stage: Stage) -> Figure | None:
    fact = final.fact
    for figure in index.facts():
        other = figure.fact
        same = other.table_id == fact.table_id and other.item == fact.item and other.institution == fact.institution
        if (
            same
            and other.stage is stage
            and other.value is not None
            and other.year == fact.year
            and other.subject == fact.subject
        ):
            return figure
    return None


def _pair_in_text(group: Group | None) -> tuple[Figure, Figure] | None:
    if group is None or group.final is None or group.budget is None:
        return None
    return group.final, group.budget


def _say_pair(asking: Asking, draft: Draft, final_figure: Figure, budget_figure: Figure, wants_rate: bool) -> None:
    final, budget = asking.in_unit(draft.quantity(final_figure)), asking.in_unit(draft.quantity(budget_figure))
    more = final.value >= converted(budget, final.unit).value
    gap = difference(final, budget) if more else difference(budget, final)
    rate = percentage(final, budget) if budget.value else None
    name = name_of(final_figure)
    first, second = (rate, gap) if wants_rate and rate is not None else (gap, rate)
    label = asking.words(f"决算比预算{'多' if more else '少'}", "final above budget" if more else "final below budget")
    rate_label = asking.words("完成率", "completion rate")
    for each in (first, second):
        if each is not None:
            draft.result(f"{name}{rate_label if each.unit == '%' else label}", each)
    draft.result(asking.words(f"{name}决算", f"{name}, final"), final)
    draft.result(asking.words(f"{name}预算", f"{name}, budget"), budget)
    who = heading(final_figure.document, final_figure.year, asking)
    word = asking.words("多" if more else "少", "more" if more else "less")
    stage = budget_figure.stage.value or "预算"
    shown = show(abs(gap.value), gap.unit)
    tail = asking.words(f"，完成率{rate.shown()}", f"; completion {rate.shown()}") if rate is not None else ""
    draft.say(
        asking.words(
            f"{who}{name}决算{final.shown()}，{stage}{budget.shown()}，"
            f"决算比预算{word}{shown}{tail}{marks(final, budget)}。",
            f"{who}{name}: final {final.shown()} against a budget of {budget.shown()}, "
            f"{shown} {word}{tail} {marks(final, budget)}.",
        )
    )
