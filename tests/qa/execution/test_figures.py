"""Which figure a select means, and what it comes to, over the sample documents."""

from __future__ import annotations

from qa.drafting.answer import Status
from tests.qa.execution.conftest import Run


def _values(run: Run, text: str) -> list[tuple[str, str]]:
    answer = run(text)
    assert answer.status is Status.ANSWERED, answer.answer
    return [(each.value, each.unit) for each in answer.results]


def test_open_slots_mean_the_whole_of_the_accounts_of_the_year(run: Run) -> None:
    answer = run("figure(d)")
    (result,) = answer.results
    (citation,) = answer.citations
    assert (result.value, result.unit, result.basis) == ("3397.28", "万元", "cell")
    assert citation.quote == "3,397.28" and citation.column[-1] == "本年支出合计"


def test_a_name_means_a_row_a_column_or_a_code(run: Run) -> None:
    assert _values(run, 'figure(d, "农林水支出")') == [("3071.18", "万元")]
    assert _values(run, 'figure(d, "213")') == [("3071.18", "万元")]
    assert (
        _values(run, 'figure(d, measure="基本支出")') == _values(run, 'figure(d, "基本支出")') == [("684.80", "万元")]
    )


def test_a_table_is_named_by_its_title_without_the_year_or_by_a_part_of_it(run: Run) -> None:
    whole = _values(run, 'figure(d, "农林水支出", table="支出决算表")')
    assert whole == _values(run, 'figure(d, "农林水支出", table="2024年度支出决算表")')


def test_a_name_that_the_documents_do_not_have_is_absent_and_states_no_figure(run: Run) -> None:
    answer = run('figure(d, "航天支出")')
    assert answer.status is Status.REFUSED and not answer.results and "航天支出" in answer.answer


def test_another_item_whose_name_only_shares_words_is_not_taken(run: Run) -> None:
    assert run('figure(d, "其他农林水支出")').status is Status.REFUSED


def test_an_unknown_office_is_refused_by_name_and_a_year_without_document_says_so(run: Run) -> None:
    assert "“青山县水务局”" in run('figure(docs("青山县水务局"), "农林水支出")').answer
    answer = run('figure(docs("禾川县水务局", 2019), "农林水支出")')
    assert answer.status is Status.REFUSED and "2019年" in answer.answer and "2024" in answer.answer


def test_a_short_name_means_the_office_whose_name_holds_its_characters_in_order(run: Run) -> None:
    assert _values(run, 'figure(docs("岚县人社局"), "农林水支出")') == [("1776.34", "万元")]


def test_several_documents_in_one_select_are_asked_back_and_under_each_all_are_told(run: Run) -> None:
    documents = 'docs(["禾川县水务局", "岚县人社局"], 2024, "决算")'
    answer = run(f'figure({documents}, "农林水支出")')
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert {each.label for each in answer.clarify} == {"禾川县水务局", "岚县人力资源和社会保障局"}
    told = run(f'each({documents}, figure(item="农林水支出"))')
    assert [each.value for each in told.results] == ["3071.18", "1776.34"]
    assert told.items == ("禾川县水务局", "岚县人力资源和社会保障局")


def test_of_three_asks_the_missing_one_is_named_and_the_others_are_answered(run: Run) -> None:
    answer = run('figure(d, "农林水支出")\nfigure(d, "航天支出")\nfigure(d, measure="基本支出")')
    assert answer.status is Status.ANSWERED
    assert [each.value for each in answer.results] == ["3071.18", "684.80"]
    assert "没有找到“航天支出”" in answer.answer


def test_the_stage_of_a_sentence_is_that_which_was_asked(run: Run) -> None:
    text = 'figure(d, "水利工程建设", stage="{}", source="text")'
    assert _values(run, text.format("年初预算")) == [("1200.00", "万元")]
    assert _values(run, text.format("决算")) == [("1685.30", "万元")]


def test_the_grand_total_of_a_side_is_not_taken_for_the_total_of_the_year(run: Run) -> None:
    """The summary prints 总计 and 本年支出合计; 支出总计 is the first."""
    table = 'table="收入支出决算总表"'
    total, of_year = (run(f'figure(d, "{name}", {table})').results[0].value for name in ("支出总计", "本年支出合计"))
    assert run(f'equal(figure(d, "收入总计", {table}), figure(d, "支出总计", {table}))').answer.startswith("一致")
    assert total != of_year
