"""What the tools show a model: each thing under an id of its own, told apart, and as shown only what was printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.looking.notes import NotedList
from qa.agent.looking.words import MOST
from qa.agent.tools import Toolbox, ToolRefusal
from qa.execution.evaluate import Executor
from qa.execution.outcomes import Piece
from qa.execution.store_reader import read_store
from qa.stores import open_stores

OFFICES = {2023: ("办公室", "预算科", "国库科"), 2024: ("办公室", "预算科", "绩效管理科")}
PROJECTS = {"财政云平台运维": "57.00", "票据印制": "85.50"}
_REPORT = """海山县财政局{year}年度部门决算

第一部分 部门概况

一、主要职能

海山县财政局负责全县财政收支、预算编制和资产管理。

二、机构设置

海山县财政局内设机构3个，具体包括：

{offices}

第二部分 {year}年度部门决算表

{forms}
{tables}
第三部分 {year}年度部门决算情况说明

{duties}
"""
_TABLES = """
支出决算表

单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
201\t一般公共服务支出\t700.00\t500.00\t200.00
20106\t财政事务\t700.00\t500.00\t200.00
2010601\t行政运行\t500.00\t500.00\t
2010605\t财政国库业务\t120.00\t\t120.00
2010607\t信息化建设\t80.00\t\t80.00

一般公共预算财政拨款基本支出决算表

单位：万元
人员经费\t\t\t公用经费\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t400.00\t302\t商品和服务支出\t100.00
30101\t基本工资\t250.00\t30201\t办公费\t60.00
30102\t津贴补贴\t150.00\t30207\t邮电费\t40.00
\t人员经费合计\t400.00\t\t公用经费合计\t100.00

单位支出明细表

单位：万元
单位名称\t科目名称\t合计
海山县国库支付中心\t财政国库业务\t120.00
海山县财政信息中心\t信息化建设\t80.00

项目年度表

单位：万元
项目名称\t合计
2019年农村危房改造\t5.00
2022年厕所改造\t7.50
"""
_FORM = """{project}项目支出绩效目标表

单位：万元
项目\t年度资金
资金总额\t{amount}
财政拨款\t{amount}

