"""Errors as OpenAI clients read them: ``{"error": {"message", "type", "param", "code"}}`` with the matching status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from ingest.model.errors import BadQuestion, BudgetQAError, StoreError, UnknownDocument, UnreadableFile
from qa.fronts.serving.service import Overloaded

log = structlog.get_logger("budgetqa.api")


class ErrorDetail(BaseModel):
    """What went wrong, and where in the request."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorBody(BaseModel):
    """The body of every response that is not a success."""

    error: ErrorDetail


class ApiError(Exception):
    """A response with an error ``status``."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str,
        *,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.detail = ErrorDetail(message=message, type=_TYPES.get(status, _type_of(status)), param=param, code=code)

    def to_dict(self) -> dict[str, Any]:
        return ErrorBody(error=self.detail).model_dump()

    def response(self) -> JSONResponse:
        return JSONResponse(self.to_dict(), self.status, self.headers)


_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def _type_of(status: int) -> str:
    return "server_error" if status >= 500 else "invalid_request_error"


def known(error: BaseException) -> ApiError | None:
    """The response for an expected error; None for a bug."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, BadQuestion):
        return ApiError(400, str(error), "bad_question")
    if isinstance(error, UnknownDocument):
        return ApiError(404, str(error), "unknown_document")
    if isinstance(error, UnreadableFile):
        return ApiError(422, str(error), "unreadable_file")
    if isinstance(error, StoreError):
        log.error("the store cannot be used", reason=str(error))
        return ApiError(503, error.public, "store_unavailable")
    if isinstance(error, Overloaded):
        return ApiError(503, "too many questions are waiting; try again", "overloaded", headers={"Retry-After": "1"})
    if isinstance(error, TimeoutError):
        return ApiError(504, "the answer took too long", "timeout")
    if isinstance(error, BudgetQAError):
        return ApiError(400, str(error), "bad_request")
    return None


def any_error(error: BaseException) -> ApiError:
    """The response for any error; a bug is logged here, and its details are not sent."""
    found = known(error)
    if found is None:
        log.error("bug", exc_info=error)
        found = ApiError(500, "an error of the server; its log tells more under this request's id", "internal_error")
    return found


def install(app: FastAPI) -> None:
    """Make every error of ``app`` an error body."""
    for kind in (ApiError, BudgetQAError, Overloaded, TimeoutError):
        app.add_exception_handler(kind, _on_known)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


async def _on_known(_: Request, error: Exception) -> JSONResponse:
    return any_error(error).response()


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    """OpenAI clients expect 400, the others get 422. The input is not echoed: it may hold anything."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path", "header"))
    status = 400 if request.url.path.startswith("/v1/chat/") else 422
    message = f"{place}: {first['msg']}" if place else str(first["msg"])
    return ApiError(status, _printable(message), "invalid_value", param=_printable(place) or None).response()


async def _on_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(error.status_code, "bad_request")
    return ApiError(error.status_code, str(error.detail), code, headers=error.headers).response()


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
