"""Figures that no cell holds: a difference with a name of its own, an average per counted thing, expenditure less
revenue."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from ingest.model.figures import Role, Side, Stage
from qa.drafting.asking import Asking, heading, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import find
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.lookup import best, missing, state
from qa.plans.quantity import MONEY, difference, quotient

_EACH = re.compile(r"(?:平均)?(?:每|一)(辆|人次|人|批次|批|次|台|个|件|户)|(人)均")
_SIDE_WORDS = re.compile("(?:当年|本年)?(?:收入|支出)(?:合计|决算|比支出|比收入)?")
_PLAIN = (Role.AMOUNT, Role.FINAL, Role.BUDGET, Role.INITIAL_BUDGET)
_SIDES = re.compile(
    r"支出.{0,8}(?:比|较|减|超出|高出|多于|超过).{0,6}收入|收入.{0,6}(?:比|较|减|超出|高出|多于).{0,6}支出"
)


@cache
def _differences() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(resources.files("qa.data").joinpath("derived.toml").read_text("utf-8"))["difference"])


def named_difference(asking: Asking, index: DocumentIndex) -> Draft | None:
    """A difference with a name of its own (超编), or None."""
    for row in _differences():
        if not re.search(row["cue"], asking.plan.question):
            continue
        found = [_first(asking, index, row[part]) for part in ("minuend", "subtrahend")]
        if found[0] is None or found[1] is None:
            return None
        draft = Draft()
        one, two = (replace(draft.quantity(each), unit=row["unit"]) for each in found if each is not None)
        gap = difference(one, two)
        draft.result(row["label"], gap)
        for figure, quantity in ((found[0], one), (found[1], two)):
            draft.result(name_of(figure), quantity)
        who = heading(index.document, index.document.year, asking)
        shown = f"{name_of(found[0])}{one.shown()}，{name_of(found[1])}{two.shown()}，{row['label']}{gap.shown()}"
        draft.say(
            f"{who}{shown}{marks(one, two)}。"
            if gap.value > 0
            else f"{who}{shown}{marks(one, two)}，没有{row['cue'].split('|')[0]}。"
        )
        return draft
    return None


def _first(asking: Asking, index: DocumentIndex, names: str) -> Figure | None:
    for words in names.split("|"):
        found = find(
            replace(asking.target, words=words, unit="", stage=Stage.UNKNOWN),
            index,
            lambda each: each.value is not None,
        )
        if found and found[0].recall > 0.95:
            return found[0].figure
    return None


def for_each(asking: Asking, index: DocumentIndex) -> Draft | None:
    """An amount per counted thing (平均一辆车的运行维护费), or None if the question does not ask for one."""
    counted = _EACH.search(asking.plan.question)
    if counted is None or "mean" not in asking.plan.wants:
        return None
    own = best(asking.target, index)
    if own is not None and "均" in own.figure.name + own.figure.origin.text:
        return None  # the document states the average itself
    unit = counted.group(1) or counted.group(2)
    unit = "辆" if unit == "台" and "车" in asking.plan.question else unit
    runs = [_EACH.sub("", run).removeprefix("车").strip("的") for run in asking.target.words.split("|")]
    wanted = replace(asking.target, words="|".join(run for run in runs if len(run) > 1), unit="")
    found = find(wanted, index, lambda each: each.unit in MONEY and each.role in (None, *_PLAIN))
    amount = next((each for each in found if each.fits and each.figure.value is not None), None)
    if amount is None:
        return missing(asking, asking.target, index, None)
    number = _counted(index, amount.figure, unit)
    if number is None:
        return missing(asking, asking.target, index, None)
    draft = Draft()
    one, two = asking.in_unit(draft.quantity(amount.figure)), draft.quantity(number)
    made = quotient(one, two, one.unit)
    draft.result(asking.words(f"平均每{unit}", "average"), made)
    who = heading(index.document, index.document.year, asking)
    draft.say(
        asking.words(
            f"{who}{name_of(amount.figure)}{one.shown()}，{name_of(number)}{two.shown()}，"
            f"平均每{unit}{made.shown()}{marks(one, two)}。",
            f"{who}{name_of(amount.figure)} {one.shown()} over {two.shown()}: {made.shown()} each {marks(one, two)}.",
        )
    )
    return draft


def _counted(index: DocumentIndex, near: Figure, unit: str) -> Figure | None:
    """The count that goes with an amount: the stock (保有量), else one from its sentence, else one from its section."""
    found = [each for each in index.figures if each.unit == unit and each.value]
    section = near.statement.section if not near.cell else ()
    same = [each for each in found if not each.cell and each.statement.section == section]
    stock = [each for each in found if "保有量" in each.name or "共有" in each.origin.text]
    kin = [each for each in found if len(each.names & near.names) >= 2]
    beside = [each for each in same if each.statement.sentence == near.statement.sentence]
    return next(iter([*[each for each in same if each in stock], *stock, *beside, *same, *kin]), None)


def side_against_side(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Expenditure less revenue of the same line items, or None if the question does not ask for it."""
    if not _SIDES.search(asking.plan.question):
        return None
    draft = Draft()
    for target in asking.plan.targets:
        words = "|".join(run for run in target.words.split("|") if not _SIDE_WORDS.fullmatch(run))
        spent = best(replace(target, words=words or "本年支出合计", side=Side.EXPENDITURE), index)
        got = best(replace(target, words=words or "本年收入合计", side=Side.REVENUE), index)
        if spent is None or got is None or spent.figure.value is None or got.figure.value is None:
            return missing(asking, target, index, None)
        if spent.figure.side is not Side.EXPENDITURE or got.figure.side is not Side.REVENUE:
            return missing(asking, target, index, None)
        one, two = draft.quantity(spent.figure), draft.quantity(got.figure)
        gap = difference(one, two) if one.value >= two.value else difference(two, one)
        more = asking.words("支出比收入多" if one.value >= two.value else "收入比支出多", "difference: ")
        draft.result(
            asking.words(
                f"{name_of(spent.figure)}{'支出减收入' if one.value >= two.value else '收入减支出'}",
                f"{name_of(spent.figure)}, expenditure less revenue",
            ),
            gap,
        )
        state(asking, draft, spent.figure)
        state(asking, draft, got.figure)
        draft.say(f"{more}{gap.shown()}" + asking.words("。", "."))
    draft.results.sort(key=lambda each: each.basis.value != "calculated")
    return draft if draft.results else None
