"""The change against the year before: stated, implied by a statement, or computed from the figures of two years."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.model.figures import Direction, Role, Stage
from qa.drafting.answer import Basis, Check
from qa.drafting.asking import Asking, heading, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import ENOUGH, find
from qa.evidence.groups import Group, find_groups, groups_of
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.lookup import best, missing, state
from qa.plans.plan import Target
from qa.plans.quantity import MONEY, Quantity, difference, growth, rounded, show, total


def change(asking: Asking, index: DocumentIndex) -> Draft:
    """The change of the target, stated or computed; a refusal if the document gives no comparison."""
    target = asking.target
    previous = (index.document.year or 0) - 1
    if target.year == previous and not asking.plan.wants & {"rate", "difference"} and "比" not in asking.plan.question:
        return prior_figure(asking, index)
    draft = Draft()
    group = stated_change(target, index)
    pair = two_years(asking, target, index) if group is None or (target.unit in MONEY and not group.change) else None
    if group is not None and pair is None:
        say_change(asking, draft, group)
        return draft
    if pair is not None:
        return computed_change(asking, draft, *pair)
    return missing(asking, target, index, None)


def stated_change(target: Target, index: DocumentIndex) -> Group | None:
    """The group that states a change against the year before for the target."""
    neutral = replace(target, year=None)
    groups = [group for group in groups_of(index) if group.change or group.rate]
    found = find_groups(neutral, index, groups)
    return found[0].group if found and found[0].recall >= ENOUGH else None


def say_change(asking: Asking, draft: Draft, group: Group) -> None:
    """States amount, rate and the year before; the recomputed rate serves as a check."""
    rate_first = group.rate if asks_rate_first(asking) else None
    change_figure, rate_figure, now = group.change, group.rate, group.final
    name = name_of(now or change_figure or rate_figure or group.figures[0])
    who = heading(group.figures[0].document, group.figures[0].document.year, asking)
    parts: list[str] = []
    if now is not None and now.value is not None:
        amount = asking.in_unit(draft.quantity(now))
        parts.append(
            asking.words(f"{name}{amount.shown()}{marks(amount)}", f"{name}: {amount.shown()} {marks(amount)}")
        )
    else:
        parts.append(name)
    if rate_first and rate_figure is not None:
        _result_of(asking, draft, rate_figure, name)
    parts += [_said(asking, draft, each, name) for each in (change_figure, rate_figure) if each is not None]
    before = implied_prior(draft, now, change_figure)
    if before is not None:
        draft.result(asking.words(f"上年{name}", f"{name}, year before"), before)
        parts.append(asking.words(f"据此上年为{before.shown()}", f"which puts the year before at {before.shown()}"))
        check_rate(draft, change_figure, rate_figure, before)
    draft.say(who + asking.words("，", "; ").join(parts) + asking.words("。", "."))


def asks_rate_first(asking: Asking) -> bool:
    """Whether only a rate is asked for, without an amount (下降百分之多少, 增幅)."""
    rest = re.sub("百分之(?:多少|几)|(?:增|降|涨|跌)幅(?:是|为)?多少|百分比|率(?:是|为)?多少", "", asking.plan.question)
    rest = re.sub("(?:增长|下降|上涨|涨|跌)了?(?:多少|几)", "", rest)
    return "rate" in asking.plan.wants and not re.search("多少|金额|数额|增加额|减少额|几万", rest)


def _said(asking: Asking, draft: Draft, figure: Figure, name: str) -> str:
    signed = _result_of(asking, draft, figure, name)
    direction = figure.statement.direction
    against = figure.statement.compared_with or "上年"
    if direction is Direction.FLAT:
        return asking.words(f"与{against}持平{marks(signed)}", f"unchanged on the year before {marks(signed)}")
    value = show(abs(signed.value), signed.unit)
    if figure.statement.role is Role.CHANGE_RATE:
        word = "增长" if direction is Direction.UP else "下降"
        return asking.words(
            f"{word}{value}{marks(signed)}", f"{'+' if direction is Direction.UP else '-'}{value} {marks(signed)}"
        )
    word = "增加" if direction is Direction.UP else "减少"
    return asking.words(
        f"比{against}{word}{value}{marks(signed)}",
        f"{'up' if direction is Direction.UP else 'down'} {value} on the year before {marks(signed)}",
    )


def _result_of(asking: Asking, draft: Draft, figure: Figure, name: str) -> Quantity:
    quantity = asking.in_unit(draft.quantity(figure))
    told = asking.plan.direction is figure.statement.direction  # 少了多少: the question's word gives the sign
    down = figure.statement.direction is Direction.DOWN and not (told and _ASKS_BY.search(asking.plan.question))
    signed = replace(quantity, value=-quantity.value) if down else quantity
    label = "增减率" if figure.statement.role is Role.CHANGE_RATE else "较上年增减"
    draft.result(asking.words(f"{name}{label}", f"{name}, change"), signed, Basis.TEXT)
    return signed


_ASKS_BY = re.compile("(?:增加|减少|增长|下降|多|少|降|涨|升|增|减)了?(?:多少|百分之|几)")


def implied_prior(draft: Draft, now: Figure | None, change_figure: Figure | None) -> Quantity | None:
    """This year's figure less its change: what the document implies for the year before."""
    if now is None or change_figure is None or now.value is None or change_figure.value is None:
        return None
    if now.unit not in MONEY or change_figure.unit not in MONEY:
        return None
    one, two = draft.quantity(now), draft.quantity(change_figure)
    direction = change_figure.statement.direction
    if direction is Direction.FLAT:
        return None
    return draft.calculate(total((one, two)) if direction is Direction.DOWN else difference(one, two))


