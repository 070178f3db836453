"""What the turn before asked, asked again: of another item, office, year or stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.model.figures import Stage
from qa.plans.language import Ask, Each, Quote
from qa.plans.slots import Docs, Node, Slots, Union
from qa.reader.assembling.clauses import Thing
from qa.reader.assembling.said import stage_of
from qa.reader.assembling.scope import Placed


def asked_again(asks: Sequence[Ask], before: Sequence[Thing], now: Sequence[Thing], place: Placed) -> tuple[Ask, ...]:
    """The asks of the turn before with the documents of ``place``, and what they were of replaced by what is named
    now."""
    changed = asks
    if now and before and now[0] != before[0]:
        changed = [each.model_copy(update={"of": _of_other(each.of, before[0], now[0])}) for each in asks]
    return tuple(each.model_copy(update={"of": _in(each.of, place)}) for each in changed)


def _of_other(of: Any, before: Thing, now: Thing) -> Any:
    """An expression of another item, or of the same at another stage."""
    if isinstance(of, Slots):
        same = of.item == before.name or not before.name
        slots: dict[str, Any] = {"item": now.name} if same and now.name else {}
        if (stage := stage_of(now.slot("stage"))) is not Stage.UNKNOWN:
            slots["stage"] = stage
        return of.model_copy(update=slots)
    if isinstance(of, Quote):
        return of.model_copy(update={"topic": now.name or of.topic})
    return _mapped(of, lambda each: _of_other(each, before, now))


def _in(of: Any, place: Placed) -> Any:
    """An expression over other documents."""
    if isinstance(of, Docs | Union):
        return place.docs
    if isinstance(of, Each) and isinstance(of.over, Docs | Union) and not place.each:
        return _in(_bound(of.value, place.docs), place)
    return _mapped(of, lambda each: _in(each, place))


def _bound(of: Any, docs: Docs | Union) -> Any:
    """What ``each`` asked of every document, of one."""
    if isinstance(of, Slots | Quote):
        return of.model_copy(update={"documents": docs})
    return _mapped(of, lambda each: _bound(each, docs))


def _mapped(of: Any, change: Any) -> Any:
    if isinstance(of, Node):
        changed = {name: change(getattr(of, name)) for name in type(of).model_fields}
        return of.model_copy(update={name: each for name, each in changed.items() if each is not getattr(of, name)})
    if isinstance(of, tuple):
        return tuple(change(each) for each in of)
    return of
