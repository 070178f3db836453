"""A lying model is always stopped: the rules answer instead."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from qa.drafting.answer import Answer
from qa.pipeline import ask
from tests.fixtures.agent_lies import AT_THE_TOOLS, KINDS, NUMERAL, Told, lies_of
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, say, scripted, shown_text
from tests.qa.agent.tool_play import HECHUAN, LANXIAN, WHY, answer, looked, told

YANHU = 'd = docs("雁湖市商务局", 2025, "预算")\n'
_BOTH = '\na = docs("岚县人力资源和社会保障局", 2024, "决算")\nb = docs("禾川县水务局", 2024, "决算")\n'
PLANS = {
    "岚县人社局2024年农林水支出决算是多少？": LANXIAN + 'figure(d, "农林水支出")',
    "why did 岚县 农林水支出 change?": WHY,
    "禾川县水务局2024年水利工程建设花了多少钱": HECHUAN + 'figure(d, "水利工程建设")',
    "禾川县水务局2024年水利工程建设决算比年初预算多出多少？": HECHUAN
    + 'difference(figure(d, "水利工程建设", stage="决算"), figure(d, "水利工程建设", stage="年初预算"))',
    "雁湖市商务局2025年预算 津贴补贴 多少元": YANHU + 'figure(d, "津贴补贴")',
    "岚县人社局2024年社会保险补贴和公益性岗位补贴各花了多少，加起来呢？": LANXIAN
    + 'a = figure(d, "社会保险补贴")\nb = figure(d, "公益性岗位补贴")\na\nb\nsum([a, b])',
    "岚县人社局和禾川县水务局2024年农林水支出各是多少，差多少？": _BOTH
    + 'figure(a, "农林水支出")\nfigure(b, "农林水支出")\ndifference(figure(b, "农林水支出"), figure(a, "农林水支出"))',
}
OTHERS = {
    "岚县人社局2024年农林水支出决算是多少？": (
        HECHUAN + 'figure(d, "农林水支出")',
        "禾川县水务局",
        "岚县人力资源和社会保障局",
    ),
    "禾川县水务局2024年水利工程建设花了多少钱": (HECHUAN + 'figure(d, "农村供水")', "农村供水", "水利工程建设"),
    "雁湖市商务局2025年预算 津贴补贴 多少元": (YANHU + 'figure(d, "基本工资")', "基本工资", "津贴补贴"),
    "岚县人社局2024年社会保险补贴和公益性岗位补贴各花了多少，加起来呢？": (
        LANXIAN + 'figure(d, "农林水支出")',
        "农林水支出",
        "社会保险补贴",
    ),
}
"""Another plan for a question, and what its sentence is made to say."""
LOOK = ("find", {"words": "支出", "limit": 12})


def turn(plan: str) -> Turn:
    return Turn(calls=(("run_plan", {"plan": plan}), LOOK, ("list_rows", {"table": "支出决算表", "column": "合计"})))


@cache
def truth(question: str) -> Answer:
    return ask(question, stores=sample_stores())


@cache
def told_of(question: str) -> Told:
    """What a model is shown for a question: the sentences of its plan with ids, and further rows."""
    seen: list[str] = []

    def script(body: dict[str, Any]) -> Turn:
        if not looked(body):
            return turn(PLANS[question])
        seen.append(_sentences(body))
        return answer(seen[-1])

    with scripted(script) as server:
        given = ask(question, stores=sample_stores(), model=server.settings())
    assert given.mode == "llm", ("the truth itself must pass", given.trace["run"])
    return Told(question, seen[-1], shown_text(server.requests[-1]), _other(question))


def _sentences(body: dict[str, Any]) -> str:
    shown = [each for each in body["messages"] if each["role"] == "tool"]
    return told({"messages": shown[:1]})


def _other(question: str) -> str:
    if question not in OTHERS:
        return ""
    plan, name, asked = OTHERS[question]
    seen: list[str] = []

    def script(body: dict[str, Any]) -> Turn:
        if not looked(body):
            return Turn(calls=(("run_plan", {"plan": PLANS[question]}), LOOK, ("run_plan", {"plan": plan})))
        shown = [each for each in body["messages"] if each["role"] == "tool"]
        seen.append(told({"messages": shown[-1:]}))
        return answer("无法回答：没有")

    with scripted(script) as server:
        ask(question, stores=sample_stores(), model=server.settings())
    return seen[-1].replace(name, asked)


@cache
def lies(kind: str) -> tuple[tuple[str, str], ...]:
    most = 8 if kind in AT_THE_TOOLS else 2
    return tuple((each, lie) for each in PLANS for lie in lies_of(kind, told_of(each), most))


def test_there_are_at_least_two_hundred_lies_and_a_hundred_at_the_tools_and_some_of_every_kind() -> None:
    assert sum(len(lies(kind)) for kind in KINDS) >= 200
    assert sum(len(lies(kind)) for kind in AT_THE_TOOLS) >= 100
    assert all(lies(kind) for kind in (*KINDS, *AT_THE_TOOLS))


@pytest.mark.parametrize("kind", (*KINDS, *AT_THE_TOOLS))
def test_no_lie_of_this_kind_is_answered(kind: str) -> None:
    for question in PLANS:
        made = [lie for asked, lie in lies(kind) if asked == question]
        plan = OTHERS[question][0] if made and kind == "what another plan comes to" else ""
        first = (
            Turn(calls=(*turn(PLANS[question]).calls[:2], ("run_plan", {"plan": plan})))
            if plan
            else turn(PLANS[question])
        )
        for at in range(0, len(made), 2):  # the second lie answers what the first was told
            with scripted(say(first, *map(answer, made[at : at + 2]))) as server:
                given = ask(question, stores=sample_stores(), model=server.settings())
            if kind == "no citation" and given.mode == "llm":
                assert NUMERAL.findall(given.answer) == NUMERAL.findall(told_of(question).text) and given.citations
                continue  # the ids that it left out were put in
            expected = truth(question)
            assert (given.mode, given.answer, given.results) == ("rules", expected.answer, expected.results), made[at:]
            assert len(server.requests) == 3 and given.notice
