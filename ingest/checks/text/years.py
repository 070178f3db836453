"""Years in titles, headings and comparisons, against the document's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.checks.basis.checked import CheckedDocument, place_of
from ingest.checks.basis.judging import ERROR
from ingest.checks.basis.passage import told_of
from ingest.checks.basis.plain import normalize
from ingest.model.document import Finding
from ingest.model.figures import Direction, Role

_OWN_YEAR = re.compile(r"^\D{0,30}?(20\d\d)年(?:度)?.{0,24}(?:决算|预算|收入|支出|三公|基本支出|绩效自评)")
_OTHER_YEAR = re.compile(r"上年|去年|执行情况|结转|文件|通知|号|历年|对比|比较|下达|项目$|资金$|补助")
_COMPARED_YEAR = re.compile(r"^(20\d\d)年")


def check_years(checked: CheckedDocument) -> Iterator[Finding]:
    """``year-in-title`` and ``year-compared``."""
    if checked.year is None:
        return
    yield from _titles(checked, checked.year)
    yield from _headings(checked, checked.year)
    yield from _comparisons(checked, checked.year)


def _titles(checked: CheckedDocument, year: int) -> Iterator[Finding]:
    seen: set[str] = set()
    for table in checked.tables:
        found = _year_of(table.title)
        if found is not None and found != year and table.title not in seen:
            seen.add(table.title)
            message = f"{checked.table_name(table.id)}的年份是{found}年，与本文件的{year}年不一致"
            place = (checked.table_name(table.id), table.id, table.title, table.source)
            yield told_of("year-in-title", message, [place], ERROR)


def _headings(checked: CheckedDocument, year: int) -> Iterator[Finding]:
    for section in checked.sections:
        found = _year_of(section.heading)
        if found is not None and found != year:
            message = f"标题“{section.heading}”的年份是{found}年，与本文件的{year}年不一致"
            yield told_of("year-in-title", message, [(f"“{section.heading}”", "", section.heading, section.source)])


def _year_of(title: str) -> int | None:
    plain = normalize(title)
    match = _OWN_YEAR.search(plain)
    return int(match[1]) if match and len(plain) < 60 and not _OTHER_YEAR.search(plain) else None


def _comparisons(checked: CheckedDocument, year: int) -> Iterator[Finding]:
    """2026年 compared with 2026年 or a later year."""
    for statement in checked.statements:
        match = _COMPARED_YEAR.match(normalize(statement.compared_with))
        if match is None or statement.role not in (Role.CHANGE, Role.CHANGE_RATE) or int(match[1]) < year:
            continue
        budget = "预算" in statement.compared_with and checked.kind == "决算"
        if statement.direction is Direction.NONE or statement.year != year or budget:
            continue
        told = f"{place_of(statement)}{statement.item.name}与{statement.compared_with}相比"
        message = f"{told}，而本文件就是{year}年的，比较的年份有误"
        yield told_of("year-compared", message, [(place_of(statement), "", statement.text, statement.source)], ERROR)