def check_rate(draft: Draft, change_figure: Figure | None, rate_figure: Figure | None, before: Quantity) -> None:
    """Recomputes the stated rate from the stated change."""
    if change_figure is None or rate_figure is None or change_figure.value is None or rate_figure.value is None:
        return
    numbers = tuple(dict.fromkeys((*before.citations, draft.cite(rate_figure))))
    if before.value == 0:
        draft.checks.append(Check("year_on_year_rate", "not_checkable", "上年为0，没有增减率", numbers))
        return
    rate = rounded(change_figure.value / before.value * 100, 2)
    gap = abs(abs(rate) - rate_figure.value)
    same_words = change_figure.statement.direction is rate_figure.statement.direction
    status = (
        "pass"
        if gap <= Decimal("0.01") and same_words
        else "rounding"
        if gap <= Decimal("0.05") and same_words
        else "fail"
    )
    told = f"{rate_figure.statement.direction.value}{rate_figure.value}%"
    message = f"{change_figure.value} ÷ {before.value} = {abs(rate)}%，文中为{told}"
    draft.checks.append(Check("year_on_year_rate", status, message, numbers))


def prior_figure(asking: Asking, index: DocumentIndex) -> Draft:
    """The figure of the year before: printed, or implied by this year's figure and its change."""
    target = asking.target
    printed = best(target, index)
    draft = Draft()
    if printed is not None and printed.figure.year == target.year and printed.figure.value is not None:
        state(asking, draft, printed.figure)
        return draft
    group = stated_change(target, index)
    if group is None or _of_another_stage(target.stage, group, index):
        return missing(asking, target, index, None)
    current = group.final or _current(target, index)
    if current is not None and current.role in (Role.CHANGE, Role.CHANGE_RATE):
        current = None
    before = implied_prior(draft, current, group.change)
    if before is None:
        return _unchanged(draft, current, group.change) or missing(asking, target, index, None)
    assert current is not None and group.change is not None
    before = asking.in_unit(before)
    name, told = name_of(current), group.change.statement.direction.value
    changed = show(group.change.value or Decimal(0), group.change.unit)
    draft.result(asking.words(f"{target.year}年{name}", f"{name}, {target.year}"), before)
    draft.say(
        asking.words(
            f"{index.document.institution}{target.year}年{name}为{before.shown()}：由{index.document.year}年的"
            f"{show(current.value or Decimal(0), current.unit)}和比上年"
            f"{told}{changed}推算{marks(before)}。",
            f"{name} in {target.year}: {before.shown()}, "
            f"implied by the {index.document.year} figure and its change {marks(before)}.",
        )
    )
    return draft


