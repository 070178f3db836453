"""An equation in the question: looks up each term and tells whether it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa.drafting.answer import Check
from qa.drafting.asking import Asking, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.index import DocumentIndex, Figure
from qa.operations.change import stated_change
from qa.operations.findings import SAID
from qa.operations.lookup import best
from qa.plans.quantity import Quantity, converted, difference, show, total
from qa.reading.target_slots import stage_of
from qa.reading.target_words import words_of

EQUATION = re.compile(
    r"(?P<left>[^,，。;；?？]*?(?:加上?|减去?)[^,，。;；?？]*?)[,，]?(?:都|能|是否|是不是|真的|究竟)*(?:等于不等于|等不等于|等于|是不是等于|相等于|就是)(?P<right>[^,，。;；?？]+?)(?:吗|呢|么|$|[?？,，。])"
)
_TERM = re.compile(r"(?<!增)加上?|(?<!增)减去")
_OUTCOME = "(?:都|是否|是不是|究竟)*(?:相等|一致|对得上|相符|吻合|平|等于)"


def as_equation(text: str) -> str:
    """Rewrites other ways to ask whether a sum holds as 甲加乙等于丙."""
    text = re.sub("[=＝]", "等于", re.sub("[+＋]", "加", text))
    text = re.sub(
        rf"([^,，:：]+)与([^,，:：]+?)之和[,，]?(?:跟|与|和|同|vs|是否|是不是)*([^,，:：]+?){_OUTCOME}",
        r"\1加\2等于\3",
        text,
    )
    text = re.sub(
        rf"([^,，:：]+?)(?:与|和|、)([^,，:：]+?)之和[,，]?(?:跟|与|和|同|vs|是否|是不是)*([^,，:：]+?){_OUTCOME}",
        r"\1加\2等于\3",
        text,
    )
    return re.sub(rf"(加[^,，]+?)[,，]?(?:和|与|跟)([^,，]+?){_OUTCOME}", r"\1等于\2", text)


def check_equation(asking: Asking, indexes: Sequence[DocumentIndex], equation: re.Match[str]) -> Draft | None:
    """Checks A加B等于C吗; each term is looked up by itself."""
    draft = Draft()
    terms = [part for part in _TERM.split(equation.group("left")) if part.strip()]
    if len(terms) < 2:
        return None
    left = [_term(asking, each, indexes) for each in terms]
    right = _term(asking, equation.group("right"), indexes)
    if right is None or any(each is None for each in left):
        return None
    parts = [draft.quantity(each) for each in left if each is not None]
    whole = draft.quantity(right)
    if len({(each.document.id, each.origin.id) for each in (*left, right) if each is not None}) < len(left) + 1:
        return None
    summed = total(parts)
    gap = difference(summed, whole)
    draft.result(asking.words("相加", "sum"), summed)
    draft.result(name_of(right), whole)
    for figure, quantity in zip((each for each in left if each is not None), parts, strict=True):
        draft.result(name_of(figure), quantity)
    draft.calculate(gap)
    _say_equation(asking, draft, [each for each in left if each is not None], right, parts, whole, summed, gap)
    return draft


def _say_equation(
    asking: Asking,
    draft: Draft,
    left: Sequence[Figure],
    right: Figure,
    parts: Sequence[Quantity],
    whole: Quantity,
    summed: Quantity,
    gap: Quantity,
) -> None:
    coarsest = max(_half_in(each, gap.unit) for each in (*parts, whole))
    allowed = coarsest * (len(parts) + 1)
    verdict = "pass" if gap.value == 0 else "rounding" if abs(gap.value) <= allowed else "fail"
    chinese, english = SAID[verdict]
    shown = " + ".join(f"{name_of(figure)}{part.shown()}" for figure, part in zip(left, parts, strict=True))
    tail = (
        asking.words(f"，相差{show(abs(gap.value), gap.unit)}", f", a difference of {show(abs(gap.value), gap.unit)}")
        if gap.value
        else ""
    )
    draft.say(
        asking.words(
            f"{chinese}：{shown} = {summed.shown()}，{name_of(right)}为{whole.shown()}{tail}{marks(*parts, whole)}。",
            f"{english}: {shown} = {summed.shown()}; {name_of(right)} is {whole.shown()}{tail} {marks(*parts, whole)}.",
        )
    )
    numbers = tuple(dict.fromkeys(each for quantity in (*parts, whole) for each in quantity.citations))
    draft.checks.append(Check("sum_of_parts", verdict, f"{summed.shown()} / {whole.shown()}", numbers))


def _half_in(quantity: Quantity, unit: str) -> Decimal:
    """Half of the last printed digit, in another unit of money."""
    return converted(replace(quantity, value=_half(quantity)), unit).value


def _half(quantity: Quantity) -> Decimal:
    """Half of the last printed digit, in the quantity's own unit."""
    exponent = quantity.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _term(asking: Asking, text: str, indexes: Sequence[DocumentIndex]) -> Figure | None:
    """The figure of one term of an equation; its year selects the document."""
    year = re.search(r"(20\d\d)年", text)
    fitting = [each for each in indexes if year is None or each.document.year == int(year.group(1))]
    if not fitting:
        return None
    words = words_of(text, asking.library, asking.plan.scope)
    stage = stage_of(text)
    target = replace(asking.target, words=words, year=None, stage=stage, unit="")
    if re.search("增加额|减少额|增减额|增加数|减少数", text):
        words = re.sub("增加额|减少额|增减额|写的?|说明里?|说的?", "", words).strip("|")
        group = stated_change(replace(target, words=words), fitting[0])
        return group.change if group is not None else None
    found = best(target, fitting[0])
    return found.figure if found is not None and found.figure.value is not None else None
