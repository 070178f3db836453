"""A part in percent of a total: as stated, or computed from two printed figures."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model.amounts import to_unit
from ingest.model.figures import Fact, Role
from qa.drafting.asking import Asking, heading, name_of
from qa.drafting.draft import Draft, marks
from qa.evidence.evidence import Candidate, find
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.operations.lookup import best, missing
from qa.plans.plan import Target
from qa.plans.quantity import MONEY, percentage
from qa.plans.words import clean, pairs
from qa.reading.target_words import words_of

_OF = re.compile(
    r"(?P<part3>[^,，]+?)在(?P<whole3>.+?)(?:中|里|内)(?:面)?[|,，]?(?:所)?占|(?P<part>.+?)占(?P<whole>.*?)(?:的)?(?:比重|比例|份额|百分比|百分之|多少|几成|比|$)|(?P<whole2>.+?)(?:中|里|内)[|,，]?(?P<part2>.+?)(?:占|的?比)"
)


_OF_BEFORE = re.compile(r"^[,，那它其]*占(.*?)的?(?:比重|比例|份额|百分|多少|几成|比|$)")
_ANY_TOTAL = re.compile(
    "(?:全表|本表|该表|表内)?(?:本年|当年|全部|部门)?(?:支出|收入)?(?:预算|决算)?(?:总|全部|全年|合计)?(?:支出|收入|额|计)?(?:合计|总计|总额)?"
)


def share(asking: Asking, index: DocumentIndex) -> Draft:
    """The share of the part in the whole. If the question names no whole, it is the total of the part's own table."""
    part_words, whole_words = split_share(asking)
    if _ANY_TOTAL.fullmatch(whole_words):
        whole_words = ""
    part_target = replace(asking.target, words=part_words)
    stated = None if part_target.tables else _stated(part_target, whole_words, index)
    draft = Draft()
    if stated is not None:
        return _say_stated(asking, draft, stated, index)
    part = best(part_target, index)
    if part is None or part.figure.value is None:
        return missing(asking, part_target, index, part)
    whole = _whole(asking, part.figure, whole_words, index)
    if whole is not None and whole.value and _larger(part.figure, whole):
        return _no_part(asking, part.figure, whole)
    if whole is None or not whole.value:
        return missing(asking, replace(asking.target, words=whole_words or asking.target.words), index, None)
    return say_share(asking, draft, part.figure, whole)


def _no_part(asking: Asking, part: Figure, whole: Figure) -> Draft:
    """The refusal if the supposed part is not smaller than its whole."""
    draft = Draft()
    numbers = f"[{draft.cite(part)}][{draft.cite(whole)}]"
    one, two = name_of(part), name_of(whole)
    return draft.refuse(
        asking.words(
            f"“{one}”不小于“{two}”{numbers}，不是它的一部分，不能算占比。",
            f"{one} is not smaller than {two} {numbers}: it is no part of it, so there is no share.",
        )
    )


def _larger(part: Figure, whole: Figure) -> bool:
    """Whether a part is larger than its supposed whole, which then was the wrong one."""
    if part.value is None or whole.value is None or part.unit not in MONEY or whole.unit not in MONEY:
        return part == whole
    return part == whole or to_unit(part.value, part.unit, "元") > to_unit(whole.value, whole.unit, "元")


def split_share(asking: Asking) -> tuple[str, str]:
    """The words of the part and of the whole: A占B的比重, B中A占多少."""
    words = asking.target.words
    question = asking.plan.question
    if found := _OF_BEFORE.match(question):  # 占支出总额的百分之几: the part is from the turn before
        whole = clean(found.group(1))
        part = "|".join(run for run in words.split("|") if run != whole)
        return part or words, whole if part else ""
    found = _OF.search(question)
    if not found:
        return words, ""
    part = found.group("part") or found.group("part2") or found.group("part3") or ""
    whole = found.group("whole") or found.group("whole2") or found.group("whole3") or ""
    within = re.fullmatch("(.{2,}?)(?:里面?|中|内)[,，]?(.{2,})", part) if not whole else None
    if within and any(run in clean(within.group(1)) for run in words.split("|")):
        whole, part = within.groups()
    kept = [run for run in words.split("|") if run]
    part_runs = "|".join(run for run in kept if run in clean(part)) or _common(words, part)
    whole_runs = "|".join(run for run in kept if run in clean(whole) and run not in clean(part)) or ""
    if part_runs and not whole_runs and whole and not _ANY_TOTAL.fullmatch(clean(whole)):
        called = words_of(whole, asking.library, asking.plan.scope).split("|")  # 社保支出, as the documents name it
        items = frozenset().union(*(asking.index(each).items for each in asking.plan.scope.documents))
        whole_runs = "|".join(run for run in called if run in items and not _ANY_TOTAL.fullmatch(run))
    return (part_runs or words), (whole_runs if part_runs else "")


