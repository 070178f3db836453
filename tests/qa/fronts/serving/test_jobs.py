"""Names and types of uploads, checked before anything is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model.errors import UnreadableFile
from qa.fronts.serving.jobs import check_content, safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("C:\\报告 2024.pdf", "报告 2024.pdf"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        ("", "upload"),
        ("..", "upload"),
        ("x/", "upload"),
        ("\udcff.txt", "upload"),
    ],
)
def test_a_name_is_bare_whatever_was_sent(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@pytest.mark.parametrize(
    ("name", "content", "fits"),
    [
        ("a.PDF", b"%PDF-1.7", True),
        ("a.pdf", b"<html>", False),
        ("a.xlsx", b"PK\x03\x04", True),
        ("a.docx", b"\xd0\xcf\x11\xe0", False),
        ("a.md", "预算".encode(), True),
        ("a.txt", "预算".encode("utf-16"), True),
        ("a.html", b"\x00\x00", False),
        ("a.zip", b"PK\x03\x04", False),
    ],
)
def test_the_bytes_must_be_what_the_name_says(tmp_path: Path, name: str, content: bytes, fits: bool) -> None:
    file = tmp_path / "content"
    file.write_bytes(content)
    if fits:
        check_content(name, file)
    else:
        with pytest.raises(UnreadableFile):
            check_content(name, file)


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "content").touch()
    with pytest.raises(UnreadableFile, match="empty"):
        check_content("a.pdf", tmp_path / "content")
