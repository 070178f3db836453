"""Lists in a narrow terminal are readable: no name is cut off or broken, no line exceeds the width."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from qa.fronts.cli import main as cli
from tests.fixtures.made_report import write_report
from tests.fixtures.servers.api_server import sample_store

NAMES = ["lanxian-2024-final.pdf", "hechuan-2024-performance.pdf", "岚县人力资源和社会保障局", "禾川县水务局", "2024"]


def _printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, *arguments: str, status: int = 0
) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys, "argv", ["budgetqa", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code or 0) == status
    printed = capsys.readouterr()
    return printed.out + printed.err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_document_is_listed_with_its_whole_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    listed = _printed(monkeypatch, capsys, width, "docs", "--store", str(sample_store()))
    assert all(cell_len(line) <= width for line in listed.splitlines())
    assert [name for name in NAMES if not any(name in line for line in listed.splitlines())] == []


@pytest.mark.parametrize("width", [60, 80])
def test_the_titles_of_tables_are_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    listed = _printed(monkeypatch, capsys, width, "tables", "lanxian", "--store", str(sample_store()))
    assert "…" not in listed and all(cell_len(line) <= width for line in listed.splitlines())


def test_a_file_that_cannot_be_read_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    write_report(tmp_path / "whole.txt")
    told = _printed(monkeypatch, capsys, 80, "ingest", str(tmp_path), "--store", str(tmp_path / ".s"), status=1)
    assert told.count("broken.pdf") == 1 and "请重新下载" in told
