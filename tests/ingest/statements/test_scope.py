"""The words around a figure, the heading and the document say which way it changed, and its fund, stage and unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model.figures import Direction, Fund, Stage
from tests.ingest.statements.test_sentences import BUDGET, FINAL, read


def test_no_change_is_a_change_of_zero_only_where_the_words_say_so() -> None:
    flat, roughly = read("接待费0万元，与上年相同。用车费决算数与预算数基本持平。")[1:]
    assert (flat.value, flat.direction, flat.item.name) == (Decimal(0), Direction.FLAT, "接待费")
    assert (roughly.value, roughly.direction) == (None, Direction.FLAT)


def test_a_printed_magnitude_is_never_negative() -> None:
    statements = read("比上年减少5.44万元，增长13.12%。", headings=("机关运行经费支出情况说明",))
    assert [(statement.value, statement.direction) for statement in statements] == [
        (Decimal("5.44"), Direction.DOWN),
        (Decimal("13.12"), Direction.UP),
    ]


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        ("一般公共预算财政拨款支出5万元。", Fund.GENERAL),
        ("财政拨款支出5万元。", Fund.APPROPRIATION),
        ("政府性基金预算支出5万元。", Fund.GOVERNMENT_FUNDS),
        ("国有资本经营预算支出5万元。", Fund.STATE_CAPITAL),
        ("本年支出合计5万元。", Fund.ALL),
        ("使用非财政拨款结余5万元。", Fund.UNKNOWN),
    ],
)
def test_the_words_give_the_fund(text: str, fund: Fund) -> None:
    assert read(text)[0].fund is fund


def test_the_heading_narrows_the_fund() -> None:
    (amount,) = read("财政拨款基本支出688.88万元。", headings=("六、一般公共预算财政拨款基本支出决算情况说明",))
    assert amount.fund is Fund.GENERAL


def test_the_document_gives_the_stage_of_a_plain_amount() -> None:
    assert read("收入合计5万元。", document=BUDGET)[0].stage is Stage.BUDGET
    assert read("收入合计5万元。", document=FINAL)[0].stage is Stage.FINAL


def test_ten_thousand_alone_is_money_in_a_sentence_on_money() -> None:
    (amount,) = read("2025年度项目总预算1720.00万。", headings=("科技专项经费情况说明",))
    assert (amount.unit, amount.item.name) == ("万元", "科技专项经费")
