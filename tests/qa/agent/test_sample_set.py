"""A model that runs the right plan gives the plan's own answer, whatever the question."""

from __future__ import annotations

from typing import Any

import pytest

from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.pipeline import ask
from qa.plans.notation import parse_plan
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, scripted
from tests.qa.agent.tool_play import HECHUAN, LANXIAN, answer, looked, planned, run, told

PLANS = {
    "岚县人社局2024年农林水支出决算是多少？": LANXIAN + 'figure(d, "农林水支出")',
    "岚县人社局2024年农林水支出比上年少了多少？": LANXIAN + 'ask(change(figure(d, "农林水支出")), direction="down")',
    "岚县人社局2023年农林水支出是多少？": LANXIAN + 'prior(figure(d, "农林水支出"))',
    "岚县人社局2024年农林水支出占支出总计的多少？": LANXIAN + 'share(figure(d, "农林水支出"), figure(d, "支出总计"))',
    "岚县人社局2024年农林水支出为什么减少？": LANXIAN + 'reason(change(figure(d, "农林水支出")))',
    "禾川县水务局2024年收入总计与支出总计一致吗？": HECHUAN + 'equal(figure(d, "收入总计"), figure(d, "支出总计"))',
    "禾川县水务局2024年三公经费决算是多少万元？": HECHUAN + 'figure(d, "三公经费")',
}


def faithful(body: dict[str, Any]) -> Turn:
    """Runs the plan of a question and says what it came to; of other questions something untrue."""
    question = next(str(each["content"]) for each in body["messages"] if each["role"] == "user")
    plan = next((plan for asked, plan in PLANS.items() if asked in question), "")
    if not looked(body):
        return run(plan or LANXIAN + 'figure(d, "农林水支出")')
    return answer(told(body)) if plan else answer("是9,999.99万元[F1]。")


@pytest.mark.parametrize("question", PLANS)
def test_the_answer_of_a_faithful_model_holds_the_figure_of_its_plan(question: str) -> None:
    executor = Executor(read_store(sample_stores().catalog))
    expected = answer_plan(parse_plan(PLANS[question]), executor, question)
    with scripted(planned(PLANS[question])) as server:
        given = ask(question, stores=sample_stores(), model=server.settings())
    assert (given.mode, given.status) == ("llm", expected.status)
    assert {each.value.lstrip("-") for each in expected.results[:1]} <= {
        each.value.lstrip("-") for each in given.results
    }
