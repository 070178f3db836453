"""Why a figure changed: the change, related changes, and the reason as the document states it."""

from __future__ import annotations

import re

from ingest.model.figures import Direction, Role
from qa.drafting.answer import Status
from qa.drafting.asking import Asking, heading, name_of, shown_words
from qa.drafting.draft import Draft, marks
from qa.drafting.reasons import whole_reason
from qa.evidence.evidence import ENOUGH
from qa.evidence.groups import Group, find_groups, groups_of
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.change import say_change, stated_change
from qa.operations.text import causal_sentences, text
from qa.plans.quantity import difference, show
from qa.plans.words import clean, closeness, pairs


def why(asking: Asking, index: DocumentIndex) -> Draft:
    """The stated reason, quoted; 文件未说明原因 if none is stated."""
    groups = groups_of(index)
    group = _told(asking, index, groups)
    draft = Draft()
    if group is not None:
        _facts_of(asking, draft, group)
        _premise(asking, draft, group)
        for reason in group.reasons:
            say_reason(asking, draft, reason)
        _figures_in_reasons(asking, draft, group)
        _counterpart(asking, draft, group, groups)
        return draft
    found = causal_sentences(asking, index)
    if found is not None:
        told = stated_change(asking.target, index)
        if told is not None:
            _premise(asking, found, told)
        return found
    if not asking.target.side and _WHAT_IS_IT.search(asking.plan.question):
        told_of = text(asking, index)
        if told_of.status is Status.ANSWERED:
            return told_of
    return unexplained(asking, index, groups)


_WHAT_IS_IT = re.compile("怎么回事")
"""Asks what a thing is about, not why a figure changed."""


def _told(asking: Asking, index: DocumentIndex, groups: tuple[Group, ...]) -> Group | None:
    """The group with a reason for what was asked, against the budget or last year as asked."""
    with_reason = [group for group in groups if group.reasons]
    found = [each for each in find_groups(asking.target, index, with_reason) if each.recall >= ENOUGH]
    if not found:
        return None
    against_budget = "预算" in asking.plan.question and not any(
        each in asking.plan.question for each in ("上年", "去年", "预算收支", "收支预算")
    )
    preferred = [
        each for each in found if bool(each.group.budget) == against_budget and found[0].score - each.score < 3
    ]
    return (preferred or found)[0].group


def _facts_of(asking: Asking, draft: Draft, group: Group) -> None:
    if group.change or group.rate:
        say_change(asking, draft, group)
    elif group.budget is not None and group.final is not None:
        _say_execution(asking, draft, group)
    elif group.final is not None and group.final.value is not None:
        quantity = asking.in_unit(draft.quantity(group.final))
        draft.result(name_of(group.final), quantity)
        who = heading(group.final.document, group.final.year, asking)
        draft.say(f"{who}{name_of(group.final)}{quantity.shown()}{marks(quantity)}。")


def _say_execution(asking: Asking, draft: Draft, group: Group) -> None:
    assert group.budget is not None and group.final is not None
    final, budget = asking.in_unit(draft.quantity(group.final)), asking.in_unit(draft.quantity(group.budget))
    gap = difference(final, budget)
    name = name_of(group.final)
    draft.result(asking.words(f"{name}决算与预算之差", f"{name}, final less budget"), gap)
    draft.result(asking.words(f"{name}决算", f"{name}, final"), final)
    draft.result(asking.words(f"{name}预算", f"{name}, budget"), budget)
    word = asking.words("多" if gap.value > 0 else "少", "more" if gap.value > 0 else "less")
    who = heading(group.final.document, group.final.year, asking)
    gap_text = show(abs(gap.value), gap.unit)
    draft.say(
        asking.words(
            f"{who}{name}决算{final.shown()}，"
            f"比{group.budget.stage or '预算'}{budget.shown()}{word}{gap_text}{marks(final, budget)}。",
            f"{who}{name}: final {final.shown()}, "
            f"{gap_text} {word} than the budget of {budget.shown()} {marks(final, budget)}.",
        )
    )


