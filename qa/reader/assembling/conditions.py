"""The conditions that a question sets its members: a number, another column, words, a cell that is blank or zero."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import Any, cast

from qa.plans.language import HasState, HasValue, HasWords, Number
from qa.plans.slots import Figure
from qa.reader.assembling.clauses import CONDITIONS, Clause, Words
from qa.reader.assembling.said import Amount, amount_of, stage_of, years_in

_AT_LEAST = re.compile("不低于|不少于|以上|至少|达到|not less|at least", re.I)
_AT_MOST = re.compile("不高于|不超过|以下|至多|以内|at most|no more", re.I)
_ENDS, _STARTS = re.compile("结尾|收尾|ending"), re.compile("开头|打头|starting")


def conditions(clause: Clause) -> list[tuple[Any, ...]]:
    """The conditions that a clause sets; where a word may mean several, each of them, the likeliest first. None at all
    where one of them cannot be read: what does not meet it must not be listed."""
    found: list[list[Any]] = []
    numbers = [amount_of(each.text) for each in clause.of("num")]
    if any(each is None for each in numbers):
        return []
    amounts = [each for each in numbers if each is not None]
    for each in clause.of(*CONDITIONS):
        tests = _tests(each, amounts, clause)
        if not tests:
            return []
        found.append(tests)
    found += [[_value("=", amount)] for amount in amounts]
    if not found and stays(clause):
        found.append([HasValue(compares="=", than=_SOME.than)])
    if not found and clause.asks == "list" and _WHO_HAS.search(clause.cue):
        found.append([_SOME, HasState(test="present")])
    return [tuple(each) for each in itertools.product(*found)]


MOVED = re.compile("增|涨|升|减|降|跌|缩|grew|rose|fell|increase|decrease", re.I)
"""A condition on how much a figure has changed since the year before."""
_SAME = re.compile("持平|不变|没变|未变|没有变|unchanged", re.I)


def on_change(clause: Clause) -> bool:
    """Whether the members are chosen by their change since the year before."""
    moved = any(MOVED.search(each.text) and amount_of(each.text) is None for each in clause.of("gt", "lt"))
    return (moved and not clause.of("num")) or stays(clause)


def stays(clause: Clause) -> bool:
    """Whether only members are meant whose figure is that of the year before."""
    compared = len({year for each in clause.of("year") for year in years_in(each.text)}) > 1 or clause.of("prior")
    return bool(compared and clause.asks in ("list", "count") and _SAME.search(clause.before + clause.cue))


_SOME = HasValue(compares=">", than=Number(value=Decimal(0)))


def _tests(word: Words, amounts: list[Amount], clause: Clause) -> list[Any]:
    """What one word of a condition may mean. ``amounts``: the numbers that no condition has yet."""
    column = tested_column(clause, word)
    if word.tag in ("gt", "lt"):
        amount = amounts.pop(0) if amounts else amount_of(word.text)
        if amount is not None:
            return [_value(_compares(word.tag, word.text), amount, column)]
        if MOVED.search(word.text):
            return [HasValue(compares=">" if word.tag == "gt" else "<", than=_SOME.than)]
        if not clause.of("stage"):
            return []
        than = Figure(measure=clause.of("stage")[-1].text)
        return [HasValue(compares=_compares(word.tag, word.text), than=than)]
    if word.tag in ("has", "lacks"):
        return [_words(word, clause)]
    if word.tag == "present":
        return [_SOME.model_copy(update={"column": column}), *([] if column else [HasState(test="present")])]
    if word.tag == "absent":
        return [HasState(test="absent"), HasState(test="zero"), HasState(test="blank")]
    if word.tag == "zero" and column:
        return [HasValue(compares="=", than=_SOME.than, column=column)]
    return [HasState(test=cast(Any, word.tag))]


def tested_column(clause: Clause, word: Words) -> str:
    """The column that a condition is about, where it is another one than that which is shown: of several that are
    said the one right before it."""
    said = dict.fromkeys(each.text for each in clause.of("col", "stage"))
    before = next((each for each in reversed(clause.words) if each.end <= word.start), None)
    if before is None or before.tag not in ("col", "stage") or (len(said) < 2 and word.tag not in ("has", "lacks")):
        return ""
    return stage_of(before.text).value if before.tag == "stage" else before.text


_WHO_HAS = re.compile("[家个份]有$|有$|写明|安排了")


def _value(compares: Any, amount: Amount, column: str = "") -> HasValue:
    return HasValue(compares=compares, than=Number(value=amount.value, unit=amount.unit), column=column)


GRADE = re.compile("^(?:优秀?|良好?|中等?|差|不?合格)$")
"""A grade of an evaluation, which stands in a column of its own."""
_HEAD_OFFICE = re.compile("机关|本级|本部")


def _words(word: Words, clause: Clause) -> HasWords:
    words = tuple(part for part in re.split("[、或和,，]", word.text) if part)
    said = clause.before + clause.cue
    if word.tag == "has" and all(GRADE.match(each) for each in words):
        return HasWords(test="is", words=words, column="等级")
    if word.tag == "lacks" and any(_HEAD_OFFICE.search(each) for each in words):
        return HasWords(test="lacks", words=(*words, "本级", "本部"))
    test = (
        "lacks"
        if word.tag == "lacks"
        else "ends"
        if _ENDS.search(said)
        else "starts"
        if _STARTS.search(said)
        else "has"
    )
    return HasWords(test=cast(Any, test), words=words, column=tested_column(clause, word))


def _compares(tag: str, words: str) -> Any:
    if tag == "gt":
        return ">=" if _AT_LEAST.search(words) else ">"
    return "<=" if _AT_MOST.search(words) else "<"
