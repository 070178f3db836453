"""Adds to an answer what the reconciliation rules found about its cited figures."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.model.document import Finding
from qa.drafting.answer import Check, Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.operations.findings import derived_numbers
from qa.plans.plan import Operation

_KEPT = 3
"""Most findings of one verdict that are told with an answer."""


def add_findings(asking: Asking, draft: Draft) -> None:
    """Adds the findings that touch the cited figures to the checks; both places of a fault are cited."""
    if draft.status is not Status.ANSWERED or asking.plan.operation is Operation.CHECK:
        return
    told = {check.message for check in draft.checks}
    counts: dict[str, int] = {}
    for document_id, finding in _touching(asking, draft):
        counts[finding.verdict] = counts.get(finding.verdict, 0) + 1
        if finding.message in told or counts[finding.verdict] > _KEPT:
            continue
        told.add(finding.message)
        draft.checks.append(_as_check(asking, draft, document_id, finding))


def _touching(asking: Asking, draft: Draft) -> Iterable[tuple[str, Finding]]:
    cited = {(figure.document.id, figure.origin.id) for figure in draft.figures}
    for document_id in dict.fromkeys(figure.document.id for figure in draft.figures):
        for finding in asking.library.findings(document_id):
            named = finding.facts[: len(finding.figures)]
            if any((document_id, each) in cited for each in named) and _worth_telling(finding):
                yield document_id, finding


def _worth_telling(finding: Finding) -> bool:
    return finding.verdict != "fail" or finding.severity == "error"


def _as_check(asking: Asking, draft: Draft, document_id: str, finding: Finding) -> Check:
    index = asking.index(document_id)
    figures = [
        figure for each in finding.facts[: len(finding.figures)] if (figure := index.by_id.get(each)) is not None
    ]
    if finding.verdict != "fail":
        cited = [figure for figure in figures if figure in draft.figures]
        return Check(finding.rule, finding.verdict, finding.message, tuple(dict.fromkeys(map(draft.cite, cited))))
    quantities = [draft.quantity(figure) for figure in figures if figure.value is not None]
    derived_numbers(draft, finding, quantities)
    return Check(finding.rule, "fail", finding.message, tuple(dict.fromkeys(map(draft.cite, figures))))
