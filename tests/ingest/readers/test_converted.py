"""Files of old Office programs are read through LibreOffice, or refused with what to install."""

import subprocess
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from ingest.model.document import Grid, Line
from ingest.model.errors import UnreadableFile
from ingest.readers import converted as converting
from ingest.readers.by_suffix import read_raw
from ingest.readers.files import find_files

PROGRAM = converting.office_program()
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
ROWS = [("项目", "决算数"), ("本年收入", "1,234.56"), ("合计", "1,234.56")]


def _old(folder: Path, made: Path, suffix: str, kept: str) -> Path:
    """``made`` saved in the old format by LibreOffice, under the name ending that is looked at."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made.with_suffix(f".{suffix}").rename(folder / f"old{kept}")


@needs_office
@pytest.mark.parametrize("kept", [".xls", ".et"])
def test_an_old_workbook_reads_like_a_new_one_and_says_that_it_was_converted(tmp_path: Path, kept: str) -> None:
    """The cells of a converted sheet are those of the sheet, in their rows."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "sheet.xlsx")
    raw = read_raw(_old(tmp_path, tmp_path / "sheet.xlsx", "xls", kept))
    grid = next(block for block in raw.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == [text for row in ROWS for text in row]
    assert "LibreOffice" in raw.warnings[0]
    assert kept in raw.warnings[0]


@needs_office
@pytest.mark.parametrize("kept", [".doc", ".wps"])
def test_an_old_word_document_reads_like_a_new_one(tmp_path: Path, kept: str) -> None:
    """Paragraphs and tables of a converted document come in order."""
    document = docx.Document()
    document.add_paragraph("一、收入情况")
    table = document.add_table(3, 2)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("二、支出情况")  # LibreOffice writes no .doc table at the very end
    document.save(str(tmp_path / "text.docx"))
    raw = read_raw(_old(tmp_path, tmp_path / "text.docx", "doc", kept))
    lines = [block.text for block in raw.blocks if isinstance(block, Line)]
    grid = next(block for block in raw.blocks if isinstance(block, Grid))
    assert lines == ["一、收入情况", "二、支出情况"]
    assert [cell.text for cell in grid.cells] == [text for row in ROWS for text in row]


@pytest.mark.parametrize(
    ("name", "part"), [("表.xls", "calc"), ("表.et", "calc"), ("文.doc", "writer"), ("文.wps", "writer")]
)
def test_without_libreoffice_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, part: str
) -> None:
    """An old file is found and tried, and refused with the package's name."""
    monkeypatch.setattr(converting, "office_program", lambda: None)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    assert find_files([path])[0].readable
    with pytest.raises(UnreadableFile, match=f"LibreOffice.*libreoffice-{part}"):
        read_raw(path)


def test_a_conversion_that_takes_too_long_is_ended_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is killed with its children at the time limit."""
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nsleep 60 & wait\n")
    program.chmod(0o755)
    monkeypatch.setattr(converting, "office_program", lambda: str(program))
    monkeypatch.setattr(converting, "LONGEST", 0.2)
    (tmp_path / "表.xls").write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(UnreadableFile, match="没有转换完"):
        read_raw(tmp_path / "表.xls")


def test_a_file_that_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it makes no file, the message says what to do."""
    monkeypatch.setattr(converting, "office_program", lambda: "true")
    (tmp_path / "表.xls").write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(UnreadableFile, match="另存为"):
        read_raw(tmp_path / "表.xls")


def test_an_empty_old_file_is_told_as_such(tmp_path: Path) -> None:
    """Nothing is started for a file of 0 bytes."""
    (tmp_path / "表.xls").touch()
    with pytest.raises(UnreadableFile, match="空文件"):
        read_raw(tmp_path / "表.xls")
