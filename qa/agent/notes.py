"""What a model was shown in one run, each item with the id by which it is cited: F, S, P, C, K."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.model.document import Finding, SourceRef
from ingest.model.worded_cells import WordedCell
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Calculation
from qa.drafting.draft import Draft
from qa.evidence.index import Figure
from qa.plans.quantity import Quantity, converted, difference, growth, mean, percentage, quotient, total


@dataclass(frozen=True, slots=True)
class NotedPassage:
    """Running text, or the words of a ``cell``. ``draft`` and ``number``: the rules' citation that it repeats, where it
    came from there."""

    document: DocumentInfo
    section: tuple[str, ...]
    text: str
    source: SourceRef | None = None
    draft: Draft | None = None
    number: int = 0
    cell: WordedCell | None = None


@dataclass(frozen=True, slots=True)
class NotedCalculation:
    """``operation`` over ``operands``, ids noted earlier; a ranking keeps their order. ``made`` is a calculation by the
    rules, kept as it is, with the draft that its citation numbers belong to."""

    operation: str
    operands: tuple[str, ...]
    unit: str = ""
    made: Calculation | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class NotedFinding:
    """A finding of a reconciliation rule, with the figures it touches."""

    finding: Finding
    figures: tuple[Figure, ...]


Noted = Figure | NotedPassage | NotedCalculation | NotedFinding
_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(slots=True)
class Notes:
    """Ids are given in order of first use and never change within a run."""

    _noted: dict[str, Noted] = field(default_factory=dict)
    _ids: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self._noted

    def __getitem__(self, name: str) -> Noted:
        return self._noted[name]

    def __len__(self) -> int:
        return len(self._noted)

    def figure(self, figure: Figure) -> str:
        letter = "F" if figure.cell else "S"
        return self._add(letter, (letter, figure.document.id, figure.origin.id), figure)

    def passage(self, passage: NotedPassage) -> str:
        return self._add("P", ("P", passage.document.id, passage.text), passage)

    def calculation(self, made: NotedCalculation) -> str:
        key = made.made.expression if made.made else "|".join((made.operation, made.unit, *made.operands))
        return self._add("C", ("C", made.operation, key), made)

    def finding(self, finding: NotedFinding, document_id: str) -> str:
        return self._add("K", ("K", document_id, finding.finding.rule + finding.finding.message), finding)

    def _add(self, letter: str, key: tuple[str, str, str], noted: Noted) -> str:
        if key not in self._ids:
            number = 1 + sum(each.startswith(letter) for each in self._noted)
            self._ids[key] = f"{letter}{number}"
            self._noted[self._ids[key]] = noted
        return self._ids[key]

    def figures_of(self, name: str) -> tuple[Figure, ...]:
        """The figures behind an id: the figure itself, a calculation's operands, or the figures that a finding
        touches."""
        noted = self._noted[name]
        if isinstance(noted, Figure):
            return (noted,)
        if isinstance(noted, NotedFinding):
            return noted.figures
        if isinstance(noted, NotedCalculation):
            return tuple(figure for each in noted.operands for figure in self.figures_of(each))
        return ()

    def quantity(self, name: str, draft: Draft) -> Quantity:
        """The value of an F, S or C id, cited in ``draft``. Raises ValueError if it has none or its operands do not go
        together."""
        noted = self._noted[name]
        if isinstance(noted, Figure):
            return draft.quantity(noted)
        if isinstance(noted, NotedCalculation):
            return _again(noted, draft) if noted.made else self.calculated(noted, draft)
        raise ValueError(f"{name} is no figure")

    def calculated(self, noted: NotedCalculation, draft: Draft) -> Quantity:
        """The value of a calculation over ids of these notes. Raises ValueError as ``quantity`` does."""
        terms = [self.quantity(each, draft) for each in noted.operands]
        made = _OPERATIONS[noted.operation](terms)
        return converted(made, noted.unit) if noted.unit else made

    def cite(self, name: str, draft: Draft) -> tuple[int, ...]:
        """The citation numbers in ``draft`` for an id."""
        noted = self._noted[name]
        if isinstance(noted, Figure):
            return (draft.cite(noted),)
        if isinstance(noted, NotedPassage):
            return (_cite_passage(noted, draft),)
        if isinstance(noted, NotedCalculation) and noted.made:
            assert noted.draft is not None
            return tuple(draft.cite_again(noted.draft, number) for number in noted.made.citations)
        return tuple(dict.fromkeys(draft.cite(figure) for figure in self.figures_of(name)))


def _cite_passage(noted: NotedPassage, draft: Draft) -> int:
    if noted.draft is not None:
        return draft.cite_again(noted.draft, noted.number)
    if noted.cell is not None:
        return draft.cite_cell(noted.document, noted.cell, noted.text)
    assert noted.source is not None
    return draft.cite_text(noted.document, noted.section, noted.text, noted.source)


def _again(noted: NotedCalculation, draft: Draft) -> Quantity:
    """A calculation by the rules, with its citations renumbered for ``draft``."""
    assert noted.made is not None and noted.draft is not None
    numbers = {each: draft.cite_again(noted.draft, each) for each in noted.made.citations}
    expression = _NUMBER.sub(lambda found: f"[{numbers[int(found.group(1))]}]", noted.made.expression)
    made = noted.made
    return Quantity(
        Decimal(made.value), made.unit, expression, made.substituted, tuple(numbers.values()), compound=True
    )


def _same_kind(terms: Sequence[Quantity]) -> None:
    kinds = {"money" if each.unit.endswith("元") else each.unit for each in terms}
    if len(kinds) > 1:
        raise ValueError(f"figures of different units cannot be combined: {'、'.join(sorted(kinds))}")


def _two(terms: Sequence[Quantity]) -> tuple[Quantity, Quantity]:
    if len(terms) != 2:
        raise ValueError("this operation takes exactly two ids")
    _same_kind(terms)
    return terms[0], terms[1]


def _over(terms: Sequence[Quantity]) -> tuple[Quantity, Quantity]:
    one, two = _two(terms)
    if two.value == 0:
        raise ValueError("the second figure is 0: there is no rate")
    return one, two


def _sum(terms: Sequence[Quantity]) -> Quantity:
    _same_kind(terms)
    return total(terms)


def _mean(terms: Sequence[Quantity]) -> Quantity:
    _same_kind(terms)
    return mean(terms)


def _points(terms: Sequence[Quantity]) -> Quantity:
    one, two = _two(terms)
    return difference(one, two)


_OPERATIONS: dict[str, Callable[[Sequence[Quantity]], Quantity]] = {
    "sum": _sum,
    "difference": _points,
    "share": lambda terms: percentage(*_over(terms)),
    "growth": lambda terms: growth(*_over(terms)),
    "ratio": lambda terms: quotient(*_over(terms)),
    "mean": _mean,
    "convert": lambda terms: terms[0],
}
OPERATIONS = (*_OPERATIONS, "rank")
"""What ``calculate`` takes: ``difference`` is first minus second, ``share`` first in percent of second, ``growth`` from
second to first in percent, ``rank`` from the largest down."""
