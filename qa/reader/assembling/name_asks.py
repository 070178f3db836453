"""Asks for names: what a text enumerates, what a table lists, what one year has and another has not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa.plans.language import Excluding, Members, Quote, Where
from qa.plans.slots import Figure, nodes_of
from qa.reader.assembling.conditions import conditions
from qa.reader.assembling.figures import over
from qa.reader.assembling.said import years_in
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.series import series
from qa.reader.assembling.series_asks import members
from qa.reader.assembling.setting import Option, Setting, ask_of
from qa.reader.assembling.terms import topics_of


def list_asks(setting: Setting) -> Iterator[Option]:
    topic = setting.clause.first("topic")
    yield from _of_one_year_only(setting, topic)
    if topic and not setting.clause.of("table", "under"):
        yield from _of_a_text(setting, topic)
    for each in members(setting):
        yield Option((ask_of(each.of, setting, show=("name", "value")),), each.cost, "list")


def member_asks(setting: Setting) -> Iterator[Option]:
    topic = " ".join(each.text for each in setting.clause.of("topic", "item", "aspect", "base")) or _before(setting)
    yield from _of_one_year_only(setting, topic)
    yield from _of_a_text(setting, topic)
    yield from (replace(each, cost=each.cost + 0.6) for each in list_asks(setting))


def _of_a_text(setting: Setting, topic: str) -> Iterator[Option]:
    for place, (at, called) in itertools.product(setting.places, enumerate(topics_of(topic))):
        of = over(place, _tested(_enumerated(called, place, setting), setting))
        yield Option((ask_of(of, setting, show=("name",)),), place.cost + at / 5, "members")


def _enumerated(topic: str, place: Placed, setting: Setting) -> Members:
    docs = None if place.each else place.docs
    return Members(of=Quote(documents=docs, topic=topic, section=setting.clause.first("section")))


def _tested(of: Any, setting: Setting) -> Any:
    """The names that hold or lack what the question says."""
    tests = next(iter(conditions(setting.clause)), ()) if setting.clause.of("has", "lacks") else ()
    return Where(of=of, conditions=tests) if tests else of


def _before(setting: Setting) -> str:
    """What the clause before was about, where its names are asked for now: 有几个，分别叫什么."""
    nodes = [node for ask in setting.previous for node in nodes_of(ask.of)]
    topics = (
        each.topic if isinstance(each, Quote) else each.item for each in nodes if isinstance(each, Quote | Figure)
    )
    return next(filter(None, topics), "")


_LACKING = re.compile(r"(?P<year>(?:20)?\d\d)年?[^，。；,;\d]{0,8}(?:没有|未有|不在|不见|未出现|没出现|不含|缺)")
_ADDED = re.compile("新增|新设|新出现|新列|多出来?|增加了哪|newly|added")
_DROPPED = re.compile("取消|撤销|不再|少了|去掉|减掉|删|dropped|removed")


def _of_one_year_only(setting: Setting, topic: str) -> Iterator[Option]:
    """The names of one of two years that are not among those of the other."""
    clause, found = setting.clause, len(setting.by_year) == 2
    years = list(dict.fromkeys(year for each in clause.of("year") for year in years_in(each.text)))
    lacking = _lacking(clause.before + clause.cue, years) if found and len(years) == 2 else None
    if lacking is None:
        return
    for own, other in zip(setting.by_year[1 - lacking], setting.by_year[lacking], strict=False):
        if topic:
            of = Excluding(of=_enumerated(topic, own, setting), names=_enumerated(topic, other, setting))
            yield Option((ask_of(of, setting, show=("name",)),), own.cost + other.cost - 0.1, "members")
        pairs = zip(series(clause, setting.things, own), series(clause, setting.things, other), strict=False)
        for one, another in pairs if not topic else ():
            of = Excluding(of=one.of, names=another.of)
            yield Option((ask_of(of, setting, show=("name", "value")),), one.cost - 0.1, "list")


def _lacking(said: str, years: list[int]) -> int | None:
    """Which of two years it is whose names are left out."""
    found = _LACKING.search(said)
    if found:
        year = int(found["year"]) % 100
        return next((at for at, each in enumerate(years) if each % 100 == year), None)
    later = years.index(max(years))
    return 1 - later if _ADDED.search(said) else later if _DROPPED.search(said) else None
