"""An evaluation that is interrupted, or loses a process, loses no answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.run.runner import read_answers, run_cases
from tests.eval.run.slow_run import Slow
from tests.eval.run.test_runner import GOLD, cases
from tests.fixtures.paths import ROOT

COUNT = 50


def _set(folder: Path) -> Path:
    rows = [
        {"id": f"q{at}", "type": "lookup", "question": f"{at}？", "docs": ["one"], "answer": GOLD}
        for at in range(COUNT)
    ]
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _started(folder: Path, workers: int) -> subprocess.Popen[str]:
    """The run, after it has written some answers."""
    command = [
        sys.executable,
        "-m",
        "tests.eval.run.slow_run",
        str(_set(folder)),
        str(folder / "out.jsonl"),
        str(workers),
    ]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    for _ in range(600):
        if any(len(part.read_text().splitlines()) > 3 for part in folder.glob("*.partial")):
            return process
        time.sleep(0.05)
    raise AssertionError(f"no answer was written: {process.communicate(timeout=5)}")


@pytest.mark.parametrize(("workers", "sign"), [(1, signal.SIGINT), (2, signal.SIGINT), (2, signal.SIGKILL)])
def test_an_interrupted_run_keeps_its_answers_and_the_next_goes_on_from_them(
    tmp_path: Path, workers: int, sign: signal.Signals
) -> None:
    """By Ctrl-C, which reaches every process of the run, and by a kill."""
    process = _started(tmp_path, workers)
    os.killpg(process.pid, sign)
    told, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert sign is signal.SIGKILL or "answers are kept" in told
    (part,) = tmp_path.glob("*.partial")
    kept = len(part.read_text().splitlines())
    assert 3 < kept < COUNT and not (tmp_path / "out.jsonl").exists()

    command = [
        sys.executable,
        "-m",
        "tests.eval.run.slow_run",
        str(tmp_path / "set.jsonl"),
        str(tmp_path / "out.jsonl"),
    ]
    again = subprocess.run([*command, str(workers)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert again.returncode == 0, again.stderr
    assert "going on: " in again.stdout
    assert list(read_answers(tmp_path / "out.jsonl")) == [f"q{at}" for at in range(COUNT)]
    assert not list(tmp_path.glob("*.partial"))


def test_a_question_that_ends_its_process_costs_no_other_question() -> None:
    """Killed or out of memory: that question is an error, all others are answered."""
    asked = cases("1", "2", "die", "3", "4", "5", "die", "6", "7", "8")
    records = {each.id: each for each in run_cases(asked, Slow(), workers=2)}
    failed = [id for id, record in records.items() if record.answer is None]
    assert sorted(failed) == ["q2", "q6"]
    assert len(records) == len(asked)
    assert "died" in records["q2"].error
