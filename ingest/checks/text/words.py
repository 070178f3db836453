"""Words against figures: 增加/减少/持平, 大于/小于/等于, and a reason against its change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.comparison import Comparison
from ingest.checks.basis.figure import Figure, shown
from ingest.checks.basis.judging import FAIL, PASS, WARNING, finding, verdict_of
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.checks.text.rates import change_beside
from ingest.model.document import Finding
from ingest.model.figures import Direction, Role, Statement

_SIGN = {Direction.UP: 1, Direction.DOWN: -1, Direction.FLAT: 0}
_ORDER = re.compile(r"(?:决算|执行|支出)数?(大于|高于|多于|小于|低于|少于|等于|与)(?:年初|全年)?预算")
_SIGN_OF = {"大于": 1, "高于": 1, "多于": 1, "小于": -1, "低于": -1, "少于": -1, "等于": 0}
_MORE = re.compile(r"增加|增长|上升|提高|增多|调增|新增|扩大")
_LESS = re.compile(
    r"减少|下降|降低|压减|压缩|节约|节省|调减|取消|未|无|不|少|完成|结束|缩减|精简|退休|调整|变化|变动|厉行|预估|撤销"
)
_NOT_MORE = re.compile(
    r"增加|增长|上升|提高|增多|新|扩大|调入|划入|调整|变化|变动|上调|标准|补|上年|结转|去年|以前年度|包含|列入|更换|购置|因|要求|政策"
)
_SHORT = 40


def check_words(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``opposite-words``, ``word-against-figures``, ``change-amount`` and, as warnings, ``reason-against-change``."""
    for statements in checked.groups.values():
        compared = Comparison(checked, quantities, statements)
        for statement in statements:
            if statement.role is Role.CHANGE_RATE:
                yield from _opposite(compared, statement)
            elif statement.role is Role.CHANGE:
                yield from _change(compared, statement)
            elif statement.role is Role.REASON:
                yield from _order(compared, statement)
                yield from _reason(compared, statement)


def _opposite(compared: Comparison, rate: Statement) -> Iterator[Finding]:
    """减少5.44万元，增长13.12%."""
    change = change_beside(compared, rate)
    if change is None or not change.value or not rate.value or Direction.NONE in (change.direction, rate.direction):
        return
    figures = [figure for each in (change, rate) if (figure := compared.checked.figure_in(each, rate.item.name))]
    if len(figures) != 2:
        return
    moved = f"{change.direction.value}{figures[0].printed}"
    told = f"{figures[0].place}{rate.item.name}{moved}，变动率却写{_word(rate)}{figures[1].printed}"
    if change.direction == rate.direction:
        yield finding("opposite-words", PASS, told.replace("却写", ""), figures)
        return
    now = compared.now(rate)
    yield finding(
        "opposite-words", FAIL, told + "，方向相反" + _which(change, rate, now), [*figures, *([now] if now else [])]
    )


def _word(rate: Statement) -> str:
    return {Direction.UP: "增长", Direction.DOWN: "下降"}.get(rate.direction, rate.direction.value)


def _which(change: Statement, rate: Statement, now: Figure | None) -> str:
    """The direction that the figures support."""
    if now is None or change.value is None or rate.value is None:
        return ""
    moved = change.value * now.factor
    for word, before in (("增加", now.value - moved), ("减少", now.value + moved)):
        if before > 0 and abs(moved / before * 100 - rate.value) < Decimal("0.06"):
            return f"；按本年{now.printed}推算，{word}{change.value}对应的变动率正是{rate.value}%，应为“{word}”"
    return ""


