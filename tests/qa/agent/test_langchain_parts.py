"""The LangChain parts work in a custom agent, and broken JSON is repaired if possible."""

from __future__ import annotations

import re
from typing import Any

import pytest

from qa.agent.langchain_parts import BudgetRetriever, budget_tools
from qa.agent.model_json import read_object
from tests.fixtures.model_stores import sample_stores


def tool(name: str, scope: str = "") -> Any:
    return next(each for each in budget_tools(sample_stores(), scope) if each.name == name)


def test_the_retriever_gives_documents_with_their_place() -> None:
    found = BudgetRetriever(stores=sample_stores(), limit=3).invoke("岚县 农林水支出 减少 原因")
    assert len(found) == 3
    assert any("农林水支出" in each.page_content for each in found)
    assert {"document_id", "title", "section", "table_id", "kind", "score"} <= set(found[0].metadata)


def test_the_retriever_is_a_runnable_that_stays_within_its_documents() -> None:
    wanted = sample_stores().catalog.find("雁湖").id
    found = (BudgetRetriever(stores=sample_stores(), document_ids=[wanted]) | (lambda each: each)).invoke("支出")
    assert {each.metadata["document_id"] for each in found} == {wanted}


def test_the_tools_find_plan_and_calculate_over_one_list() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    assert "answer" not in tools
    assert tools["list_documents"].invoke({}).startswith("D1 | 岚县人力资源和社会保障局")
    rows = tools["find"].invoke({"words": "农林水支出"})
    assert "213 类 农林水支出" in rows and "1,776.34万元" in rows
    planned = tools["run_plan"].invoke({"plan": 'figure(D1, "社会保障和就业支出", table="支出决算表")'})
    name = planned.split(" ")[0]
    made = tools["calculate"].invoke({"operation": "difference", "ids": f"{name}, {name}"})  # a list written as text
    assert made.startswith("C1 = 0.00万元")


def test_passages_are_found_by_meaning_where_the_words_are_not_those_of_the_document() -> None:
    """公车 is in no document; the paragraph about 公务用车 is found all the same."""
    tools = {each.name: each for each in budget_tools(sample_stores(), "禾川县水务局2024年决算")}
    rows = tools["search_passages"].invoke({"words": "公车为啥少花了", "limit": 5})
    assert "公务用车运行维护费决算9.45万元" in rows


def test_a_refused_wish_comes_back_as_text() -> None:
    assert tool("calculate").invoke({"operation": "sum", "ids": ["12", "30"]}).startswith("错误：")
    assert tool("list_rows").invoke({"table": "没有的表", "document": "D99"}).startswith("错误：")
    assert tool("run_plan").invoke({"plan": "figure(d"}).startswith("错误：")


def test_figures_of_different_units_are_not_combined() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    rows = tools["find"].invoke({"words": "农林水支出 减少 下降", "limit": 12})
    money, rate = (re.search(rf"(S\d+) 农林水支出减少{number}", rows) for number in ("1,038", "36"))
    assert money and rate
    assert "不能这样计算" in tools["calculate"].invoke({"operation": "sum", "ids": [money[1], rate[1]]})


def test_a_sentence_of_a_plan_marks_what_was_reckoned_with_its_own_id() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "禾川县水务局2024年决算")}
    sides = (f'figure(D1, "水利工程建设", stage="{stage}")' for stage in ("决算", "年初预算"))
    made = tools["run_plan"].invoke({"plan": f"difference({', '.join(sides)})"})
    assert made.startswith("C1 = 485.30万元") and "多485.30万元[C1]" in made, made
    grown = tools["run_plan"].invoke({"plan": 'prior(figure(docs("岚县人社局", 2024), "农林水支出"))'})
    name = grown.split(" ")[0]
    assert name.startswith("C") and f"万元[{name}]" in grown, grown


def test_a_ranking_goes_from_the_largest_down_and_says_its_id() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    plan = 'figure(D1, "农林水支出", table="支出决算表")\nfigure(D1, "社会保障和就业支出", table="支出决算表")'
    tools["run_plan"].invoke({"plan": plan})
    made = tools["calculate"].invoke({"operation": "rank", "ids": ["F1", "F2"]})
    assert made.startswith("L1 | 从大到小：1. F2 ") and "；2. F1 " in made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('好的：\n```json\n{"a": [1, 2,],}\n```', {"a": [1, 2]}),
        ("{'words': ['农林水支出'], 'year': None}", {"words": ["农林水支出"], "year": None}),
        ('{operation: "lookup", "words": ["x"', {"operation": "lookup", "words": ["x"]}),
        ("{“a”：“b”，“c”：2}", {"a": "b", "c": 2}),
        ('先说明 {"a": {"b": "}"}} 再说明 {', {"a": {"b": "}"}}),
        ("没有", None),
        ("[1, 2]", None),
        ("{" * 5000, None),
    ],
)
def test_json_as_small_models_write_it(text: str, found: dict[str, Any] | None) -> None:
    assert read_object(text) == found
