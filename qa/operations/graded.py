"""Things with one printed grade: named, and counted."""

from __future__ import annotations

import re

from ingest.model.normalize import normalize
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.index import DocumentIndex
from qa.operations.lookup import state
from qa.plans.words import clean

COUNT_UNITS = frozenset(
    {"个", "项", "家", "人", "名", "辆", "台", "件", "条", "次", "批次", "人次", "所", "户", "场", "处", "份"}
)
_GRADE = re.compile(
    "(?:等级|评级|评为|结果|评价)(?:为|是|被评为)?[\\s,]*(优秀?|良好?|中|差|合格|不合格|较差)(?![\u4e00-\u9fff]*等)"
)


def grade_asked(asking: Asking) -> bool:
    """Whether the question is about things of one grade."""
    return _GRADE.search(asking.plan.question) is not None


def of_grade(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The things in a table whose printed grade is the one asked for (评价等级为“中”的项目)."""
    found = _GRADE.search(asking.plan.question)
    if found is None:
        return None
    grade = found.group(1)
    kept = [
        each
        for each in index.facts()
        if clean(each.fact.text) == grade
        and any("等级" in header or "评价" in header for header in each.fact.column_path)
    ]
    if not kept:
        return None
    draft = Draft()
    for figure in kept:
        draft.cite(figure)
        draft.items.append(figure.fact.subject or figure.fact.item.name)
    names = "、".join(f"{name}[{draft.cite(figure)}]" for name, figure in zip(draft.items, kept, strict=True))
    draft.say(asking.words(f"{found.group(1)}的有：{names}。", f"Graded {grade}: {names}."))
    return draft


def count_of_grade(asking: Asking, index: DocumentIndex) -> Draft | None:
    """How many have the grade, as a sentence states it (“优”的项目7个)."""
    found = _GRADE.search(asking.plan.question)
    if found is None:
        return None
    for figure in index.statements():
        told = normalize(figure.statement.text + figure.statement.item.name)
        if f'"{found.group(1)}"' in told and figure.unit in COUNT_UNITS and figure.value is not None:
            draft = Draft()
            state(asking, draft, figure)
            return draft
    return None
