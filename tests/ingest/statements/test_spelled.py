"""A line item that a sentence spells out, by levels, codes or dashes, is the item of its figures, with its code."""

from __future__ import annotations

import pytest

from ingest.model.figures import Role
from tests.ingest.statements.test_sentences import BUDGET, FINAL, brief, one, read


@pytest.mark.parametrize(
    ("text", "code", "name", "path"),
    [
        (
            "公共安全支出（204类）司法（06款）基层司法业务（04项）预算数为12.50万元。",
            "2040604",
            "基层司法业务",
            ("公共安全支出", "司法"),
        ),
        ("农林水支出（213类）水利（3款）5万元。", "21303", "水利", ("农林水支出",)),
        ("高中教育（2050204），决算数为16万元。", "2050204", "高中教育", ("教育支出", "普通教育")),
        ("行政运行[2130301]预算数120万元。", "2130301", "行政运行", ("农林水支出", "水利")),
        (
            "（一）2080502-事业单位离退休36.4万元。",
            "2080502",
            "事业单位离退休",
            ("社会保障和就业支出", "行政事业单位养老支出"),
        ),
        (
            "规模最大的科目为2014099其他信访事务支出，预算数为3万元。",
            "2014099",
            "其他信访事务支出",
            ("一般公共服务支出", "信访事务"),
        ),
        (
            "“社会保障和就业支出-行政事业单位养老支出-职业年金缴费支出”科目45.6万元。",
            "",
            "职业年金缴费支出",
            ("社会保障和就业支出", "行政事业单位养老支出"),
        ),
        ("1.农林水支出-水利-水利行业业务管理 预算安排12万元。", "", "水利行业业务管理", ("农林水支出", "水利")),
        ("“其他支出”科目21万元。", "", "其他支出", ()),
    ],
)
def test_each_spelling_gives_code_name_and_parents(text: str, code: str, name: str, path: tuple[str, ...]) -> None:
    (statement,) = read(text, document=BUDGET)
    assert (statement.item.code, statement.item.name, statement.item.path) == (code, name, path)


def test_headings_and_the_item_before_in_the_list_complete_a_code() -> None:
    under = read("行政运行（01项）88.2万元。", headings=("（一）农林水支出（213类）", "1.水利（03款）"))
    assert under[-1].item.code == "2130301"
    assert under[-1].item.path == ("农林水支出", "水利")
    listed = read("农林水支出（213类）水利（03款）行政运行（01项）3万元；水文测报（09项）15万元。")
    assert [each.item.code for each in listed] == ["2130301", "2130309"]


def test_the_digits_of_a_level_are_no_count() -> None:
    statements = read("农林水支出（213类）水利（03款）行政运行（01项）3万元。")
    assert brief(statements) == [("行政运行", Role.AMOUNT, "3", "万元")]


@pytest.mark.parametrize(
    "text", ["发放补贴20105元。", "联系电话（2130301）。", "服务20105人。", "（2023）年安排5万元。"]
)
def test_a_number_that_looks_like_a_code_is_none(text: str) -> None:
    assert not any(statement.item.code for statement in read(text))


def test_the_sentence_names_the_item_and_not_the_heading() -> None:
    statements = read(
        "1.高等教育（2050205），2024年度决算数为186万元，比2023年度决算数增长0.29%。",
        headings=("（四）财政拨款支出决算表说明",),
    )
    assert {statement.item.name for statement in statements} == {"高等教育"}


def test_the_amount_of_an_item_and_those_of_the_paragraphs_under_it_are_one_group() -> None:
    amount, change, rate = read("1.水利工程建设（2130305）500万元。", "比上年增加80万元，增长19.05%。")
    assert {amount.item.code, change.item.code, rate.item.code} == {"2130305"}
    assert amount.group == change.group == rate.group


def test_a_numbered_name_alone_is_the_item_of_what_follows() -> None:
    statements = read("1.水利工程建设（2130305）", "预算数为500万元，比上年增加80万元。", "2.合计", "支出3万元。")
    assert [statement.item.name for statement in statements[:2]] == ["水利工程建设", "水利工程建设"]
    assert statements[2].item.name != "水利工程建设"


def test_a_short_first_sentence_of_a_numbered_paragraph_is_its_topic() -> None:
    statements = read(
        "2.公务接待费。预算数6万元，比上年减少1万元。", headings=("四、“三公”经费情况说明",), document=BUDGET
    )
    assert {statement.item.name for statement in statements} == {"公务接待费"}


def test_a_rate_of_a_coded_item_is_of_its_fund() -> None:
    statements = read("1.行政运行（2010301）5万元，较上年增加1万元，增长25%。", headings=("一般公共预算支出情况",))
    assert one(statements, "行政运行", Role.CHANGE_RATE).fund is one(statements, "行政运行", Role.AMOUNT).fund
    assert FINAL.kind == "决算"


def test_digits_in_front_of_each_level_make_the_code() -> None:
    (statement,) = read("201甲支出（类）03乙事务（款）01丙（项）300万元。")
    assert (statement.item.name, statement.item.code, statement.item.level) == ("丙", "2010301", "项")
    (statement,) = read("其他支出（类）彩票公益金安排的支出（款）用于某事业的彩票公益金支出（项）支出5万元。")
    assert statement.item.name == "用于某事业的彩票公益金支出"
