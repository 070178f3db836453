"""Do the figures agree: what the reconciliation rules found, an equation that the question states, or one item told twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Finding
from ingest.figures import Role, Stage
from qa.answer import Check, Status
from qa.claims import claims_in
from qa.draft import Draft, marks
from qa.evidence import ENOUGH, find, weights_of
from qa.explained import explain, numbers_in
from qa.index import DocumentIndex, Figure
from qa.operations.asking import Asking, name_of, place_words, same_value
from qa.operations.change import stated_change
from qa.operations.lookup import best, missing
from qa.quantity import MONEY, Quantity, constant, converted, difference, show, total
from qa.target_slots import stage_of
from qa.target_words import words_of
from qa.words import pairs

_EQUATION = re.compile(
    r"(?P<left>[^,，。;；?？]*?(?:加上?|减去?)[^,，。;；?？]*?)[,，]?(?:都|能|是否|是不是|真的|究竟)*(?:等于不等于|等不等于|等于|是不是等于|相等于|就是)(?P<right>[^,，。;；?？]+?)(?:吗|呢|么|$|[?？,，。])"
)
_TERM = re.compile(r"(?<!增)加上?|(?<!增)减去")
_SAID = {
    "fail": ("不一致", "They do not match"),
    "rounding": ("一致，只有四舍五入的尾差（误差之内）", "They are consistent up to rounding"),
    "pass": ("一致", "They are consistent"),
}


_ASKS_SUM = re.compile("加起来|加总|算出|合计|重算|之和|相加")
_OUTCOME = "(?:都|是否|是不是|究竟)*(?:相等|一致|对得上|相符|吻合|平|等于)"


def as_equation(text: str) -> str:
    """Other ways to ask whether a sum holds, in the one form 甲加乙等于丙."""
    text = re.sub("[=＝]", "等于", re.sub("[+＋]", "加", text))
    text = re.sub(
        rf"([^,，:：]+?)(?:与|和|、)([^,，:：]+?)之和[,，]?(?:跟|与|和|同|vs|是否|是不是)*([^,，:：]+?){_OUTCOME}",
        r"\1加\2等于\3",
        text,
    )
    return re.sub(rf"(加[^,，]+?)[,，]?(?:和|与|跟)([^,，]+?){_OUTCOME}", r"\1等于\2", text)


@dataclass(frozen=True, slots=True)
class _Scored:
    finding: Finding
    score: float


def check(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """Whether what the question names agrees, over one document or several."""
    equation = _EQUATION.search(as_equation(asking.plan.question))
    if equation is not None and (len(indexes) == 1 or asking.plan.years[1:]):
        told = _equation(asking, indexes, equation)
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
    """The documents side by side, those with a fault named first."""
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
        told = _equation(asking, [index], equation)
        if told is not None:
            return told
    tables = _tables_named(asking, index)
    if tables is not None:
        return tables
    found = _finding(asking, index)
    if found is not None and found.finding.verdict in ("fail", "rounding"):
        return say_finding(asking, index, found.finding)
    named = _two_named(asking, index)
    if named is not None:
        return named
    recomputed = _rate_recomputed(asking, index)
    if recomputed is not None:
        return recomputed
    if found is not None:
        return say_finding(asking, index, found.finding)
    twice = _told_twice(asking, index)
    return twice if twice is not None else missing(asking, asking.target, index, None)


# --------------------------------------------------------------------------------------------- what the rules found


def _finding(asking: Asking, index: DocumentIndex) -> _Scored | None:
    """The finding that the question is about, faults before what holds."""
    weights = weights_of(asking.target.words, index)
    whole = sum(weights.values()) or 1.0
    asked = {number for number in numbers_in(asking.question.text) if number not in asking.plan.years and number > 1}
    scored = [
        _Scored(each, _score(asking, index, each, weights, whole, asked))
        for each in asking.library.findings(index.document.id)
    ]
    top = max(scored, key=lambda each: each.score, default=None)
    return top if top is not None and top.score >= 5.0 else None


def _score(
    asking: Asking, index: DocumentIndex, finding: Finding, weights: dict[str, float], whole: float, asked: set[Decimal]
) -> float:
    words = pairs("|".join((finding.message, *finding.places)))
    recall = sum(weight for pair, weight in weights.items() if pair in words) / whole
    held = {number for text in (*finding.figures, finding.message) for number in numbers_in(text)}
    named = bool({(index.document.id, table) for table in finding.tables} & asking.target.tables)
    score = 8 * recall + 3.0 * len(asked & held) + (2.0 if named else 0.0)
    stages = {figure.stage for each in finding.facts if (figure := asking.index(index.document.id).by_id.get(each))}
    score += 1.0 if asking.target.stage and asking.target.stage in stages else 0.0
    score += {"fail": 2.0, "rounding": 1.0}.get(finding.verdict, 0.0) + (2.0 if finding.severity == "error" else 0.0)
    score += 2.0 if "sum" in finding.rule and _ASKS_SUM.search(asking.plan.question) else 0.0
    return score if recall >= (0.2 if named else 0.4) or asked & held else 0.0


def say_finding(asking: Asking, index: DocumentIndex, finding: Finding) -> Draft:
    """A finding with both places cited and its recomputed figures shown as calculations."""
    draft = Draft()
    figures = [
        figure for each in finding.facts[: len(finding.figures)] if (figure := index.by_id.get(each)) is not None
    ]
    if not figures:
        return _by_places(asking, draft, index, finding)
    quantities = [draft.quantity(each) for each in figures if each.value is not None]
    derived = derived_numbers(draft, finding, quantities)
    numbers = tuple(dict.fromkeys(each for quantity in quantities for each in quantity.citations))
    wants_sum = bool(_ASKS_SUM.search(asking.plan.question))
    if wants_sum:
        _results(asking, draft, derived)
    for figure, quantity in zip([each for each in figures if each.value is not None], quantities, strict=True):
        draft.result(f"{place_words(figure)}{name_of(figure)}", quantity)
    if not wants_sum:
        _results(asking, draft, derived)
    chinese, english = _SAID.get(finding.verdict, ("无法核对", "This cannot be checked"))
    shown = marks(*quantities)
    draft.say(asking.words(f"{chinese}：{finding.message}{shown}。", f"{english}: {finding.message} {shown}."))
    for figure in figures:
        if figure.value is None:
            draft.cite(figure)
    if finding.verdict in _SAID:
        draft.checks.append(Check(finding.rule, finding.verdict, finding.message, numbers))
    return draft


def derived_numbers(draft: Draft, finding: Finding, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of a finding's message that no cited figure has, each shown as a calculation over the cited ones."""
    held = {abs(each.value) for each in quantities} | {number for text in finding.quotes for number in numbers_in(text)}
    missing_numbers = [number for number in numbers_in(finding.message) if number not in held]
    found = [explain(number, quantities) for number in missing_numbers]
    for number in missing_numbers:
        if number in (finding.checks, len(finding.figures), len(finding.figures) - 1):  # how many were compared
            draft.calculate(replace(constant(number), compound=True, expression="count", substituted=f"{number}"))
    return [draft.calculate(each) for each in found if each is not None]


