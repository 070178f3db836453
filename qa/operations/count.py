"""How many: as the document states it, or counted by a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa.drafting.answer import Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.evidence import find
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.asked_series import asked_noun, the_series
from qa.operations.graded import COUNT_UNITS, count_of_grade, of_grade
from qa.operations.lookup import missing, say_other_units, state
from qa.operations.text import listed_text
from qa.plans.quantity import Quantity, cited, constant
from qa.plans.words import pairs
from qa.reading.conditions import condition_of


def count(asking: Asking, index: DocumentIndex) -> Draft:
    """How many meet the condition; a count stated in the document comes first."""
    condition = condition_of(asking.plan.question)
    graded = _counted_by_grade(asking, index) or count_of_grade(asking, index)
    if graded is not None:
        return graded
    if condition is None:
        return _labelled_count(asking, index) or _stated_counts(asking, index) or _of_list(asking, index)
    if asking.target.unit in COUNT_UNITS - {"个", "项"} and (stated := _stated_counts(asking, index)) is not None:
        return stated
    series = the_series(asking, index)
    if series is None:
        return _stated_counts(asking, index) or missing(asking, asking.target, index, None)
    kept = [each for each in series.members if condition.holds(each.value, each.figure.unit)]
    draft = Draft()
    for member in kept:
        draft.cite(member.figure)
        draft.items.append(member.name)
    draft.result(asking.words("个数", "count"), _number_of(kept, tuple(draft.cite(each.figure) for each in kept)))
    names = "、".join(f"{each.name}[{draft.cite(each.figure)}]" for each in kept)
    draft.say(asking.words(f"共{len(kept)}个：{names}。", f"{len(kept)}: {names}."))
    return draft


def _number_of(things: Sequence[object], cited: tuple[int, ...]) -> Quantity:
    """Their number, as a sum of ones over their citations."""
    ones = " + ".join("1" for _ in things) or "0"
    return replace(constant(len(things), "个"), citations=cited, compound=True, expression="count", substituted=ones)


def _counted_by_grade(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The number of things with the asked grade, counted in a table."""
    graded = of_grade(asking, index)
    if graded is None:
        return None
    number = _number_of(graded.items, tuple(each.id for each in graded.citations))
    graded.result(asking.words("个数", "count"), number)
    graded.say(asking.words(f"共{len(graded.items)}个。", f"{len(graded.items)} in all."))
    return graded


def _of_list(asking: Asking, index: DocumentIndex) -> Draft:
    """The list in the text whose members can be counted, or a refusal."""
    listed = listed_text(asking, index)
    return listed if listed.status is Status.ANSWERED else missing(asking, asking.target, index, None)


def _stated_counts(asking: Asking, index: DocumentIndex) -> Draft | None:
    target = asking.target
    found = find(
        target, index, lambda each: each.value is not None and each.unit.split("(")[0].split("（")[0] in COUNT_UNITS
    )
    thing = _THINGS.get(asked_noun(asking), "")
    if not target.words and not thing:
        return None  # the question names nothing that could be counted
    found = tuple(each for each in found if not thing or not each.figure.unit.startswith(("人", "名")))
    fitting = [each for each in found if each.fits and re.search(thing, each.figure.name + each.figure.origin.text)]
    if not fitting:
        return None
    draft = Draft()
    first = fitting[0].figure
    state(asking, draft, first)
    say_other_units(asking, draft, index, first)
    more = re.search(r"(?:其中|[,，]).{0,20}\"?([\u4e00-\u9fff]{1,4})\"?的?(?:几个|有几|多少)", asking.question.text)
    if more and not first.cell:
        _say_part(asking, draft, index, first, more.group(1))
    return draft


_THINGS = {"project": "项目|课题|工程|专项", "institution": "单位|机构|部门|中心|科|股|室|局|所|队|院|站|家"}
"""Words of which a count's name must contain one, for each kind of thing that the question counts."""
_LABELLED = re.compile(r"([\u4e00-\u9fff()（）]{3,14}?)(?:个数|总数|数量|数)\s*[:：]\s*(\d{1,4})(?![\d.,]|万|元)")
"""A count after its label: 下属单位个数：3."""


def _labelled_count(asking: Asking, index: DocumentIndex) -> Draft | None:
    """A count after a label that the question names in full."""
    asked = pairs(asking.question.text)
    for passage in index.passages.all:
        for found in _LABELLED.finditer(passage.paragraph.text):
            if not pairs(found.group(1)) or not pairs(found.group(1)) <= asked:
                continue
            draft = Draft()
            number = draft.cite_passage(index.document, passage, found.group(0), found.span())
            unit = asking.target.unit or "个"
            draft.result(found.group(1), cited(Decimal(found.group(2)), unit, number))
            draft.say(f"“{found.group(0)}”[{number}]")
            return draft
    return None


def _say_part(asking: Asking, draft: Draft, index: DocumentIndex, first: Figure, word: str) -> None:
    """States a second count from the same sentence (其中评为“优”的几个)."""
    for figure in index.statements():
        same = figure.statement.section == first.statement.section and figure.origin.id != first.origin.id
        if same and figure.unit in COUNT_UNITS and figure.value is not None and word[-1:] in figure.statement.text:
            state(asking, draft, figure)
            return
