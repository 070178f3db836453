"""A table's title as the document's table of contents (目录) lists it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model.document import ContentsEntry, Table
from ingest.model.normalize import normalize

_BEFORE = re.compile(r"^[一二三四五六七八九十]+、|\d{4}年度?")


def listed_title(table: Table, contents: Sequence[ContentsEntry]) -> str:
    """The one title in ``contents`` that ends with the table's, or empty where none or several do."""
    title = _plain(table.title)
    found = {listed for entry in contents if (listed := _plain(entry.title)).endswith(title)} if title else set()
    return found.pop() if len(found) == 1 else ""


def _plain(title: str) -> str:
    return _BEFORE.sub("", normalize(title))
