"""What a question takes from the turn before."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model.figures import Fund, Side, Stage
from ingest.model.vocabulary import MEASURES
from qa.evidence.library import Library
from qa.plans.plan import Operation, Plan, Scope, Target
from qa.reading.question import Question
from qa.reading.target_words import GENERIC

_ELLIPTICAL = re.compile(
    r"呢[??]?$|^(?:那|其中|再|还有|另外|同样|换成|换做|换|改成|至于|and\b|what about|how about)", re.IGNORECASE
)
_SINGLE = frozenset({Operation.LOOKUP, Operation.ARITHMETIC})


def narrowed(scope: Scope, question: Question, library: Library) -> Scope:
    """The scope of the turn before, in the years that the question names; documents of other years of the same
    institution are added."""
    if not question.years:
        return scope
    institutions = {library.document(each).institution for each in scope.documents}
    kin = [
        each for each in library.documents.values() if each.institution in institutions and each.year in question.years
    ]
    if not kin:
        return scope
    ids = tuple(each.id for each in kin)
    return replace(scope, documents=ids, groups=(ids,), open=False)


def same_year(scope: Scope, question: Question, last: Plan, library: Library) -> Scope:
    """An institution's documents of the year last spoken of, if it has several years."""
    years = {library.document(each).year for each in last.scope.documents}
    kept = tuple(each for each in scope.documents if library.document(each).year in years)
    if question.years or scope.open or not kept or len(years) != 1:
        return scope
    groups = tuple(tuple(each for each in group if each in kept) or group for group in scope.groups)
    return replace(scope, documents=kept, groups=groups)


def lean(
    question: Question, operation: Operation, cued: bool, target: Target, scope: Scope, last: Plan
) -> tuple[Operation, Target]:
    """The operation and target, completed from the last plan where the question is silent."""
    before = last.targets[0]
    elliptical = bool(_ELLIPTICAL.search(question.text) or _ELLIPTICAL.search(question.raw))
    target = _naming_nothing(operation, target)
    silent = not target.words or (operation is Operation.SHARE and question.text.lstrip("那它其,").startswith("占"))
    if not (silent or elliptical or scope.documents == last.scope.documents):
        return operation, target
    if silent:
        target = replace(
            target, words=before.words, code=target.code or before.code, tables=target.tables or before.tables
        )
    elif elliptical and _measure_alone(target.words) and not _measure_alone(before.words) and not cued:
        items = [run for run in before.words.split("|") if run not in MEASURES]
        target = replace(target, words="|".join([*items, target.words]), code=target.code or before.code)
    if (
        not cued
        and (silent or elliptical)
        and last.operation not in (Operation.CHECK, Operation.DEFINE, Operation.TEXT)
    ):
        operation = last.operation if operation in _SINGLE or operation is Operation.COMPARE else operation
    if silent and _sets_apart(question, before, target) and operation is not Operation.WHY:
        operation = Operation.EXECUTION
    if re.match("那?(?:上年|去年|上一年|前一年)", question.text) and operation is Operation.SHARE and not cued:
        operation = Operation.LOOKUP  # 上年呢 asks for the figure of the year before, not for its share
    stage = target.stage if target.stage is not Stage.UNKNOWN else before.stage
    if operation is Operation.WHY or (silent and operation is Operation.EXECUTION):
        stage = target.stage
    return operation, replace(
        target,
        stage=stage,
        year=target.year if target.year is not None else _same_year(before, scope, last),
        fund=target.fund if target.fund is not Fund.UNKNOWN or not silent else before.fund,
        side=target.side if target.side is not Side.UNKNOWN or not silent else before.side,
        unit=target.unit or before.unit,
    )


_GAP = re.compile("差|多多少|少多少|多了|少了|多出|超出|超过|节约|省|高出|低于")
_BUDGETS = frozenset({Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET})


def _sets_apart(question: Question, before: Target, target: Target) -> bool:
    """Whether a final figure is to be compared with a budget, one of them from the turn before (和预算差多少)."""
    stages = {before.stage, target.stage}
    return len(stages & _BUDGETS) == 1 and Stage.FINAL in stages and _GAP.search(question.text) is not None


def _naming_nothing(operation: Operation, target: Target) -> Target:
    """The target without words that only name the operation (完成了年初预算的多少, 主要原因)."""
    rate = operation is Operation.EXECUTION and all(map(_RATE_ALONE.fullmatch, target.words.split("|")))
    reason = operation is Operation.WHY and target.words in GENERIC
    return replace(target, words="") if rate or reason else target


_RATE_ALONE = re.compile("完成(?:了)?(?:年初|全年|调整)?预算的?|(?:预算)?(?:完成|执行)率?")


def _measure_alone(words: str) -> bool:
    """Whether the words name only a part of any item's figure (基本支出, 项目支出) and no item."""
    return bool(words) and all(run in _PARTS for run in words.split("|"))


_PARTS = frozenset({"基本支出", "项目支出", "人员经费", "公用经费", "财政拨款收入", "其他收入", "经营支出"})


def _same_year(before: Target, scope: Scope, last: Plan) -> int | None:
    return before.year if scope.documents == last.scope.documents else None
