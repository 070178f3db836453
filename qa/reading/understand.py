"""Question -> plan, by rules alone."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.evidence.library import Library
from qa.plans.plan import Operation, Plan, Scope, Target
from qa.reading.operation_cues import direction_of, operation_of, wants_of
from qa.reading.question import Question
from qa.reading.quoted import less_quoted_names, less_quoted_titles, with_plain_names
from qa.reading.scope import resolve
from qa.reading.several import in_parts, split, without
from qa.reading.target_slots import less_titles, target_of, unit_of
from qa.reading.target_words import canonical, clean_keeping_marks, names_within, words_left
from qa.reading.turns import lean, narrowed, same_year


def understand(question: Question, library: Library, last: Plan | None = None) -> Plan:
    """The plan of a question. ``last`` is the plan of the turn before, which completes it."""
    text = clean_keeping_marks(question.text)
    scope = _scope(question, text, library, last)
    names = names_within(library, scope)
    question = replace(question, text=in_parts(question.text, names))
    told = less_quoted_titles(with_plain_names(question, names), scope, library)
    cued, full = less_quoted_names(told, names), text
    operation, cue = operation_of(cued, scope)
    asked = clean_keeping_marks(told.text)
    text = canonical(asked, names, _spans(asked, library), unit_of(question.text))
    spans = _spans(text, library)
    parts = (words_left(text, spans, names), *_foreign(question, library), *_MONTH.findall(asked))
    words = "|".join(part for part in parts if part)
    target = target_of(question, text, full, words, scope, library)
    wants = wants_of(clean_keeping_marks(cued.text))
    words = less_titles(target.words, target.tables, library)
    target = replace(target, words=words)
    if last is not None:
        scope = same_year(scope, question, last, library)
        before = operation
        operation, target = lean(question, operation, bool(cue), target, scope, last)
        asked, target = _of_the_last(asked, operation, target, last)
        if not words and target.words:
            target = replace(target, words=canonical(target.words, names, (), ""))
        if operation is last.operation and operation is not before:
            wants |= last.wants & {"rate", "amount", "difference"}
    return Plan(
        operation=operation,
        scope=scope,
        targets=split(without(text, spans), target, operation, scope, library),
        question=asked,
        language=question.language,
        direction=direction_of(asked),
        lowest=_lowest(asked),
        top=question.top,
        years=question.years,
        cues=(cue,) if cue else (),
        wants=wants,
    )


def _scope(question: Question, text: str, library: Library, last: Plan | None) -> Scope:
    """The documents that the question names, else those of the turn before."""
    scope, _ = resolve(question, library.names, text)
    if scope.open and last is not None and last.scope.documents:
        return narrowed(last.scope, question, library)
    return scope


def _lowest(asked: str) -> bool:
    """Whether the smallest are asked for."""
    from_below = re.search("最小|最低|最少|[从由]小|[从由]低|垫底|倒数", asked)
    return bool(from_below) and not re.search("[从由按][大高多]到", asked)


def _of_the_last(asked: str, operation: Operation, target: Target, last: Plan) -> tuple[str, Target]:
    """其中退休费占多少 after another item asks for the share in that item."""
    before = last.targets[0].words
    if operation is not Operation.SHARE or not target.words or not before or not asked.startswith("其中"):
        return asked, target
    asked = f"{before.split('|')[0]}里{asked.removeprefix('其中')}"
    return asked, replace(target, words=f"{target.words}|{before}")


_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月(?!\d|底|末|日|至|-)")
"""Figures of a month are not those of the year."""


def _spans(text: str, library: Library) -> tuple[tuple[int, int], ...]:
    """Where the text names institutions."""
    return tuple((each.start, each.end) for each in library.names.mentions(text))


def _foreign(question: Question, library: Library) -> tuple[str, ...]:
    """Latin words that neither the glossary nor a name explains; they are part of what was asked for."""
    if len(question.latin) < 2 and question.language != "en":
        return ()
    spelled = library.names.spelled_words(question.latin)
    return tuple(word.lower() for word in question.latin if len(word) > 3 and word not in spelled)
