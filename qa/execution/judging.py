"""Whether two figures agree within the rounding of their printed digits, and whether a claim holds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ingest.model.amounts import decimals, to_unit
from ingest.model.normalize import name_key
from qa.execution.arithmetic import other_units
from qa.execution.conditions import COMPARED
from qa.execution.outcomes import (
    Absent,
    Blank,
    Counted,
    Entry,
    Fixed,
    Made,
    Outcome,
    Series,
    Term,
    Value,
    Verdict,
    entries_of,
)
from qa.plans.language import Claim
from qa.plans.quantity import MONEY, converted

Places = Callable[[Entry], int]
"""With how many decimals the figures of a place are printed."""
_NEARLY = Decimal("0.05")
"""What 大约 allows, of the figure."""


def compared(kind: str, a: Outcome, b: Outcome, places: Places | None = None) -> Outcome:
    """The verdict over two outcomes. What is missing on either side is the outcome; a blank differs from a figure."""
    if isinstance(a, Series) and isinstance(b, Series):
        return Verdict(kind, _same_names(a, b), a, b)
    if isinstance(a, Blank) and isinstance(b, Blank):
        return Verdict(kind, True, a, b)
    if (
        isinstance(a, Blank | Value)
        and isinstance(b, Blank | Value)
        and Blank in (type(a), type(b))
        and kind == "equal"
    ):
        return Verdict(kind, False, a, b)
    for side in (a, b):
        if not isinstance(side, Value):
            return side if not isinstance(side, Series | Verdict) else Absent("")
    assert isinstance(a, Value) and isinstance(b, Value)
    one, other = a.number, b.number
    alike = one.unit == other.unit or {one.unit, other.unit} <= MONEY or not {one.unit, other.unit} & {"%", *MONEY}
    if "" in (one.unit, other.unit) and {one.unit, other.unit} & set(MONEY):
        if kind == "compare":
            name = a.name if not one.unit else b.name
            return Absent(name, cannot=(f"{name}的金额单位没有印出，无法比较", f"the unit of {name} is not printed"))
        return Verdict(kind, one.value == other.value, a, b)  # how far apart they are, nobody can say
    alike = alike or "" in (one.unit, other.unit)
    if not alike:
        return other_units(a, b)
    gap = Value(Made("difference", (a.term, b.term)), "差额", (a, b))
    size = gap.number
    if kind == "compare":
        return Verdict(kind, size.value > 0, a, b, gap)
    return Verdict(kind, abs(size.value) <= _tolerance(a.term, b.term, one.unit, places or decimals_of), a, b, gap)


def _same_names(a: Series, b: Series) -> bool:
    return {name_key(each.name) for each in a.members} == {name_key(each.name) for each in b.members}


def decimals_of(entry: Entry) -> int:
    """With how many decimals a figure is printed."""
    return decimals(entry.value) if entry.value is not None else 0


def _tolerance(one: Term, other: Term, unit: str, places: Places) -> Decimal:
    """Half of the coarsest last digit for each figure that takes part."""
    steps = [step for term in (one, other) for step in _steps(term, unit, places)]
    return max(steps, default=Decimal(0)) / 2 * max(len(steps), 1)


def _steps(term: Term, unit: str, places: Places) -> list[Decimal]:
    """The last printed digit of each figure of a term, in a unit. A count or a full score is exact."""
    if isinstance(term, Made) and term.how in ("share", "growth", "ratio", "mean"):
        return [Decimal("0.01")]
    if isinstance(term, Fixed | Counted):
        return [Decimal(0)]
    return [_step(each, unit, places) for each in entries_of(term) if each.value is not None]


def _step(entry: Entry, unit: str, places: Places) -> Decimal:
    shown = places(entry)
    if entry.unit not in (*MONEY, "%", "") and shown == 0:
        return Decimal(0)
    step = Decimal(1).scaleb(-shown)
    return to_unit(step, entry.unit, unit) if entry.unit in MONEY and unit in MONEY else step


def claimed(claim: Claim, outcome: Outcome) -> Outcome:
    """The verdict on what a question says: within half of the last digit that it gives, in its range, or above or below
    it. A blank is not what a number is said to be, and no zero either."""
    if isinstance(outcome, Blank):
        return outcome if claim.value == 0 or claim.compares != "=" else Verdict("claim", False, _said(claim), outcome)
    if not isinstance(outcome, Value):
        return outcome
    number = outcome.number
    told = converted(number, claim.unit) if claim.unit in MONEY else number
    if _of_other_kind(claim.unit, told.unit, outcome.name):
        unit = told.unit
        why = f"{outcome.name}的单位是{unit}，不是{claim.unit}", f"{outcome.name} is in {unit}, not in {claim.unit}"
        return Absent(outcome.name, cannot=why)
    holds = _holds(claim, told.value) if claim.compares == "=" else COMPARED[claim.compares](told.value, claim.value)
    return Verdict("claim", holds, _said(claim), outcome)


def _of_other_kind(said: str, told: str, name: str) -> bool:
    """Whether a unit is no unit of the figure: money of a count, or people of what is no people."""
    if not said or not told or said == told:
        return False
    kinds = ("%", *MONEY)
    if said in kinds or told in kinds:
        return True
    return (said in _PEOPLE) != (told in _PEOPLE) and "人" not in name


_PEOPLE = frozenset({"人", "人次", "名"})


def _holds(claim: Claim, value: Decimal) -> bool:
    if claim.upto is not None:
        low, high = sorted((claim.value, claim.upto))
        return low <= value <= high or low <= -value <= high
    exponent = claim.value.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    room = max(half, abs(value) * _NEARLY) if claim.about else half
    return abs(value - claim.value) <= room


def _said(claim: Claim) -> Value:
    return Value(Fixed(claim.value, claim.unit), "问题中的数")
