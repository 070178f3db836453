"""New questions in everyday wording: colloquial, in another unit, in English, or as a follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from eval.make.figures import gold, quote, some
from eval.make.pool import Cell, View
from eval.samples.questions.question import Sample

TO_YUAN = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)}
KINDS_IN_ENGLISH = {"预算": "budget", "决算": "final accounts"}


def _did(view: View) -> str:
    return "安排" if view.info.kind == "预算" else "花"


def colloquial(view: View, rng: Random) -> Iterator[Sample]:
    """One item's expenditure, in colloquial wording."""
    for cell in some(view.plain_amounts, rng):
        row, year = cell.row, view.info.year
        question = rng.choice(
            (
                f"{view.name}{row}这块{year}年一共{_did(view)}了多少？",
                f"麻烦查一下{view.name}{year}年的{row}",
                f"{year}年{view.name}在{row}上{_did(view)}了多少",
                f"{view.name}，{row}，{year}年{view.info.kind}",
                f"请问{year}年度{view.name}{row}的{view.info.kind}数为多少？",
                f"想知道{view.name}{year}年{row}{_did(view)}了多少钱",
            )
        )
        yield Sample("lookup", question, gold(cell), [quote(view, cell)])


def in_a_unit(view: View, rng: Random) -> Iterator[Sample]:
    """One item's expenditure in a unit that its table does not use."""
    for cell in some(view.plain_amounts, rng):
        unit = rng.choice([each for each in TO_YUAN if each != cell.fact.unit])
        amount = _in(cell, unit)
        question = rng.choice(
            (
                f"{view.name}{view.info.year}年{cell.row}{view.info.kind}是多少{unit}？",
                f"{view.name}{view.info.year}年{cell.row}{_did(view)}了多少{unit}？",
            )
        )
        yield Sample("lookup", question, {"number": f"{amount:f}", "unit": unit}, [quote(view, cell)])


def _in(cell: Cell, unit: str) -> Decimal:
    return cell.amount * TO_YUAN[cell.fact.unit] / TO_YUAN[unit]


def english(view: View, rng: Random) -> Iterator[Sample]:
    """One item's expenditure, asked in English around the printed names."""
    if view.info.kind not in KINDS_IN_ENGLISH:
        return
    kind = KINDS_IN_ENGLISH[view.info.kind]
    for cell in some(view.plain_amounts, rng):
        question = rng.choice(
            (
                f"What was the {view.info.year} {kind} figure for {cell.row} at {view.name}?",
                f"How much did {view.name} {'budget for' if kind == 'budget' else 'spend on'} {cell.row}"
                f" in {view.info.year}?",
            )
        )
        yield Sample("lookup", question, gold(cell), [quote(view, cell)])


def goes_on(view: View, rng: Random) -> Iterator[Sample]:
    """A conversation: one item, then another by its name alone."""
    cells = some(view.plain_amounts, rng)
    for one, two in zip(cells[::2], cells[1::2], strict=False):
        if one.row in two.row or two.row in one.row:
            continue
        first = f"{view.label}{view.spending_on(one.row)}是多少？"
        question = rng.choice((f"那{two.row}呢？", f"{two.row}呢", f"换成{two.row}是多少"))
        yield Sample("followup", question, gold(two), [quote(view, two)], turns=[first])


def three_public(view: View, rng: Random) -> Iterator[Sample]:
    """A part of the three public expenses, budget or final."""
    cells = [fact for fact in view.facts if view.tables[fact.table_id].kind == "three_public" and not fact.subject]
    known = {(fact.item.name, fact.stage) for fact in cells}
    for name, stage in sorted(known, key=str):
        facts = [fact for fact in cells if (fact.item.name, fact.stage) == (name, stage)]
        if len({fact.value for fact in facts}) > 1 or not name.endswith("费"):
            continue
        fact = facts[0]
        if fact.blank or fact.value is None or fact.year != view.info.year:
            continue
        told = "决算数" if stage == "决算" else "预算数"
        question = f"{view.name}{view.info.year}年{name.replace('（', '(').replace('）', ')')}{told}是多少？"
        cell = Cell(fact, view.tables[fact.table_id].title, name, told)
        yield Sample("lookup", question, gold(cell), [quote(view, cell)])
