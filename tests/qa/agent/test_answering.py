"""With a model: its answer if every figure holds, else the rules' answer, and the user is told which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qa.agent.answering import ModelQuestion, Progress, answer_with_model
from qa.drafting.answer import Answer, Status
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.pipeline import ask
from qa.plans.notation import parse_plan
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Script, Scripted, Turn, last_text, say, scripted, shown_text
from tests.qa.agent.tool_play import FARMING, HECHUAN, LANXIAN, WHY, answer, looked, planned, row_id, run

ASKED = "岚县人社局2024年农林水支出决算是多少？"
REASON = "岚县人社局2024年农林水支出为什么减少？"
FIND = Turn(calls=(("find", {"words": "农林水支出", "year": 2024}),))
LIST = ("list_documents", {"name": "海河县财政局"})
RIGHT = answer("2024年农林水支出决算为1,776.34万元[F1]。", "F1")


def asked_of(script: Script, question: str = ASKED, **settings: Any) -> tuple[Answer, Scripted]:
    with scripted(script) as server:
        return ask(question, stores=sample_stores(), model=server.settings(**settings)), server


def by_rules(question: str = ASKED) -> Answer:
    return ask(question, stores=sample_stores())


def assert_rules_answer(given: Answer, question: str = ASKED) -> None:
    expected = by_rules(question)
    assert (given.mode, given.model) == ("rules", None)
    assert (given.status, given.answer, given.results) == (expected.status, expected.answer, expected.results)
    assert "语言模型" in given.notice or "language model" in given.notice


# ------------------------------------------------------------------------------------------------------ right use


def test_ids_that_tools_gave_become_numbered_citations_of_the_printed_cell() -> None:
    given, server = asked_of(lambda body: RIGHT if looked(body) else run(FARMING))
    assert (given.mode, given.model, given.notice) == ("llm", "scripted", "")
    assert given.answer == "2024年农林水支出决算为1,776.34万元[1]。"
    assert [(each.value, each.unit) for each in given.results] == [("1776.34", "万元")]
    assert given.citations[0].quote == "1,776.34" and given.citations[0].page
    assert [each["function"]["name"] for each in server.requests[0]["tools"]] == [
        "list_documents", "list_tables", "list_rows", "find", "search_passages", "run_plan", "calculate", "answer",
    ]  # fmt: skip
    assert given.tokens == 240 and len(server.requests) == 2


def test_a_plan_of_the_model_is_executed_as_everybodys_and_its_sentences_can_be_said_again() -> None:
    given, _ = asked_of(planned(WHY), REASON)
    assert given.mode == "llm"
    assert {each.value for each in given.results} >= {"1776.34", "2814.62"}
    assert "稳岗补贴的一部分本年改由县级配套资金负担" in given.answer
    assert any(each.substituted == "1776.34 + 1038.28" for each in given.calculations)


def test_a_plan_may_be_lines_a_list_or_json_and_use_the_ids_of_documents() -> None:
    made = {"asks": [{"of": {"op": "figure", "documents": {"op": "docs", "institution": "岚县人社局"}, "item": "213"}}]}
    for plan in ('figure(D1, "农林水支出")', ['x = figure(D1, "213")', "ask(x)"], made, json.dumps(made)):
        given, _ = asked_of(lambda body, plan=plan: RIGHT if looked(body) else run(plan))
        assert given.mode == "llm", plan


def test_a_calculation_over_ids_is_exact_and_can_be_redone() -> None:
    question = "岚县人社局2024年农林水支出和社会保障和就业支出一共是多少？"
    both = FARMING + '\nfigure(d, "社会保障和就业支出")'

    def script(body: dict[str, Any]) -> Turn:
        tools = [each for each in body["messages"] if each["role"] == "tool"]
        if not tools:
            return run(both)
        if len(tools) == 1:
            return Turn(calls=(("calculate", {"operation": "sum", "ids": ["F1", "F2"]}),))
        return answer("农林水支出与社会保障和就业支出合计5,288.96万元[C1]。", "C1")

    given, _ = asked_of(script, question)
    assert given.mode == "llm", given.trace
    assert (given.results[0].value, given.results[0].basis) == ("5288.96", "calculated")
    assert given.calculations[0].substituted == "1776.34 + 3512.62"


def test_an_answer_as_plain_text_counts_like_one_by_the_tool() -> None:
    given, _ = asked_of(lambda body: Turn("农林水支出决算为1,776.34万元[F1]。") if looked(body) else run(FARMING))
    assert given.mode == "llm" and given.results[0].value == "1776.34"


def test_ids_are_given_in_the_order_of_the_calls() -> None:
    calls = tuple(
        ("run_plan", {"plan": f'{LANXIAN}figure(d, "{each}", table="支出决算表")'})
        for each in ("农林水支出", "社会保障和就业支出", "住房保障支出", "卫生健康支出")
    )
    _, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=calls))
    shown = [str(each["content"]) for each in server.requests[1]["messages"] if each["role"] == "tool"]
    assert [each.split(" ")[0] for each in shown] == ["F1", "F2", "F3", "F4"]


def test_rows_are_paged_told_once_and_held_under_one_id() -> None:
    rows = ("list_rows", {"table": "支出决算表", "document": "D1", "column": "本年支出合计", "level": "类"})
    _, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=(rows, rows)))
    first, second = (str(each["content"]) for each in server.requests[1]["messages"] if each["role"] == "tool")
    assert "213 类 农林水支出" in first and "L1 = 以上条件的全部" in first and "全表" in first
    assert "前面已列" in second and len(second) < len(first)


def test_conditions_on_rows_are_kept_to() -> None:
    rows = ("list_rows", {"table": "支出决算表", "document": "D1", "column": "本年支出合计", "where": ">1000万元"})
    below = ("list_rows", {"table": "支出决算表", "document": "D1", "column": "本年支出合计", "under": "213"})
    lacks = ("list_rows", {"table": "支出决算表", "document": "D1", "level": "类", "name_has_not": "农林水、住房"})
    _, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=(rows, below, lacks)))
    shown = [str(each["content"]) for each in server.requests[1]["messages"] if each["role"] == "tool"]
    assert "1,776.34" in shown[0] and "55.44" not in shown[0]
    assert "213 类" not in shown[1] and "213" in shown[1]
    assert "农林水" not in shown[2] and "社会保障和就业支出" in shown[2]


def test_each_step_is_told_in_words_and_nothing_that_only_the_model_says() -> None:
    calls = (
        ("find", {"words": "农林水支出 贪污9,999万元"}),
        ("list_rows", {"table": "支出决算表", "document": "D1"}),
        ("run_plan", {"plan": FARMING}),
    )
    steps: list[Progress] = []
    with scripted(lambda body: RIGHT if looked(body) else Turn(calls=calls)) as server:
        ask(ASKED, stores=sample_stores(), model=server.settings(), watch=steps.append)
    assert [each.words for each in steps] == ["查数“农林水支出”", "看表“支出决算表”", "执行查询计划", "核对回答"]
    assert steps[0].found > 0


def test_the_conversation_goes_along() -> None:
    executor = Executor(read_store(sample_stores().catalog))
    put = ModelQuestion("那它占全部支出的多少？", "zh", executor, by_rules(), None, ((ASKED, "1,776.34万元"),))
    share = LANXIAN + 'share(figure(d, "农林水支出"), figure(d, "支出总计"))'
    with scripted(planned(share)) as server:
        given = answer_with_model(put, server.settings(), sample_stores())
    assert ASKED in shown_text(server.requests[0]) and "岚县人力资源和社会保障局" in shown_text(server.requests[0])
    assert given.mode == "llm" and "%" in {each.unit for each in given.results}


@pytest.mark.parametrize(
    "question", ["岚县人社局2024年社会保障和就业支出是多少？", "What did 岚县 spend on social security in 2024?"]
)
def test_an_item_that_the_question_names_in_either_language_need_not_be_named_again(question: str) -> None:
    for item, value, named in (("社会保障和就业支出", "3,512.62", True), ("住房保障支出", "55.44", False)):
        plan = LANXIAN + f'figure(d, "{item}", table="支出决算表")'

        def script(body: dict[str, Any], value: str = value, plan: str = plan) -> Turn:
            if not looked(body):
                return run(plan)
            own = row_id({"messages": body["messages"][-1:]}, "", "F")
            return answer(f"{value}万元[{own}]。", own)

        given, _ = asked_of(script, question)
        assert given.mode == "llm" and (f"{value}万元[1]" in given.answer) is named, given.answer
        assert named or item in given.answer


# ------------------------------------------------------------------------------------------------- the rules' reading


def put(plan: str | None, offline: Answer | None = None, question: str = ASKED) -> ModelQuestion:
    executor = Executor(read_store(sample_stores().catalog))
    return ModelQuestion(question, "zh", executor, offline or by_rules(question), parse_plan(plan) if plan else None)


def test_the_rules_reading_goes_along_as_advice_and_its_ids_can_be_cited_at_once() -> None:
    with scripted(lambda body: RIGHT) as server:
        given = answer_with_model(put(FARMING), server.settings(), sample_stores())
    assert "可能有错" in shown_text(server.requests[0]) and "1,776.34万元[F1]" in shown_text(server.requests[0])
    assert given.mode == "llm" and len(server.requests) == 1


def test_below_the_readers_threshold_no_reading_is_told() -> None:
    with scripted(planned(FARMING)) as server:
        answer_with_model(put(None), server.settings(), sample_stores())
    assert "可能有错" not in shown_text(server.requests[0]) and "1,776.34" not in shown_text(server.requests[0])


def test_where_model_and_rules_differ_and_the_models_answer_holds_it_stands_with_a_notice() -> None:
    wrong = by_rules("岚县人社局2024年住房保障支出决算是多少？")
    with scripted(planned(FARMING)) as server:
        given = answer_with_model(put(None, wrong), server.settings(), sample_stores())
    assert given.mode == "llm" and [each.value for each in given.results] == ["1776.34"]
    assert "不同" in given.notice and wrong.results[0].label in given.notice


def test_a_model_is_asked_where_the_rules_refuse_and_where_they_ask_back() -> None:
    question = "2024年三公经费决算是多少？"
    assert by_rules(question).status is Status.NEEDS_CLARIFICATION
    given, server = asked_of(planned(HECHUAN + 'figure(d, "三公经费")'), question)
    assert given.mode == "llm" and given.status is Status.ANSWERED and server.requests and given.notice
    refused = "岚县人社局2024年种地、扶贫那一类钱花了多少？"
    assert by_rules(refused).status is Status.REFUSED
    given, _ = asked_of(planned(FARMING), refused)
    assert given.mode == "llm" and given.results[0].value == "1776.34"


def test_a_model_that_asks_back_too_gives_the_rules_choices() -> None:
    question = "2024年三公经费决算是多少？"
    given, _ = asked_of(say(answer("请问是哪一个：岚县还是禾川县？", items=("岚县", "禾川县"))), question)
    assert given.status is Status.NEEDS_CLARIFICATION and given.clarify == by_rules(question).clarify


def test_a_model_that_asks_back_with_more_choices_gives_its_own() -> None:
    offices = ("岚县人力资源和社会保障局", "禾川县水务局", "雁湖市商务局", "石桥县教育局")
    given, _ = asked_of(say(answer("请问是哪一个单位？", items=offices)), "2024年三公经费决算是多少？")
    assert given.mode == "llm" and tuple(each.label for each in given.clarify) == offices


def test_a_model_may_ask_back_where_the_rules_did_not() -> None:
    given, _ = asked_of(say(answer("请问是哪一个：预算还是决算？", items=("年初预算", "决算"))))
    assert (given.status, given.mode) == (Status.NEEDS_CLARIFICATION, "llm")
    assert [each.question for each in given.clarify] == [f"年初预算：{ASKED}", f"决算：{ASKED}"]


def test_a_refusal_of_a_model_that_looked_stands_and_says_what_is_nearest() -> None:
    question = "岚县人社局2024年航天支出是多少？"
    words = "无法回答：文件里没有航天支出，最接近的是农林水支出1,776.34万元[F1]。"
    given, _ = asked_of(lambda body: answer(words) if looked(body) else run(FARMING), question)
    assert (given.status, given.mode) == (Status.REFUSED, "llm") and given.citations and not given.results


def test_a_refusal_without_a_look_is_sent_back() -> None:
    given, server = asked_of(say(answer("无法回答：没有")))
    assert_rules_answer(given)
    assert "先用工具查" in last_text(server.requests[1])


def test_a_refusal_after_a_list_of_documents_stands() -> None:
    given, server = asked_of(
        lambda body: answer("无法回答：没有海河县财政局的文件") if looked(body) else Turn(calls=(LIST,)),
        "海河县财政局2024年支出是多少？",
    )
    assert (given.status, given.mode) == (Status.REFUSED, "llm") and len(server.requests) == 2


# ------------------------------------------------------------------------------------------------------------ faults


def test_a_fault_goes_back_once_with_what_was_wrong_and_a_mended_answer_counts() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if "不能发出" in last_text(body):
            return RIGHT
        return answer("农林水支出决算为1,767.34万元[F1]。", "F1") if looked(body) else run(FARMING)

    given, server = asked_of(script)
    assert given.mode == "llm" and "1,776.34" in given.answer
    assert "1,767.34" in last_text(server.requests[2]) and len(server.requests) == 3


def test_after_a_second_fault_the_rules_answer_and_no_further_call_is_made() -> None:
    given, server = asked_of(say(run(FARMING), answer("农林水支出为9,999.99万元[F1]。", "F1")))
    assert_rules_answer(given)
    assert len(server.requests) == 3


def test_the_named_documents_come_first_and_others_are_found_by_name() -> None:
    calls = (("list_documents", {"name": "禾川县水务局"}), ("list_documents", {"name": "2025"}))
    _, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=(*calls, ("run_plan", {"plan": FARMING}))))
    first = shown_text(server.requests[0])
    assert "D1 | 岚县人力资源和社会保障局" in first and "禾川县" not in first and "另有3份" in first
    named, of_year = (str(each["content"]) for each in server.requests[1]["messages"][-3:-1])
    assert "禾川县水务局" in named and "雁湖市商务局" in of_year


def test_calculate_takes_ids_and_no_free_numbers() -> None:
    calls = (("run_plan", {"plan": FARMING}), ("calculate", {"operation": "sum", "ids": ["1776.34", "12"]}))
    given, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=calls))
    assert "不能写数字" in last_text(server.requests[1])
    assert given.mode == "llm"


def test_a_row_and_a_part_of_it_are_not_added_up() -> None:
    calls = (
        ("list_rows", {"table": "支出决算表", "document": "D1", "column": "本年支出合计", "name_has": "农林水、213"}),
        ("calculate", {"operation": "sum", "ids": ["F1", "F2"]}),
    )
    _, server = asked_of(lambda body: RIGHT if looked(body) else Turn(calls=calls))
    assert "不能相加" in last_text(server.requests[1])


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
        if not looked(body):
            return Turn(calls=(("find", arguments),))
        tools = [each for each in body["messages"] if each["role"] == "tool"]
        return run(FARMING) if len(tools) == 1 else answer(f"农林水支出1,776.34万元[{row_id(body, '1,776.34', 'F')}]。")

    given, _ = asked_of(script)
    assert given.mode == "llm" and "1,776.34" in given.answer


def test_a_tool_call_written_in_the_text_is_carried_out() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if looked(body):
            return RIGHT
        call = {"name": "run_plan", "arguments": {"plan": FARMING}}
        return Turn(f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>")

    given, server = asked_of(script)
    assert given.mode == "llm"
    assert last_text(server.requests[1]).startswith("F1 | ")


PLAN = json.dumps({"plan": ['figure(D1, "农林水支出", stage="决算")']}, ensure_ascii=False)


@pytest.mark.parametrize(
    "refusal", ["model does not support tools", '"auto" tool choice requires --enable-auto-tool-choice']
)
def test_a_model_without_tool_calling_gets_one_plan_call(refusal: str) -> None:
    def script(body: dict[str, Any]) -> Turn:
        return Turn(status=400, error=refusal) if "tools" in body else Turn(f"好的：\n```json\n{PLAN[:-1]},}}\n```")

    given, server = asked_of(script)
    assert given.mode == "llm" and given.results[0].value == "1776.34"
    assert [("tools" in each) for each in server.requests] == [True, False]


def test_tools_switched_off_means_one_plan_call() -> None:
    given, server = asked_of(say(PLAN), tools="off")
    assert given.mode == "llm" and len(server.requests) == 1 and "tools" not in server.requests[0]


OTHERS = (
    'figure(D1, "住房保障支出")',
    'figure(D1, "农林水支出", year=2021)',
    'figure(D1, "农林水支出", stage="年初预算")',
    'figure(docs("禾川县水务局", 2024), "农林水支出")',
    'figure(docs("岚县人力资源和社会保障局", 2019), "农林水支出")',
    "figure(D1)",
    'quote(D1, "主要职责")',
    'count(rows(D1, table="项目支出表"))',
    "number(5)",
)


@pytest.mark.parametrize(
    "plan",
    ["我不知道", "{{{{", "[1, 2]", '{"words": 7}', '{"plan": "figure("}']
    + [json.dumps({"plan": [each]}, ensure_ascii=False) for each in OTHERS],
)
def test_a_plan_that_cannot_be_read_or_names_something_else_gives_the_rules_answer(plan: str) -> None:
    given, _ = asked_of(say(plan), tools="off")
    assert_rules_answer(given)


def test_a_reply_that_echoes_its_prompt_is_no_refusal_and_no_citation() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if "tools" in body:
            return Turn(str(body["messages"][0]["content"])[:900])
        return Turn(str(body["messages"][-1]["content"])[:900])

    given, server = asked_of(script)
    assert_rules_answer(given)
    assert [("tools" in each) for each in server.requests] == [True, False]


def test_what_was_told_can_be_seen_in_the_trace_as_drafts() -> None:
    given, _ = asked_of(planned(FARMING))
    drafts = [each["answer"] for each in given.trace["run"] if each["event"] == "draft"]
    assert [each["results"][0]["value"] for each in drafts] == ["1776.34"]
