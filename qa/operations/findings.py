"""Tells what the reconciliation rules found, with both places and the sums recomputed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model.document import Finding
from qa.drafting.answer import Check
from qa.drafting.asking import Asking, name_of, place_words
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import weights_of
from qa.evidence.index import DocumentIndex
from qa.plans.explained import explain, numbers_in
from qa.plans.quantity import Quantity, constant
from qa.plans.words import clean, pairs

SAID = {
    "fail": ("不一致", "They do not match"),
    "rounding": ("一致，只有四舍五入的尾差（误差之内）", "They are consistent up to rounding"),
    "pass": ("一致", "They are consistent"),
}
_ASKS_SUM = re.compile("加起来|加总|算出|合计|重算|之和|相加")


@dataclass(frozen=True, slots=True)
class _Scored:
    finding: Finding
    score: float


def finding_about(asking: Asking, index: DocumentIndex) -> _Scored | None:
    """The finding that the question is about; faults come before passed checks."""
    weights = weights_of(asking.target.words, index)
    whole = sum(weights.values()) or 1.0
    asked = {number for number in numbers_in(asking.question.text) if number not in asking.plan.years and number > 1}
    scored = [
        _Scored(each, _score(asking, index, each, weights, whole, asked))
        for each in asking.library.findings(index.document.id)
    ]
    top = max(scored, key=lambda each: each.score, default=None)
    return top if top is not None and top.score >= 5.0 else None


def holds_all(asking: Asking, finding: Finding) -> bool:
    """Whether a finding is about every amount that the question names."""
    told = {number for text in (*finding.figures, finding.message) for number in numbers_in(text)}
    return {each for each in numbers_in(asking.question.text) if each not in asking.plan.years and each > 1} <= told


def _score(
    asking: Asking, index: DocumentIndex, finding: Finding, weights: dict[str, float], whole: float, asked: set[Decimal]
) -> float:
    words = pairs("|".join((finding.message, *finding.places)))
    recall = sum(weight for pair, weight in weights.items() if pair in words) / whole
    told = {number for text in finding.figures for number in numbers_in(text)}
    held = told | set(numbers_in(finding.message))
    named = bool({(index.document.id, table) for table in finding.tables} & asking.target.tables)
    # A number printed in the document is more likely meant than one computed by the check.
    score = 8 * recall + 4.5 * len(asked & told) + 1.0 * len(asked & (held - told)) + (2.0 if named else 0.0)
    stages = {figure.stage for each in finding.facts if (figure := asking.index(index.document.id).by_id.get(each))}
    score += 1.0 if asking.target.stage and asking.target.stage in stages else 0.0
    score += {"fail": 2.0, "rounding": 1.0}.get(finding.verdict, 0.0) + (2.0 if finding.severity == "error" else 0.0)
    score += 2.0 if "sum" in finding.rule and _ASKS_SUM.search(asking.plan.question) else 0.0
    score += _described(asking, finding)
    return score if recall >= (0.2 if named else 0.4) or asked & held else 0.0


_PARTS = re.compile(r"([二两三四五六七八九十]|\d+)(?:个|大)*(?:类|款|项|部分)")
_TABLE = re.compile("[\u4e00-\u9fff]{4,}表")


def _described(asking: Asking, finding: Finding) -> float:
    """Scores a finding higher if the question names the end of its table's title and as many parts as it has."""
    said = [each[at:] for each in _TABLE.findall(asking.plan.question) for at in range(max(1, len(each) - 3))]
    ends = [each for each in said if any(clean(place).endswith(clean(each)) for place in finding.places)]
    score = 1.0 if ends else 0.0
    parts = _PARTS.search(asking.plan.question)
    if parts:
        number = parts.group(1)
        count = int(number) if number.isdigit() else "零一二三四五六七八九十".find(number.replace("两", "二"))
        score += 1.5 if len(finding.figures) == count + 1 else 0.0
    return score + 0.5 / (1 + min((len(place) for place in finding.places), default=0))


def say_finding(asking: Asking, index: DocumentIndex, finding: Finding) -> Draft:
    """A finding with both places cited and its recomputed figures shown as calculations."""
    draft = Draft()
    figures = [
        figure for each in finding.facts[: len(finding.figures)] if (figure := index.by_id.get(each)) is not None
    ]
    if not figures:
        return _by_places(asking, draft, index, finding)
    quantities = [draft.quantity(each) for each in figures if each.value is not None]
    derived = derived_numbers(draft, finding, quantities)
    numbers = tuple(dict.fromkeys(each for quantity in quantities for each in quantity.citations))
    wants_sum = bool(_ASKS_SUM.search(asking.plan.question))
    if wants_sum:
        _results(asking, draft, derived)
    for figure, quantity in zip([each for each in figures if each.value is not None], quantities, strict=True):
        draft.result(f"{place_words(figure)}{name_of(figure)}", quantity)
    if not wants_sum:
        _results(asking, draft, derived)
    chinese, english = SAID.get(finding.verdict, ("无法核对", "This cannot be checked"))
    shown = marks(*quantities)
    draft.say(asking.words(f"{chinese}：{finding.message}{shown}。", f"{english}: {finding.message} {shown}."))
    for figure in figures:
        if figure.value is None:
            draft.cite(figure)
    if finding.verdict in SAID:
        draft.checks.append(Check(finding.rule, finding.verdict, finding.message, numbers))
    return draft


def derived_numbers(draft: Draft, finding: Finding, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers in a finding's message that no cited figure has, each shown as a calculation over the cited ones."""
    held = {abs(each.value) for each in quantities} | {number for text in finding.quotes for number in numbers_in(text)}
    missing_numbers = [number for number in numbers_in(finding.message) if number not in held]
    found = [explain(number, quantities) for number in missing_numbers]
    for number in missing_numbers:
        if number in (finding.checks, len(finding.figures), len(finding.figures) - 1):  # how many were compared
            draft.calculate(replace(constant(number), compound=True, expression="count", substituted=f"{number}"))
    return [draft.calculate(each) for each in found if each is not None]


def _by_places(asking: Asking, draft: Draft, index: DocumentIndex, finding: Finding) -> Draft:
    """A finding about words or a whole table; its places are quoted."""
    for quote, source, place, table in zip(
        finding.quotes, finding.sources, finding.places, finding.tables, strict=False
    ):
        printed = next((each for each in index.facts() if table and each.source == source), None)
        if printed is not None and printed.value is not None:
            draft.result(f"{place_words(printed)}{name_of(printed)}", draft.quantity(printed))
        else:
            draft.cite_text(index.document, (place,), quote, source)
    numbers = "".join(f"[{each.id}]" for each in draft.citations)
    chinese, english = SAID.get(finding.verdict, ("无法核对", "This cannot be checked"))
    draft.say(asking.words(f"{chinese}：{finding.message}{numbers}。", f"{english}: {finding.message} {numbers}."))
    draft.checks.append(
        Check(finding.rule, finding.verdict, finding.message, tuple(each.id for each in draft.citations))
    )
    return draft


def _results(asking: Asking, draft: Draft, derived: Sequence[Quantity]) -> None:
    for quantity in derived:
        draft.result(asking.words("重算", "recomputed"), replace(quantity, value=abs(quantity.value)))
