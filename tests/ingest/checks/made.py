"""Documents that agree with themselves, as text, and what the checks say of a changed one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from eval.corpus_builder import WRITERS, sources
from eval.corpus_builder_text import as_text
from ingest.catalog_values import ParsedDocument
from ingest.document import Finding
from ingest.parse import parse_file


@cache
def clean(name: str) -> str:
    """The made document ``name`` (``lanxian_2024_final``) as text."""
    source = next(each for each in sources() if each.stem == name)
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return as_text(WRITERS[source.stem.rsplit("_", 1)[1]](data))


def names() -> list[str]:
    return [source.stem for source in sources()]


def parsed_in(text: str, folder: Path) -> ParsedDocument:
    """A text file that holds ``text``, parsed for real."""
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return parse_file(path, "0" * 64, "test")


def found_in(text: str, folder: Path) -> tuple[Finding, ...]:
    """What the checks find in a text file that holds ``text``."""
    return parsed_in(text, folder).document.findings


def fails_in(text: str, folder: Path) -> list[Finding]:
    return [each for each in found_in(text, folder) if each.verdict == "fail"]
