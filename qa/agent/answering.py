"""Answers a question with a language model: same evidence, arithmetic and guard; the rules answer where it fails.

The rules answer first. The model gets their reading and what they found, and may look further with the tools. Every
claim of its reply must hold against the ids it cites. A reply with faults goes back to the model once; after that the
rules' answer is given, with a notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from prompts import Prompt, render
from qa.agent.budget import NoAnswer, NoToolCalling
from qa.agent.draft import draft_of, evidence_text, holds_anything, lead_faults, with_id
from qa.agent.guard import ReplyGuard
from qa.agent.notes import NotedCalculation, NotedPassage
from qa.agent.plan import planned_draft
from qa.agent.reply import LONGEST, Said, read_reply
from qa.agent.run import Runner
from qa.agent.tools import Toolbox
from qa.agent.trace import Trace
from qa.agent.verbatim import exact
from qa.composing.compose import finish
from qa.drafting.answer import Answer, Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.index import Figure
from qa.evidence.instructions import speaks_to_a_program
from qa.guard.context import context_of
from qa.guard.verify import violations
from qa.plans.quantity import show
from qa.settings import ModelSettings


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run, shown while the answer is awaited: the ``tool`` that ran and the number of rows it found."""

    tool: str
    found: int


Watch = Callable[[Progress], None]


@dataclass(slots=True)
class Attempt:
    """One question in progress with a model. ``rules`` is the rules' draft; ``answer`` is the answer made from it."""

    asking: Asking
    rules: Draft
    answer: Answer
    settings: ModelSettings
    watch: Watch
    trace: Trace
    toolbox: Toolbox
    trusted: tuple[Said, ...] = ()
    prompts: list[Prompt] = field(default_factory=list)

    def prompt(self, name: str, **values: str) -> str:
        made = render(name, self.asking.question.language, **values)
        self.prompts.append(made)
        return made.text


