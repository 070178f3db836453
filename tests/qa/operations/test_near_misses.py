"""The figure of a similar thing is not given for the one asked for."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Status
from tests.fixtures.conversation import Asked

WATER = "禾川县水务局2024年"


def _values(sample: Asked, *asked: str) -> list[str]:
    return [each.value for each in sample(*asked).results]


@pytest.mark.parametrize("item", ["被装购置费", "离休费", "专用设备购置", "债务付息支出"])
def test_an_item_of_the_classification_that_a_document_does_not_have_is_refused(sample: Asked, item: str) -> None:
    """公务用车购置费 is in the document; 被装购置费 is not."""
    answer = sample(f"{WATER}{item}是多少")
    assert answer.status is Status.REFUSED and not answer.results


def test_a_blank_column_of_an_item_is_not_answered_with_its_total(sample: Asked) -> None:
    answer = sample(f"{WATER}《收入决算表》里教育支出的其他收入是多少")
    assert answer.status is Status.REFUSED and not answer.results


def test_money_is_not_answered_with_a_count(sample: Asked) -> None:
    assert {each.unit for each in sample(f"{WATER}开展绩效自评的项目涉及资金多少万元").results} == {"万元"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水费电费差旅费总共多少", "28.66"),
        ("水费、电费和差旅费合计是多少", "28.66"),
        ("电费是水费的几倍", "8.61"),
        ("水费和电费的决算数平均是多少", "5.38"),
        ("电费一共多少", "9.64"),
    ],
)
def test_the_items_that_are_named_are_taken_and_no_others(sample: Asked, question: str, value: str) -> None:
    assert _values(sample, WATER + question)[0] == value


def test_two_items_of_a_conversation_are_added(sample: Asked) -> None:
    assert _values(sample, f"{WATER}水费多少", "电费呢", "两个加起来多少")[0] == "10.76"


def test_a_part_of_a_figure_asked_for_next_is_a_part_of_that_figure(sample: Asked) -> None:
    assert _values(sample, f"{WATER}水利工程运行与维护支出多少", "其中项目支出多少") == ["104.85"]


def test_a_year_in_chinese_numerals_is_a_year(sample: Asked) -> None:
    assert _values(sample, "禾川县水务局 差旅费 二〇二四年") == ["17.90"]


def test_titles_in_brackets_say_where_and_not_how(sample: Asked) -> None:
    """预算 in the title and 差 in 差旅费 do not make it a question about the budget."""
    asked = f"{WATER}《一般公共预算财政拨款基本支出决算明细表》里差旅费和办公费加起来是多少"
    assert _values(sample, asked)[0] == "39.25"


def test_a_whole_is_no_average(sample: Asked) -> None:
    answer = sample(f"{WATER}人均基本工资是多少")
    assert answer.status is Status.REFUSED and not answer.results


def test_a_share_of_an_item_is_of_that_item_by_its_everyday_name_too(sample: Asked) -> None:
    one, two = (_values(sample, f"{WATER}教育支出占{whole}的比例")[0] for whole in ("农林水支出", "农林水"))
    assert one == two


def test_budget_and_final_accounts_asked_for_together_are_both_told(sample: Asked) -> None:
    assert {"420.75"} < set(_values(sample, f"{WATER}农村供水预算和决算分别是多少"))


def test_an_item_whose_name_several_have_is_asked_back_and_each_option_answers(corpus: Asked) -> None:
    """Seven 款 of one budget have an item of this name; each is identified by its parent."""
    answer = corpus("万里街道2025年一般行政管理事务预算多少元")
    assert answer.status is Status.NEEDS_CLARIFICATION and not answer.results
    told = [corpus(each.question).results for each in answer.clarify]
    assert [each[0].value for each in told][:3] == ["422900", "1075000", "1106000"] and len(told) == 7
