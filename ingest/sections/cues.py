"""The words of ``data/sections.toml``, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SectionCues:
    contents: frozenset[str]
    entry_endings: tuple[str, ...]
    heading_endings: tuple[str, ...]
    title_endings: tuple[str, ...]
    goes_on_after: tuple[str, ...]


def _read() -> SectionCues:
    data = tomllib.loads(files("ingest.data").joinpath("sections.toml").read_text(encoding="utf-8"))
    return SectionCues(
        frozenset(data["contents"]),
        tuple(data["entry_endings"]),
        tuple(data["heading_endings"]),
        tuple(data["title_endings"]),
        tuple(data["goes_on_after"]),
    )


SECTION_CUES = _read()
