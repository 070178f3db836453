"""A figure in running text has its item and its place; so has a sentence that says that there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model.document import Paragraph, Piece, Section, SourceRef
from ingest.model.figures import Direction, DocumentContext, Fund, Role, Side, Stage, Statement
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.text import read_text
from ingest.sections.tree import build_sections
from ingest.statements.sentences import statements_of
from tests.fixtures.paths import REAL_DOCUMENTS

FINAL = DocumentContext("d", "某市某局", 2024, "决算")
BUDGET = DocumentContext("d", "某市某局", 2024, "预算")


def read(*texts: str, headings: tuple[str, ...] = (), document: DocumentContext = FINAL) -> tuple[Statement, ...]:
    paragraphs = tuple(
        Paragraph(text, (Piece(0, len(text), SourceRef(line=line, column=1)),)) for line, text in enumerate(texts, 1)
    )
    return statements_of([Section(headings, paragraphs, SourceRef(line=1, column=1))], document)


def brief(statements: tuple[Statement, ...]) -> list[tuple[str, Role, str, str]]:
    """(item, role, value, unit) of every figure."""
    return [
        (statement.item.name, statement.role, str(statement.value), statement.unit)
        for statement in statements
        if statement.value is not None
    ]


def one(statements: tuple[Statement, ...], item: str, role: Role) -> Statement:
    (found,) = [statement for statement in statements if statement.item.name == item and statement.role is role]
    return found


# ------------------------------------------------------------------------------------------------- what a figure is of


def test_all_figures_and_the_reason_of_an_item_are_its_own() -> None:
    statements = read(
        "农林水支出年初预算6.00万元，支出决算1,776.34万元，完成年初预算的29605.67%，用于稳岗补贴支出。"
        "较上年决算减少1,038.28万元，下降36.89%，主要原因是部分资金列入其他科目。"
    )
    assert {statement.item.name for statement in statements} == {"农林水支出"}
    assert len({statement.group for statement in statements}) == 1
    assert [statement.role for statement in statements] == [
        Role.INITIAL_BUDGET,
        Role.FINAL,
        Role.COMPLETION_RATE,
        Role.CHANGE,
        Role.CHANGE_RATE,
        Role.REASON,
    ]
    change = statements[3]
    assert (change.value, change.direction, change.compared_with) == (Decimal("1038.28"), Direction.DOWN, "上年决算")
    assert statements[-1].text == "部分资金列入其他科目"


def test_a_spelled_line_item_carries_over_the_sentences_of_its_paragraph() -> None:
    statements = read(
        "1. “一般公共服务支出（类）统计信息事务（款）专项普查活动（项）”25.77万元，主要用于专项普查活动。"
        "2023年当年预算执行数为60.13万元，2024年预算安排25.77万元，比2023年预算执行数减少57.14%。主要原因是：项目调整。",
        document=BUDGET,
    )
    for statement in statements:
        assert statement.item.name == "专项普查活动"
        assert statement.item.level == "项"
        assert statement.item.path == ("一般公共服务支出", "统计信息事务")
    executed, planned, rate = statements[1:4]
    assert (executed.value, executed.year, executed.stage) == (Decimal("60.13"), 2023, Stage.FINAL)
    assert (planned.value, planned.year, planned.stage) == (Decimal("25.77"), 2024, Stage.BUDGET)
    assert (rate.role, rate.compared_with, rate.direction) == (Role.CHANGE_RATE, "2023年预算执行数", Direction.DOWN)


def test_a_word_between_the_line_item_and_its_figure_is_no_item_of_its_own() -> None:
    statements = read("1. “卫生健康支出（类）计划生育事务（款）计划生育服务（项）”科目20.00万元，主要用于计划生育。")
    assert statements[0].item.name == "计划生育服务"
    assert statements[0].item.path == ("卫生健康支出", "计划生育事务")


def test_the_heading_gives_the_category_of_a_line_item() -> None:
    statements = read(
        "（1）政府办公厅（室）及相关机构事务（款）行政运行（项）年初预算为0万元，支出决算为40.74万元。",
        headings=("（三）具体情况。", "1.一般公共服务支出（类）"),
    )
    assert statements[1].item.path == ("一般公共服务支出", "政府办公厅(室)及相关机构事务")
    assert statements[1].value == Decimal("40.74")


def test_a_figure_that_is_compared_with_is_of_its_own_year() -> None:
    statements = read(
        "支出预算909.96万元，其中：基本支出预算700.5万元，比2023年650万元增加50.5万元；项目支出预算209.46万元。",
        document=BUDGET,
    )
    assert one(statements, "基本支出", Role.AMOUNT).year == 2023
    assert one(statements, "基本支出", Role.CHANGE).year == 2024
    assert one(statements, "项目支出", Role.BUDGET).value == Decimal("209.46")


def test_parts_know_their_whole() -> None:
    statements = read("支出合计5,373.97万元，其中：基本支出688.89万元，占比12.82%；项目支出4,685.08万元，占比87.18%。")
    share = one(statements, "项目支出", Role.SHARE)
    assert (share.value, share.compared_with, share.item.path) == (Decimal("87.18"), "支出合计", ("支出合计",))


def test_the_sentence_after_the_parts_is_of_the_whole_again() -> None:
    statements = read("“三公”经费支出决算为5万元，其中：用车费4万元，接待费1万元。比上年减少2万元。")
    assert one(statements, "“三公”经费", Role.CHANGE).value == Decimal(2)


def test_a_lone_part_goes_on_in_the_next_sentence() -> None:
    statements = read("支出年初预算9万元。其中：住房保障支出年初预算6万元。较上年决算增加1万元。")
    assert one(statements, "住房保障支出", Role.CHANGE).value == Decimal(1)


def test_a_list_gives_every_figure_its_own_noun() -> None:
    statements = read("其中：基本工资235.03万元、津贴补贴82.9万元、办公费10.62万元。")
    assert brief(statements) == [
        ("基本工资", Role.AMOUNT, "235.03", "万元"),
        ("津贴补贴", Role.AMOUNT, "82.9", "万元"),
        ("办公费", Role.AMOUNT, "10.62", "万元"),
    ]


def test_a_figure_for_both_sides_has_no_side() -> None:
    (amount, change) = read("2024年度收、支总计均为2,935.29万元。与上年度相比，收、支总计各增加495.60万元。")
    assert (amount.item.name, amount.side) == ("收入支出总计", Side.UNKNOWN)
    assert (change.item.name, change.compared_with) == ("收入支出总计", "上年度")


def test_a_project_keeps_its_name_through_its_paragraph() -> None:
    statements = read(
        "9、提前下达2024年甲项目绩效自评情况：根据年初设定的绩效目标，项目绩效自评得分为100分。"
        "项目全年预算数为13.67万元，执行数为13.67万元，完成预算的100%。"
    )
    assert {statement.item.name for statement in statements} == {"提前下达2024年甲"}
    assert [statement.stage for statement in statements[1:3]] == [Stage.ADJUSTED, Stage.FINAL]


def test_the_heading_names_the_project_of_its_paragraph() -> None:
    statements = read(
        "项目全年预算数为8万元，实际支出6.96万元，结转0万元，完成年度预算的87%。",
        headings=("1. 劳动维权工作经费项目绩效自评情况",),
    )
    assert brief(statements) == [
        ("劳动维权工作经费", Role.BUDGET, "8", "万元"),
        ("劳动维权工作经费", Role.FINAL, "6.96", "万元"),
        ("结转", Role.AMOUNT, "0", "万元"),
        ("劳动维权工作经费", Role.COMPLETION_RATE, "87", "%"),
    ]


def test_this_indicator_points_back_to_the_topic() -> None:
    statements = read("②结案率：该指标年度指标值为“$\\geq 95\\%$”。办结2019条。该指标满分 4 分，得分 3 分。")
    assert one(statements, "结案率", Role.TARGET).value == Decimal(95)
    assert one(statements, "结案率", Role.FULL_SCORE).value == Decimal(4)
    assert one(statements, "结案率", Role.SCORE).value == Decimal(3)


def test_an_amount_is_never_of_a_rate() -> None:
    statements = read("③预算调整率：我部门年初预算数为5919.23万元，预算调整率为7.56%。")
    assert statements[0].item.name == ""
    assert one(statements, "预算调整率", Role.RATE).value == Decimal("7.56")


def test_brackets_do_not_change_what_is_spoken_of() -> None:
    statements = read("机关运行经费支出50.3万元（其中办公费10万元），比2023年度减少2万元。")
    assert one(statements, "机关运行经费支出", Role.CHANGE).value == Decimal(2)


def test_a_target_and_its_completion_are_of_what_was_achieved() -> None:
    statements = read("城镇新增就业 2113 人，完成全年任务 2050 人的 103%。")
    assert brief(statements) == [
        ("城镇新增就业", Role.AMOUNT, "2113", "人"),
        ("城镇新增就业", Role.TARGET, "2050", "人"),
        ("城镇新增就业", Role.COMPLETION_RATE, "103", "%"),
    ]


def test_counts_and_scores_are_figures_too() -> None:
    statements = read(
        "共有车辆3辆，其中：一般公务用车3辆；单价100万元（含）以上设备0台（套）。组织对25个项目开展自评。"
    )
    assert [(item, value, unit) for item, _, value, unit in brief(statements)] == [
        ("车辆", "3", "辆"),
        ("一般公务用车", "3", "辆"),
        ("单价100万元以上设备", "0", "台(套)"),
        ("项目", "25", "个"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "根据国务院令第738号和〔2024〕3号文件，2024年12月31日前完成。",
        "1、召开会议；（2）组织调研。",
        "联系电话：15115117001",
    ],
)
def test_dates_codes_and_list_numbers_are_no_figures(text: str) -> None:
    assert read(text) == ()


# ----------------------------------------------------------------------------------------------------- nothing, source


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("本年度无此项收支。", "政府性基金预算收支"),
        ("我部门2024年度没有使用政府性基金安排的支出。", "政府性基金安排的支出"),
        ("某市某局2024年度无政府性基金预算财政拨款收入和支出。", "政府性基金预算财政拨款收入和支出"),
    ],
)
def test_a_sentence_that_says_there_is_nothing_can_be_cited(text: str, item: str) -> None:
    (statement,) = read(text, headings=("七、政府性基金预算收支情况说明",))
    assert (statement.role, statement.item.name, statement.value) == (Role.NONE_STATED, item, None)
    assert statement.fund is Fund.GOVERNMENT_FUNDS


def test_ids_count_up_and_sentences_are_verbatim() -> None:
    statements = read("收入 5 万元。", "支出 3 万元。")
    assert [statement.id for statement in statements] == ["S1", "S2"]
    assert statements[1].sentence == "支出 3 万元。"
    assert statements[1].source.line == 2


@pytest.mark.parametrize("name", ["hongqi.txt", "lanxian.txt", "jiyuan.txt", "haidong.txt", "hongjiang.txt"])
def test_every_figure_of_a_real_document_is_printed_in_its_clause(name: str) -> None:
    path = REAL_DOCUMENTS / name
    if not path.exists():
        pytest.skip("the corpus folder is not here")
    sections = build_sections(read_text(path).blocks)
    printed = {paragraph.text for section in sections for paragraph in section.paragraphs}
    printed |= {section.heading for section in sections}
    statements = statements_of(sections, FINAL)
    assert len(statements) > 40
    for statement in statements:
        assert any(statement.sentence in text for text in printed)
        assert statement.text in statement.sentence
        if statement.value:
            assert str(statement.value) in statement.text.replace(",", "").replace(" ", "")


def test_a_pdf_sentence_over_lines_keeps_its_figures_and_its_place() -> None:
    path = REAL_DOCUMENTS / "putuo-caizheng-2024-final.pdf"
    if not path.exists():
        pytest.skip("the corpus folder is not here")
    sections = build_sections(read_pdf(path).blocks)
    final = one(statements_of(sections, FINAL), "财政委托业务支出", Role.FINAL)
    assert final.value == Decimal("449.52")
    assert final.source.page == 22
    assert final.source.box is not None


def test_a_year_behind_the_item_and_the_budget_it_is_measured_by_leave_the_sentence_with_the_final_figure() -> None:
    """“甲支出2024年度决算数为…，为预算数…的80%，较2023年度减少…，主要是…” is about 甲支出, a final figure,
    throughout."""
    statements = read(
        "甲支出2024年度决算数为8.00万元，为预算数10.00万元的80%，较2023年度减少1.00万元，主要是实际拼车。"
    )
    assert brief(statements) == [
        ("甲支出", Role.FINAL, "8.00", "万元"),
        ("甲支出", Role.BUDGET, "10.00", "万元"),
        ("甲支出", Role.COMPLETION_RATE, "80", "%"),
        ("甲支出", Role.CHANGE, "1.00", "万元"),
    ]
    (reason,) = [statement for statement in statements if statement.role is Role.REASON]
    assert (reason.item.name, reason.direction) == ("甲支出", Direction.DOWN)
    assert one(statements, "甲支出", Role.CHANGE).stage is Stage.FINAL
