"""The store as questions need it: names and figure indexes, cached between questions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from weakref import WeakKeyDictionary

from ingest.model.document import Finding
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo
from qa.evidence.index import DocumentIndex
from qa.evidence.instructions import speaks_to_a_program
from qa.evidence.mentions import Names
from qa.plans.words import clean
from qa.stores import Stores


class Library:
    """One state of the store. A store with another set of document ids needs a new library."""

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

    @property
    def state(self) -> frozenset[str]:
        return frozenset(self.documents)

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
            self._indexes[document_id] = DocumentIndex(
                self.documents[document_id],
                self.catalog.facts(document_id),
                [each for each in self.catalog.statements(document_id) if not speaks_to_a_program(each.sentence)],
                self.catalog.tables(document_id),
                self.catalog.sections(document_id),
            )
        return self._indexes[document_id]

    def findings(self, document_id: str) -> tuple[Finding, ...]:
        if document_id not in self._findings:
            self._findings[document_id] = self.catalog.findings(document_id)
        return self._findings[document_id]


_libraries: WeakKeyDictionary[Stores, Library] = WeakKeyDictionary()


def library_of(stores: Stores) -> Library:
    """The library of the store in its present state; rebuilt when its documents have changed."""
    known = _libraries.get(stores)
    if known is None or known.state != frozenset(each.id for each in stores.catalog.documents()):
        known = _libraries[stores] = Library(stores, known)
    return known
