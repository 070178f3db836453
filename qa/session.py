"""Conversations: a question that relies on earlier turns is completed from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qa.drafting.answer import Answer, Clarification, Status
from qa.drafting.asking import Asking
from qa.evidence.library import Library
from qa.plans.plan import Operation, Plan
from qa.plans.words import clean
from qa.reading.question import Question, read_question
from qa.reading.understand import understand


@dataclass(frozen=True, slots=True)
class Turn:
    plan: Plan
    answer: Answer


@dataclass(slots=True)
class Session:
    """The turns so far. Not safe for several threads at once; each conversation has its own session."""

    turns: list[Turn] = field(default_factory=list)

    def remember(self, asking: Asking, answer: Answer) -> None:
        self.turns.append(Turn(asking.plan, answer))


@dataclass(frozen=True, slots=True)
class Completed:
    question: Question
    plan: Plan | None = None


def complete(question: Question, library: Library, session: Session | None) -> Completed:
    """The question, completed from the last turn."""
    last = session.turns[-1] if session and session.turns else None
    if last is None:
        return Completed(question)
    chosen = _chosen(question, last.answer.clarify) if last.answer.status is Status.NEEDS_CLARIFICATION else None
    if chosen is not None:
        again = read_question(chosen.question)
        return Completed(again, understand(again, library))
    plan = understand(question, library, last.plan)
    both = (
        _against_each_other(question, plan, session)
        or _together(question, plan, session)
        or _against_named(question, plan, last.plan)
    )
    return Completed(question, both or plan)


_BOTH = re.compile("两年|两者|二者|两个|两家|两边|差多少|相差|差了多少|difference|gap", re.IGNORECASE)


def _against_each_other(question: Question, plan: Plan, session: Session | None) -> Plan | None:
    """两年差多少, after the same was asked of two documents: compares the two."""
    turns = session.turns[-2:] if session else []
    if len(turns) < 2 or not _BOTH.search(question.raw) or plan.operation is Operation.EXECUTION:
        return None
    one, two = (turn.plan.scope.documents[:1] for turn in turns)
    same = turns[0].plan.targets[0].words == turns[1].plan.targets[0].words == plan.targets[0].words
    if not same or one == two or not one or not two:
        return None
    scope = replace(plan.scope, documents=(*one, *two), groups=(one, two), open=False)
    return replace(
        plan,
        operation=Operation.COMPARE,
        scope=scope,
        targets=(replace(plan.targets[0], year=None),),
        wants=frozenset({"difference"}),
    )


_AGAINST = re.compile("^那?(?:比|跟|与|和|同(?!一|样|期|比))")


def _against_named(question: Question, plan: Plan, last: Plan) -> Plan | None:
    """比岚县的多还是少, after a figure of another institution: compares the two."""
    one, two = last.scope.documents[:1], plan.scope.documents[:1]
    single = len(last.scope.groups) < 2 and len(plan.scope.groups) == 1 and not plan.scope.unknown
    if not _AGAINST.search(question.text) or not single or not one or not two or one == two:
        return None
    scope = replace(plan.scope, documents=(*one, *two), groups=(one, two), open=False)
    target = replace(last.targets[0], year=None)
    return replace(plan, operation=Operation.COMPARE, scope=scope, targets=(target,), wants=frozenset({"difference"}))


_TOGETHER = re.compile(
    "(?:两个|两者|二者|两项|这两|它们|他们).{0,4}(?:加|合计|一共|总共|之和|共|相差|差|平均)|both|together", re.I
)


def _together(question: Question, plan: Plan, session: Session | None) -> Plan | None:
    """两个加起来多少, after two items of one document: one sum or difference of the two."""
    turns = session.turns[-2:] if session else []
    if len(turns) < 2 or not _TOGETHER.search(question.raw):
        return None
    one, two = (turn.plan.targets[0] for turn in turns)
    same = turns[0].plan.scope.documents == turns[1].plan.scope.documents == plan.scope.documents
    if not same or one.words == two.words or plan.targets[0].words not in ("", two.words):
        return None
    return replace(plan, operation=Operation.ARITHMETIC, targets=(one, two))


_NUMBER = re.compile(r"^(?:第|选|选择|no\.?|#)?\s*(\d{1,2}|[一二三四五六七八九])\s*(?:个|份|项)?[.。]?$", re.IGNORECASE)


def _chosen(question: Question, options: tuple[Clarification, ...]) -> Clarification | None:
    """The option that a reply selects, by its number or by enough of its label."""
    found = _NUMBER.match(question.raw.strip())
    if found:
        digits = found.group(1)
        number = int(digits) if digits.isdigit() else "零一二三四五六七八九".index(digits)
        return options[number - 1] if 0 < number <= len(options) else None
    said = clean(question.raw)
    fitting = [each for each in options if len(said) > 1 and said in clean(each.label)]
    return fitting[0] if len(fitting) == 1 else None
