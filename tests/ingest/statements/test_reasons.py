"""A reason has its words, from its first to its last, and the item and the direction of the change that it is for."""

from __future__ import annotations

from decimal import Decimal

from ingest.model.figures import Direction, Role
from tests.ingest.statements.test_sentences import one, read


def test_a_reason_runs_over_its_list_to_the_end_of_the_sentence() -> None:
    statements = read("支出增加5万元。主要原因是一是加大补助力度；二是人员支出增加；所以支出增加。")
    (reason,) = [statement for statement in statements if statement.role is Role.REASON]
    assert reason.text == "一是加大补助力度；二是人员支出增加；所以支出增加"
    assert (reason.direction, reason.value) == (Direction.UP, None)


def test_a_reason_ends_where_the_next_item_begins() -> None:
    statements = read(
        "购置费支出0万元，与上年相同，主要原因是：本单位未购车；运行费支出1.20万元，与上年相同，主要原因是：厉行节约。"
    )
    assert one(statements, "购置费支出", Role.REASON).text == "本单位未购车"
    assert one(statements, "运行费支出", Role.REASON).text == "厉行节约"


def test_a_reason_of_two_changes_is_given_for_both() -> None:
    statements = read("收入总计增加0.49万元，支出总计增加0.49万元。主要原因是项目资金增加。")
    reasons = [statement for statement in statements if statement.role is Role.REASON]
    assert [reason.item.name for reason in reasons] == ["收入总计", "支出总计"]


def test_the_words_in_front_say_what_a_reason_compares() -> None:
    (reason,) = read("决算数小于年初预算数的主要原因：人员减少。", headings=("1. 基本支出",))
    assert (reason.item.name, reason.direction, reason.compared_with) == ("基本支出", Direction.DOWN, "年初预算")


def test_a_figure_in_a_reason_is_not_of_the_topic() -> None:
    statements = read("收支预算减少6094.90万元，主要原因：一是职业年金记实补记资金减少4563万元。")
    assert one(statements, "职业年金记实补记资金", Role.CHANGE).value == Decimal(4563)
    assert "4563万元" in next(statement for statement in statements if statement.role is Role.REASON).text
