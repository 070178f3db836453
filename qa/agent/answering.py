"""Answers a question with a language model: it leads, over the same plans, places, arithmetic and guard as everybody.

The model looks, runs plans and answers; what the offline reader made of the question is advice. Its answer must hold
against the ids that it cites. One with faults goes back once; after that the offline answer is given, with a notice."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from prompts import Prompt, render
from qa.agent.budget import NoAnswer, NoToolCalling
from qa.agent.difference import difference_of
from qa.agent.draft import draft_of
from qa.agent.guarding.reply_guard import TOO_LONG, ReplyGuard
from qa.agent.guarding.verbatim import exact
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.reply import LONGEST, Kind, read_reply
from qa.agent.run import Runner
from qa.agent.steps import step_in_words
from qa.agent.tools import Final, Toolbox, ToolRefusal
from qa.agent.trace import Trace
from qa.agent.weak_plan import plan_in_reply
from qa.drafting.answer import Answer, Status
from qa.drafting.cautions import cautions
from qa.drafting.draft import Draft
from qa.execution.answering import add_findings, answer_plan
from qa.execution.evaluate import Executor
from qa.execution.telling.missing import Words
from qa.guard.context import Context
from qa.guard.verify import violations
from qa.plans.language import Plan
from qa.plans.notation import show_plan
from qa.settings import ModelSettings
from qa.stores import Stores

_ADVICE = 900
"""Most characters of the offline reading that a model is told."""
_TURN = 300
"""Most characters of an earlier answer that a model is told."""
_ECHO = 40
"""Characters of a prompt that a reply repeats only where it echoes it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run, shown while the answer is awaited: the ``tool`` that ran, the number of rows it found, and the
    step in ``words`` of the question's language."""

    tool: str
    found: int
    words: str = ""


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class ModelQuestion:
    """A question, and what the offline reader made of it. ``question``: as typed; ``language``: ``zh`` or ``en``;
    ``offline``: its answer, a refusal, or a question back; ``plan``: its plan, None below its threshold; ``turns``:
    earlier questions with their answers, oldest first."""

    question: str
    language: str
    executor: Executor
    offline: Answer
    plan: Plan | None = None
    turns: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        """With the questions that it leans on."""
        return "\n".join((*(asked for asked, _ in self.turns[-2:]), self.question))


@dataclass(slots=True)
class _Attempt:
    asked: ModelQuestion
    settings: ModelSettings
    toolbox: Toolbox
    trace: Trace
    words: Words
    shown: list[str] = field(default_factory=list)
    """What the tools showed."""
    prompts: list[Prompt] = field(default_factory=list)

    def prompt(self, name: str, **values: str) -> str:
        made = render(name, self.asked.language, **values)
        self.prompts.append(made)
        return made.text


