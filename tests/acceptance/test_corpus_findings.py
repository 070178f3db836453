"""The reviewed faults of the real documents: each was checked in its source, and no other is reported."""

from __future__ import annotations

import pytest

from tests.fixtures.whole_documents import document, needs_corpus

# (rule, figures as printed): the first figures that the finding must name.
REVIEWED: dict[str, list[tuple[str, ...]]] = {
    "hongqi": [
        ("score-sum", "30分"),
        ("completion-rate", "100%", "124.92万元", "300万元"),
        ("control-rate", "100%", "1.05万元", "1.1万元"),
        ("project", "100", "94.16分"),
        ("count-twice",),
    ],
    "lanxian": [
        ("text-table", "23.31万元", "24.31万元"),
        ("fund-exceeds", "4,689.129万元", "4685.08万元"),
        ("missing-table", "五、一般公共预算财政拨款支出决算表"),
        ("missing-table", "十、部门决算公开相关信息统计表"),
        ("leftover-wording",),
    ],
    "jiyuan": [("table-table", "5,577.50万元", "5,962.10万元")],
    "hongjiang": [
        ("table-table", "310.69万元", "547.35万元"),
        ("table-table", "1118.71万元", "874.97万元"),
        ("score-sum", "100分"),
        ("outline-bound", "26万元", "16.82万元"),
        ("heading-against-text",),
    ],
    "haidong": [
        ("opposite-words", "5.44万元", "13.12%"),
        ("word-against-figures", "22.14万元", "21.75万元"),
        ("level-sum", "821.71万元"),
        ("missing-percent", "214.86", "79.50万元", "0.37万元"),
        ("completion-rate", "164.39%", "143.08万元", "86.99万元"),
        ("growth-rate", "50%", "2.5万元"),
        ("numbering",),
        ("reason-against-change", "26.17万元"),
        ("reason-against-change", "5.44万元"),
    ],
    "putuo-caizheng-2024-final": [
        ("text-table", "0.3万元", "2,961.68万元"),
        ("share", "71.73%", "2,106.66万元", "2,940.05万元"),
    ],
    "shangwei-2025-budget": [],
    "wanli-2024-budget": [
        ("text-text", "350.35万元", "352.67万元"),
        ("text-sum", "13,459平方米", "8,013平方米", "5,356平方米"),
        ("note-against-table",),
        ("zero-base", "100.00%"),
        ("reason-against-change", "2.98%"),
    ],
    "wanli-2025-budget": [("text-sum", "13,459平方米", "8,013平方米", "5,356平方米"), ("item-not-in-tables",)],
}
# Explained by the printed digits: sums that miss by 0.01.
ROUNDED = [
    ("haidong", "row-sum", ("1,551.86万元", "938.43万元", "613.42万元")),
    ("lanxian", "summary-sum", ("5373.97万元", "3512.62万元", "29.57万元", "1776.34万元", "55.45万元")),
]


@needs_corpus
@pytest.mark.parametrize("name", REVIEWED)
def test_every_fault_of_a_real_document_is_one_that_was_reviewed(name: str) -> None:
    """No false alarm, and no reviewed fault is missed."""
    findings = [each for each in document(name).document.findings if each.verdict == "fail"]
    told = sorted((each.rule, each.figures) for each in findings)
    wanted = sorted(REVIEWED[name])
    assert [rule for rule, _ in told] == [rule for rule, *_ in wanted]
    for rule, *figures in wanted:
        assert any(set(figures) <= set(seen) for known, seen in told if known == rule), (rule, figures)


@needs_corpus
@pytest.mark.parametrize("name", REVIEWED)
def test_every_fault_points_at_the_places_that_it_names(name: str) -> None:
    """A clerk can go to each figure: a page or a line, and its text."""
    for each in document(name).document.findings:
        assert each.sources and all(source.page or source.line for source in each.sources)
        assert len(each.sources) == len(each.places) == len(each.figures) == len(each.quotes) == len(each.tables)


@needs_corpus
@pytest.mark.parametrize(("name", "rule", "figures"), ROUNDED)
def test_a_sum_that_misses_by_a_last_digit_is_rounding(name: str, rule: str, figures: tuple[str, ...]) -> None:
    findings = document(name).document.findings
    assert any(each.rule == rule and each.verdict == "rounding" and each.figures == figures for each in findings)


@needs_corpus
def test_what_follows_from_one_wrong_figure_is_told_with_it() -> None:
    """The wrong budget figure also contradicts the table and the growth rate: one finding, three messages."""
    faults = [each for each in document("wanli-2024-budget").document.findings if each.rule == "text-text"]
    wrong = next(each for each in faults if each.verdict == "fail")
    assert len(wrong.related) == 2 and "3,503,499元" in wrong.related[0] and "0.53%" in wrong.related[1]


@needs_corpus
def test_two_tables_apart_are_told_with_what_the_text_says() -> None:
    """The text and the self-evaluation say 310.69, the base table 547.35: all three places are named."""
    faults = [each for each in document("hongjiang").document.findings if each.verdict == "fail"]
    told = next(each for each in faults if "310.69万元" in each.figures)
    assert told.figures == ("547.35万元", "310.69万元", "310.69万元")
    assert [bool(table) for table in told.tables] == [True, True, False] and "写的是310.69万元" in told.message


@needs_corpus
def test_passes_are_findings_too() -> None:
    """An answer can show that a total agrees with its parts."""
    passes = [each for each in document("lanxian").document.findings if each.verdict == "pass"]
    assert sum(each.checks for each in passes) > 150
    assert {"balance", "row-sum", "level-sum", "text-table"} <= {each.rule for each in passes}
