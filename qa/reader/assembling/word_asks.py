"""Asks for words: reasons, passages, the meaning of a term."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from qa.plans.language import OfTwo, OfYears, Quote, Reason
from qa.reader.assembling.figures import over
from qa.reader.assembling.setting import (
    Option,
    Setting,
    ask_of,
    figures_of,
    final_and_budget,
    for_each,
    latest_at,
    two_stages,
)
from qa.reader.assembling.terms import aspect_of

_BUDGET_SIDE = re.compile("预算|计划|安排|budget", re.I)


def reason_asks(setting: Setting) -> Iterator[Option]:
    stages = two_stages(setting) or bool(_BUDGET_SIDE.search("".join(each.text for each in setting.clause.of("stage"))))
    overrun = bool(
        re.search(
            "超[出过]?(?:了)?(?:年初)?预算|低于(?:年初)?预算|高于(?:年初)?预算|[比较](?:年初)?预算|没花完|没用完",
            setting.clause.before + setting.clause.cue,
        )
    )
    against_budget = (stages and not setting.prior) or overrun
    latest = setting.by_year[latest_at(setting)] if len(setting.by_year) > 1 else setting.places
    if setting.things:
        for final, budget in itertools.islice(final_and_budget(setting), 6):
            of = Reason(of=OfTwo(op="difference", a=final.of, b=budget.of))
            yield Option(
                (ask_of(for_each(setting.places, of), setting),), final.cost + (0 if against_budget else 0.6), "reason"
            )
        for thing in setting.things[:1]:
            plain = thing.but(stage="") if setting.prior else thing
            for each in figures_of(plain, latest, setting):
                of = Reason(of=OfYears(op="change", of=each.of))
                yield Option(
                    (ask_of(for_each(latest, of), setting),), each.cost + (0.5 if against_budget else 0), "reason"
                )
    topic = " ".join(each.text for each in setting.clause.of("topic", "item", "under"))
    for place in setting.places if topic else ():
        quote = Quote(documents=None if place.each else place.docs, topic=topic, aspect="原因")
        yield Option((ask_of(over(place, quote), setting),), place.cost + 0.9, "quote")


_ASKING = re.compile(
    "是|什么|哪些|哪个|哪|几|多少|怎么|如何|为何|吗|呢|的|了|原文|内容|说|讲|写|怎样|具体|介绍|列出|一下|请|有|啥|"
    "what|which|how|is|are|the|does|do|say|of|[？?，,。 ]",
    re.I,
)
"""Words of an ask that say nothing of what is asked about."""


def quote_asks(setting: Setting) -> Iterator[Option]:
    words = setting.clause.of("topic", "item", "subj", "under", "base")
    topic = " ".join(dict.fromkeys(each.text for each in words))
    said = next((each.text for each in reversed(setting.clause.of("aspect"))), "")
    aspect = aspect_of(said) or (said if topic else "") or aspect_of(setting.clause.cue)
    if not topic and not setting.own and setting.things:
        topic = setting.things[0].name
    for place in setting.places:
        docs = None if place.each else place.docs
        table, section = setting.clause.first("table"), setting.clause.first("section")
        for at, about in enumerate(
            dict.fromkeys(filter(None, (topic, setting.kind if not topic else "", said if not topic else "")))
        ):
            quote = Quote(documents=docs, topic=about, aspect=aspect, section=section, table=table)
            more = _ASKING.sub("", setting.clause.cue)
            if not aspect and len(more) > 1 and setting.own:
                fuller = quote.model_copy(update={"topic": f"{about} {more}"})
                yield Option((ask_of(over(place, fuller), setting),), place.cost + at / 10, "quote")
            yield Option(
                (ask_of(over(place, quote), setting),),
                place.cost + at / 10 + (0.3 if not aspect and more else 0),
                "quote",
            )
            if section or table:
                bare = quote.model_copy(update={"section": "", "table": ""})
                yield Option((ask_of(over(place, bare), setting),), place.cost + 0.3 + at / 10, "quote")
            if aspect:
                plain = quote.model_copy(update={"aspect": "", "topic": f"{about} {said}".strip()})
                yield Option((ask_of(over(place, plain), setting),), place.cost + 0.3 + at / 10, "quote")
        if not topic and not said and aspect and not (section or table):  # 主要是干什么的, of the office itself
            whole = Quote(documents=docs, aspect=aspect)
            yield Option((ask_of(over(place, whole), setting),), place.cost + 0.2, "quote")
        if not topic and not said and (section or table):
            yield Option(
                (ask_of(over(place, Quote(documents=docs, section=section, table=table)), setting),),
                place.cost + 0.2,
                "quote",
            )


def define_asks(setting: Setting) -> Iterator[Option]:
    topic = setting.clause.first("topic", "item", "base", "col")
    for place in setting.places:
        quote = Quote(documents=None if place.each else place.docs, topic=topic, aspect="定义")
        yield Option((ask_of(over(place, quote), setting),), place.cost, "define")
