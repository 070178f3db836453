"""Where the words in front of a figure begin: behind the clause before, a spelled item, 包括."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.statements.clauses import clause_start
from ingest.statements.cues import CUES
from ingest.statements.leads import clean_noun
from ingest.statements.spelled import Chain

_YEARS = re.compile(r"20\d\d年度?")
_PARTED = re.compile(r"[,，;:。\d]")


def lead_start(text: str, chains: Sequence[Chain], floor: int, position: int) -> int:
    """Where the lead of the figure at ``position`` of a compact text begins; ``floor``: the end of what was read."""
    spelled = spelled_before(text, chains, floor, position)
    floor = spelled[1] if spelled else floor
    start = clause_start(text, floor, position)
    if text[start - 1 : start] == ":" and start - 1 > floor and not clean_noun(text[start:position]):
        wider = clause_start(text, floor, start - 1)
        if not CUES["parts_follow"].search(text[wider:start]) and start - wider <= 24:
            return wider
    parts = [found.end() for found in CUES["parts_follow"].finditer(text, start, position)]
    return parts[-1] if parts and clean_noun(text[parts[-1] : position]) else start


def spelled_before(text: str, chains: Sequence[Chain], floor: int, position: int) -> Chain | None:
    """The line item spelled out right in front of the figure: “…(项)”科目5万元."""
    for chain in reversed(chains):
        between = _YEARS.sub("", text[chain[1] : position])
        if floor < chain[1] <= position and not _PARTED.search(between):
            return chain
    return None
