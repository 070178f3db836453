"""Running text that is none: table cells printed without rules, line after line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.model.document import Paragraph, Section
from ingest.model.unread_pages import numbered

_BARE = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d{2})(?!\s*(?:[%‰千万亿元个人辆台批次项户件平公米分]|\.\d))"
)
"""Figures as tables print them, with separators or decimals, without a unit. Lines of a page may run together."""
_PROSE = re.compile(r"[。、:;!?]|,(?!\d)")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
"""A gap between columns, in a page saved as text with its layout."""
_FEW = 6
"""A paragraph with fewer bare figures or gaps is read as text."""


def is_tabular(paragraph: Paragraph) -> bool:
    """Whether a paragraph consists of table rows: bare figures one after another, without units and with few commas, or
    words separated by wide gaps. Their order does not tell what they are."""
    plain = unicodedata.normalize("NFKC", paragraph.text)
    bare, gaps, commas = (len(each.findall(plain)) for each in (_BARE, _GAP, _PROSE))
    return (bare >= _FEW and commas * 4 < bare) or (gaps >= _FEW and commas * 2 < gaps)


def told_tabular(sections: Sequence[Section]) -> tuple[str, ...]:
    """A sentence that tells where such text stands; empty if there is none."""
    sources = [each.pieces[0].source for section in sections for each in section.paragraphs if is_tabular(each)]
    pages = sorted({source.page for source in sources if source.page})
    lines = sorted({source.line for source in sources if source.line})
    where = "、".join(f"第{numbered(numbers)}{of}" for numbers, of in ((pages, "页"), (lines, "行")) if numbers)
    advice = "其中的数字未读取；有 Word 或 Excel 文件时请改用那一份"
    return (f"{where}有没有框线的表格，{advice}",) if where else ()