def _unchanged(draft: Draft, current: Figure | None, flat: Figure | None) -> Draft | None:
    """This year's figure as that of the year before, if the document says 持平."""
    if flat is None or flat.statement.direction is not Direction.FLAT or current is None or current.value is None:
        return None
    same = draft.quantity(current)
    draft.result(name_of(current), same)
    draft.say(f"{name_of(current)}与上年持平，上年为{same.shown()}{marks(same)}[{draft.cite(flat)}]。")
    return draft


def _current(target: Target, index: DocumentIndex) -> Figure | None:
    """This year's figure of the target, for a change that is stated without it."""
    plain = (None, Role.AMOUNT, Role.FINAL, Role.BUDGET)
    told = find(replace(target, year=index.document.year), index, lambda each: each.role in plain)
    found = next((each for each in told if each.fits), None)
    return found.figure if found is not None and found.figure.value is not None else None


def _of_another_stage(stage: Stage, group: Group, index: DocumentIndex) -> bool:
    """Whether the year before is given as a budget although final accounts were asked for, or the reverse."""
    against = group.change.statement.compared_with if group.change else ""
    final = "执行" in against or "决算" in against or (index.document.main_kind == "决算" and "预算" not in against)
    return (stage is Stage.FINAL and not final) or (stage in (Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET) and final)


def two_years(asking: Asking, target: Target, index: DocumentIndex) -> tuple[Figure, Figure] | None:
    """The same figure of this year and the year before: from one table, or from the documents of both years."""
    # A budget sets its figure against what was spent the year before: 比2024年执行数
    mixed = index.document.main_kind == "预算" and target.stage is Stage.FINAL
    now = best(replace(target, year=index.document.year, stage=Stage.UNKNOWN if mixed else target.stage), index)
    if now is None or now.figure.value is None:
        return None
    previous = (index.document.year or 0) - 1
    here = find(replace(target, year=previous), index, lambda each: each.year == previous and each.value is not None)
    fitting = [each for each in here if each.fits and each.figure.unit == now.figure.unit]
    if fitting:
        earlier = fitting[0].figure
        return _same_row(earlier, index) or now.figure, earlier
    for other in asking.library.documents.values():
        if (
            other.institution == index.document.institution
            and other.year == previous
            and other.kind == index.document.kind
        ):
            before = best(replace(target, year=previous), asking.index(other.id))
            if before is not None and before.figure.value is not None and before.figure.name == now.figure.name:
                return now.figure, before.figure
    return None


def _same_row(before: Figure, index: DocumentIndex) -> Figure | None:
    """This year's figure in the row that prints last year's; another table may have another scope."""
    if not before.cell:
        return None
    fact = before.fact
    beside = [each for each in index.facts() if each.fact.table_id == fact.table_id and each.fact.row == fact.row]
    return next(
        (
            each
            for each in beside
            if each.year == index.document.year and each.stage is before.stage and each.value is not None
        ),
        None,
    )


def computed_change(asking: Asking, draft: Draft, now: Figure, before: Figure) -> Draft:
    """Difference and growth of two printed figures."""
    one, two = asking.in_unit(draft.quantity(now)), asking.in_unit(draft.quantity(before))
    gap = difference(one, two)
    rate = growth(one, two) if two.value else None
    name = name_of(now)
    wants_rate = "rate" in asking.plan.wants
    if wants_rate and rate is not None:
        draft.result(asking.words(f"{name}增减率", f"{name}, growth"), rate)
    draft.result(asking.words(f"{name}增减", f"{name}, change"), gap)
    if not wants_rate and rate is not None:
        draft.result(asking.words(f"{name}增减率", f"{name}, growth"), rate)
    draft.result(f"{now.year}年{name}", one)
    draft.result(f"{before.year}年{name}", two)
    word = "增加" if gap.value > 0 else "减少" if gap.value < 0 else "持平"
    tail = f"（{rate.shown()}）" if rate is not None else ""
    draft.say(
        asking.words(
            f"{now.document.institution}{name}{now.year}年为{one.shown()}{marks(one)}，{before.year}年为{two.shown()}{marks(two)}，"
            f"{word}{show(abs(gap.value), gap.unit) if gap.value else ''}{tail}。",
            f"{name}: {one.shown()} in {now.year} {marks(one)}, "
            f"{two.shown()} in {before.year} {marks(two)}, change {gap.shown()} {tail}.",
        )
    )
    return draft