def answer_with_model(
    asked: ModelQuestion,
    model: ModelSettings,
    stores: Stores,
    watch: Watch = lambda progress: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Answer:
    """The model's answer if it holds, else ``asked.offline``; with a notice where it is not the model's, or where the
    two differ.

    Endpoint failures never raise, and the call takes little longer than ``model.limits.seconds``. Raises
    ``Abandoned`` soon after ``stopped()`` becomes true."""
    trace = Trace((model.key,))
    trace.add("run", model=model.name, question=asked.question)
    words = Words(asked.language == "en")
    attempt = _Attempt(asked, model, Toolbox(_desk(asked, stores)), trace, words)

    def told(tool: str, arguments: Mapping[str, Any], result: str) -> None:
        attempt.shown.append(result)
        found = sum(" | " in row for row in result.splitlines())
        known = f"{asked.whole}\n{result}"
        watch(Progress(tool, found, step_in_words(tool, arguments, known, words.both)))

    runner = Runner(model, trace, told, stopped)
    try:
        given = _given(attempt, runner)
        notice = difference_of(asked.offline, given, words)
    except NoAnswer as why:
        given, notice = asked.offline, _failed(words, model, why.why(words.english))
    finally:
        runner.close()
    trace.add("end", mode=given.mode, tokens=runner.budget.tokens, steps=runner.budget.steps, notice=notice)
    hashes = {f"{each.name}.{each.language}": each.hash for each in attempt.prompts}
    kept = {**given.trace, "prompts": hashes, "run": trace.events}
    return replace(given, notice=notice, tokens=runner.budget.tokens, trace=kept)


def _desk(asked: ModelQuestion, stores: Stores) -> Desk:
    hinted = tuple(dict.fromkeys(each.document_id for each in asked.offline.citations))
    documents = Documents(asked.executor.reader.shelf, asked.whole, hinted)
    return Desk(asked.executor, documents, asked.whole, asked.language, stores.search)


def _failed(words: Words, settings: ModelSettings, why: str) -> str:
    return words.both(
        f"语言模型{settings.name}没有给出可用的回答（{why}），以下由规则作答。",
        f"The language model {settings.name} gave no usable answer ({why}); the rules answered.",
    )


def _given(attempt: _Attempt, runner: Runner) -> Answer:
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


def _by_tools(attempt: _Attempt, runner: Runner) -> Answer:
    system = attempt.prompt("system")
    question = attempt.prompt("answer", **_briefing(attempt))
    final = runner.answer(system, question, attempt.toolbox)
    if not runner.called_tools and (not final.text or _echoes(final.text, system + question) or not _answers(final)):
        raise NoToolCalling("没有使用工具", "it used no tool")
    held, faults = _held(attempt, final)
    if held is None:
        attempt.trace.add("violations", faults=list(faults))
        told = attempt.prompt("repair", faults="\n".join(f"- {each}" for each in faults))
        held, faults = _held(attempt, runner.answer(system, told, attempt.toolbox))
    if held is None:
        attempt.trace.add("violations", faults=list(faults))
        raise NoAnswer("它的回答与文件不符，没有采用", "its answer did not hold against the documents")
    return held


def _answers(final: Final) -> bool:
    """Whether a text that came without a tool cites something, or says that it cannot answer."""
    reply = read_reply(final)
    return bool(reply.cited) or reply.kind is not Kind.ANSWERS


def _echoes(text: str, prompt: str) -> bool:
    """Whether a reply repeats a stretch of what it was told."""
    said, told = exact(text), exact(prompt)
    return any(said[at : at + _ECHO] in told for at in range(0, len(said) - _ECHO + 1, _ECHO // 2))


def _held(attempt: _Attempt, final: Final) -> tuple[Answer | None, tuple[str, ...]]:
    """The answer if the reply holds, else None and its faults."""
    both = attempt.words.both
    if len(final.text) > LONGEST:
        return None, (both(*TOO_LONG),)
    reply = read_reply(final)
    if reply.kind is Kind.REFUSES and not attempt.toolbox.looked:
        return None, (both("先用工具查，再说无法回答", "look with the tools before you say that you cannot answer"),)
    if reply.kind is Kind.ASKS and len(reply.items) <= len(attempt.asked.offline.clarify):
        return attempt.asked.offline, ()
    if reply.kind is Kind.ASKS and len(reply.items) < 2:
        return None, (both("在items里写出可能的各个名称", "name in items what it may be"),)
    held = ReplyGuard(attempt.toolbox.desk, attempt.asked.whole, "\n".join(attempt.shown)).held(reply)
    if held.unknown:
        return None, held.faults
    draft = draft_of(held.reply, attempt.toolbox.desk, attempt.asked.question)
    if reply.kind is Kind.ANSWERS:
        add_findings(draft, attempt.asked.executor, attempt.words)
    answer = _answer(attempt, draft)
    attempt.trace.add("draft", answer=answer.to_dict())
    faults = held.faults or tuple(
        both("没有依据：", "unsupported: ") + each
        for each in violations(answer, _context(attempt, answer, held.labels), draft)
    )
    return (None, faults) if faults else (answer, ())


def _answer(attempt: _Attempt, draft: Draft) -> Answer:
    asked, both = attempt.asked, attempt.words.both
    return Answer(
        id="ans-" + sha256(f"{time.time_ns()}{asked.question}".encode()).hexdigest()[:20],
        question=asked.question,
        language=asked.language,
        status=draft.status,
        answer=both("", " ").join((*filter(None, draft.sentences), *cautions(draft, both))).strip(),
        results=tuple(draft.results),
        items=tuple(draft.items),
        calculations=tuple(draft.calculations),
        citations=tuple(draft.citations),
        checks=tuple(draft.checks),
        clarify=tuple(draft.clarify),
        mode="llm",
        model=attempt.settings.name,
        trace={"figures": [repr(figure.origin) for figure in draft.figures]},
    )


def _context(attempt: _Attempt, answer: Answer, names: frozenset[str]) -> Context:
    """What the number guard must know: the question, its years and institutions, the documents that are named."""
    desk = attempt.toolbox.desk
    scope = [file.id for source in desk.documents.likely() for file in source.files] if desk.documents.named else []
    cited = (each.document_id for each in answer.citations)
    shelf = desk.reader.shelf
    documents = shelf.spoken_of(answer.answer, (*scope, *cited), titles=answer.status is not Status.ANSWERED)
    years = frozenset(int(each) for each in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", desk.question))
    return Context(desk.question, attempt.words.english, years, tuple(scope), documents, names, held=True)


# ------------------------------------------------------------------------------------------------------ the briefing


def _briefing(attempt: _Attempt) -> dict[str, str]:
    turns = "".join(f"问：{asked}\n答：{told[:_TURN]}\n" for asked, told in attempt.asked.turns[-3:])
    documents = attempt.toolbox.desk.documents.listed(english=attempt.words.english)
    attempt.shown.append(documents)
    return {
        "turns": turns + "\n" if turns else "",
        "question": attempt.asked.question,
        "documents": documents,
        "reading": _advice(attempt),
    }


def _advice(attempt: _Attempt) -> str:
    """What the offline reader made of the question, as ids and sentences; empty where it is below its threshold."""
    plan = attempt.asked.plan
    if plan is None:
        return ""
    try:
        came = attempt.toolbox.plans.told(plan)
    except ToolRefusal:
        return ""
    attempt.shown.append(came)
    lead = attempt.words.both(
        "离线程序的读法（可能有错，只供参考；对就可直接引用）：",
        "How the offline program reads it (it may be wrong; cite it only if it is right):",
    )
    return f"\n{lead}\n{show_plan(plan)}\n→ {came[:_ADVICE]}"


# ------------------------------------------------------------------------------------------------------------- plans


def _by_plan(attempt: _Attempt, runner: Runner) -> Answer:
    """One structured call; its plan is executed as everybody's are."""
    asked = attempt.asked
    values = {"question": asked.whole, "documents": attempt.toolbox.desk.documents.listed()}
    plan = plan_in_reply(runner.once(attempt.prompt("plan", **values)), attempt.toolbox.desk)
    answer = answer_plan(plan, asked.executor, asked.question)
    if answer.status is not Status.ANSWERED:
        raise NoAnswer("按它的计划没有找到", "its plan found nothing")
    return replace(answer, mode="llm", model=attempt.settings.name)
