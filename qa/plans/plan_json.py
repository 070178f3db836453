"""Plans as JSON: reading with a clear fault, and the schema."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from qa.plans.language import Plan
from qa.plans.slots import BadPlan

DEEPEST = 100
"""How deep the lists and objects of a plan may stand in each other."""


def read_plan(text: str | bytes) -> Plan:
    """The plan of a JSON text. Raises BadPlan, which names the first fault and its place."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPlan(f"计划不是合法的JSON (the plan is not JSON: {error})") from error
    return plan_of_object(raw)


def plan_of_object(raw: Any) -> Plan:
    """The plan of an object as JSON gives it. Raises BadPlan, which names the first fault and its place."""
    if _is_deeper(raw, DEEPEST):
        raise BadPlan(f"计划嵌套太深 (the plan is nested more than {DEEPEST} deep)")
    try:
        return Plan.model_validate(raw)
    except ValidationError as error:
        raise BadPlan(told(error)) from error


def _is_deeper(raw: Any, limit: int) -> bool:
    """Whether lists and objects stand in each other more than ``limit`` deep; told without recursion."""
    level = [raw]
    for _ in range(limit):
        level = [inner for each in level for inner in _within(each)]
        if not level:
            return False
    return True


def _within(raw: Any) -> list[Any]:
    return list(raw.values()) if isinstance(raw, dict) else list(raw) if isinstance(raw, list | tuple) else []


def told(error: ValidationError) -> str:
    """The first fault of a plan, and its place."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "the plan"
    return f"计划有误 (bad plan): {place}: {first['msg']}; `budgetqa plan --schema` prints the language"


def plan_schema() -> dict[str, Any]:
    """The JSON schema of a plan."""
    return Plan.model_json_schema()
