"""Questions drawn from the store itself, which nobody tuned on, are answered correctly without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.make.command import draw
from eval.run.cases import load_cases
from eval.samples.questions.question import row
from qa.stores import Stores
from tests.fixtures.asked import ask_all


@pytest.mark.parametrize("seed", [5, 7])
def test_every_one_of_five_hundred_drawn_questions_is_answered_right(
    sample_stores: Stores, tmp_path: Path, seed: int
) -> None:
    """Look-ups in several wordings and units, sums, shares, ranks, counts, changes, indicators, unanswerable
    questions."""
    rows = [row(f"drawn-{at}", each) for at, each in enumerate(draw(sample_stores.catalog, 500, seed))]
    path = tmp_path / "drawn.jsonl"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows), encoding="utf-8")
    tally = ask_all(load_cases(path), sample_stores)
    assert tally.asked.total() == 500
    assert tally.share == 1, tally.report()
