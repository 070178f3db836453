"""Running heads, feet and page numbers: recognised by their place and their repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.model.document import Line
from ingest.readers.pdf.pages import ReadPage

_HEAD = 0.12  # of the page height: where running heads stand
_FOOT = 0.86
_SHARE = 0.6  # of the pages with text: what is printed on so many is a running head
_PLACE = 3.0  # points: the same place
_DATA = re.compile(r"(?:单位|部门|机构|项目)(?:名称)?[：:]|[：:（(]\s*[万亿]?元|表$|^附[件表]|合计")
"""Lines above a table that may repeat on every page and still carry information: unit, number, title."""

_DASHES = r"[-—–－─·•~]+"
_NUMBERED = re.compile(
    rf"第?\s*(\d{{1,4}})\s*页(?:\s*[/／，,]?\s*共\s*\d{{1,4}}\s*页)?"
    rf"|(\d{{1,4}})\s*[/／]\s*\d{{1,4}}"
    rf"|{_DASHES}\s*(\d{{1,4}})\s*{_DASHES}"
)
_BARE = re.compile(r"\d{1,4}")
_COUNTED = re.compile(r"(?:第\s*\d{1,4}\s*页(?:\s*[/／，,]?\s*共\s*\d{1,4}\s*页)?|(?<!\d)\d{1,4}\s*[/／]\s*\d{1,4})$")
"""The page number that ends a running line, as browsers print it after the address."""


def without_furniture(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """The pages by their numbers, without running heads, running feet and page numbers."""
    running = _running(pages)
    offsets = _number_offsets(pages)
    whole = [page.without(_furniture(page, running, offsets)) for page in pages]
    return sorted(whole, key=lambda page: page.number)


def _furniture(page: ReadPage, running: set[str], offsets: Counter[int]) -> set[int]:
    return {at for at, line in _marginal(page) if _uncounted(line) in running or _is_page_number(page, line, offsets)}


def _marginal(page: ReadPage) -> Iterable[tuple[int, Line]]:
    """The lines in the head and the foot of the page, with their place among its blocks."""
    for at, block in enumerate(page.blocks):
        if isinstance(block, Line) and block.source.box:
            top = (block.source.box[1] - page.box[1]) / page.height
            bottom = (block.source.box[3] - page.box[1]) / page.height
            if bottom <= _HEAD or top >= _FOOT:
                yield at, block


def _running(pages: Sequence[ReadPage]) -> set[str]:
    """Texts printed at one place of most pages, on pages with and without tables."""
    places: dict[str, list[tuple[ReadPage, Line]]] = defaultdict(list)
    for page in pages:
        for _, line in _marginal(page):
            places[_uncounted(line)].append((page, line))
    texts = [page for page in pages if page.blocks]
    return {text for text, found in places.items() if text and not _DATA.search(text) and _runs(found, texts)}


def _uncounted(line: Line) -> str:
    return _COUNTED.sub("", line.text).rstrip()


def _runs(found: Sequence[tuple[ReadPage, Line]], pages: Sequence[ReadPage]) -> bool:
    sides = {page.number % 2 for page, _ in found}  # left and right pages may have heads of their own
    if len(found) < max(3, _SHARE * sum(page.number % 2 in sides for page in pages)):
        return False
    common = Counter(round((line.source.box or (0, 0, 0, 0))[1] / _PLACE) for _, line in found)
    return sum(count for _, count in common.most_common(3)) >= _SHARE * len(found)


def _number_offsets(pages: Sequence[ReadPage]) -> Counter[int]:
    """How far bare numbers in the margins are from the page count: the distance is constant in real page numbering."""
    offsets: Counter[int] = Counter()
    for page in pages:
        for _, line in _marginal(page):
            if _BARE.fullmatch(line.text):
                offsets[int(line.text) - page.number] += 1
    return offsets


def _is_page_number(page: ReadPage, line: Line, offsets: Counter[int]) -> bool:
    if not _BARE.fullmatch(line.text):
        return _NUMBERED.fullmatch(line.text) is not None
    offset = int(line.text) - page.number
    return offset == 0 or offsets[offset] >= 2
