"""``ask()``: question -> plan -> evidence -> computation -> draft -> verified answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ingest.model.errors import BadQuestion, StoreError
from qa.composing.compose import finish
from qa.desk import Desk, desk_of
from qa.drafting.answer import Answer, Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.library import Library, library_of
from qa.execution.answering import answer_plan
from qa.guard.context import context_of
from qa.guard.verify import verify
from qa.operations.dispatch import carry_out
from qa.reader.reading import Reading
from qa.reading.question import read_question
from qa.reading.understand import understand
from qa.session import Session, complete
from qa.settings import ModelSettings
from qa.stores import Stores

if TYPE_CHECKING:
    from qa.agent.answering import ModelQuestion

_FIRM = 0.3
"""The most that may be against a reading which answers what the rules refuse."""
_TURNS = 3
"""Turns before that a question may lean on, where the learned reader reads it."""
LONGEST_QUESTION = 2000
"""Most characters of a question; a longer one is refused unread."""


def ask(
    question: str,
    *,
    stores: Stores,
    session: Session | None = None,
    model: ModelSettings | None = None,
    watch: Callable[[Any], None] = lambda progress: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Answer:
    """The answer to a question over the documents of a store. ``session`` lets the question rely on earlier turns. With
    a ``model`` the answer may be the model's, verified against the same documents; ``watch`` is then called with each
    step, and ``Abandoned`` is raised soon after ``stopped()``.

    Raises ``BadQuestion`` for an empty or overlong question and ``StoreError`` for a store without documents."""
    started = time.perf_counter()
    _check(question)
    library = library_of(stores)
    if not library.documents:
        raise StoreError(
            "库中没有文件：先用 budgetqa ingest 文件或文件夹 (the store is empty: run budgetqa ingest PATH first)"
        )
    asking = _understood(question, library, session)
    draft: Draft = carry_out(asking)
    answer = verify(finish(asking, draft), context_of(asking), draft)
    found_nothing = answer.status is Status.REFUSED and not draft.found_blank and not answer.citations
    leading = model if model is not None and model.name else None
    if found_nothing or leading is not None:
        desk = desk_of(stores)
        reading = _learned(question, desk, session)
        answer = _answered(reading, desk, question, answer) if found_nothing else answer
        if leading is not None:
            from qa.agent.answering import answer_with_model  # loads an HTTP client: only with a model

            put = _put_to_model(asking, answer, reading, desk, session)
            answer = answer_with_model(put, leading, stores, watch, stopped)
    elapsed = int((time.perf_counter() - started) * 1000)
    answer = replace(answer, question=question.strip(), elapsed_ms=elapsed, id=_id(question, library))
    if session is not None:
        session.remember(asking, answer)
    return answer


def _understood(question: str, library: Library, session: Session | None) -> Asking:
    asked = complete(read_question(question), library, session)
    return Asking(asked.question, asked.plan or understand(asked.question, library), library)


def _put_to_model(
    asking: Asking, answer: Answer, reading: Reading, desk: Desk, session: Session | None
) -> ModelQuestion:
    """What a model is asked: the question, what it leans on, and as advice what was read and answered without it."""
    from qa.agent.answering import ModelQuestion

    turns = tuple((turn.answer.question, turn.answer.answer) for turn in session.turns) if session else ()
    advice = reading.plan if reading.sure else None
    question = asking.question
    return ModelQuestion(question.raw, question.language, desk.executor, answer, advice, turns)


def _learned(question: str, desk: Desk, session: Session | None) -> Reading:
    """What the learned reader makes of a question and of the turns before."""
    turns = session.turns[-_TURNS:] if session else ()
    return desk.reader.read_after((turn.answer.question for turn in turns), question)


def _answered(reading: Reading, desk: Desk, question: str, refusal: Answer) -> Answer:
    """The answer of a reading that is sure and comes to something, else the refusal."""
    firm = all(each.misfit <= _FIRM and each.option.sort != "quote" for each in reading.choices)
    if reading.plan is None or not reading.sure or not firm or reading.scope.several or reading.scope.unknown:
        return refusal
    answer = answer_plan(reading.plan, desk.executor, question.strip())
    return answer if answer.status is Status.ANSWERED else refusal


def _check(question: str) -> None:
    if not question.strip():
        raise BadQuestion("问题是空的：写上要问的内容 (the question is empty)")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(f"问题太长：最多{LONGEST_QUESTION}个字符 (the question is too long)")


def _id(question: str, library: Library) -> str:
    state = "".join(sorted(library.documents))
    return "ans-" + sha256(f"{time.time_ns()}{state}{question}".encode()).hexdigest()[:20]


__all__ = ["LONGEST_QUESTION", "ask"]
