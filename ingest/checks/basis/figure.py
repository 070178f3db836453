"""A printed figure as the checks compare it: value in base units, half of its last digit, and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import UNIT_FACTORS, decimals
from ingest.model.document import SourceRef

_HALF = Decimal("0.5")
_ONE = Decimal(1)
_MANY = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` and ``half`` are in 元 for money, else in the printed unit. ``place``: title of the table or heading;
    ``table``: id of the table, empty in running text; ``quote``: the words around it, as printed."""

    name: str
    value: Decimal
    half: Decimal
    text: str
    unit: str
    id: str
    source: SourceRef
    place: str
    table: str = ""
    quote: str = ""

    @property
    def printed(self) -> str:
        """The figure with its unit, as a reader sees it."""
        return self.text if self.text.endswith(self.unit) else f"{self.text}{self.unit}"

    @property
    def factor(self) -> Decimal:
        return UNIT_FACTORS.get(self.unit, _ONE)

    @property
    def money(self) -> bool:
        return self.unit in UNIT_FACTORS


def base(value: Decimal, unit: str) -> Decimal:
    """``value`` in 元 if ``unit`` is a unit of money, else unchanged."""
    return value * UNIT_FACTORS.get(unit, _ONE)


def digits_in_use(values: Iterable[Decimal]) -> int:
    """The number of decimals that these figures use. With many figures, common trailing zeros do not count, nor does a
    single exception; a few figures use the decimals that they print."""
    used = [value for value in values if value]
    if len(used) < _MANY:
        return max(map(decimals, used), default=0)
    counted = Counter(map(significant, used))
    needed = max(2, len(used) // 25)
    return max((places for places in counted if sum(n for p, n in counted.items() if p >= places) >= needed), default=0)


def significant(value: Decimal) -> int:
    """Decimals without trailing zeros: 123.40 has one."""
    return decimals(value.normalize())


def half_digit(value: Decimal, unit: str, digits: int) -> Decimal:
    """Half of the last digit of ``value``, in base units, by the context's ``digits`` or its own."""
    return base(_HALF.scaleb(-max(digits, significant(value))), unit)


def total(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


def tolerance(figures: Iterable[Figure]) -> Decimal:
    """The deviation of a sum over ``figures`` (whole and parts) that rounding can explain; zeros are not rounded."""
    return sum((figure.half for figure in figures if figure.value), Decimal(0))


def shown(value: Decimal, unit: str) -> str:
    """``value`` in base units, formatted in ``unit`` as a clerk writes it."""
    number = value / UNIT_FACTORS.get(unit, _ONE)
    number = number.quantize(Decimal("0.0001")).normalize()
    if decimals(number) < 2 and unit not in ("元", "人", "个", "项", "分", "辆"):
        number = number.quantize(Decimal("0.01"))
    return f"{number:,f}{unit}"
