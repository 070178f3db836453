"""A whole whose parts one sentence states: named, and added up."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.model.amounts import to_unit
from ingest.model.figures import Role, Stage
from qa.drafting.answer import Check
from qa.drafting.asking import Asking, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import find
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.findings import SAID
from qa.plans.quantity import MONEY, difference, total

_PLAIN = (Role.AMOUNT, Role.BUDGET, Role.FINAL, Role.INITIAL_BUDGET)
_ASKS_PARTS = re.compile("方向|分项|部分|哪几块|分成|分为|构成|组成|各?子项")
_ASKS_SUM = re.compile("加起来|相加|之和|加总|合起来")


def told_parts(asking: Asking, index: DocumentIndex) -> tuple[Figure, list[Figure]] | None:
    """The whole that the question names and its parts, which add up to it; None if no sentence states them."""
    words = "|".join(run for each in asking.target.words.split("|") if len(run := _ASKS_PARTS.sub("", each)) > 1)
    target = replace(asking.target, words=words, unit="", stage=Stage.UNKNOWN)
    found = find(target, index, lambda each: each.role in _PLAIN and each.unit in MONEY and each.value is not None)
    for each in (each.figure for each in found[:8] if each.recall >= 0.6):
        beside = [
            other
            for other in index.statements()
            if other.statement.sentence == each.statement.sentence
            and other.name != each.name
            and other.role in _PLAIN
            and other.unit in MONEY
            and other.value is not None
        ]
        if len(beside) > 1 and sum(_in(other, each.unit) for other in beside) == each.value:
            return each, beside
    return None


def _in(figure: Figure, unit: str) -> Decimal:
    return to_unit(figure.value or Decimal(0), figure.unit, unit)


def listed_parts(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The parts by name with their amounts, if the question asks which there are."""
    if not _ASKS_PARTS.search(asking.plan.question):
        return None
    found = told_parts(asking, index)
    if found is None:
        return None
    whole, parts = found
    draft = Draft()
    shown = []
    for part in parts:
        quantity = asking.in_unit(draft.quantity(part))
        draft.items.append(name_of(part))
        draft.result(name_of(part), quantity)
        shown.append(f"{name_of(part)}{quantity.shown()}{marks(quantity)}")
    draft.say(asking.words(f"{name_of(whole)}：{'；'.join(shown)}。", f"{name_of(whole)}: {'; '.join(shown)}."))
    return draft


def parts_added(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Whether the parts add up to the whole, if the question asks for that."""
    found = told_parts(asking, index) if _ASKS_SUM.search(asking.plan.question) else None
    if found is None:
        return None
    whole, parts = found
    draft = Draft()
    one = draft.quantity(whole)
    summed = total([draft.quantity(each) for each in parts])
    draft.result(asking.words("相加", "sum"), summed)
    draft.result(name_of(whole), one)
    told = " + ".join(f"{name_of(each)}{draft.quantity(each).shown()}{marks(draft.quantity(each))}" for each in parts)
    gap = draft.calculate(difference(summed, one))
    verdict = "pass" if gap.value == 0 else "fail"
    chinese, english = SAID[verdict]
    draft.say(
        asking.words(
            f"{chinese}：{told} = {summed.shown()}，{name_of(whole)}为{one.shown()}{marks(one)}。",
            f"{english}: {told} = {summed.shown()}, {name_of(whole)} is {one.shown()} {marks(one)}.",
        )
    )
    draft.checks.append(Check("sum_of_parts", verdict, f"{summed.shown()} / {one.shown()}", one.citations))
    return draft
