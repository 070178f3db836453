"""One step of a run in words, for a person who waits. Of a model's own words only those are told that the question or
the documents have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_LONGEST = 40
"""Most characters told of what a model looks for."""
_STEPS = {
    "list_documents": ("查文件{}", "looks for documents{}", "name"),
    "list_tables": ("看文件有哪些表", "looks which tables there are", ""),
    "list_rows": ("看表{}", "reads a table{}", "table"),
    "find": ("查数{}", "looks for figures{}", "words"),
    "search_passages": ("找原文{}", "looks for passages{}", "words"),
    "run_plan": ("执行查询计划", "runs a plan", ""),
    "calculate": ("计算", "calculates", ""),
    "answer": ("核对回答", "has its answer held against the documents", ""),
}


def step_in_words(tool: str, arguments: Mapping[str, Any], known: str, both: Callable[[str, str], str]) -> str:
    """What a tool was called for: 看表“支出决算表”. ``known``: the question, and what the tool showed."""
    chinese, english, named = _STEPS.get(tool, ("查找", "looks", ""))
    asked = str(arguments.get(named) or "").split() if named else []
    told = " ".join(each for each in asked if each in known)[:_LONGEST]
    return both(chinese.format(f"“{told}”" if told else ""), english.format(f" “{told}”" if told else ""))
