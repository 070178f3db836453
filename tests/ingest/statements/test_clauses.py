"""Text without spaces keeps the position of each printed character."""

import pytest

from ingest.statements.clauses import clause_end, clause_start, compact, sentences


def test_spaces_and_latex_go_and_the_printed_words_come_back() -> None:
    printed = "结案率 $\\geq 99\\%$ 。基本支出 １，２３４ 万元"
    text = compact(printed)
    assert text.text.startswith("结案率≥99%。")
    start = text.text.index("99")
    assert text.verbatim(start, start + 3) == "99\\%"


def test_two_numbers_side_by_side_stay_two_numbers() -> None:
    assert compact("编制数： 57 58 人").text == "编制数:57 58人"


def test_a_number_broken_by_a_space_after_its_point_is_one_number() -> None:
    assert compact("5372. 50 万元").text == "5372.50万元"


@pytest.mark.parametrize(
    ("printed", "read"),
    [("202 6 年", "2026年"), ("2 0 25年", "2025年"), ("1 , 066.60 万元", "1,066.60万元"),
     ("1,0 66.60万元", "1,066.60万元"), ("45,369 .18 万元", "45,369.18万元"), ("12,5 00元", "12,500元")],
)  # fmt: skip
def test_spaces_that_surely_stand_within_a_number_go(printed: str, read: str) -> None:
    assert compact(printed).text == read


@pytest.mark.parametrize("printed", ["2 734.52万元", "12.50 30.20万元", "共3 2026年", "第1,2 34项"])
def test_a_space_that_may_part_two_numbers_stays(printed: str) -> None:
    assert " " in compact(printed).text


def test_bold_marks_do_not_part_a_noun_from_its_figure() -> None:
    assert compact("**公务用车购置费** 0万元").text == "公务用车购置费0万元"


@pytest.mark.parametrize("mark", ["①", "¹", "*", "（注1）", "注2", "[1]", "<sup>1</sup>", "$^{1}$"])
def test_a_note_mark_between_a_figure_and_its_unit_goes_and_comes_back(mark: str) -> None:
    text = compact(f"支出620.35{mark}万元。")
    assert text.text == "支出620.35万元。"
    assert text.verbatim(0, len(text.text)) == f"支出620.35{mark}万元。"


@pytest.mark.parametrize("printed", ["约10⁴万元", "3³769.65万元", "面积120m²", "分为①3个②5个", "100*2元"])
def test_what_may_belong_to_the_figure_stays(printed: str) -> None:
    assert compact(printed).text == printed


def test_a_thousands_comma_parts_no_clause() -> None:
    text = compact("收入1,234.50万元,支出2万元").text
    end = clause_end(text, 0, len(text))
    assert text[:end] == "收入1,234.50万元"
    assert text[clause_start(text, 0, len(text)) :] == "支出2万元"


def test_a_clause_may_hold_closed_brackets() -> None:
    text = compact("其中：因公出国（境）费").text
    assert text[clause_start(text, 0, len(text)) :] == "因公出国(境)费"


def test_sentences_keep_their_full_stop() -> None:
    text = "甲。乙！丙"
    assert [text[start:end] for start, end in sentences(text)] == ["甲。", "乙！", "丙"]
