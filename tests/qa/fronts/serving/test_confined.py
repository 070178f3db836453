"""Work on hostile files stays within its limits, and ends as a value or an error that says what happened."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from ingest.model.errors import UnreadableFile
from qa.fronts.serving.confined import Bounds, run_confined

BOUNDS = Bounds(memory=2 << 30, seconds=20)


def _double(number: int, report: Any) -> int:
    report(1, 2)
    return number * 2


def _hang(_: Any) -> None:
    time.sleep(60)


def _swell(_: Any) -> int:
    return len(bytearray(4 << 30))


def _die(_: Any) -> None:
    os._exit(9)


def _break(_: Any) -> None:
    raise KeyError("a bug")


def _refuse(_: Any) -> None:
    raise UnreadableFile("not this one")


def test_the_result_and_the_progress_come_back() -> None:
    seen = []
    assert run_confined(_double, 21, bounds=BOUNDS, report=lambda *pages: seen.append(pages)) == 42
    assert seen == [(1, 2)]


@pytest.mark.parametrize(
    ("task", "words"), [(_swell, "内存"), (_die, "died"), (_break, "KeyError"), (_refuse, "not this one")]
)
def test_every_end_is_told(task: Any, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        run_confined(task, bounds=BOUNDS)


def test_a_hang_is_cut_off_in_time() -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"0\.5 秒"):
        run_confined(_hang, bounds=Bounds(2 << 30, 0.5))
    assert time.monotonic() - began < 5
