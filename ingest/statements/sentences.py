"""Sentences to statements: every figure in running text and every stated reason, each with its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model.document import Paragraph, Piece, Section
from ingest.model.figures import DocumentContext, Statement
from ingest.sections.tabular import is_tabular
from ingest.statements.paragraph import ParagraphReader
from ingest.statements.section_words import SectionWords

__all__ = ["heading_paragraph", "statements_of"]


def statements_of(sections: Sequence[Section], document: DocumentContext) -> tuple[Statement, ...]:
    """The statements of a document in reading order, with ids ``S1``, ``S2`` …"""
    return tuple(
        replace(statement, id=f"S{number}") for number, statement in enumerate(_statements(sections, document), start=1)
    )


def _statements(sections: Sequence[Section], document: DocumentContext) -> Iterator[Statement]:
    group = 0
    for section in sections:
        words = SectionWords.of(section.path, document.institution)
        for paragraph in [*heading_paragraph(section), *section.paragraphs]:
            group += 1
            if is_tabular(paragraph):
                continue
            reader = ParagraphReader(paragraph, words, document, f"G{group}")
            yield from reader.statements()
            words = reader.words.after(reader.text, reader.state, reader.groups)


def heading_paragraph(section: Section) -> list[Paragraph]:
    """The heading as a paragraph: 1.预算执行率（分值 10 分，得分 9.93 分）holds figures as well."""
    text = section.heading
    return [Paragraph(text, (Piece(0, len(text), section.source),))] if text else []
