"""Names and slots as figures of the plan language, the likeliest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from ingest.model.figures import Fund, Role, Side, Stage
from ingest.model.normalize import name_key
from qa.execution.names import core
from qa.execution.selection import is_whole
from qa.plans.language import Children, Each, OfSeries
from qa.plans.quantity import MONEY
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
_SPENT = "支出|开支|花销|花费|花[的了]|花出去|花掉|用出去|expenditure|spending"
_GOT = "收入|进账|收进来|收[到了]|拿到|revenue|income"
_SIDED = re.compile(f"^{_WHOSE}(?:({_SPENT})|({_GOT}))(?:总额|总数|总量|规模|盘子|预算|决算|的|钱)*$", re.I)
_TOTAL_OF_SIDE = re.compile(
    "^(?:本年|当年|部门|单位)*(?:收入|支出|收支)(?:预算|决算)?(?:总?合计|总计|总额|总数|总量|数)?$"
)
_OF_FUND = re.compile(
    "^(?P<fund>一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)?(?P<appropriation>财政拨款)?"
    "(?P<side>收入|支出|收支|收入支出)?(?:总?预算|总?决算|总?合计|总计|总额|总数)*$"
)
"""The whole of one fund: 一般公共预算支出, 财政拨款收支总计."""
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
    if figure.under and not place.each and _PARTS.match(figure.item):
        whole = figure.model_copy(update={"item": figure.under, "under": ""})
        yield Meant(OfSeries(op="sum", of=Children(of=whole)), place.cost)
        return
    readings = _of_office(figure, thing, place.office) if place.office else _readings(figure, thing)
    for each in (*_counted(figure, unit), *readings):
        if unit and not each.of.unit:
            yield Meant(each.of.model_copy(update={"unit": unit}), place.cost + each.cost)
            other = "" if unit in MONEY else "个"  # counted in another unit than people say
            yield Meant(each.of.model_copy(update={"unit": other}), place.cost + each.cost + 0.25)
        else:
            yield Meant(each.of, place.cost + each.cost)


def _counted(figure: Figure, unit: str) -> Iterator[Meant]:
    """The vehicles that are counted, where their name is also one of money: 有几辆公车."""
    if unit in ("辆", "台") and _VEHICLES.search(figure.item):
        yield Meant(figure.model_copy(update={"item": "车辆"}), 0.02)


_VEHICLES = re.compile("^(?:公务|公家|公|单位|自有|全部)*(?:用?车|车子|车辆|汽车)$")


def _of_office(figure: Figure, thing: Thing, office: str) -> Iterator[Meant]:
    """The figures of an office in the tables of its institution; its row itself, where its whole is asked for."""
    if is_whole(name_key(figure.item)):
        figure = figure.model_copy(update={"item": "总计", "side": _side_of_total(figure)})
    for each in _readings(figure.model_copy(update={"institution": office}), thing):
        yield each
        if each.of.item == "总计":
            yield Meant(each.of.model_copy(update={"item": ""}), each.cost + 0.2)


def _side_of_total(figure: Figure) -> Side:
    return figure.side if figure.side is not Side.UNKNOWN else side_of(figure.item)


def _readings(figure: Figure, thing: Thing) -> Iterator[Meant]:
    yield Meant(figure)
    for cost, slots in _other_slots(figure, thing):
        yield Meant(figure.model_copy(update=slots), cost)


def _other_slots(figure: Figure, thing: Thing) -> Iterator[tuple[float, dict[str, Any]]]:
    """What the slots may be instead, each with its cost."""
    yield from _other_items(figure)
    yield from _other_columns(figure)
    yield from _other_places(figure)
    yield from _wholes(figure)
    if figure.fund and figure.item:  # a name printed with its fund is nearer than one with a fund beside it
        yield -0.02, {"fund": Fund.UNKNOWN, "item": f"{figure.item}{thing.slot('fund')}"}
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
    if item == "总计" and figure.table:
        yield 0.05, {"item": "合计"}
    if item == "支出合计" and not figure.table:
        yield 0.15, {"item": "支出总计"}
    if "的" in item:
        yield 0.05, {"item": _OF_MONEY.sub("", item).replace("的", "")}


def _wholes(figure: Figure) -> Iterator[tuple[float, dict[str, Any]]]:
    """The row of the whole, where only a fund and a side, a column or a table say of what."""
    if figure.item and is_whole(name_key(figure.item)) and (figure.measure or figure.table):
        yield 0.1, {"item": "", "side": _side_of_total(figure)}
    of_fund = _OF_FUND.match(figure.item)
    fund = fund_of(figure.item) if of_fund and (of_fund["fund"] or of_fund["appropriation"]) else Fund.UNKNOWN
    if fund and figure.fund in (Fund.UNKNOWN, fund):
        side = side_of(of_fund["side"] or "") if of_fund and of_fund["side"] in ("收入", "支出") else figure.side
        total = "总计" if side is Side.UNKNOWN else f"{side.value}合计"
        yield 0.6, {"item": total, "fund": fund, "side": side}
        if figure.table:
            yield 0.2, {"item": "总计", "side": side}


def _other_columns(figure: Figure) -> Iterator[tuple[float, dict[str, Any]]]:
    """What was taken for a column is a fund, the item, or a part of its name."""
    fund = fund_of(figure.measure) if figure.measure and figure.fund is Fund.UNKNOWN else Fund.UNKNOWN
    if fund is not Fund.UNKNOWN:
        yield 0.1, {"measure": "", "fund": fund}
    if figure.item and AMOUNT.search(figure.measure):
        yield 0.15, {"measure": "", "stage": figure.stage or stage_of(figure.measure)}
    if figure.measure and figure.item and _SCORED.match(figure.measure):
        yield 0.1, {"measure": "得分", "stage": Stage.UNKNOWN}
        yield 0.15, {"measure": "", "role": Role.SCORE, "stage": Stage.UNKNOWN}
        yield 0.2, {"item": "总分", "measure": "得分", "subject": figure.item, "stage": Stage.UNKNOWN}
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
        if figure.item:
            group = core(name_key(figure.under))
            yield 0.35, {"under": "", "item": f"{group}{_KIND.sub('', figure.item)}"}
            yield from (
                [(0.25, {"under": "", "item": figure.under, "measure": figure.item})] if not figure.measure else []
            )
        plain = _STAGED.sub("", figure.under)
        yield from [(0.15, {"under": "", "item": f"{plain}{figure.item}"})] if plain != figure.under else []
        yield 0.6, {"under": "", "section": figure.under}
        if TOTAL.match(figure.item) or figure.item in ("", "总计", "合计数"):
            yield 0.05, {"under": "", "item": figure.under}


AMOUNT = re.compile("(?:总?预算|总?金额|总额|资金|安排)数?$")
"""A column that is only the amount of what is named: the figure may be told without it."""
_SCORED = re.compile("^(?:绩效)?(?:自评|评价|考评|考核)?(?:得|得分|评分|打分|分数|总分)?$")
_STAGED = re.compile("(?:预算|决算|支出)(?:总额|数|情况)?$")
"""What stands behind the name of a whole, not of its parts: 政府采购预算, 政府采购货物."""


def side_total(item: str) -> bool:
    return bool(re.match("^(?:本年)?(?:收入|支出)(?:合计|总计)$", item))


_PARTS = re.compile(
    "^(?:各|全部|所有|[一二三四五六七八九十几]?个)?(?:分项|子项|明细|各?项|部分|细项)(?:之和|合计|相加|总和)?$"
)
"""The parts of what they stand under, together."""
_WHOLE = re.compile("(?:合计|总计|总额|总数|总量|总金额)$")
_PROJECT = re.compile("项目|工程|专项|资金|经费$")
_ALL_OF_IT = re.compile("^(?:总额|总金额|总数额|总的|全部)$")
"""What is no column, but says that all of a figure is asked for."""
_KIND = re.compile("(?<=..)类$")
_OF_MONEY = re.compile("(?<=..)的(?:钱|款|资金|金额|数额)$")
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
        "measure": _ALL_OF_IT.sub("", thing.slot("col")),
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
