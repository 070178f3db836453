"""Rows as a model sees them. No text of a document can pass for a row or an id of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.model.figures import Direction, Role, Stage, Statement
from ingest.model.normalize import name_key
from ingest.store.catalog.figures import TableInfo
from qa.drafting.known_units import is_money_without_unit
from qa.execution.figure_names import name_of
from qa.execution.outcomes import Entry
from qa.plans.quantity import show

SHOWN = 260
"""Most characters of a passage or a sentence that are shown."""
_BESIDE = 40
"""Most characters of other words of a row that are shown."""
ROLES = {
    Role.AMOUNT: "",
    Role.INITIAL_BUDGET: "年初预算",
    Role.BUDGET: "预算",
    Role.FINAL: "决算",
    Role.COMPLETION_RATE: "完成率",
    Role.CHANGE: "",
    Role.CHANGE_RATE: "",
    Role.SHARE: "占比",
    Role.RATE: "比率",
    Role.SCORE: "得分",
    Role.FULL_SCORE: "满分",
    Role.TARGET: "目标",
    Role.NONE_STATED: "说明没有",
    Role.REASON: "原因",
}


def plain(text: object) -> str:
    """Document text on one line, which cannot be mistaken for a row or an id of ours."""
    return re.sub(r"\s+", " ", str(text)).replace("[", "［").replace("]", "］").replace(" | ", " ｜ ").strip()


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def cell_value(entry: Entry) -> str:
    """A cell's figure with its unit, or its words, or that it is blank."""
    fact = entry.fact
    if fact.value is None:
        return f"“{cut(plain(fact.text))}”" if fact.text else "空白"
    unit = "（单位没有印出）" if is_money_without_unit(entry) else fact.unit
    return fact.text if unit and fact.text.endswith(unit) else f"{fact.text}{unit}"


def item_of(entry: Entry) -> str:
    """Office, project, code, level and name of a row, and what else its columns of words say."""
    fact = entry.fact
    office = fact.institution.removeprefix(entry.document.institution).strip("（）()")
    name = fact.item.name or ("" if office else "合计")
    office = "" if name_key(office) == name_key(name) else office
    told = tuple(filter(None, (office, fact.subject, fact.item.code, fact.item.level, name)))
    known = name_key("|".join((*told, *fact.item.path)))
    others = [each for each in fact.row_path if name_key(each) and name_key(each) not in known]
    beside = f"（{'·'.join(others)[:_BESIDE]}）" if others else ""
    above = f"（{fact.item.path[-1]}下）" if fact.item.path and not fact.item.code else ""
    return plain(" ".join(told)) + plain(above or beside)


def told_apart(entries: Sequence[Entry], called: Callable[[Entry], str]) -> list[str]:
    """The name of each row; of rows that ``called`` names alike, with what tells them apart: office, project, table,
    the rows above."""
    alike: dict[str, list[tuple[str, ...]]] = {}
    for each in entries:
        alike.setdefault(called(each), []).append(_marks_of(each))
    return [_with_marks(called(each), _marks_of(each), alike[called(each)]) for each in entries]


def _marks_of(entry: Entry) -> tuple[str, ...]:
    fact = entry.fact
    return fact.institution, fact.subject, entry.table.title if entry.table else "", "·".join(fact.row_path[:-1])


def _with_marks(name: str, marks: tuple[str, ...], of_all: Sequence[tuple[str, ...]]) -> str:
    """A name behind the first of its marks that differs between all that bear it, or behind all that differ."""
    differing = [at for at in range(len(marks)) if len({each[at] for each in of_all}) > 1]
    alone = [at for at in differing if len({each[at] for each in of_all}) == len(of_all)]
    own = (marks[at] for at in alone[:1] or differing)
    return " ".join(dict.fromkeys((*(plain(each) for each in own if each), name)))


def table_name(table: TableInfo | None) -> str:
    """The printed number and the title of a table; empty if it has neither."""
    return plain(" ".join(filter(None, (table.number, table.title)))) if table is not None else ""


def row_lead(entry: Entry) -> str:
    """The table, the item and the scope of a cell."""
    fact = entry.fact
    scope = "".join(str(part) for part in (f"{fact.year}年" if fact.year else "", fact.stage.value, fact.side.value))
    return " | ".join(plain(part) for part in (table_name(entry.table), item_of(entry), scope) if part)


def column_of(entry: Entry) -> str:
    """The last headers above a cell."""
    return plain("·".join(entry.fact.column_path[-2:]))


def said_value(statement: Statement) -> str:
    """What one statement says: its item, its role and its figure; for a reason that it is one."""
    if statement.role in (Role.REASON, Role.NONE_STATED):
        return ROLES[statement.role]
    way = "" if statement.direction is Direction.NONE else statement.direction.value
    stage = statement.stage.value if statement.stage is not Stage.UNKNOWN and not way else ""
    role = ROLES.get(statement.role, "") or stage
    number = "" if statement.value is None else show(statement.value, statement.unit)
    return plain(f"{statement.item.name or statement.subject}{role}{way}{number}")


def label_of(entry: Entry) -> str:
    """Office, year and name of a figure, as short as they tell it apart."""
    stage = entry.stage.value if entry.stage.value not in name_of(entry) else ""
    return plain(f"{entry.document.institution}{entry.year or entry.document.year or ''}年{name_of(entry)}{stage}")
