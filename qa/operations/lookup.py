"""Looks up one figure in a table or in the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.model.figures import Role
from qa.drafting.answer import Basis, Clarification
from qa.drafting.asking import (
    Asking,
    heading,
    name_of,
    nearest,
    place_words,
    shown_words,
    stage_words,
    unread_pages,
)
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import Candidate, agreeing, find
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.unprinted import no_figure
from qa.plans.plan import Target
from qa.plans.quantity import Quantity


def lookup(asking: Asking, index: DocumentIndex, prior: Callable[[Asking, DocumentIndex], Draft]) -> Draft:
    """Each target's figure, or a refusal that says what is missing. ``prior`` answers for the year before."""
    draft = Draft()
    for target in asking.plan.targets:
        found = best(target, index)
        if found is None and target.year == (index.document.year or 0) - 1:
            return prior(asking, index)
        if found is None or found.figure.value is None:
            return missing(asking, target, index, found)
        if namesakes := _namesakes(target, index, found):
            return _which_item(asking, index, namesakes)
        state(asking, draft, found.figure)
        say_other_units(asking, draft, index, found.figure)
    return draft


def _less_parts(fitting: list[Candidate], target: Target) -> list[Candidate]:
    """Without figures for parts of the asked thing (公务员编制数12人，事业编制数17人), none of which the question
    names."""
    parts: dict[str, set[str]] = {}
    for each in (each.figure for each in fitting if not each.figure.cell and len(target.words) > 1):
        if each.name.removesuffix("数").endswith(target.words) and each.name != target.words:
            parts.setdefault(each.statement.sentence, set()).add(each.name)
    told = {sentence for sentence, names in parts.items() if len(names) > 1}
    return [each for each in fitting if each.figure.cell or each.figure.statement.sentence not in told]


_OF_A_CHANGE = frozenset({Role.CHANGE, Role.CHANGE_RATE, Role.REASON})
"""A statement about a thing's change is not the thing's figure."""


def _namesakes(target: Target, index: DocumentIndex, found: Candidate) -> list[Figure]:
    """All line items of one name in the table of the figure found, if the question names neither code nor parent
    (一般行政管理事务 of several 款) and their figures differ; else none."""
    figure = found.figure
    if not figure.cell or not figure.fact.item.code or target.code or target.institution:
        return []
    alike = {
        each.figure.fact.item.code: each.figure
        for each in find(target, index, lambda each: each.cell and each.table == figure.table)
        if each.fits
        and each.figure.name == figure.name
        and each.figure.fact.column_path == figure.fact.column_path
        and abs(each.score - found.score) < 0.01
        and each.figure.value is not None
    }
    leaves = [
        each for code, each in alike.items() if not any(other != code and other.startswith(code) for other in alike)
    ]
    return leaves if len({each.value for each in leaves}) > 1 else []


def _which_item(asking: Asking, index: DocumentIndex, figures: list[Figure]) -> Draft:
    """Asks which of several line items of one name is meant, each with its code and its parent."""
    draft = Draft()
    name = figures[0].fact.item.name
    options, shown = list[Clarification](), list[str]()
    for figure in figures:
        item = figure.fact.item
        label = f"{'·'.join(item.path[-1:])}·{name}".lstrip("·")
        question = asking.question.raw.replace(name, f"{item.code}{name}", 1)
        who = f"{index.document.institution}：" if asking.plan.scope.open else ""
        options.append(Clarification(label, who + question))
        shown.append(f"{label}[{draft.cite(figure)}]")
    names = "；".join(shown)
    return draft.ask_back(
        asking.words(
            f"有几个科目都叫“{name}”，请问是哪一个：{names}", f"Several items are called {name}. Which one: {names}"
        ),
        options,
    )


def best(target: Target, index: DocumentIndex) -> Candidate | None:
    """The figure that fits best; a blank cell gives way to a sentence that states the same figure."""
    candidates = find(target, index, lambda each: each.role not in _OF_A_CHANGE)
    fitting = _less_parts([each for each in candidates if each.fits], target)
    if not fitting:
        return None
    top = fitting[0]
    if top.figure.value is not None:
        return top
    told = [
        each
        for each in agreeing(fitting, 4.0)
        if each.figure.value is not None and not each.figure.cell and each.figure.name == top.figure.name
    ]
    return told[0] if told else top


def state(asking: Asking, draft: Draft, figure: Figure, label: str = "") -> Quantity:
    """States the figure with its source and adds it to the results."""
    quantity = asking.in_unit(draft.quantity(figure))
    draft.result(label or name_of(figure), quantity)
    who = heading(figure.document, figure.year or figure.document.year, asking)
    name, stage = name_of(figure), stage_words(figure)
    stage = "" if stage in name else stage
    if asking.english:
        draft.say(f"{who}{name}{f' ({stage})' if stage else ''}: {quantity.shown()} {marks(quantity)}.")
    else:
        draft.say(f"{who}{name}{stage}为{quantity.shown()}{marks(quantity)}（{place_words(figure)}）。")
    if not figure.cell and len(figure.statement.sentence) <= QUOTED:
        draft.say(f"原文：“{figure.statement.sentence.strip()}”{marks(draft.quantity(figure))}")
    return quantity


def say_other_units(asking: Asking, draft: Draft, index: DocumentIndex, first: Figure) -> None:
    """States the other counts of the same sentence that the question asks for (几批几人次)."""
    if first.cell:
        return
    asked = set(re.findall("(?:几|多少)(批次?|人次|个|辆|台|套|场|次)", asking.plan.question))
    for figure in index.statements():
        same = figure.statement.sentence == first.statement.sentence and figure.unit != first.unit
        if same and figure.value is not None and any(figure.unit.startswith(each) for each in asked):
            state(asking, draft, figure)


QUOTED = 160
"""Most characters of a sentence that is quoted beside its figure."""


def missing(asking: Asking, target: Target, index: DocumentIndex, found: Candidate | None) -> Draft:
    """The refusal: what is missing, and what comes closest."""
    draft = Draft()
    document = index.document
    if found is not None:
        return no_figure(asking, draft, found.figure)
    year = target.year if target.year is not None and target.year != document.year else None
    near = nearest(find(target, index)[:20], draft)
    shown = shown_words(target) or "所问数字"
    when = f"{year}年" if year else ""
    tail = (f"最接近的内容：{near}。" if near else "") + unread_pages(document, asking)
    return draft.refuse(
        asking.words(
            f"《{document.title}》中没有找到{when}“{shown}”的数据。{tail}",
            f"{document.title} does not give {when}{shown}."
            + (f" Nearest: {near}." if near else "")
            + unread_pages(document, asking),
        )
    )


def basis(figure: Figure) -> Basis:
    return Basis.CELL if figure.cell else Basis.TEXT
