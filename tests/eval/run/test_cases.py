"""A question set is read whole, or refused with the line that is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.run.cases import TYPES, BadCase, load_cases
from tests.fixtures.paths import SAMPLE_SETS

GOOD: dict[str, Any] = {
    "id": "a",
    "type": "lookup",
    "question": "多少？",
    "docs": ["one"],
    "answer": {"number": "12.50", "unit": "万元"},
    "evidence": [{"doc": "one", "where": "支出决算表", "quote": "12.50"}],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_a_case_keeps_its_gold_as_decimals_with_half_of_the_last_digit_as_tolerance(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path / "set.jsonl", GOOD))
    assert case.gold.number is not None
    assert (case.gold.number.number, case.gold.number.tolerance) == (Decimal("12.50"), Decimal("0.005"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "guess"}, "type 'guess'"),
        ({"question": " "}, "'question'"),
        ({"docs": "one"}, "'docs'"),
        ({"answer": {}}, "'answer'"),
        ({"answer": {"nubmer": "1"}}, "'answer'"),
        ({"answer": {"number": "1", "unit": "元", "tolerance": "2"}}, "tolerance"),
        ({"answer": {"number": 12.5, "unit": "万元"}}, "decimal string"),
        ({"answer": {"number": "twelve", "unit": "万元"}}, "decimal string"),
        ({"answer": {"contains": [[]]}}, "'contains'"),
        ({"answer": {"items": []}}, "'items'"),
        ({"answer": {"refuse": False}}, "'refuse'"),
        ({"evidence": [{"doc": "one"}]}, "'where'"),
    ],
)
def test_a_faulty_line_is_named_with_what_is_wrong(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = write(tmp_path / "set.jsonl", GOOD, {**GOOD, "id": "b", **change})
    with pytest.raises(BadCase, match="line 2") as raised:
        load_cases(path)
    assert words in str(raised.value)


def test_a_doubled_id_a_missing_field_bad_json_and_an_empty_set_are_refused(tmp_path: Path) -> None:
    for rows, words in (([GOOD, GOOD], "stands twice"), ([{"id": "a"}], "'type' is missing"), ([], "no questions")):
        with pytest.raises(BadCase, match=words):
            load_cases(write(tmp_path / "set.jsonl", *rows))
    (tmp_path / "bad.jsonl").write_text("{\n")
    with pytest.raises(BadCase, match="line 1: not valid JSON"):
        load_cases(tmp_path / "bad.jsonl")
    with pytest.raises(BadCase, match="cannot be read"):
        load_cases(tmp_path / "absent.jsonl")


def test_the_shipped_set_covers_every_type() -> None:
    assert {case.type for case in load_cases(SAMPLE_SETS / "sample.jsonl")} == set(TYPES)
