"""``ask()``: question -> plan -> evidence -> computation -> draft -> verified answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from ingest.model.errors import BadQuestion, StoreError
from qa.composing.compose import finish
from qa.drafting.answer import Answer
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.library import Library, library_of
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.guard.context import context_of
from qa.guard.verify import verify
from qa.operations.dispatch import carry_out
from qa.reading.question import read_question
from qa.reading.understand import understand
from qa.session import Session, complete
from qa.settings import ModelSettings
from qa.stores import Stores

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
    asked = complete(read_question(question), library, session)
    plan = asked.plan or understand(asked.question, library)
    asking = Asking(asked.question, plan, library)
    draft: Draft = carry_out(asking)
    answer = verify(finish(asking, draft), context_of(asking), draft)
    if model is not None and model.name:
        from qa.agent.answering import ModelQuestion, answer_with_model  # loads an HTTP client: only with a model

        executor = Executor(read_store(stores.catalog, stores.search))
        turns = tuple((turn.answer.question, turn.answer.answer) for turn in session.turns) if session else ()
        put = ModelQuestion(question.strip(), asked.question.language, executor, answer, None, turns)
        answer = answer_with_model(put, model, stores, watch, stopped)
    elapsed = int((time.perf_counter() - started) * 1000)
    answer = replace(answer, question=question.strip(), elapsed_ms=elapsed, id=_id(question, library))
    if session is not None:
        session.remember(asking, answer)
    return answer


def _check(question: str) -> None:
    if not question.strip():
        raise BadQuestion("问题是空的：写上要问的内容 (the question is empty)")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(f"问题太长：最多{LONGEST_QUESTION}个字符 (the question is too long)")


def _id(question: str, library: Library) -> str:
    state = "".join(sorted(library.documents))
    return "ans-" + sha256(f"{time.time_ns()}{state}{question}".encode()).hexdigest()[:20]


__all__ = ["LONGEST_QUESTION", "ask"]
