"""The state that the routes share, made once per server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request

from qa.drafting.answer import Answer
from qa.drafting.citation_places import key_of
from qa.fronts.api.metrics import Metrics
from qa.fronts.serving.confined import Bounds
from qa.fronts.serving.document_files import Pictures
from qa.fronts.serving.jobs import Jobs
from qa.fronts.serving.limits import Keys
from qa.fronts.serving.links import Links
from qa.fronts.serving.server_settings import ServerSettings
from qa.fronts.serving.service import Service


@dataclass(slots=True)
class ApiState:
    """``ready`` is empty once questions can be answered; until then it says what is missing."""

    service: Service
    server: ServerSettings
    keys: Keys
    metrics: Metrics
    pictures: Pictures
    jobs: Jobs
    ready: str = "starting"


def make_state(service: Service, server: ServerSettings, keys: Keys, metrics: Metrics) -> ApiState:
    limits = server.limits
    jobs = Jobs(
        service,
        waiting=limits.uploads_waiting,
        pages=limits.upload_pages,
        bounds=Bounds(limits.parse_bytes, limits.parse_seconds),
        on_done=lambda job: metrics.uploaded(job.outcome or job.state.value),
    )
    pictures = Pictures(Bounds(limits.render_bytes, limits.render_seconds))
    return ApiState(service, server, keys, metrics, pictures, jobs)


def state_of(request: Request) -> ApiState:
    state = request.app.state.api
    assert isinstance(state, ApiState)
    return state


def owner_of(request: Request) -> str:
    """A name for the client. Conversations of one key are not visible to another."""
    return str(getattr(request.state, "owner", ""))


def links_for(request: Request, state: ApiState) -> Links:
    return Links(state.server.public_url or str(request.base_url).rstrip("/"), state.keys)


def answer_body(answer: Answer, state: ApiState, links: Links) -> dict[str, Any]:
    """The answer object. Each citation also has a stable ``key``, the address of its ``view`` and, in a PDF, of the
    ``image`` of its page."""
    library = state.service.library()
    body = answer.to_dict()
    for citation, shown in zip(answer.citations, body["citations"], strict=True):
        key = key_of(citation, library) if citation.document_id in library.documents else ""
        image = links.image(key) if key and citation.page is not None and citation.bbox else None
        shown |= {"key": key, "view": links.view(key) if key else None, "image": image}
    return body
