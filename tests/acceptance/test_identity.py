"""Institution, year, kind and variant of every real document, against what a reader of its pages wrote down."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.identity.vote import identify
from ingest.readers.by_suffix import read_raw
from ingest.tables.logical import build_tables
from tests.fixtures.paths import REAL_DOCUMENTS, SHARED

GOLD = Path(__file__).parent / "identity.tsv"
"""A row a document; an empty variant is one that it does not say. A county's 县财政局 is written in full."""
FOLDERS = (REAL_DOCUMENTS, SHARED / "wild")


def _rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _file(short: str) -> Path | None:
    found = [each for folder in FOLDERS for each in folder.glob(f"{short}.*")]
    return found[0] if found else None


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["short"])
def test_a_real_document_says_whose_it_is(row: dict[str, str]) -> None:
    path = _file(row["short"])
    if path is None:
        pytest.skip(f"{row['short']} is not beside the repository (../shared/corpus, ../shared/wild)")
    raw = read_raw(path)
    identity = identify(raw, build_tables(raw.blocks).tables)
    read = {
        "institution": identity.institution,
        "year": str(identity.year or ""),
        "kind": identity.kind,
        "variant": identity.variant,
    }
    assert read == {name: row[name] for name in read}
