"""``POST /v1/answers``: returns the answer object for a question, or streams the steps and then the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from qa.drafting.answer import Answer
from qa.fronts.api.errors import any_error
from qa.fronts.api.state import ApiState, answer_body, links_for, owner_of, state_of
from qa.fronts.api.stream import KEEP_ALIVE, STREAM_HEADERS, Waiting, event
from qa.fronts.serving.service import Overloaded, Watcher

router = APIRouter(prefix="/v1", tags=["answers"])

Earlier = Annotated[str, Field(max_length=20_000)]


class AnswerRequest(BaseModel):
    """A question. ``session_id`` is a name that the client chooses for a conversation kept by the server. ``history``
    holds the earlier questions of a conversation kept by the client and replaces what the server kept. ``stream`` asks
    for server-sent events: ``step`` for each tool that a language model uses, then ``answer`` or ``error``."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(max_length=20_000, examples=["××局2024年农林水支出决算是多少？"])
    session_id: str | None = Field(None, min_length=1, max_length=200)
    history: list[Earlier] | None = Field(None, max_length=200)
    stream: bool = False


_BOTH: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}, "text/event-stream": {}}}
}


@router.post("/answers", response_class=Response, responses=_BOTH)
async def create_answer(asked: AnswerRequest, request: Request) -> Response:
    """The answer object: status, answer, results, citations, calculations, checks."""
    state, owner, waiting = state_of(request), owner_of(request), Waiting()
    links = links_for(request, state)

    def work() -> dict[str, Any]:
        return answer_body(_answer(asked, state, owner, waiting.watcher), state, links)

    opening = "" if asked.history or asked.session_id else asked.question
    working = state.service.in_thread(work, seconds=state.server.limits.ask_seconds, opening=opening)
    if not asked.stream:
        return JSONResponse(await waiting.whole(working, request))
    return StreamingResponse(_events(working, waiting), media_type="text/event-stream", headers=STREAM_HEADERS)


async def _events(working: Coroutine[Any, Any, dict[str, Any]], waiting: Waiting) -> AsyncIterator[str]:
    """A ``step`` tells the tool and the number of rows only; their content is told once it has been verified."""
    answer: list[dict[str, Any]] = []
    try:
        async for step in waiting.steps(working, into=answer):
            yield event(step, "step") if step else KEEP_ALIVE
        yield event(answer[0], "answer")
    except (Exception, Overloaded) as error:
        yield event(any_error(error).to_dict(), "error")


def _answer(asked: AnswerRequest, state: ApiState, owner: str, watcher: Watcher) -> Answer:
    service, name = state.service, (owner, "session", asked.session_id)
    if asked.history is not None:
        answer, session = service.answer_after(owner, asked.history, asked.question, watcher)
        if asked.session_id:
            service.conversations.put(name, session)
    elif asked.session_id:
        answer = service.answer_in(name, asked.question, watcher)
    else:
        answer = service.answer(asked.question, watcher=watcher)
    state.metrics.answered(answer)
    return answer
