"""The plan: what a question asks for, as typed values, before any figure is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.model.figures import Direction, Fund, Side, Stage
from qa.plans.words import clean


class Operation(StrEnum):
    """What is done with the figures that match the targets."""

    LOOKUP = "lookup"
    YOY = "yoy"
    EXECUTION = "execution"
    SHARE = "share"
    ARITHMETIC = "arithmetic"
    RANK = "rank"
    COMPARE = "compare"
    COUNT = "count"
    LIST = "list"
    WHY = "why"
    TEXT = "text"
    DEFINE = "define"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents. ``documents``: ids that fit the names, in the order named. ``named``: the names as asked.
    ``unknown``: a named institution that no document has. ``open``: nothing was named, so every document fits."""

    documents: tuple[str, ...]
    named: tuple[str, ...] = ()
    unknown: str = ""
    open: bool = False
    members: tuple[tuple[str, str], ...] = ()
    """Sub-institutions named: document id and the name as printed in its tables."""
    groups: tuple[tuple[str, ...], ...] = ()
    """One group of ids per named institution; its documents of several years stay together."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which figure. ``words``: what remains of the question without scope, years, cues and fillers; a figure's names
    must cover them. The other fields are what the question says outright; empty means open."""

    words: str
    year: int | None = None
    stage: Stage = Stage.UNKNOWN
    side: Side = Side.UNKNOWN
    fund: Fund = Fund.UNKNOWN
    code: str = ""
    unit: str = ""
    strict: bool = False
    """Only a figure of exactly this name will do: the question was read a second time, with fewer words."""
    institution: str = ""
    """The sub-institution that the question names, as its document prints it."""
    money: bool = False
    """Money is asked for, in whatever unit (涉及多少资金)."""
    classification: str = ""
    """2 if the question says that it means the functional classification, 3 for the economic one."""
    column: str = ""
    """A header that the question names and that means nothing alone (小计, 总计): it counts in a named table."""
    tables: frozenset[tuple[str, str]] = frozenset()
    """The tables that the question names: document id and table id."""

    def column_named(self, header: tuple[str, ...]) -> bool:
        """Whether a column's header covers everything that is asked for."""
        return bool(header) and len(self.words) > 1 and clean(header[0]) == self.words

    @property
    def bare(self) -> bool:
        """Whether the question names nothing but the scope."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Plan:
    """A question, understood. ``targets`` has several entries if several figures are asked for side by side."""

    operation: Operation
    scope: Scope
    targets: tuple[Target, ...]
    question: str
    language: str = "zh"
    direction: Direction = Direction.NONE
    """The direction of change that the question assumes (为什么大增)."""
    lowest: bool = False
    top: int | None = None
    years: tuple[int, ...] = ()
    cues: tuple[str, ...] = ()
    """The words that decided the operation, for ``--explain``."""
    wants: frozenset[str] = field(default_factory=frozenset)
    """What is asked about a change or a pair: amount, rate, prior, difference, sum, mean, ratio, each, reason."""
