"""What the checks found: of documents, or of what an outcome cites."""

from __future__ import annotations

from ingest.store.catalog.catalog import Catalog
from qa.execution.outcomes import (
    Absent,
    Checked,
    Entry,
    Outcome,
    Series,
    Value,
    Verdict,
    entries_of,
)
from qa.execution.sources import Chosen


def findings_of(catalog: Catalog, chosen: Chosen, about: Outcome | None) -> Outcome:
    """The failed checks of the documents; with ``about`` only those that touch all its operands."""
    if chosen.unknown:
        return Absent("", institution="、".join(chosen.unknown))
    if about is not None and not isinstance(about, Value | Series | Verdict):
        return about
    touched = touched_by(about) if about is not None else None
    documents = tuple(file for source in chosen.sources for file in source.files)
    failed, passed = [], 0
    for document in documents:
        for at, finding in enumerate(catalog.findings(document.id)):
            ids = set(finding.facts)
            near = touched is None or any(each.document.id == document.id and each.origin.id in ids for each in touched)
            if near and finding.verdict == "fail":
                failed.append((document, at))
            passed += finding.checks if near and finding.verdict in ("pass", "rounding") else 0
    return Checked(documents, tuple(failed), passed)


def touched_by(outcome: Outcome) -> list[Entry]:
    """The places that an outcome is read from."""
    if isinstance(outcome, Value):
        return list(entries_of(outcome.term))
    if isinstance(outcome, Series):
        return [entry for member in outcome.members for entry in touched_by(member.outcome)]
    if isinstance(outcome, Verdict):
        return [entry for side in (outcome.left, outcome.right) for entry in touched_by(side)]
    return []
