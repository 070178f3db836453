"""Arithmetic over ids: exact, with the places behind it. No number that a model writes takes part."""

from __future__ import annotations

from collections.abc import Sequence

from qa.agent.looking.desk import Desk, ToolRefusal
from qa.agent.looking.notes import NotedList
from qa.agent.looking.rows import label_of, plain
from qa.execution.arithmetic import of_series, of_two, value_in
from qa.execution.leaf_rows import is_below
from qa.execution.outcomes import Absent, Blank, Counted, Entry, Member, Outcome, Piece, Quotation, Series, Value
from qa.plans.quantity import MONEY

OVER_MANY = ("sum", "mean", "count", "max", "min", "rank")
OF_TWO = ("difference", "ratio", "share", "growth")
OPERATIONS = (*OVER_MANY, *OF_TWO, "convert")
"""``difference`` is the first less the second, ``share`` the first in percent of the second, ``growth`` from the second
to the first in percent, ``rank`` from the largest down."""


class Calculator:
    """``calculate`` over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._both = desk, desk.both

    def run(self, operation: str, ids: Sequence[str], unit: str) -> str:
        if operation not in OPERATIONS:
            known = ", ".join(OPERATIONS)
            raise ToolRefusal(self._both(f"没有 {operation}，只有 {known}", f"no {operation}; there are {known}"))
        members = self._members(ids)
        if operation == "rank":
            return self._ranked(members)
        made = self._made(operation, members)
        if not isinstance(made, Value):
            raise ToolRefusal(self._both("不能这样计算：", "this cannot be reckoned: ") + self._why(made))
        if unit:
            made = value_in(made, unit)
        name = self._desk.notes.value(made)
        number = made.number
        left_out = len(made.blank)
        blank = self._both(f"，空白{left_out}格没有计入", f", {left_out} blank cells left out") if left_out else ""
        return f"{name} = {number.shown()} | {plain(made.name)} | {number.substituted}{blank}"

    def _members(self, ids: Sequence[str]) -> list[Member]:
        if not ids:
            raise ToolRefusal(
                self._both('给出编号，例如 ["F1", "F2"] 或 ["L1"]', 'Give ids, such as ["F1", "F2"] or ["L1"]')
            )
        found: list[Member] = []
        for given in ids:
            name = given.strip().strip("[]").upper()
            if name not in self._desk.notes:
                raise ToolRefusal(
                    self._both(
                        f"没有编号 {given}；只能用查到的编号，不能写数字",
                        f"there is no id {given}; use ids that the tools gave, no numbers",
                    )
                )
            noted = self._desk.notes[name]
            names = noted.names if isinstance(noted, NotedList) else ("",)
            for label, each in zip(names, self._desk.notes.members(name), strict=True):
                found.append(self._member(label, each))
        return found

    def _member(self, label: str, name: str) -> Member:
        noted, value = self._desk.notes[name], self._desk.notes.value_at(name)
        entry = noted if isinstance(noted, Entry) else None
        if value is not None:
            return Member(label or (label_of(entry) if entry else value.name), value, entry)
        if entry is not None:
            return Member(label or label_of(entry), Blank(entry), entry)
        if isinstance(noted, Piece):
            return Member(label, Quotation((noted,)))
        raise ToolRefusal(self._both(f"{name} 不是数字，不能计算", f"{name} is no figure"))

    def _made(self, operation: str, members: list[Member]) -> Outcome:
        outcomes = [each.outcome for each in members]
        if operation == "count" and all(isinstance(each, Quotation) for each in outcomes):
            pieces = tuple(dict.fromkeys(p for each in outcomes if isinstance(each, Quotation) for p in each.pieces))
            return Value(Counted(len(members), (), pieces), "个数")
        if operation == "convert":
            return outcomes[0]
        if operation in OF_TWO:
            if len(outcomes) != 2:
                raise ToolRefusal(self._both(f"{operation} 要两个编号", f"{operation} takes two ids"))
            return of_two(operation, outcomes[0], outcomes[1])
        if operation in ("sum", "mean"):
            self._must_be_apart(members)
        return of_series(operation, Series(tuple(members)))

    def _must_be_apart(self, members: Sequence[Member]) -> None:
        """A row and a part of it are not added up."""
        cells = [each.row for each in members if each.row is not None and each.row.cell]
        for one in cells:
            for other in cells:
                if one is not other and one.row[:2] == other.row[:2] and is_below(one.fact, other.fact):
                    part, whole = one.fact.item.name, other.fact.item.name
                    raise ToolRefusal(
                        self._both(
                            f"“{part}”是“{whole}”的一部分，不能相加；用 level 只取一级",
                            f"“{part}” is a part of “{whole}” and cannot be added to it; take one level only",
                        )
                    )

    def _ranked(self, members: Sequence[Member]) -> str:
        valued = [(each.outcome, each) for each in members if isinstance(each.outcome, Value)]
        units = {value.number.unit for value, _ in valued}
        if not valued or (len(units) > 1 and not units <= MONEY):
            raise ToolRefusal(self._both("没有可以排序的数字，或单位不同", "no figures to rank, or of different units"))
        ordered = sorted(valued, key=lambda pair: -value_in(pair[0], "元").number.value)
        notes = self._desk.notes
        ids = tuple(notes.value(value) for value, _ in ordered)
        lead = self._both("从大到小", "from the largest down")
        name = notes.listed(NotedList(lead, tuple(each.name for _, each in ordered), ids, True))
        shown = "；".join(
            f"{at}. {short} {plain(each.name)} {value.number.shown()}"
            for at, (short, (value, each)) in enumerate(zip(ids, ordered, strict=True), 1)
            if at <= 30
        )
        return f"{name} | {lead}{self._both('：', ': ')}{shown}"

    def _why(self, outcome: Outcome) -> str:
        if isinstance(outcome, Absent):
            return (
                self._both(*outcome.cannot)
                if outcome.cannot
                else outcome.what or self._both("缺少数字", "a figure is missing")
            )
        if isinstance(outcome, Blank):
            return self._both("有一格没有数字", "a cell is blank")
        return self._both("不是数字", "no figure")
