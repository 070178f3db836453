"""What every figure says of itself, whoever found it: the attributes of the fact or the statement that it is."""

from __future__ import annotations

from ingest.model.document import SourceRef
from ingest.model.figures import Fact, Fund, Role, Side, Stage, Statement


class Placed:
    """Attributes read from ``origin``, which a class that derives from this one has as a field."""

    __slots__ = ()
    origin: Fact | Statement

    @property
    def year(self) -> int | None:
        return self.origin.year

    @property
    def stage(self) -> Stage:
        return self.origin.stage

    @property
    def side(self) -> Side:
        return self.origin.side

    @property
    def fund(self) -> Fund:
        return self.origin.fund

    @property
    def source(self) -> SourceRef:
        return self.origin.source

    @property
    def cell(self) -> bool:
        return isinstance(self.origin, Fact)

    @property
    def role(self) -> Role | None:
        return self.origin.role if isinstance(self.origin, Statement) else None

    @property
    def fact(self) -> Fact:
        assert isinstance(self.origin, Fact)
        return self.origin

    @property
    def statement(self) -> Statement:
        assert isinstance(self.origin, Statement)
        return self.origin
