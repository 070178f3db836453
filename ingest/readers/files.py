"""Finds the files to read, and the fingerprints that tell whether they need reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ingest.model.errors import UnreadableFile

PDF_SUFFIXES = frozenset({".pdf"})
TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown"})
SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm"})
WORD_SUFFIXES = frozenset({".docx"})
HTML_SUFFIXES = frozenset({".html", ".htm"})
CONVERTED_SUFFIXES = {".xls": ".xlsx", ".et": ".xlsx", ".doc": ".docx", ".wps": ".docx"}
"""Old formats and what LibreOffice makes of them, where it is installed."""
SUFFIXES = PDF_SUFFIXES | TEXT_SUFFIXES | SHEET_SUFFIXES | WORD_SUFFIXES | HTML_SUFFIXES | frozenset(CONVERTED_SUFFIXES)
_NAMED = ".pdf, .txt, .md, .xlsx, .docx or .html"
_OLD = {".mht": ".html", ".mhtml": ".html"}
_ID_LENGTH = 12


class Outcome(StrEnum):
    """The outcome of reading a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, its content's SHA-256, or why it is not read: ``outcome`` is then ``failed`` or ``skipped``."""

    path: Path
    sha256: str = ""
    outcome: Outcome = Outcome.NEW
    reason: str = ""

    @property
    def readable(self) -> bool:
        return not self.reason

    @property
    def content(self) -> tuple[str, str]:
        """Files with equal content keys are read alike."""
        return self.sha256, self.path.suffix.lower()

    @property
    def document_id(self) -> str:
        return self.sha256[:_ID_LENGTH]


def find_files(paths: Sequence[Path]) -> tuple[FoundFile, ...]:
    """The files of ``paths`` in order, each once, folders searched recursively. Raises UnreadableFile if there is
    none."""
    if not paths:
        raise UnreadableFile(f"no file was given: name files or folders of {_NAMED} documents")
    files = dict.fromkeys(file for path in paths for file in _walk(path.expanduser()))
    if not files:
        named = ", ".join(str(path) for path in paths)
        raise UnreadableFile(f"{named} holds no file: put {_NAMED} documents in it, or name another folder")
    return tuple(_look(file) for file in files)


def _walk(path: Path) -> Iterator[Path]:
    if path.is_dir():
        inside = (each for each in sorted(path.rglob("*")) if not _hidden(each.relative_to(path)))
        yield from (each.resolve() for each in inside if each.is_file())
    else:
        yield path.resolve()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _look(path: Path) -> FoundFile:
    printable = Path(str(path).encode("utf-8", "backslashreplace").decode())
    if printable != path:  # bytes of another encoding, which neither a database nor a terminal accepts
        reason = "its name is not UTF-8 (made on another system?); rename it and ingest it again"
        return FoundFile(printable, outcome=Outcome.FAILED, reason=reason)
    if not path.exists():
        return FoundFile(path, outcome=Outcome.FAILED, reason="there is no such file; check the path")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        advice = f"; save it as {_OLD[suffix]}" if suffix in _OLD else ""
        return FoundFile(path, outcome=Outcome.SKIPPED, reason=f"{suffix or 'no suffix'}: not {_NAMED}{advice}")
    try:
        with path.open("rb") as content:
            return FoundFile(path, hashlib.file_digest(content, "sha256").hexdigest())
    except OSError as error:
        return FoundFile(path, outcome=Outcome.FAILED, reason=f"cannot be opened ({error.strerror}); check its rights")


@cache
def reader_version() -> str:
    """A fingerprint of the code and data that read documents. If it changes, files are read again."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.toml")]):
        digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]
