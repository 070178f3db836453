"""``POST /v1/chat/completions`` and ``GET /v1/models``: for OpenAI clients."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from ingest.model.errors import BadQuestion
from qa.fronts.api.errors import ApiError, any_error
from qa.fronts.api.openai_protocol import MODEL, ChatRequest, Reply, model_card, models, opening
from qa.fronts.api.state import ApiState, answer_body, links_for, owner_of, state_of
from qa.fronts.api.stream import KEEP_ALIVE, STREAM_HEADERS, Waiting, event
from qa.fronts.messages import annotations_of, content_of
from qa.fronts.serving.service import Overloaded, Watcher
from qa.pipeline import LONGEST_QUESTION

router = APIRouter(prefix="/v1", tags=["chat"])


@router.get("/models")
async def list_models() -> dict[str, Any]:
    """The one model that answers here."""
    return models()


@router.get("/models/{model}")
async def get_model(model: str) -> dict[str, Any]:
    if model != MODEL:
        raise _unknown_model(model)
    return model_card()


@router.post("/chat/completions")
async def create_completion(asked: ChatRequest, request: Request) -> Response:
    """The answer to the last message, in the conversation that the messages form."""
    state, waiting = state_of(request), Waiting()
    _check(asked, state)
    earlier, question = asked.questions
    opening = "" if earlier else question
    work = _work(asked, request, state, waiting.watcher)
    working = state.service.in_thread(work, seconds=state.server.limits.ask_seconds, opening=opening)
    if not asked.stream:
        return JSONResponse((await waiting.whole(working, request)).completion())
    usage = bool(asked.stream_options and asked.stream_options.include_usage)
    events = _events(working, waiting, include_usage=usage)
    return StreamingResponse(events, media_type="text/event-stream", headers=STREAM_HEADERS)


def _check(asked: ChatRequest, state: ApiState) -> None:
    """Checks the request before a stream begins, while a fault can still set the status code."""
    if asked.model != MODEL:
        raise _unknown_model(asked.model)
    if len(asked.messages) > state.server.limits.messages:
        raise ApiError(400, f"at most {state.server.limits.messages} messages are taken", "too_long", param="messages")
    try:
        _, question = asked.questions
    except BadQuestion as error:
        raise ApiError(400, str(error), "invalid_value", param="messages") from error
    if not question.strip() or len(question) > LONGEST_QUESTION:
        raise ApiError(400, f"the question has 1 to {LONGEST_QUESTION} characters", "bad_question", param="messages")


def _work(asked: ChatRequest, request: Request, state: ApiState, watcher: Watcher) -> Callable[[], Reply]:
    earlier, question = asked.questions
    owner, links = owner_of(request), links_for(request, state)
    chosen = asked.x_budgetqa.list_sources if asked.x_budgetqa else None
    listed = state.server.list_sources if chosen is None else chosen

    def work() -> Reply:
        answer, _ = state.service.answer_after((owner, "chat"), earlier, question, watcher)
        state.metrics.answered(answer)
        body = answer_body(answer, state, links)
        content = content_of(body, links, list_sources=listed)
        return Reply(content, annotations_of(body, content, links), body, sum(map(len, (*earlier, question))))

    return work


async def _events(working: Coroutine[Any, Any, Reply], waiting: Waiting, *, include_usage: bool) -> AsyncIterator[str]:
    """Server-sent events: the role at once, comments while the answer is made (clients skip them, our page shows the
    steps they tell), the answer, ``[DONE]``."""
    head, replies = Reply("", [], {}, 0), list[Reply]()
    try:
        yield event(opening(head.id, head.created, include_usage=include_usage))
        async for step in waiting.steps(working, into=replies):
            yield f": step {step['tool']} {step['found']}\n\n" if step else KEEP_ALIVE
        reply = replace(replies[0], id=head.id, created=head.created)
        for chunk in reply.chunks(include_usage=include_usage):
            yield event(chunk)
            await asyncio.sleep(0)
    except (Exception, Overloaded) as error:
        yield event(any_error(error).to_dict())
    yield "data: [DONE]\n\n"


def _unknown_model(model: str) -> ApiError:
    return ApiError(404, f"the model {model[:80]!r} does not exist; use {MODEL}", "model_not_found", param="model")
