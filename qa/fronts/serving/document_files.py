"""The file behind a document of the store: its lines, or the picture of a page with a place marked."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from ingest.model.document import Box, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.readers.files import TEXT_SUFFIXES
from ingest.readers.pdf.crops import render_crop
from ingest.readers.text import text_lines
from ingest.store.catalog.values import DocumentInfo
from qa.fronts.serving.confined import Bounds, Report, run_confined

_AROUND = 6
"""Lines of a text file shown before and after the cited one."""
_KEPT_BYTES = 64 << 20


def file_of(document: DocumentInfo) -> Path:
    """The file, if it is still the one that was read. Raises UnreadableFile otherwise."""
    path = Path(document.path)
    try:
        state = path.stat()
    except OSError as error:
        raise UnreadableFile(f"{document.file} is gone; ingest the file again where it is now") from error
    if _digest(path, state.st_mtime_ns, state.st_size) != document.sha256:
        raise UnreadableFile(f"{document.file} has changed since it was read; ingest it again")
    return path


@lru_cache(maxsize=512)
def _digest(path: Path, _changed: int, _size: int) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def lines_around(document: DocumentInfo, source: SourceRef) -> list[dict[str, Any]]:
    """The lines of a text file around ``source``, ready for JSON; ``cited`` marks the lines of the cited text. Raises
    UnreadableFile if the file is gone, has changed, or is no text file."""
    path = file_of(document)
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise UnreadableFile(f"{document.file} has no lines of text to show")
    lines = text_lines(path)
    cited = {each.line for each in (source, *source.rest) if each.line}
    first, last = max(1, min(cited) - _AROUND), min(len(lines), max(cited) + _AROUND)
    return [{"number": at, "text": lines[at - 1], "cited": at in cited} for at in range(first, last + 1)]


class Pictures:
    """Pages with a place marked, rendered in confined processes; the latest are cached. Safe for several threads."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._kept: OrderedDict[tuple[str, int, Box, bool], bytes] = OrderedDict()
        self._lock = Lock()

    def png(self, document: DocumentInfo, page: int, box: Box, *, whole_page: bool) -> bytes:
        """The picture. Raises UnreadableFile if the file cannot be rendered, ValueError if it has no such page."""
        key = (document.id, page, box, whole_page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        path = file_of(document)
        png = run_confined(_render, path, page, box, whole_page, bounds=self._bounds)
        with self._lock:
            self._kept[key] = png
            while sum(map(len, self._kept.values())) > _KEPT_BYTES:
                self._kept.popitem(last=False)
        return png


def _render(path: Path, page: int, box: Box, whole_page: bool, _: Report) -> bytes:
    return render_crop(path, page, box, whole_page=whole_page)
