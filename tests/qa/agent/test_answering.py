"""With a model: its answer if every figure holds, else the rules' answer, and the user is told which."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from qa.drafting.answer import Answer, Status
from qa.pipeline import ask
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import (
    Script,
    Scripted,
    Turn,
    last_text,
    rules_text,
    say,
    scripted,
    shown_text,
)

ASKED = "岚县人社局2024年农林水支出决算是多少？"
WHY = "岚县人社局2024年农林水支出为什么减少？"
FIND = Turn(calls=(("find_facts", {"words": "农林水支出", "year": 2024, "stage": "决算"}),))


def asked_of(script: Script, question: str = ASKED, **settings: Any) -> tuple[Answer, Scripted]:
    with scripted(script) as server:
        return ask(question, stores=sample_stores(), model=server.settings(**settings)), server


def by_rules(question: str = ASKED) -> Answer:
    return ask(question, stores=sample_stores())


def assert_rules_answer(answer: Answer, question: str = ASKED) -> None:
    expected = by_rules(question)
    assert (answer.mode, answer.model) == ("rules", None)
    assert (answer.status, answer.answer, answer.results) == (expected.status, expected.answer, expected.results)
    assert "语言模型" in answer.notice or "language model" in answer.notice


def row_id(body: dict[str, Any], words: str, letter: str = "F") -> str:
    """The id of the first shown row with these words."""
    found = re.search(rf"^({letter}\d+) \|[^\n]*{words}", shown_text(body), re.MULTILINE)
    assert found, f"no row of {words} in:\n{shown_text(body)}"
    return found.group(1)


# ------------------------------------------------------------------------------------------------------ right use


def test_ids_that_tools_gave_become_numbered_citations_of_the_printed_cell() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if body["messages"][-1]["role"] != "tool":
            return FIND
        return Turn(f"2024年农林水支出决算为1,776.34万元[{row_id(body, '支出决算表')}]。")

    answer, server = asked_of(script)
    assert (answer.mode, answer.model, answer.notice) == ("llm", "scripted", "")
    assert answer.answer == "2024年农林水支出决算为1,776.34万元[1]。"
    assert [(each.value, each.unit) for each in answer.results] == [("1776.34", "万元")]
    assert answer.citations[0].quote == "1,776.34" and answer.citations[0].page
    assert {each["function"]["name"] for each in server.requests[0]["tools"]} == {
        "find_facts", "find_statements", "search_passages", "calculate", "list_documents", "check_figures",
    }  # fmt: skip
    assert answer.tokens == 240


def test_a_calculation_over_ids_is_exact_and_can_be_redone() -> None:
    question = "岚县人社局2024年农林水支出和社会保障和就业支出一共是多少？"

    def script(body: dict[str, Any]) -> Turn:
        tools = [each for each in body["messages"] if each["role"] == "tool"]
        if not tools:
            return Turn(
                calls=(("find_facts", {"words": "农林水支出"}), ("find_facts", {"words": "社会保障和就业支出"}))
            )
        one, two = row_id(body, "支出决算表[^\n]*农林水支出"), row_id(body, "\\| 支出决算表[^\n]*社会保障和就业支出")
        if len(tools) == 2:
            return Turn(calls=(("calculate", {"operation": "sum", "ids": [one, two]}),))
        made = re.findall(r"^(C\d+) \| .*= ([\d,.]+)万元", shown_text(body), re.MULTILINE)[-1]
        return Turn(f"农林水支出与社会保障和就业支出合计{made[1]}万元[{made[0]}]。")

    answer, _ = asked_of(script, question)
    assert answer.mode == "llm", answer.trace
    assert "5,288.96万元" in answer.answer
    assert answer.calculations[0].substituted in ("1776.34 + 3512.62", "3512.62 + 1776.34")


def test_the_rules_reading_and_evidence_go_along_so_that_repeating_them_suffices() -> None:
    answer, server = asked_of(lambda body: Turn(rules_text(body)), WHY)
    assert answer.mode == "llm"
    assert (answer.answer, answer.results) == (by_rules(WHY).answer, by_rules(WHY).results)
    assert "why：农林水支出" in shown_text(server.requests[0])


def test_a_fault_goes_back_once_with_what_was_wrong_and_a_mended_answer_counts() -> None:
    def script(body: dict[str, Any]) -> Turn:
        right = f"2024年农林水支出决算为1,776.34万元[{row_id(body, '支出决算表')}]。"
        return Turn(right if "不能发出" in last_text(body) else right.replace("1,776.34", "1,767.34"))

    answer, server = asked_of(script)
    assert answer.mode == "llm" and "1,776.34" in answer.answer
    assert "1,767.34" in last_text(server.requests[1]) and len(server.requests) == 2


def test_after_a_second_fault_the_rules_answer_and_no_third_call_is_made() -> None:
    answer, server = asked_of(say("农林水支出为9,999.99万元[F1]。"))
    assert_rules_answer(answer)
    assert len(server.requests) == 2


def test_a_document_in_doubt_is_asked_back_without_a_call() -> None:
    question = "2024年三公经费决算是多少？"
    assert by_rules(question).status is Status.NEEDS_CLARIFICATION
    answer, server = asked_of(say("不应被问到"), question)
    assert answer.status is Status.NEEDS_CLARIFICATION and not server.requests


def test_tools_never_show_another_institution_or_year_whatever_is_asked_of_them() -> None:
    calls = (
        ("find_facts", {"words": "禾川县水务局 农村供水", "year": 2019}),
        ("find_facts", {"words": "农村供水", "document": "D2"}),
        ("find_statements", {"words": "禾川县水务局 水利工程建设"}),
        ("search_passages", {"words": "禾川县水务局"}),
        ("list_documents", {}),
    )

    def script(body: dict[str, Any]) -> Turn:
        return Turn(rules_text(body)) if body["messages"][-1]["role"] == "tool" else Turn(calls=calls)

    _, server = asked_of(script)
    shown = "\n".join(str(each["content"]) for each in server.requests[-1]["messages"] if each["role"] == "tool")
    assert "禾川县" not in shown and "农村供水" not in shown
    assert "范围内没有文件 D2" in shown


def test_calculate_takes_ids_and_no_free_numbers() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if body["messages"][-1]["role"] == "tool":
            return Turn(rules_text(body))
        return Turn(calls=(("calculate", {"operation": "sum", "ids": ["1776.34", "12"]}),))

    answer, server = asked_of(script)
    assert "只能对 F、S、C 编号计算" in last_text(server.requests[1])
    assert answer.mode == "llm"


# ---------------------------------------------------------------------------------------------- weak models, weak JSON


@pytest.mark.parametrize(
    "arguments",
    [
        '{"words": "农林水支出", "year": 2024,}',
        "{'words': '农林水支出'}",
        '{words: "农林水支出"',
        '```json\n{"words": "农林水支出"}\n```',
        "",
    ],
)
def test_broken_json_of_a_tool_call_is_mended_or_told_and_the_answer_is_right(arguments: str) -> None:
    def script(body: dict[str, Any]) -> Turn:
        if body["messages"][-1]["role"] == "tool":
            return Turn(rules_text(body))
        return Turn(calls=(("find_facts", arguments),))

    answer, _ = asked_of(script)
    assert answer.mode == "llm" and "1,776.34" in answer.answer


def test_a_tool_call_written_in_the_text_is_carried_out() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if body["messages"][-1]["role"] == "tool":
            return Turn(rules_text(body))
        return Turn('<tool_call>\n{"name": "find_facts", "arguments": {"words": "农林水支出"}}\n</tool_call>')

    answer, server = asked_of(script)
    assert answer.mode == "llm"
    assert "| 支出决算表 |" in last_text(server.requests[1])


PLAN = json.dumps(
    {"operation": "lookup", "documents": ["D1"], "words": ["农林水支出"], "year": 2024, "stage": "决算"},
    ensure_ascii=False,
)


@pytest.mark.parametrize(
    "refusal", ["model does not support tools", '"auto" tool choice requires --enable-auto-tool-choice']
)
def test_a_model_without_tool_calling_gets_one_plan_call_that_the_rules_carry_out(refusal: str) -> None:
    def script(body: dict[str, Any]) -> Turn:
        return Turn(status=400, error=refusal) if "tools" in body else Turn(f"好的：\n```json\n{PLAN[:-1]},}}\n```")

    answer, server = asked_of(script)
    assert answer.mode == "llm" and answer.results == by_rules().results
    assert [("tools" in each) for each in server.requests] == [True, False]


def test_tools_switched_off_means_one_plan_call() -> None:
    answer, server = asked_of(say(PLAN), tools="off")
    assert answer.mode == "llm" and len(server.requests) == 1 and "tools" not in server.requests[0]


@pytest.mark.parametrize(
    "plan", ["我不知道", "{{{{", '{"operation": "lookup", "words": ["住房保障支出"]}', "[1, 2]", '{"words": 7}']
)
def test_a_plan_that_cannot_be_read_or_asks_for_something_else_gives_the_rules_answer(plan: str) -> None:
    answer, _ = asked_of(say(plan), tools="off")
    assert answer.results == by_rules().results
    assert answer.mode == "rules" or answer.answer == by_rules().answer


def test_a_plan_stays_within_the_institution_that_was_asked_about() -> None:
    plan = {"operation": "lookup", "documents": ["D3", "D2"], "words": ["农村供水"], "year": 2024}
    answer, _ = asked_of(say(json.dumps(plan)), "岚县人社局2024年农村供水支出是多少？", tools="off")
    assert "420.75" not in answer.answer and answer.status is Status.REFUSED
