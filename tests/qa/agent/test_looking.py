"""What the tools show a model: each thing under an id of its own, told apart, and as shown only what was printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.looking.notes import NotedList
from qa.agent.looking.words import MOST
from qa.agent.tools import Toolbox
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
第三部分 {year}年度部门决算情况说明

{duties}
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
        text = _REPORT.format(year=year, offices=listed, forms=forms, duties=duties)
        (folder / f"{year}.txt").write_text(text, "utf-8")
    ingest_paths([folder], StoreSettings(folder / "store"), workers=1)
    return folder / "store"


@pytest.fixture
def tools(folder: Path) -> Toolbox:
    stores = open_stores(StoreSettings(folder))
    executor, scope = Executor(read_store(stores.catalog, stores.search)), "海山县财政局"
    return Toolbox(Desk(executor, Documents(executor.reader.shelf, scope), scope, "zh", stores.search))


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