"""
_DUTY = "第{at}项资产管理工作：按照规定做好{at}号仓库的资产清查和登记，按期完成。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looking")
    for year, offices in OFFICES.items():
        forms = "".join(_FORM.format(project=name, amount=amount) for name, amount in PROJECTS.items())
        duties = "\n".join(_DUTY.format(at=at) for at in range(1, 21))
        listed = "\n\n".join(f"{at}、{name}" for at, name in enumerate(offices, 1))
        text = _REPORT.format(year=year, offices=listed, forms=forms, duties=duties, tables=_TABLES)
        (folder / f"{year}.txt").write_text(text, "utf-8")
    ingest_paths([folder], StoreSettings(folder / "store"), workers=1)
    return folder / "store"


@pytest.fixture
def tools(folder: Path) -> Iterator[Toolbox]:
    with toolbox(folder, "zh") as made:
        yield made


@pytest.fixture
def english(folder: Path) -> Iterator[Toolbox]:
    with toolbox(folder, "en") as made:
        yield made


@contextmanager
def toolbox(folder: Path, language: str, scope: str = "海山县财政局") -> Iterator[Toolbox]:
    with closing(open_stores(StoreSettings(folder))) as stores:
        executor = Executor(read_store(stores.catalog, stores.search))
        yield Toolbox(Desk(executor, Documents(executor.reader.shelf, scope), scope, language, stores.search))


def names_of(tools: Toolbox, name: str) -> tuple[str, ...]:
    noted = tools.notes[name]
    assert isinstance(noted, NotedList)
    return noted.names


def test_each_list_of_a_plan_has_an_id_of_its_own_with_the_places_of_its_names(tools: Toolbox) -> None:
    docs = [f'members(quote(docs("海山县财政局", {year}), "内设机构"))' for year in OFFICES]
    shown = tools.run_plan("\n".join(docs))
    assert re.findall(r"^\d\. (L\d+)", shown, re.MULTILINE) == ["L1", "L2"], shown
    for name, (year, offices) in zip(("L1", "L2"), OFFICES.items(), strict=True):
        assert names_of(tools, name) == offices
        places = [tools.notes[each] for each in tools.notes.members(name)]
        assert {each.document.year for each in places if isinstance(each, Piece)} == {year}


def test_counts_of_the_names_of_two_passages_have_two_ids(tools: Toolbox) -> None:
    docs = [f'count(members(quote(docs("海山县财政局", {year}), "内设机构")))' for year in OFFICES]
    shown = tools.run_plan("\n".join(docs))
    assert len(set(re.findall(r"^\d\. (C\d+)", shown, re.MULTILINE))) == 2, shown


def test_a_passage_counts_as_shown_only_once_it_was_printed_and_the_cap_is_told(tools: Toolbox) -> None:
    first = tools.search_passages("资产管理工作 资产清查", "D1", 40)
    printed = re.findall(r"^(P\d+) \| ", first, re.MULTILINE)
    assert len(printed) == MOST and f"最多列{MOST}条" in first
    assert set(tools.notes) == set(printed)
    other = tools.search_passages("仓库 登记 按期完成", "D1", 12)
    repeated = re.findall(r"^(P\d+)（前面已列）", other, re.MULTILINE)
    assert set(repeated) <= set(printed) and "最多" not in other


def test_rows_that_are_named_alike_are_shown_with_what_tells_them_apart(tools: Toolbox) -> None:
    shown = tools.list_rows("项目支出绩效目标表", "D1", name_has="资金总额")
    for project, amount in PROJECTS.items():
        assert re.search(rf"^\S*{project}\S* \S*资金总额\S* \| F\d+ {amount}", shown, re.MULTILINE), shown
    assert "等2张表" in shown
    assert len(set(names_of(tools, "L1"))) == 2


def test_a_list_of_documents_counts_as_a_look(tools: Toolbox) -> None:
    assert not tools.looked
    tools.list_documents("海河县")
    assert tools.looked


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ('figure(D1, "国库集中支付")', "“国库集中支付”.*相近.*财政国库业务"),
        (
            'difference(figure(D1, "信息化建设"), figure(D1, "国库集中支付"))',
            "“国库集中支付”.*相近.*财政国库业务",
        ),
        ('figure(D1, "信息化建设", table="收入表")', "没有表“收入表”；有：.*支出决算表"),
        ('figure(D1, "行政运行", table="单位支出明细表")', "table=单位支出明细表.*它的 table 有：支出决算表"),
        ('figure(D1, "信息化建设", measure="经营支出")', "measure=经营支出.*它的 measure 有：.*项目支出"),
        ('figure(D1, "信息化建设", stage="年初预算")', "stage=年初预算.*它的 stage 有：决算"),
        ('count(where(rows(D1, table="支出决算表"), has("水库")))', "3行中没有一行.*行政运行"),
        ('each(D1 + D2, figure(item="国库集中支付"))', "“国库集中支付”.*相近.*财政国库业务"),
        ('rank(rows(D1, table="收入表"), 1)', "没有表“收入表”；有："),
    ],
)
def test_a_plan_that_finds_nothing_says_which_part_and_what_is_near(tools: Toolbox, plan: str, told: str) -> None:
    assert re.search(told, tools.run_plan(plan), re.DOTALL), tools.run_plan(plan)


def test_a_plan_that_finds_something_says_no_more(tools: Toolbox) -> None:
    assert "→" not in tools.run_plan('figure(D1, "信息化建设")\ncount(rows(D1, table="支出决算表"))')


def test_an_id_of_a_document_that_was_not_given_is_told_with_those_that_were(tools: Toolbox) -> None:
    with pytest.raises(ToolRefusal, match="没有文件“D9”；已知 D1、D2"):
        tools.run_plan('figure(D9, "信息化建设")')


def test_an_id_in_a_plan_is_refused_with_the_way_to_reckon_with_it(tools: Toolbox) -> None:
    tools.run_plan('figure(D1, "信息化建设")')
    with pytest.raises(ToolRefusal, match=r"F1 是编号.*calculate"):
        tools.run_plan("sum([F1, F1])")


def test_a_plan_that_only_names_what_it_means_is_asked_for_the_last(tools: Toolbox) -> None:
    assert tools.run_plan('r = rows(D1, table="支出决算表")').startswith("L1 = 3项")


def test_a_figure_without_that_of_the_year_before_is_told_with_it(tools: Toolbox) -> None:
    shown = tools.run_plan('growth(figure(docs("海山县财政局", 2023), "信息化建设"))')
    assert re.search(r"本年有 F\d+ 信息化建设.*80\.00万元；没有上年的数", shown), shown


def test_what_cannot_be_reckoned_is_not_told_as_missing(tools: Toolbox) -> None:
    shown = tools.run_plan('share(figure(D1, "信息化建设"), difference(figure(D1, "邮电费"), figure(D1, "邮电费")))')
    assert "为0，不能作分母" in shown and "没有找到" not in shown


def test_names_of_a_passage_can_be_counted(tools: Toolbox) -> None:
    tools.run_plan('members(quote(D1, "内设机构"))')
    assert tools.calculate("count", ["L1"]).startswith("C1 = 3个")


def test_a_side_of_a_comparison_keeps_its_id_where_the_gap_is_the_same_number(tools: Toolbox) -> None:
    shown = tools.run_plan('a = figure(D1, "信息化建设")\nb = figure(D1, "邮电费")\na\nb\nequal(a, b)')
    side = re.findall(r"^2\. (F\d+)", shown, re.MULTILINE)[0]
    assert f"40.00万元[{side}]" in shown.splitlines()[-1], shown


def test_rows_of_a_series_that_bear_one_name_are_told_apart(tools: Toolbox) -> None:
    shown = tools.run_plan('rank(rows(D1, "资金总额"), 2)')
    assert all(re.search(rf"{name}.*{amount}", shown) for name, amount in PROJECTS.items()), shown


def test_an_untitled_table_is_opened_by_its_number_in_the_list(tools: Toolbox) -> None:
    listed = tools.list_tables("D1").splitlines()
    at = next(at for at, line in enumerate(listed, 1) if line.startswith("支出决算表"))
    assert tools.list_rows(f"#{at}", "D1").startswith("支出决算表 | ")


def test_words_that_stand_nowhere_are_told(tools: Toolbox) -> None:
    assert "“无人机”在这些文件里没有出现" in tools.search_passages("无人机 资产管理", "D1")
    assert "没有出现" not in tools.search_passages("资产管理 清查", "D1")


def test_a_condition_of_digits_is_held_against_the_codes_of_rows(tools: Toolbox) -> None:
    shown = tools.run_plan('where(rows(D1, table="支出决算表"), starts("2010605"))')
    assert "财政国库业务" in shown and "信息化建设" not in shown
    lacking = tools.run_plan('where(rows(D1, table="支出决算表"), lacks("2010605"))')
    assert "财政国库业务" not in lacking and "信息化建设" in lacking
    named = tools.run_plan('where(rows(D1, table="项目年度表"), has("2019"))')
    assert "2019年农村危房改造" in named and "2022年厕所改造" not in named


def test_a_word_that_an_operation_does_not_have_is_told_with_those_it_has(tools: Toolbox) -> None:
    with pytest.raises(ToolRefusal, match=r"rows has no column; it has .*measure") as told:
        tools.run_plan('rows(D1, table="支出决算表", column="基本支出")')
    assert "budgetqa" not in str(told.value)


def test_documents_are_listed_as_possible_where_the_question_names_no_office(folder: Path) -> None:
    for scope, told in (("三公经费是多少", True), ("海山县财政局", False)):
        with toolbox(folder, "zh", scope) as made:
            assert ("没有写明" in made.list_documents()) is told


def test_rows_of_a_plan_say_which_table_and_column_they_stand_in(tools: Toolbox) -> None:
    assert tools.run_plan('rows(D1, table="支出决算")').startswith("L1 = 3项（支出决算表：本年支出合计）")


def test_rows_of_a_table_in_two_blocks_are_those_of_both_without_their_totals(tools: Toolbox) -> None:
    rows = 'rows(D1, table="基本支出决算表")'
    shown = tools.run_plan(f"count({rows})\nsum({rows})\nmax({rows})")
    assert re.findall(r"^\d\. \w+ = (\S+?)（?(?: |（|$)", shown, re.MULTILINE)[:2] == ["4个", "500.00万元"], shown
    assert "250.00" in shown.splitlines()[2]


def test_a_blank_row_of_a_series_is_told_in_a_word(tools: Toolbox) -> None:
    shown = tools.run_plan('rows(D1, table="支出决算表", measure="基本支出")')
    assert re.search(r"^  F\d+ 2010605 财政国库业务 空白$", shown, re.MULTILINE), shown


def test_rows_show_their_offices(tools: Toolbox) -> None:
    shown = tools.list_rows("单位支出明细表", "D1")
    assert re.search("海山县国库支付中心.*财政国库业务.*120.00", shown), shown


def test_a_list_of_likely_figures_says_that_it_is_not_complete(tools: Toolbox) -> None:
    assert "不是全部" in tools.find("支出 财政", "D1", limit=1)
    assert "不是全部" not in tools.find("行政运行", "D1", limit=12)


def test_everything_that_a_tool_says_itself_is_in_the_language_of_the_question(english: Toolbox) -> None:
    """What stands in quotation marks, and names, codes and units of the documents, are the documents' own."""
    assert "more documents" not in english.list_documents()
    for call, told in (
        (lambda: english.list_documents("海河县"), "There is no document"),
        (lambda: english.list_rows("收入表", "D1"), "There is no table"),
        (lambda: english.list_rows("支出决算表", "D1", column="经营支出"), "There is no column"),
        (lambda: english.list_rows("支出决算表", "D1", where="many"), "Write where as"),
        (lambda: english.list_rows("支出决算表", "D1", where=">600"), "that meet the conditions"),
        (lambda: english.list_tables("D7"), "There is no document"),
        (lambda: english.find("航天飞机", "D1"), "Nothing found"),
        (lambda: english.run_plan('figure(D1, "国库集中支付")'), "names like it"),
        (lambda: english.run_plan("figure(D1"), "The plan is wrong"),
        (lambda: english.run_plan('figure(D9, "信息化建设")'), "There is no document"),
        (lambda: english.calculate("sum", ["F77"]), "there is no id F77"),
        (lambda: english.calculate("power", ["F1"]), "no power; there are"),
    ):
        assert told in _said(call)


def _said(call: Callable[[], str]) -> str:
    try:
        return call()
    except ToolRefusal as refused:
        return str(refused)
