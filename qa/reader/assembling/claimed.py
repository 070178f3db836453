"""What a question wants checked: an amount or a bound, a share, a zero, a direction, or a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa.reader.assembling.said import Amount, amount_of, direction_of

_Compares = Literal["=", "<", "<=", ">", ">="]
_SAME = re.compile(
    "[没不未](?:怎么)?变|没(?:有)?(?:任何)?(?:变化|增减|动)|无(?:变化|增减)|持平|[相等]同|一样|unchanged|stay(?:ed|s)?|flat|same",
    re.I,
)
_NONE = re.compile(
    "^(?:就|都|全|也|是|为|等于)*(?:零|〇|zero|nil|none|nothing)$|没有|一(?:分|毛|块|元|个|辆|台|项|次|人|家)[^，,]{0,4}[没不无]"
    "|没[花用买排安发]|^没|(?:^|为|是)空(?:的|白)?$|^无|^no ",
    re.I,
)
_SHARES = (
    (re.compile("不[到足]一?半|less than half|under half", re.I), Amount(Decimal(50), "%"), "<"),
    (
        re.compile("一半以上|[过超]一?半|大半|半数以上|多一半|more than half|over half|\\bmost\\b|majority", re.I),
        None,
        ">",
    ),
    (re.compile("一半|半数|half", re.I), Amount(Decimal(50), "%", None, True), "="),
    (re.compile("三分之一|a third", re.I), Amount(Decimal("33.33"), "%", None, True), "="),
    (re.compile("四分之一|a quarter", re.I), Amount(Decimal(25), "%", None, True), "="),
    (re.compile("全部|全都|全[是给由靠用属]|都是|所有|统统|清一色|百分百|entire|\\ball\\b|whole", re.I), None, "="),
)
_OVER = re.compile("超[过出]|^超|多于|高于|大于|>|more than|over|above|exceed", re.I)
_LEAST = re.compile("以上|不[少低]于|至少|≥|at least|not less", re.I)
_UNDER = re.compile("不[到足满]|低于|少于|小于|<|less than|under|below", re.I)
_MOST = re.compile("以[下内]|不[超高多大][过于]|至多|≤|at most|no more", re.I)
_BOUNDS: tuple[tuple[re.Pattern[str], _Compares], ...] = ((_LEAST, ">="), (_MOST, "<="), (_UNDER, "<"), (_OVER, ">"))


_ZERO = Amount(Decimal(0), "")


@dataclass(frozen=True, slots=True)
class Stated:
    """``sort``: what is said of a figure: an ``amount``, a ``share`` of a whole, a ``change``, or a ``name``."""

    sort: Literal["amount", "share", "change", "name"]
    amount: Amount = _ZERO
    compares: _Compares = "="


def stated_in(words: Sequence[str], before: str = "") -> list[Stated]:
    """What each of the words of a claim says. ``before``: the words before them, of an amount (超过100万)."""
    found = [_stated(each, before) for each in words]
    amounts = [each for each in found if each.sort == "amount"]
    return amounts or found  # 减少 + 495.6万: the amount with its direction


def _stated(words: str, before: str) -> Stated:
    for pattern, amount, compares in _SHARES:
        if pattern.search(words):
            whole = Amount(Decimal(100 if compares == "=" else 50), "%")
            return Stated("share", amount or whole, compares)  # type: ignore[arg-type]
    amount = amount_of(words)
    if _SAME.search(words) and (amount is None or not amount.unit or amount.value == 1):
        return Stated("change")
    if _NONE.search(words) and (amount is None or amount.value <= 1):
        return Stated("amount")
    if amount is not None:
        return Stated("amount", amount, _bound(words, before))
    way = direction_of(words)
    return Stated("change", compares=">" if way == "up" else "<") if way != "size" else Stated("name")


def _bound(words: str, before: str) -> _Compares:
    """Whether an amount is a bound: by its own words, else by those just before it."""
    near = re.search("(?:超过?了?|不到|不足|不少于|不低于|不超过|多于|少于|低于|高于|至少)$", before.strip())
    for said in (words, near.group(0) if near else ""):
        for pattern, compares in _BOUNDS:
            if pattern.search(said):
                return compares
    return "="
