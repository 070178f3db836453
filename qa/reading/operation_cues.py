"""The operation that the cues of a question ask for, and what is wanted of it."""

from __future__ import annotations

import re

from ingest.model.figures import Direction
from qa.plans.plan import Operation, Scope
from qa.reading.conditions import columns_compared, condition_of
from qa.reading.question import Question, cues, first_match

_ORDER = (
    Operation.CHECK,
    Operation.WHY,
    Operation.DEFINE,
    Operation.RANK,
    Operation.SHARE,
    Operation.EXECUTION,
    Operation.YOY,
    Operation.COUNT,
    Operation.LIST,
)
_TWO_AMOUNTS = re.compile(
    r"\d[\d,]*\.\d+.{1,30}\d[\d,]*\.\d+.{0,30}(?:两个数|怎么回事|差在|口径|哪个对|哪个准|为什么不)"
)


def operation_of(question: Question, scope: Scope) -> tuple[Operation, str]:
    table = cues()["operations"]
    if two := _TWO_AMOUNTS.search(question.text):
        return Operation.CHECK, two.group(0)
    if (
        len(question.years) > 1
        and len(scope.groups) <= 1
        and re.search("各|分别|both|Compare", question.text + question.raw)
    ):
        return Operation.COMPARE, "years"
    for operation in _ORDER:
        cue = first_match(question.text, tuple(table[operation.value]))
        if cue and _plausible(operation, cue, question, scope):
            return operation, cue
    compare = first_match(question.text, tuple(cues()["compare"]["cues"]))
    if compare and (len(scope.groups) > 1 or len(question.years) > 1):
        return Operation.COMPARE, compare
    text = first_match(question.text, tuple(cues()["text"]["cues"]))
    if text and len(scope.groups) < 2:
        return Operation.TEXT, text
    for name in ("sum", "mean", "difference", "ratio"):
        cue = first_match(question.text, tuple(cues()["arithmetic"][name]))
        if cue:
            return Operation.ARITHMETIC, cue
    if len(scope.groups) > 1:
        return Operation.COMPARE, ""
    return Operation.LOOKUP, ""


def _plausible(operation: Operation, cue: str, question: Question, scope: Scope) -> bool:
    if operation is Operation.YOY and len(scope.groups) > 1:
        return False
    if operation is Operation.SHARE and re.search(
        "完成.{0,12}(?:预算|任务)|执行率|占了?多少(?:钱|万)|占(?:年初|全年|调整后?|当年)预算数?的?(?:百分|比|多少)"
        "|(?:决算|执行|实际)(?:数|支出)?占预算",
        question.text,
    ):
        return False
    selects = condition_of(question.text) or columns_compared(question.text)
    if operation in (Operation.YOY, Operation.EXECUTION, Operation.SHARE, Operation.RANK) and selects:
        return not any(first_match(question.text, tuple(cues()["operations"][name])) for name in ("count", "list"))
    if operation is Operation.RANK and len(scope.groups) == 2:
        return False
    if operation is Operation.LIST and len(scope.groups) > 1 and re.search("谁|哪[一]?[个家]|各", question.text):
        return False
    if operation is Operation.COUNT and first_match(question.text, ("加起来", "加总", "总和", "之和", "求和")):
        return False
    return not (
        operation is Operation.EXECUTION
        and "预算" not in question.text
        and "执行" not in question.text
        and "完成" not in cue
    )


def direction_of(text: str) -> Direction:
    if first_match(text, tuple(cues()["direction"]["up"])):
        return Direction.UP
    if first_match(text, tuple(cues()["direction"]["down"])):
        return Direction.DOWN
    return Direction.NONE


_WANTS = {
    "rate": r"执行率|完成率|百分之|百分比|增长率|增幅|降幅|增速|%|比率|涨幅|几个点|百分点|幅度",
    "amount": r"几(?:万|元)|多少万|多少元|多少钱|额|多少",
    "prior": r"上年(?:的)?(?:是|为|有)?多少|去年(?:的)?(?:是|为|有)?多少",
    "difference": r"高出|差多少|相差|差额|差了|多多少|少多少|高多少|低多少|多出|少了多少|多了多少|省了|超出|超支",
    "sum": r"(?<=[费出入款金贴资助额])加(?=[一-龥]{1,12}(?:费|支出|收入|款|资金|经费|补贴|补助|工资|奖金|公积金|额))"
    r"|加一起|合在一起|(?<=[家个]).{0,12}总额|支出合计|加上|相加|加起来|加总|合计|总共|一共|求和|之和|总和|合起来|共计",
    "mean": r"平均|均值|人均|每辆|每个|每人|每批",
    "ratio": r"倍",
    "each": r"分别|各",
    "reason": r"为什么|原因|为何|为啥|咋|缘故",
    "which": r"谁|哪个|哪家|哪一家|哪一个",
    "count": r"几个|多少个|几家|几项|多少项|多少家",
}


def wants_of(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _WANTS.items() if re.search(pattern, text))
