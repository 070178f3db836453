"""The model that reads questions is small, runs once a question, and needs no torch."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files

from ingest.settings import StoreSettings
from qa.desk import desk_of
from qa.reader.reader import Reader
from qa.reader.tagging.features import Seen
from qa.reader.tagging.tagger import WEIGHTS_FILE, Array, Tagger, shipped_tagger
from qa.stores import Stores
from tests.fixtures.paths import ROOT

ASKED = "禾川县水务局2024年公务接待费是多少？"
_READ = """
import sys
from pathlib import Path
from ingest.settings import StoreSettings
from qa.desk import desk_of
from qa.stores import open_stores
sys.modules["torch"] = None  # an import of it raises
stores = open_stores(StoreSettings(Path(sys.argv[1])))
assert desk_of(stores).reader.read(sys.argv[2]).plan is not None
stores.close()
"""


class _Counted(Tagger):
    """The shipped model, which counts how often its network runs."""

    def __init__(self) -> None:
        self.passes = 0
        vars(self).update(vars(shipped_tagger()))

    def scores(self, seen: Seen) -> Array:
        self.passes += 1
        return super().scores(seen)


def test_the_shipped_model_is_small() -> None:
    assert len(files("qa.reader").joinpath("data", WEIGHTS_FILE).read_bytes()) < 10_000_000


def test_a_question_is_read_in_one_pass(sample_stores: Stores) -> None:
    tagger = _Counted()
    assert Reader(desk_of(sample_stores).executor, tagger).read(ASKED).plan is not None
    assert tagger.passes == 1


def test_a_question_is_read_without_torch(sample_settings: StoreSettings) -> None:
    command = [sys.executable, "-c", _READ, str(sample_settings.folder), ASKED]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
