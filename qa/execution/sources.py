"""Which documents an expression means: by their attributes, the files of one publication as one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model.normalize import name_key
from ingest.model.vocabulary import main_kind
from ingest.store.catalog.publications import Publication, publications
from ingest.store.catalog.values import DocumentInfo
from qa.evidence.usual_names import of_wider_place
from qa.plans.slots import Docs
from qa.plans.words import in_order

_REMEMBERED = 64
"""Choices that are kept: a plan and the check of its answer make each several times."""


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one version of a publication, read as one."""

    files: tuple[DocumentInfo, ...]
    ids: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", tuple(each.id for each in self.files))

    @property
    def info(self) -> DocumentInfo:
        return self.files[0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sources that fit, in order. ``unknown``: named institutions of which the store has nothing."""

    sources: tuple[Source, ...]
    unknown: tuple[str, ...] = ()


class Shelf:
    """The documents of a store, told apart by institution, year, kind, variant and file."""

    def __init__(self, documents: Sequence[DocumentInfo]) -> None:
        self.documents = tuple(documents)
        self._chosen: OrderedDict[Docs, Chosen] = OrderedDict()
        self._by_name: dict[str, list[DocumentInfo]] = {}
        for document in documents:
            self._by_name.setdefault(name_key(document.institution), []).append(document)
        self.institutions = tuple(dict.fromkeys(each.institution for each in documents if each.institution))
        self.by_id = {each.id: each for each in documents}
        self._publications: dict[str, Publication] = {}

    def choose(self, wanted: Docs) -> Chosen:
        """The sources that ``wanted`` means: in the order of the named institutions, years and kinds."""
        chosen = self._chosen.get(wanted)
        if chosen is None:
            chosen = self._chosen[wanted] = self._choose(wanted)
            while len(self._chosen) > _REMEMBERED:
                self._chosen.popitem(last=False)
        return chosen

    def _choose(self, wanted: Docs) -> Chosen:
        found: list[DocumentInfo] = []
        unknown: list[str] = []
        for name in wanted.institution or ("",):
            own = self._of(name) if name else list(self.documents)
            unknown += [name] if name and not own else []
            found += _ordered([each for each in own if _fits(each, wanted)], wanted)
        return Chosen(self._sources(found), tuple(unknown))

    def _of(self, name: str) -> list[DocumentInfo]:
        """The documents of an institution: by its name, else of all whose names hold it, else hold its characters in
        order."""
        key = name_key(name)
        if key in self._by_name:
            return self._by_name[key]
        held = [each for each in self._by_name if key and key in each]
        held = held or [
            each for each in self._by_name if len(key) > 2 and in_order(key, each) and not of_wider_place(key, each)
        ]
        return [document for name in held for document in self._by_name[name]]

    def _sources(self, documents: Iterable[DocumentInfo]) -> tuple[Source, ...]:
        listed = list(documents)
        ids = {each.id for each in listed}
        found: dict[tuple[str, ...], Source] = {}
        for document in listed:
            publication = self.publication_of(document.id)
            whole = [files for files in publication.versions if document in files and {f.id for f in files} <= ids]
            for files in whole or [(document,)]:
                source = Source(tuple(files))
                found.setdefault(source.ids, source)
        return tuple(found.values())

    def publication_of(self, document_id: str) -> Publication:
        """The publication of a document; those of its institution are told apart together."""
        if document_id not in self._publications:
            fellows = self.fellows(self.by_id[document_id])
            self._publications |= {file.id: each for each in publications(fellows) for file in each.documents}
        return self._publications[document_id]

    def fellows(self, document: DocumentInfo) -> list[DocumentInfo]:
        """The documents of the institution of one, itself among them."""
        return self._by_name.get(name_key(document.institution), [])

    def spoken_of(self, text: str, others: Iterable[str], *, titles: bool) -> dict[str, DocumentInfo]:
        """The documents whose institutions (or ``titles``) a text names, and others by their ids."""
        named = [each for each in self.institutions if each in text]
        found = {file.id: file for each in named for file in self._by_name[name_key(each)]}
        titled = [each for each in self.documents if each.title and each.title in text] if titles else []
        return found | {each.id: each for each in titled} | {each: self.by_id[each] for each in others}


def _fits(document: DocumentInfo, wanted: Docs) -> bool:
    return (
        (not wanted.year or document.year in wanted.year)
        and (not wanted.kind or bool({document.kind, main_kind(document.kind)} & set(wanted.kind)))
        and wanted.variant in ("", document.variant)
        and (not wanted.file or document.file in wanted.file)
    )


def _ordered(documents: list[DocumentInfo], wanted: Docs) -> list[DocumentInfo]:
    def place(document: DocumentInfo) -> tuple[int, int]:
        year = wanted.year.index(document.year) if document.year in wanted.year else 0
        kinds = [at for at, kind in enumerate(wanted.kind) if kind in (document.kind, main_kind(document.kind))]
        return year, min(kinds, default=0)

    return sorted(documents, key=lambda each: (place(each), each.order))
