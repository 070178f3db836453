"""Liveness, readiness and metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from ingest.model.errors import BudgetQAError
from qa.fronts.api.metrics import CONTENT_TYPE
from qa.fronts.api.state import state_of

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def is_alive() -> dict[str, str]:
    """The process is alive."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Not ready; `status` says why."}})
def is_ready(request: Request) -> JSONResponse:
    """The store can be read and its figures are indexed."""
    state = state_of(request)
    if state.ready:
        return JSONResponse({"status": state.ready}, 503)
    try:
        documents = len(state.service.stores.catalog.documents())
    except BudgetQAError as error:
        return JSONResponse({"status": error.public}, 503)
    body: dict[str, Any] = {"status": "ready", "documents": documents}
    return JSONResponse(body)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def get_metrics(request: Request) -> Response:
    """Metrics for Prometheus."""
    return Response(state_of(request).metrics.page(), media_type=CONTENT_TYPE)
