"""Counts in words (六个, 三项, six offices): those that say what an id counts are held against it.

Ordinary wording is free: a number of what the sentence itself enumerates, and any number where no id of the sentence
counts something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa.agent.guarding.support import Support
from qa.drafting.claims import Claim, chinese_number, claims_in

_KINDS = "个|项|家|所|辆|人|名|件|张|笔|类|款|处|次|户|台|套|条|份|位|只|栋|间|科室|部门|单位|机构|中心"
_WORD = re.compile(
    rf"(?<![第之前后余另外头零一二两三四五六七八九十百千万几每\d])(?P<number>[一二两三四五六七八九十百]+)(?P<kind>{_KINDS})"
)
_ENGLISH = {
    name: at
    for at, name in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_ENGLISH_WORD = re.compile(rf"\b(?P<number>{'|'.join(_ENGLISH)})\b(?=\s+[a-z\u4e00-\u9fff])", re.IGNORECASE)


def counts_in(text: str) -> tuple[Claim, ...]:
    """The counts that a text says in words; 一个 is an article."""
    found = [
        Claim(chinese_number(each["number"].replace("两", "二")), each["kind"], "", each.group(0), each.start())
        for each in _WORD.finditer(text)
        if each["number"] != "一"
    ]
    found += [
        Claim(Decimal(_ENGLISH[each["number"].lower()]), "", "", each.group(0), each.start())
        for each in _ENGLISH_WORD.finditer(text)
    ]
    return tuple(found)


def miscounted(text: str, question: str, supports: Sequence[Support]) -> Iterator[tuple[Claim, Decimal]]:
    """The counts in words of a sentence that no id of it holds, each with the count that an id gives."""
    for claim in counts_in(text):
        given = [each for each in supports if each.how == "count" or (each.unit and each.unit == claim.unit)]
        counted = [each for each in given if each.value == each.value.to_integral_value()]
        if not counted or any(each.value == claim.value for each in counted) or claim.text in question:
            continue
        if claim.value not in _enumerated(text, supports):
            yield claim, counted[0].value


def _enumerated(text: str, supports: Sequence[Support]) -> set[int]:
    """How many things the sentence itself may enumerate: its figures, its named members, its parts between 、."""
    named = {word for each in supports if each.how == "count" for word in each.words if word and word in text}
    parts = [len(re.split(r"、|,\s|\band\b|和", each)) for each in re.split(r"[，；;。：:（）()]", text)]
    return {len(claims_in(text)), len(named), *(each for each in parts if each > 1)}
