"""The real documents, read once a test run, where they are at hand (``../shared/corpus`` beside the repository)."""

from functools import cache
from pathlib import Path

import pytest

from ingest.catalog_values import ParsedDocument
from ingest.document import RawDocument, Table
from ingest.parse import parsed, read_raw

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.glob("*.*") if path.suffix in (".txt", ".pdf"))

needs_corpus = pytest.mark.skipif(not FILES, reason="the shared corpus is not beside the repository")


def path_of(name: str) -> Path:
    return next(path for path in FILES if path.stem == name)


@cache
def raw(name: str) -> RawDocument:
    return read_raw(path_of(name))


@cache
def document(name: str) -> ParsedDocument:
    return parsed(raw(name), path_of(name), "0" * 64, "test")


def tables(name: str) -> tuple[Table, ...]:
    return document(name).document.tables
