"""The outcome of an ingest, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.readers.files import Outcome
from ingest.store.catalog.values import Counts


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file. ``reason`` says why it failed or was skipped; ``pages`` is 0 for a text file."""

    path: Path
    outcome: Outcome
    reason: str = ""
    document_id: str = ""
    pages: int = 0
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """All files, in the order in which they were finished."""

    files: tuple[FileReport, ...]

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.outcome is outcome)

    def to_dict(self) -> dict[str, Any]:
        """For JSON: totals, and an entry per file."""
        outcomes = Counter(file.outcome for file in self.files)
        totals = {outcome.value: outcomes[outcome] for outcome in Outcome}
        lines = [_line(file) for file in self.files]
        return {"files": totals | {"total": len(lines)}, **_sums(self.files), "documents": lines}


def _sums(files: tuple[FileReport, ...]) -> dict[str, int]:
    return {
        "pages": sum(file.pages for file in files),
        "tables": sum(file.counts.tables for file in files),
        "facts": sum(file.counts.facts for file in files),
        "statements": sum(file.counts.statements for file in files),
        "chunks": sum(file.counts.chunks for file in files),
        "warnings": sum(len(file.warnings) for file in files),
    }


def _line(file: FileReport) -> dict[str, Any]:
    return {
        "file": str(file.path),
        "outcome": file.outcome.value,
        "reason": file.reason,
        "id": file.document_id,
        "pages": file.pages,
        "tables": file.counts.tables,
        "facts": file.counts.facts,
        "statements": file.counts.statements,
        "chunks": file.counts.chunks,
        "warnings": list(file.warnings),
    }
