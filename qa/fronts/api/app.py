"""The server: routes over one service, the guard in front of them, start-up and shutdown."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import structlog
from anyio import to_thread
from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import HTTPBearer

from ingest.model.errors import BudgetQAError
from qa.fronts.api import answers as api_answers
from qa.fronts.api import chat as api_chat
from qa.fronts.api import citations as api_citations
from qa.fronts.api import documents as api_documents
from qa.fronts.api import errors as api_errors
from qa.fronts.api import health as api_health
from qa.fronts.api import page as api_page
from qa.fronts.api import plans as api_plans
from qa.fronts.api.guard import Guard
from qa.fronts.api.metrics import Metrics
from qa.fronts.api.state import ApiState, make_state
from qa.fronts.serving.confined import prepare_confined
from qa.fronts.serving.limits import Keys
from qa.fronts.serving.server_settings import ServerSettings
from qa.fronts.serving.service import Service
from qa.settings import Settings

log = structlog.get_logger("budgetqa.api")

_TRIES_AGAIN = 3.0
_GUARDED = [Depends(HTTPBearer(auto_error=False, description="One of the server's API keys, where it has any."))]
_ERRORS = {
    status: {"model": api_errors.ErrorBody} for status in (400, 401, 403, 404, 413, 415, 422, 429, 503, 504, 507)
}
_PATHS_WITH_KEYS = (api_answers, api_plans, api_chat, api_documents, api_citations)


def create_app(settings: Settings, server: ServerSettings) -> FastAPI:
    """The application. It opens its store here, and makes it if there is none."""
    keys, metrics = Keys(server.keys), Metrics()
    service = Service(settings, waiting=server.limits.waiting)
    state = make_state(service, server, keys, metrics)
    app = FastAPI(
        title="BudgetQA",
        version=version("budgetqa"),
        description="Questions of Chinese government budgets and final accounts, answered with cited figures.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.api = state
    api_errors.install(app)
    for each in _PATHS_WITH_KEYS:
        app.include_router(each.router, dependencies=_GUARDED, responses=_ERRORS)  # type: ignore[arg-type]
    app.include_router(api_health.router)
    app.include_router(api_page.router, include_in_schema=False)
    app.add_middleware(Guard, settings=server, keys=keys, metrics=metrics)
    if server.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(server.origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID"],
        )
    _gauges(state)
    return app


def _gauges(state: ApiState) -> None:
    metrics, service = state.metrics, state.service
    metrics.gauge("budgetqa_documents", "Documents that can be asked about.", lambda: len(service.library().documents))
    metrics.gauge("budgetqa_conversations", "Conversations held.", lambda: len(service.conversations))
    metrics.gauge("budgetqa_uploads_waiting", "Uploads that wait.", state.jobs.waiting)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: ApiState = app.state.api
    state.jobs.start()
    threading.Thread(target=_prepare, args=(state,), name="prepare", daemon=True).start()
    yield
    await to_thread.run_sync(state.jobs.stop)
    state.service.close()


def _prepare(state: ApiState) -> None:
    """Prepares what the first questions would wait for. A store that cannot be read is retried until it can; one that
    cannot be written (Chroma is down, another process writes) still answers questions."""
    while state.ready:
        try:
            prepare_confined()
            state.service.warm()
            state.ready = ""
        except BudgetQAError as error:
            state.ready = error.public
            log.error("not ready", reason=str(error))
            time.sleep(_TRIES_AGAIN)
    try:
        state.service.prepare_writing()
    except BudgetQAError as error:
        log.warning("cannot be written now", reason=str(error))
