"""Expressions that judge and quote: verdicts, claims, findings, reasons, passages and the names in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa.execution.findings import findings_of
from qa.execution.judging import claimed, compared
from qa.execution.of_expressions import explained
from qa.execution.outcomes import Absent, Ambiguous, Outcome, Quotation, Value
from qa.execution.reasons import reason_for
from qa.execution.scope import Bound, Scope
from qa.execution.store_reader import StoreReader
from qa.plans import language, slots


class JudgingRun:
    """One plan in progress, over the documents of its scope. ``outcome`` evaluates what an expression holds."""

    def __init__(self, reader: StoreReader, named: Mapping[str, Any]) -> None:
        self._reader, self._named, self._scope = reader, named, Scope(reader.shelf, named)

    def outcome(self, node: Any, bound: Bound) -> Outcome:
        raise NotImplementedError

    # -------------------------------------------------------------------------------------------- judgements

    def _judgement(self, node: language.Judgement, bound: Bound) -> Outcome:
        return compared(node.op, self.outcome(node.a, bound), self.outcome(node.b, bound), self._reader.series.places)

    def _claim(self, node: language.Claim, bound: Bound) -> Outcome:
        return claimed(node, self.outcome(node.of, bound))

    def _findings(self, node: language.Findings, bound: Bound) -> Outcome:
        about = self.outcome(node.about, bound) if node.about is not None else None
        return findings_of(self._reader.catalog, self._scope.chosen(node.documents, bound), about)

    # -------------------------------------------------------------------------------------------- words

    def _reason(self, node: language.Reason, bound: Bound) -> Outcome:
        figure, against = explained(node.of, self._named)
        if figure is None:
            return Absent("", ())
        if bound.item and not figure.item:
            figure = figure.model_copy(update={"item": bound.item})
        change = self.outcome(node.of, bound)
        if isinstance(change, Ambiguous):
            return change
        told = change if isinstance(change, Value) else None
        return self._scope.over_one(
            figure,
            bound,
            lambda source: reason_for(self._reader, source, figure, node.against or against, told),
        )

    def _quote(self, node: language.Quote, bound: Bound) -> Outcome:
        wanted = node.model_copy(update={"topic": bound.item}) if bound.item and not node.topic else node
        return self._reader.passages.quote(self._scope.chosen(node.documents, bound), wanted)

    def _members(self, node: language.Members, bound: Bound) -> Outcome:
        of = self._named[node.of.name] if isinstance(node.of, slots.Ref) else node.of
        if isinstance(of, language.Quote):
            wanted = of.model_copy(update={"topic": bound.item}) if bound.item and not of.topic else of
            return self._reader.passages.members(self._scope.chosen(of.documents, bound), wanted)
        found = self.outcome(of, bound)
        return self._reader.passages.members_of(found) if isinstance(found, Quotation) else found
