"""Reconciliation (勾稽): does a disclosure agree with itself? Rules are ``(CheckedDocument) -> Iterable[Finding]``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.grouping import grouped
from ingest.checks.basis.quantities import Quantities
from ingest.checks.disclosure.contents import check_contents
from ingest.checks.disclosure.empties import check_empties
from ingest.checks.disclosure.unread import check_unread
from ingest.checks.sheets.funds import check_sheet_funds
from ingest.checks.sheets.performance import check_performance
from ingest.checks.sheets.scores import check_scores
from ingest.checks.tables.changes import check_table_changes
from ingest.checks.tables.columns import check_columns
from ingest.checks.tables.identities import check_basic, check_identities
from ingest.checks.tables.levels import check_levels
from ingest.checks.tables.same_tables import check_fund_parts, check_same_tables
from ingest.checks.tables.summary import check_summaries
from ingest.checks.text.changes import check_change_sums
from ingest.checks.text.counts import check_counts
from ingest.checks.text.named_rates import check_named_rates
from ingest.checks.text.names import check_names
from ingest.checks.text.rates import check_rates
from ingest.checks.text.same_text import check_fund_bounds, check_text_tables, check_text_text
from ingest.checks.text.sums import check_text_sums
from ingest.checks.text.wording import check_wording
from ingest.checks.text.words import check_words
from ingest.checks.text.years import check_years
from ingest.model.document import Document, Finding, Mark, SourceRef
from ingest.model.figures import Fact, Statement

__all__ = ["CheckedDocument", "check", "checked_findings"]

_OF_DOCUMENT = (
    check_columns,
    check_levels,
    check_summaries,
    check_table_changes,
    check_text_sums,
    check_named_rates,
    check_performance,
    check_scores,
    check_sheet_funds,
    check_change_sums,
    check_counts,
    check_years,
    check_contents,
    check_empties,
    check_unread,
    check_wording,
)
_OF_QUANTITIES = (
    check_same_tables,
    check_fund_parts,
    check_text_tables,
    check_text_text,
    check_fund_bounds,
    check_identities,
    check_basic,
    check_rates,
    check_words,
    check_names,
)


def check(document: Document, facts: Sequence[Fact], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """What all rules find: one finding a fault (worst first), what is off by rounding, and what agrees."""
    return grouped(checked_findings(CheckedDocument(document, _once_each(facts), tuple(statements))))


def _once_each(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without the further rows of a figure that several rows share: a sum holds it once."""
    shared: set[tuple[str, SourceRef]] = set()
    kept: list[Fact] = []
    for fact in facts:
        place = (fact.table_id, fact.source)
        if fact.mark is not Mark.MERGED or place not in shared:
            kept.append(fact)
        if fact.mark is Mark.MERGED:
            shared.add(place)
    return tuple(kept)


def checked_findings(checked: CheckedDocument) -> Iterator[Finding]:
    """Every single check of every rule, ungrouped."""
    for rule in _OF_DOCUMENT:
        yield from rule(checked)
    quantities = Quantities(checked)
    for family in _OF_QUANTITIES:
        yield from family(checked, quantities)
