"""Question sets: one JSON object a line, checked against the format in ``docs/evaluation.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ingest.model.errors import BudgetQAError

TYPES = (
    "lookup",
    "narrative",
    "yoy",
    "execution",
    "share",
    "arithmetic",
    "rank",
    "compare",
    "aggregate",
    "count",
    "list",
    "why",
    "text",
    "define",
    "check",
    "unanswerable",
    "ambiguous",
    "followup",
)


class BadCase(BudgetQAError):
    """A question set that cannot be used. The message names the file and the line."""


@dataclass(frozen=True, slots=True)
class GoldNumber:
    """A right number. ``tolerance`` is in the same unit: half of the last printed digit if the set gives none."""

    number: Decimal
    unit: str
    tolerance: Decimal
    label: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answer; every form that is present must hold. ``number`` is the first result, ``numbers`` may be
    anywhere."""

    number: GoldNumber | None = None
    numbers: tuple[GoldNumber, ...] = ()
    items: tuple[str, ...] = ()
    ordered: bool = False
    contains: tuple[tuple[str, ...], ...] = ()
    refuse: bool = False
    clarify: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of the gold: ``quote`` is the cell or a few words, ``where`` is part of the title or heading."""

    document: str
    where: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold. ``turns`` are asked before it in the same session and are not scored."""

    id: str
    type: str
    question: str
    documents: tuple[str, ...]
    gold: Gold
    evidence: tuple[Evidence, ...] = ()
    turns: tuple[str, ...] = ()


def load_cases(path: Path) -> tuple[Case, ...]:
    """Every case of the set, in order. Raises :class:`BadCase`, which names the line of the first fault."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCase(
            f"{path}: cannot be read as UTF-8 text ({error}). Give the path of a .jsonl question set."
        ) from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = _case(json.loads(line))
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise BadCase(f"{path}, line {number}: {_reason(error)}") from error
        if case.id in cases:
            raise BadCase(f"{path}, line {number}: the id {case.id!r} stands twice; ids must be unique")
        cases[case.id] = case
    if not cases:
        raise BadCase(f"{path}: holds no questions")
    return tuple(cases.values())


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the field {error.args[0]!r} is missing"
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON ({error})"
    if isinstance(error, InvalidOperation):
        return 'a number is not a decimal string such as "1234.50"'
    return str(error)


def _case(raw: Any) -> Case:
    if not isinstance(raw, dict):
        raise TypeError("a line must hold one JSON object")
    if raw["type"] not in TYPES:
        raise ValueError(f"type {raw['type']!r} is none of {', '.join(TYPES)}")
    evidence = tuple(Evidence(each["doc"], each["where"], each["quote"]) for each in raw.get("evidence", []))
    return Case(
        _text(raw, "id"),
        raw["type"],
        _text(raw, "question"),
        _texts(raw["docs"], "docs"),
        _gold(raw["answer"]),
        evidence,
        _texts(raw.get("turns", []), "turns"),
    )


def _text(raw: Mapping[str, Any], field: str) -> str:
    value = raw[field]
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{field!r} must be a text that is not empty")
    return value


def _texts(value: Any, field: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise TypeError(f"{field!r} must be a list of texts")
    return tuple(value)


FORMS = ("number", "numbers", "items", "contains", "refuse", "clarify")
BESIDE = ("unit", "tol", "ordered")


def _gold(raw: Any) -> Gold:
    if not isinstance(raw, dict) or not any(form in raw for form in FORMS):
        raise TypeError(f"'answer' must be an object with one of {', '.join(FORMS)}")
    _refuse_unknown(raw, (*FORMS, *BESIDE))
    if "refuse" in raw and (raw["refuse"] is not True or len(raw) > 1):
        raise ValueError("'refuse' must be true and stand alone")
    return Gold(
        number=_number(raw) if "number" in raw else None,
        numbers=tuple(_number(each) for each in _filled(raw, "numbers")),
        items=_texts(_filled(raw, "items"), "items"),
        ordered=raw.get("ordered", False) is True,
        contains=tuple(_texts(each, "contains") for each in _filled(raw, "contains")),
        refuse="refuse" in raw,
        clarify=_texts(_filled(raw, "clarify"), "clarify"),
    )


def _refuse_unknown(raw: Mapping[str, Any], known: Iterable[str]) -> None:
    """Raises BadCase for an unknown key, which may be a misspelt form that would go unscored."""
    if unknown := sorted(set(raw) - set(known)):
        raise ValueError(f"unknown in an answer: {', '.join(unknown)}")


def _filled(raw: Mapping[str, Any], form: str) -> list[Any]:
    """The list of a form. Raises BadCase for an empty one, which would make any answer right."""
    value = raw.get(form)
    if form in raw and (not isinstance(value, list) or not value or not all(value)):
        raise ValueError(f"{form!r} must be a list that is not empty")
    return value or []


def _number(raw: Any) -> GoldNumber:
    if not isinstance(raw["number"], str):
        raise TypeError('a number must be a decimal string such as "1234.50", not a JSON number')
    number = Decimal(raw["number"])
    if not number.is_finite():
        raise ValueError("a number must be finite")
    last_digit = Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))
    tolerance = Decimal(raw["tol"]) if "tol" in raw else last_digit / 2
    return GoldNumber(number, raw.get("unit", ""), tolerance, raw.get("label", ""))
