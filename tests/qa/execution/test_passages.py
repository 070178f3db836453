"""Plans for words: passages by aspect, lists, definitions, notes and reasons, quoted from invented documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.drafting.answer import Answer, Status
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.plans.notation import parse_plan
from qa.stores import open_stores
from tests.fixtures import pdf_files as made

OFFICE = "海山县渔业局"
FINAL = f"""{OFFICE}
2024年度部门决算

第一部分 部门概况
一、主要职责
（一）关于休渔期管理与公安部门的职责分工。休渔期的海上巡查由渔业部门负责，非法捕捞案件由公安部门侦办。
二、机构设置
{OFFICE}内设4个机构，分别为：办公室、养殖科（对外称“水产种苗站、病害防治站”）、捕捞科和船检科。
{OFFICE}部门预算是包括局本级以及下属2家预算单位的综合收支计划，具体包括：
1. {OFFICE}（本级）。
2. 海山县水产种苗场。
3. 海山县渔港管理站。
第二部分 决算情况说明
一、收入支出决算总体情况说明
2024年度支出总计900.00万元。与上年相比，支出总计增加100.00万元，增长12.50%。主要原因是渔港扩建。
二、财政拨款收入支出决算总体情况说明
2024年度财政拨款支出总计700.00万元。与上年相比，财政拨款支出总计增加20.00万元，增长2.94%。主要原因是增殖放流扩大。
三、具体情况
1. 基本支出
2024年年初预算数为300.00万元，是指为保障渔政日常运转而发生的各项支出。
2. 渔政执法
渔政执法支出（款）船艇维护（项）。年初预算为50.00万元，支出决算为60.00万元。决算数大于年初预算数的主要原因是两艘巡查艇返厂大修。
3. “三公”经费
2024年度“三公”经费支出决算为30.00万元，比上年减少10.00万元。其中：
因公出国（境）费支出决算为0万元，比上年持平，主要原因是因公出国（境）费保持不变；公务用车购置及运行费支出决算为25.00万元，比上年减少10.00万元，主要原因是本年购置的车辆类型不同；公务接待费支出决算为5.00万元，比上年持平，主要原因是公务接待费保持不变。
四、项目绩效自评结果
1. 鱼苗放流项目绩效自评情况
项目自评得分90分。预算资金安排及使用情况：全年预算数为8万元，实际支出7万元，完成预算的87.50%，放流鱼苗三十万尾，覆盖三个海湾，组织渔民参加放流活动四次，编印宣传册两千份，开展放流效果跟踪监测六次，购置监测浮标两个，布设于内湾和外湾，监测数据每周汇总一次，由养殖科会同县海洋站分析并形成报告，供下一年度安排放流品种和数量时参考，相关报告已经归档。存在的主要问题：放流时间偏晚，鱼苗成活率不高。下一步改进措施：提前签订供苗合同。
五、自评工作情况
（一）评价方法
本次自评采用的评价方法：(1)对照法。是指把目标与结果逐项对照。(2)抽样法。是指随机抽取船只查看。
（二）撤销巡查大队
根据县编委《关于调整渔政执法机构的通知》（海编〔2024〕7号）和《关于渔业局编制事项的通知》（海编〔2024〕8号）要求，不在保留渔政巡查大队。
（三）“四个不”要求
做到“四个不”，即：不涉渔霸、不收回扣、不漏巡查、不发生触礁等重大海上事故，全面提高巡查水平。
第三部分 名词解释
一、财政拨款收入：单位从本级财政取得的财政拨款，包括一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款。
"""
OTHER = """禾川县水利局
2024年度部门决算

第一部分 部门概况
一、主要职责
（一）负责全县河道巡查与管理。
"""


OFFICES = """<html><body><h1>南浦县交通局2025年部门预算</h1><h2>一、预算单位构成</h2>
<p>列入2025年部门预算编制范围的单位详细情况见下表：</p>
<table><tr><td>序号</td><td>单位名称</td></tr><tr><td>1</td><td>南浦县公路管理中心</td></tr>
<tr><td>2</td><td>南浦县运输服务中心</td></tr><tr><td>3</td><td>南浦县轮渡管理所</td></tr>
<tr><td>4</td><td>南浦县道路救援队</td></tr><tr><td>5</td><td>南浦县航道站</td></tr></table>
<h2>二、主要职责</h2><p>负责全县公路管理。</p></body></html>"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    folder = tmp_path_factory.mktemp("passages")
    files = [
        _text(folder / "final.txt", FINAL),
        _text(folder / "other.txt", OTHER),
        _text(folder / "offices.html", OFFICES),
        folder / "budget.pdf",
    ]
    made.make(folder / "budget.pdf", _draw, pages=2)
    ingest_paths(files, StoreSettings(folder / "store"), workers=1)
    stores = open_stores(StoreSettings(folder / "store"))
    executor = Executor(read_store(stores.catalog, stores.search))
    yield lambda plan: answer_plan(parse_plan(plan), executor)
    stores.close()


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _draw(canvas: Canvas, number: int) -> None:
    if number == 1:
        made.write(canvas, 200, 40, "雁湖市港务局2025年部门预算")
        return
    made.write(canvas, 240, 60, "项目支出预算表")
    made.write(canvas, 400, 90, "单位：万元")
    made.table(canvas, 110, [["项目名称", "合计"], ["航标维护", "15.00"], ["码头检修", "45.00"]], width=150)
    made.write(canvas, 60, 180, "（注：根据保密规定，部分项目未予公开。）", size=9)
    made.write(canvas, 220, 300, "政府性基金预算支出表")
    made.write(canvas, 400, 330, "单位：万元")
    made.table(canvas, 350, [["科目名称", "合计"], ["合计", "0.00"], ["航道支出", "0.00"]], width=150)
    made.write(canvas, 60, 420, "（注：本年没有政府性基金预算支出。）", size=9)


