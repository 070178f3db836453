"""The names of a document's units by their codes, whole where some table prints them whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ingest.model.document import Record, Table
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_DATA = load("columns.toml")
_CODE = re.compile(_DATA["label_unit_code"])
_NAME = re.compile(_DATA["label_institution"])


def unit_names(tables: Iterable[Table]) -> Mapping[str, str]:
    """Each unit's longest printed name, of which every other table prints the beginning; a code under which two
    different names stand has none."""
    found: dict[str, str] = {}
    unclear: set[str] = set()
    for table in tables:
        hints = {column.index: normalize("".join(column.path[-1:])) for column in table.columns}
        for record in table.records:
            for code, name in _named(record, hints):
                shorter, longer = sorted((found.get(code, name), name), key=len)
                found[code] = longer
                if not longer.startswith(shorter):
                    unclear.add(code)
    return {code: name for code, name in found.items() if code not in unclear}


def heads_unit_names(header: str) -> bool:
    """Whether the names under a header are of units, and not of their projects, too (单位（项目）名称)."""
    return bool(_NAME.search(header)) and not re.search("项目|科目", header)


def _named(record: Record, hints: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """The code and the name of the unit that a row prints in columns of their own."""
    code = next((cell.text for cell in record.labels if _CODE.search(hints.get(cell.column, ""))), "")
    name = next((cell.text for cell in record.labels if heads_unit_names(hints.get(cell.column, ""))), "")
    if normalize(code).isdigit() and name:
        yield normalize(code), re.sub(r"\s", "", name)
