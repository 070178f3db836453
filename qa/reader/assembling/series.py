"""Many things of one kind: the rows of a table, the parts of a whole, several names, documents, or what a sentence
enumerates; and the conditions that they must meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from ingest.model.figures import Stage
from qa.plans.language import (
    Children,
    Each,
    Members,
    OfTwo,
    OfYears,
    Quote,
    Where,
)
from qa.plans.slots import Figure, Rows
from qa.reader.assembling.clauses import CONDITIONS, Clause, Thing, several
from qa.reader.assembling.conditions import GRADE, conditions, on_change, tested_column
from qa.reader.assembling.figures import AMOUNT, Meant, figure_of, figures
from qa.reader.assembling.said import fund_of, side_of, stage_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.terms import tables_of

KIND = re.compile(
    r"(?:项目|科目|指标|单位|部门|支出项|款项|工程|类别|分类|类|款|项|行|内容|明细|费用|东西|名目|条目|projects?|items?|lines?|units?|categories)$",
    re.I,
)
_PROJECTS = re.compile("项目|工程|project", re.I)
_LEVELS = re.compile("[类款项](?=级|$)|(?<=到|按)[类款项]")


def series(clause: Clause, things: tuple[Thing, ...], place: Placed, unit: str = "") -> Iterator[Meant]:
    """The series that a clause may mean, with its conditions. ``unit``: that of the figures which are asked for."""
    for each in _series(clause, things, place, unit):
        for at, tests in enumerate(conditions(clause)):
            yield Meant(Where(of=each.of, conditions=tests) if tests else each.of, each.cost + at / 20)


def _series(clause: Clause, things: tuple[Thing, ...], place: Placed, unit: str) -> Iterator[Meant]:
    named = [each for each in things if not KIND.search(each.name) or len(each.name) > 6]
    kinds = [each for each in things if each not in named]
    grown = _growth(clause)
    if place.each and len(named) == 1:
        for each in figures(named[0].but(col="") if grown else named[0], place, unit if unit != "%" else ""):
            yield Meant(Each(over=place.docs, value=grown(each.of) if grown else each.of), each.cost)
    if len({each.name for each in named}) > 1:
        one, names = figure_of(shared(named), place.docs, place.year), tuple(each.name for each in named)
        for at, table in enumerate(tables_of(one.table)):
            in_table = one.model_copy(update={"table": table})
            yield Meant(Each(over=names, value=grown(in_table) if grown else in_table), place.cost + at / 50)
        if AMOUNT.search(one.measure):
            plain = one.model_copy(update={"measure": "", "stage": one.stage or stage_of(one.measure)})
            yield Meant(Each(over=names, value=plain), place.cost + 0.15)
    under = _under(clause)
    for each in (*_below(clause, things, place), *_rows(clause, named, kinds, place), *_offices(clause, kinds, place)):
        yield Meant(Each(over=each.of, value=grown(Figure())), each.cost) if grown else each
    topic = clause.first("topic", "item", "aspect") or under
    if topic and not clause.of("gt", "lt", "zero", "blank", "num") and clause.asks not in _NUMBERS:
        quote = Quote(documents=place.docs, topic=topic, section=clause.first("section"))
        yield Meant(Members(of=quote), place.cost + 0.4)
    if len(named) == 1 and not under:
        of = Children(of=figure_of(named[0], place.docs, place.year), level=level_of(clause))
        yield Meant(Each(over=of, value=grown(Figure())) if grown else of, place.cost + 0.5)


def shared(things: Sequence[Thing]) -> Thing:
    """Nameless, with the slots that things have: a slot that only some of them have is said once for all."""
    slots = {tag: words for each in reversed(things) for tag, words in each.slots}
    return Thing("", slots=tuple(slots.items()))


_LEVELED = re.compile("[（(](?P<level>[类款项])级?[)）]$")


def _under(clause: Clause) -> str:
    """What the members stand under, where that is a part of the document."""
    said = next((each.text for each in reversed(clause.of("under"))), "") or clause.first("base")
    return "" if _WHOLE.search(said) else _LEVELED.sub("", said)


def _below(clause: Clause, things: tuple[Thing, ...], place: Placed) -> Iterator[Meant]:
    """The rows below the one that the members are said to stand under. What that stands under itself is its table, or
    its column."""
    under, level = _under(clause), level_of(clause)
    if not under:
        return
    slots = {tag: words for each in things[:1] for tag, words in each.slots if tag not in ("under", "level")}
    slots |= {"table": clause.first("table")} if clause.of("table") else {}
    slots |= {"col": ""} if len(several(clause, "col")) > 1 else {}
    outer = next((each.text for each in clause.of("under") if each.text != clause.of("under")[-1].text), "")
    outers: list[dict[str, str]] = [{"table": outer}, {"col": outer}, {}] if outer and "table" not in slots else [{}]
    for at, more in enumerate(outers):
        own = tuple((tag, words) for tag, words in {**slots, **more}.items() if words)
        parent = figure_of(Thing(under, slots=own), place.docs, place.year)
        for cost, found in ((0.1, level), (0.3, "")) if level else ((0.1, ""),):
            yield Meant(Children(of=parent, level=cast(Any, found)), place.cost + cost + at / 10)


_NUMBERS = frozenset({"sum", "mean", "max", "min", "top", "bottom"})
_WHOLE = re.compile(
    "^(?:部门|单位|全部|总|本年|一般公共预算|财政拨款)*(?:项目|基本)?(?:收入|支出)(?:预算|决算)?(?:总计|合计|总额)?$"
)
_GROWN = re.compile("增长|增幅|涨|升|增加|增得|降|减|变化|变动|growth|grew|increase|decrease|change", re.I)
_RATE = re.compile("[%％]|百分|率|幅|fast|rate|percent|快", re.I)


def _growth(clause: Clause) -> Callable[[Any], Any] | None:
    """What makes of each figure its change, where the members are compared by that."""
    if on_change(clause):
        return lambda of: OfTwo(op="growth", a=of)
    said = clause.before + clause.cue + clause.first("col")
    if clause.asks not in ("max", "min", "top", "bottom") or not _GROWN.search(said):
        return None
    if _RATE.search(said):
        return lambda of: OfTwo(op="growth", a=of)
    return lambda of: OfYears(op="change", of=of)


def _dearer(meant: Meant, cost: float) -> Meant:
    return replace(meant, cost=meant.cost + cost)


def _rows(clause: Clause, named: list[Thing], kinds: list[Thing], place: Placed) -> Iterator[Meant]:
    """Rows of a table that is named, or of the usual one for what is asked."""
    topic = clause.first("topic")
    kind = kinds[0].name if kinds else topic if _PROJECTS.search(topic) else ""
    tested = {tested_column(clause, each) for each in clause.of(*CONDITIONS)}
    columns = [each for each in several(clause, "col") if each not in tested]
    said = next((each for each in several(clause, "stage") if stage_of(each).value not in tested), "")
    rows = Rows(
        documents=place.docs,
        institution=place.office,
        measure="得分" if GRADE.match(clause.first("has")) else columns[0] if len(columns) == 1 else "",
        table=clause.first("table"),
        fund=fund_of(clause.first("fund")),
        side=side_of(clause.first("side")),
        year=place.year,
        level=level_of(clause),
        under=_under(clause),
    )
    measured: list[tuple[float, dict[str, Any]]] = [(0.0, {})]
    if said and not rows.measure:
        measured = [(0.0, {"measure": said}), (0.1, {"stage": stage_of(said)}), (0.3, {})]
        if clause.of("gt", "lt") and not clause.of("num") and not on_change(clause) and len(clause.of("stage")) < 2:
            measured = [(0.0, {"measure": "全年执行数"}), (0.1, {"stage": Stage.FINAL})]
    elif rows.measure:
        measured.append((0.6, {"measure": "", "item": rows.measure}))
    for more, slots in measured:
        for each in _in_tables(rows.model_copy(update=slots), kind, named, place):
            yield _dearer(each, more)
            if rows.under:
                yield _dearer(replace(each, of=each.of.model_copy(update={"under": ""})), more + _LEFT_OUT)


_LEFT_OUT = 1.5
"""What it costs to take all rows of a table where only some of them are named."""


def _in_tables(rows: Rows, kind: str, named: list[Thing], place: Placed) -> Iterator[Meant]:
    if not rows.table:
        for cost, slots in _usual_tables(kind, rows, named):
            yield Meant(rows.model_copy(update=slots), place.cost + cost)
        return
    for at, table in enumerate(tables_of(rows.table)):
        of = rows.model_copy(update={"table": table})
        yield Meant(of, place.cost + 0.1 + at / 50 + (_LEFT_OUT if named else 0))
    if named:
        yield Meant(rows.model_copy(update={"item": named[0].name}), place.cost + 0.2)
        yield Meant(rows.model_copy(update={"measure": named[0].name}), place.cost + 0.15)
    if rows.level:
        yield Meant(rows.model_copy(update={"level": ""}), place.cost + 0.5)


def _usual_tables(kind: str, rows: Rows, named: list[Thing]) -> Iterator[tuple[float, dict[str, Any]]]:
    if _PROJECTS.search(kind):
        if _JUDGED.search(rows.measure):
            yield 0.15, {"table": "项目支出自评汇总", "measure": "得分"}
            yield 0.2, {"item": "总分", "measure": "得分"}
        for at, title in enumerate(PROJECT_TABLES):
            yield 0.2 + at / 20, {"table": title}
        yield 0.45, {"item": "年度资金总额"}
        yield 0.5, {"item": "资金总额"}
    elif rows.level or kind:
        for at, title in enumerate(("支出决算表", "支出预算表", "支出总表", "支出总体情况表")):
            yield 0.3 + at / 20, {"table": title}
        yield 0.5, {}
    elif rows.under:
        yield 0.4, {}
    if named and not kind:
        yield 0.6, {"item": named[0].name}


PROJECT_TABLES = ("项目支出预算表", "项目支出表", "项目支出明细表", "项目支出")
_JUDGED = re.compile("分|等级|评|得$|score|grade", re.I)


def _offices(clause: Clause, kinds: list[Thing], place: Placed) -> Iterator[Meant]:
    """The offices of a department, each with its own figure: as a text enumerates them, or as rows of a table."""
    of_cue = _OFFICES.search(clause.cue) if clause.asks in ("list", "max", "min", "top", "bottom") else None
    kind = next((each.name for each in kinds if _OFFICES.search(each.name)), of_cue.group(0) if of_cue else "")
    if not kind or place.each:
        return
    column = clause.first("col", "stage")
    figure = Figure(documents=place.docs, year=place.year, side=side_of(clause.first("side")))
    if len(kind) > len("单位"):
        listed = Members(of=Quote(documents=place.docs, topic=kind))
        for cost, slots in (
            ((0.15, {"table": column}), (0.2, {"measure": column}), (0.25, {})) if column else ((0.15, {}),)
        ):
            yield Meant(Each(over=listed, value=figure.model_copy(update=slots)), place.cost + cost)
    rows = Rows(documents=place.docs, item="合计", year=place.year, side=figure.side, table=clause.first("table"))
    yield Meant(rows.model_copy(update={"measure": column}), place.cost + 0.22)
    yield Meant(rows, place.cost + (0.4 if column else 0.22))


_OFFICES = re.compile("单位|部门|机构|offices?|units?", re.I)


def level_of(clause: Clause) -> Literal["", "类", "款", "项"]:
    said = clause.first("level") or next(
        (each.text for each in clause.of("item") if each.text.endswith(("级科目", "级"))), ""
    )
    found = _LEVELS.search(said) or re.search("[类款项]", clause.first("level"))
    return cast(Literal["", "类", "款", "项"], found.group(0) if found else "")