D = f'd = docs("{OFFICE}", 2024)\n'


def test_an_aspect_is_found_in_the_text_and_quoted_alone(asked: Callable[[str], Answer]) -> None:
    """存在的主要问题 stands amid a long paragraph under the heading of the project."""
    answer = asked(D + 'quote(d, "鱼苗放流", aspect="问题")')
    assert "“存在的主要问题：放流时间偏晚，鱼苗成活率不高。”[1]" in answer.answer
    assert "供苗合同" not in answer.answer


def test_a_section_and_an_aspect_in_its_text_are_enough(asked: Callable[[str], Answer]) -> None:
    assert "提前签订供苗合同" in asked(D + 'quote(d, section="鱼苗放流项目", aspect="措施")').answer


def test_the_basis_is_a_list_of_documents_with_their_numbers(asked: Callable[[str], Answer]) -> None:
    """In the words of a reader, who writes 不再 for what is printed 不在."""
    answer = asked(D + 'ask(members(quote(d, "渔政巡查大队不再保留", aspect="依据")), show="name")')
    assert answer.items == (
        "《关于调整渔政执法机构的通知》（海编〔2024〕7号）",
        "《关于渔业局编制事项的通知》（海编〔2024〕8号）",
    )


def test_a_heading_that_is_the_term_leads_to_its_definition(asked: Callable[[str], Answer]) -> None:
    assert "是指为保障渔政日常运转而发生的各项支出" in asked(D + 'quote(d, "基本支出", aspect="定义")').answer


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ('"内设机构"', ("办公室", "养殖科（对外称“水产种苗站、病害防治站”）", "捕捞科", "船检科")),
        ('"部门预算包含的预算单位"', (f"{OFFICE}（本级）", "海山县水产种苗场", "海山县渔港管理站")),
        ('"评价方法"', ("对照法", "抽样法")),
        ('"四个不 要求"', ("不涉渔霸", "不收回扣", "不漏巡查", "不发生触礁")),
        (
            '"财政拨款收入", aspect="定义"',
            ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
        ),
    ],
)
def test_a_list_has_its_names_and_nothing_else(
    asked: Callable[[str], Answer], topic: str, names: tuple[str, ...]
) -> None:
    """No head of the sentence, no tail, and as many as the sentence counts."""
    assert asked(D + f'ask(members(quote(d, {topic})), show="name")').items == names


def test_a_passage_that_lists_nothing_is_told(asked: Callable[[str], Answer]) -> None:
    answer = asked(D + 'members(quote(d, "休渔期管理", aspect="职责"))')
    assert answer.status is Status.ANSWERED
    assert "非法捕捞案件由公安部门侦办" in answer.answer


def test_names_that_no_passage_lists_cannot_be_counted(asked: Callable[[str], Answer]) -> None:
    assert asked(D + 'count(members(quote(d, "休渔期管理", aspect="职责")))').status is Status.REFUSED


def test_a_sentence_that_points_to_a_table_has_its_names_as_members(asked: Callable[[str], Answer]) -> None:
    plan = 'ask(members(quote(docs("南浦县交通局", 2025), "列入部门预算编制范围的单位")), show="name")'
    names = ("南浦县公路管理中心", "南浦县运输服务中心", "南浦县轮渡管理所", "南浦县道路救援队", "南浦县航道站")
    assert asked(plan).items == names


@pytest.mark.parametrize(
    ("table", "told", "other"),
    [
        ("项目支出预算表", "部分项目未予公开", "政府性基金"),
        ("政府性基金预算支出表", "本年没有政府性基金预算支出", "保密"),
    ],
)
def test_a_note_is_of_the_table_above_it(asked: Callable[[str], Answer], table: str, told: str, other: str) -> None:
    answer = asked(f'quote(docs("雁湖市港务局", 2025), table="{table}")')
    assert told in answer.answer
    assert other not in answer.answer.replace(told, "")


def test_only_documents_that_tell_of_a_topic_are_named(asked: Callable[[str], Answer]) -> None:
    """One of them speaks of 巡查, but not at sea and in no closed season."""
    plan = f'd = docs(["{OFFICE}", "禾川县水利局"], 2024)\n'
    answer = asked(plan + 'ask(where(each(d, quote(topic="休渔期海上巡查职责")), present()), show="name")')
    assert answer.items == (OFFICE,)


def test_a_reason_is_of_the_fund_that_was_asked_for(asked: Callable[[str], Answer]) -> None:
    answer = asked(D + 'reason(change(figure(d, "支出总计", fund="财政拨款")))')
    assert "增殖放流扩大" in answer.answer
    assert "渔港扩建" not in answer.answer


def test_the_reason_of_a_whole_is_that_of_the_part_that_changed(asked: Callable[[str], Answer]) -> None:
    answer = asked(D + 'reason(change(figure(d, "“三公”经费")))')
    assert "本年购置的车辆类型不同" in answer.answer
    assert "保持不变" not in answer.answer


def test_the_reason_of_an_item_is_that_of_its_only_child(asked: Callable[[str], Answer]) -> None:
    plan = 'reason(difference(figure(d, "渔政执法支出", stage="决算"), figure(d, "渔政执法支出", stage="年初预算")))'
    assert "两艘巡查艇返厂大修" in asked(D + plan).answer
