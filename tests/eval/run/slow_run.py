"""``python -m tests.eval.run.slow_run SET ANSWERS WORKERS``: questions that are slow or kill their process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.command import Wanted, run
from eval.run.runner import Asker
from tests.fixtures.scored_answers import answered

SECONDS = 0.03


@dataclass(frozen=True)
class Slow:
    """Opens an asker that is slow, or dies if the question says so. Picklable."""

    def __call__(self) -> Asker:
        return _reply


def _reply(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
    if question == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(SECONDS)
    return answered(("5.00", "万元"))


if __name__ == "__main__":
    question_set, answers, workers = sys.argv[1:]
    run(Path(question_set), None, Wanted(answers=Path(answers), workers=int(workers)), Slow())
