"""Pages without readable text: which they are, and how users are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.model.document import PageKind

_WHY = {
    PageKind.IMAGE: "无文本层（扫描图像）",
    PageKind.OUTLINED: "无文本层（文字以曲线绘制）",
    PageKind.DAMAGED: "已损坏，无法解析",
}


def unread_pages(kinds: Sequence[PageKind]) -> tuple[int, ...]:
    """The 1-based numbers of pages with printed content that was not read, without blank and empty ruled pages."""
    return tuple(number for number, kind in enumerate(kinds, start=1) if kind in _WHY)


def told_unread(kinds: Sequence[PageKind]) -> tuple[str, ...]:
    """One sentence per kind: ``第3–5、9页无文本层（扫描图像），内容未读取``; empty if all was read."""
    found = {kind: [number for number, own in enumerate(kinds, start=1) if own is kind] for kind in _WHY}
    return tuple(f"第{numbered(numbers)}页{_WHY[kind]}，内容未读取" for kind, numbers in found.items() if numbers)


def numbered(numbers: Sequence[int]) -> str:
    """``3–5、9`` of ``3, 4, 5, 9``."""
    return "、".join(_runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda place: place[1] - place[0]):
        pages = [number for _, number in run]
        yield f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else str(pages[0])
