"""A killed ingest ends its worker processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.fixtures import pdf_files as made
from tests.fixtures.paths import ROOT


def test_workers_end_when_the_ingest_that_began_them_is_killed(tmp_path: Path) -> None:
    """Otherwise each killed ingest would leave processes that hold memory and wait for ever."""
    for number in range(2):
        made.make(tmp_path / f"{number}.pdf", _draw, pages=200)
    command = ["ingest", str(tmp_path), "--workers", "2", "--quiet", "--store", str(tmp_path / ".store")]
    ingest = subprocess.Popen([sys.executable, "-m", "qa.fronts.cli.main", *command], cwd=ROOT)
    try:
        workers = _until(lambda: _workers(_children(ingest.pid)), 2)
    finally:
        ingest.kill()
        ingest.wait()
    _until(lambda: sorted(set(workers) - set(_workers(workers))), len(workers))


@pytest.mark.parametrize(
    ("sent", "after"), [(signal.SIGINT, 0.0), (signal.SIGINT, 0.2), (signal.SIGINT, 0.6), (signal.SIGTERM, 0.2)]
)
def test_an_interrupt_ends_in_one_line_also_while_the_workers_start(
    tmp_path: Path, sent: signal.Signals, after: float
) -> None:
    """The signal reaches all processes of a terminal; only the first one prints."""
    for number in range(3):
        made.make(tmp_path / f"{number}.pdf", _draw, pages=200)
    command = ["ingest", str(tmp_path), "--workers", "3", "--quiet", "--store", str(tmp_path / ".store")]
    ingest = subprocess.Popen(
        [sys.executable, "-m", "qa.fronts.cli.main", *command],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    _until(lambda: _workers(_children(ingest.pid)), 1)
    time.sleep(after)
    os.killpg(ingest.pid, sent)
    said, _ = ingest.communicate(timeout=30)
    assert ingest.returncode in (130, -signal.SIGINT)  # a shell sees 130 in both
    assert said.count("\n") == 1, said
    assert "interrupted" in said


def _draw(canvas: Canvas, page: int) -> None:
    made.write(canvas, 60, 60, "2024年度部门决算")


def _until(found: Callable[[], list[int]], least: int) -> list[int]:
    for _ in range(300):
        if len(result := found()) >= least:
            return result
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _workers(pids: list[int]) -> list[int]:
    """The processes that are alive and read files."""
    return [pid for pid in pids if b"spawn_main" in _command(pid)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
