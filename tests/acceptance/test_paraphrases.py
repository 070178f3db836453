"""The same question in other words gets the same answer."""

from __future__ import annotations

from pathlib import Path

from eval.run.cases import load_cases
from qa.stores import Stores
from tests.fixtures.asked import ask_all

PARAPHRASES = Path(__file__).parent / "paraphrases.jsonl"


def test_questions_are_answered_right_in_another_wording(corpus_stores: Stores) -> None:
    """Formal, colloquial, keywords, English, mixed, mistyped, under another usual name: at least 97 % right."""
    tally = ask_all(load_cases(PARAPHRASES), corpus_stores)
    assert tally.share >= 0.97, tally.report()
