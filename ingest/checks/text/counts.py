"""Counts against the lists that they announce, and repeated numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.passage import paragraphs_of, place_name, told_of, told_of_text
from ingest.model.document import Finding, Paragraph, Section, SourceRef
from ingest.sections.numbering import Numbering, numbering_of

_ANNOUNCED = re.compile(
    r"(?:共有?|有|下设|设|单位|机构|科室|股室|处室)\s*(\d{1,2})\s*个?[^\d，,。；;：:]{0,8}"
    r"(?:[，,]\s*(?:分别是|分别为|包括|具体为|具体是)[：:]?|[，,]?\s*(?:包括|具体为)?[：:])\s*([^。；;：:]+)[。；;]?$"
)
_ENDS = re.compile(r"(\d{1,2})\s*(?:个|家|项)[^\d。；;]{0,40}(?:包括|如下|分别是|分别为|具体为|具体是)[：:]?$")
_COUNTS = re.compile(r"(\d{1,2})\s*(?:个|家|项)")
_OPEN = re.compile(r"等$|\d|等[、，。]|主要")
_SPLIT = re.compile(r"[、，,]|和(?=[^、，,]{3,}$)")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_OWN_OFFICE = re.compile(r"本级|本部|机关")
_LONG = 3
Item = tuple[Numbering, str, SourceRef]


def check_counts(checked: CheckedDocument) -> Iterator[Finding]:
    """``count-list`` and ``numbering``, as warnings."""
    for section, paragraph in paragraphs_of(checked):
        yield from _inline(section, paragraph)
    for section in checked.sections:
        yield from _following(section)
        yield from _repeated(place_name(section), _numbered(section.paragraphs))


def _inline(section: Section, paragraph: Paragraph) -> Iterator[Finding]:
    """内设股室5个，包括：甲、乙、丙、丁、戊。"""
    start = 0
    for sentence in re.split(r"(?<=[。；;])", paragraph.text):
        match = _ANNOUNCED.search(sentence.strip())
        if match and not _OPEN.search(match[2]):
            names = [name for name in _SPLIT.split(_BRACKETED.sub("", match[2])) if name.strip()]
            if len(names) >= _LONG and len(names) != int(match[1]):
                message = f"{place_name(section)}写明{match[1]}个，列出的却是{len(names)}个"
                yield told_of_text("count-list", section, paragraph, (start, start + len(sentence)), message)
        start += len(sentence)


def _following(section: Section) -> Iterator[Finding]:
    """…共5家，具体包括： followed by 1. 2. 3. …; the institution's own office may or may not count."""
    for place, paragraph in enumerate(section.paragraphs):
        match = _ENDS.search(paragraph.text.strip())
        listed = _run(section.paragraphs[place + 1 :]) if match else []
        if match is None or len(listed) < _LONG:
            continue
        told = [int(count) for count in _COUNTS.findall(paragraph.text)]
        own = any(_OWN_OFFICE.search(text) for _, text, _ in listed) or bool(_OWN_OFFICE.search(paragraph.text))
        allowed = {len(listed), len(listed) - 1} if own else {len(listed)}
        if not allowed & {*told, *(sum(told[place:]) for place in range(len(told)))}:
            message = f"{place_name(section)}写明{match[1]}个，下面列出{len(listed)}个"
            yield told_of_text("count-list", section, paragraph, match.span(), message)


def _run(paragraphs: Sequence[Paragraph]) -> list[Item]:
    """The numbered paragraphs 1, 2, 3 … at the start of ``paragraphs``."""
    found: list[Item] = []
    for item in _numbered(paragraphs):
        if item is None or item[0].number != len(found) + 1:
            break
        found.append(item)
    return found


def _numbered(paragraphs: Sequence[Paragraph]) -> list[Item | None]:
    found: list[Item | None] = []
    for paragraph in paragraphs:
        numbering = numbering_of(paragraph.text.strip())
        source = paragraph.source_of(0, 1) if paragraph.text else None
        found.append((numbering, paragraph.text, source) if numbering and source else None)
    return found


def _repeated(place: str, items: Sequence[Item | None]) -> Iterator[Finding]:
    """（11）… followed by （11）…"""
    last: dict[int, Item] = {}
    for item in items:
        if item is None:
            continue
        before = last.get(item[0].rank)
        if before is not None and before[0].number == item[0].number > 1:
            number = item[1][: item[0].length].strip()
            message = f"{place}的序号{number}重复出现"
            places = [(place, "", text[:30], source) for _, text, source in (before, item)]
            yield told_of("numbering", message, places)
        last[item[0].rank] = item
