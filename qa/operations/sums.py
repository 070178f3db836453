"""Sums, means, differences and ratios over several figures of one document."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from qa.drafting.asking import Asking, heading
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import ENOUGH
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.evidence.series import Series
from qa.operations.asked_series import the_series
from qa.operations.change import prior_figure
from qa.operations.lookup import best, missing, state
from qa.plans.plan import Target
from qa.plans.quantity import Quantity, difference, mean, quotient, total
from qa.plans.words import clean, core
from qa.reading.conditions import named_with

_APART = re.compile("相差|差多少|差额|差了|多多少|少多少|高出|高多少|低多少|多出|减去|difference")
"""Two figures compared with each other; such a question does not ask for the sum of a series."""


def summed(asking: Asking, index: DocumentIndex) -> Draft:
    """The sum, mean, difference or ratio of several figures of one document."""
    wants = asking.plan.wants
    targets = asking.plan.targets
    if len(targets) > 1:
        return _over_targets(asking, index)
    coded = {each.name for each in index.facts() if each.fact.item.code}
    named = [run for run in asking.target.words.split("|") if run in coded and run not in TOTAL_NAMES]
    if wants & {"sum", "mean"} and len(named) > 1 and not _nested(named, index):
        return missing(asking, asking.target, index, None)  # several items that could not be told apart
    if wants & {"sum", "mean"} and "ratio" not in wants and not _APART.search(asking.plan.question):
        series = the_series(asking, index)
        single = best(asking.target, index)
        alone = single is not None and _is_asked_for(single.figure, asking.target)
        alone = alone and not (_wants_all(asking) and _has_parts(asking.target, index)) and not _of_one_item(series)
        if (
            series is not None
            and not alone
            and len(series.members) > 1
            and series.recall >= ENOUGH
            and (_wants_all(asking) or single is None or _of_one_sentence(series))
        ):
            return _say_series(asking, index, _those_named(series, asking.plan.question))
        if single is not None and single.figure.value is not None:
            if "mean" in wants and "均" not in single.figure.name + single.figure.origin.text:
                return missing(asking, asking.target, index, None)  # a whole is no average
            draft = Draft()
            state(asking, draft, single.figure)
            return draft
    found = best(asking.target, index)
    if found is None and asking.target.year == (index.document.year or 0) - 1:
        return prior_figure(asking, index)
    if found is None or found.figure.value is None:
        return missing(asking, asking.target, index, found)
    if wants & {"difference", "ratio"}:  # one figure cannot tell how far two are apart
        return missing(asking, asking.target, index, None)
    draft = Draft()
    state(asking, draft, found.figure)
    return draft


def _is_asked_for(figure: Figure, target: Target) -> bool:
    """Whether the figure's own name is asked for; then it is one figure and not a sum."""
    return any(core(figure.name) == core(run) for run in target.words.split("|"))


def _has_parts(target: Target, index: DocumentIndex) -> bool:
    """Whether a line item that the question names has items under it (工资福利支出各项加起来)."""
    parents = {clean(parent) for each in index.facts() for parent in each.fact.item.path}
    return any(run in parents for run in target.words.split("|"))


def _nested(named: list[str], index: DocumentIndex) -> bool:
    """Whether one of the items is above another, or is a column that the others have."""
    above = {clean(parent) for each in index.figures if each.name in named for parent in each.origin.item.path}
    return bool(above & set(named)) or any(run in index.headers for run in named)


def _of_one_item(series: Series | None) -> bool:
    """Whether the members are rows of one item (基本工资 under two items of the government's classification)."""
    return series is not None and len({(each.name, each.figure.origin.item.code) for each in series.members}) == 1


def _those_named(series: Series, question: str) -> Series:
    """Only the members that the question tells apart by name (货物类和工程类采购, of three 采购), if it names several
    but not all."""
    names = [clean(each.name) for each in series.members]
    backwards = zip(*(reversed(name) for name in names), strict=False)
    shared = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, backwards))
    apart = [name[: len(name) - shared] for name in names]
    kept = [each for each, own in zip(series.members, apart, strict=True) if len(own) > 1 and own in clean(question)]
    wholes = {name for each in kept for name in each.figure.origin.item.path}
    kept = [each for each in kept if each.name not in wholes]  # a sum never adds a whole to its parts
    return replace(series, members=tuple(kept)) if 1 < len(kept) < len(names) else series


def _of_one_sentence(series: Series) -> bool:
    """Whether one sentence states the members (第一季度…，第二季度…)."""
    return len({each.figure.statement.sentence if not each.figure.cell else each.name for each in series.members}) == 1


def _wants_all(asking: Asking) -> bool:
    return bool(named_with(asking.question)) or bool(
        re.search(r"加起来|加总|之和|求和|各|\d+个|[四两三五六七八九十]个|所有|全部", asking.plan.question)
    )


def _say_series(asking: Asking, index: DocumentIndex, series: Series) -> Draft:
    draft = Draft()
    terms = [asking.in_unit(draft.quantity(each.figure)) for each in series.members]
    made: Quantity = mean(terms) if "mean" in asking.plan.wants else total(terms)
    label = asking.words("平均", "mean") if "mean" in asking.plan.wants else asking.words("合计", "total")
    draft.result(label, made)
    parts = [f"{each.name}{term.shown()}{marks(term)}" for each, term in zip(series.members, terms, strict=True)]
    who = heading(index.document, index.document.year, asking)
    draft.say(
        asking.words(
            f"{who}{'、'.join(parts)}，{label}{made.shown()}。", f"{who}{', '.join(parts)}; {label} {made.shown()}."
        )
    )
    return draft


def _over_targets(asking: Asking, index: DocumentIndex) -> Draft:
    draft = Draft()
    figures: list[Figure] = []
    for target in asking.plan.targets:
        found = best(target, index)
        if found is None or found.figure.value is None:
            return missing(asking, target, index, found)
        figures.append(found.figure)
    terms = [asking.in_unit(draft.quantity(each)) for each in figures]
    apart = _APART.search(asking.plan.question)
    if "ratio" in asking.plan.wants and len(terms) == 2 and terms[1].value:
        made = quotient(terms[0], terms[1], asking.words("倍", "times"))
        draft.result(asking.words("倍数", "ratio"), made)
    elif "mean" in asking.plan.wants:
        made = mean(terms)
        draft.result(asking.words("平均", "mean"), made)
    elif "sum" in asking.plan.wants and not apart:
        made = total(terms)
        draft.result(asking.words("合计", "total"), made)
    else:
        high, low = sorted(terms, key=lambda each: each.value, reverse=True)[:2]
        made = difference(high, low)
        draft.result(asking.words("相差", "difference"), made)
    for figure in figures:
        state(asking, draft, figure)
    draft.say(asking.words(f"{draft.results[0].label}{made.shown()}。", f"{draft.results[0].label}: {made.shown()}."))
    return draft
