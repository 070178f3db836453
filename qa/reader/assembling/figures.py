"""Names and slots as figures of the plan language, the likeliest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from ingest.model.figures import Fund, Role, Side, Stage
from qa.plans.language import Each
from qa.plans.slots import Docs, Figure, Union
from qa.reader.assembling.clauses import Thing
from qa.reader.assembling.said import fund_of, side_of, stage_of
from qa.reader.assembling.scope import Placed

_WHOSE = "(?:全部|总的|总|所有|部门|单位|本年|全年|当年|整个|年度|的)*"
_SIZE = (
    "盘子|规模|总额|总量|总数|总计|合计|合计数|一共|总共|大盘|全部钱|总盘子|预算总额|总预算|total budget|budget|total"
)
TOTAL = re.compile(f"^{_WHOSE}(?:{_SIZE})$", re.I)
"""What people call the whole that a document is about."""
_SPENT, _GOT = "支出|开支|花销|花费|expenditure|spending", "收入|进账|revenue|income"
_SIDED = re.compile(f"^{_WHOSE}(?:({_SPENT})|({_GOT}))(?:总额|总数|总量|规模|盘子|预算|决算)*$", re.I)
_SOURCES = (
    ("text", re.compile("文字|正文|说明|叙述|描述|narrative|text", re.I)),
    ("cell", re.compile("表|table", re.I)),
)


@dataclass(frozen=True, slots=True)
class Meant:
    """An expression of a figure. ``cost``: how far it is from the words."""

    of: Any
    cost: float = 0.0


def figures(thing: Thing, place: Placed, unit: str = "", **slots: Any) -> Iterator[Meant]:
    """The figures that a thing may be in one choice of documents, without ``each``. ``unit``: that in which it is asked
    for."""
    figure = figure_of(thing, None if place.each else place.docs, place.year, **slots)
    if place.office:
        total = figure.item in ("总计", "合计") or figure.item.endswith("合计")
        figure = figure.model_copy(update={"institution": place.office, **({"item": ""} if total else {})})
    for each in _readings(figure, thing):
        if unit and not each.of.unit:
            yield Meant(each.of.model_copy(update={"unit": unit}), place.cost + each.cost)
            yield Meant(each.of, place.cost + each.cost + 0.25)
        else:
            yield Meant(each.of, place.cost + each.cost)


def _readings(figure: Figure, thing: Thing) -> Iterator[Meant]:
    yield Meant(figure)
    for cost, slots in _other_slots(figure, thing):
        yield Meant(figure.model_copy(update=slots), cost)


def _other_slots(figure: Figure, thing: Thing) -> Iterator[tuple[float, dict[str, Any]]]:
    """What the slots may be instead, each with its cost."""
    yield from _other_items(figure)
    yield from _other_columns(figure)
    yield from _other_places(figure)
    if figure.stage:
        yield 0.7, {"stage": Stage.UNKNOWN}
    if figure.fund:
        yield 0.3, {"fund": Fund.UNKNOWN, "item": f"{thing.slot('fund')}{figure.item}"}
    if figure.side:
        yield 0.4, {"side": Side.UNKNOWN}


def _other_items(figure: Figure) -> Iterator[tuple[float, dict[str, Any]]]:
    """The item without what people add to its name: 合计, 得分."""
    item = figure.item
    scored, whole = _SCORE.sub("", item), _WHOLE.sub("", item)
    if scored != item:
        yield 0.1, {"item": scored, "role": Role.SCORE}
        yield 0.15, {"item": "总分", "measure": "得分"}
    if whole and whole != item and not side_total(item):
        yield 0.1, {"item": whole}
        yield from [(0.2, {"item": "合计"})] if figure.table else []
    if not figure.subject and not figure.under and _PROJECT.search(item):
        yield 0.35, {"item": "资金总额", "subject": item}
        yield 0.4, {"item": "年度资金总额", "subject": item}
        yield 0.45, {"item": "年度资金总额", "under": item}
    if item == "支出合计" and not figure.table:
        yield 0.15, {"item": "支出总计"}
    if "的" in item:
        yield 0.05, {"item": item.replace("的", "")}


def _other_columns(figure: Figure) -> Iterator[tuple[float, dict[str, Any]]]:
    """What was taken for a column is the item, or a part of its name."""
    if figure.measure and figure.item:
        yield 0.5, {"measure": "", "under": figure.under or figure.item, "item": figure.measure}
        yield 0.55, {"measure": "", "item": f"{figure.item}{figure.measure}"}
    elif figure.measure:
        yield 0.1, {"measure": "", "item": figure.measure}


def _other_places(figure: Figure) -> Iterator[tuple[float, dict[str, Any]]]:
    """Another table, another section; what it stands under may be a project or a part of its name."""
    if figure.table:
        yield 0.9, {"table": ""}
    if figure.section:
        yield 0.3, {"section": ""}
    if figure.subject:
        yield 0.2, {"subject": "", "under": figure.subject}
    if figure.under:
        yield 0.2, {"under": "", "subject": figure.under}
        yield 0.3, {"under": "", "item": f"{figure.under}{figure.item}"}
        yield 0.6, {"under": "", "section": figure.under}
        if TOTAL.match(figure.item) or figure.item in ("", "总计", "合计数"):
            yield 0.05, {"under": "", "item": figure.under}


def side_total(item: str) -> bool:
    return bool(re.match("^(?:本年)?(?:收入|支出)(?:合计|总计)$", item))


_WHOLE = re.compile("(?:合计|总计|总额|总数|总量|总金额)$")
_PROJECT = re.compile("项目|工程|专项|资金|经费$")
_SCORE = re.compile("(?:得分|总分|评分|分数|总得分|scores?)+$", re.I)


def figure_of(thing: Thing, docs: Docs | Union | None, year: int | None = None, **slots: Any) -> Figure:
    """The figure that a thing names outright."""
    item, side = thing.name, side_of(thing.slot("side"))
    sided = _SIDED.match(item)
    if sided:
        item, side = ("支出合计", Side.EXPENDITURE) if sided.group(1) else ("收入合计", Side.REVENUE)
        item = f"本年{item}" if thing.name.startswith(("本年", "当年")) else item
    elif TOTAL.match(item):
        item = "总计" if side is Side.UNKNOWN else f"{side.value}合计"
    source = next((each for each, pattern in _SOURCES if pattern.search(thing.slot("source"))), "")
    found = {
        "documents": docs,
        "item": item,
        "under": thing.slot("under"),
        "measure": thing.slot("col"),
        "table": thing.slot("table"),
        "section": thing.slot("section"),
        "fund": fund_of(thing.slot("fund")),
        "side": side,
        "stage": stage_of(thing.slot("stage")),
        "source": cast(Literal["", "cell", "text"], source),
        "subject": thing.slot("subj"),
        "year": year,
    }
    return Figure(**{**found, **slots})


def over(place: Placed, value: Any) -> Any:
    """An expression for each document, where the question is about several."""
    return Each(over=place.docs, value=value) if place.each else value


def staged(thing: Thing, stage: Stage) -> Thing:
    """A thing at another stage."""
    return thing.but(stage=stage.value)
