"""New questions over the parts of a line item: the largest three, those above a limit, their number, a mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from eval.make.figures import RATE_TOLERANCE, child, gold, quote, some, two_items
from eval.make.pool import Cell, View
from eval.samples.questions.question import Sample

FEWEST = 4
"""Fewest parts of an item that make a question for the largest three or those above a limit."""
LEVELS = {3: "类", 5: "款", 7: "项"}
TOP = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one item in one column of one table, largest first, no two of them equal."""

    view: View
    whole: Cell
    cells: tuple[Cell, ...]

    @property
    def where(self) -> str:
        """Table and item, as a question begins."""
        return f"{self.view.label}《{self.view.plain_title(self.whole)}》中，{self.whole.row}下面"

    @property
    def level(self) -> str:
        return LEVELS[len(self.cells[0].fact.item.code)]

    def names(self, cells: Sequence[Cell]) -> list[str]:
        return [each.fact.item.name for each in cells]


def parts(view: View, rng: Random) -> Iterator[Parts]:
    """Items with enough parts in a column."""
    for cell in some(view.amounts, rng):
        children = sorted((each for each in view.beside(cell) if child(each, cell)), key=lambda each: -each.amount)
        distinct = len({each.amount for each in children}) == len(children)
        if len(children) >= FEWEST and distinct and len(children) == _printed(view, cell):
            yield Parts(view, cell, tuple(children))


def _printed(view: View, parent: Cell) -> int:
    """How many parts of the item the column prints with a figure, whether a question can name them or not."""
    fact, code = parent.fact, parent.fact.item.code
    return sum(
        each.table_id == fact.table_id
        and each.column_path == fact.column_path
        and each.value is not None
        and len(each.item.code) == len(code) + 2
        and each.item.code.startswith(code)
        for each in view.facts
    )


def top_three(view: View, rng: Random) -> Iterator[Sample]:
    """The largest three parts, in order."""
    for each in parts(view, rng):
        best = each.cells[:TOP]
        question = f"{each.where}{each.whole.column}最大的三个{each.level}级科目依次是哪些？"
        yield Sample(
            "rank", question, {"items": each.names(best), "ordered": True}, [quote(view, cell) for cell in best]
        )


def smallest(view: View, rng: Random) -> Iterator[Sample]:
    """The smallest part."""
    for each in parts(view, rng):
        last = each.cells[-1]
        question = f"{each.where}哪个{each.level}级科目的{each.whole.column}最小，是多少？"
        yield Sample("rank", question, {"items": [last.fact.item.name], **gold(last)}, [quote(view, last)])


def above(view: View, rng: Random) -> Iterator[Sample]:
    """How many parts exceed a limit between two of them, or which they are."""
    for each in parts(view, rng):
        at = rng.randrange(1, len(each.cells))
        limit, kept = _between(each.cells[at - 1], each.cells[at]), each.cells[:at]
        if limit is None:
            continue
        asked = f"{each.where}{each.whole.column}超过{limit}的{each.level}级科目"
        evidence = [quote(view, cell) for cell in kept]
        yield Sample("count", f"{asked}有几个？", {"number": str(len(kept)), "unit": "个"}, evidence)
        yield Sample("list", f"{asked}有哪些？", {"items": each.names(kept)}, evidence)


def _between(high: Cell, low: Cell) -> str | None:
    """A round limit between two amounts, in 万元; None if there is none."""
    scale = Decimal(10000) if high.fact.unit == "元" else Decimal(1)
    top, bottom = high.amount / scale, low.amount / scale
    for digits in (-3, -2, -1, 0, 1):
        step = Decimal(1).scaleb(-digits)
        limit = (bottom / step).to_integral_value(rounding="ROUND_FLOOR") * step + step
        if bottom < limit < top:
            return f"{limit:f}万元"
    return None


def pair_of(view: View, rng: Random) -> Iterator[Sample]:
    """The mean of two items of one column, or their ratio."""
    for cell, other in two_items(view, rng):
        high, low = sorted((cell, other), key=lambda each: -each.amount)
        where = f"{view.label}《{view.plain_title(cell)}》里"
        evidence = [quote(view, high), quote(view, low)]
        mean = (high.amount + low.amount) / 2
        yield Sample(
            "arithmetic",
            f"{where}“{high.row}”和“{low.row}”的{cell.column}平均是多少？",
            {**gold(cell, mean), "tol": "50" if cell.fact.unit == "元" else "0.006"},
            evidence,
        )
        times = (high.amount / low.amount).quantize(Decimal("0.01"))
        yield Sample(
            "arithmetic",
            f"{where}“{high.row}”的{cell.column}是“{low.row}”的几倍？",
            {"number": f"{times:f}", "unit": "倍", "tol": RATE_TOLERANCE},
            evidence,
        )
