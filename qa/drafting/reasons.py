"""The wording of a reason: what a sentence gives as the cause, whole."""

from __future__ import annotations

import re

_EDGES = "，。；;,:： "
_OTHER_FIGURE = re.compile(r"\d.*(?:万元|元|%)|原因|其中")


def whole_reason(told: str, sentence: str) -> str:
    """A reason with the clauses after ``；`` that continue the explanation: those without figures of another item."""
    start = sentence.find(told)
    kept = told
    behind = re.split("(?=[；;])", sentence[start + len(told) :]) if start >= 0 else []
    for clause in filter(None, behind):
        if not clause.startswith(("；", ";")) or _OTHER_FIGURE.search(clause):
            break
        kept += clause
    return kept.strip(_EDGES)
