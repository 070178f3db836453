"""Tables of the three public funds whose columns are the line items."""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.facts.header_texts import STAGE_SUFFIX, bare, kind_of, measure_of
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_DATA = load("columns.toml")
TOTAL = "合计"
_COLUMN_ITEMS = tuple((re.compile(pattern), item) for pattern, item in _DATA["three_public_columns"])
THREE_PUBLIC = "“三公”经费合计"
_BESIDE_THREE_PUBLIC = frozenset(("会议费", "培训费", "机关运行经费"))
_PLAIN_FUND = re.compile(_DATA["plain_fund"])
_FEWEST = 3


class ColumnItems:
    """Which line item each column of one table is, where the columns are the items."""

    def __init__(self, paths: Collection[tuple[str, ...]]) -> None:
        items = {_column_item(path) for path in paths} - {""}
        self._known = len(items) >= _FEWEST
        self._wider = not items.isdisjoint(_BESIDE_THREE_PUBLIC) and any(
            "三公" in text for path in paths for text in path
        )

    def of(self, path: tuple[str, ...]) -> str:
        """The item of a column, or empty. The total over the three public funds, meetings and training together is no
        total of the three."""
        item = _column_item(path) if self._known else ""
        if item == THREE_PUBLIC and self._wider and not any("三公" in text for text in path):
            return TOTAL
        return item


def change_of(path: tuple[str, ...]) -> tuple[str, str]:
    """In a table whose columns are the items: 增减变化 where a header names one, else the amount."""
    found = next((text for text in path if kind_of(text) in ("change", "rate")), "")
    return (measure_of(found), kind_of(found)) if found else (TOTAL, "total")


def is_beside_three_public(name: str) -> bool:
    """Whether a row or column of that name stands beside the three public funds in tables of theirs (会议费)."""
    return re.sub(r"^.*[、.．)）]", "", normalize(name)) in _BESIDE_THREE_PUBLIC


def _column_item(path: tuple[str, ...]) -> str:
    texts = [STAGE_SUFFIX.sub("", bare(text)) for text in path if not _PLAIN_FUND.fullmatch(normalize(text))]
    joined = "/".join(text for text in texts if text)
    return next((item for pattern, item in _COLUMN_ITEMS if pattern.search(joined)), "")
