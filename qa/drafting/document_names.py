"""What a document is called where two must be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.store.catalog.values import DocumentInfo


def full_title(document: DocumentInfo) -> str:
    """The title; with 部门, 单位 or 本级 behind it where the document is of one and the title does not say so."""
    title = document.title or document.file
    return title if not document.variant or document.variant in title else f"{title}（{document.variant}）"


def kind_of(document: DocumentInfo) -> str:
    """Variant and kind: 部门决算, 单位预算, 本级决算."""
    return f"{document.variant}{document.kind}"


def subject_of(document: DocumentInfo) -> str:
    """The document as a question names it: institution, year, variant and kind."""
    year = f"{document.year}年" if document.year else ""
    return f"{document.institution}{year}{kind_of(document)}"


def told_apart(documents: Sequence[DocumentInfo]) -> list[tuple[DocumentInfo, str]]:
    """Each document with a label that no other one has: its title, with the file's name where titles are alike."""
    held = Counter(full_title(each) for each in documents)
    return [(each, full_title(each) + (f"（{each.file}）" if held[full_title(each)] > 1 else "")) for each in documents]
