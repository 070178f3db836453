"""The plan: what a question asks for, typed, before any figure is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.model.figures import Direction, Fund, Side, Stage
from qa.plans.words import clean


class Operation(StrEnum):
    """What is done with the figures that the targets find."""

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
    """Which documents. ``documents``: ids that fit what was named, in the order named. ``named``: the names as asked.
    ``unknown``: an institution that was named and is in no document. ``open``: nothing was named: every document fits.
    """

    documents: tuple[str, ...]
    named: tuple[str, ...] = ()
    unknown: str = ""
    open: bool = False
    members: tuple[tuple[str, str], ...] = ()
    """Sub-institutions named: document id and the name as printed in its tables."""
    groups: tuple[tuple[str, ...], ...] = ()
    """One group of ids for each institution named (its documents of several years stay together)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which figure. ``words``: what is left of the question once scope, years, cues and fillers are taken out; words
    that a figure's names must cover. The other fields are what the question says outright; empty means left open."""

    words: str
    year: int | None = None
    stage: Stage = Stage.UNKNOWN
    side: Side = Side.UNKNOWN
    fund: Fund = Fund.UNKNOWN
    code: str = ""
    unit: str = ""
    strict: bool = False
    """Only a figure whose own name is asked for will do: the question was read a second time, in fewer words."""
    institution: str = ""
    """The sub-institution that the question names, as its document prints it."""
    money: bool = False
    """Money is asked for, in whatever unit (涉及多少资金)."""
    classification: str = ""
    """2 where the question says that it means the functional classification, 3 for the economic one."""
    column: str = ""
    """The header that the question names and that says nothing of its own (小计, 总计): it counts in a named table."""
    tables: frozenset[tuple[str, str]] = frozenset()
    """The tables that the question names: document id and table id."""

    def column_named(self, header: tuple[str, ...]) -> bool:
        """Whether all that is asked for is what a column's header says."""
        return bool(header) and len(self.words) > 1 and clean(header[0]) == self.words

    @property
    def bare(self) -> bool:
        """Nothing but the scope was named."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Plan:
    """A question, understood. ``targets`` has more than one where several figures are asked for side by side."""

    operation: Operation
    scope: Scope
    targets: tuple[Target, ...]
    question: str
    language: str = "zh"
    direction: Direction = Direction.NONE
    """What the question supposes of a change (为什么大增)."""
    lowest: bool = False
    top: int | None = None
    years: tuple[int, ...] = ()
    cues: tuple[str, ...] = ()
    """The words that decided, for ``--explain``."""
    wants: frozenset[str] = field(default_factory=frozenset)
    """What is asked of a change or a pair: amount, rate, prior, difference, sum, mean, ratio, each, reason."""
