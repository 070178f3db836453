"""A part of a paragraph that a finding can point at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.judging import FAIL, WARNING
from ingest.model.document import Finding, Paragraph, Section, SourceRef

_AROUND = 24


def paragraphs_of(checked: CheckedDocument) -> Iterator[tuple[Section, Paragraph]]:
    """Every paragraph with its section, in reading order."""
    for section in checked.sections:
        for paragraph in section.paragraphs:
            yield section, paragraph


def place_name(section: Section) -> str:
    return f"“{section.heading}”" if section.heading else "正文"


def told_of_text(
    rule: str, section: Section, paragraph: Paragraph, span: tuple[int, int], message: str, severity: str = WARNING
) -> Finding:
    """A fault in the words at ``span`` of the paragraph."""
    start, end = span
    quote = paragraph.text[max(0, start - _AROUND) : end + _AROUND].strip()
    place = place_name(section)
    return told_of(rule, message, [(place, "", quote, paragraph.source_of(start, max(end, start + 1)))], severity)


def told_of(
    rule: str, message: str, places: Sequence[tuple[str, str, str, SourceRef]], severity: str = WARNING
) -> Finding:
    """A fault at ``places``: (name, table id or empty, quote, source) each."""
    return Finding(
        rule=rule,
        verdict=FAIL,
        message=message,
        figures=tuple(quote for _, _, quote, _ in places),
        sources=tuple(source for *_, source in places),
        severity=severity,
        places=tuple(name for name, *_ in places),
        tables=tuple(table for _, table, *_ in places),
        quotes=tuple(quote for _, _, quote, _ in places),
    )
