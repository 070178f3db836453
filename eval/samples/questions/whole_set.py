"""Writes the sample question set, its gold computed from the sample data.

``python -m eval.samples.questions.whole_set`` writes ``eval/sets/sample.jsonl``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from eval.samples.corpus.accounts import Accounts, read_accounts
from eval.samples.corpus.builder import DATA, sources

SET = Path(__file__).parents[2] / "sets" / "sample.jsonl"
Quote = tuple[str, str, str]
"""Document, table title or heading, printed quote."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One question of the set; its id is given when the set is written."""

    type: str
    question: str
    answer: Mapping[str, Any]
    evidence: Sequence[Quote] = ()
    turns: Sequence[str] = ()
    documents: Sequence[str] = ()
    """Where the evidence does not name them (a question that cannot be answered)."""


def number(value: Decimal, unit: str = "万元") -> dict[str, str]:
    """The form of one right number."""
    return {"number": str(value), "unit": unit}


def numbers(*values: tuple[str, Decimal, str]) -> dict[str, Any]:
    """The form of several right numbers, ``(label, value, unit)`` each."""
    return {"numbers": [{"label": label, **number(value, unit)} for label, value, unit in values]}


def contains(*groups: Sequence[str]) -> dict[str, Any]:
    """The form of words that must stand in the answer: one of every group."""
    return {"contains": [list(group) for group in groups]}


REFUSE: dict[str, Any] = {"refuse": True}


def accounts_of(stem: str) -> Accounts:
    """The accounts behind a sample document."""
    return read_accounts(data_of(stem))


def data_of(stem: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{stem}.toml").read_text(encoding="utf-8"))


def as_lines(samples: Sequence[Sample]) -> str:
    """The set as JSON lines, in the order given."""
    known = {Path(tomllib.loads(source.read_text(encoding="utf-8"))["file"]).stem for source in sources()}
    rows = [row(f"sample-{at:03d}", each) for at, each in enumerate(samples, 1)]
    for each in rows:
        if unknown := set(each["docs"]) - known:
            raise ValueError(f"{each['question']}: no sample document is called {unknown}")
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def row(id: str, sample: Sample) -> dict[str, Any]:
    """The line of a question set, as ``eval.run.cases`` reads it."""
    return {
        "id": id,
        "type": sample.type,
        "question": sample.question,
        **({"turns": list(sample.turns)} if sample.turns else {}),
        "docs": list(dict.fromkeys([*sample.documents, *(quote[0] for quote in sample.evidence)])),
        "answer": dict(sample.answer),
        "evidence": [{"doc": doc, "where": where, "quote": quote} for doc, where, quote in sample.evidence],
    }


def build() -> str:
    """The whole set."""
    from eval.samples.questions.figures import figure_questions
    from eval.samples.questions.words import word_questions

    return as_lines([*figure_questions(), *word_questions()])


if __name__ == "__main__":
    SET.write_text(build(), encoding="utf-8")
    print(SET)
