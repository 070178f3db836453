"""One quantity in the text, against the tables and against other mentions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.checks.basis.checked import CheckedDocument, paragraph_of
from ingest.checks.basis.figure import Figure, tolerance
from ingest.checks.basis.judging import ERROR, FAIL, WARNING, finding, judge_same
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.checks.basis.quantity import Quantity, named
from ingest.checks.tables.same_tables import agree
from ingest.model.document import Finding
from ingest.model.figures import Fund, Role, Side, Stage, Statement

_NARROW = (Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL)
_EITHER = {"合计": ("合计", "总计"), "总计": ("总计", "合计")}


def check_text_tables(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``text-table``: silent if no table states the quantity in the scope of the sentence."""
    for quantity, statements in quantities.statements.items():
        if quantity.year != checked.year:
            continue
        candidates = _candidates(checked, quantities, quantity)
        for statement in statements:
            figure = checked.figure_in(statement)
            if candidates and figure and _tells(statement):
                yield judge_same("text-table", figure, _nearest(figure, candidates))


def _tells(statement: Statement) -> bool:
    """Whether the figure belongs to the item itself and not to something else that the clause names."""
    if statement.role is not Role.AMOUNT:
        return True
    subject, name = _bare(statement.subject), normalize(statement.item.name)
    return len(subject) < 2 or name in subject or subject in name or named(subject) == named(name) != ""


def _bare(text: str) -> str:
    return re.sub(r"^[^\w(]+|[^\w)]+$", "", normalize(text))


def _candidates(checked: CheckedDocument, quantities: Quantities, quantity: Quantity) -> list[Figure]:
    """The tables' figures for the quantity: of its own fund first, then of a fund that is the same money here."""
    open_scope = quantity.stage is Stage.UNKNOWN or (quantity.fund is Fund.UNKNOWN and quantity.what.isdecimal())
    if open_scope:
        told = [fact for alike in quantities.alike(quantity) for fact in quantities.facts.get(alike, ())]
        return [figure for fact in told if (figure := checked.figure_of(fact))]
    for what in _EITHER.get(quantity.what, (quantity.what,)):
        for side in _sides(quantity):
            for alike in quantities.alike(_as(quantity, what, side)):
                facts = quantities.facts.get(alike, ())
                figures = [found for fact in facts if (found := checked.figure_of(fact))]
                if figures:
                    return figures + _others(checked, quantities, quantity)
    return [checked.blank(fact) for fact in quantities.blanks.get(quantity, ())]


def _others(checked: CheckedDocument, quantities: Quantities, quantity: Quantity) -> list[Figure]:
    """Other meanings of a total in the sentence: 总计 and 合计 are interchangeable."""
    found: list[Figure] = []
    for what in _EITHER.get(quantity.what, ())[1:]:
        for side in _sides(quantity):
            facts = quantities.facts.get(_as(quantity, what, side), ())
            found += [figure for fact in facts if (figure := checked.figure_of(fact))]
    return found


def _sides(quantity: Quantity) -> tuple[Side, ...]:
    if quantity.side is Side.UNKNOWN:
        return (Side.EXPENDITURE, Side.REVENUE)
    return (quantity.side,)


def _as(quantity: Quantity, what: str, side: Side) -> Quantity:
    return Quantity(
        what, quantity.fund, side, quantity.stage, quantity.year, quantity.measure, quantity.institution, quantity.scope
    )


def _nearest(figure: Figure, candidates: Sequence[Figure]) -> Figure:
    """The figure that agrees, exactly if possible; else the first."""
    exact = next((other for other in candidates if other.value == figure.value), None)
    return exact or next((other for other in candidates if agree(figure, other)), candidates[0])


def check_fund_bounds(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``fund-exceeds``: one fund's part of 项目支出, 基本支出 or all expenditure cannot exceed that of all funds."""
    for statement in checked.statements:
        quantity = quantities.of_statement(statement, evaluated=True)
        if quantity is None or quantity.fund not in _NARROW or quantity.what != "合计" or quantity.year != checked.year:
            continue
        whole = quantities.figure(replace(quantity, fund=Fund.ALL))
        figure = checked.figure_in(statement)
        if (
            whole is None
            or figure is None
            or not whole.table
            or figure.value <= whole.value + tolerance([figure, whole])
        ):
            continue
        message = (
            f"{figure.place}{figure.name}为{figure.printed}，大于{whole.place}全部资金的{whole.name}{whole.printed}"
        )
        severity = WARNING if quantities.in_evaluation(statement) else ERROR
        yield finding("fund-exceeds", FAIL, message, [figure, whole], severity)


def check_text_text(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``text-text``: an item stated twice with the same scope and stage."""
    for quantity, statements in quantities.statements.items():
        told = [(each, figure) for each in statements if _tells(each) and (figure := checked.figure_in(each))]
        for (one, first), (other, second) in pairwise(told):
            if _comparable(checked, quantity, one, other):
                yield judge_same("text-text", first, second, f"“{one.item.name}”")


def _comparable(checked: CheckedDocument, quantity: Quantity, one: Statement, other: Statement) -> bool:
    if quantity.year != checked.year or quantity.stage is Stage.UNKNOWN:
        return False
    if quantity.fund is Fund.UNKNOWN and quantity.what.isdecimal():
        return paragraph_of(one) == paragraph_of(other)
    return paragraph_of(one) == paragraph_of(other) or normalize(one.item.name) == normalize(other.item.name)
