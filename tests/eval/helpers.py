"""Answers and cases built by hand for the scorer's tests."""

from __future__ import annotations

from typing import Any

from eval.cases import Case, _case
from qa.answer import Answer, Basis, Citation, Clarification, Result, Status


def case(answer: dict[str, Any], type: str = "lookup", **more: Any) -> Case:
    """A case of the format, with the gold that is given."""
    return _case({"id": "one", "type": type, "question": "多少？", "docs": ["lanxian"], "answer": answer, **more})


def answered(*results: tuple[str, str], text: str = "", items: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """An answer with results ``(value, unit)``, each citing a cell that holds it."""
    cited = tuple(citation(index + 1, value) for index, (value, _) in enumerate(results))
    rows = tuple(Result("数", value, unit, Basis.CELL, (index + 1,)) for index, (value, unit) in enumerate(results))
    return Answer(
        "a", "多少？", "zh", Status.ANSWERED, text, results=rows, items=items, citations=cited, **more
    ).to_dict()


def citation(id: int, quote: str, file: str = "lanxian.txt") -> Citation:
    return Citation(
        id, "岚县2024年度部门决算", "d", file, None, 7, [], "第二部分", "支出决算表", [], quote, "万元", None
    )


def refused(*results: tuple[str, str]) -> dict[str, Any]:
    """A refusal, with the results that it must not state."""
    rows = tuple(Result("数", value, unit, Basis.CELL, ()) for value, unit in results)
    return Answer("a", "多少？", "zh", Status.REFUSED, "文件中没有。", results=rows).to_dict()


def asked_back(*labels: str) -> dict[str, Any]:
    offers = tuple(Clarification(label, f"{label}2024年支出是多少？") for label in labels)
    return Answer("a", "多少？", "zh", Status.NEEDS_CLARIFICATION, "请选择。", clarify=offers).to_dict()
