"""``POST /v1/plans``: runs a plan of the plan language and returns the answer object. ``GET /v1/plans/schema``: the
language."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from qa.fronts.api.state import answer_body, links_for, state_of
from qa.plans.notation import plan_of
from qa.plans.plan_json import plan_schema

router = APIRouter(prefix="/v1/plans", tags=["plans"])

_EXAMPLE = {
    "asks": [{"of": {"op": "figure", "documents": {"op": "docs", "institution": ["××局"]}, "item": "农林水支出"}}]
}
_OBJECT: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}


class PlanRequest(BaseModel):
    """A plan, as the object that ``GET /v1/plans/schema`` describes or as text in the notation. ``question``: what was
    asked, if it was; the answer repeats it."""

    model_config = ConfigDict(extra="forbid")
    plan: dict[str, Any] | str = Field(examples=[_EXAMPLE])
    question: str = Field("", max_length=20_000)


@router.post("", response_class=Response, responses=_OBJECT)
async def run_plan(asked: PlanRequest, request: Request) -> Response:
    """The answer object of a plan: its asks in order, with results, citations and calculations."""
    state = state_of(request)
    links = links_for(request, state)

    def work() -> dict[str, Any]:
        answer = state.service.run_plan(plan_of(asked.plan), asked.question)
        state.metrics.answered(answer)
        return answer_body(answer, state, links)

    return JSONResponse(await state.service.in_thread(work, seconds=state.server.limits.ask_seconds))


@router.get("/schema", response_class=Response, responses=_OBJECT)
async def schema() -> Response:
    """The JSON schema of a plan."""
    return JSONResponse(plan_schema())
