"""Sentences that state that there is nothing: 本年度无此项收支, 没有使用政府性基金安排的支出."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.statements.clauses import Span, clause_end
from ingest.statements.cues import CUES
from ingest.statements.leads import clean_noun

_INSTITUTION = re.compile(r"(?:局|委|办|部|部门|单位|处|院|中心|所|会|队|街道|办事处|政府)$")


def nothing_stated(text: str, span: Span, institution: str) -> Iterator[tuple[Span, str]]:
    """The clauses of a compact text that state it, each with its noun; empty for 此项收支, which is the heading's."""
    start, end_of_all = span
    while start < end_of_all:
        end = clause_end(text, start, end_of_all)
        found = CUES["none_stated"].search(text[start:end])
        if found and _speaks_of_itself(found.group(1), institution):
            noun = clean_noun(found.group(2).removeprefix("此项"), institution)
            yield (start, end), "" if noun == "收支" or found.group(2).startswith("此项") else noun
        start = end + 1


def _speaks_of_itself(before: str, institution: str) -> bool:
    """本部门没有…: only the year, the institution, or nothing stands in front."""
    noun = clean_noun(before, institution)
    return not noun or noun == "也" or bool(_INSTITUTION.search(noun))
