"""The page at ``/`` and the API description at ``/docs``: one static file each."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter()

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get("/", response_class=HTMLResponse)
async def show_page() -> HTMLResponse:
    return _shown("index.html")


@router.get("/docs", response_class=HTMLResponse)
async def show_docs() -> HTMLResponse:
    """The page loads nothing from other hosts, so it also works in a closed network."""
    return _shown("docs.html")


def _shown(name: str) -> HTMLResponse:
    return HTMLResponse(_file(name), headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"})


@cache
def _file(name: str) -> str:
    return resources.files("qa.fronts.web").joinpath(name).read_text(encoding="utf-8")
