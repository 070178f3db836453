"""What the tools of one question work on, and the first words of everything that they show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.store.catalog.figures import FactFilter
from ingest.store.catalog.values import DocumentInfo
from ingest.store.chunks import Chunk
from qa.agent.looking.documents import Documents
from qa.agent.looking.notes import Notes
from qa.execution.evaluate import Executor
from qa.execution.outcomes import Entry, Piece
from qa.execution.sources import Source
from qa.execution.store_reader import StoreReader
from qa.plans.quantity import Quantity, rounded
from qa.search.instructions import speaks_to_a_program
from qa.stores import Search


class ToolRefusal(Exception):
    """A request that a tool refuses; the message is for the model."""


@dataclass(slots=True)
class Desk:
    """``question``: with the turns before it, as far as they name things."""

    executor: Executor
    documents: Documents
    question: str
    language: str
    searching: Search | None = None
    notes: Notes = field(default_factory=Notes)
    places: dict[str, int] = field(default_factory=dict)
    """To how many decimals a plan asked for what it reckoned, by id."""
    _facts: dict[str, list[Entry]] = field(default_factory=dict)
    _said: dict[str, list[Entry]] = field(default_factory=dict)

    def both(self, chinese: str, english: str) -> str:
        """What a model is told, in the language of the question."""
        return english if self.language == "en" else chinese

    @property
    def reader(self) -> StoreReader:
        return self.executor.reader

    def rounded(self, name: str, number: Quantity) -> Quantity:
        """The quantity of an id to the decimals that were asked for."""
        return replace(number, value=rounded(number.value, self.places[name])) if name in self.places else number

    def one(self, name: str) -> Source:
        """The one publication that a model names. Raises ToolRefusal for none and for several."""
        found = self.documents.meant(name)
        if not found:
            raise self.no_document(name)
        if len(found) > 1:
            listed = "、".join(f"{self.documents.id_of(each.info)} {each.info.title}" for each in found[:6])
            raise ToolRefusal(self.both(f"写明是哪一份文件：{listed}", f"Say which document: {listed}"))
        return found[0]

    def no_document(self, name: str) -> ToolRefusal:
        known = self.documents.known()
        return ToolRefusal(
            self.both(
                f"没有文件“{name}”；已知 {known}，其他的用 list_documents 查",
                f"There is no document “{name}”; known are {known}, list_documents finds others",
            )
        )

    def facts(self, document: DocumentInfo) -> list[Entry]:
        """All cells of a document, but for words that give orders to a program."""
        if document.id not in self._facts:
            rows = self.reader.figures.facts([document.id], FactFilter())
            entries = self.reader.selector.entries(Source((document,)), rows)
            kept = [each for each in entries if not speaks_to_a_program(each.fact.text + each.fact.item.name)]
            self._facts[document.id] = kept
        return self._facts[document.id]

    def said(self, document: DocumentInfo) -> list[Entry]:
        """All statements of a document."""
        if document.id not in self._said:
            rows = self.reader.figures.statements([document.id], None)
            self._said[document.id] = self.reader.selector.entries(Source((document,)), rows)
        return self._said[document.id]

    def sentence_of(self, entry: Entry) -> list[Entry]:
        """All statements of the sentence of one."""
        rows = self.reader.figures.in_sentence(entry.document.id, entry.statement.sentence)
        found = self.reader.selector.entries(Source((entry.document,)), rows)
        return [each for each in found if each.statement.section == entry.statement.section] or [entry]

    def search(self, words: str, document_ids: list[str], limit: int) -> list[Chunk]:
        """Chunks of running text by words and meaning. Raises StoreError where the vectors are unavailable."""
        found = self.searching.passages(words, document_ids, ["text"], limit) if self.searching else []
        return [each.chunk for each in found]

    def text_of(self, place: Entry | Piece) -> str:
        """What the documents print at a place."""
        if isinstance(place, Piece):
            return place.text
        return place.fact.text if place.cell else place.statement.sentence
