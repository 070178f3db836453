"""Marked questions are read as their text and spans, and every one of ours can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.reader.tagging.marks import BadMark, Span, marked_questions, read_marks
from tests.fixtures.paths import ROOT


def test_marks_are_taken_away_and_kept_as_spans() -> None:
    text, spans = read_marks("[inst 禾川县水务局]的[item 办公费][?value 是多少]")
    assert text == "禾川县水务局的办公费是多少"
    assert spans == (Span(0, 6, "inst"), Span(7, 10, "item"), Span(10, 13, "?value"))


@pytest.mark.parametrize("marked", ["[thing 办公费]", "[item 办公费", "办公费]"])
def test_a_mark_that_is_none_is_refused(marked: str) -> None:
    with pytest.raises(BadMark):
        read_marks(marked)


def test_a_broken_line_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "w.jsonl").write_text('{"q": "[item 水费]"}\n{"q": "[nothing 水费]"}\n', "utf-8")
    with pytest.raises(BadMark, match=r"w\.jsonl:2"):
        list(marked_questions(tmp_path / "w.jsonl"))


def test_every_question_of_the_training_set_can_be_read() -> None:
    """At least 2,500, by ten writers or more."""
    files = sorted((ROOT / "eval" / "questions").glob("*.jsonl"))
    counts = [sum(1 for _ in marked_questions(each)) for each in files]
    assert len(files) >= 10 and sum(counts) >= 2500
