"""Cited places: their surroundings, and the picture of the page with the box marked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from ingest.model.errors import UnreadableFile
from qa.drafting.citation_places import CitedPlace, place_of_key, shown_table
from qa.fronts.api.documents import described, place_body
from qa.fronts.api.errors import ApiError
from qa.fronts.api.state import ApiState, links_for, state_of
from qa.fronts.serving.document_files import lines_around

router = APIRouter(prefix="/v1/citations", tags=["citations"])

Key = Annotated[str, Path(max_length=200)]
_A_DAY = {"Cache-Control": "private, max-age=86400"}


@router.get("/{key}.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def get_picture(
    key: Key, request: Request, around: Annotated[bool, Query(description="Only the box's surroundings.")] = False
) -> Response:
    """The page with the cited box marked. A place in a text file has no page: 404; ``/v1/citations/{key}`` shows it."""
    state = state_of(request)
    place = place_of_key(key, state.service.library())
    source = place.source
    if source.page is None or source.box is None:
        raise ApiError(404, f"there is no page to show of this place; see /v1/citations/{key}", "no_page")
    try:
        png = state.pictures.png(place.document, source.page, source.box, whole_page=not around)
    except (UnreadableFile, ValueError) as error:
        raise ApiError(404, str(error), "no_page") from error
    return Response(png, media_type="image/png", headers=_A_DAY)


@router.get("/{key}")
def get_citation(key: Key, request: Request) -> dict[str, Any]:
    """The cited place: its document, the rows of the table around it, the lines around it (text files)."""
    state = state_of(request)
    place = place_of_key(key, state.service.library())
    image = links_for(request, state).image(key) if place.source.page is not None and place.source.box else None
    return {
        "key": key,
        "document": described(place.document),
        **place_body(place.source),
        "quote": _quote(place),
        "unit": place.figure.unit if place.figure and place.figure.cell else "",
        "image": image,
        "table": shown_table(place),
        "lines": _lines(place, state),
    }


def _quote(place: CitedPlace) -> str:
    if place.figure is None:
        return ""
    return place.figure.fact.text if place.figure.cell else place.figure.statement.sentence


def _lines(place: CitedPlace, _: ApiState) -> list[dict[str, Any]]:
    if place.source.line is None:
        return []
    try:
        return lines_around(place.document, place.source)
    except UnreadableFile:  # the file is gone by now; the table can still be shown
        return []
