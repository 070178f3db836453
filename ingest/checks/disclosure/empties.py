"""Empty tables, against their notes and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.checks.basis.checked import CheckedDocument, place_of
from ingest.checks.basis.judging import ERROR, WARNING
from ingest.checks.basis.passage import told_of
from ingest.checks.basis.plain import normalize
from ingest.model.document import Finding, Table
from ingest.model.figures import Fact, Fund, Role, Statement
from ingest.model.vocabulary import TABLE_KINDS, load
from ingest.statements.scope import fund_in

_EMPTY = re.compile(load("checks.toml")["empty_words"])
_FUNDS = {"government_funds": Fund.GOVERNMENT_FUNDS, "state_capital": Fund.STATE_CAPITAL}
_STANDARD = frozenset((*_FUNDS, "three_public"))


def check_empties(checked: CheckedDocument) -> Iterator[Finding]:
    """``note-against-table``, ``empty-without-note``, ``none-against-table`` and
    ``heading-against-text``."""
    for table in checked.tables:
        yield from _noted(checked, table)
    for statement in checked.statements:
        if statement.role is Role.NONE_STATED:
            yield from _none_stated(checked, statement)
            yield from _heading(statement)


def _figures(checked: CheckedDocument, table: Table) -> list[Fact]:
    return [fact for fact in checked.facts_of.get(table.id, ()) if fact.value]


def _noted(checked: CheckedDocument, table: Table) -> Iterator[Finding]:
    notes = "".join(table.notes)
    says_empty = bool(_EMPTY.search(normalize(notes)))
    filled = _figures(checked, table)
    name = checked.table_name(table.id)
    if says_empty and filled:
        message = f"{name}的注写明本表为空表（“{notes[:60]}”），表中却有数，如{filled[0].item.name}{filled[0].text}"
        place = (name, table.id, notes[:80], filled[0].source)
        yield told_of("note-against-table", message, [place, (name, table.id, filled[0].text, filled[0].source)], ERROR)
    if table.kind in _STANDARD and not filled and not notes and not _said_none(checked, table):
        message = f"{name}没有任何数，也没有“本表无数据”一类的说明"
        yield told_of("empty-without-note", message, [(name, table.id, table.title, table.source)], WARNING)


def _said_none(checked: CheckedDocument, table: Table) -> bool:
    """Whether the text explains why the table is empty: none, or zero."""
    fund = _FUNDS.get(table.kind)
    word = normalize(TABLE_KINDS[table.kind].name)[:4].strip('"“')
    for statement in checked.statements:
        about = statement.fund is fund if fund else "三公" in statement.item.name
        if about and (statement.role is Role.NONE_STATED or statement.value == 0):
            return True
    return any(_EMPTY.search(normalize(text)) and word in normalize(text) for text in _texts(checked))


def _texts(checked: CheckedDocument) -> Iterator[str]:
    for section in checked.sections:
        yield from (paragraph.text for paragraph in section.paragraphs)


def _none_stated(checked: CheckedDocument, statement: Statement) -> Iterator[Finding]:
    """本年度无政府性基金… although its table holds figures."""
    for table in checked.tables:
        fund = _FUNDS.get(table.kind)
        filled = _figures(checked, table) if fund is not None and statement.fund is fund else []
        if filled and not _EMPTY.search(normalize("".join(table.notes))) and statement.year == checked.year:
            name = checked.table_name(table.id)
            message = (
                f"{place_of(statement)}写“{statement.text}”，{name}却有数，如{filled[0].item.name}{filled[0].text}"
            )
            places = [
                (place_of(statement), "", statement.text, statement.source),
                (name, table.id, filled[0].text, filled[0].source),
            ]
            yield told_of("none-against-table", message, places, ERROR)


def _heading(statement: Statement) -> Iterator[Finding]:
    """Under 政府性基金…情况 the text speaks of 国有资本经营."""
    heading = statement.section[-1] if statement.section else ""
    under, said = fund_in(normalize(heading)), fund_in(normalize(statement.text))
    narrow = (Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL)
    if under in narrow and said in narrow and under is not said:
        message = f"标题是{heading}，正文却写“{statement.text}”"
        yield told_of(
            "heading-against-text", message, [(f"“{heading}”", "", statement.text, statement.source)], WARNING
        )
