"""Conditions of a question over a series: 不到90%, 满分, 低于全年预算数, 名称带“…”."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import to_unit
from qa.plans.quantity import MONEY
from qa.reading.question import Question

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|分|万元|亿元|元|人|个|辆)?"
_BELOW = re.compile(
    r"(?:不到|低于|小于|少于|不足|未达到?|没达到|以下|没有达到|<)"
    + _NUMBER
    + "|"
    + _NUMBER.replace("number", "number2").replace("unit", "unit2")
    + "以下"
)
_ABOVE = re.compile(
    r"(?:超过|高于|大于|多于|超出|>)"
    + _NUMBER
    + "|"
    + _NUMBER.replace("number", "number2").replace("unit", "unit2")
    + "以上"
)
_AT_LEAST = re.compile(r"(?:不低于|不少于|达到|至少)" + _NUMBER)
_EQUAL = re.compile(r"(?:拿了?|得了?|是|为|等于|满分|都是|达到了?)" + _NUMBER + r"(?!以)")
_BETWEEN_COLUMNS = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,8}?数?)(?:低于|小于|少于|不足|没有?达到|<)(?P<two>[\u4e00-\u9fff]{2,8}数?)"
)
_TENTHS = re.compile("([一二三四五六七八九])成")
_NAMED = re.compile(r"(?:(?:名称|名字)(?:中|里)?(?:带有?|包含|含有?|有)|带有?(?=\"))\"?([^\"的]{2,20}?)\"?(?:的|字样)")


@dataclass(frozen=True, slots=True)
class Condition:
    """``keeps(value)`` says whether a member stays. ``text`` is the condition as asked; ``unit`` is its unit, or
    empty."""

    keeps: Callable[[Decimal], bool]
    text: str
    unit: str

    def holds(self, value: Decimal, unit: str) -> bool:
        """Whether a figure meets the condition. Money is converted to the condition's unit; incompatible units never
        match."""
        if self.unit in MONEY and unit in MONEY:
            return self.keeps(to_unit(value, unit, self.unit))
        return (not self.unit or self.unit == unit) and self.keeps(value)


def condition_of(text: str) -> Condition | None:
    """The numeric condition of a question, if it has one."""
    text = _TENTHS.sub(lambda found: f"{'零一二三四五六七八九'.index(found.group(1))}0%", text).replace("没到", "不到")
    tests: tuple[tuple[re.Pattern[str], Callable[[Decimal, Decimal], bool]], ...] = (
        (_AT_LEAST, lambda value, limit: value >= limit),
        (_BELOW, lambda value, limit: value < limit),
        (_ABOVE, lambda value, limit: value > limit),
        (_EQUAL, lambda value, limit: value == limit),
    )
    for pattern, test in tests:
        found = pattern.search(text)
        if found:
            groups = found.groupdict()
            number = groups.get("number") or groups.get("number2") or ""
            limit = Decimal(number.replace(",", ""))
            unit = groups.get("unit") or groups.get("unit2") or ""
            return Condition(lambda value, test=test, limit=limit: test(value, limit), found.group(0), unit)  # type: ignore[misc]
    if "满分" in text:
        return Condition(lambda value: value == 100, "满分", "分")
    return None


def columns_compared(text: str) -> tuple[str, str] | None:
    """``(smaller, larger)`` of 全年执行数低于全年预算数."""
    found = _BETWEEN_COLUMNS.search(text)
    return (found.group("one").split("的")[-1].lstrip("中里"), found.group("two").split("的")[0]) if found else None


def named_with(question: Question) -> str:
    """The words that the names must contain (名称带“…”的), or empty."""
    found = _NAMED.search(question.text)
    return found.group(1) if found else ""
