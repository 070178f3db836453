"""Signs, dashes and nothing: what a printed minus means, and where a figure is left unread."""

from __future__ import annotations

import pytest

from ingest.model.figures import Role, Side
from tests.ingest.statements.test_sentences import BUDGET, read


@pytest.mark.parametrize("printed", ["10⁴", "3³769.65"])
def test_a_raised_digit_that_may_be_a_power_leaves_the_figure_unread(printed: str) -> None:
    assert not [each for each in read(f"支出合计{printed}万元。") if each.value is not None]


def test_a_minus_is_the_sign_of_its_figure_where_the_words_tell_so() -> None:
    statements = read("某经费比上年增加-5.00万元，增长-5.20%。年末结余-3万元。收支差额为负1万元。")
    assert [(str(each.value), each.role) for each in statements] == [
        ("-5.00", Role.CHANGE),
        ("-5.20", Role.CHANGE_RATE),
        ("-3", Role.AMOUNT),
        ("-1", Role.AMOUNT),
    ]
    assert {each.item.name for each in statements[:2]} == {"某经费"}


@pytest.mark.parametrize(
    "text", ["某经费减少-5万元。", "某项目-5万元。", "组织5–8次。", "每人2到3次。", "增加3万元到5万元。"]
)
def test_a_dash_that_may_be_a_minus_and_a_range_leave_the_figure_unread(text: str) -> None:
    assert not [each for each in read(text) if each.value is not None]


def test_a_change_against_the_total_of_another_year_is_of_the_same_item() -> None:
    statements = read("2025年收支总预算9万元，较2024年收支预算总数增加1万元。", document=BUDGET)
    assert [(each.item.name, each.compared_with) for each in statements] == [("收支", ""), ("收支", "2024年预算总数")]


def test_what_comes_from_above_is_revenue() -> None:
    assert [each.side for each in read("收入3亿元，加上上级补助0.5亿元，收入总计6亿元。")] == [Side.REVENUE] * 3


def test_a_change_in_a_reason_keeps_its_vague_noun() -> None:
    assert read("收支总计9万元，比上年增加5万元，主要原因是项目增加2万元。")[-1].item.name == "项目"


def test_an_amount_of_nothing_has_the_unit_of_its_sentence() -> None:
    statements = read("收入预算9万元，其中：拨款收入9万元；事业收入为0；其他收入为0。经营收入为0。", document=BUDGET)
    assert [(each.item.name, str(each.value), each.unit) for each in statements[2:]] == [
        ("事业收入", "0", "万元"),
        ("其他收入", "0", "万元"),
    ]
    assert statements[2].side is Side.REVENUE


def test_a_change_of_nothing_said_twice_is_told_once_with_its_base() -> None:
    (_, flat) = read("某费5万元。无增减变动，与上年持平。")
    assert flat.compared_with == "上年"
    assert len(read("某费5万元，与上年持平，无变化。")) == 2
