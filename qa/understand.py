"""Question -> plan, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.vocabulary import MEASURES
from qa.index import TOTAL_NAMES, DocumentIndex
from qa.library import Library
from qa.operation_cues import direction_of, operation_of, wants_of
from qa.plan import Operation, Plan, Scope, Target
from qa.question import Question
from qa.scope import resolve
from qa.target_slots import less_titles, target_of, unit_of
from qa.target_words import GENERIC, canonical, clean_keeping_marks, names_within, words_left
from qa.turns import lean, narrowed, same_year
from qa.words import clean, closeness


def understand(question: Question, library: Library, last: Plan | None = None) -> Plan:
    """The plan of a question. ``last``: the plan of the turn before, from which it takes what it leaves out."""
    text = clean_keeping_marks(question.text)
    scope, spans = resolve(question, library.names, text)
    if scope.open and last is not None and last.scope.documents:
        scope = narrowed(last.scope, question, library)
    names = names_within(library, scope)
    operation, cue = operation_of(question, scope)
    asked, text = text, canonical(text, names, spans, unit_of(question.text))
    spans = tuple((each.start, each.end) for each in library.names.mentions(text))
    words = "|".join(part for part in (words_left(text, spans, names), *_foreign(question, library)) if part)
    target = target_of(question, text, words, scope, library)
    wants = wants_of(asked)
    words = less_titles(target.words, target.tables, library)
    target = replace(target, words=words)
    if last is not None:
        scope = same_year(scope, question, last, library)
        before = operation
        operation, target = lean(question, operation, bool(cue), target, scope, last)
        if not words and target.words:
            target = replace(target, words=canonical(target.words, names, (), ""))
        if operation is last.operation and operation is not before:
            wants |= last.wants & {"rate", "amount", "difference"}
    return Plan(
        operation=operation,
        scope=scope,
        targets=_split(_without(text, spans), target, operation, scope, library),
        question=asked,
        language=question.language,
        direction=direction_of(asked),
        lowest=bool(re.search("最小|最低|最少|[从由]小|[从由]低|垫底|倒数", asked))
        and not re.search("[从由按][大高多]到", asked),
        top=question.top,
        years=question.years,
        cues=(cue,) if cue else (),
        wants=wants,
    )


def _foreign(question: Question, library: Library) -> tuple[str, ...]:
    """Latin words that neither the glossary nor a name explains: part of what was asked for."""
    if len(question.latin) < 2 and question.language != "en":
        return ()
    spelled = library.names.spelled_words(question.latin)
    return tuple(word.lower() for word in question.latin if len(word) > 3 and word not in spelled)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the names of institutions blanked: an item may be called as one of them is (水利)."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _side_by_side(text: str, names: Sequence[str]) -> bool:
    """Whether the names stand beside one another (A和B, A多少、B多少) and not one inside the other (A里的B)."""
    between = [text[text.find(one) + len(one) : text.find(two)] for one, two in pairwise(names)]
    joined = all(re.search("[、和与及跟比较减加]|(?:多少|几)[^,]*,", each) for each in between)
    return joined and not any(re.search("[里中内下]|占", re.sub("其中", "", each)) for each in between)


def _split(text: str, target: Target, operation: Operation, scope: Scope, library: Library) -> tuple[Target, ...]:
    """One target for each of several measures, or of several line items, that stand side by side in the question."""
    if operation not in (Operation.LOOKUP, Operation.COMPARE, Operation.ARITHMETIC):
        return (target,)
    runs = [run for run in target.words.split("|") if run and run not in GENERIC]
    indexes = [library.index(each) for each in scope.documents[:6]]
    measures = [
        run for run in runs if run in MEASURES or any(run in each.headers and run not in each.items for each in indexes)
    ]
    items = [
        run
        for run in runs
        if run not in measures and run not in TOTAL_NAMES and any(_is_item(run, each) for each in indexes)
    ]
    if len(items) == 1:  # 资本性支出 beside 电费 is an item as that one is, and not what is asked of it
        both = [run for run in runs if run in items or any(run in each.items for each in indexes)]
        if len(both) > 1 and not target.code and _side_by_side(text, both):
            items, measures = both, [run for run in measures if run not in both]
    headed = [run for run in items if not any(run in each.headers for each in indexes)]
    if 1 < len(headed) < len(items):  # “A”和“B”的本年支出合计: the last is what is asked of the two
        measures, items = [*measures, *(run for run in items if run not in headed)], headed
    if target.code and len(items) > 1 and re.search(f"{target.code}.?[\\u4e00-\\u9fff]", text):
        target = replace(target, code="")  # a code printed before the name of one of several items
    items = items[: 1 if target.code else None]
    rest = [run for run in runs if run not in measures and run not in items]
    if len(measures) > 1 and len(items) <= 1 and _side_by_side(text, measures):
        return tuple(replace(target, words="|".join([*items, *rest, each])) for each in measures)
    if len(items) > 1 and _side_by_side(text, items) and not any(_nested(items, each) for each in indexes):
        return tuple(replace(target, words="|".join([each, *measures, *rest])) for each in items)
    return (target,)


def _is_item(run: str, index: DocumentIndex) -> bool:
    """Whether a run names a line item, by its name or nearly so (家具用具 for 家具和用具)."""
    return run in index.items or (len(run) > 3 and any(closeness(run, each) >= 0.75 for each in index.items))


def _nested(items: Sequence[str], index: DocumentIndex) -> bool:
    """Whether the items are one item told with its parents (类, 款, 项) rather than several."""
    return any(
        figure.name in items and any(clean(parent) in items for parent in figure.origin.item.path)
        for figure in index.figures
    )
