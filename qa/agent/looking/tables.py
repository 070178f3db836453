"""Tables and their rows, as a model looks at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import to_unit
from ingest.model.normalize import name_key
from ingest.store.catalog.figures import TableInfo
from qa.agent.looking.desk import Desk, ToolRefusal
from qa.agent.looking.notes import NotedList
from qa.agent.looking.rows import cell_value, item_of, plain, table_name, told_apart
from qa.execution.candidates import measure_tier
from qa.execution.leaf_rows import is_below, row_name
from qa.execution.names import coded
from qa.execution.outcomes import Entry
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.quantity import MONEY

PAGE = 20
_CELLS = 60
"""Most cells that one call shows."""
_CONDITION = re.compile(r"^\s*(?P<sign>[<>]=?|=|!=|≥|≤)\s*(?P<number>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>\S*)\s*$")
_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a model wants to see; empty leaves it open."""

    column: str
    under: str
    level: str
    has: str
    lacks: str
    where: str


class TableTools:
    """``list_tables`` and ``list_rows`` over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._both = desk, desk.both

    def tables(self, document: str) -> str:
        """The printed tables of a document with their columns."""
        source = self._desk.one(document)
        lines = []
        for at, (table, cells) in enumerate(self._printed(source), 1):
            rows = len({each.row for each in cells})
            headers = list(dict.fromkeys("·".join(each.fact.column_path[-2:]) for each in cells))
            shown = "、".join(plain(each) for each in headers[:_COLUMNS]) + ("…" if len(headers) > _COLUMNS else "")
            named = table_name(table) or f"#{at}"
            lines.append(
                named
                + self._both(f"（{self._unit(table)}，{rows}行）", f" ({self._unit(table)}, {rows} rows)")
                + f": {shown}"
            )
        return "\n".join(lines) or self._both(
            "这份文件没有读到表格，用 find 或 search_passages 查文字",
            "No table was read in this document; look in its text with find or search_passages",
        )

    def _unit(self, table: TableInfo) -> str:
        return table.unit or self._both("单位见行", "units in the rows")

    def _printed(self, source: Source) -> list[tuple[TableInfo, list[Entry]]]:
        """Each printed table once, with the cells of all of its parts."""
        infos = self._desk.reader.selector.tables(source)
        whole = {(each.document_id, each.id): (each.document_id, each.whole) for each in infos}
        cells: dict[tuple[str, str], list[Entry]] = {}
        for document in source.files:
            for entry in self._desk.facts(document):
                key = (document.id, entry.fact.table_id)
                cells.setdefault(whole.get(key, key), []).append(entry)
        first = {whole[each.document_id, each.id]: each for each in reversed(infos)}
        return [(info, cells[key]) for key, info in reversed(first.items()) if key in cells]

    def rows(self, document: str, table: str, wanted: Wanted, offset: int) -> str:
        """A page of the rows that meet the conditions, in print order."""
        source = self._desk.one(document)
        chosen = self._untitled(source, table) or tables_named(table, self._desk.reader.selector.tables(source))
        if not chosen:
            raise ToolRefusal(no_table(self._desk, source, table))
        self._must_be_condition(wanted.where)
        ids = {(each.document_id, each.id) for each in chosen}
        entries = [each for file in source.files for each in self._desk.facts(file) if each.row[:2] in ids]
        rows = _by_row(self._in_columns(entries, wanted.column))
        kept = [row for row in rows if _meets(row, wanted)]
        return self._page(kept, len(rows), chosen, wanted, max(0, offset))

    def _untitled(self, source: Source, name: str) -> tuple[TableInfo, ...]:
        """The table that ``list_tables`` lists under a number: #3."""
        printed = self._printed(source)
        found = re.fullmatch(r"#(\d+)", name.strip())
        if found is None or not 0 < int(found[1]) <= len(printed):
            return ()
        whole = printed[int(found[1]) - 1][0].whole
        return tuple(each for each in self._desk.reader.selector.tables(source) if each.whole == whole)

    def _page(
        self, kept: Sequence[list[Entry]], total: int, tables: Sequence[TableInfo], wanted: Wanted, offset: int
    ) -> str:
        size = max(3, min(PAGE, _CELLS // max(1, max(map(len, kept), default=1))))
        page = kept[offset : offset + size]
        printed = len({(each.document_id, each.whole) for each in tables})
        several = self._both(f"等{printed}张表", f" and others, {printed} tables") if printed > 1 else ""
        named = table_name(tables[0]) + several
        lines = [f"{named} | {self._counted(len(kept), total, offset, len(page), tables[0])}"]
        leads = told_apart([row[0] for row in kept], item_of)
        lines += [self._row(lead, row) for lead, row in zip(leads[offset:], page, strict=False)]
        single = all(len(row) == 1 for row in kept)
        if single and len(kept) > 1 and not _nested(kept):
            entries = [row[0] for row in kept]
            names = tuple(told_apart(entries, row_name))
            listed = NotedList(named + wanted.column, names, tuple(map(self._desk.notes.entry, entries)))
            all_of = self._both(f"以上条件的全部{len(kept)}行", f"all {len(kept)} rows that meet the conditions")
            lines.append(f"{self._desk.notes.listed(listed)} = {all_of}")
        rest = len(kept) - offset - len(page)
        if rest > 0:
            lines.append(self._both(f"还有{rest}行", f"{rest} more rows") + f": offset={offset + len(page)}")
        return "\n".join(lines)

    def _counted(self, kept: int, total: int, offset: int, shown: int, table: TableInfo) -> str:
        """Which of how many rows are shown."""
        if not shown:
            return self._both(f"没有符合条件的行（全表{total}行）", f"no row meets the conditions (of {total} rows)")
        first, last, unit = offset + 1, offset + shown, self._unit(table)
        of = self._both(f"符合{kept}行（全表{total}行）", f"{kept} that meet the conditions (of {total} rows)")
        of = of if kept != total else self._both(f"{kept}行", f"{kept} rows")
        return self._both(f"单位{unit} | 第{first}–{last}行，共{of}", f"unit {unit} | rows {first}–{last} of {of}")

    def _must_be_condition(self, where: str) -> None:
        if where and not _CONDITION.match(where) and where.strip() not in _STATES:
            raise ToolRefusal(
                self._both(
                    'where 写成 ">100"、"<=50万元"、"=0" 或 "空白"',
                    'Write where as ">100", "<=50万元", "=0" or "blank"',
                )
            )

    def _row(self, lead: str, row: Sequence[Entry]) -> str:
        notes = self._desk.notes
        named = [(notes.entry(each), each) for each in row]
        there = [each for each in named if each[1].fact.text] or named
        ids = [name for name, _ in there]
        if notes.shown.issuperset(ids):
            return f"{lead} | {' '.join(ids)}{self._both('（前面已列）', ' (shown above)')}"
        notes.shown.update(ids)
        cells = " | ".join(f"{name} {_header(each, len(row))}{cell_value(each)}" for name, each in there)
        return f"{lead} | {cells}" + (
            self._both(" | 其余列空白", " | other columns blank") if len(there) < len(row) else ""
        )

    def _in_columns(self, entries: Sequence[Entry], column: str) -> list[Entry]:
        """The cells of the column that is meant, or of all."""
        if not column:
            return list(entries)
        tiered = [(tier, each) for each in entries if (tier := measure_tier(each.fact, column)) is not None]
        if not tiered:
            headers = "、".join(dict.fromkeys(plain("·".join(each.fact.column_path)) for each in entries))
            raise ToolRefusal(
                self._both(f"没有列“{column}”；有：{headers}", f"There is no column “{column}”; there are: {headers}")
            )
        best = min(tier for tier, _ in tiered)
        return [each for tier, each in tiered if tier == best]


_STATES = ("空白", "blank", "非空", "not blank")


def _header(entry: Entry, cells: int) -> str:
    return f"{plain('·'.join(entry.fact.column_path[-2:]))} " if cells > 1 else ""


def no_table(desk: Desk, source: Source, name: str) -> str:
    """That a document has no table of a name, and which it has."""
    held = "；".join(filter(None, dict.fromkeys(map(table_name, desk.reader.selector.tables(source)))))
    return desk.both(f"没有表“{name}”；有：{held}", f"There is no table “{name}”; there are: {held}")


def _by_row(entries: Sequence[Entry]) -> list[list[Entry]]:
    rows: dict[tuple[str, str, int], list[Entry]] = {}
    for each in entries:
        rows.setdefault(each.row, []).append(each)
    return list(rows.values())


def _meets(row: Sequence[Entry], wanted: Wanted) -> bool:
    fact = row[0].fact
    named = f"{fact.item.code}{fact.item.name}{fact.subject}{''.join(fact.row_path)}"
    return (
        (not wanted.level or fact.item.level == wanted.level)
        and (not wanted.under or _is_under(row[0], wanted.under))
        and (not wanted.has or any(each in named for each in _several(wanted.has)))
        and not (wanted.lacks and any(each in named for each in _several(wanted.lacks)))
        and (not wanted.where or any(_fits(each, wanted.where) for each in row))
    )


def _several(words: str) -> list[str]:
    return [each for each in re.split(r"[,，、|\s]", words) if each]


def _is_under(entry: Entry, under: str) -> bool:
    code, name = coded(under)
    item = entry.fact.item
    if code:
        return item.code.startswith(code) and item.code != code
    key = name_key(name)
    above = (*item.path, *entry.fact.row_path[:-1], entry.fact.subject, entry.fact.institution, item.counterpart)
    return any(key in name_key(each) for each in above)


def _fits(entry: Entry, where: str) -> bool:
    if where.strip() in _STATES:
        return entry.fact.blank is (where.strip() in ("空白", "blank"))
    found = _CONDITION.match(where)
    if found is None or entry.value is None:
        return False
    than = Decimal(found["number"].replace(",", ""))
    unit = found["unit"]
    own = to_unit(entry.value, entry.unit, unit) if unit in MONEY and entry.unit in MONEY else entry.value
    signs = {"<": own < than, "<=": own <= than, "≤": own <= than, "=": own == than, "!=": own != than}
    return signs.get(found["sign"], own > than if found["sign"] == ">" else own >= than)


def _nested(rows: Sequence[list[Entry]]) -> bool:
    """Whether a row is a part of another one, so that the two cannot be added up."""
    facts = [row[0].fact for row in rows]
    return len(facts) <= 400 and any(is_below(one, other) for one in facts for other in facts if one is not other)
