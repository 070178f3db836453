"""What a model can do: look, run plans, calculate, and answer. Everything shown has an id; only an id can be cited.

Nothing is hidden: what the question names comes first, and other documents are found by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.agent.looking.calculation import Calculator
from qa.agent.looking.desk import Desk, ToolRefusal
from qa.agent.looking.notes import Notes
from qa.agent.looking.plans import PlanTool
from qa.agent.looking.tables import TableTools, Wanted
from qa.agent.looking.words import SearchTools

__all__ = ["Final", "ToolRefusal", "Toolbox"]


@dataclass(frozen=True, slots=True)
class Final:
    """What a model gives as its answer. ``results``: ids of what answers, the asked one first; ``items``: names, in
    order."""

    text: str
    results: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(slots=True)
class Toolbox:
    """The tools of one question."""

    desk: Desk
    final: Final | None = None
    looked: bool = False
    """Whether something was looked up."""
    fault: Exception | None = None
    """A bug in a tool itself, not a request that it refused."""
    tables: TableTools = field(init=False)
    words: SearchTools = field(init=False)
    plans: PlanTool = field(init=False)
    calculator: Calculator = field(init=False)

    def __post_init__(self) -> None:
        self.tables, self.words = TableTools(self.desk), SearchTools(self.desk)
        self.plans, self.calculator = PlanTool(self.desk), Calculator(self.desk)

    @property
    def notes(self) -> Notes:
        return self.desk.notes

    def list_documents(self, name: str = "") -> str:
        self.looked = True
        found = self.desk.documents.listed(name, self.desk.language == "en")
        return found or self.desk.both(f"没有“{name}”的文件", f"There is no document of “{name}”.")

    def list_tables(self, document: str = "") -> str:
        self.looked = True
        return self.tables.tables(document)

    def list_rows(
        self,
        table: str,
        document: str = "",
        column: str = "",
        under: str = "",
        level: str = "",
        name_has: str = "",
        name_has_not: str = "",
        where: str = "",
        offset: int = 0,
    ) -> str:
        self.looked = True
        wanted = Wanted(column, under, level, name_has, name_has_not, where)
        return self.tables.rows(document, table, wanted, offset)

    def find(self, words: str, document: str = "", year: int | None = None, limit: int = 6) -> str:
        self.looked = True
        return self.words.find(words, document, year, limit)

    def search_passages(self, words: str, document: str = "", limit: int = 5) -> str:
        self.looked = True
        return self.words.passages(words, document, limit)

    def run_plan(self, plan: Any) -> str:
        self.looked = True
        return self.plans.run(plan)

    def calculate(self, operation: str, ids: Sequence[str], unit: str = "") -> str:
        return self.calculator.run(operation, ids, unit)

    def answer(self, text: str, results: Sequence[str] = (), items: Sequence[str] = ()) -> str:
        ids = tuple(each.strip().strip("[]").upper() for each in results if each.strip())
        self.final = Final(
            text.strip(), tuple(dict.fromkeys(ids)), tuple(each.strip() for each in items if each.strip())
        )
        return self.desk.both("收到", "received")