def _premise(asking: Asking, draft: Draft, group: Group) -> None:
    """Corrects a question that assumes a rise where the document states a fall, or the reverse."""
    supposed, told = asking.plan.direction, group.direction
    if not group.change or Direction.NONE in (supposed, told) or supposed is told:
        return
    draft.say(
        asking.words(
            f"注意：问题说的是{supposed.value}，文件写的是{told.value}。",
            f"Note: the document tells of a {'rise' if told is Direction.UP else 'fall'}, not the reverse.",
        )
    )


def say_reason(asking: Asking, draft: Draft, reason: Figure) -> None:
    """Quotes the reason with its citation."""
    number = draft.cite(reason)
    text = whole_reason(reason.statement.text, reason.statement.sentence)
    draft.say(
        asking.words(f"文件说明的原因：“{text}”[{number}]。", f"The reason the document gives: “{text}” [{number}].")
    )


def _figures_in_reasons(asking: Asking, draft: Draft, group: Group) -> None:
    """States the amounts within the reasons, for 'which reasons, with amounts'."""
    told = [reason.statement for reason in group.reasons]
    for figure in asking.index(group.figures[0].document.id).statements():
        other = figure.statement
        inside = any(other.sentence == reason.sentence and clean(other.text) in clean(reason.text) for reason in told)
        if inside and figure.value is not None and other.role is not Role.REASON:
            draft.result(name_of(figure), draft.quantity(figure))


def _counterpart(asking: Asking, draft: Draft, group: Group, groups: tuple[Group, ...]) -> None:
    """States what moved the other way for the same reason (money booked elsewhere), if the document mentions it."""
    if group.change is None or group.change.value is None:
        return
    here = group.change.statement
    for other in groups:
        there = other.change.statement if other.change else None
        if there is None or there.value is None or other.name == group.name or there.section != here.section:
            continue
        opposite = {here.direction, there.direction} == {Direction.UP, Direction.DOWN}
        if opposite and _shares_reason(group, other):
            assert other.change is not None
            quantity = asking.in_unit(draft.quantity(other.change))
            sign = "+" if there.direction is Direction.UP else "-"
            amount = f"{sign}{show(quantity.value, quantity.unit)}"
            draft.say(
                asking.words(
                    f"同一原因下，{other.name}比上年{there.direction.value}{quantity.shown()}{marks(quantity)}（{amount}）。",
                    f"For the same reason {other.name} moved the other way: {amount} {marks(quantity)}.",
                )
            )
            return


def _shares_reason(group: Group, other: Group) -> bool:
    """Whether two reasons are the same, or each names the other item."""
    for one in group.reasons:
        for two in other.reasons:
            names = _names(other.name, one) and _names(group.name, two)
            if names and closeness(one.statement.text, two.statement.text) > 0.5:
                return True
    return False


def _names(name: str, reason: Figure) -> bool:
    own = pairs(name)
    return bool(own) and len(own & pairs(reason.statement.text)) >= 0.6 * len(own)


def unexplained(asking: Asking, index: DocumentIndex, groups: tuple[Group, ...]) -> Draft:
    """The refusal: the document states no reason. The change itself is told if it is stated."""
    draft = Draft()
    told = [group for group in groups if group.change or group.rate]
    found = [each.group for each in find_groups(asking.target, index, told) if each.recall >= ENOUGH]
    near = ""
    if found and found[0].change is not None:
        number = draft.cite(found[0].change)
        near = asking.words(f"文件只写了增减数[{number}]，", f"It only states the change [{number}]; ")
    return draft.refuse(
        asking.words(
            f"{near}文件未说明原因：《{index.document.title}》中没有关于“{shown_words(asking.target)}”变动原因的说明。",
            f"{near}{index.document.title} states no reason for it.",
        )
    )
