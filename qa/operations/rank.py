"""The largest or smallest of a series."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.drafting.asking import Asking, heading, place_words
from qa.drafting.draft import Draft, marks
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.series import Member
from qa.operations.asked_series import the_series
from qa.operations.lookup import missing


def rank(asking: Asking, index: DocumentIndex) -> Draft:
    """The largest or smallest members of the series asked for."""
    found = the_series(asking, index)
    if found is None:
        return missing(asking, asking.target, index, None)
    draft = Draft()
    ordered = sorted(found.members, key=lambda each: each.value, reverse=not asking.plan.lowest)
    kept = _with_ties(ordered, _how_many(asking, len(ordered)))
    for member in kept:
        quantity = asking.in_unit(draft.quantity(member.figure))
        draft.result(member.name, quantity)
        draft.items.append(member.name)
    shown = [f"{each.name} {draft.quantity(each.figure).shown()}{marks(draft.quantity(each.figure))}" for each in kept]
    who = heading(index.document, index.document.year, asking)
    measure = _measure_words(kept[0].figure)
    word = asking.words("最低" if asking.plan.lowest else "最高", "lowest" if asking.plan.lowest else "highest")
    draft.say(
        asking.words(
            f"{who}{measure}{word}的是：{'；'.join(shown)}（{place_words(kept[0].figure)}）。",
            f"{who}{measure} {word}: {'; '.join(shown)}.",
        )
    )
    return draft


def _how_many(asking: Asking, size: int) -> int:
    if asking.plan.top:
        return asking.plan.top
    numeral = re.search(
        r"(?:最.{1,2}的?前?|哪)([一二两三四五六七八九十]|\d{1,2})(?:个|家|项|名|大)", asking.plan.question
    )
    words = "零一二三四五六七八九十"
    if numeral:
        text = numeral.group(1)
        return int(text) if text.isdigit() else 2 if text == "两" else words.index(text)
    return size if re.search("排序|排个序|从高到低|从低到高|从大到小|从小到大|排名", asking.plan.question) else 1


def _with_ties(ordered: Sequence[Member], count: int) -> list[Member]:
    if count >= len(ordered):
        return list(ordered)
    return [each for at, each in enumerate(ordered) if at < count or each.value == ordered[count - 1].value]


def _measure_words(figure: Figure) -> str:
    if not figure.cell:
        return ""
    measure = figure.fact.measure
    return measure if measure not in ("合计", "") else figure.fact.side.value
