"""The same figure of several documents, or several figures of one, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.drafting.asking import Asking, name_of, place_words, stage_words
from qa.drafting.draft import Draft, marks
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.lookup import best, missing
from qa.plans.plan import Operation, Target
from qa.plans.quantity import Quantity, converted, difference, mean, show, total
from qa.reading.conditions import Condition, condition_of


@dataclass(frozen=True, slots=True)
class Side:
    """One document's figure in a comparison."""

    index: DocumentIndex
    figure: Figure
    quantity: Quantity

    def label(self, years: bool) -> str:
        institution = self.index.document.institution
        return f"{institution}{self.index.document.year}年" if years else institution


def compare(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """Each document's figure, which is larger, by how much."""
    draft = Draft()
    found = gather_sides(asking, draft, indexes)
    if isinstance(found, Draft):
        return found
    years = len({side.index.document.institution for side in found}) < len(found)
    wants = asking.plan.wants
    if wants & {"sum", "mean"} and "difference" not in wants:
        return _say_sum(asking, draft, found)
    gap_alone = "difference" in wants and not wants & {"each", "which"} and (not years or wants == {"difference"})
    if len(found) == 2 and gap_alone:
        _gap(asking, draft, found)
        _say_sides(asking, draft, found, years, results=True)
        return draft
    _say_sides(asking, draft, found, years, results=True)
    if len(found) == 2:
        _gap(asking, draft, found)
        larger = max(found, key=lambda side: converted(side.quantity, found[0].quantity.unit).value)
        draft.items.append(larger.index.document.institution)
    return draft


def gather_sides(asking: Asking, draft: Draft, indexes: Sequence[DocumentIndex]) -> list[Side] | Draft:
    """One figure per document, in one unit; a refusal if one of them has none."""
    found: list[Side] = []
    for index in indexes:
        target = own_year(asking, index)
        candidate = best(target, index)
        if candidate is None or candidate.figure.value is None:
            return missing(asking, target, index, candidate)
        quantity = asking.in_unit(draft.quantity(candidate.figure))
        found.append(Side(index, candidate.figure, quantity))
    return found


def own_year(asking: Asking, index: DocumentIndex) -> Target:
    """The target in the year of its document, if several years are asked for."""
    years = asking.plan.years
    if len(years) > 1 and index.document.year in years:
        return replace(asking.target, year=index.document.year)
    return asking.target


def _say_sides(asking: Asking, draft: Draft, sides: Sequence[Side], years: bool, results: bool) -> None:
    parts = []
    for side in sides:
        name = name_of(side.figure)
        draft.result(f"{side.label(years)}{name}", side.quantity)
        stage = stage_words(side.figure)
        shown = f"{side.label(years)}{name}{'' if stage in name else stage}"
        told = f"{asking.words('', ': ')}{side.quantity.shown()}{marks(side.quantity)}"
        parts.append(f"{shown}{told}（{place_words(side.figure)}）")
    draft.say(asking.words("；", "; ").join(parts) + asking.words("。", "."))


def _gap(asking: Asking, draft: Draft, sides: Sequence[Side]) -> None:
    one, two = sides
    years = one.index.document.institution == two.index.document.institution
    high, low = (one, two) if one.quantity.value >= converted(two.quantity, one.quantity.unit).value else (two, one)
    gap = difference(high.quantity, low.quantity)
    if one.quantity.unit != two.quantity.unit and not (gap.unit and converted(low.quantity, gap.unit).unit == gap.unit):
        return
    draft.result(asking.words("差额", "difference"), gap)
    if gap.value == 0:
        draft.say(asking.words("两者相同。", "They are equal."))
        return
    draft.say(
        asking.words(
            f"{high.label(years)}多{show(gap.value, gap.unit)}。",
            f"{high.label(years)} is higher by {show(gap.value, gap.unit)}.",
        )
    )


def _say_sum(asking: Asking, draft: Draft, sides: Sequence[Side]) -> Draft:
    terms = [side.quantity for side in sides]
    averaged = "mean" in asking.plan.wants
    summed = mean(terms) if averaged else total(terms)
    label = asking.words("平均" if averaged else "合计", "mean" if averaged else "total")
    draft.result(label, summed)
    parts = [f"{side.label(False)}{side.quantity.shown()}{marks(side.quantity)}" for side in sides]
    draft.say(
        asking.words("、", ", ").join(parts)
        + asking.words(f"，{label}{summed.shown()}。", f"; {label} {summed.shown()}.")
    )
    return draft


def over_all(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """The figure of every document that has it: ranked, summed, averaged or filtered."""
    having = [index for index in indexes if _has_figure(asking, index)]
    if not having:
        return missing(asking, asking.target, indexes[0], None)
    condition = condition_of(asking.plan.question)
    if condition is not None:
        return holders(asking, having, condition)
    if asking.plan.operation is Operation.RANK:
        return rank_sides(asking, having)
    return compare(asking, having)


def holders(asking: Asking, indexes: Sequence[DocumentIndex], condition: Condition | None = None) -> Draft:
    """Which of the documents have the figure, and how much (只有哪家有…), or which meet a condition. A blank counts as
    none, and so does zero if there is no condition."""
    draft = Draft()
    found = [(index, best(_unconditioned(asking, index, condition), index)) for index in indexes]
    kept = [(index, each.figure) for index, each in found if each is not None and _holds(each.figure, condition)]
    if not kept:
        return missing(asking, asking.target, indexes[0], None)
    parts = []
    for index, figure in kept:
        quantity = asking.in_unit(draft.quantity(figure))
        draft.items.append(index.document.institution)
        draft.result(f"{index.document.institution}{name_of(figure)}", quantity)
        parts.append(f"{index.document.institution}{name_of(figure)}{quantity.shown()}{marks(quantity)}")
    draft.say(asking.words("；", "; ").join(parts) + asking.words("。", "."))
    none = [index.document.institution for index, _ in found if index not in [each for each, _ in kept]]
    if none:
        draft.say(
            asking.words(
                f"其余（{'、'.join(none)}）的文件中没有这项金额。", f"The others give none: {', '.join(none)}."
            )
        )
    return draft


def _holds(figure: Figure, condition: Condition | None) -> bool:
    if figure.value is None:
        return False
    return condition.holds(figure.value, figure.unit) if condition else bool(figure.value)


def _unconditioned(asking: Asking, index: DocumentIndex, condition: Condition | None) -> Target:
    target = own_year(asking, index)
    if condition is None:
        return target
    return replace(target, words="|".join(run for run in target.words.split("|") if run not in condition.text))


def rank_sides(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """The documents ordered by the figure."""
    draft = Draft()
    having = [index for index in indexes if _has_figure(asking, index)]
    found = gather_sides(asking, draft, having if len(having) > 1 and len(indexes) > 2 else indexes)
    if isinstance(found, Draft):
        return found
    unit = found[0].quantity.unit
    ordered = sorted(found, key=lambda side: converted(side.quantity, unit).value, reverse=not asking.plan.lowest)
    kept = ordered[: asking.plan.top or (1 if _single(asking) else len(ordered))]
    for side in kept:
        draft.items.append(side.index.document.institution)
        draft.result(side.index.document.institution + name_of(side.figure), side.quantity)
    parts = [f"{side.index.document.institution}{side.quantity.shown()}{marks(side.quantity)}" for side in ordered]
    draft.say(asking.words(" > " if not asking.plan.lowest else " < ", " > ").join(parts) + asking.words("。", "."))
    none = "、".join(each.document.institution for each in indexes if each not in [side.index for side in found])
    if none:
        draft.say(asking.words(f"{none}的文件中没有这个数字。", f"No such figure in the documents of {none}."))
    return draft


def _has_figure(asking: Asking, index: DocumentIndex) -> bool:
    candidate = best(own_year(asking, index), index)
    return candidate is not None and candidate.figure.value is not None


def _single(asking: Asking) -> bool:
    return not any(
        word in asking.plan.question
        for word in (
            "排序",
            "排个",
            "排名",
            "排列",
            "从高",
            "从低",
            "从大",
            "从小",
            "由高",
            "由低",
            "由大",
            "由小",
            "顺序",
        )
    )
