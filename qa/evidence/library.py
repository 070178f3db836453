"""The store as questions need it: names and figure indexes, cached between questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from ingest.model.document import Finding
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.publications import Publication, publications
from ingest.store.catalog.values import DocumentInfo
from qa.evidence.index import DocumentIndex, index_of, joined
from qa.evidence.mentions import Names
from qa.plans.words import clean
from qa.search.instructions import speaks_to_a_program
from qa.stores import Stores


class Library:
    """Reads of one state of the store. A changed store (other documents, or one put right) needs a new library."""

    def __init__(self, stores: Stores, before: Library | None = None) -> None:
        """``before`` is the library of an earlier state; its indexes of unchanged documents are reused."""
        self.stores = stores
        self.catalog: Catalog = stores.catalog
        self.documents = {document.id: document for document in self.catalog.documents()}
        made: dict[str, DocumentIndex] = dict(before._indexes) if before else {}
        self._indexes: dict[str, DocumentIndex] = {
            each: index for each, index in made.items() if index.document == self.documents.get(each)
        }
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._together: dict[tuple[str, ...], DocumentIndex] = {}

    @property
    def state(self) -> frozenset[tuple[str, str]]:
        return state_of(self.documents.values())

    @cached_property
    def _publications(self) -> dict[str, Publication]:
        found = publications(tuple(self.documents.values()))
        return {document.id: each for each in found for document in each.documents}

    def publication_of(self, document_id: str) -> Publication:
        """What the file is a part or a version of."""
        return self._publications[document_id]

    @cached_property
    def names(self) -> Names:
        members: dict[str, Iterable[str]] = {each: self._members(each) for each in self.documents}
        return Names(tuple(self.documents.values()), members)

    def _members(self, document_id: str) -> frozenset[str]:
        home = clean(self.documents[document_id].institution)
        found = {fact.institution for fact in self.catalog.facts(document_id)}
        return frozenset(each for each in found if each and clean(each) != home and len(clean(each)) >= 4)

    def years_of(self, institution: str) -> frozenset[int | None]:
        """The years for which the store has documents of an institution."""
        return frozenset(each.year for each in self.documents.values() if each.institution == institution)

    def document(self, document_id: str) -> DocumentInfo:
        return self.documents[document_id]

    def index(self, document_id: str) -> DocumentIndex:
        """All figures of a document, built on first use and cached."""
        if document_id not in self._indexes:
            self._indexes[document_id] = index_of(
                self.documents[document_id],
                self.catalog.facts(document_id),
                [each for each in self.catalog.statements(document_id) if not speaks_to_a_program(each.sentence)],
                self.catalog.tables(document_id),
                self.catalog.sections(document_id),
            )
        return self._indexes[document_id]

    def searched(self, document_ids: Sequence[str]) -> tuple[DocumentIndex, ...]:
        """What there is to search in for these documents, in their order: the files of one version of a publication
        are one where all of them are asked."""
        found: dict[tuple[str, ...], None] = {}
        for document_id in document_ids:
            versions = [_ids(files) for files in self.publication_of(document_id).versions]
            whole = [ids for ids in versions if document_id in ids and set(ids) <= set(document_ids)]
            found.update(dict.fromkeys(whole or [(document_id,)]))
        return tuple(self._read_as_one(ids) for ids in found)

    def _read_as_one(self, ids: tuple[str, ...]) -> DocumentIndex:
        if len(ids) == 1:
            return self.index(ids[0])
        if ids not in self._together:
            self._together[ids] = joined([self.index(each) for each in ids])
        return self._together[ids]

    def findings(self, document_id: str) -> tuple[Finding, ...]:
        if document_id not in self._findings:
            self._findings[document_id] = self.catalog.findings(document_id)
        return self._findings[document_id]


def _ids(files: Iterable[DocumentInfo]) -> tuple[str, ...]:
    return tuple(each.id for each in files)


def state_of(documents: Iterable[DocumentInfo]) -> frozenset[tuple[str, str]]:
    """What tells one state of a store from another: its documents, and when each was written."""
    return frozenset((each.id, each.ingested_at) for each in documents)


_libraries: WeakKeyDictionary[Stores, Library] = WeakKeyDictionary()


def library_of(stores: Stores) -> Library:
    """The library of the store in its present state; rebuilt when its documents have changed."""
    known = _libraries.get(stores)
    if known is None or known.state != state_of(stores.catalog.documents()):
        known = _libraries[stores] = Library(stores, known)
    return known
