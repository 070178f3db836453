"""What figures of many documents have in common: all by which one is chosen among others, as one number.

Two cells of one shape are chosen or passed over alike in documents of one year and kind, so that the choice is made
once for a shape and not once for a figure. The name of a document's own institution counts as one name in all."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from ingest.model.figures import Fact, LineItem, Statement
from ingest.model.normalize import name_key
from ingest.model.told_names import told_key

_HOME = "\x1e"
"""Stands for the name of the document's institution; no reader lets a control character through."""


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=65536)
def name_hash(key: str) -> int:
    """The number of a name's key: indexes take keys of any length so."""
    return _number(key)


HOME_HASH = name_hash(_HOME)
"""That of a row that is named after the document's own institution."""


def item_hash(name: str, home: str) -> int:
    """The number of a row's name. ``home``: the key of the document's institution."""
    return name_hash(_at_home(name_key(name), home))


def header_hash(fact: Fact) -> int:
    """The number of the lowest header of a fact."""
    return name_hash(name_key(fact.column_path[-1]) if fact.column_path else "")


def told_hash(name: str, home: str) -> int:
    """The number of what a sentence calls its figure."""
    return name_hash(told_key(name_key(name), home))


def fact_shape(fact: Fact, table_kind: str, home: str) -> int:
    """The shape of a fact in a table of this kind."""
    own = (fact.measure, fact.unit, str(fact.year), fact.stage.value, fact.side.value, fact.fund.value, fact.subject)
    office = _at_home(name_key(fact.institution), home)
    blank = "" if fact.value is None else "1"
    item = _item(fact.item, _at_home(name_key(fact.item.name), home))
    return _shape((*own, office, blank, table_kind), item, fact.row_path, fact.column_path)


def statement_shape(statement: Statement, home: str) -> int:
    """The shape of a statement."""
    own = (statement.unit, str(statement.year), statement.stage.value, statement.side.value, statement.fund.value)
    said = (statement.role.value, statement.direction.value, statement.compared_with)
    blank = "" if statement.value is None else "1"
    phrase = told_key(name_key(statement.subject), home)
    item = _item(statement.item, told_key(name_key(statement.item.name), home))
    return _shape((*own, *said, phrase, blank), item, statement.section)


def _item(item: LineItem, key: str) -> tuple[str, ...]:
    return (item.code, key, item.level, item.counterpart, *item.path)


def _at_home(key: str, home: str) -> str:
    return _HOME if home and key == home else key


def _shape(*parts: tuple[str, ...]) -> int:
    return _number("\x1d".join("\x1f".join(part) for part in parts))
