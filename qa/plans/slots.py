"""The slots of a figure and the documents that it is of: what a plan selects by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ingest.model.errors import BadQuestion
from ingest.model.figures import Fund, Role, Side, Stage

Words = Annotated[str, Field(max_length=400)]


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


DocsExpr = Annotated[Docs | Union | Ref, Field(discriminator="op")]
Union.model_rebuild()
Slots.model_rebuild()


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


def rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """A part of a plan with ``change`` applied to what it directly holds; itself where it holds nothing."""
    if isinstance(value, Node):
        held = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: made for name, each in held.items() if (made := change(each)) is not each}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        made = tuple(change(each) for each in value)
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    return value
