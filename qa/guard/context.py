"""What the guard must know of a question: its own numerals, its years, the documents that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.store.catalog.values import DocumentInfo
from qa.drafting.asking import Asking


@dataclass(frozen=True, slots=True)
class Context:
    """``question``: as it was asked, or the plan in its notation; its numerals may be repeated. ``years``: those that
    it names; ``scope``: ids of the documents that it is about; ``documents``: those of the store that may
    be named, by id; ``names``: names that hold numerals of their own and may be repeated;
    ``held``: whether years, and directions of calculations, were held already against the ids that the text marks."""

    question: str
    english: bool
    years: frozenset[int]
    scope: tuple[str, ...]
    documents: Mapping[str, DocumentInfo]
    names: frozenset[str] = frozenset()
    held: bool = False

    def words(self, chinese: str, english: str) -> str:
        """The wording in the language of the question."""
        return english if self.english else chinese


def context_of(asking: Asking) -> Context:
    """The context of a question that the rules have read."""
    plan = asking.plan
    years = {*plan.years, *(target.year for target in plan.targets if target.year is not None)}
    documents = asking.library.documents
    return Context(asking.question.raw, asking.english, frozenset(years), plan.scope.documents, documents)
