"""What the turn before asked, asked again: of another item, office, year or stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.model.figures import Stage
from qa.plans.language import Ask, Each, OfYears, Quote
from qa.plans.slots import Docs, Node, Slots, Union, nodes_of, rebuilt
from qa.reader.assembling.clauses import Thing, Words
from qa.reader.assembling.said import stage_of
from qa.reader.assembling.scope import Placed

_SAID = frozenset({"inst", "all", "year", "kind", "variant", "item", "base", "topic", "stage"})
"""What a turn may say that is put in the place of what the turn before said."""


def asked_again(
    asks: Sequence[Ask], before: Sequence[Thing], now: Sequence[Thing], said: Sequence[Words], place: Placed
) -> tuple[Ask, ...]:
    """The asks of the turn before with the documents of ``place``, and what they were of replaced by what is named now.
    None where a word of ``said`` would be left out, or what was asked before would stay in its place."""
    if any(each.tag not in _SAID for each in said) or not _fit(asks, said, place):
        return ()
    changed = tuple(asks)
    if tuple(now) != tuple(before):
        changed = _of_other(asks, before[0], now[0]) if len(now) == len(before) == 1 else ()
    return tuple(each.model_copy(update={"of": _in(each.of, place)}) for each in changed)


def _fit(asks: Sequence[Ask], said: Sequence[Words], place: Placed) -> bool:
    """Whether the asks hold of the documents of a place as they stand: not where the figures of another year are to be
    taken from them, nor one figure of each of several."""
    nodes = [node for each in asks for node in nodes_of(each.of)]
    of_other_years = any(
        (isinstance(node, Slots) and node.year) or (isinstance(node, OfYears) and node.op == "prior") for node in nodes
    )
    if place.year or place.back or (of_other_years and any(each.tag == "year" for each in said)):
        return False
    return not place.each or all(isinstance(each.of, Each) for each in asks)


def _of_other(asks: Sequence[Ask], before: Thing, now: Thing) -> tuple[Ask, ...]:
    """The asks of another item, or of the same at another stage; none where either has no place in one of them."""
    if before.but(stage="").named(now.name) != now.but(stage=""):
        return ()
    stage = stage_of(now.slot("stage")) if now.slot("stage") != before.slot("stage") else Stage.UNKNOWN
    for each in asks:
        nodes = list(nodes_of(each.of))
        named = any(_names(node, before.name) for node in nodes)
        stages = {node.stage for node in nodes if isinstance(node, Slots)}
        if (now.name != before.name and not named) or (stage and len(stages) != 1):
            return ()
    return tuple(each.model_copy(update={"of": _replaced(each.of, before.name, now.name, stage)}) for each in asks)


def _names(node: Node, name: str) -> bool:
    return (isinstance(node, Slots) and node.item == name) or (isinstance(node, Quote) and node.topic == name)


def _replaced(of: Any, before: str, now: str, stage: Stage) -> Any:
    if isinstance(of, Slots):
        slots: dict[str, Any] = {"item": now} if of.item == before else {}
        return of.model_copy(update={**slots, "stage": stage} if stage else slots)
    if isinstance(of, Quote):
        return of.model_copy(update={"topic": now}) if of.topic == before else of
    return rebuilt(of, lambda each: _replaced(each, before, now, stage))


def _in(of: Any, place: Placed) -> Any:
    """An expression over other documents."""
    if isinstance(of, Docs | Union):
        return place.docs
    if isinstance(of, Each) and isinstance(of.over, Docs | Union) and not place.each:
        return _in(_bound(of.value, place.docs), place)
    return rebuilt(of, lambda each: _in(each, place))


def _bound(of: Any, docs: Docs | Union) -> Any:
    """What ``each`` asked of every document, of one."""
    if isinstance(of, Slots | Quote):
        return of.model_copy(update={"documents": docs})
    return rebuilt(of, lambda each: _bound(each, docs))
