"""Consistent reports in the styles of other provinces: nothing is reported as a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.agreeing_documents import fails_in, found_in

STYLES = sorted((Path(__file__).parent / "styles").glob("*.txt"))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_another_way_of_writing_is_no_fault(path: Path, tmp_path: Path) -> None:
    """Amounts in yuan beside sentences in ten thousands, totals under other names, points in nested headings."""
    assert [each.message for each in fails_in(path.read_text(encoding="utf-8"), tmp_path)] == []


@pytest.mark.parametrize(
    ("style", "printed", "wrong", "rule"),
    [
        ("budget_two_years", "\t15.00\t2.97", "\t51.00\t2.97", "row-change"),
        ("budget_two_years", "\t15.00\t2.97", "\t15.00\t9.27", "row-rate"),
        ("budget_two_years", "占83.33%", "占38.33%", "share"),
        ("final_in_yuan", "增长6.46%", "增长4.66%", "growth-rate"),
        ("final_in_yuan", "本年支出12,645.68万元，包括", "本年支出12,654.68万元，包括", "text-table"),
        ("evaluation", "预算执行率95.00%", "预算执行率59.00%", "completion-rate"),
        ("evaluation", "（分值15分，得分14分）。\n\n3.", "（分值15分，得分12分）。\n\n3.", "score-sum"),
    ],
)
def test_a_fault_in_another_style_is_found(style: str, printed: str, wrong: str, rule: str, tmp_path: Path) -> None:
    text = next(path for path in STYLES if path.stem == style).read_text(encoding="utf-8")
    assert printed in text
    told = found_in(text.replace(printed, wrong, 1), tmp_path)
    assert rule in {each.rule for each in told if each.verdict == "fail"} or any(each.related for each in told)
