"""Recomputes a rate that the question quotes."""

from __future__ import annotations

from decimal import Decimal

from qa.drafting.answer import Check
from qa.drafting.asking import Asking, name_of
from qa.drafting.claims import claims_in
from qa.drafting.draft import Draft, marks
from qa.evidence.index import DocumentIndex
from qa.operations.findings import SAID
from qa.plans.explained import explain
from qa.plans.quantity import MONEY


def rate_recomputed(asking: Asking, index: DocumentIndex) -> Draft | None:
    """A rate quoted in the question, recomputed from the amounts of its own paragraph."""
    rates = [claim.value for claim in claims_in(asking.question.text) if claim.unit == "%"]
    stated = [each for each in index.statements() if each.value in rates and each.unit == "%"]
    for figure in stated:
        section = figure.statement.section
        near = [
            each
            for each in index.statements()
            if each.statement.section == section and each.unit in MONEY and each.value
        ]
        draft = Draft()
        made = explain(figure.value or Decimal(0), [draft.quantity(each) for each in near[:8]])
        if made is None:
            continue
        used = [each for each in near if set(draft.quantity(each).citations) & set(made.citations)]
        fresh = Draft()
        again = explain(figure.value or Decimal(0), [fresh.quantity(each) for each in used])
        if again is None:
            continue
        rate = fresh.quantity(figure)
        fresh.result(asking.words("重算", "recomputed"), again)
        fresh.result(name_of(figure), rate)
        chinese, english = SAID["pass"]
        fresh.say(
            asking.words(
                f"{chinese}：{again.substituted} = {again.shown()}，文中为{rate.shown()}{marks(again, rate)}。",
                f"{english}: {again.substituted} = {again.shown()}, the text has {rate.shown()} {marks(again, rate)}.",
            )
        )
        fresh.checks.append(
            Check("stated_rate", "pass", f"{again.substituted} = {again.shown()}", (*again.citations, *rate.citations))
        )
        return fresh
    return None
