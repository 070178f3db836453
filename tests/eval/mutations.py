"""Right answers made wrong on purpose: each mutation says how, and what kind of fault must be found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.cases import Case, GoldNumber
from eval.measures import SIGNLESS
from eval.numbers import MONEY, PERCENT, Miss, figure, matches

Answer = dict[str, Any]


@dataclass(frozen=True)
class Wrong:
    """A spoilt answer. ``kind``: the fault that must be among those found; empty where several fit."""

    how: str
    answer: Answer
    kind: str = ""


def spoilt(case: Case, answer: Answer) -> Iterator[Wrong]:
    """Every way in which the right answer of a case is made wrong."""
    for spoil in (_status, _numbers, _alone, _first, _items, _words, _refusal, _clarification):
        yield from spoil(case, answer)


def _with(whole: Answer, **fields: Any) -> Answer:
    return {**deepcopy(whole), **fields}


# --------------------------------------------------------------------------------------------------------- status


def _status(case: Case, answer: Answer) -> Iterator[Wrong]:
    for status in ("answered", "refused", "needs_clarification", "", None):
        if status != answer["status"]:
            yield Wrong(f"status {status}", _with(answer, status=status), "status")


def _refusal(case: Case, answer: Answer) -> Iterator[Wrong]:
    if case.gold.refuse:
        stated = [{"label": "数", "value": "3.50", "unit": "万元", "basis": "cell", "citations": []}]
        yield Wrong("refused, with a figure", _with(answer, results=stated), "numeric")
        yield Wrong("answered with a figure", _with(answer, status="answered", results=stated), "status")


def _clarification(case: Case, answer: Answer) -> Iterator[Wrong]:
    for name in case.gold.clarify:
        left = [each for each in answer["clarify"] if name not in each["label"] + each["question"]]
        yield Wrong(f"does not offer {name}", _with(answer, clarify=left), "clarify")
        renamed = [{**each, "label": "某局", "question": "某局2024年是多少？"} for each in answer["clarify"]]
        yield Wrong("offers others", _with(answer, clarify=renamed), "clarify")


# -------------------------------------------------------------------------------------------------------- figures


def _numbers(case: Case, answer: Answer) -> Iterator[Wrong]:
    """Each gold figure misstated wherever the answer states it."""
    golds = [case.gold.number] if case.gold.number else list(case.gold.numbers)
    for gold in golds:
        for how, kind, change in _misstatements(gold, case.type in SIGNLESS):
            yield Wrong(f"{gold.number} {gold.unit}: {how}", _restated(answer, gold, case, change), kind)
        rest = [each for each in answer["results"] if not _states(each, gold, case)]
        yield Wrong(f"{gold.number} left out", _with(answer, results=rest))


Change = Callable[[Answer], Answer]


def _misstatements(gold: GoldNumber, signless: bool) -> Iterator[tuple[str, str, Change]]:
    number, step = gold.number, max(gold.tolerance, Decimal("0.000001"))
    for how, value in (
        ("just above", number + step * Decimal("1.2")),
        ("just below", number - step * Decimal("1.2")),
        ("first digit", _other_digit(number, 0)),
        ("last digit", _other_digit(number, -1)),
        ("two digits swapped", _swapped(number)),
        ("no number", None),
    ):
        if value is None or abs(abs(value) - abs(number)) > gold.tolerance:
            yield how, "", _stating("约" if value is None else f"{value:f}", gold.unit)
    if number:
        for factor in (Decimal(10), Decimal(10**4), Decimal("0.1"), Decimal("0.0001")):
            yield f"× {factor}", Miss.SCALE, _stating(f"{number * factor:f}", gold.unit)
        for unit in {"万元", "元", "亿元", "%", "个"} - {gold.unit}:
            if not _countable(gold.unit, unit):
                yield f"in {unit}", Miss.UNIT, _stating(f"{number:f}", unit)
        if not signless:
            yield "sign", Miss.SIGN, _stating(f"{-number:f}", gold.unit)


def _countable(one: str, two: str) -> bool:
    """Both count things, in whatever unit: these are taken for each other."""
    return not ({one, two} & {*MONEY, *PERCENT})


def _stating(value: str, unit: str) -> Change:
    return lambda result: {**result, "value": value, "unit": unit}


def _other_digit(number: Decimal, place: int) -> Decimal:
    digits = [at for at, each in enumerate(str(number)) if each.isdigit()]
    at = digits[place]
    text = str(number)
    return Decimal(text[:at] + str((int(text[at]) + 5) % 10) + text[at + 1 :])


def _swapped(number: Decimal) -> Decimal | None:
    """The first two neighbouring digits that differ, in the other order, as a tired eye copies them."""
    text = str(number)
    found = next((m for m in re.finditer(r"(?=(\d)(\d))", text) if m[1] != m[2]), None)
    if found is None:
        return number
    at = found.start()
    return Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _states(result: Answer, gold: GoldNumber, case: Case) -> bool:
    found = figure(str(result["value"]), str(result["unit"]))
    return found is not None and matches(gold, found, case.type in SIGNLESS)


def _restated(answer: Answer, gold: GoldNumber, case: Case, change: Change) -> Answer:
    results = [change(each) if _states(each, gold, case) else each for each in answer["results"]]
    return _with(answer, results=results)


def _alone(case: Case, answer: Answer) -> Iterator[Wrong]:
    if case.gold.number or case.gold.numbers:
        yield Wrong("figures in the text alone", _with(answer, results=[]), Miss.ABSENT)


def _first(case: Case, answer: Answer) -> Iterator[Wrong]:
    if gold := case.gold.number:
        other = {**answer["results"][0], "value": f"{abs(gold.number) * 2 + 1:f}", "unit": gold.unit}
        yield Wrong("another figure first", _with(answer, results=[other, *answer["results"]]), Miss.NOT_FIRST)


# ---------------------------------------------------------------------------------------------- names and words


def _items(case: Case, answer: Answer) -> Iterator[Wrong]:
    if not case.gold.items:
        return
    items: Sequence[str] = answer["items"]
    for at, name in enumerate(items):
        rest = [*items[:at], *items[at + 1 :]]
        yield Wrong(f"without {name}", _with(answer, items=rest), "items")
        yield Wrong(f"another for {name}", _with(answer, items=[*rest, "某某项目经费"]), "items")
    yield Wrong("one too many", _with(answer, items=[*items, "某某项目经费"]), "items")
    yield Wrong("one twice", _with(answer, items=[*items, items[0]]), "items")
    if case.gold.ordered and len(items) > 1:
        yield Wrong("turned round", _with(answer, items=list(reversed(items))), "items")
        yield Wrong("first two swapped", _with(answer, items=[items[1], items[0], *items[2:]]), "items")


def _words(case: Case, answer: Answer) -> Iterator[Wrong]:
    """Each group of words taken out of the text, and the verdict of a check turned round."""
    for group in case.gold.contains:
        pattern = "|".join(re.escape(each) for each in sorted(group, key=len, reverse=True))
        text = re.sub(r"\s+", "", str(answer["answer"]))
        yield Wrong(f"does not say {group[0]}", _with(answer, answer=re.sub(pattern, "□", text)), "contains")
        if case.type == "check" and not re.search(r"[A-Za-z\d]", group[0]):
            yield Wrong(f"denies {group[0]}", _with(answer, answer=re.sub(f"(?={pattern})", "不", text)), "contains")
    if case.gold.contains:
        yield Wrong("says nothing", _with(answer, answer=""), "contains")


def swapped(cases: Sequence[Case], answers: Sequence[Answer]) -> Iterator[tuple[Case, Wrong]]:
    """Every question for one figure with the answers to the others for one figure of its unit: the right-looking
    figure of another line, another year, another document."""
    single = [(case, answer) for case, answer in zip(cases, answers, strict=True) if case.gold.number]
    for case, _ in single:
        gold = case.gold.number
        for other, answer in single:
            first = answer["results"][0]
            if gold and other.gold.number and other.gold.number.unit == gold.unit and not _states(first, gold, case):
                yield case, Wrong(f"the answer to {other.id}", _with(answer))
