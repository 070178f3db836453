"""The plan language: what a question asks for, as typed data. JSON in and out; ``plan_schema`` is its schema.

A plan is a list of asks in the order asked. Each ask holds one expression and says what of it is shown. An expression
is a node that names its operation in ``op``; slots (year, stage, side, fund …) stand on each figure, never on the
whole plan. An empty slot is open: the executor fills it by the rules in ``docs/plans.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from qa.plans.slots import DocsExpr, Figure, Node, Ref, Rows, Words, nodes_of

Comparison = Literal["<", "<=", "=", "!=", ">=", ">"]
LARGEST_SIZE = 2000
"""Most expressions of a plan, each counted as often as its name is used."""
LARGEST_PLAN = 40
"""Most asks, and most givens, of a plan."""


class Children(Node):
    """The rows under the row of a figure, by code and by place: a series in the figure's column. Without ``level`` the
    next one below."""

    op: Literal["children"] = "children"
    of: Expr
    level: Literal["", "类", "款", "项"] = ""
    POSITIONAL = ("of",)


class Columns(Node):
    """The columns of the row of a figure: a series with the headers as names."""

    op: Literal["columns"] = "columns"
    of: Expr
    POSITIONAL = ("of",)


class Each(Node):
    """``value`` for each document, each name or each row: a series. What ``over`` holds is bound in ``value``."""

    op: Literal["each"] = "each"
    over: DocsExpr | Expr | tuple[Words, ...]
    value: Expr
    POSITIONAL = ("over", "value")


# ------------------------------------------------------------------------------------------------------- conditions


class HasWords(Node):
    """A name that has (or lacks, starts with, ends with, is) any of these words. ``column``: a column of words instead
    of the name."""

    test: Literal["has", "lacks", "starts", "ends", "is"]
    words: tuple[Words, ...]
    column: Words = ""

    @field_validator("words", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class HasValue(Node):
    """A value against a number, or against another figure of the same row (``than``). ``column``: the value of that
    column instead of the series' own."""

    test: Literal["value"] = "value"
    compares: Comparison
    than: Expr
    column: Words = ""


class HasState(Node):
    """Whether the cell is blank, a printed zero, absent, or there at all."""

    test: Literal["blank", "zero", "absent", "present"]


Condition = Annotated[HasWords | HasValue | HasState, Field(discriminator="test")]


class Where(Node):
    """The members of a series that meet every condition."""

    op: Literal["where"] = "where"
    of: Expr
    conditions: tuple[Condition, ...]
    POSITIONAL = ("of",)


class Rank(Node):
    """The members of a series by their values, the largest first (``lowest``: the smallest); the first ``n``, with
    all that are equal to the last."""

    op: Literal["rank"] = "rank"
    of: Expr
    n: Annotated[int, Field(ge=1)] | None = None
    lowest: bool = False
    POSITIONAL = ("of", "n")


# ---------------------------------------------------------------------------------------------------------- numbers


class Number(Node):
    """A number that needs no source. ``value`` is a decimal string."""

    op: Literal["number"] = "number"
    value: Decimal
    unit: Words = ""
    POSITIONAL = ("value", "unit")


class OfSeries(Node):
    """A number of a series: of its values, or for ``count`` of its members."""

    op: Literal["sum", "mean", "count", "max", "min"]
    of: Expr | tuple[Expr, ...]
    POSITIONAL = ("of",)


class OfTwo(Node):
    """Arithmetic of two figures. ``difference`` a − b · ``ratio`` a ÷ b · ``share`` a of the whole b in % ·
    ``completion`` a of the budget b in % · ``growth`` (a − b) ÷ b in %, b the year before unless it is given."""

    op: Literal["difference", "ratio", "share", "completion", "growth"]
    a: Expr
    b: Expr | None = None
    POSITIONAL = ("a", "b")


class OfYears(Node):
    """``prior``: the figure of the year before. ``change``: the figure less that of the year before."""

    op: Literal["prior", "change"]
    of: Expr
    POSITIONAL = ("of",)


# ------------------------------------------------------------------------------------------------------- judgements


class Judgement(Node):
    """``equal``: do two figures (or names) agree within the rounding of the printed digits. ``compare``: which of two
    is larger."""

    op: Literal["equal", "compare"]
    a: Expr
    b: Expr
    POSITIONAL = ("a", "b")


