"""Turns figures that should agree into a finding: pass, rounding or fail, with a sentence that a clerk can act on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.checks.basis.figure import Figure, shown, tolerance, total
from ingest.model.document import Finding

PASS, ROUNDING, FAIL, NOT_CHECKABLE = "pass", "rounding", "fail", "not_checkable"
ERROR, WARNING, INFO = "error", "warning", "info"
_ROUNDED = "，在四舍五入的尾差之内"
_LISTED = 8


def finding(
    rule: str,
    verdict: str,
    message: str,
    figures: Sequence[Figure],
    severity: str = "",
) -> Finding:
    """A finding over ``figures``; a fail is an error unless ``severity`` says otherwise."""
    kept = tuple(figures)
    return Finding(
        rule=rule,
        verdict=verdict,
        message=message,
        figures=tuple(figure.printed for figure in kept),
        sources=tuple(figure.source for figure in kept),
        severity=severity or (ERROR if verdict == FAIL else INFO),
        places=tuple(figure.place for figure in kept),
        tables=tuple(figure.table for figure in kept),
        quotes=tuple(figure.quote for figure in kept),
        facts=tuple(figure.id for figure in kept),
    )


def verdict_of(gap: Decimal, allowed: Decimal) -> str:
    """Pass without a gap, rounding within ``allowed``, else fail."""
    if not gap:
        return PASS
    return ROUNDING if abs(gap) <= allowed else FAIL


def judge_sum(rule: str, whole: Figure, parts: Sequence[Figure], severity: str = "") -> Finding:
    """Whether ``parts`` add up to ``whole``."""
    added = total(parts)
    verdict = verdict_of(whole.value - added, tolerance([whole, *parts]))
    return finding(
        rule, verdict, _sum_message(whole, parts, added, verdict), [whole, *parts], _unless_held(verdict, severity)
    )


def judge_same(rule: str, one: Figure, other: Figure, what: str = "", severity: str = "") -> Finding:
    """Whether two places state the same value."""
    gap = one.value - other.value
    verdict = verdict_of(gap, tolerance([one, other]))
    name = what or one.name
    message = f"{one.place}{name}为{one.printed}，{other.place}{other.name}为{other.printed}"
    if verdict == PASS:
        message += "，两处一致"
    else:
        message += f"，两处相差{shown(abs(gap), one.unit)}" + (_ROUNDED if verdict == ROUNDING else "，应为同一数")
    return finding(rule, verdict, message, [one, other], _unless_held(verdict, severity))


def _unless_held(verdict: str, severity: str) -> str:
    return severity if verdict == FAIL else INFO


def _sum_message(whole: Figure, parts: Sequence[Figure], added: Decimal, verdict: str) -> str:
    listed = [part for part in parts if part.value] or list(parts)
    terms = "＋".join(f"{part.name}{part.printed}" for part in listed[:_LISTED])
    if len(listed) > _LISTED:
        terms += f"＋……（共{len(listed)}项）"
    message = f"{whole.place}{whole.name}为{whole.printed}，各部分相加（{terms}）为{shown(added, whole.unit)}"
    if verdict == PASS:
        return message + "，相符"
    return (
        message
        + f"，相差{shown(abs(whole.value - added), whole.unit)}"
        + (_ROUNDED if verdict == ROUNDING else f"，应为{shown(added, whole.unit)}或某一部分有误")
    )
