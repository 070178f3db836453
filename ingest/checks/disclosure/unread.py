"""Pages that could not be read: nothing on them is checked, and a finding says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.judging import NOT_CHECKABLE, WARNING
from ingest.model.document import Finding, PageKind, SourceRef
from ingest.model.unread_pages import numbered, unread_pages


def check_unread(checked: CheckedDocument) -> Iterator[Finding]:
    """``unread-pages``: one ``not_checkable`` finding over all pages that print something without a text layer."""
    kinds = checked.document.pages
    pages = unread_pages(kinds)
    if not pages:
        return
    yield Finding(
        rule="unread-pages",
        verdict=NOT_CHECKABLE,
        message=f"第{numbered(pages)}页为{_why(kinds, pages)}，其中的表和文字未能读取，无法核对；{_advice(kinds)}",
        figures=("",) * len(pages),
        sources=tuple(SourceRef(page=page) for page in pages),
        severity=WARNING,
        places=tuple(f"第{page}页" for page in pages),
        tables=("",) * len(pages),
        quotes=("",) * len(pages),
    )


def _why(kinds: Sequence[PageKind], pages: Sequence[int]) -> str:
    found = {kinds[page - 1] for page in pages}
    if found == {PageKind.IMAGE}:
        return "扫描图像"
    return "没有文本层" if PageKind.DAMAGED not in found else "损坏页" if len(found) == 1 else "损坏页或没有文本层"


def _advice(kinds: Sequence[PageKind]) -> str:
    damaged = "请重新下载文件，或用阅读器另存为新的 PDF"
    return damaged if PageKind.DAMAGED in kinds else "请提供有文本层的文件，或用 budgetqa ingest --ocr 识别后再核对"
