"""Asks for a verdict on what the question says of a figure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.model.figures import Stage
from qa.plans.language import Ask, Claim, Columns, Each, HasValue, Number, OfTwo, OfYears, Where
from qa.plans.slots import Slots, nodes_of
from qa.reader.assembling.claimed import Stated, stated_in
from qa.reader.assembling.clauses import Thing
from qa.reader.assembling.figure_asks import change_asks
from qa.reader.assembling.figures import figures
from qa.reader.assembling.operands import adds, operand, pairs_of, summed
from qa.reader.assembling.said import amount_of, direction_of, stage_of
from qa.reader.assembling.series_asks import rank_asks
from qa.reader.assembling.setting import (
    Option,
    Setting,
    ask_of,
    cheapest,
    figures_of,
    final_and_budget,
    for_each,
    two_stages,
)
from qa.reader.assembling.share_asks import share_asks
from qa.reader.assembling.verdict_asks import equal_asks

_UNCHECKED = 2.0
"""What a verdict on one stated figure costs where the question states others beside it."""
_EACH = re.compile("都|均|各|all|both|each", re.I)
_ALL = re.compile("全|都|统统|只|一律|清一色|all|only|entire", re.I)


def claim_asks(setting: Setting) -> Iterator[Option]:
    words = [each.text for each in setting.clause.of("claim")]
    given = [each.text for each in setting.clause.of("given")]
    stated = stated_in(words or given[:1] * (len(given) == 1), setting.clause.before)
    amounts = [each for each in stated if each.sort == "amount"]
    things, near = [each for each in setting.things if not each.base], (setting.clause.before[-16:], setting.clause.cue)
    if len(amounts) > 1:
        yield from _of_amounts(amounts, setting)
    elif len(amounts) == 1 and len(things) > 1 and not adds(setting) and _EACH.search("".join((*near, *words))):
        yield from _of_amounts(amounts * len(things), setting)
        return
    for each in stated[:1]:
        if each.sort == "amount":
            more = _UNCHECKED if len(amounts) > 1 else 0
            yield from (replace(option, cost=option.cost + more) for option in _of_amount(each, setting))
        elif each.sort == "share":
            yield from _of_share(each, words[0], setting)
        elif each.sort == "change":
            yield from _of_change(each, words[0], setting)
        else:
            yield from _of_name(words, setting)
    alike = all(each.sort in ("change", "name") and each.compares == "=" for each in stated)
    if alike and len(setting.things) > 1:
        yield from (replace(each, cost=each.cost + 0.6) for each in equal_asks(setting))


def _claimed(stated: Stated, of: Any) -> Any:
    """A claim on a figure, of each document where it is of each."""
    if isinstance(of, Each):
        return of.model_copy(update={"value": _claimed(stated, of.value)})
    amount = stated.amount
    return Claim(
        value=amount.value,
        unit=amount.unit,
        of=of,
        upto=amount.upto,
        about=amount.about,
        compares=stated.compares,
    )


def _judged(options: Iterator[Option], stated: Stated, more: float = 0.0) -> Iterator[Option]:
    """Figures as claims on them."""
    for each in options:
        asks = tuple(Ask(of=_claimed(stated, ask.of)) for ask in each.asks)
        yield Option(asks, each.cost + more, "claim")


# ------------------------------------------------------------------------------------------------------- amounts


def _of_amount(stated: Stated, setting: Setting) -> Iterator[Option]:
    near = setting.clause.before + " ".join(each.text for each in setting.clause.of("claim"))
    fall = direction_of(near) == "down"
    for cost, of in _figures(stated.amount.unit, near, setting):
        made = stated
        if fall and isinstance(of, OfYears | OfTwo) and of.op in ("change", "growth", "difference"):
            made = _negative(made)
        if isinstance(of, OfTwo) and of.op in ("completion", "growth", "share") and not made.amount.unit:
            made = replace(made, amount=replace(made.amount, unit="%"))
        asks: tuple[Ask, ...] = (Ask(of=_claimed(made, of)),)
        if not any(isinstance(each, Slots) for each in nodes_of(of)):  # of the question's own numbers: with the printed
            of_none = (each.but(stage="") for each in setting.things[:1])
            printed = (cheapest(figures_of(each, setting.places, setting), 1) for each in of_none)
            asks += tuple(Ask(of=each.of) for found in printed for each in found)
        yield Option(asks, cost, "claim" if len(asks) == 1 else "claim and figure")


def _negative(stated: Stated) -> Stated:
    turned: Any = {">": "<", ">=": "<=", "<": ">", "<=": ">="}.get(stated.compares, stated.compares)
    amount = stated.amount
    upto = -amount.upto if amount.upto is not None else None
    return replace(stated, amount=replace(amount, value=-amount.value, upto=upto), compares=turned)


def _of_amounts(stated: Sequence[Stated], setting: Setting) -> Iterator[Option]:
    """Several amounts: each of its own name, or of one name each in its own unit."""
    things = [each for each in setting.things if not each.base]
    units = [each.amount.unit for each in stated]
    if len(things) == 1 and len(set(units)) == len(units):
        things = things * len(stated)
    if len(things) != len(stated):
        return
    near = setting.clause.before + " ".join(each.text for each in setting.clause.of("claim"))
    moved = setting.prior or bool(_CHANGES.search(near))
    for place in setting.places:
        readings = [cheapest(figures(thing, place, unit), 4) for thing, unit in zip(things, units, strict=True)]
        for picked in zip(*readings, strict=False):
            claims = (_claimed(one, meant.of) for one, meant in zip(stated, picked, strict=True))
            cost = max(meant.cost for meant in picked) + (0.6 if moved else 0)
            yield Option(tuple(Ask(of=each) for each in claims), cost, "claim")
        changes = [cheapest(figures(thing, place), 4) for thing in things] if moved else []
        fell = direction_of(near) == "down"
        for picked in zip(*changes, strict=False):
            claims = (_of_its_change(one, meant.of, fell) for one, meant in zip(stated, picked, strict=True))
            yield Option(tuple(Ask(of=each) for each in claims), max(meant.cost for meant in picked), "claim")


def _of_its_change(stated: Stated, of: Any, fell: bool) -> Any:
    """A claim on the change against the year before, or on its rate."""
    changed = OfTwo(op="growth", a=of) if stated.amount.unit == "%" else OfYears(op="change", of=of)
    return _claimed(_negative(stated) if fell else stated, changed)


_CHANGES = re.compile("增|减|涨|降|升|跌|多[了出]|少了|上年|去年|同比|grew|rose|fell|increase|decrease", re.I)


def _figures(unit: str, near: str, setting: Setting) -> Iterator[tuple[float, Any]]:
    """What a stated number may be of."""
    change = bool(_CHANGES.search(near)) or setting.prior
    meant = (each for thing in setting.things[:1] or (Thing(""),) for each in operand(thing, setting.places, setting))
    yield from summed(setting) if adds(setting) else ()
    for each in itertools.islice(meant, 4):
        grown, changed = OfTwo(op="growth", a=each.of), OfYears(op="change", of=each.of)
        if two_stages(setting) and unit in ("%", ""):
            for final, budget in itertools.islice(final_and_budget(setting), 2):
                yield final.cost - 0.1, OfTwo(op="completion", a=final.of, b=budget.of)
        if unit == "%":
            yield from _of_given_stages(setting)
            yield each.cost + (0 if change else 0.4), grown
            yield each.cost + (0.5 if change else 0.1), each.of
            for final, budget in itertools.islice(final_and_budget(setting), 2):
                less = 0.1 if re.search("完成|执行", near) else 0.6
                yield final.cost + less, OfTwo(op="completion", a=final.of, b=budget.of)
        else:
            yield each.cost + (0.6 if change else 0), each.of
            yield each.cost + (0 if change else 0.9), changed
    if len(setting.things) > 1 and unit == "%":
        for a, b in itertools.islice(pairs_of(setting), 4):
            yield a.cost + b.cost - 0.05, OfTwo(op="share", a=a.of, b=b.of)
    elif len(setting.things) > 1:
        for a, b in itertools.islice(pairs_of(setting), 2):
            yield a.cost + b.cost + 0.2, OfTwo(op="difference", a=a.of, b=b.of)


def _of_given_stages(setting: Setting) -> Iterator[tuple[float, Any]]:
    """A percentage of two amounts that the question gives for what was planned and what was done."""
    said = sorted(setting.clause.of("stage", "given"), key=lambda each: each.start)
    if [each.tag for each in said] != ["stage", "given"] * 2:
        return
    amounts = {stage_of(one.text): amount_of(other.text) for one, other in zip(said[::2], said[1::2], strict=True)}
    final = amounts.pop(Stage.FINAL, None)
    budget = next(iter(amounts.values()), None)
    if final is not None and budget is not None:
        done, planned = (Number(value=each.value, unit=each.unit) for each in (final, budget))
        yield -0.3, OfTwo(op="completion", a=done, b=planned)


# ------------------------------------------------------------------------------------------------------- others


_SHARE_WORDS = re.compile("全部|全都|全|都|给了?|是|由|靠|用于|属于|所有|统统|清一色|一半以上|过半|大半|一半|超过?|的")


def _of_share(stated: Stated, words: str, setting: Setting) -> Iterator[Option]:
    """A share of a whole, of which the part may be named within the claim (全给了小微企业)."""
    part = _SHARE_WORDS.sub("", words)
    if len(part) > 1 and len(setting.things) == 1:
        whole = replace(setting.things[0], base=True)
        setting = replace(setting, things=(Thing(part), whole))
    yield from _judged(share_asks(setting), stated, 0.1)


def _of_change(stated: Stated, words: str, setting: Setting) -> Iterator[Option]:
    """A rise, a fall or none: against the year before; or of each name against its budget, where that is said."""
    if not two_stages(setting) and not re.search("预算|计划|支$|budget", words):
        yield from _judged(iter(change_asks("change")(setting)), stated, 0.1)
        return
    things = [each for each in setting.things if not each.base]
    readings = [list(itertools.islice(final_and_budget(replace(setting, things=(each,))), 6)) for each in things]
    for picked in zip(*readings, strict=False) if things else ():
        gaps = (OfTwo(op="difference", a=final.of, b=budget.of) for final, budget in picked)
        asks = tuple(Ask(of=_claimed(stated, for_each(setting.places, each))) for each in gaps)
        yield Option(asks, max(final.cost for final, _ in picked) + 0.1, "claim")


def _of_name(words: Sequence[str], setting: Setting) -> Iterator[Option]:
    """A name: the largest or the smallest; the part that is the whole (全是货物); or the column of a row."""
    said = words[0]
    if re.search("最[多大高]|第一|largest|highest", said):
        yield from (replace(each, cost=each.cost + 0.2) for each in rank_asks(False, False)(setting))
    elif re.search("最[少小低]|垫底|smallest|lowest", said):
        yield from (replace(each, cost=each.cost + 0.2) for each in rank_asks(True, False)(setting))
    elif len(words) == 1 and _ALL.search(setting.clause.before[-8:] + setting.clause.cue) and len(setting.things) == 1:
        parts = (Thing(said), replace(setting.things[0], base=True))
        whole = stated_in(["全部"])[0]
        yield from _judged(share_asks(replace(setting, things=parts)), whole, 0.2)
    yield from _of_columns(words, setting)


def _of_columns(words: Sequence[str], setting: Setting) -> Iterator[Option]:
    """In which column of its row a figure stands: that which is given, else any that is there."""
    given = next((amount for each in setting.clause.of("given") if (amount := amount_of(each.text))), None)
    for thing in setting.things[:1]:
        for each in cheapest(figures_of(thing, setting.places, setting), 3):
            than = Number(value=given.value, unit=given.unit) if given else Number(value=0)  # type: ignore[arg-type]
            test = HasValue(compares="=" if given else ">", than=than)
            listed = ask_of(Where(of=Columns(of=each.of), conditions=(test,)), setting, show=("name", "value"))
            claims: tuple[Ask, ...] = ()
            if given and len(words) == 1:
                of = each.of.model_copy(update={"measure": words[0]})
                claims = (Ask(of=Claim(value=given.value, unit=given.unit, of=of)),)
            told = bool(given) or len(words) > 1
            yield Option((*claims, listed), each.cost + (0.6 if told else 1.5), "claim")
