"""Amounts that a space parts from the number before them: where they stand is told, for they are not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model.document import Paragraph, Section
from ingest.model.unread_pages import numbered
from ingest.sections.tabular import is_tabular
from ingest.statements.clauses import compact
from ingest.statements.cues import CUES, unit_in
from ingest.statements.figures import PARTED


def told_parted(sections: Sequence[Section]) -> tuple[str, ...]:
    """A sentence that says where such amounts stand, empty where there are none."""
    paragraphs = (each for section in sections for each in section.paragraphs if not is_tabular(each))
    found = [(words, paragraph) for paragraph in paragraphs for words in _parted(paragraph)]
    if not found:
        return ()
    sources = [paragraph.pieces[0].source for _, paragraph in found]
    pages = sorted({source.page for source in sources if source.page})
    lines = sorted({source.line for source in sources if source.line and not source.page})
    where = "、".join(f"第{numbered(numbers)}{of}" for numbers, of in ((pages, "页"), (lines, "行")) if numbers)
    return (f"{where}有数字被空格隔开（如“{found[0][0]}”），无法确定是一个数还是两个，未读取",)


def _parted(paragraph: Paragraph) -> Iterator[str]:
    text = compact(paragraph.text)
    for found in CUES.number.finditer(text.text):
        before = PARTED.search(text.text[: found.start()])
        if before and unit_in(found) in CUES.money:
            yield text.verbatim(before.start(), found.end())
