"""What the guard of replies accepts and rejects, if the figure itself is right."""

from __future__ import annotations

import re
from typing import Any

import pytest

from qa.drafting.answer import Answer
from qa.pipeline import ask
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, last_text, scripted, shown_text

ALL = (
    ("find_facts", {"words": "农林水支出"}),
    ("find_facts", {"words": "社会保障和就业支出"}),
    ("find_facts", {"words": "住房保障支出"}),
    ("find_facts", {"words": "卫生健康支出"}),
    ("find_statements", {"words": "农林水支出 减少"}),
    ("check_figures", {"words": "收入总计 支出总计"}),
)
TOTALS = "农林水支出", "社会保障和就业支出", "住房保障支出", "卫生健康支出"


def reply(question: str, text: str, *calculations: tuple[str, tuple[str, ...]]) -> Answer:
    """The answer when a model looks everything up, makes ``calculations`` (operation and names of things), and says
    ``text``: ``{农林水支出}`` is the id of that row of 支出决算表, ``{增减额}`` of a statement, ``{C1}`` itself."""
    left = list(calculations)

    def script(body: dict[str, Any]) -> Turn:
        if "不能发出" in last_text(body):
            return Turn("无法回答：没有")
        if not any(each["role"] == "tool" for each in body["messages"]):
            return Turn(calls=ALL)
        ids = {name: _id(body, rf"支出决算表 \| {name} \|") for name in TOTALS}
        ids |= {role: _id(body, rf"农林水支出 \| {role} ") for role in ("增减额", "增减率", "原因")}
        ids |= {name: name for name in ("C1", "C2", "K1")}
        if left:
            operation, names = left.pop(0)
            return Turn(calls=(("calculate", {"operation": operation, "ids": [ids[each] for each in names]}),))
        return Turn(text.format(**ids))

    with scripted(script) as server:
        return ask(question, stores=sample_stores(), model=server.settings())


def _id(body: dict[str, Any], pattern: str) -> str:
    found = re.search(rf"^([A-Z]\d+) \|[^\n]*{pattern}", shown_text(body), re.MULTILINE)
    assert found, pattern
    return found.group(1)


OPEN = "岚县人社局2024年花在种地、扶贫上的钱和其他几类支出情况怎样？"
"""A question for which the rules have no figure."""

TRUE: list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = [
    ("2024年农林水支出决算为1,776.34万元[{农林水支出}]。", ()),
    ("农林水支出：17,763,400元[{农林水支出}]。", ()),
    ("农林水支出比上年减少1,038.28万元[{增减额}]，下降36.89%[{增减率}]。", ()),
    ("农林水支出减少，原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。", ()),
    ("社会保障和就业支出比农林水支出多1,736.28万元[{C1}]。", (("difference", ("社会保障和就业支出", "农林水支出")),)),
    ("农林水支出与住房保障支出合计1,831.78万元[{C1}]。", (("sum", ("农林水支出", "住房保障支出")),)),
    ("各类支出中最高的是社会保障和就业支出[{C1}]。", (("rank", TOTALS),)),
    ("收入总计与支出总计一致[{K1}]。", ()),
]
FALSE: list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = [
    ("2024年农林水支出年初预算为1,776.34万元[{农林水支出}]。", ()),
    ("2023年农林水支出决算为1,776.34万元[{农林水支出}]。", ()),
    ("2024年农林水收入决算为1,776.34万元[{农林水支出}]。", ()),
    ("2024年农林水支出中的基本支出为1,776.34万元[{农林水支出}]。", ()),
    ("2024年住房保障支出决算为1,776.34万元[{农林水支出}]。", ()),
    ("禾川县水务局2024年农林水支出决算为1,776.34万元[{农林水支出}]。", ()),
    ("2024年政府性基金农林水支出为1,776.34万元[{农林水支出}]。", ()),
    ("农林水支出为1,776.34[{农林水支出}]。", ()),
    ("农林水支出为1,776.34万元[{住房保障支出}]。", ()),
    ("农林水支出比上年增加1,038.28万元[{增减额}]。", ()),
    ("农林水支出为1,038.28万元[{增减额}]。", ()),
    ("农林水支出比年初预算减少1,038.28万元[{增减额}]。", ()),
    ("农林水支出增加，原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。", ()),
    ("住房保障支出变化的原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。", ()),
    ("农林水支出减少，原因是“稳岗补贴全部改由县级配套资金负担”[{原因}]。", ()),
    ("农林水支出的说明写着“减少10,382.8万元”[{增减额}]。", ()),
    ("农林水支出的说明写着“减少1,038”[{增减额}]。", ()),
    ("农林水支出比社会保障和就业支出多1,736.28万元[{C1}]。", (("difference", ("农林水支出", "社会保障和就业支出")),)),
    ("住房保障支出与卫生健康支出合计1,831.78万元[{C1}]。", (("sum", ("农林水支出", "住房保障支出")),)),
    ("各类支出中最高的是农林水支出[{C1}]。", (("rank", TOTALS),)),
    ("各类支出中最高的是农林水支出[{C1}]。", (("rank", ("农林水支出", "住房保障支出")),)),
    ("各类支出中最高的是农林水支出[{农林水支出}]。", ()),
    ("收入总计与支出总计不一致[{K1}]。", ()),
    ("农林水支出高于住房保障支出[{农林水支出}][{住房保障支出}]。", ()),
]


@pytest.mark.parametrize(("text", "calculations"), TRUE, ids=[each for each, _ in TRUE])
def test_what_its_ids_hold_passes_in_the_models_own_words(text: str, calculations: Any) -> None:
    answer = reply(OPEN, text, *calculations)
    assert answer.mode == "llm", [each for each in answer.trace["run"] if each["event"] == "violations"]
    assert answer.citations and not re.search(r"\[[FSPCK]\d", answer.answer)


@pytest.mark.parametrize(("text", "calculations"), FALSE, ids=[each for each, _ in FALSE])
def test_a_right_figure_said_of_something_else_is_stopped(text: str, calculations: Any) -> None:
    answer = reply(OPEN, text, *calculations)
    assert answer.mode == "rules"
    assert next(each["faults"] for each in answer.trace["run"] if each["event"] == "violations")


def test_the_model_may_not_disagree_with_the_rules_about_the_asked_figure() -> None:
    answer = reply("岚县人社局2024年农林水支出决算是多少？", "2024年住房保障支出决算为55.44万元[{住房保障支出}]。")
    assert answer.mode == "rules" and "1,776.34" in answer.answer
