"""Many things of one kind: the rows of a table, the parts of a whole, several names, documents, or what a sentence
enumerates; and the conditions that they must meet."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal, cast

from ingest.model.figures import Stage
from qa.plans.language import (
    Children,
    Each,
    HasState,
    HasValue,
    HasWords,
    Members,
    Number,
    OfTwo,
    OfYears,
    Quote,
    Where,
)
from qa.plans.slots import Figure, Rows
from qa.reader.assembling.clauses import CONDITIONS, Clause, Thing
from qa.reader.assembling.figures import Meant, figure_of, figures
from qa.reader.assembling.said import Amount, amount_of, fund_of, side_of, stage_of
from qa.reader.assembling.scope import Placed

KIND = re.compile(
    r"(?:项目|科目|指标|单位|部门|支出项|款项|工程|类别|分类|类|款|项|行|内容|明细|费用|东西|名目|条目|projects?|items?|lines?|units?|categories)$",
    re.I,
)
_PROJECTS = re.compile("项目|工程|project", re.I)
_LEVELS = re.compile("[类款项](?=级|$)|(?<=到|按)[类款项]")
_AT_LEAST = re.compile("不低于|不少于|以上|至少|达到|not less|at least", re.I)
_AT_MOST = re.compile("不高于|不超过|以下|至多|以内|at most|no more", re.I)
_ENDS, _STARTS = re.compile("结尾|收尾|ending"), re.compile("开头|打头|starting")


def series(clause: Clause, things: tuple[Thing, ...], place: Placed) -> Iterator[Meant]:
    """The series that a clause may mean, with its conditions."""
    for each in _series(clause, things, place):
        for at, tests in enumerate(conditions(clause)):
            yield Meant(Where(of=each.of, conditions=tests) if tests else each.of, each.cost + at / 20)


def _series(clause: Clause, things: tuple[Thing, ...], place: Placed) -> Iterator[Meant]:
    named = [each for each in things if not KIND.search(each.name) or len(each.name) > 6]
    kinds = [each for each in things if each not in named]
    grown = _growth(clause)
    if place.each and len(named) == 1:
        for each in figures(named[0].but(col="") if grown else named[0], place):
            yield Meant(Each(over=place.docs, value=grown(each.of) if grown else each.of), each.cost)
    docs = place.docs
    if len(named) > 1:
        one = figure_of(named[0].named(""), docs, place.year)
        yield Meant(Each(over=tuple(each.name for each in named), value=grown(one) if grown else one), place.cost)
    under = clause.first("under") or clause.first("base")
    unders = [each.text for each in clause.of("under")]
    whole = bool(_WHOLE.search(under))
    if under and not whole:
        own = tuple((t, w) for t, w in (things[0].slots if things else ()) if t not in ("under", "level"))
        for at, name in enumerate(reversed(unders or [under])):
            parent = figure_of(Thing(name, slots=own), docs, place.year)
            level = level_of(clause)
            for cost, of in ((0.1, Children(of=parent, level=level)), (0.3, Children(of=parent))):
                yield Meant(Each(over=of, value=grown(Figure())) if grown else of, place.cost + cost + at / 5)
    for each in _rows(clause, named, kinds, place):
        made = Meant(Each(over=each.of, value=grown(Figure())), each.cost) if grown else each
        yield _dearer(made, 1.0) if under and not whole and not clause.of("table") else made
    topic = clause.first("topic", "item", "aspect") or under
    if topic and not clause.of("gt", "lt", "zero", "blank", "num") and clause.asks not in _NUMBERS:
        yield Meant(Members(of=Quote(documents=docs, topic=topic, section=clause.first("section"))), place.cost + 0.4)
    if len(named) == 1 and not under:
        of = Children(of=figure_of(named[0], docs, place.year), level=level_of(clause))
        yield Meant(Each(over=of, value=grown(Figure())) if grown else of, place.cost + 0.5)


_NUMBERS = frozenset({"sum", "mean", "max", "min", "top", "bottom"})
_WHOLE = re.compile(
    "^(?:部门|单位|全部|总|本年|一般公共预算|财政拨款)*(?:项目|基本)?(?:收入|支出)(?:预算|决算)?(?:总计|合计|总额)?$"
)
_GROWN = re.compile("增长|增幅|涨|升|增加|增得|降|减|变化|变动|growth|grew|increase|decrease|change", re.I)
_RATE = re.compile("[%％]|百分|率|幅|fast|rate|percent|快", re.I)


def _growth(clause: Clause) -> Callable[[Any], Any] | None:
    """What makes of each figure its change, where the members are compared by that."""
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
    level = level_of(clause)
    said, stage = clause.first("stage"), stage_of(clause.first("stage"))
    rows = Rows(
        documents=place.docs,
        institution=place.office,
        measure=clause.first("col"),
        table=clause.first("table"),
        fund=fund_of(clause.first("fund")),
        side=side_of(clause.first("side")),
        year=place.year,
        level=level,
    )
    measured: list[tuple[float, dict[str, Any]]] = [(0.0, {})]
    if said and not rows.measure:
        measured = [(0.0, {"measure": said}), (0.1, {"stage": stage}), (0.3, {})]
        if clause.of("gt", "lt") and not clause.of("num") and len(clause.of("stage")) < 2:
            measured = [(0.0, {"measure": "全年执行数"}), (0.1, {"stage": Stage.FINAL})]
    elif rows.measure:
        measured.append((0.6, {"measure": "", "item": rows.measure}))
    for more, slots in measured:
        yield from (
            _dearer(each, more) for each in _in_tables(rows.model_copy(update=slots), kind, level, named, place)
        )


def _in_tables(rows: Rows, kind: str, level: str, named: list[Thing], place: Placed) -> Iterator[Meant]:
    if rows.table:
        yield Meant(rows, place.cost + 0.1)
        plain = re.sub("[（(][^）)]*[）)]", "", rows.table)
        if plain and plain != rows.table:
            yield Meant(rows.model_copy(update={"table": plain}), place.cost + 0.12)
        if named:
            yield Meant(rows.model_copy(update={"item": named[0].name}), place.cost + 0.2)
            yield Meant(rows.model_copy(update={"measure": named[0].name}), place.cost + 0.15)
        if level:
            yield Meant(rows.model_copy(update={"level": ""}), place.cost + 0.5)
        return
    for cost, slots in _usual_tables(kind, level, named):
        yield Meant(rows.model_copy(update=slots), place.cost + cost)


def _usual_tables(kind: str, level: str, named: list[Thing]) -> Iterator[tuple[float, dict[str, Any]]]:
    if _PROJECTS.search(kind):
        for at, title in enumerate(("项目支出预算表", "项目支出表", "项目支出明细表", "项目支出")):
            yield 0.2 + at / 20, {"table": title}
        yield 0.45, {"item": "年度资金总额"}
        yield 0.5, {"item": "资金总额"}
    elif level or kind:
        for at, title in enumerate(("支出决算表", "支出预算表", "支出总表", "支出总体情况表")):
            yield 0.3 + at / 20, {"table": title}
        yield 0.5, {}
    if named and not kind:
        yield 0.6, {"item": named[0].name}


def level_of(clause: Clause) -> Literal["", "类", "款", "项"]:
    said = clause.first("level") or next(
        (each.text for each in clause.of("item") if each.text.endswith(("级科目", "级"))), ""
    )
    found = _LEVELS.search(said) or re.search("[类款项]", clause.first("level"))
    return cast(Literal["", "类", "款", "项"], found.group(0) if found else "")


def conditions(clause: Clause) -> list[tuple[Any, ...]]:
    """The conditions that a clause sets; where a word may mean several, each of them, the likeliest first. None at all
    where one of them cannot be read: what does not meet it must not be listed."""
    found: list[list[Any]] = []
    numbers: list[Amount] = []
    for each in clause.of("num"):
        amount = amount_of(each.text)
        if amount is None:
            return []
        numbers.append(amount)
    for each in clause.of(*CONDITIONS):
        if each.tag in ("gt", "lt"):
            amount = numbers.pop(0) if numbers else amount_of(each.text)
            if amount is not None:
                found.append([_value(_compares(each.tag, each.text), amount)])
            elif clause.of("stage"):
                than = Figure(measure=clause.of("stage")[-1].text)
                found.append([HasValue(compares=_compares(each.tag, each.text), than=than)])
            else:
                return []
        elif each.tag in ("has", "lacks"):
            found.append([_words(each.tag, each.text, clause)])
        elif each.tag == "present":
            found.append([HasValue(compares=">", than=Number(value=Decimal(0))), HasState(test="present")])
        elif each.tag == "absent":
            found.append([HasState(test="absent"), HasState(test="zero"), HasState(test="blank")])
        else:
            found.append([HasState(test=cast(Any, each.tag))])
    found += [[_value("=", amount)] for amount in numbers]
    if not found and clause.asks == "list" and _WHO_HAS.search(clause.cue):
        found.append([HasValue(compares=">", than=Number(value=Decimal(0))), HasState(test="present")])
    return [tuple(each) for each in itertools.product(*found)]


_WHO_HAS = re.compile("[家个份]有$|有$|写明|安排了")


def _value(compares: Any, amount: Amount) -> HasValue:
    return HasValue(compares=compares, than=Number(value=amount.value, unit=amount.unit))


def _words(tag: str, text: str, clause: Clause) -> HasWords:
    words = tuple(part for part in re.split("[、或和,，]", text) if part)
    said = clause.before + clause.cue
    test = "lacks" if tag == "lacks" else "ends" if _ENDS.search(said) else "starts" if _STARTS.search(said) else "has"
    return HasWords(test=cast(Any, test), words=words)


def _compares(tag: str, words: str) -> Any:
    if tag == "gt":
        return ">=" if _AT_LEAST.search(words) else ">"
    return "<=" if _AT_MOST.search(words) else "<"
