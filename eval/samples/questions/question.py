"""One question of a written set: its forms of gold, the accounts behind it, and its line in the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.samples.corpus.accounts import Accounts, read_accounts
from eval.samples.corpus.builder import DATA

Quote = tuple[str, str, str]
"""Document, table title or heading, printed quote."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One question of the set; its id is assigned when the set is written."""

    type: str
    question: str
    answer: Mapping[str, Any]
    evidence: Sequence[Quote] = ()
    turns: Sequence[str] = ()
    documents: Sequence[str] = ()
    """The documents, if the evidence does not name them (an unanswerable question)."""


def number(value: Decimal, unit: str = "万元") -> dict[str, str]:
    """The form of one right number."""
    return {"number": str(value), "unit": unit}


def numbers(*values: tuple[str, Decimal, str]) -> dict[str, Any]:
    """The form of several right numbers, ``(label, value, unit)`` each."""
    return {"numbers": [{"label": label, **number(value, unit)} for label, value, unit in values]}


def contains(*groups: Sequence[str]) -> dict[str, Any]:
    """The form of words that the answer must contain: one of every group."""
    return {"contains": [list(group) for group in groups]}


REFUSE: dict[str, Any] = {"refuse": True}


def accounts_of(stem: str) -> Accounts:
    """The accounts behind a sample document."""
    return read_accounts(data_of(stem))


def data_of(stem: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{stem}.toml").read_text(encoding="utf-8"))


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
