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
    """The failed checks of the documents; with ``about`` only those that touch two of its figures, or its only one."""
    if chosen.unknown:
        return Absent("", institution="、".join(chosen.unknown))
    if about is not None and not isinstance(about, Value | Series | Verdict):
        return about
    touched = {(each.document.id, each.origin.id) for each in touched_by(about)} if about is not None else set()
    least = 0 if about is None else 1 if len(touched) < 2 else 2
    documents = tuple(file for source in chosen.sources for file in source.files)
    failed = []
    for document in documents:
        for at, finding in enumerate(catalog.findings(document.id)):
            near = len({(document.id, each) for each in finding.facts} & touched) >= least
            if near and finding.verdict == "fail":
                failed.append((document, at))
    return Checked(documents, tuple(failed))


def touched_by(outcome: Outcome) -> list[Entry]:
    """The places that an outcome is read from."""
    if isinstance(outcome, Value):
        return list(entries_of(outcome.term))
    if isinstance(outcome, Series):
        return [entry for member in outcome.members for entry in touched_by(member.outcome)]
    if isinstance(outcome, Verdict):
        return [entry for side in (outcome.left, outcome.right) for entry in touched_by(side)]
    return []
