"""The LangChain parts work in a custom agent, and broken JSON is repaired if possible."""

from __future__ import annotations

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


def test_the_tools_find_and_calculate_over_one_list() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    rows = tools["find_facts"].invoke({"words": "农林水支出", "stage": "决算"})
    assert rows.startswith("F1 | D1 | 2024 决算 支出") and "1,776.34 万元" in rows
    assert "禾川" not in tools["list_documents"].invoke({})
    tools["find_facts"].invoke({"words": "社会保障和就业支出"})
    made = tools["calculate"].invoke({"operation": "difference", "ids": "F1, F1"})  # a list written as text
    assert made == "C1 | 1776.34 - 1776.34 = 0.00万元"


def test_passages_are_found_by_meaning_where_the_words_are_not_those_of_the_document() -> None:
    """公车 is in no document; the paragraph about 公务用车 is found all the same."""
    tools = {each.name: each for each in budget_tools(sample_stores(), "禾川县水务局2024年决算")}
    rows = tools["search_passages"].invoke({"words": "公车为啥少花了", "limit": 5})
    assert "公务用车运行维护费决算9.45万元" in rows


def test_a_refused_wish_comes_back_as_text() -> None:
    assert tool("calculate").invoke({"operation": "sum", "ids": ["12", "30"]}).startswith("错误：")
    assert tool("find_facts").invoke({"words": "支出", "document": "D99"}).startswith("错误：")


def test_figures_of_different_units_are_not_combined() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    rows = tools["find_statements"].invoke({"words": "农林水支出 减少 下降"})
    money = next(row.split(" ")[0] for row in rows.splitlines() if "增减额" in row)
    rate = next(row.split(" ")[0] for row in rows.splitlines() if "增减率" in row)
    assert "不能这样计算" in tools["calculate"].invoke({"operation": "sum", "ids": [money, rate]})


def test_a_ranking_goes_from_the_largest_down_and_says_its_id() -> None:
    tools = {each.name: each for each in budget_tools(sample_stores(), "岚县人社局2024年")}
    tools["find_facts"].invoke({"words": "农林水支出", "stage": "决算", "limit": 1})
    tools["find_facts"].invoke({"words": "社会保障和就业支出", "stage": "决算", "limit": 1})
    assert tools["calculate"].invoke({"operation": "rank", "ids": ["F1", "F2"]}) == "C1 | 从大到小：F2 > F1"


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
