"""The answer: one object, the same everywhere (terminal, API, evaluation, Python)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    ANSWERED = "answered"
    REFUSED = "refused"
    NEEDS_CLARIFICATION = "needs_clarification"


class Basis(StrEnum):
    CELL = "cell"
    TEXT = "text"
    CALCULATED = "calculated"


@dataclass(frozen=True, slots=True)
class Result:
    """A figure that answers the question. ``value`` is a decimal string without separators."""

    label: str
    value: str
    unit: str
    basis: Basis
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """A derived figure. ``expression`` is over citation ids and ``substituted`` over their values, so it can be
    recomputed."""

    expression: str
    substituted: str
    value: str
    unit: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or a sentence stands. ``bbox`` is ``[x0, top, x1, bottom]`` in points; that part of the page shows
    ``quote``. ``mark`` says how the cell was read if not as printed (``shifted``, ``ocr``)."""

    id: int
    document: str
    document_id: str
    file: str
    page: int | None
    line: int | None
    column: list[str]
    section: str
    table: str | None
    row: list[str]
    quote: str
    unit: str
    bbox: list[float] | None
    mark: str = ""
    table_number: str = ""
    """The table's printed number (表2, 公开03表), or empty."""
    more: list[dict[str, Any]] = field(default_factory=list)
    """Further places where the same text continues: page, line and bbox of each."""


@dataclass(frozen=True, slots=True)
class Check:
    """A reconciliation rule that touches the cited figures: ``pass``, ``fail``, ``rounding`` or ``not_checkable``."""

    rule: str
    status: str
    message: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clarification:
    """One reading of an ambiguous question. ``question`` can be asked as it is."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    question: str
    language: str
    status: Status
    answer: str
    results: tuple[Result, ...] = ()
    items: tuple[str, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    clarify: tuple[Clarification, ...] = ()
    mode: str = "rules"
    model: str | None = None
    elapsed_ms: int = 0
    notice: str = ""
    """Why the rules answered although a model is set, or how they differ from the model that did; else empty."""
    tokens: int = 0
    """Tokens that the model used, in and out; 0 without one."""
    trace: dict[str, Any] = field(default_factory=dict)
    """The plan, the facts considered and the checks of the guard, for ``--explain``; not part of the JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The object of the contract, ready for JSON."""
        body = asdict(self)
        body.pop("trace")
        return _plain(body)  # type: ignore[no-any-return]

    def to_json(self, indent: int | None = 2) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value
