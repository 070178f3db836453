"""The kind of a document, as its title says it: one of ``data/document_kinds.toml``, or empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.identity.cover import is_title
from ingest.model.document import Table
from ingest.model.normalize import normalize
from ingest.model.vocabulary import document_kinds

_LABEL = re.compile(r"预算(?:主管)?(?:单位|部门)(?:名称)?:|预算(?:单位|部门)(?:名称|编码|代码)")
"""预算单位：… names who, and no budget."""
_OF_TABLES = frozenset({"预算", "决算", "绩效", "绩效目标"})
"""What the title of a table may tell: a budget holds a table of 三公经费, too."""


def kind_of(title: str) -> str:
    """The kind that a normalized title says, or empty."""
    plain = _LABEL.sub("", title)
    scores = {row.name: score for row in document_kinds() if (score := row.score(plain))}
    return max(scores, key=lambda name: scores[name], default="")


def kind(cover: Sequence[str], lines: Sequence[str], tables: Sequence[Table]) -> str:
    """The cover says; else the tables' titles; else the titles among the lines."""
    stated = next((found for line in cover if is_title(line) and (found := kind_of(line))), "")
    return stated or _of_tables(tables) or next((k for line in lines if is_title(line) and (k := kind_of(line))), "")


def _of_tables(tables: Sequence[Table]) -> str:
    """What most titles say; a form of performance in a budget or in accounts is a part of them."""
    votes = Counter(found for table in tables if (found := kind_of(normalize(table.title))) in _OF_TABLES)
    main = {name: count for name, count in votes.items() if name in ("预算", "决算")}
    return max(main or votes, key=lambda name: votes[name], default="")
