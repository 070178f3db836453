"""Assigns tables to sections by reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.model.document import Section, SourceRef, Table

Place = tuple[int, float]
"""Page and distance from its top (PDF), sheet and row (XLSX), or 0 and line: later places compare greater."""


def in_sections(tables: Sequence[Table], sections: Sequence[Section]) -> tuple[Table, ...]:
    """``tables`` with the path of the section whose heading stands last before each; sections are in reading order."""
    places = [place_of(section.source) for section in sections]
    return tuple(
        replace(table, section=_path(sections, bisect_right(places, place_of(table.source)))) for table in tables
    )


def place_of(source: SourceRef) -> Place:
    """Where a source begins, for comparison."""
    return source.page or 0, source.box[1] if source.box else float(source.line or 0)


def _path(sections: Sequence[Section], count: int) -> tuple[str, ...]:
    return sections[count - 1].path if count else ()
