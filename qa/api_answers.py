"""``POST /v1/answers``: a question, and the answer object."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from qa.answer import Answer
from qa.api_state import ApiState, answer_body, links_for, owner_of, state_of

router = APIRouter(prefix="/v1", tags=["answers"])

Earlier = Annotated[str, Field(max_length=20_000)]


class AnswerRequest(BaseModel):
    """A question. ``session_id``: a name of the client's choice for a conversation that the server keeps;
    ``history``: the earlier questions of a conversation that the client keeps (it takes the place of what was kept)."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(max_length=20_000, examples=["××局2024年农林水支出决算是多少？"])
    session_id: str | None = Field(None, min_length=1, max_length=200)
    history: list[Earlier] | None = Field(None, max_length=200)


@router.post("/answers")
async def create_answer(asked: AnswerRequest, request: Request) -> dict[str, Any]:
    """The answer object: status, answer, results, citations, calculations, checks."""
    state, owner = state_of(request), owner_of(request)
    links = links_for(request, state)

    def work() -> dict[str, Any]:
        return answer_body(_answer(asked, state, owner), state, links)

    opening = "" if asked.history or asked.session_id else asked.question
    return await state.service.in_thread(work, seconds=state.server.limits.ask_seconds, opening=opening)


def _answer(asked: AnswerRequest, state: ApiState, owner: str) -> Answer:
    service, name = state.service, (owner, "session", asked.session_id)
    if asked.history is not None:
        answer, session = service.answer_after(owner, asked.history, asked.question)
        if asked.session_id:
            service.conversations.put(name, session)
    elif asked.session_id:
        answer = service.answer_in(name, asked.question)
    else:
        answer = service.answer(asked.question)
    state.metrics.answered(answer)
    return answer
