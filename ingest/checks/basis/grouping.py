"""One finding per fault: its consequences are reported with it; passes are reported per table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.checks.basis.figure import base
from ingest.checks.basis.judging import FAIL, PASS
from ingest.model.amounts import parse_amount
from ingest.model.document import Finding
from ingest.model.vocabulary import load

_ORDER: dict[str, int] = {rule: place for place, rule in enumerate(load("checks.toml")["order"])}
_DERIVED = frozenset(load("checks.toml")["derived"])
_KEPT_SINGLE = frozenset(load("checks.toml")["single_passes"])
_AGREEING = 2


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per fault, then rounding differences, then the passes."""
    fails: list[Finding] = []
    rest: list[Finding] = []
    for each in findings:
        (fails if each.verdict == FAIL else rest).append(each)
    passes = [each for each in rest if each.verdict == PASS]
    others = [each for each in rest if each.verdict != PASS]
    return (*(_with_agreeing(each, passes) for each in _by_fault(fails)), *others, *_by_table(passes))


def _by_fault(fails: Sequence[Finding]) -> list[Finding]:
    """Groups fails that share a figure and a deviation, or that use a figure found wrong elsewhere."""
    groups: list[list[Finding]] = []
    for each in sorted(fails, key=_rank):
        home = next((group for group in groups if any(_one_fault(each, other) for other in group)), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    return [_merged(group) for group in groups]


def _with_agreeing(fault: Finding, passes: Sequence[Finding]) -> Finding:
    """For two tables that disagree, the text that agrees with one of them helps to tell which is wrong."""
    if fault.rule != "table-table":
        return fault
    own = set(fault.facts)
    agreeing = [each for each in passes if each.rule == "text-table" and own & set(each.facts)]
    for each in agreeing[:_AGREEING]:
        fault = replace(
            fault,
            message=f"{fault.message}（{each.places[0]}写的是{each.figures[0]}）",
            figures=(*fault.figures, each.figures[0]),
            sources=(*fault.sources, each.sources[0]),
            places=(*fault.places, each.places[0]),
            tables=(*fault.tables, each.tables[0]),
            quotes=(*fault.quotes, each.quotes[0]),
            facts=(*fault.facts[: len(fault.figures)], each.facts[0], *fault.facts[len(fault.figures) :]),
        )
    return fault


def _rank(each: Finding) -> int:
    return _ORDER.get(each.rule, len(_ORDER))


def _one_fault(one: Finding, other: Finding) -> bool:
    if one.rule == other.rule == "score-sum" and one.places[:1] == other.places[:1]:
        return True
    if not set(one.facts) & set(other.facts):
        return False
    if one.rule in _DERIVED or other.rule in _DERIVED:
        return one.severity == other.severity
    return bool(_gaps(one) & _gaps(other))


def _gaps(each: Finding) -> set[Decimal]:
    """The differences between the first figure and each other one, and their sum."""
    values = [_value(text) for text in each.figures]
    if any(value is None for value in values) or len(values) < 2:
        return set()
    first, *rest = [value for value in values if value is not None]
    gaps = {abs(first - sum(rest, Decimal(0)))}
    if "sum" not in each.rule:
        gaps = {abs(first - value) for value in rest}
    return {_rounded(gap) for gap in gaps if gap}


def _rounded(gap: Decimal) -> Decimal:
    """Rounded to two significant digits, because rounding makes the deviations of one fault differ slightly."""
    return gap.quantize(Decimal(1).scaleb(gap.adjusted() - 1))


def _value(text: str) -> Decimal | None:
    amount = parse_amount(text)
    return base(amount.value, amount.unit) if amount else None


def _merged(group: Sequence[Finding]) -> Finding:
    first, *others = group
    facts = tuple(dict.fromkeys(fact for each in group for fact in each.facts))
    return replace(first, facts=facts, related=tuple(each.message for each in others), checks=len(group))


def _by_table(passes: Sequence[Finding]) -> list[Finding]:
    """One finding for the passes of a rule in a place, except for passes that an answer may show."""
    single = [each for each in passes if each.rule in _KEPT_SINGLE]
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for each in passes:
        if each.rule not in _KEPT_SINGLE:
            by_place[each.rule, each.places[0] if each.places else ""].append(each)
    return [*single, *(_together(place, held) for (_, place), held in by_place.items())]


def _together(place: str, held: Sequence[Finding]) -> Finding:
    if len(held) == 1:
        return held[0]
    facts = tuple(dict.fromkeys(fact for each in held for fact in each.facts))
    message = f"{place}：{len(held)}项核对相符，例如：{held[0].message}"
    return replace(held[0], message=message, facts=facts, checks=len(held))
