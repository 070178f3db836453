"""Finds the document that a name means: its id, its file, or enough of its title, institution and year."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from ingest.model.errors import UnknownDocument
from ingest.model.normalize import normalize
from ingest.store.catalog.values import DocumentInfo

_SHORTEST_ID = 6
_SHOWN = 8


def find_document(name: str, documents: Sequence[DocumentInfo]) -> DocumentInfo:
    """The one document that ``name`` means. Raises UnknownDocument, which lists the candidates, if it means none or
    several."""
    if not documents:
        raise UnknownDocument("the store holds no document: run `budgetqa ingest PATH` first")
    wanted = normalize(name).lower()
    for matches in _WAYS:
        found = [document for document in documents if wanted and matches(wanted, name, document)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownDocument(
                f"“{name}” means {len(found)} documents: {_listed(found)}; give the id or the file name"
            )
    raise UnknownDocument(f"no document is called “{name}”; the store holds {_listed(documents)}")


def _by_id(wanted: str, _name: str, document: DocumentInfo) -> bool:
    return len(wanted) >= _SHORTEST_ID and document.id.startswith(wanted)


def _by_file(wanted: str, _name: str, document: DocumentInfo) -> bool:
    file = PurePath(document.file)
    return wanted in {normalize(spelling).lower() for spelling in (document.path, document.file, file.stem)}


def _by_part_of_file(wanted: str, _name: str, document: DocumentInfo) -> bool:
    return len(wanted) > 2 and wanted in normalize(document.file).lower()


def _by_words(_wanted: str, name: str, document: DocumentInfo) -> bool:
    parts = (document.title, document.institution, str(document.year or ""), document.kind, document.variant)
    described = normalize("|".join(parts)).lower()
    return all(normalize(word).lower() in described for word in re.split(r"[\s,，、]+", name) if word)


def _by_characters(wanted: str, _name: str, document: DocumentInfo) -> bool:
    """Whether the name is an abbreviation: characters of institution, year and kind in order (岚县人社局2024决算)."""
    described = iter(normalize(f"{document.institution}{document.year or ''}{document.title}").lower())
    return len(wanted) > 1 and all(character in described for character in wanted)


_WAYS: tuple[Callable[[str, str, DocumentInfo], bool], ...] = (
    _by_id,
    _by_file,
    _by_words,
    _by_part_of_file,
    _by_characters,
)


def _listed(documents: Sequence[DocumentInfo]) -> str:
    shown = "、".join(f"{document.title or document.file} [{document.id}]" for document in documents[:_SHOWN])
    return shown if len(documents) <= _SHOWN else f"{shown} … (`budgetqa docs` lists all {len(documents)})"
