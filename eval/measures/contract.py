"""Whether an answer has the shape of the contract (``docs/answers.md``), so that other systems can be scored, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OBJECTS = ("results", "citations", "calculations", "checks", "clarify")


def misshapen(answer: Mapping[str, Any]) -> str:
    """The deviation from what ``budgetqa ask --json`` prints; empty if there is none. Absent fields count as empty."""
    for name in ("status", "answer"):
        if not isinstance(answer.get(name, ""), str):
            return f"{name!r} is not a text"
    for name in OBJECTS:
        if not _list_of(answer.get(name), dict):
            return f"{name!r} is not a list of objects"
    if not _list_of(answer.get("items"), str):
        return "'items' is not a list of texts"
    cited = [ids for each in answer.get("results") or [] if (ids := each.get("citations"))]
    if not all(_list_of(ids, int) for ids in cited):
        return "the 'citations' of a result are not the numbers of citations"
    for name in ("elapsed_ms", "tokens"):
        if not isinstance(answer.get(name) or 0, int | float):
            return f"{name!r} is not a number"
    return ""


def _list_of(value: Any, kind: type) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(each, kind) for each in value))
