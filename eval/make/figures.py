"""New questions whose gold is read or computed from cells: look-ups, sums, shares, ranks, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any

from eval.make.pool import WHOLE, Cell, Pool, View
from eval.samples.corpus.blocks import percent
from eval.samples.questions.question import Sample, numbers

Kind = Callable[[View, Random], Iterator[Sample]]
RATE_TOLERANCE = "0.01"
FEWEST_SIBLINGS = 3


def gold(cell: Cell, value: Decimal | None = None) -> dict[str, Any]:
    """The cell's number, or ``value`` in its unit; 元 may be answered in 万元 with two decimals."""
    number = cell.fact.value if value is None else value
    return {"number": f"{number:f}", "unit": cell.fact.unit, **({"tol": "50"} if cell.fact.unit == "元" else {})}


def quote(view: View, cell: Cell) -> tuple[str, str, str]:
    """The cell as a question's evidence: document, table, printed text."""
    return (view.stem, cell.title, cell.fact.text)


def some(cells: tuple[Cell, ...] | list[Cell], rng: Random, count: int = 40) -> list[Cell]:
    """A few of the cells, in random order."""
    return rng.sample(list(cells), min(count, len(cells)))


def lookup(view: View, rng: Random) -> Iterator[Sample]:
    """One cell, named by table, row and column."""
    for cell in some(view.amounts, rng):
        question = rng.choice(
            (
                f"{view.label}的《{view.plain_title(cell)}》里，“{cell.row}”的{cell.column}是多少？",
                f"{view.label}{view.plain_title(cell)}中{cell.row}一行{cell.column}填的是多少",
            )
        )
        yield Sample("lookup", question, gold(cell), [quote(view, cell)])


def plain_lookup(view: View, rng: Random) -> Iterator[Sample]:
    """One item's expenditure, if its name alone identifies it."""
    for cell in some(view.plain_amounts, rng):
        question = rng.choice(
            (
                f"{view.label}{view.spending_on(cell.row)}是多少？",
                f"{view.name} {cell.row} {view.info.year} {view.info.kind}",
                f"{view.name}{view.info.year}年{cell.row}{'安排' if view.info.kind == '预算' else '花'}了多少钱？",
            )
        )
        yield Sample("lookup", question, gold(cell), [quote(view, cell)])


def arithmetic(view: View, rng: Random) -> Iterator[Sample]:
    """The sum or the difference of two items of one column, neither within the other."""
    for cell, other in two_items(view, rng):
        one, two = cell.amount, other.amount
        where = f"{view.label}《{view.plain_title(cell)}》里“{cell.row}”和“{other.row}”的{cell.column}"
        question, value = rng.choice(((f"{where}加起来是多少？", one + two), (f"{where}相差多少？", abs(one - two))))
        yield Sample("arithmetic", question, gold(cell, value), [quote(view, cell), quote(view, other)])


def two_items(view: View, rng: Random) -> Iterator[tuple[Cell, Cell]]:
    """Two items of one column, neither within the other."""
    for cell in some(view.amounts, rng):
        apart = [each for each in view.beside(cell) if _apart(cell, each)]
        if apart:
            yield cell, rng.choice(apart)


def _apart(one: Cell, two: Cell) -> bool:
    first, second = one.fact.item.code, two.fact.item.code
    whole = {one.row, two.row} & set(WHOLE)
    return bool(first and second) and not whole and not first.startswith(second) and not second.startswith(first)


def share(view: View, rng: Random) -> Iterator[Sample]:
    """An item in percent of the 合计 of its column."""
    for cell in some(view.amounts, rng):
        whole = next((each for each in view.beside(cell) if each.row in WHOLE and each.fact.value), None)
        if whole is None or not cell.fact.item.code or not cell.fact.value or not whole.fact.value:
            continue
        value = percent(cell.fact.value, whole.fact.value)
        question = (
            f"{view.label}《{view.plain_title(cell)}》里，“{cell.row}”的{cell.column}占全表{whole.row}的百分之多少？"
        )
        answer = {"number": str(value), "unit": "%", "tol": RATE_TOLERANCE}
        yield Sample("share", question, answer, [quote(view, cell), quote(view, whole)])


def rank(view: View, rng: Random) -> Iterator[Sample]:
    """The largest child of a parent item."""
    for cell in some(view.amounts, rng):
        children = [each for each in view.beside(cell) if child(each, cell)]
        ordered = sorted(children, key=lambda each: -each.amount)
        if len(ordered) < FEWEST_SIBLINGS or ordered[0].fact.value == ordered[1].fact.value:
            continue
        best = ordered[0]
        level = {3: "类", 5: "款", 7: "项"}[len(best.fact.item.code)]
        question = (
            f"{view.label}《{view.plain_title(cell)}》中，{cell.row}下面哪个{level}级科目的{cell.column}最大，是多少？"
        )
        answer = {"items": [best.fact.item.name], **gold(best)}
        yield Sample("rank", question, answer, [quote(view, best)])


def child(cell: Cell, parent: Cell) -> bool:
    """Whether a cell's item is exactly one level below another's."""
    code, above = cell.fact.item.code, parent.fact.item.code
    return len(above) in (3, 5) and len(code) == len(above) + 2 and code.startswith(above)


def compare(pool: Pool, rng: Random) -> Iterator[Sample]:
    """One item in two documents of the same year and kind."""
    pairs = [
        (one, two)
        for one, two in combinations(pool.views, 2)
        if (one.info.year, one.info.kind) == (two.info.year, two.info.kind)
        and one.info.institution != two.info.institution
    ]
    for one, two in pairs:
        theirs = {(each.row, each.fact.unit): each for each in two.plain_amounts}
        for cell in some(one.plain_amounts, rng):
            other = theirs.get((cell.row, cell.fact.unit))
            if other is None or not cell.fact.value or not other.fact.value:
                continue
            values = (cell.fact.value, other.fact.value)
            question = f"{one.name}和{two.name}{one.info.year}年{cell.row}{one.info.kind}各是多少，相差多少？"
            answer = numbers(
                (one.name, values[0], cell.fact.unit),
                (two.name, values[1], cell.fact.unit),
                ("差额", abs(values[0] - values[1]), cell.fact.unit),
            )
            for each in answer["numbers"]:
                each |= {"tol": "50"} if cell.fact.unit == "元" else {}
            yield Sample("compare", question, answer, [quote(one, cell), quote(two, other)])
