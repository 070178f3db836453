"""Do the figures agree? Uses what the rules found, an equation in the question, or one item stated twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.drafting.answer import Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.index import DocumentIndex
from qa.operations.equation import EQUATION, as_equation, check_equation
from qa.operations.findings import finding_about, holds_all, say_finding
from qa.operations.lookup import missing
from qa.operations.recomputed import rate_recomputed
from qa.operations.told_parts import parts_added
from qa.operations.two_figures import tables_named, told_twice, two_named


def check(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """Whether the figures that the question names agree, in one document or several."""
    equation = EQUATION.search(as_equation(asking.plan.question))
    if equation is not None and (len(indexes) == 1 or asking.plan.years[1:]):
        told = check_equation(asking, indexes, equation)
        if told is not None:
            return told
    drafts = [(index, _one(asking, index, equation)) for index in indexes]
    answered = [(index, draft) for index, draft in drafts if draft.status is Status.ANSWERED]
    if len(indexes) == 1 or not answered:
        return drafts[0][1]
    if asking.plan.scope.open:
        faulty = [(index, draft) for index, draft in answered if _worst(draft) == "fail"]
        return (faulty or answered)[0][1]
    return _several(asking, answered)


def _worst(draft: Draft) -> str:
    found = {each.status for each in draft.checks}
    return next((verdict for verdict in ("fail", "rounding", "pass") if verdict in found), "")


def _several(asking: Asking, answered: Sequence[tuple[DocumentIndex, Draft]]) -> Draft:
    """The documents side by side, those with a fault first."""
    order = {"fail": 0, "rounding": 1, "pass": 2, "": 3}
    ranked = sorted(answered, key=lambda each: order[_worst(each[1])])
    draft = ranked[0][1]
    first = ranked[0][0].document.institution
    if _worst(draft) in ("fail", "rounding"):
        draft.items.insert(0, first)
    draft.sentences.insert(0, f"{first}：")
    others = [each.document.institution for each, other in ranked[1:] if order[_worst(other)] > order[_worst(draft)]]
    if others:
        draft.say(
            asking.words(f"其他（{'、'.join(others)}）没有这样的问题。", f"No such fault in {', '.join(others)}.")
        )
    return draft


def _one(asking: Asking, index: DocumentIndex, equation: re.Match[str] | None) -> Draft:
    if equation is not None:
        told = check_equation(asking, [index], equation)
        if told is not None:
            return told
    tables = tables_named(asking, index)
    if tables is not None:
        return tables
    parts = parts_added(asking, index)
    if parts is not None:
        return parts
    found = finding_about(asking, index)
    named = two_named(asking, index)
    if named is not None and found is not None and not holds_all(asking, found.finding):
        return named
    if found is not None and found.finding.verdict in ("fail", "rounding"):
        return say_finding(asking, index, found.finding)
    if named is not None:
        return named
    recomputed = rate_recomputed(asking, index)
    if recomputed is not None:
        return recomputed
    if found is not None:
        return say_finding(asking, index, found.finding)
    twice = told_twice(asking, index)
    return twice if twice is not None else missing(asking, asking.target, index, None)
