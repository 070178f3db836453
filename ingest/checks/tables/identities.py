"""Identities among named quantities of one table or paragraph: 三公, 用车, 采购; 基本支出 against its detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import judge_sum
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.checks.basis.quantity import Quantity
from ingest.model.document import Finding, Table
from ingest.model.figures import Fact, Fund, Stage
from ingest.model.vocabulary import load

_IDENTITIES = tuple((row["rule"], row["whole"], tuple(row["parts"])) for row in load("checks.toml")["identity"])
V = TypeVar("V")
Scope = tuple[str, Stage, int | None]


def check_identities(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``three-public-sum``, ``vehicle-sum``, ``procurement-sum``: per table and paragraph, one stage at a time."""
    for figures in (*_in_tables(checked, quantities).values(), *_in_text(checked, quantities).values()):
        for rule, whole, parts in _IDENTITIES:
            found = [figures[part] for part in parts if part in figures]
            if whole in figures and len(found) >= min(2, len(parts)) and _complete(whole, found, parts):
                yield judge_sum(rule, figures[whole], found)


def _complete(whole: str, found: Sequence[Figure], parts: tuple[str, ...]) -> bool:
    """Whether the sum can be judged: always in a table, in running text only if it names every part."""
    return bool(found[0].table) or len(found) == len(parts)


def _in_tables(checked: CheckedDocument, quantities: Quantities) -> Mapping[Scope, dict[str, Figure]]:
    found: dict[Scope, dict[str, Figure]] = defaultdict(dict)
    for quantity, facts in quantities.facts.items():
        for fact in facts:
            figure = checked.figure_of(fact, f"“{fact.item.name}”{_stage(fact)}")
            if figure is not None:
                found[fact.table_id, fact.stage, fact.year].setdefault(quantity.what, figure)
    return found


def _stage(fact: Fact) -> str:
    return f"（{fact.stage.value}）" if fact.stage is not Stage.UNKNOWN else ""


def _in_text(checked: CheckedDocument, quantities: Quantities) -> Mapping[Scope, dict[str, Figure]]:
    found: dict[Scope, dict[str, Figure]] = defaultdict(dict)
    for quantity, statements in quantities.statements.items():
        for statement in statements:
            figure = checked.figure_in(statement)
            if figure is not None:
                found[_scope(statement.group, quantity)].setdefault(quantity.what, figure)
    return found


def _scope(group: str, quantity: Quantity) -> Scope:
    return (group.split(".")[0], quantity.stage, quantity.year)


# ------------------------------------------------------------------------------------------------- basic expenditure


def check_basic(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``staff-sum`` (人员经费 = 301 + 303), ``public-sum`` (公用经费 = 302 + 307 + 309 … 399) and ``basic-sum``
    (基本支出 of the expenditure tables and of the text = 人员经费 + 公用经费 of its detail)."""
    for table in checked.tables:
        if table.kind == "general_budget_basic":
            yield from _detail(checked, table)
            yield from _whole(checked, quantities, table)


def _detail(checked: CheckedDocument, table: Table) -> Iterator[Finding]:
    facts = checked.facts_of.get(table.id, ())
    for rule, word, staff in (("staff-sum", "人员经费", True), ("public-sum", "公用经费", False)):
        totals = (checked.figure_of(fact, f"“{fact.item.name}”") for fact in facts if _is_total(fact, word))
        whole = next((figure for figure in totals if figure), None)
        parts = [
            figure
            for fact in facts
            if len(fact.item.code) == 3 and (fact.item.code in ("301", "303")) == staff
            if (figure := checked.figure_of(fact, f"{fact.item.code}{fact.item.name}"))
        ]
        if whole is not None and parts:
            yield judge_sum(rule, whole, parts)


def _is_total(fact: Fact, word: str) -> bool:
    return normalize(fact.item.name) in (f"{word}合计", word) and not fact.item.code and fact.value is not None


def _whole(checked: CheckedDocument, quantities: Quantities, table: Table) -> Iterator[Finding]:
    parts = [
        figure
        for word in ("人员经费", "公用经费")
        for fact in checked.facts_of.get(table.id, ())
        if _is_total(fact, word) and (figure := checked.figure_of(fact, word))
    ]
    if len(parts) != 2:
        return
    fund = next((fact.fund for fact in checked.facts_of[table.id]), Fund.UNKNOWN)
    wholes = [
        *(checked.figure_of(fact, "基本支出") for fact in _told(quantities.facts, fund) if fact.table_id != table.id),
        *(checked.figure_in(statement, "基本支出") for statement in _told(quantities.statements, fund)),
    ]
    for whole in wholes:
        if whole is not None:
            yield judge_sum("basic-sum", whole, parts)


def _told(found: Mapping[Quantity, Sequence[V]], fund: Fund) -> list[V]:
    """The figures of 基本支出 of ``fund``, at the detail's stage of accounts or budget."""
    wanted = (Stage.FINAL, Stage.BUDGET)
    return [
        each
        for quantity, told in found.items()
        if quantity.what == "合计" and quantity.measure == "基本支出" and quantity.fund is fund
        if quantity.stage in wanted
        for each in told
    ]