def _common(words: str, part: str) -> str:
    plain = clean(part)
    return "|".join(run for run in words.split("|") if run and (run in plain or plain.endswith(run)))


def _stated(target: Target, whole_words: str, index: DocumentIndex) -> Figure | None:
    found = find(target, index, lambda each: each.role is Role.SHARE)
    wanted = pairs(target.words)
    fitting = [each for each in found if each.fits and (each.figure.names & wanted or not each.figure.names)]
    if whole_words:
        fitting = [each for each in fitting if _of_whole(each, whole_words)]
    return fitting[0].figure if fitting else None


def _of_whole(candidate: Candidate, whole_words: str) -> bool:
    statement = candidate.figure.statement
    said = clean(statement.sentence)
    return all(clean(run) in said for run in whole_words.split("|"))


def _say_stated(asking: Asking, draft: Draft, figure: Figure, index: DocumentIndex) -> Draft:
    quantity = draft.quantity(figure)
    draft.result(asking.words(f"{name_of(figure)}占比", f"share of {name_of(figure)}"), quantity)
    who = heading(figure.document, figure.year, asking)
    amount = _amount_beside(figure, index)
    shown = ""
    if amount is not None:
        money = draft.quantity(amount)
        draft.result(name_of(amount), money)
        shown = money.shown()
    draft.say(
        asking.words(
            f"{who}{name_of(figure)}{shown}，占{quantity.shown()}{marks(quantity)}。",
            f"{who}{name_of(figure)} {shown}: {quantity.shown()} {marks(quantity)}.",
        )
    )
    return draft


def _amount_beside(figure: Figure, index: DocumentIndex) -> Figure | None:
    """The amount whose share the same sentence states."""
    statement = figure.statement
    for other in index.statements():
        same = other.statement.group == statement.group and other.statement.item.name == statement.item.name
        if same and other.unit in MONEY and other.role in (Role.AMOUNT, Role.FINAL, Role.BUDGET):
            return other
    return None


def _whole(asking: Asking, part: Figure, whole_words: str, index: DocumentIndex) -> Figure | None:
    if whole_words:
        whole_words = re.sub("总[额数计]|合计$", "", whole_words) or "合计"
        target = replace(asking.target, words=whole_words)
        same_table = find(
            target, index, lambda each: part.cell and each.cell and each.fact.table_id == part.fact.table_id
        )
        fitting = [
            each.figure for each in same_table if each.fits and each.figure.value is not None and each.figure != part
        ]
        found = best(target, index)
        return next(iter(fitting), found.figure if found and found.figure.value is not None else None)
    return own_total(part, index) if part.cell else None


def own_total(part: Figure, index: DocumentIndex) -> Figure | None:
    """The 合计 of the part's own table: of its column, or of its row if the part is itself a total row."""
    fact = part.fact
    in_table = [each for each in index.facts() if each.fact.table_id == fact.table_id and each.value is not None]
    if clean(fact.item.name) in TOTAL_NAMES:
        return next((each for each in in_table if each.fact.row == fact.row and _whole_measure(each.fact)), None)
    same_column = [each for each in in_table if each.fact.column_path == fact.column_path]
    return next((each for each in same_column if clean(each.fact.item.name) in TOTAL_NAMES), None)


def _whole_measure(fact: Fact) -> bool:
    return fact.measure in ("合计", "总计", "小计") and fact.unit in MONEY


def say_share(asking: Asking, draft: Draft, part: Figure, whole: Figure) -> Draft:
    """States the computed share."""
    one, two = draft.quantity(part), draft.quantity(whole)
    rate = percentage(one, two)
    draft.result(
        asking.words(f"{name_of(part)}占{name_of(whole)}", f"{name_of(part)} as a share of {name_of(whole)}"), rate
    )
    who = heading(part.document, part.year, asking)
    draft.say(
        asking.words(
            f"{who}{name_of(part)}{one.shown()}，{name_of(whole)}{two.shown()}，占{rate.shown()}{marks(one, two)}。",
            f"{who}{name_of(part)} {one.shown()} of {name_of(whole)} {two.shown()}: {rate.shown()} {marks(one, two)}.",
        )
    )
    return draft
