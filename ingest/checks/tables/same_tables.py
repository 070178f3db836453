"""One quantity in several tables is one figure: 总表 with 收入/支出表, 支出表 with 一般公共预算 in one scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure, tolerance
from ingest.checks.basis.judging import FAIL, finding, judge_same
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.checks.basis.quantity import Quantity
from ingest.model.document import Finding
from ingest.model.figures import Fact, Fund, Side
from ingest.model.vocabulary import is_functional

_AGREEING = Decimal("0.6")
_FEW = 2
_NARROW = (Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL)


def check_same_tables(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``table-table``. Silent if two tables agree on few of their shared quantities, because their scopes differ."""
    shared = _shared(checked, quantities)
    scopes = {pair: _same_scope(checked, agreed) for pair, agreed in _agreement(shared).items()}
    for quantity, figures in shared.items():
        yield from _judged(quantity, figures, scopes)


def check_fund_parts(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``fund-part``: an item's expenditure of one fund cannot exceed that of all funds in another table."""
    for quantity, facts in quantities.facts.items():
        if quantity.fund not in _NARROW or not is_functional(quantity.what) or quantity.side is not Side.EXPENDITURE:
            continue
        part = checked.figure_of(facts[0], _name(facts[0]))
        for fact in quantities.facts.get(replace(quantity, fund=Fund.ALL), ()):
            whole = checked.figure_of(fact, _name(fact))
            if part and whole and part.table != whole.table and part.value > whole.value + tolerance([part, whole]):
                more = f"{part.place}{part.name}为{part.printed}，多于{whole.place}全部资金的{whole.printed}"
                yield finding("fund-part", FAIL, more, [part, whole])
                break


Pair = tuple[str, str]


def _shared(checked: CheckedDocument, quantities: Quantities) -> Mapping[Quantity, list[Figure]]:
    """Quantities that several tables state, one figure per table."""
    found: dict[Quantity, list[Figure]] = {}
    for quantity, facts in quantities.facts.items():
        figures = _one_a_table(checked, facts)
        if len(figures) > 1:
            found[quantity] = figures
    return found


def _one_a_table(checked: CheckedDocument, facts: Sequence[Fact]) -> list[Figure]:
    """The first figure of each table; a table that states the quantity in two ways does not count."""
    by_table: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_table[fact.table_id].append(fact)
    single = [own[0] for own in by_table.values() if len({fact.value for fact in own}) == 1]
    return [figure for fact in single if (figure := checked.figure_of(fact, _name(fact)))]


def _name(fact: Fact) -> str:
    column = normalize(fact.column_path[-1]) if fact.column_path else ""
    plain = column in ("", "金额", "合计", "决算数", "预算数", "小计")
    return f"“{fact.item.name}”" if plain else f"“{fact.item.name}”（{column}）"


def _agreement(shared: Mapping[Quantity, Sequence[Figure]]) -> Mapping[Pair, list[tuple[Figure, Figure]]]:
    found: dict[Pair, list[tuple[Figure, Figure]]] = defaultdict(list)
    for figures in shared.values():
        for place, one in enumerate(figures):
            for other in figures[place + 1 :]:
                found[one.table, other.table].append((one, other))
    return found


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures are equal within rounding."""
    return abs(one.value - other.value) <= tolerance([one, other])


def _same_scope(checked: CheckedDocument, pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    held = sum(agree(one, other) for one, other in pairs)
    if held >= _AGREEING * len(pairs):
        return True
    return len(pairs) <= _FEW and not all(
        _carried(checked, one, other) for one, other in pairs if not agree(one, other)
    )


def _carried(checked: CheckedDocument, one: Figure, other: Figure) -> bool:
    """Whether the difference of two totals is money carried over, which one of them includes."""
    gap = abs(one.value - other.value)
    carried = (fact for fact in checked.facts if "结转" in fact.item.name + fact.measure + "".join(fact.column_path))
    return any(figure and figure.value == gap for fact in carried if (figure := checked.figure_of(fact)))


def _judged(quantity: Quantity, figures: Sequence[Figure], scopes: Mapping[Pair, bool]) -> Iterator[Finding]:
    first = figures[0]
    comparable = [other for other in figures[1:] if scopes[first.table, other.table]]
    apart = [other for other in comparable if not agree(first, other)]
    if not apart:
        yield from (judge_same("table-table", first, other) for other in comparable)
    elif len(apart) == 1:
        yield judge_same("table-table", first, apart[0])
    else:
        yield _against_several(first, apart)


def _against_several(one: Figure, others: Sequence[Figure]) -> Finding:
    places = "、".join(f"{other.place}{other.name}为{other.printed}" for other in others)
    message = f"{one.place}{one.name}为{one.printed}，而{places}，应为同一数"
    return finding("table-table", FAIL, message, [one, *others])
