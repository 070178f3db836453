"""Whether the unit of an amount is known: 元 and 万元 are ten thousand times apart."""

from __future__ import annotations

import re

from ingest.model.normalize import normalize
from ingest.model.vocabulary import MEASURES, load
from qa.drafting.cited import CitedFigure

_COUNTS = re.compile(load("columns.toml")["counts"])
_OF_MONEY = re.compile(r"金额|预算|决算|收入|支出|经费|资金|拨款|费$")


def is_money_without_unit(figure: CitedFigure) -> bool:
    """A figure of a table of money whose unit neither the table nor the cell prints. The sheets of indicators hold
    targets of all kinds, and are no tables of money."""
    if not figure.cell or figure.unit or figure.value is None or not figure.kind or "perform" in figure.kind:
        return False
    fact = figure.fact
    if figure.kind.startswith("overall") or _COUNTS.search(normalize(fact.item.name + fact.measure)):
        return False
    measure = MEASURES.get(fact.measure)
    if measure is not None and measure.kind not in ("total", "money", "change"):
        return False
    named = (fact.item.name, fact.measure, *fact.column_path[-1:])
    return figure.kind != "other" or any(_OF_MONEY.search(normalize(text)) for text in named)
