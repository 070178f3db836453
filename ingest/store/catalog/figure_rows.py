"""Facts and statements as rows for SQL and back, exactly, with the keys by which they are looked up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ingest.model.document import Mark, SourceRef
from ingest.model.figures import Direction, Fact, Fund, LineItem, Role, Side, Stage, Statement
from ingest.model.normalize import name_key
from ingest.model.told_names import told_key
from ingest.store.catalog import schema
from ingest.store.catalog.shapes import fact_shape, header_hash, item_hash, name_hash, statement_shape, told_hash

Row = dict[str, Any]
_BREAK = "\x1f"
"""Parts the names of a path in one text; no reader lets a control character through."""
_FACT_COLUMNS = tuple(schema.facts.columns.keys())
_OF_FACT = (
    *("id", "document_id", "table_id", "row", "institution", "year", "measure", "unit", "compare", "text"),
    *("subject", "variant"),
)
"""What a fact and its row have alike."""


def fact_row(position: int, fact: Fact, table_kind: str, home: str) -> Row:
    """The row of a fact, the key of its document aside. ``home``: the key of the document's institution."""
    names = ("id", "table_id", "row", "institution", "year", "measure", "unit", "compare", "text", "subject", "variant")
    meaning = {name: getattr(fact, name).value for name in ("stage", "side", "fund", "mark")}
    paths = {"row_path": joined(fact.row_path), "column_path": joined(fact.column_path)}
    header = name_key(fact.column_path[-1]) if fact.column_path else ""
    own: Row = {"position": position, "value": _exact(fact.value), "header_key": header}
    own |= {"shape": fact_shape(fact, table_kind, home), "header_hash": header_hash(fact)}
    own["item_hash"] = item_hash(fact.item.name, home)
    return (
        {name: getattr(fact, name) for name in names} | meaning | paths | own | _item(fact.item) | _place(fact.source)
    )


def statement_row(position: int, statement: Statement, home: str) -> Row:
    """The row of a statement, the key of its document aside. ``home``: the key of the document's institution."""
    names = ("id", "subject", "unit", "compared_with", "year", "group", "text", "sentence")
    meaning = {name: getattr(statement, name).value for name in ("role", "direction", "stage", "side", "fund")}
    own: Row = {"position": position, "value": _exact(statement.value), "section": joined(statement.section)}
    own |= {"shape": statement_shape(statement, home), "subject_key": name_key(statement.subject)}
    own |= {"item_hash": told_hash(statement.item.name, home), "phrase_hash": told_hash(statement.subject, home)}
    return (
        {name: getattr(statement, name) for name in names}
        | meaning
        | own
        | _item(statement.item)
        | _place(statement.source)
    )


def names_of(facts: Iterable[Fact], statements: Iterable[Statement]) -> list[tuple[str, str]]:
    """``(kind, key)`` of all names of a document's figures: ``item`` of a row, ``header`` of a column, ``subject`` of a
    form, ``said`` and ``phrase`` of a sentence."""
    found = dict.fromkeys(each for fact in facts for each in _names_of_fact(fact))
    found |= dict.fromkeys(
        each
        for statement in statements
        for each in (("said", name_key(statement.item.name)), ("phrase", name_key(statement.subject)))
    )
    return [(kind, key) for kind, key in found if key]


def words_of(names: Iterable[tuple[str, str]], home: str) -> list[Row]:
    """The rows of words for the names of a document: of rows but that of its own institution, of columns, and of what
    sentences call their figures (``told``)."""
    found: dict[tuple[str, str], None] = {}
    for kind, key in names:
        if kind in ("said", "phrase"):
            found["told", told_key(key, home)] = None
        elif kind == "header" or (kind == "item" and key != home):
            found[kind, key] = None
    return [{"kind": kind, "hash": name_hash(key), "key": key} for kind, key in found]


def _names_of_fact(fact: Fact) -> list[tuple[str, str]]:
    headers = [("header", name_key(each)) for each in (*fact.column_path, fact.measure)]
    return [("item", name_key(fact.item.name)), ("subject", name_key(fact.subject)), *headers]


def fact_of(row: Any) -> Fact:
    """The fact of a row that :func:`fact_row` made."""
    of = dict(zip(_FACT_COLUMNS, row, strict=True))
    value = of["value"]
    return Fact(
        **{name: of[name] for name in _OF_FACT},
        item=LineItem(of["code"], of["item"], of["level"], parted(of["path"]), of["counterpart"]),
        row_path=parted(of["row_path"]),
        column_path=parted(of["column_path"]),
        stage=Stage(of["stage"]),
        side=Side(of["side"]),
        fund=Fund(of["fund"]),
        value=None if value is None else Decimal(value),
        source=source_of(of["source"]),
        mark=Mark(of["mark"]),
    )


def statement_of(row: Any) -> Statement:
    """The statement of a row that :func:`statement_row` made."""
    names = ("id", "document_id", "subject", "unit", "compared_with", "year", "text", "sentence", "group")
    return Statement(
        **{name: getattr(row, name) for name in names},
        section=parted(row.section),
        item=_line_item(row),
        role=Role(row.role),
        value=None if row.value is None else Decimal(row.value),
        direction=Direction(row.direction),
        stage=Stage(row.stage),
        side=Side(row.side),
        fund=Fund(row.fund),
        source=source_of(row.source),
    )


def joined(names: Sequence[str]) -> str:
    """A path as one text."""
    return "".join(_BREAK + name for name in names)


@lru_cache(maxsize=8192)
def parted(text: str) -> tuple[str, ...]:
    """The path that :func:`joined` was given."""
    return tuple(text.split(_BREAK)[1:])


def source_of(text: str) -> SourceRef:
    """The place of a row's ``source``."""
    return _source(json.loads(text))


def _source(raw: Row) -> SourceRef:
    box = raw.get("box")
    return SourceRef(
        raw.get("page"),
        (box[0], box[1], box[2], box[3]) if box else None,
        raw.get("line"),
        raw.get("column"),
        tuple(map(_source, raw.get("rest", ()))),
    )


def _raw(source: SourceRef) -> Row:
    own = {"page": source.page, "box": source.box, "line": source.line, "column": source.column}
    rest = {"rest": [_raw(each) for each in source.rest]} if source.rest else {}
    return {name: value for name, value in own.items() if value is not None} | rest


def _item(item: LineItem) -> Row:
    names = {"code": item.code, "item": item.name, "item_key": name_key(item.name), "level": item.level}
    return names | {"path": joined(item.path), "counterpart": item.counterpart}


def _line_item(row: Any) -> LineItem:
    return LineItem(row.code, row.item, row.level, parted(row.path), row.counterpart)


def _place(source: SourceRef) -> Row:
    return {
        "page": source.page,
        "line": source.line,
        "source": json.dumps(_raw(source), ensure_ascii=False, separators=(",", ":")),
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