def _change(compared: Comparison, change: Statement) -> Iterator[Finding]:
    """A change against the two amounts that it connects, if the sentence gives both."""
    now, before = compared.now(change), compared.before(change)
    sign = _SIGN.get(change.direction)
    if before is None and now is not None and sign == 1:
        yield from _more_than_all(compared, change, now)
    if now is None or before is None or sign is None or now.unit != before.unit or now.id == before.id:
        return
    moved = compared.checked.figure_in(change, "变动")
    gap = now.value - before.value
    flat = sign == 0
    if flat and "基本" in change.text:
        return
    if moved is not None and not flat and moved.unit != now.unit:
        return
    told = sign * moved.value if moved is not None and not flat else Decimal(0)
    allowed = now.half + before.half + (moved.half if moved is not None and not flat else 0)
    verdict = verdict_of(gap - told, allowed)
    if change.value is None and not flat:
        return
    message = (
        f"{now.place}{change.item.name}由{before.printed}变为{now.printed}，{_moved(gap, now.unit)}，文字写"
        f"“{change.direction.value}{moved.printed if moved and not flat else ''}”"
    )
    rule = "change-amount" if gap * sign > 0 else "word-against-figures"
    yield finding(
        rule,
        verdict,
        message + ("" if verdict == FAIL else "，相符"),
        [now, before, *([moved] if moved and not flat else [])],
    )


def _more_than_all(compared: Comparison, change: Statement, now: Figure) -> Iterator[Finding]:
    """An increase above the present amount would start from less than nothing."""
    moved = compared.checked.figure_in(change, "增加额")
    if moved is not None and moved.money and now.money and moved.value > now.value + moved.half + now.half:
        message = f"{moved.place}{change.item.name}增加{moved.printed}，大于本年的{now.printed}，上年数将为负"
        yield finding("change-amount", FAIL, message, [moved, now])


def _moved(gap: Decimal, unit: str) -> str:
    if not gap:
        return "没有变动"
    return f"{'增加' if gap > 0 else '减少'}{shown(abs(gap), unit)}"


def _order(compared: Comparison, reason: Statement) -> Iterator[Finding]:
    """决算数小于预算数 against the two figures."""
    match = _ORDER.search(normalize(reason.subject) or normalize(reason.text))
    if match is None or match[1] not in _SIGN_OF:
        return
    final, budget = compared.final(reason), compared.budget(reason)
    if final is None or budget is None or not (final.money and budget.money) or final.id == budget.id:
        return
    gap = final.value - budget.value
    sign = (gap > 0) - (gap < 0)
    held = sign == _SIGN_OF[match[1]] or (not _SIGN_OF[match[1]] and abs(gap) <= final.half + budget.half)
    words = (
        f"{final.place}{reason.item.name}决算数{final.printed}，预算数{budget.printed}，文字写“决算数{match[1]}预算数”"
    )
    actual = {1: "大于", -1: "小于", 0: "等于"}[sign]
    yield finding(
        "word-against-figures",
        PASS if held else FAIL,
        words + ("，相符" if held else f"，实为{actual}"),
        [final, budget],
    )


def _reason(compared: Comparison, reason: Statement) -> Iterator[Finding]:
    """经费减少 because of 经费增加: all words of a short reason point the other way."""
    text = normalize(reason.text)
    if len(text) > _SHORT or reason.direction not in (Direction.UP, Direction.DOWN):
        return
    down = reason.direction is Direction.DOWN
    against = (
        _MORE.search(text) and not _LESS.search(text)
        if down
        else _LESS_ONLY.search(text) and not _NOT_MORE.search(text)
    )
    if not against:
        return
    change = next(
        (each for each in compared.statements if each.role in (Role.CHANGE, Role.CHANGE_RATE) and each.value), None
    )
    figure = compared.checked.figure_in(change) if change is not None else None
    final = compared.final(reason) if figure is None else None
    told = figure or final
    if told is None:
        return
    message = f"{told.place}{reason.item.name}{'减少' if down else '增加'}，所列原因却是“{reason.text}”，请核对"
    yield finding("reason-against-change", FAIL, message, [told], WARNING)


_LESS_ONLY = re.compile(r"减少|下降|降低|压减|压缩|节约|节省|调减|缩减|精简")
