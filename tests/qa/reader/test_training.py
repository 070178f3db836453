"""The reader's model can be made again: the same questions and seed give the same weights."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.fixtures.paths import ROOT

_TRAIN = """
import hashlib
from itertools import islice
from pathlib import Path
from qa.reader.tagging.marks import marked_questions
from qa.reader.training.reader import save, trained
questions = list(islice(marked_questions(Path("eval/questions/writer01.jsonl")), 30))
names = Path("eval/questions/names.txt").read_text("utf-8").split("\\n")[:300]
network, vocabulary = trained(questions, names, rounds=1)
weights = network.weights()
digest = hashlib.sha256(" ".join([*vocabulary.words, *vocabulary.characters]).encode())
for name in sorted(weights):
    digest.update(weights[name].tobytes())
print(digest.hexdigest())
"""


def test_the_same_questions_and_seed_give_the_same_weights() -> None:
    """In two processes whose sets and dictionaries are in another order, as two runs of ``make reader`` are."""
    one, two = (_weights(seed) for seed in ("1", "2"))
    assert one == two


def _weights(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _TRAIN]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()[-1]
