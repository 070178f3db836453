"""Which files are one publication, and which are versions of it. Told from the attributes of the documents alone.

A publication is what one institution published of one kind for one year and one variant. Its tables and its text may be
two files, which are read as one; a further file with the same sort of content is another version of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.store.catalog.values import DocumentInfo

_HARDLY = 20
"""So many figures of tables for one of a sentence: the file has hardly any narrative."""


class Content(StrEnum):
    """What a file holds of its publication."""

    WHOLE = "whole"
    TABLES = "tables"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Publication:
    """``versions``: each the files that are read as one, the text first."""

    key: str
    documents: tuple[DocumentInfo, ...]
    versions: tuple[tuple[DocumentInfo, ...], ...]

    def beside(self, document: DocumentInfo) -> tuple[DocumentInfo, ...]:
        """The other versions of a file; what its tables or its text goes with is none."""
        own = content_of(document)
        return tuple(
            each
            for each in self.documents
            if each.id != document.id and {own, content_of(each)} != {Content.TABLES, Content.TEXT}
        )


def publications(documents: Sequence[DocumentInfo]) -> tuple[Publication, ...]:
    """The publications of a store, in the order of its documents. A file whose institution or year is not known is one
    by itself. A file that does not say its variant belongs to the only one that its fellows say."""
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for document in documents:
        if document.variant:
            said[_name(document)].add(document.variant)
    groups: dict[tuple[str, ...], list[DocumentInfo]] = defaultdict(list)
    for document in documents:
        known = said[_name(document)]
        variant = document.variant or (min(known) if len(known) == 1 else "")
        groups[*_name(document), variant].append(document)
    return tuple(Publication("|".join(key), tuple(group), _versions(group)) for key, group in groups.items())


def content_of(document: DocumentInfo) -> Content:
    """Tables and hardly a sentence with a figure; text without tables; or both."""
    counts = document.counts
    if not counts.facts:
        return Content.TEXT
    return Content.TABLES if counts.statements * _HARDLY < counts.facts else Content.WHOLE


def _name(document: DocumentInfo) -> tuple[str, ...]:
    if not document.institution or document.year is None:
        return (document.id,)
    return document.institution, str(document.year), document.kind


def _versions(group: Sequence[DocumentInfo]) -> tuple[tuple[DocumentInfo, ...], ...]:
    """Each whole file; each text with each file of tables, or alone where there is none to go with."""
    of = {content: [each for each in group if content_of(each) is content] for content in Content}
    pairs = [(text, tables) for text in of[Content.TEXT] for tables in of[Content.TABLES]]
    alone = [] if pairs else [*of[Content.TEXT], *of[Content.TABLES]]
    return (*((each,) for each in of[Content.WHOLE]), *pairs, *((each,) for each in alone))