def answer_with_model(
    asking: Asking,
    rules: Draft,
    answer: Answer,
    settings: ModelSettings,
    watch: Watch = lambda progress: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Answer:
    """The model's answer if it holds, else ``answer`` (the rules' own) with a notice that says why.

    Endpoint failures never raise, and the call takes little longer than ``settings.limits.seconds``. Raises
    ``Abandoned`` soon after ``stopped()`` becomes true."""
    if answer.status is Status.NEEDS_CLARIFICATION or asking.plan.scope.unknown:
        return answer  # only the user can say which document is meant
    trace = Trace((settings.key,))
    trace.add("run", model=settings.name, question=asking.question.raw)
    attempt = Attempt(asking, rules, answer, settings, watch, trace, Toolbox(asking))
    runner = Runner(settings, trace, attempt_watch(attempt), stopped)
    try:
        given = _given(attempt, runner)
        notice = ""
    except NoAnswer as why:
        given, notice = answer, _notice(asking, settings, str(why))
    finally:
        runner.close()
    trace.add("end", mode=given.mode, tokens=runner.budget.tokens, steps=runner.budget.steps, notice=notice)
    hashes = {f"{each.name}.{each.language}": each.hash for each in attempt.prompts}
    kept = {**given.trace, "prompts": hashes, "run": trace.events}
    return replace(given, notice=notice, tokens=runner.budget.tokens, trace=kept)


def attempt_watch(attempt: Attempt) -> Callable[[str, str], None]:
    def watch(tool: str, result: str) -> None:
        attempt.watch(Progress(tool, sum(" | " in row for row in result.splitlines())))

    return watch


def _notice(asking: Asking, settings: ModelSettings, why: str) -> str:
    return asking.words(
        f"语言模型{settings.name}没有给出可用的回答（{why}），以下由规则作答。",
        f"The language model {settings.name} gave no usable answer ({why}); the rules answered.",
    )


def _given(attempt: Attempt, runner: Runner) -> Answer:
    """The answer by tools, or by a plan if the model cannot call tools."""
    if attempt.settings.tools == "off":
        return _by_plan(attempt, runner)
    try:
        return _by_tools(attempt, runner)
    except NoToolCalling:
        if attempt.settings.tools == "on":
            raise
        return _by_plan(attempt, runner)


# ------------------------------------------------------------------------------------------------------------ tools


def _by_tools(attempt: Attempt, runner: Runner) -> Answer:
    system = attempt.prompt("system")
    question = attempt.prompt("answer", **_briefing(attempt))
    text = runner.answer(system, question, attempt.toolbox)
    if not text and not runner.called_tools:
        raise NoToolCalling("回复是空的")
    held, faults = _held(attempt, text)
    if held is None and not runner.called_tools and not read_reply(text).refused and not _cites(text):
        raise NoToolCalling("没有使用工具")
    if held is None and faults:
        attempt.trace.add("violations", faults=list(faults))
        told = attempt.prompt("repair", faults="\n".join(f"- {each}" for each in faults))
        held, faults = _held(attempt, runner.answer(system, told, attempt.toolbox))
    if held is None:
        attempt.trace.add("violations", faults=list(faults))
        raise NoAnswer("它的回答与文件不符，没有采用" if faults else "它说文件里没有")
    return held


def _cites(text: str) -> bool:
    return any(said.ids for said in read_reply(text).sentences)


def _held(attempt: Attempt, text: str) -> tuple[Answer | None, tuple[str, ...]]:
    """The answer if the reply holds, else None and its faults. A reply that only says it cannot answer has no
    faults."""
    if len(text) > LONGEST:
        return None, ("回答太长",)
    reply = read_reply(text)
    if reply.refused:
        return None, ()
    if attempt.trusted and _same_words(reply.sentences, attempt.trusted):
        return replace(attempt.answer, mode="llm", model=attempt.settings.name), ()
    faults = ReplyGuard(attempt.asking, attempt.toolbox.notes, attempt.trusted).faults(reply)
    faults = faults or lead_faults(reply, attempt.rules)
    if not faults and not holds_anything(reply, attempt.toolbox.notes):
        faults = ("没有写出任何有编号的数字或原文",)
    if faults:
        return None, faults
    answer = _finished(attempt, draft_of(reply, attempt.toolbox.notes, attempt.asking, attempt.rules))
    return (answer, ()) if isinstance(answer, Answer) else (None, answer)


def _same_words(reply: Sequence[Said], rules: Sequence[Said]) -> bool:
    """Whether a reply only repeats the rules' answer, which has already been checked against the documents."""
    return [(exact(each.plain), each.ids) for each in reply] == [(exact(each.plain), each.ids) for each in rules]


def _finished(attempt: Attempt, draft: Draft) -> Answer | tuple[str, ...]:
    """The answer of a draft, or the number guard's objections to it."""
    answer = finish(attempt.asking, draft)
    faults = violations(answer, context_of(attempt.asking), draft)
    if faults:
        return tuple(f"没有依据：{each}" for each in faults)
    return replace(answer, mode="llm", model=attempt.settings.name)


# ------------------------------------------------------------------------------------------------------- the briefing


def _briefing(attempt: Attempt) -> dict[str, str]:
    return {
        "question": attempt.asking.question.raw,
        "documents": attempt.toolbox.list_documents(),
        "reading": reading(attempt.asking),
        "evidence": _evidence(attempt),
    }


def reading(asking: Asking) -> str:
    """The rules' plan, on one line."""
    plan = asking.plan
    targets = "；".join(
        " ".join(
            str(part)
            for part in (each.words.replace("|", " "), each.year or "", each.stage.value, each.side.value)
            if part
        )
        for each in plan.targets
    )
    return f"{plan.operation.value}：{targets}"


def _evidence(attempt: Attempt) -> str:
    """The rows that the rules found and their answer with ids; empty if they found nothing."""
    rules, toolbox = attempt.rules, attempt.toolbox
    if rules.status is not Status.ANSWERED or any(speaks_to_a_program(each.quote) for each in rules.citations):
        return attempt.asking.words("没有", "nothing")
    ids: dict[int, str] = {}
    rows: list[str] = []
    for figure in rules.figures:
        if not isinstance(figure, Figure):
            continue
        rows.append(toolbox.row(figure))
        ids.setdefault(rules.cite(figure), toolbox.notes.figure(figure))
    for place in rules.citations:
        if place.id not in ids:
            document = attempt.asking.library.document(place.document_id)
            passage = NotedPassage(document, tuple(place.section.split(" > ")), place.quote, None, rules, place.id)
            ids[place.id] = toolbox.notes.passage(passage)
            rows.append(f"{ids[place.id]} | {place.document} | “{place.quote}”")
    told = evidence_text(attempt.answer.answer, rules.citations, ids)
    for made in rules.calculations:
        operands = tuple(dict.fromkeys(ids[each] for each in made.citations))
        name = toolbox.notes.calculation(NotedCalculation("made", operands, made.unit, made, rules))
        rows.append(f"{name} | {made.substituted} = {made.value}{made.unit}")
        told = with_id(told, show(abs(Decimal(made.value)), made.unit), name)
    attempt.trusted = read_reply(told).sentences
    return "\n".join((*rows, attempt.asking.words("规则程序的回答：", "The rule program's answer: ") + told))


# ------------------------------------------------------------------------------------------------------------- plans


def _by_plan(attempt: Attempt, runner: Runner) -> Answer:
    """One structured call; the rules then carry out the plan it returns."""
    documents = attempt.toolbox.list_documents()
    values = {"question": attempt.asking.question.raw, "documents": documents, "reading": reading(attempt.asking)}
    operations = "、".join(each.value for each in type(attempt.asking.plan.operation))
    asking, draft = planned_draft(
        runner.once(attempt.prompt("plan", operations=operations, **values)), attempt.asking, attempt.toolbox
    )
    if draft.status is not Status.ANSWERED:
        raise NoAnswer("按它的计划没有找到")
    if attempt.rules.status is Status.ANSWERED and _lead(draft) != _lead(attempt.rules):
        raise NoAnswer("它的计划与所问的不同，没有采用")
    made = _finished(replace_asking(attempt, asking), draft)
    if not isinstance(made, Answer):
        raise NoAnswer("它的计划得出的回答没有依据")
    return made


def replace_asking(attempt: Attempt, asking: Asking) -> Attempt:
    return replace(attempt, asking=asking)


def _lead(draft: Draft) -> tuple[str, str] | tuple[str, ...]:
    return (
        (draft.results[0].value, draft.results[0].unit) if draft.results else tuple(draft.items or draft.sentences[:1])
    )
