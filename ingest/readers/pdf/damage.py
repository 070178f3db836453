"""Damage that pdfminer passes over in silence: pages that the file lists and does not hold, streams that break off."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name

_DEEPEST = 50
_FLATE = ("FlateDecode", "Fl")


@dataclass(frozen=True, slots=True)
class PageList:
    """The pages that a file lists, in order. ``numbers``: the 1-based number of each page that is there, ``lost`` those
    that are not. ``uncounted``: how many more the file says it has."""

    numbers: tuple[int, ...]
    lost: tuple[int, ...] = ()
    uncounted: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        if not self.uncounted:
            return ()
        held = len(self.numbers) + len(self.lost)
        return (f"文件已损坏：目录记有{held + self.uncounted}页，只找到{held}页，其余内容未读取；请重新下载",)


def page_list(document: Any, found: int) -> PageList:
    """The list of the PDFDocument ``document``, of which pdfminer found ``found`` pages. Where the list is of no use,
    and pdfminer gathered the pages without it, they count as they come."""
    root = resolve1(document.catalog.get("Pages"))
    leaves = list(_leaves(root, _DEEPEST)) if isinstance(root, dict) else []
    numbers = tuple(number for number, there in enumerate(leaves, start=1) if there)
    if len(numbers) != found:
        return PageList(tuple(range(1, found + 1)))
    lost = tuple(number for number, there in enumerate(leaves, start=1) if not there)
    told = resolve1(root.get("Count"))
    return PageList(numbers, lost, max(0, told - len(leaves)) if isinstance(told, int) else 0)


def breaks_off(page: Any) -> bool:
    """Whether a compressed content stream of a pdfplumber page is damaged: what stands behind that is not drawn."""
    try:
        return any(_torn(stream) for stream in map(resolve1, page.page_obj.contents) if isinstance(stream, PDFStream))
    except (
        Exception
    ):  # pdfminer fails on damaged objects in many ways; drawing the page meets the same one and tells it
        return False


def _leaves(node: Any, depth: int) -> Iterator[bool]:
    """For each page below ``node`` whether it is there."""
    node = resolve1(node)
    kind = _kind(node)
    kids = resolve1(node.get("Kids")) if isinstance(node, dict) else None
    if kind == "Pages" and isinstance(kids, list) and depth:
        for kid in kids:
            yield from _leaves(kid, depth - 1)
    else:
        yield kind == "Page"


def _kind(node: Any) -> str:
    kind = node.get("Type", node.get("type")) if isinstance(node, dict) else None
    return str(literal_name(kind)) if isinstance(kind, PSLiteral) else ""


def _torn(stream: PDFStream) -> bool:
    filters = stream.get_filters()
    if len(filters) != 1 or literal_name(filters[0][0]) not in _FLATE or stream.rawdata is None or stream.decipher:
        return False
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(stream.rawdata)
    except zlib.error:
        return True
    return not unpacking.eof
