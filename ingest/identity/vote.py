"""Who published what for which year: read from the cover, the tables and the text, never from the file name."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.identity.cover import cover_of
from ingest.identity.institution_names import aliases_of, level_of_institution, region_of
from ingest.identity.institutions import institution
from ingest.identity.kinds import kind
from ingest.identity.titles import title
from ingest.identity.variants import variant
from ingest.identity.years import year
from ingest.model.document import Identity, Line, RawDocument, Table
from ingest.model.normalize import normalize
from ingest.model.vocabulary import main_kind

__all__ = ["aliases_of", "identify"]


def identify(raw: RawDocument, tables: Sequence[Table]) -> Identity:
    """Who published what for which year. Parts that the content does not state are empty (the year None)."""
    lines = [normalize(block.text) for block in raw.blocks if isinstance(block, Line)]
    cover = cover_of(raw.blocks)
    name, what, when = institution(cover, lines, tables), kind(cover, lines, tables), year(cover, lines, tables)
    whose = variant(cover, lines, tables, main_kind(what))
    return Identity(
        title=title(cover, name, when, what, whose),
        institution=name,
        region=region_of(name),
        level=level_of_institution(name),
        year=when,
        kind=what,
        variant=whose,
    )
