"""The year that a document is of: its title says; else its tables; else its text. Dates of publication never do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.identity.cover import REPORT, is_sentence
from ingest.model.document import Table
from ingest.model.normalize import normalize

_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?(?!\d{0,2}月)(?![1-9]\d?月|[一二三四五六七八九十]{1,2}月)")
_LONE = re.compile(r"[(]?(20\d\d)(?:年度?)?[)]?")
_FORM = re.compile(r"[(](20\d\d)年度?[)]")
_OF_THE_YEAR = re.compile(r"(?<!\d)(20\d\d)年度")
_REPORTED = re.compile(rf"(20\d\d)年度?[^,。;\d]{{0,20}}?(?:{REPORT.pattern})")


def years_in(text: str) -> list[int]:
    """The years that a normalized text names, no months of them."""
    return [int(match[1]) for match in _YEAR.finditer(text)]


def year(cover: Sequence[str], lines: Sequence[str], tables: Sequence[Table]) -> int | None:
    """The first year of the title; else the one that most tables name; else the one that most forms are of; else the
    one that the text reports of most; else the only one that a table's cells speak of."""
    titles = [normalize(table.title) for table in tables]
    cells = (cell.text for table in tables for cell in table.cells)
    return (
        _on_cover(cover)
        or _most(found[0] for text in titles if (found := years_in(text)))
        or _most(table.year for table in tables if table.year)
        or _most(int(match[1]) for line in lines for match in _FORM.finditer(line) if not is_sentence(line[:60]))
        or _most(int(match[1]) for line in lines if (match := _REPORTED.search(line)))
        or _only(int(match[1]) for text in cells for match in _OF_THE_YEAR.finditer(text))
    )


def _on_cover(cover: Sequence[str]) -> int | None:
    """The year of the title, of a line of its own, or of a line that it begins; in that order."""
    dated = [(line, found[0]) for line in cover if not is_sentence(line) and (found := years_in(line))]
    titled = [named for line, named in dated if REPORT.search(line)]
    lone = [int(match[1]) for line in cover if (match := _LONE.fullmatch(line))]
    begun = [named for line, named in dated if line.startswith((f"{named}年", f"关于{named}年"))]
    return next(iter([*titled, *lone, *begun]), None)


def _most(years: Iterable[int]) -> int | None:
    votes = Counter(years)
    return max(votes, key=lambda each: votes[each]) if votes else None


def _only(years: Iterable[int]) -> int | None:
    """A year that nothing contradicts."""
    found = set(years)
    return found.pop() if len(found) == 1 else None
