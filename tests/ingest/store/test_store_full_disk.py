"""A full disk ends an ingest with one clear line; finished files stay, and the rest follows once there is room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.settings import StoreSettings
from ingest.store.store import open_store
from tests.fixtures.made_report import write_report
from tests.fixtures.paths import ROOT
from tests.ingest.store.test_store import _assert_whole


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 600 kB; skips the test if none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here (that needs root and its rights)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_in_one_line_and_loses_nothing(disk: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for year in range(2010, 2024):
        write_report(files / f"{year}.txt", year)
    command = [sys.executable, "-m", "qa.fronts.cli.main", "ingest", str(files), "--quiet", "--workers", "1"]
    command += ["--store", str(disk / "store")]
    full = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (full.returncode, full.stdout, full.stderr.count("\n")) == (2, "", 1), full.stderr
    assert "make room" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
    store = open_store(StoreSettings(disk / "store"))
    finished = store.catalog.documents()
    assert len(finished) < 14
    assert all(len(store.catalog.facts(each.id)) == each.counts.facts for each in finished)
    assert subprocess.run(command, cwd=ROOT).returncode == 0
    assert len(store.catalog.documents()) == 14
    _assert_whole(store)
    store.close()
