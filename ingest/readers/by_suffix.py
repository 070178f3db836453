"""Chooses the reader of a file by suffix. Each reader is imported when its first file comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.model.document import RawDocument
from ingest.readers.files import CONVERTED_SUFFIXES, HTML_SUFFIXES, PDF_SUFFIXES, SHEET_SUFFIXES, WORD_SUFFIXES

Pages = Callable[[int, int], None]
"""``(pages done, pages in all)``."""


def read_raw(path: Path, *, progress: Pages | None = None, ocr: bool = False) -> RawDocument:
    """The blocks of the file at ``path``. Raises UnreadableFile if it cannot become a document.

    ``ocr`` recognises pages without a text layer (PDF; needs the extra ``ocr``)."""
    suffix = path.suffix.lower()
    if suffix in PDF_SUFFIXES:
        from ingest.readers.pdf.reader import read_pdf

        return read_pdf(path, progress=progress, ocr=ocr)
    if suffix in CONVERTED_SUFFIXES:
        return _converted(path, CONVERTED_SUFFIXES[suffix])
    if suffix in SHEET_SUFFIXES:
        from ingest.readers.xlsx import read_xlsx

        return read_xlsx(path)
    if suffix in WORD_SUFFIXES:
        from ingest.readers.docx import read_docx

        return read_docx(path)
    if suffix in HTML_SUFFIXES:
        from ingest.readers.html import read_html

        return read_html(path)
    from ingest.readers.text import read_text

    return read_text(path)


def _converted(path: Path, suffix: str) -> RawDocument:
    """The blocks of a file of an old Office program; a warning says that another program has been over it."""
    from ingest.readers.converted import converted

    with converted(path, suffix) as made:
        raw = read_raw(made)
    told = f"由 LibreOffice 从 {path.suffix.lower()} 转换为 {suffix} 后读取，引用前请核对原文件。"
    return replace(raw, warnings=(told, *raw.warnings))
