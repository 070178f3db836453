"""Plan -> answer: each ask executed and told in the order asked, what is given checked, the number guard behind it."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import sha256

from qa.drafting.answer import Answer, Check, Status
from qa.drafting.cautions import cautions
from qa.drafting.draft import Draft
from qa.drafting.known_units import is_money_without_unit
from qa.execution.evaluate import Executor
from qa.execution.judging import claimed
from qa.execution.outcomes import Ambiguous, Outcome, Value, Verdict
from qa.execution.telling.asks import Telling
from qa.execution.telling.missing import Words
from qa.execution.telling.versions import name_versions
from qa.guard.context import Context
from qa.guard.verify import verify
from qa.plans.language import Ask, Claim, Number, Plan
from qa.plans.notation import show_plan
from qa.plans.slots import Docs, Slots, nodes_of


def answer_plan(plan: Plan, executor: Executor, question: str = "") -> Answer:
    """The answer of a plan over the executor's store, verified. ``question``: as it was asked, if it was."""
    started = time.perf_counter()
    draft = told(plan, executor)
    words = Words(plan.language == "en").both
    answer = Answer(
        id="ans-" + sha256(f"{time.time_ns()}{question}".encode()).hexdigest()[:20],
        question=question or show_plan(plan),
        language=plan.language,
        status=draft.status,
        answer=words("", " ").join((*filter(None, draft.sentences), *cautions(draft, words))),
        results=tuple(draft.results),
        items=tuple(dict.fromkeys(draft.items)),
        calculations=tuple(draft.calculations),
        citations=tuple(draft.citations),
        checks=tuple(draft.checks),
        clarify=tuple(draft.clarify),
        trace={"plan": show_plan(plan), "figures": [repr(figure.origin) for figure in draft.figures]},
    )
    answer = verify(answer, _context(plan, executor, answer), draft)
    return replace(answer, elapsed_ms=int((time.perf_counter() - started) * 1000))


def _context(plan: Plan, executor: Executor, answer: Answer) -> Context:
    """What the guard must know: the plan's own numerals and years, and the documents that it or the answer names."""
    years: set[int] = set()
    scope: dict[str, None] = {}
    said = [answer.question, show_plan(plan)]
    for node in nodes_of(plan):
        if isinstance(node, Docs):
            years |= set(node.year)
            scope |= dict.fromkeys(each for source in executor.reader.shelf.choose(node).sources for each in source.ids)
        elif isinstance(node, Slots) and node.year is not None:
            years.add(node.year)
        elif isinstance(node, Claim | Number):
            said.append(f"{node.value:f}{node.unit}")
            said += [f"{node.upto:f}{node.unit}"] if isinstance(node, Claim) and node.upto is not None else []
    cited = (each.document_id for each in answer.citations)
    missing = answer.status is not Status.ANSWERED
    documents = executor.reader.shelf.spoken_of(answer.answer, (*scope, *cited), titles=missing)
    return Context("\n".join(said), plan.language == "en", frozenset(years), tuple(scope), documents)


def told(plan: Plan, executor: Executor) -> Draft:
    """The draft of a plan's answer."""
    words = Words(plan.language == "en", executor.reader.shelf.institutions)
    telling = Telling(Draft(), words, [], executor.reader)
    came: list[bool] = []
    outcomes: list[Outcome] = []
    for ask in plan.asks:
        outcome = executor.run(plan, ask.of)
        outcomes.append(outcome)
        came.append(telling.tell(ask, outcome))
    draft = telling.draft
    for claim in plan.given:
        outcome = executor.run(plan, claim)
        if isinstance(outcome, Verdict) and not outcome.holds and not _is_printed(claim, outcome):
            draft.say(
                words.both("注意，问题所说与文件不符。", "Note: what the question says differs from the documents. ")
            )
            telling.tell_verdict(Ask(of=claim), outcome)
    if any(came):
        telling.tell_later()
        draft.clarify.clear()
    elif any(isinstance(each, Ambiguous) for each in outcomes):
        draft.status = Status.NEEDS_CLARIFICATION
    else:
        draft.status = Status.REFUSED
        draft.results.clear()
        draft.items.clear()
        draft.calculations.clear()
    _without_unknown_units(draft, words)
    add_findings(draft, executor, words)
    name_versions(draft, executor.reader.shelf, words)
    return draft


def _without_unknown_units(draft: Draft, words: Words) -> None:
    """Leaves out amounts of money whose unit the document does not print, and refuses where nothing else is there."""
    shown = {number for each in draft.results if not each.unit for number in each.citations}
    bare = [each for each in draft.figures if is_money_without_unit(each) and draft.cite(each) in shown]
    if draft.status is not Status.ANSWERED or not bare:
        return
    numbers = {draft.cite(each) for each in bare}
    draft.results[:] = [each for each in draft.results if each.unit or not numbers & set(each.citations)]
    if draft.results:
        return
    draft.sentences.clear()
    told = "；".join(f"“{each.fact.text}”[{draft.cite(each)}]" for each in bare[:5])
    title = bare[0].document.title
    draft.refuse(
        words.both(
            f"《{title}》没有印出金额单位，不知道是元还是万元，不能作为金额回答：{told}。",
            f"{title} prints no unit of money (元 or 万元), so that no amount can be given: {told}.",
        )
    )


def _is_printed(claim: Claim, verdict: Verdict) -> bool:
    """Whether the document prints what is given, though the figures behind it come to something else."""
    printed = verdict.right.printed if isinstance(verdict.right, Value) else None
    again = claimed(claim, printed) if printed is not None else None
    return isinstance(again, Verdict) and again.holds


def add_findings(draft: Draft, executor: Executor, words: Words) -> None:
    """The failed checks that touch two or more of the cited figures, but for those that are told already."""
    if draft.status is not Status.ANSWERED:
        return
    cited = {(figure.document.id, figure.origin.id) for figure in draft.figures}
    told = {each.message for each in draft.checks}
    faulty = executor.reader.figures.findings(sorted({each for each, _ in cited}))
    for document_id in sorted(faulty):
        for finding in executor.reader.catalog.findings(document_id):
            named = finding.facts[: len(finding.figures)]
            touched = {(document_id, each) for each in named} & cited
            failed = finding.verdict == "fail" and finding.severity == "error"
            if failed and len(touched) > 1 and finding.message not in told:
                numbers = tuple(
                    draft.cite(each) for each in draft.figures if (each.document.id, each.origin.id) in touched
                )
                draft.checks.append(Check(finding.rule, "fail", finding.message, numbers))
                shown = "".join(f"[{number}]" for number in numbers)
                draft.say(
                    words.both(
                        f"注意，文件自身不一致：{finding.message}{shown}。",
                        f"Note, the document disagrees with itself: {finding.message} {shown}.",
                    )
                )
