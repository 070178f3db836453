"""Rows as a model sees them, one line each. No document text can pass for a row or an id of ours."""

from __future__ import annotations

import re

from ingest.model.figures import Role
from qa.drafting.asking import name_of
from qa.drafting.known_units import is_money_without_unit
from qa.evidence.index import Figure
from qa.plans.words import pairs
from qa.search.passages import Passage, sentences

_SHOWN = 420
"""Characters of a passage that are shown."""


def fact_row(figure: Figure) -> str:
    """A cell: what it is, and its value with its unit, or its words, or blank."""
    fact = figure.fact
    scope = " ".join(
        str(part) for part in (fact.year or "", fact.stage.value, fact.side.value, fact.fund.value) if part
    )
    table = figure.table.title if figure.table else ""
    unit = "（单位没有读到，不能作为金额）" if is_money_without_unit(figure) else fact.unit
    value = f"{fact.text} {unit}" if fact.value is not None else f"“{fact.text}”（不是数字）" if fact.text else "空白"
    parts = (scope, table, fact.subject, name_of(figure), " ".join(fact.column_path), value)
    return " | ".join(plain(part) for part in parts if part)


def statement_row(figure: Figure) -> str:
    """A figure or reason from a sentence, with the sentence."""
    statement = figure.statement
    role = _ROLES.get(statement.role, statement.role.value)
    value = "" if statement.value is None else f"{statement.direction.value}{statement.value}{statement.unit}"
    scope = " ".join(str(part) for part in (statement.year or "", statement.stage.value, statement.side.value) if part)
    sentence = statement.sentence if len(statement.sentence) <= _SHOWN else statement.text
    parts = (scope, statement.item.name or statement.subject, role, value, f"“{sentence.strip()}”")
    return " | ".join(plain(part) for part in parts if part)


_ROLES = {
    Role.AMOUNT: "金额",
    Role.INITIAL_BUDGET: "年初预算",
    Role.BUDGET: "预算",
    Role.FINAL: "决算",
    Role.COMPLETION_RATE: "完成率",
    Role.CHANGE: "增减额",
    Role.CHANGE_RATE: "增减率",
    Role.SHARE: "占比",
    Role.RATE: "比率",
    Role.SCORE: "得分",
    Role.FULL_SCORE: "满分",
    Role.TARGET: "目标",
    Role.NONE_STATED: "说明没有",
    Role.REASON: "原因",
}


def window(passage: Passage, wanted: str) -> tuple[int, int]:
    """The part of a long paragraph that is about ``wanted``."""
    text = passage.paragraph.text
    if len(text) <= _SHOWN:
        return 0, len(text)
    words = pairs(wanted)
    spans = sentences(passage.paragraph)
    at = max(range(len(spans)), key=lambda each: len(words & pairs(text[spans[each][0] : spans[each][1]])))
    start, end = spans[at]
    for _, later in spans[at + 1 :]:
        if later - start > _SHOWN:
            break
        end = later
    return start, end


def plain(text: object) -> str:
    """Document text on one line, which cannot be mistaken for a row or an id of ours."""
    return re.sub(r"\s+", " ", str(text)).replace("[", "［").replace("]", "］").replace(" | ", " ｜ ")
