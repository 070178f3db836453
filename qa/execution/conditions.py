"""Which members of a series meet a condition, and their order by value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ingest.model.normalize import name_key
from qa.execution.outcomes import Absent, Blank, Member, Outcome, Series, Value
from qa.plans.language import HasState, HasValue, HasWords
from qa.plans.quantity import converted

WordsOf = Callable[[Member, str], Sequence[str]]
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$")
"""What a name adds in brackets, behind its end."""
Other = Callable[[Member, HasValue], Outcome]


def meets_words(member: Member, condition: HasWords, words_of: WordsOf) -> bool:
    """Whether a member's name, or its words in a column, has the words of a condition."""
    if condition.column:
        return any(_has_words(each, condition) for each in words_of(member, condition.column))
    named = [member.name, *_code_of(member, condition)]
    if condition.test == "lacks":
        return all(_has_words(each, condition) for each in named)
    return any(_has_words(each, condition) for each in named)


def _code_of(member: Member, condition: HasWords) -> tuple[str, ...]:
    """The code of a member's row, where a condition is of digits."""
    coded = member.row is not None and member.row.cell and all(each.isdigit() for each in condition.words)
    return (member.row.fact.item.code,) if coded and member.row is not None else ()


def _has_words(words: str, condition: HasWords) -> bool:
    bare = _BRACKETED.sub("", words) if condition.test in ("ends", "is") else words
    key = name_key(bare or words)
    asked = [name_key(each) for each in condition.words]
    if condition.test == "lacks":
        return not any(each in key for each in asked)
    if condition.test == "starts":
        return key.startswith(tuple(asked))
    if condition.test == "ends":
        return key.endswith(tuple(asked))
    return any(key == each for each in asked) if condition.test == "is" else any(each in key for each in asked)


def meets_state(member: Member, condition: HasState) -> bool:
    """Whether a member is blank, zero, absent or there."""
    outcome = member.outcome
    if condition.test == "blank":
        return isinstance(outcome, Blank)
    if condition.test == "zero":
        return isinstance(outcome, Value) and outcome.number.value == 0
    there = not isinstance(outcome, Absent) and not (isinstance(outcome, Series) and not outcome.members)
    return there if condition.test == "present" else not there


def meets_value(one: Value, other: Value, compares: str) -> bool:
    """Whether the comparison holds, in one unit."""
    left = one.number
    right = converted(other.number, left.unit).value
    return COMPARED[compares](left.value, right)


COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


def ranked(members: Iterable[Member], n: int | None, lowest: bool) -> list[Member]:
    """The members with a value, the largest first; after ``n`` only those that equal the last."""
    valued = [(each, each.outcome.number) for each in members if isinstance(each.outcome, Value)]
    if not valued:
        return []
    unit = valued[0][1].unit
    keyed = [(each, converted(number, unit).value) for each, number in valued]
    keyed.sort(key=lambda pair: pair[1] if lowest else -pair[1])
    if n is None or n >= len(keyed):
        return [each for each, _ in keyed]
    last = keyed[n - 1][1]
    return [each for at, (each, value) in enumerate(keyed) if at < n or value == last]
