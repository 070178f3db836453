"""A figure in the documents is found, named and cited; one that is not there is refused."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Basis, Status
from tests.fixtures.conversation import Asked, figures, first, refusal


def test_a_figure_is_answered_with_stage_scope_and_table(sample: Asked) -> None:
    answer = sample("禾川县水务局2024年一般公共预算防汛支出是多少？")
    assert first(answer) == ("74.18", "万元")
    assert all(each in answer.answer for each in ("禾川县水务局", "2024年", "一般公共预算", "决算", "支出决算表"))


def test_a_figure_of_a_cell_is_cited_with_its_row_column_and_printed_text(sample: Asked) -> None:
    answer = sample("岚县人社局2024年公益性岗位补贴决算多少")
    (result,) = answer.results
    (citation,) = answer.citations
    assert (result.basis, result.citations) == (Basis.CELL, (citation.id,))
    assert citation.quote == "945.16" and citation.unit == "万元"
    assert "支出决算表" in (citation.table or "") and any("公益性岗位补贴" in each for each in citation.row)
    assert citation.page and citation.bbox


def test_a_figure_of_a_sentence_is_quoted_with_its_sentence(sample: Asked) -> None:
    answer = sample("禾川县水务局2024年机关运行经费是多少")
    assert first(answer) == ("68.90", "万元")
    assert answer.results[0].basis is Basis.TEXT
    assert "机关运行经费支出68.90万元，比上年减少4.10万元" in answer.citations[0].quote


def test_the_unit_asked_for_is_the_unit_answered_and_the_conversion_is_shown(sample: Asked) -> None:
    answer = sample("禾川县水务局防汛花了多少元")
    assert first(answer) == ("741800.00", "元")
    assert answer.calculations[0].substituted == "74.18 × 10000"


def test_budgets_in_yuan_are_answered_as_printed(sample: Asked) -> None:
    assert first(sample("雁湖市商务局2025年招商引资项目支出预算是多少")) == ("3680000", "元")


def test_one_table_in_another_unit_keeps_its_own(sample: Asked) -> None:
    """The three public expenses of that budget are in 万元, its other tables in 元."""
    assert first(sample("雁湖市商务局2025年公务接待费预算是多少")) == ("4.50", "万元")


@pytest.mark.parametrize(
    "question",
    [
        "岚县人社局2024年国防支出是多少",
        "禾川县水务局2024年经营支出是多少",
        "雁湖市商务局2025年政府性基金预算支出是多少",
    ],
)
def test_a_blank_cell_is_refused_and_never_zero(sample: Asked, question: str) -> None:
    said = refusal(sample(question))
    assert "为空" in said and "不能当作零" in said


def test_a_blank_cell_is_cited_where_it_stands(sample: Asked) -> None:
    answer = sample("岚县人社局2024年国防支出是多少")
    assert [each.quote for each in answer.citations] == [""]
    assert "国防支出" in answer.citations[0].row[-1]


def test_a_printed_zero_is_a_figure(sample: Asked) -> None:
    assert first(sample("岚县人社局2024年公务接待费决算是多少")) == ("0.00", "万元")


def test_the_same_name_on_both_sides_follows_the_side_asked_for(sample: Asked) -> None:
    revenue = sample("禾川县水务局2024年收入决算表里水利工程运行与维护是多少")
    spending = sample("禾川县水务局2024年支出决算表里水利工程运行与维护是多少")
    assert (first(revenue)[0], first(spending)[0]) == ("316.34", "313.49")


def test_the_scope_asked_for_is_the_scope_answered(sample: Asked) -> None:
    """A line item has one figure for all funds and another for the general public budget."""
    everything = sample("禾川县水务局2024年农林水支出决算是多少")
    general = sample("禾川县水务局2024年一般公共预算财政拨款农林水支出是多少")
    assert (first(everything)[0], first(general)[0]) == ("3071.18", "3062.83")


def test_an_item_that_a_fund_does_not_pay_is_not_answered_with_the_whole_fund(sample: Asked) -> None:
    assert "防汛" in refusal(sample("禾川县水务局2024年政府性基金防汛支出是多少"))


def test_initial_adjusted_and_final_figures_are_three_answers(sample: Asked) -> None:
    project = "禾川县水务局山洪灾害防御项目"
    stages = [sample(f"{project}{stage}多少") for stage in ("年初预算数", "全年预算数", "全年执行数")]
    assert [first(each)[0] for each in stages] == ["60.00", "80.00", "74.18"]


def test_several_measures_side_by_side_are_all_answered(sample: Asked) -> None:
    answer = sample("岚县人社局2024年行政运行的基本支出和项目支出分别是多少")
    assert figures(answer) >= {("93.55", "万元"), ("7.45", "万元")}


def test_an_item_that_no_document_has_is_refused_with_what_comes_nearest(sample: Asked) -> None:
    said = refusal(sample("禾川县水务局2024年农村公路建设支出是多少"))
    assert "农村公路建设" in said and "最接近的内容：农村基础设施建设支出" in said


def test_a_year_without_a_document_is_refused_and_named(sample: Asked) -> None:
    assert "2019年" in refusal(sample("岚县人社局2019年行政运行支出决算是多少"))


@pytest.mark.parametrize("name", ["红星区教育局", "雁湖市财政局", "岚县教育局"])
def test_an_institution_without_a_document_is_refused_and_the_held_ones_are_named(sample: Asked, name: str) -> None:
    answer = sample(f"{name}2024年支出决算是多少")
    assert "岚县人力资源和社会保障局" in refusal(answer) and not answer.citations


def test_an_english_question_gets_an_english_answer_with_the_same_figure(sample: Asked) -> None:
    answer = sample("What was the 2024 final expenditure of 禾川县水务局 on 农村供水?")
    assert answer.language == "en" and first(answer) == ("420.75", "万元")
    assert "为" not in answer.answer.split("420.75")[0]


def test_a_code_finds_its_line_item(sample: Asked) -> None:
    assert first(sample("禾川县水务局2024年科目2130314支出决算是多少"))[0] == "74.18"


def test_an_answered_question_is_answered_and_not_asked_back(sample: Asked) -> None:
    assert sample("岚县人社局的基本支出").status is Status.ANSWERED
