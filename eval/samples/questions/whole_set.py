"""Writes the sample question set with gold computed from the sample data.

``python -m eval.samples.questions.whole_set`` writes ``eval/sets/sample.jsonl``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from eval.samples.corpus.builder import sources
from eval.samples.questions.figures import figure_questions
from eval.samples.questions.question import Sample, row
from eval.samples.questions.words import word_questions

SET = Path(__file__).parents[2] / "sets" / "sample.jsonl"


def as_lines(samples: Sequence[Sample]) -> str:
    """The set as JSON lines, in the order given."""
    known = {Path(tomllib.loads(source.read_text(encoding="utf-8"))["file"]).stem for source in sources()}
    rows = [row(f"sample-{at:03d}", each) for at, each in enumerate(samples, 1)]
    for each in rows:
        if unknown := set(each["docs"]) - known:
            raise ValueError(f"{each['question']}: no sample document is called {unknown}")
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def build() -> str:
    """The whole set."""
    return as_lines([*figure_questions(), *word_questions()])


if __name__ == "__main__":
    SET.write_text(build(), encoding="utf-8")
    print(SET)
