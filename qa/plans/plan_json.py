"""Plans as JSON: reading with a clear fault, and the schema."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from qa.plans.language import Plan
from qa.plans.slots import BadPlan


def read_plan(text: str | bytes) -> Plan:
    """The plan of a JSON text. Raises BadPlan, which names the first fault and its place."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise BadPlan(f"计划不是合法的JSON (the plan is not JSON: {error})") from error
    return plan_of_object(raw)


def plan_of_object(raw: Any) -> Plan:
    """The plan of an object as JSON gives it. Raises BadPlan, which names the first fault and its place."""
    try:
        return Plan.model_validate(raw)
    except ValidationError as error:
        raise BadPlan(told(error)) from error


def told(error: ValidationError) -> str:
    """The first fault of a plan, and its place."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "the plan"
    return f"计划有误 (bad plan): {place}: {first['msg']}; `budgetqa plan --schema` prints the language"


def plan_schema() -> dict[str, Any]:
    """The JSON schema of a plan."""
    return Plan.model_json_schema()
