"""Quotations in a question: titles of tables say where to look; words of quoted item names are no cues."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.evidence.library import Library
from qa.plans.plan import Scope
from qa.plans.words import clean, pairs
from qa.reading.question import Question
from qa.reading.target_slots import short_title

_QUOTED_TITLE = re.compile("《[^《》]{4,80}》")


def less_quoted_titles(question: Question, scope: Scope, library: Library) -> Question:
    """The question without the titles in 《》 of tables in the scope: they say where to look, not what is asked or
    how."""
    titles = {short_title(table.title) for each in scope.documents for table in library.index(each).tables.values()}
    found = [each for each in _QUOTED_TITLE.findall(question.text) if short_title(each) in titles]
    found = found or [told for each in _TOLD_TITLE.findall(question.text) if (told := _end_of_title(each, titles))]
    if len(found) != 1:
        return question
    return replace(question, text=question.text.replace(found[0], ""))


_TOLD_TITLE = re.compile('[\u4e00-\u9fff"]{6,40}表(?=[中里内])')


def _end_of_title(told: str, titles: set[str]) -> str:
    """The longest end of ``told`` whose words all occur in one title (整体支出绩效自评表), or empty."""
    ends = (told[at:] for at in range(len(told) - 5))
    return next((each for each in ends if any(pairs(each) <= pairs(title) for title in titles)), "")


def with_plain_names(question: Question, names: frozenset[str]) -> Question:
    """The question with its quoted names without punctuation, as the documents' names are matched."""
    text = question.text
    for each in question.quoted:
        if clean(each) in names:
            text = text.replace(each, clean(each))
    return replace(question, text=text)


def less_quoted_names(question: Question, names: frozenset[str]) -> Question:
    """The question with its quoted names blanked, for reading its cues (“任务完成率”的得分 asks for points)."""
    text = question.text
    for each in map(clean, question.quoted):
        if each in names and len(each) > 3:
            text = text.replace(each, "某项")
    return replace(question, text=text)
