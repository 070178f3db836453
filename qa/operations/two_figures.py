"""Two figures of one thing: from two tables, from table and text, or quoted in the question."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest.model.figures import Role, Stage
from qa.drafting.answer import Check
from qa.drafting.asking import Asking, name_of, place_words, same_value
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import ENOUGH, find
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.findings import SAID
from qa.operations.lookup import best
from qa.plans.explained import numbers_in
from qa.plans.quantity import MONEY, converted, difference
from qa.plans.words import core, pairs


def tables_named(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The same item in two tables that the question names."""
    tables = [each for each in sorted(asking.target.tables) if each[0] in index.parts]
    if len(tables) < 2:
        return None
    found = [best(replace(asking.target, tables=frozenset({table})), index) for table in tables[:2]]
    figures = [each.figure for each in found if each is not None and each.figure.value is not None]
    if len(figures) < 2 or figures[0].table == figures[1].table:
        return None
    return _two(asking, figures[0], figures[1])


def two_named(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Two amounts that the question quotes: their places, the difference, its explanation."""
    named = [number for number in numbers_in(asking.question.text) if number not in asking.plan.years and number >= 1]
    if len(named) != 2:
        return None
    found = [_valued(asking, index, number) for number in named]
    if found[0] is None or found[1] is None:
        return None
    draft = Draft()
    one, two = draft.quantity(found[0]), draft.quantity(found[1])
    gap = difference(two, one) if two.value >= converted(one, two.unit).value else difference(one, two)
    draft.result(asking.words("差额", "difference"), gap)
    for figure, quantity in ((found[0], one), (found[1], two)):
        draft.result(name_of(figure), quantity)
        draft.say(
            asking.words(
                f"{place_words(figure)}写{name_of(figure)}{quantity.shown()}{marks(quantity)}；",
                f"{place_words(figure)} gives {quantity.shown()} for {name_of(figure)} {marks(quantity)};",
            )
        )
    between = _valued(asking, index, gap.value)
    if between is not None:
        quantity = draft.quantity(between)
        draft.say(
            asking.words(
                f"口径不同，不是写错：差额{gap.shown()}，等于{name_of(between)}{quantity.shown()}{marks(quantity)}。",
                f"The scope differs; "
                f"the difference of {gap.shown()} is {name_of(between)} {quantity.shown()} {marks(quantity)}.",
            )
        )
    else:
        draft.say(asking.words(f"两处不一致，相差{gap.shown()}。", f"They do not match: {gap.shown()} apart."))
    return draft


def _valued(asking: Asking, index: DocumentIndex, value: Decimal) -> Figure | None:
    """A figure of that value, the one closest to the question's words; carryover and totals come before details."""
    wanted = pairs(asking.target.words)
    fitting = [each for each in index.figures if each.value == value and each.unit in MONEY]
    return max(fitting, key=lambda each: (len(wanted & each.words), "结转" in each.name, not each.cell), default=None)


def told_twice(asking: Asking, index: DocumentIndex) -> Draft | None:
    """One item in the text and in a table, or in two places of the text."""
    target = replace(asking.target, stage=Stage.UNKNOWN)
    plain = (Role.AMOUNT, Role.FINAL, Role.BUDGET)
    found = find(target, index, lambda each: each.value is not None and (each.cell or each.role in plain))
    fitting = [each.figure for each in found if each.recall >= ENOUGH * 0.9][:24]
    if not fitting:
        return None
    first = fitting[0]
    others = [each for each in fitting[1:] if each.cell != first.cell and each.unit in MONEY and first.unit in MONEY]
    others = [each for each in others if _called_alike(first, each)]
    if not others:
        return None
    return _two(asking, first, others[0])


def _called_alike(one: Figure, two: Figure) -> bool:
    """Whether two figures have the same item by name; figures of two items cannot contradict each other."""
    names = one.names | two.names
    if all(each.name.endswith(("总计", "合计")) for each in (one, two)):
        return True
    return not names or 2 * len(one.names & two.names) >= len(names) or core(one.name) == core(two.name)


def _two(asking: Asking, first: Figure, other: Figure) -> Draft:
    """States two figures of one thing and whether they are equal."""
    draft = Draft()
    one, two = draft.quantity(first), draft.quantity(other)
    draft.result(f"{place_words(first)}{name_of(first)}", one)
    draft.result(f"{place_words(other)}{name_of(other)}", two)
    verdict = "pass" if same_value(first, other) else "fail"
    chinese, english = SAID[verdict]
    draft.say(
        asking.words(
            f"{chinese}：{place_words(first)}{name_of(first)}为{one.shown()}{marks(one)}，{place_words(other)}{name_of(other)}为{two.shown()}{marks(two)}。",
            f"{english}: {place_words(first)} gives {one.shown()} {marks(one)}, "
            f"{place_words(other)} gives {two.shown()} {marks(two)}.",
        )
    )
    draft.checks.append(
        Check("text_against_table", verdict, f"{one.shown()} / {two.shown()}", (*one.citations, *two.citations))
    )
    return draft
