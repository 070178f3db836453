"""Before any route: a request id, authentication, rate and size limits. After it: a log line and a count."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.fronts.api.errors import ApiError, any_error
from qa.fronts.api.metrics import Metrics
from qa.fronts.serving.limits import Keys, RateLimit
from qa.fronts.serving.server_settings import ServerSettings, is_loopback

log = structlog.get_logger("budgetqa.api")

OPEN_PATHS = frozenset({"/", "/healthz", "/readyz", "/docs", "/openapi.json"})
UPLOAD_PATH = "/v1/documents"
_LINKED = re.compile(r"^/v1/citations/([\w.-]+?)(?:\.png)?$")
_REQUEST_ID = re.compile(r"^[\w.:-]{1,64}$")
_UPLOAD_FRAME = 64 * 1024
"""Bytes that a multipart body may hold beside the file."""


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, settings: ServerSettings, keys: Keys, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._keys = keys
        self._metrics = metrics
        self._rate = RateLimit(settings.limits.requests_a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope)
        scope["state"]["request_id"] = request.id
        structlog.contextvars.bind_contextvars(request_id=request.id)
        try:
            await self._guarded(request, receive, request.watched(send))
        finally:
            self._metrics.count(request.method, request.route, request.status, request.seconds)
            if request.path not in ("/healthz", "/readyz", "/metrics"):
                log.info("request", **request.line())
            structlog.contextvars.clear_contextvars()

    async def _guarded(self, request: _Request, receive: Receive, send: Send) -> None:
        try:
            self._check(request)
            await self._app(request.scope, self._bounded(request, receive), send)
        except Exception as error:
            if request.status:  # the response has begun: the connection can only be closed
                raise
            await any_error(error).response()(request.scope, receive, send)

    def _check(self, request: _Request) -> None:
        request.scope["state"]["owner"] = ""
        if self._keys:
            self._check_key(request)
        else:
            _check_local(request, self._settings.origins)
        if request.length > self._most(request):
            raise _too_large(self._most(request))

    def _check_key(self, request: _Request) -> None:
        if request.path in OPEN_PATHS or self._opened_by_link(request):
            return
        owner = self._keys.owner(request.key) if request.key else None
        if owner is None:
            reason = "this API key is not known" if request.key else "an API key is needed: Authorization: Bearer KEY"
            raise ApiError(401, reason, "invalid_api_key", headers={"WWW-Authenticate": "Bearer"})
        request.scope["state"]["owner"] = owner
        if wait := self._rate.wait(owner):
            seconds = str(int(wait) + 1)
            raise ApiError(429, "too many requests", "rate_limit_exceeded", headers={"Retry-After": seconds})

    def _opened_by_link(self, request: _Request) -> bool:
        linked = _LINKED.match(request.path)
        signature = request.query.get("signature", "")
        return bool(linked and signature and self._keys.signed(linked.group(1), signature))

    def _most(self, request: _Request) -> int:
        limits = self._settings.limits
        if request.method == "POST" and request.path == UPLOAD_PATH:
            return limits.upload_bytes + _UPLOAD_FRAME
        return limits.body_bytes

    def _bounded(self, request: _Request, receive: Receive) -> Receive:
        """The body as it arrives, within the limits on size and time."""
        most, seconds = self._most(request), self._settings.limits.body_seconds
        received, whole = 0, False

        async def bounded() -> Message:
            nonlocal received, whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), seconds)
            except TimeoutError as error:
                raise HTTPException(408, "the request's body did not come in time") from error
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > most:
                raise HTTPException(413, f"the request is larger than {most} bytes")
            return message

        return bounded


def _check_local(request: _Request, origins: tuple[str, ...]) -> None:
    """A server without keys answers this machine only, and not the pages of other sites open in its browser."""
    if not (is_loopback(request.client) and is_loopback(request.host)):
        raise ApiError(403, "this server has no API keys and answers only its own machine", "loopback_only")
    origin = request.headers.get("origin", "")
    own = origin in origins or origin.partition("://")[2] == request.headers.get("host", "")
    if origin and not own and request.method not in ("GET", "HEAD", "OPTIONS"):
        raise ApiError(403, "pages of other sites may not call this server", "foreign_origin")


def _too_large(most: int) -> ApiError:
    return ApiError(413, f"the request is larger than {most} bytes", "too_large")


class _Request:
    """What the guard reads from a request and notes of its response."""

    def __init__(self, scope: Scope) -> None:
        scope.setdefault("state", {})
        self.scope = scope
        self.headers = Headers(scope=scope)
        self.query = QueryParams(scope.get("query_string", b""))
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        given = self.headers.get("x-request-id", "")
        self.id = given if _REQUEST_ID.match(given) else uuid.uuid4().hex
        self.status = 0
        self._began = time.perf_counter()

    @property
    def client(self) -> str:
        return str((self.scope.get("client") or ("127.0.0.1",))[0])

    @property
    def host(self) -> str:
        name = self.headers.get("host", "")
        return name.partition("]")[0] if name.startswith("[") else name.partition(":")[0]

    @property
    def key(self) -> str:
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        return key.strip() if scheme.lower() == "bearer" else self.headers.get("x-api-key", "")

    @property
    def length(self) -> int:
        text = self.headers.get("content-length", "")
        return int(text) if text.isdecimal() and len(text) < 20 else 0

    @property
    def route(self) -> str:
        return str(getattr(self.scope.get("route"), "path", "other"))

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def line(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "ms": round(self.seconds * 1000, 1),
            "client": self.client,
            "owner": self.scope["state"].get("owner", ""),
        }

    def watched(self, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = self.id
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return watched
