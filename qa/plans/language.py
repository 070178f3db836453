"""The plan language: what a question asks for, as typed data. JSON in and out; ``plan_schema`` is its schema.

A plan is a list of asks in the order asked. Each ask holds one expression and says what of it is shown. An expression
is a node that names its operation in ``op``; slots (year, stage, side, fund …) stand on each figure, never on the
whole plan. An empty slot is open: the executor fills it by the rules in ``docs/plans.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ingest.model.errors import BadQuestion
from ingest.model.figures import Fund, Role, Side, Stage

Words = Annotated[str, Field(max_length=400)]
Comparison = Literal["<", "<=", "=", "!=", ">=", ">"]
LARGEST_PLAN = 40
"""Most asks, and most givens, of a plan."""


class BadPlan(BadQuestion):
    """A plan that the language does not have. The message names the place and what is wrong there."""


class Node(BaseModel):
    """A part of a plan. ``POSITIONAL``: the fields that the notation gives without their names, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    POSITIONAL: ClassVar[tuple[str, ...]] = ()


class Ref(Node):
    """An expression that ``let`` names."""

    op: Literal["ref"] = "ref"
    name: Words


# ------------------------------------------------------------------------------------------------------- documents


class Docs(Node):
    """Documents by their attributes. Of several values of one attribute each will do; none leaves it open.

    ``institution``: as the catalog names it, or a name that it does not hold. ``file``: a file's name."""

    op: Literal["docs"] = "docs"
    institution: tuple[Words, ...] = ()
    year: tuple[int, ...] = ()
    kind: tuple[Words, ...] = ()
    variant: Literal["", "部门", "单位", "本级"] = ""
    file: tuple[Words, ...] = ()
    POSITIONAL = ("institution", "year", "kind")

    @field_validator("institution", "year", "kind", "file", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str | int) else value


class Union(Node):
    """The documents of several selections, in their order."""

    op: Literal["union"] = "union"
    of: tuple[DocsExpr, ...]
    POSITIONAL = ("of",)


# ------------------------------------------------------------------------------------------------------------ cells


class Slots(Node):
    """What a figure is known by. ``documents`` may be left out inside ``each``, which binds it.

    ``item``: the name or the code of a row or of a column; inside ``each`` over names it is bound. ``under``: the name
    or the code of what it stands under. ``measure``: the column, by a header's name. ``table``: its title or its
    printed number. ``section``: the heading of a sentence. ``institution``: the office of the row. ``subject``: the
    project that the table is about."""

    documents: DocsExpr | None = None
    item: Words = ""
    under: Words = ""
    measure: Words = ""
    table: Words = ""
    section: Words = ""
    year: int | None = None
    stage: Stage = Stage.UNKNOWN
    side: Side = Side.UNKNOWN
    fund: Fund = Fund.UNKNOWN
    unit: Words = ""
    institution: Words = ""
    subject: Words = ""
    POSITIONAL = ("documents", "item")


class Figure(Slots):
    """One figure, of a cell or of a sentence. ``source`` only where it was asked for: 表 or 文字.

    ``role``: what the figure of a sentence is (``change_rate``, ``score`` …); ``against``: what a change is compared
    with (上年, 年初预算)."""

    op: Literal["figure"] = "figure"
    source: Literal["", "cell", "text"] = ""
    role: Role | None = None
    against: Words = ""


class Rows(Slots):
    """The distinct leaf rows of a table, never totals or rows of offices: a series, the figure of each row from one
    column. ``level`` keeps the rows of one level of the classification."""

    op: Literal["rows"] = "rows"
    level: Literal["", "类", "款", "项"] = ""


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
    printed digits, or nearly so (``about``)."""

    op: Literal["claim"] = "claim"
    value: Decimal
    unit: Words = ""
    of: Expr
    upto: Decimal | None = None
    about: bool = False
    POSITIONAL = ("value", "unit", "of")


class Findings(Node):
    """What the checks found wrong with the documents, or only with what ``about`` cites."""

    op: Literal["findings"] = "findings"
    documents: DocsExpr | None = None
    about: Expr | None = None
    POSITIONAL = ("documents", "about")


# ------------------------------------------------------------------------------------------------------------ words


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


DocsExpr = Annotated[Docs | Union | Ref, Field(discriminator="op")]
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

    let: dict[str, Expr | DocsExpr] = {}
    asks: Annotated[tuple[Ask, ...], Field(min_length=1, max_length=LARGEST_PLAN)]
    given: Annotated[tuple[Claim, ...], Field(max_length=LARGEST_PLAN)] = ()
    language: Literal["zh", "en"] = "zh"

    @model_validator(mode="after")
    def _names_are_known(self) -> Plan:
        """Each name is defined before it is used, so that no expression holds itself."""
        known: set[str] = set()
        for name, expression in self.let.items():
            _only_known(expression, known)
            known.add(name)
        for each in (*self.asks, *self.given):
            _only_known(each, known)
        return self


def _only_known(expression: Node, known: set[str]) -> None:
    unknown = [node.name for node in nodes_of(expression) if isinstance(node, Ref) and node.name not in known]
    if unknown:
        raise ValueError(f"{unknown[0]} is not defined before it is used")


def _complete(kind: type[Node]) -> None:
    """Let a kind of node know those that are defined behind it."""
    kind.model_rebuild()
    for each in kind.__subclasses__():
        _complete(each)


_complete(Node)


def nodes_of(value: Any) -> Iterator[Node]:
    """All parts of a plan, from the outside in."""
    if isinstance(value, Node):
        yield value
        for name in type(value).model_fields:
            yield from nodes_of(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from nodes_of(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from nodes_of(each)


def read_plan(text: str | bytes) -> Plan:
    """The plan of a JSON text. Raises BadPlan, which names the first fault and its place."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise BadPlan(f"计划不是合法的JSON (the plan is not JSON: {error})") from error
    return plan_of_object(raw)


def plan_of_object(raw: Any) -> Plan:
    """The plan of an object as JSON gives it. Raises BadPlan, which names the first fault and its place."""
    try:
        return Plan.model_validate(raw)
    except ValidationError as error:
        raise BadPlan(told(error)) from error


def told(error: ValidationError) -> str:
    """The first fault of a plan, and its place."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "the plan"
    return f"计划有误 (bad plan): {place}: {first['msg']}; `budgetqa plan --schema` prints the language"


def plan_schema() -> dict[str, Any]:
    """The JSON schema of a plan."""
    return Plan.model_json_schema()
