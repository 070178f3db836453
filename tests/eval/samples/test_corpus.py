"""The sample corpus is what its data files produce, is consistent, and holds the evidence of the sample questions."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from eval.measures.numbers import plain
from eval.run.cases import load_cases
from eval.samples.corpus.accounts import Accounts, read_accounts
from eval.samples.corpus.blocks import Sheet
from eval.samples.corpus.builder import CORPUS, DATA, build_one, sources
from eval.samples.corpus.final import tables
from eval.samples.questions.whole_set import SET, build

LARGEST = 300_000
"""Bytes of a committed sample document."""


@cache
def text_of(path: Path) -> str:
    """The words of a document, PDF pages joined."""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_the_committed_document_is_what_its_data_file_makes(source: Path, tmp_path: Path) -> None:
    made = build_one(source, tmp_path)
    kept = CORPUS / made.name
    assert kept.stat().st_size < LARGEST
    same_bytes = made.read_bytes() == kept.read_bytes()
    assert same_bytes or text_of(made) == text_of(kept), "run: python -m eval.samples.corpus.builder"


def test_the_committed_questions_are_what_the_data_makes() -> None:
    assert SET.read_text(encoding="utf-8") == build(), "run: python -m eval.samples.questions.whole_set"


def test_every_gold_quote_of_the_sample_questions_stands_in_its_document() -> None:
    texts = {path.stem: plain(text_of(path)) for path in CORPUS.iterdir()}
    missing = [
        (case.id, each.quote)
        for case in load_cases(SET)
        for each in case.evidence
        if plain(each.quote) not in texts[each.document]
    ]
    assert missing == []


def test_the_flagship_change_is_told_in_the_sample_document() -> None:
    text = plain(text_of(CORPUS / "lanxian-2024-final.pdf"))
    assert "较上年决算减少1038.28万元,下降36.89%" in text
    assert "支出决算1776.34万元" in text


@cache
def accounts(stem: str) -> Accounts:
    return read_accounts(tomllib.loads((DATA / f"{stem}.toml").read_text(encoding="utf-8")))


FINALS = [path.stem for path in sources() if path.stem.endswith("_final")]


@pytest.mark.parametrize("stem", FINALS)
def test_a_change_against_the_year_before_leaves_a_year_before_that_is_not_negative(stem: str) -> None:
    held = accounts(stem)
    for each in held.data["categories"]:
        assert held.sum(lambda i: i.fiscal, each["code"], "一般公共预算") >= Decimal(each["change"])


@pytest.mark.parametrize("stem", FINALS)
def test_every_parent_row_of_the_expenditure_table_is_the_sum_of_its_children(stem: str) -> None:
    sheet = next(each for each in tables(accounts(stem)) if each.title == "支出决算表")
    rows = {row[0]: [Decimal(cell.replace(",", "") or "0") for cell in row[2:5]] for row in sheet.rows}
    assert len(rows) > 20
    for code, values in rows.items():
        children = [each for other, each in rows.items() if _child(other, code)]
        if children:
            assert values == [sum(column, Decimal(0)) for column in zip(*children, strict=True)]
        assert values[0] == values[1] + values[2]


def _child(code: str, parent: str) -> bool:
    if not code.isdigit():
        return False
    return len(code) == 3 if parent == "合计" else len(code) == len(parent) + 2 and code.startswith(parent)


@pytest.mark.parametrize("stem", FINALS)
def test_every_table_is_a_full_rectangle(stem: str) -> None:
    for sheet in tables(accounts(stem)):
        assert isinstance(sheet, Sheet)
        assert {len(row) for row in (*sheet.header, *sheet.rows)} == {len(sheet.widths)}
