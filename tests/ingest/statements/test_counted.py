"""A count is of the thing that is counted: neither of its owner, nor of what is done with it."""

from __future__ import annotations

import pytest

from ingest.model.figures import Stage
from tests.ingest.statements.test_sentences import BUDGET, read


def items(text: str) -> list[str]:
    return [each.item.name for each in read(text) if each.value is not None]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本部门共7个项目纳入绩效目标管理。", ["项目"]),
        ("我市30个界别每年分别组织活动。", ["界别"]),
        ("与76家大中型企业建立了紧密的合作关系。", ["大中型企业"]),
        ("完成25个项目的自评工作。", ["项目"]),
        ("5个项目评价结果为“优”。", ["项目评价结果为“优”"]),
        ("确定30个左右发展所需、群众所想的课题。", ["课题"]),
        ("用于11个检查站的管理维护工作。", ["检查站"]),
        ("其中2个国家重点（培育）学科。", ["国家重点(培育)学科"]),
        ("有3个流动站（工作站）。", ["流动站(工作站)"]),
        ("与200所高校、科研机构建立了关系。", ["高校、科研机构"]),
        ("与某省80个地、市、县建立了关系。", ["地、市、县"]),
        ("建有3个某某总局、某某局等重点实验室和研究中心。", ["重点实验室"]),
        ("包括10个处室、编制20人。", ["处室", "编制"]),
        ("涉及9个局属单位预算。", ["局属单位"]),
    ],
)
def test_the_counted_noun_ends_where_something_is_said_of_it(text: str, names: list[str]) -> None:
    assert items(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某局内设13个机构。", ["内设机构"]),
        ("学校建有国家重点实验室1个。", ["国家重点实验室"]),
        ("目前学校已获得科技进步二等奖2项。", ["科技进步二等奖"]),
        ("纳入本部门2024年度部门决算编制范围的二级预算单位包括3个。", ["二级预算单位"]),
        ("纳入本部门2024年度部门决算编制范围的单位共3个。", ["单位"]),
        ("单位管理的离退休人员6人。", ["离退休人员"]),
        ("全年计划召开全体会议1次。", ["全体会议"]),
        ("编印《学习资料》18期。", ["《学习资料》"]),
        ("本部门共涉及项目15个。", ["项目"]),
        ("办好某报专版（每月1期）。", ["某报专版"]),
    ],
)
def test_who_has_the_counted_thing_is_no_part_of_its_name(text: str, names: list[str]) -> None:
    assert items(text) == names


def test_visits_are_counted_beside_their_cost() -> None:
    statements = read("公务接待费支出3万元，接待5批次，18人次，比上年减少1万元。")
    assert [each.item.name for each in statements] == [
        "公务接待费支出",
        "公务接待批次",
        "公务接待人次",
        "公务接待费支出",
    ]


def test_what_is_counted_in_another_unit_is_no_part() -> None:
    statements = read("共有车辆3辆，其中：业务用车2辆、应急用车1辆；专用设备5台（套）。")
    assert [each.item.path for each in statements] == [(), ("车辆",), ("车辆",), ()]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("投入资金5000余万元，建设农田3.5万亩，受益群众2万余户。", [("5000", "万元"), ("3.5", "万亩"), ("2", "万户")]),
        ("预算资金短收5万，主要是欠税。", [("5", "万元")]),
        ("投入资金3万多元，植树500株，修路1.5公里。", [("3", "万元"), ("500", "株"), ("1.5", "公里")]),
        ("投入资金3万元，放养2万羽。", [("3", "万元"), ("2", "万羽")]),
        ("投入资金3万元，育苗2万穴。", [("3", "万元")]),
        ("出版专著6部，开设课程23门。", [("6", "部"), ("23", "门")]),
        ("房价收入比超过4倍以上地区的补贴。", []),
    ],
)
def test_ten_thousand_of_a_thing_is_no_money(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(str(each.value), each.unit) for each in read(text)] == figures


def test_a_count_is_of_the_year_that_its_sentence_names() -> None:
    statements = read("截至上年底，人员编制75人。实有70人。工资5万元。当年预算安排购置车辆0辆。", document=BUDGET)
    assert [each.year for each in statements] == [2023, 2023, 2024, 2024]
    statements = read("截至2023年12月，有车辆3辆。有设备5台。2024年购置设备1台。", document=BUDGET)
    assert [each.year for each in statements] == [2023, 2023, 2024]
    assert read("计划于2025年购置公务用车1辆。", document=BUDGET)[0].year == 2025
    assert read("根据2019年文件，人员编制75人。", document=BUDGET)[0].year == 2024


def test_an_average_and_an_extreme_are_of_the_figure_before() -> None:
    assert items("公务用车运行维护费12万元，平均每辆2.4万元。") == ["公务用车运行维护费", "平均每辆公务用车运行维护费"]
    assert items("缴存比例最低5%，最高不超过12%。") == ["缴存比例最低", "缴存比例最高"]


def test_a_completion_rate_is_of_what_was_spent() -> None:
    statements = read("全年预算数5万元，完成全年预算的98%。", headings=("某经费",))
    assert [each.stage for each in statements] == [Stage.ADJUSTED, Stage.FINAL]


def test_a_count_of_nothing_is_left_unread() -> None:
    assert not [each for each in read("主要原因是增加1人的补贴。") if each.value is not None]


def test_a_change_in_a_count_is_of_what_was_counted_so() -> None:
    assert items("共办理案件350件，办结率98%，同比增加20件，增长6%。") == ["办理案件", "办结率", "办理案件", "办理案件"]


def test_vehicles_are_counted_and_not_what_they_need() -> None:
    assert items("某维护费9万元，用于3辆公务用车燃油、维修、保险等方面支出。") == ["某维护费", "公务用车"]
    assert items("国内公务接待30批次，260人次。") == ["国内公务接待批次", "国内公务接待人次"]