def _by_places(asking: Asking, draft: Draft, index: DocumentIndex, finding: Finding) -> Draft:
    """A finding about words or about a whole table: its places are quoted."""
    for quote, source, place, table in zip(
        finding.quotes, finding.sources, finding.places, finding.tables, strict=False
    ):
        printed = next((each for each in index.facts() if table and each.source == source), None)
        if printed is not None and printed.value is not None:
            draft.result(f"{place_words(printed)}{name_of(printed)}", draft.quantity(printed))
        else:
            draft.cite_text(index.document, (place,), quote, source)
    numbers = "".join(f"[{each.id}]" for each in draft.citations)
    chinese, english = _SAID.get(finding.verdict, ("无法核对", "This cannot be checked"))
    draft.say(asking.words(f"{chinese}：{finding.message}{numbers}。", f"{english}: {finding.message} {numbers}."))
    draft.checks.append(
        Check(finding.rule, finding.verdict, finding.message, tuple(each.id for each in draft.citations))
    )
    return draft


def _results(asking: Asking, draft: Draft, derived: Sequence[Quantity]) -> None:
    for quantity in derived:
        draft.result(asking.words("重算", "recomputed"), replace(quantity, value=abs(quantity.value)))


def _tables_named(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The same item in two tables that the question names."""
    tables = [table for document, table in sorted(asking.target.tables) if document == index.document.id]
    if len(tables) < 2:
        return None
    found = [
        best(replace(asking.target, tables=frozenset({(index.document.id, table)})), index) for table in tables[:2]
    ]
    figures = [each.figure for each in found if each is not None and each.figure.value is not None]
    if len(figures) < 2 or figures[0].table == figures[1].table:
        return None
    return _two(asking, figures[0], figures[1])


def _rate_recomputed(asking: Asking, index: DocumentIndex) -> Draft | None:
    """A rate that the question quotes, worked out again from the amounts of its own paragraph."""
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
        chinese, english = _SAID["pass"]
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


# --------------------------------------------------------------------------------------- an equation in the question


def _equation(asking: Asking, indexes: Sequence[DocumentIndex], equation: re.Match[str]) -> Draft | None:
    """A加B等于C吗, each term looked up by itself."""
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
    chinese, english = _SAID[verdict]
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
    """The figure of one term of an equation; its year picks the document."""
    year = re.search(r"(20\d\d)年", text)
    fitting = [each for each in indexes if year is None or each.document.year == int(year.group(1))]
    if not fitting:
        return None
    words = words_of(text, asking.library, asking.plan.scope)
    stage = stage_of(text)
    target = replace(asking.target, words=words, year=None, stage=stage, unit="")
    if re.search("增加额|减少额|增减额|增加数|减少数", text):
        words = re.sub("增加额|减少额|增减额|写的?|说明里?", "", words).strip("|")
        group = stated_change(replace(target, words=words), fitting[0])
        return group.change if group is not None else None
    found = best(target, fitting[0])
    return found.figure if found is not None and found.figure.value is not None else None


# ------------------------------------------------------------------------------- two amounts named, or one told twice


def _two_named(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Two amounts that the question itself quotes: where they stand, what lies between them, what explains it."""
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
                f"The scope differs; the difference of {gap.shown()} is {name_of(between)} {quantity.shown()} {marks(quantity)}.",
            )
        )
    else:
        draft.say(asking.words(f"两处不一致，相差{gap.shown()}。", f"They do not match: {gap.shown()} apart."))
    return draft


