"""The direction of a difference: 甲比乙多 and 乙比甲少 state the same subtraction, 甲比乙少 does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from qa.drafting.answer import Answer
from qa.drafting.claims import claims_in
from qa.guard.allowed import Allowed
from qa.guard.context import Context

_SIDES = re.compile(r"(.+?) - (\(.+\)|[^-]+)")
_CLAUSE_END = re.compile(r"[，。；;\n]")
_MARK = re.compile(r"\[(\d+)\]")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


def of_differences(answer: Answer, context: Context, before: str) -> list[Allowed]:
    """The differences among the calculations, each with the direction it has for the subject of ``before`` (the text up
    to the word of direction); with both directions if the subject is unclear."""
    found: list[Allowed] = []
    for each in answer.calculations:
        cited, values = _SIDES.fullmatch(each.expression), _SIDES.fullmatch(each.substituted)
        if cited is None or values is None or cited[1].count("(") != cited[1].count(")"):  # a growth: its sign is fixed
            continue
        first = _is_first(answer, context, before, cited.groups(), values.groups())
        value = Decimal(each.value)
        for minuend in (True, False) if first is None else (first,):
            found.append(Allowed(value, each.unit, "up" if (value >= 0) is minuend else "down"))
    return found


def _is_first(
    answer: Answer, context: Context, before: str, cited: Sequence[str], values: Sequence[str]
) -> bool | None:
    """Whether the clause speaks of the minuend: only its institution is named, its year is named first, or its value
    was told first."""
    clause = _CLAUSE_END.split(before)[-1]
    named = [_named(each, answer, context, clause) for each in cited]
    if named[0] != named[1]:
        return named[0]
    years = _YEAR.findall(clause)
    of_first = [bool(years) and years[0] in _years_of(each, answer, context) for each in cited]
    if of_first[0] != of_first[1]:
        return of_first[0]
    own = re.split(r"[。\n]", before)[-1]
    numbers = [_number_of(each, answer) for each in values]
    told = [_told_at(each, own) for each in numbers]
    if min(told) < 0:
        told = [_told_at(each, before) for each in numbers]
    return told[0] < told[1] if min(told) >= 0 and told[0] != told[1] else None


def _named(side: str, answer: Answer, context: Context, clause: str) -> bool:
    """Whether the clause names the institution (and the year, if any) that a side cites."""
    ids = {int(each) for each in _MARK.findall(side)}
    documents = [context.documents[each.document_id] for each in answer.citations if each.id in ids]
    years = _YEAR.findall(clause)
    return any(each.institution in clause and (not years or str(each.year) in years) for each in documents)


def _years_of(side: str, answer: Answer, context: Context) -> set[str]:
    """The years of the documents that a side cites."""
    ids = {int(each) for each in _MARK.findall(side)}
    documents = (context.documents.get(each.document_id) for each in answer.citations if each.id in ids)
    return {str(each.year) for each in documents if each is not None}


def _number_of(side: str, answer: Answer) -> Decimal | None:
    """The number that a side of a difference is: its own, or what the calculation in its brackets comes to."""
    made = side.strip("()")
    known = next((Decimal(each.value) for each in answer.calculations if each.substituted == made), None)
    return abs(known) if known is not None else next((claim.value for claim in claims_in(side)), None)


def _told_at(number: Decimal | None, before: str) -> int:
    """Position of the first mention of a number, or -1."""
    return next((claim.start for claim in claims_in(before) if claim.value == number), -1)
