"""What scripted models do with the tools: run a plan, and answer with what it shows."""

from __future__ import annotations

import re
from typing import Any

from tests.fixtures.servers.scripted_model import Turn, shown_text

LANXIAN = 'd = docs("岚县人力资源和社会保障局", 2024, "决算")\n'
HECHUAN = 'd = docs("禾川县水务局", 2024, "决算")\n'
FARMING = LANXIAN + 'figure(d, "农林水支出")'
WHY = LANXIAN + 'x = figure(d, "农林水支出")\nask(change(x))\nask(growth(x))\nreason(change(x))'


def run(plan: str) -> Turn:
    return Turn(calls=(("run_plan", {"plan": plan}),))


def answer(text: str, *results: str, items: tuple[str, ...] = ()) -> Turn:
    return Turn(calls=(("answer", {"text": text, "results": list(results), "items": list(items)}),))


def looked(body: dict[str, Any]) -> bool:
    """Whether the last message is what a tool showed."""
    return str(body["messages"][-1]["role"]) == "tool"


def told(body: dict[str, Any]) -> str:
    """The sentences of the last plan, with ids; the ids in front of them left out."""
    last = next(str(each["content"]) for each in reversed(body["messages"]) if each["role"] == "tool")
    return "\n".join(line.partition(" | ")[2] or line for line in last.splitlines())


def row_id(body: dict[str, Any], words: str, letter: str = "[FSPCV]") -> str:
    """The id that stands before the first text that matches ``words``."""
    found = re.search(rf"\b({letter}\d+)\b[^\n]*?{words}", shown_text(body))
    assert found, f"no row of {words} in:\n{shown_text(body)}"
    return found.group(1)


def planned(plan: str) -> Any:
    """A script that runs a plan once and answers with the sentences that it comes to."""

    def script(body: dict[str, Any]) -> Turn:
        return answer(told(body)) if looked(body) else run(plan)

    return script