class Claim(Node):
    """Whether a figure is what the question says: ``value`` (to ``upto`` for a range such as 四百多万), exactly to its
    printed digits, or nearly so (``about``); with ``compares`` whether it is above or below that."""

    op: Literal["claim"] = "claim"
    value: Decimal
    unit: Words = ""
    of: Expr
    upto: Decimal | None = None
    about: bool = False
    compares: Comparison = "="
    POSITIONAL = ("value", "unit", "of")


class Findings(Node):
    """What the checks found wrong with the documents, or only with what ``about`` cites."""

    op: Literal["findings"] = "findings"
    documents: DocsExpr | None = None
    about: Expr | None = None
    POSITIONAL = ("documents", "about")


class Reason(Node):
    """The stated reason of a change, quoted. ``of``: the figure or the change; ``against``: what it is compared with
    (年初预算) where that is not told by ``of``."""

    op: Literal["reason"] = "reason"
    of: Expr
    against: Words = ""
    POSITIONAL = ("of",)


class Quote(Node):
    """A passage, verbatim. ``topic``: what it is about; ``aspect``: what of it (定义, 职责, 问题, 措施, 依据, 用途 …);
    ``section``: a heading it stands under; ``table``: a table whose words or notes it is among."""

    op: Literal["quote"] = "quote"
    documents: DocsExpr | None = None
    topic: Words = ""
    aspect: Words = ""
    section: Words = ""
    table: Words = ""
    POSITIONAL = ("documents", "topic")


class Members(Node):
    """The names that a passage enumerates."""

    op: Literal["members"] = "members"
    of: Expr
    POSITIONAL = ("of",)


class Excluding(Node):
    """The names of one series that are not in another."""

    op: Literal["excluding"] = "excluding"
    of: Expr
    names: Expr
    POSITIONAL = ("of", "names")


Expr = Annotated[
    Ref
    | Figure
    | Rows
    | Children
    | Columns
    | Each
    | Where
    | Rank
    | Number
    | OfSeries
    | OfTwo
    | OfYears
    | Judgement
    | Claim
    | Findings
    | Reason
    | Quote
    | Members
    | Excluding,
    Field(discriminator="op"),
]


class Ask(Node):
    """One thing asked. ``show``: what of it, in order (by default what the expression is); ``unit`` and ``places``:
    the unit and the decimals wanted. ``direction``: the way of the change that the question supposes (``up`` 多出,
    增长; ``down`` 少花, 下降), or ``size`` where it asks how much two figures differ: the size is given, and a change
    the other way is told."""

    of: Expr
    show: tuple[Literal["value", "name", "verdict", "reason", "quote", "prior", "code", "measure"], ...] = ()
    unit: Words = ""
    places: Annotated[int, Field(ge=0, le=8)] | None = None
    direction: Literal["", "up", "down", "size"] = ""


class Plan(Node):
    """Asks in the order asked. ``given``: what the question takes as known, checked always and told where it is false.
    ``let``: names for expressions, each of which may use those before it."""

    let: dict[str, Expr | DocsExpr] = Field(default_factory=dict)
    asks: Annotated[tuple[Ask, ...], Field(min_length=1, max_length=LARGEST_PLAN)]
    given: Annotated[tuple[Claim, ...], Field(max_length=LARGEST_PLAN)] = ()
    language: Literal["zh", "en"] = "zh"

    @model_validator(mode="after")
    def _names_are_known(self) -> Plan:
        """Each name is defined before it is used, so that no expression holds itself; written out, the plan is no
        larger than can be run."""
        sizes: dict[str, int] = {}
        for name, expression in self.let.items():
            sizes[name] = _size(expression, sizes)
        if sum(_size(each, sizes) for each in (*self.asks, *self.given)) > LARGEST_SIZE:
            raise ValueError(f"the plan comes to more than {LARGEST_SIZE} expressions")
        return self


def _size(expression: Node, sizes: Mapping[str, int]) -> int:
    """How many expressions one holds, with those that its names stand for."""
    size = 0
    for node in nodes_of(expression):
        if isinstance(node, Ref) and node.name not in sizes:
            raise ValueError(f"{node.name} is not defined before it is used")
        size += min(sizes[node.name], LARGEST_SIZE + 1) if isinstance(node, Ref) else 1
    return size


def _complete(kind: type[Node]) -> None:
    """Let a kind of node know those that are defined behind it."""
    kind.model_rebuild(_types_namespace={"Expr": Expr, "DocsExpr": DocsExpr})
    for each in kind.__subclasses__():
        _complete(each)


_complete(Node)
