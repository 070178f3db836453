"""Reasons, definitions, passages and checks: verbatim from the documents, or a plain statement that there are none."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Status
from tests.fixtures.conversation import Asked, figures, refusal


def test_a_reason_is_quoted_word_for_word(sample: Asked) -> None:
    answer = sample("岚县人社局2024年机关运行经费为什么增加")
    reason = "新增1名享受公务交通补贴的人员，并且本年把福利费计入统计口径"
    assert f"“{reason}”" in answer.answer
    assert any(reason in each.quote for each in answer.citations)


def test_a_reason_comes_with_the_change_that_it_explains(sample: Asked) -> None:
    answer = sample("岚县人社局为什么农林水支出减少")
    assert figures(answer) >= {("-1038.28", "万元"), ("-36.89", "%")}
    assert "稳岗补贴的一部分本年改由县级配套资金负担" in answer.answer


def test_a_question_that_supposes_the_wrong_direction_is_corrected(sample: Asked) -> None:
    answer = sample("岚县人社局农林水支出为什么增加了")
    assert "问题说的是增加，文件写的是减少" in answer.answer


@pytest.mark.parametrize("question", ["禾川县水务局办公费为什么增加", "禾川县水务局公用经费为什么下降"])
def test_a_reason_that_no_document_states_is_not_made_up(sample: Asked, question: str) -> None:
    assert "文件未说明原因" in refusal(sample(question))


def test_a_term_is_explained_as_the_document_explains_it(sample: Asked) -> None:
    answer = sample("禾川县水务局名词解释里基本支出怎么解释")
    assert "“五、基本支出：维持机构运转和完成日常工作所花的钱，由人员经费和公用经费两部分组成。”[1]" in answer.answer
    assert not answer.results


@pytest.mark.parametrize("asking", ["什么是{}", "什么叫{}", "{}是什么意思", "{}的定义"])
def test_a_definition_is_asked_for_in_many_ways_and_is_never_a_figure(sample: Asked, asking: str) -> None:
    answer = sample(f"雁湖市商务局2025年预算里{asking.format('功能分类')}")
    assert "按政府职能把支出归到类、款、项三级科目的办法" in answer.answer and not answer.results


def test_a_definition_is_no_reason(sample: Asked) -> None:
    """因公出国 states no cause."""
    assert "文件未说明原因" in refusal(sample("禾川县水务局三公经费为什么增加"))


def test_a_term_that_is_not_explained_is_refused(sample: Asked) -> None:
    assert "没有解释“转移支付”" in refusal(sample("岚县人社局决算里转移支付是什么意思"))


def test_a_passage_is_quoted_verbatim_where_it_stands(sample: Asked) -> None:
    answer = sample("雁湖市商务局的职责中关于招商的是什么")
    assert "组织招商推介活动，跟踪服务重点外来投资项目。" in answer.answer
    assert answer.citations[0].quote in answer.answer and answer.citations[0].page == 3


def test_what_the_text_does_not_tell_is_refused(sample: Asked) -> None:
    assert sample("禾川县水务局的办公地址和联系电话是什么").status is Status.REFUSED


def test_two_places_that_agree_are_said_to_agree_with_both_cited(sample: Asked) -> None:
    answer = sample("岚县人社局2024年收入总计和支出总计一致吗")
    assert answer.answer.startswith("一致") and len(answer.citations) == 2
    assert {each.status for each in answer.checks} == {"pass"}


def test_an_equation_in_the_question_is_worked_out(sample: Asked) -> None:
    answer = sample("岚县人社局基本支出加项目支出等于本年支出合计吗")
    assert "一致" in answer.answer and ("5373.97", "万元") in figures(answer)
    assert "688.88 + 4685.09" in {each.substituted for each in answer.calculations}


def test_an_equation_that_does_not_hold_is_said_not_to_hold(sample: Asked) -> None:
    answer = sample("禾川县水务局水利工程建设加防汛等于水利支出吗")
    assert "不一致" in answer.answer and "fail" in {each.status for each in answer.checks}


def test_a_contradiction_is_said_with_both_places(corpus: Asked) -> None:
    """The detail table and the text print two figures for one economic item."""
    answer = corpus("岚县人社局退休费在表格和文字里一致吗")
    assert "不一致" in answer.answer
    assert {"24.31", "23.31"} <= {number for each in answer.results for number in [each.value]}
    assert len(answer.citations) >= 2


def test_a_figure_that_fails_a_rule_is_answered_with_the_warning(corpus: Asked) -> None:
    answer = corpus("岚县人社局2024年退休费是多少")
    assert any(each in answer.answer for each in ("24.31", "23.31"))
