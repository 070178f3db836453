"""What made documents are made of: items with their amounts, rows of tables, sums and shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One functional item (项): ``path`` are the names of 类 and 款. ``initial`` is the initial budget."""

    code: str
    path: tuple[str, str]
    name: str
    basic: Decimal
    project: Decimal
    initial: Decimal = Decimal(0)
    reason: str = ""

    @property
    def total(self) -> Decimal:
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Economic:
    """One economic item (款) of the basic expenditure."""

    code: str
    name: str
    amount: Decimal

    @property
    def personnel(self) -> bool:
        return self.code[:3] in ("301", "303")


def line(
    code: str, category: str, section: str, name: str, daily: str, special: str, initial: str = "0", reason: str = ""
) -> Line:
    return Line(code, (category, section), name, Decimal(daily), Decimal(special), Decimal(initial), reason)


def economic(*rows: str) -> tuple[Economic, ...]:
    """``"30201 办公费 12.30"`` each."""
    return tuple(Economic(code, name, Decimal(amount)) for code, name, amount in (row.split() for row in rows))


def total(lines: Iterable[Line]) -> Decimal:
    return sum((each.total for each in lines), Decimal(0))


def basic(lines: Iterable[Line]) -> Decimal:
    return sum((each.basic for each in lines), Decimal(0))


def project(lines: Iterable[Line]) -> Decimal:
    return sum((each.project for each in lines), Decimal(0))


def named(lines: Iterable[Line], name: str) -> tuple[Line, ...]:
    """The items called so, or standing under a 类 or 款 called so."""
    return tuple(each for each in lines if name == each.name or name in each.path)


def under(rows: Iterable[Economic], *codes: str) -> Decimal:
    """The sum of the economic items under these codes (``302``, ``30201``)."""
    return sum((each.amount for each in rows if each.code.startswith(codes)), Decimal(0))


def money(value: Decimal, places: int = 2) -> str:
    """``1,234.50``; a zero is a blank cell."""
    return f"{value:,.{places}f}" if value else ""


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)


def table(*rows: Sequence[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def levels(lines: Sequence[Line]) -> list[tuple[str, str, tuple[Line, ...]]]:
    """Code, name and items of every 类, 款 and 项, parents first, in the order of the codes."""
    rows: dict[str, tuple[str, tuple[Line, ...]]] = {}
    for each in lines:
        for width, name in ((3, each.path[0]), (5, each.path[1]), (7, each.name)):
            code = each.code[:width]
            rows[code] = (name, (*rows.get(code, ("", ()))[1], each))
    return [(code, name, items) for code, (name, items) in sorted(rows.items())]


def spread(lines: Sequence[Line], places: int = 2) -> list[list[str]]:
    """A row a level: code, name, total, basic, project."""
    return [
        [code, name, money(total(items), places), money(basic(items), places), money(project(items), places)]
        for code, name, items in levels(lines)
    ]
