"""Compares a printed percentage with the figures behind it, allowing for rounding of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import FAIL, PASS, ROUNDING, finding
from ingest.model.document import Finding

_HUNDRED = Decimal(100)
_TINY = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class Ratio:
    """``low`` to ``high`` is the range of the ratio that the printed digits allow, in per cent."""

    exact: Decimal
    low: Decimal
    high: Decimal


def ratio(part: Decimal, part_half: Decimal, whole: Decimal, whole_half: Decimal) -> Ratio | None:
    """``part / whole`` in per cent; None if ``whole`` may be zero."""
    if abs(whole) <= whole_half or not whole:
        return None
    corners = [
        (part + one * part_half) / (whole + other * whole_half) * _HUNDRED for one in (-1, 1) for other in (-1, 1)
    ]
    return Ratio(part / whole * _HUNDRED, min(corners), max(corners))


def judge_rate(
    rule: str, rate: Figure, printed: Decimal, expected: Ratio, formula: str, basis: list[Figure]
) -> Finding:
    """Whether ``printed`` (signed) is the ratio. ``formula`` says how it is computed, in words and figures."""
    gap = abs(printed - expected.exact)
    if gap <= rate.half + _TINY:
        verdict = PASS
    elif expected.low - rate.half <= printed <= expected.high + rate.half or gap <= 2 * rate.half + _TINY:
        verdict = ROUNDING
    else:
        verdict = FAIL
    worked = f"{expected.exact.quantize(Decimal('0.01')):f}%"
    message = f"{rate.place}{rate.name}为{rate.printed}，按{formula}计算为{worked}"
    tail = {PASS: "，相符", ROUNDING: "，在四舍五入的尾差之内", FAIL: "，两者不符"}
    return finding(rule, verdict, message + tail[verdict], [rate, *basis])