def _valued(asking: Asking, index: DocumentIndex, value: Decimal) -> Figure | None:
    """A figure of that value, the one closest to the question's words; carryover and totals before details."""
    wanted = pairs(asking.target.words)
    fitting = [each for each in index.figures if each.value == value and each.unit in MONEY]
    return max(fitting, key=lambda each: (len(wanted & each.words), "结转" in each.name, not each.cell), default=None)


def _told_twice(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The same item in the text and in a table, or in two places of the text."""
    target = replace(asking.target, stage=Stage.UNKNOWN)
    plain = (Role.AMOUNT, Role.FINAL, Role.BUDGET)
    found = find(target, index, lambda each: each.value is not None and (each.cell or each.role in plain))
    fitting = [each.figure for each in found if each.recall >= ENOUGH * 0.9][:24]
    if not fitting:
        return None
    first = fitting[0]
    others = [each for each in fitting[1:] if each.cell != first.cell and each.unit in MONEY and first.unit in MONEY]
    if not others:
        return None
    return _two(asking, first, others[0])


def _two(asking: Asking, first: Figure, other: Figure) -> Draft:
    """Two figures of one thing: whether they are the same."""
    draft = Draft()
    one, two = draft.quantity(first), draft.quantity(other)
    draft.result(f"{place_words(first)}{name_of(first)}", one)
    draft.result(f"{place_words(other)}{name_of(other)}", two)
    verdict = "pass" if same_value(first, other) else "fail"
    chinese, english = _SAID[verdict]
    draft.say(
        asking.words(
            f"{chinese}：{place_words(first)}{name_of(first)}为{one.shown()}{marks(one)}，{place_words(other)}{name_of(other)}为{two.shown()}{marks(two)}。",
            f"{english}: {place_words(first)} gives {one.shown()} {marks(one)}, {place_words(other)} gives {two.shown()} {marks(two)}.",
        )
    )
    draft.checks.append(
        Check("text_against_table", verdict, f"{one.shown()} / {two.shown()}", (*one.citations, *two.citations))
    )
    return draft
