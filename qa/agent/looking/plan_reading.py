"""Reads the plan that a model wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from qa.agent.looking.desk import Desk, ToolRefusal
from qa.plans.language import Plan
from qa.plans.notation import parse_plan, plan_of
from qa.plans.slots import BadPlan


def read_plan(text: Any, desk: Desk) -> Plan:
    """The plan that a model wrote as lines, as a list of them, or as JSON; ``D1`` stands for that document. Raises
    ToolRefusal, which says what is wrong with it."""
    language, both = desk.language, desk.both
    if isinstance(text, list):
        text = "\n".join(map(str, text))
    try:
        if isinstance(text, Mapping):
            return plan_of({"language": language, **text})
        lines = _unfenced(str(text))
        if lines.lstrip().startswith("{"):
            return plan_of({"language": language, **json.loads(lines)})
        if unknown := desk.documents.unknown_in(lines):
            raise desk.no_document(unknown[0])
        if ids := [each for each in re.findall(r"(?<![\w\"])[FSPCLVK]\d+\b", lines) if each in desk.notes]:
            told = f"{ids[0]} 是编号，计划里不能用：写 figure(…)，或用 calculate"
            raise ToolRefusal(both(told, f"{ids[0]} is an id, which plans do not take: write figure(…), or calculate"))
        return parse_plan(desk.documents.as_plan(lines) + lines, language)
    except BadPlan as wrong:
        told = str(wrong).partition("; `budgetqa")[0]  # a model runs no command
        raise ToolRefusal(both(f"计划不对：{told}", f"The plan is wrong: {told}")) from None
    except (ValueError, RecursionError) as wrong:
        raise ToolRefusal(both(f"计划不是 JSON：{wrong}", f"The plan is no JSON: {wrong}")) from None


def _unfenced(text: str) -> str:
    body = re.sub(r"^\s*```\w*\s*\n?|\n?\s*```\s*$", "", text.strip())
    return "\n".join(each.strip() for each in body.replace("；\n", "\n").splitlines() if each.strip())
