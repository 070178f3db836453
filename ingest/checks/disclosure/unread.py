"""Pages that could not be read: nothing on them is checked, and a finding says so."""

from __future__ import annotations

from collections.abc import Iterator

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
    why = "扫描图像" if all(kinds[page - 1] is PageKind.IMAGE for page in pages) else "没有文本层"
    yield Finding(
        rule="unread-pages",
        verdict=NOT_CHECKABLE,
        message=f"第{numbered(pages)}页为{why}，其中的表和文字未能读取，无法核对；"
        "请提供有文本层的文件，或用 budgetqa ingest --ocr 识别后再核对",
        figures=("",) * len(pages),
        sources=tuple(SourceRef(page=page) for page in pages),
        severity=WARNING,
        places=tuple(f"第{page}页" for page in pages),
        tables=("",) * len(pages),
        quotes=("",) * len(pages),
    )
