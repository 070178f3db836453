"""Whether the model's answer and the offline reader's differ, and how, in a sentence for the user."""

from __future__ import annotations

from decimal import Decimal

from ingest.model.amounts import to_unit
from qa.drafting.answer import Answer, Result, Status
from qa.execution.telling.missing import Words
from qa.plans.quantity import MONEY, show
from qa.plans.words import clean


def difference_of(offline: Answer, given: Answer, words: Words) -> str:
    """Empty where the two agree in what was asked."""
    if given.mode != "llm":
        return ""
    told = _told(offline, given, words)
    return (
        words.both(f"离线规则的读法与语言模型的不同：{told}", f"The offline rules read it otherwise: {told}")
        if told
        else ""
    )


def _told(offline: Answer, given: Answer, words: Words) -> str:
    if offline.status is not Status.ANSWERED:
        if given.status is Status.ANSWERED and offline.status is Status.REFUSED:
            return words.both("规则没有找到答案。", "they found no answer.")
        if given.status is Status.ANSWERED:
            return words.both("规则认为问题可指几份文件或几个科目。", "to them the question may mean several things.")
        return ""
    if given.status is not Status.ANSWERED:
        return words.both(f"规则给出的是{_lead(offline)}。", f"they give {_lead(offline)}.") if _lead(offline) else ""
    if offline.results and given.results:
        if any(_same(offline.results[0], each) for each in given.results):
            return ""
        return words.both(f"规则给出的是{_lead(offline)}。", f"they give {_lead(offline)}.")
    one, other = ({clean(each) for each in answer.items} for answer in (offline, given))
    if one and other and one != other:
        return words.both(f"规则列出的是{'、'.join(offline.items[:5])}。", f"they list {', '.join(offline.items[:5])}.")
    return ""


def _lead(answer: Answer) -> str:
    if answer.results:
        first = answer.results[0]
        return f"{first.label}{show(Decimal(first.value), first.unit)}"
    return "、".join(answer.items[:5])


def _same(one: Result, other: Result) -> bool:
    first, second = abs(Decimal(one.value)), abs(Decimal(other.value))
    if one.unit in MONEY and other.unit in MONEY:
        return to_unit(first, one.unit, "元") == to_unit(second, other.unit, "元")
    return first == second
