"""Formats the numbers of an evaluation, for the terminal and the page alike."""

from __future__ import annotations

from eval.measures.scored import Share
from eval.measures.scoring import Outcome
from eval.measures.set_measures import Measure
from eval.measures.summary import Summary


def percent(share: Share | None) -> str:
    return f"{share.value:.1%}" if share else "-"


def bounds(share: Share | None) -> str:
    """The 95% interval in percent: ``60.1–81.2``."""
    return f"{share.low * 100:.1f}–{share.high * 100:.1f}" if share else ""


def interval(share: Share | None) -> str:
    """Percent with its 95% interval: ``71.4% (60.1–81.2)``."""
    return f"{percent(share)} ({bounds(share)})" if share else "-"


def counted(each: Measure) -> str:
    """``71 of 72``; for a mean of shares, the number of questions."""
    return str(each.of) if each.hits is None else f"{each.hits} of {each.of}"


def side_by_side(rules: Summary, model: Summary) -> tuple[list[str], list[list[str]]]:
    """Heads and rows that compare the rules with the language model over one set, with the model's own answers and
    tokens."""
    heads = ["", "accuracy", "precision", "wrong", "by the model", "tokens", "p50 ms", "p95 ms"]
    return heads, [_side("rules", rules), _side("llm", model)]


def _side(name: str, summary: Summary) -> list[str]:
    return [
        name,
        percent(summary.total.accuracy),
        percent(summary.total.precision),
        str(summary.total.outcomes[Outcome.WRONG]),
        str(summary.by_model),
        str(summary.tokens),
        f"{summary.p50:.0f}",
        f"{summary.p95:.0f}",
    ]
