"""What the guard of replies accepts and rejects: figures, quotations and names; ordinary wording is free."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.drafting.answer import Answer, Status
from qa.pipeline import ask
from qa.stores import open_stores
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, last_text, scripted, shown_text
from tests.qa.agent.tool_play import LANXIAN, answer, looked, row_id, run

TOTALS = "农林水支出", "社会保障和就业支出", "住房保障支出", "卫生健康支出"
_T = 'table="支出决算表"'
_PLAN = "\n".join(
    (
        LANXIAN,
        *(f'figure(d, "{each}", {_T})' for each in TOTALS),
        f'difference(figure(d, "社会保障和就业支出", {_T}), figure(d, "农林水支出", {_T}))',
        f'sum([figure(d, "农林水支出", {_T}), figure(d, "住房保障支出", {_T})])',
        f'share(figure(d, "农林水支出", {_T}), figure(d, {_T}))',
        'equal(figure(d, "收入总计"), figure(d, "支出总计"))',
        f'ask(figure(d, "农林水支出", measure="基本支出", {_T}))',
        'prior(figure(d, "农林水支出"))',
        f'figure(d, "农林水支出", measure="项目支出", {_T})',
        f"figure(d, {_T})",
    )
)
_CALLS = (
    ("run_plan", {"plan": _PLAN}),
    ("find", {"words": "农林水支出 减少", "document": "D1", "limit": 12}),
    ("list_rows", {"table": "支出决算表", "document": "D1", "column": "本年支出合计", "level": "类"}),
    ("calculate", {"operation": "rank", "ids": ["L1"]}),
    ("find", {"words": "农林水支出 年初预算", "document": "D1"}),
)


def ids_in(body: dict[str, Any]) -> dict[str, str]:
    """The ids of what the tools showed, by name."""
    shown = shown_text(body)
    rows = shown[shown.index("\n1. ") :]
    found = {name: _id(rows, rf"^\d+\. (F\d+) \| [^\n]*2024年度{name}决算为") for name in TOTALS}
    sentence = next(line for line in rows.splitlines() if "1,038.28" in line and "36.89" in line and "S" in line)
    found |= {
        "增减额": _id(sentence, r"(S\d+) 农林水支出减少1,038"),
        "增减率": _id(sentence, r"(S\d+) 农林水支出减少36"),
        "原因": _id(sentence, r"(S\d+) 原因"),
        "差": _id(rows, r"^5\. (C\d+)"),
        "和": _id(rows, r"^6\. (C\d+)"),
        "占比": _id(rows, r"^7\. (C\d+)"),
        "核对": _id(rows, r"^8\. (V\d+)"),
        "基本": _id(rows, r"^9\. (F\d+)"),
        "上年": _id(rows, r"^10\. (C\d+)"),
        "项目": _id(rows, r"^11\. (F\d+)"),
        "合计": _id(rows, r"^12\. (F\d+)"),
        "各类": _id(rows, r"(L\d+) = 以上条件"),
        "排名": _id(rows, r"(L\d+) \| 从大到小"),
        "年初预算": _id(rows, r"(S\d+) 农林水支出年初预算"),
    }
    return found


def _id(text: str, pattern: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, f"{pattern} in\n{text}"
    return found.group(1)


def reply(question: str, text: str, results: tuple[str, ...] = (), items: tuple[str, ...] = ()) -> Answer:
    """The answer when a model looks everything up and says ``text``: ``{农林水支出}`` is the id of that row of
    支出决算表, ``{增减额}`` of a statement, ``{差}`` of a calculation."""

    def script(body: dict[str, Any]) -> Turn:
        if "不能发出" in last_text(body):
            return answer("无法回答：没有")
        if not looked(body):
            return Turn(calls=_CALLS)
        ids = ids_in(body)
        return answer(text.format(**ids), *(ids[each] for each in results), items=items)

    with scripted(script) as server:
        return ask(question, stores=sample_stores(), model=server.settings())


def faults_of(given: Answer) -> list[str]:
    """What the first reply was sent back for."""
    return next((each["faults"] for each in given.trace["run"] if each["event"] == "violations"), [])


def over(folder: Path, texts: list[str], question: str, plan: str, said: Callable[[list[str]], str]) -> Answer:
    """The answer over documents of these texts when a model runs ``plan`` and says ``said`` of the ids of its asks."""
    for at, text in enumerate(texts):
        (folder / f"{at}.txt").write_text(text, "utf-8")
    ingest_paths([folder], StoreSettings(folder / "store"), workers=1)

    def script(body: dict[str, Any]) -> Turn:
        if not looked(body):
            return run(plan)
        ids = re.findall(r"^(?:\d\. )?([FSC]\d+)", str(body["messages"][-1]["content"]), re.MULTILINE)
        return answer(said(ids), ids[-1])

    with scripted(script) as server, closing(open_stores(StoreSettings(folder / "store"))) as stores:
        return ask(question, stores=stores, model=server.settings())


OPEN = "岚县人社局2024年花在种地、扶贫上的钱和其他几类支出情况怎样？"
"""A question for which the rules have no figure."""

TRUE = [
    "2024年农林水支出决算为1,776.34万元[{农林水支出}]。",
    "农林水支出：17,763,400元[{农林水支出}]。",
    "种地、扶贫上花了1,776.34万元[{农林水支出}]，都在农林水支出里。",
    "农林水支出比上年减少1,038.28万元[{增减额}]，下降36.89%[{增减率}]。",
    "农林水支出比上年少花了1,038.28万元[{增减额}]（下降36.89%）。",
    "农林水支出减少，原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。",
    "农林水支出减少，是因为稳岗补贴的一部分本年改由县级配套资金负担[{原因}]。",
    "社会保障和就业支出比农林水支出多1,736.28万元[{差}]。",
    "农林水支出比社会保障和就业支出少1,736.28万元[{差}]。",
    "社会保障和就业支出高出农林水支出1,736.28万元[{差}]。",
    "两项相差1,736.28万元[{差}]，社会保障和就业支出更多。",
    "农林水支出与住房保障支出合计1,831.78万元[{和}]。",
    "其中三项：社会保障和就业支出3,512.62万元[{社会保障和就业支出}]、农林水支出1,776.34万元[{农林水支出}]、住房保障支出55.44万元[{住房保障支出}]。",
    "社会保障和就业支出、农林水支出分别为3,512.62万元[{社会保障和就业支出}]和1,776.34万元[{农林水支出}]。",
    "1,776.34万元[{农林水支出}]是农林水支出。",
    "各类支出中最高的是社会保障和就业支出，3,512.62万元[{社会保障和就业支出}]。",
    "收入总计与支出总计一致[{核对}]。",
    "问题所说的“种地、扶贫”在文件里是农林水支出，为1,776.34万元[{农林水支出}]。",
    "岚县's 农林水支出 came to 1,776.34万元 [{农林水支出}], ahead of 住房保障支出 at 55.44万元 [{住房保障支出}].",
    "一共4类支出[{各类}]，农林水支出1,776.34万元[{农林水支出}]排第二。",
    "一共四类支出[{各类}]，前两类是社会保障和就业支出、农林水支出。",
    "There are four of them [{各类}]: 社会保障和就业支出, 卫生健康支出, 农林水支出 and 住房保障支出.",
    "农林水支出由上年的2,814.62万元[{上年}]降至1,776.34万元[{农林水支出}]。",
    "农林水支出比上年（2023年）减少1,038.28万元[{增减额}]。",
    "农林水支出里基本支出和项目支出1,776.34万元[{项目}]都算在内。",
    "社会保障和就业支出3,512.62万元[{社会保障和就业支出}]，农林水支出比它少1,736.28万元[{差}]。",
    "农林水支出1,776.34万元[{农林水支出}]，比社会保障和就业支出3,512.62万元[{社会保障和就业支出}]少1,736.28万元[{差}]。",
    "花得最多的是“社会保障和就业支出”，为3,512.62万元[{社会保障和就业支出}]。",
    "It spent 1,736.28万元 [{差}] more on 社会保障和就业支出 than on 农林水支出.",
    "The final accounts (general public budget) of 农林水支出 came to 1,776.34万元 [{农林水支出}].",
    "社会保障和就业支出3,512.62万元[{社会保障和就业支出}]；表里的1,776.34[{农林水支出}]（单位万元，农林水支出）比它少1,736.28万元[{差}]。",
    "农林水支出占本年支出合计5,373.97万元[{合计}]的33.05%[{占比}]。",
    "农林水支出 went from 2,814.62万元 [{上年}] in 2023 to 1,776.34万元 [{农林水支出}] in 2024.",
    "支出决算表（公开03表）里，2024年农林水支出决算为1,776.34万元[{农林水支出}]。",
]
FALSE = [
    "2024年农林水支出年初预算为1,776.34万元[{农林水支出}]。",
    "2023年农林水支出决算为1,776.34万元[{农林水支出}]。",
    "2024年农林水收入决算为1,776.34万元[{农林水支出}]。",
    "2024年农林水支出中的基本支出为1,776.34万元[{农林水支出}]。",
    "2024年住房保障支出决算为1,776.34万元[{农林水支出}]。",
    "禾川县水务局2024年农林水支出决算为1,776.34万元[{农林水支出}]。",
    "2024年政府性基金农林水支出为1,776.34万元[{农林水支出}]。",
    "农林水支出为1,776.34[{农林水支出}]。",
    "农林水支出为1,776.34万元[{住房保障支出}]，住房保障支出为1,776.34万元[{农林水支出}]。",
    "农林水支出比上年增加1,038.28万元[{增减额}]。",
    "农林水支出为1,038.28万元[{增减额}]。",
    "2024年农林水支出为2,814.62万元[{上年}]。",
    "农林水支出比年初预算减少1,038.28万元[{增减额}]。",
    "农林水支出增加，原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。",
    "住房保障支出变化的原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。",
    "农林水支出减少，原因是“稳岗补贴全部改由县级配套资金负担”[{原因}]。",
    "农林水支出减少，是因为物价上涨、项目推进缓慢[{原因}]。",
    "农林水支出的说明写着“减少10,382.8万元”[{增减额}]。",
    "农林水支出的说明写着“减少1,038”[{增减额}]。",
    "农林水支出比社会保障和就业支出多1,736.28万元[{差}]。",
    "住房保障支出与卫生健康支出合计1,831.78万元[{和}]。",
    "收入总计与支出总计不一致[{核对}]。",
    "社会保障和就业支出、农林水支出分别为1,776.34万元[{农林水支出}]和3,512.62万元[{社会保障和就业支出}]。",
    "研究开发支出为1,776.34万元[{农林水支出}]。",
    "农林水支出为1,776.3万元[{农林水支出}]。",
    "一共5类支出[{各类}]，农林水支出1,776.34万元[{农林水支出}]排第二。",
    "农林水支出占本年支出的一半[{农林水支出}]。",
    "农林水支出由上年的1,776.34万元[{农林水支出}]增至2,814.62万元[{上年}]。",
    "社会保障和就业支出3,512.62万元[{社会保障和就业支出}]，比农林水支出1,776.34万元[{农林水支出}]少1,736.28万元[{差}]。",
    "花得最多的是“住房保障支出”，为3,512.62万元[{社会保障和就业支出}]。",
    "各类支出一共12项[{各类}]。",
    "本年支出合计占农林水支出5,373.97万元[{合计}]的33.05%[{占比}]。",
    "农林水支出 came to 1,776.34万元 [{农林水支出}] in 2023.",
    "农林水支出与住房保障支出一致[{农林水支出}][{住房保障支出}]。",
    "农林水支出下降36.89%[{增减率}]，农林水支出为1,038.28万元[{增减额}]。",
    "一共五类支出[{各类}]，农林水支出1,776.34万元[{农林水支出}]排第二。",
    "There are three kinds of expenditure [{各类}].",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_its_ids_hold_passes_in_the_models_own_words(text: str) -> None:
    given = reply(OPEN, text)
    assert not [each["faults"] for each in given.trace["run"] if each["event"] == "violations"]
    assert given.mode == "llm" and given.citations and not re.search(r"\[[FSPCKLV]\d", given.answer)


@pytest.mark.parametrize("text", FALSE)
def test_a_right_figure_said_of_something_else_is_stopped(text: str) -> None:
    given = reply(OPEN, text)
    assert next(each["faults"] for each in given.trace["run"] if each["event"] == "violations")


def test_an_id_that_the_text_leaves_out_is_put_behind_its_figure() -> None:
    given = reply(OPEN, "2024年农林水支出决算为1,776.34万元。", ("农林水支出",))
    assert (given.mode, given.answer) == ("llm", "2024年农林水支出决算为1,776.34万元[1]。")


def test_the_model_may_disagree_with_the_rules_and_the_notice_says_how() -> None:
    question = "岚县人社局2024年农林水支出决算是多少？"
    given = reply(question, "农林水支出的年初预算是6.00万元[{年初预算}]。", ("年初预算",))
    assert given.mode == "llm" and given.results[0].value == "6.00"
    assert "不同" in given.notice and "1,776.34万元" in given.notice


def test_a_figure_of_a_quoted_passage_is_a_result() -> None:
    def script(body: dict[str, Any]) -> Turn:
        if not looked(body):
            return Turn(calls=(("search_passages", {"words": "公务用车 保有量 辆"}),))
        name = row_id(body, "公务用车保有量", "P")
        words = re.search(r"(?:公务用车保有量[^“”。，；]*\d+辆)", shown_text(body))
        assert words, shown_text(body)
        return answer(f"文件写的是“{words[0]}”[{name}]。", name)

    with scripted(script) as server:
        given = ask("岚县人社局2024年那些车的事", stores=sample_stores(), model=server.settings())
    assert given.mode == "llm" and [each.unit for each in given.results] == ["辆"], given.trace["run"]


def test_the_results_are_those_that_the_model_names_in_its_order() -> None:
    text = "农林水支出1,776.34万元[{农林水支出}]，住房保障支出55.44万元[{住房保障支出}]。"
    given = reply(OPEN, text, ("住房保障支出", "农林水支出"))
    assert [each.value for each in given.results] == ["55.44", "1776.34"]


@pytest.mark.parametrize(
    "items",
    [("火星探测支出",), ("住房保障支出", "社会保障和就业支出")],
    ids=["an invented item", "items in another order than the ranking"],
)
def test_items_are_held_against_what_was_shown(items: tuple[str, ...]) -> None:
    given = reply(OPEN, "农林水支出1,776.34万元[{农林水支出}]。", ("农林水支出",), items)
    assert next(each["faults"] for each in given.trace["run"] if each["event"] == "violations")


@pytest.mark.parametrize("results", [("卫生健康支出",), ("农林水支出", "卫生健康支出")])
def test_a_result_that_the_text_does_not_state_is_none(results: tuple[str, ...]) -> None:
    given = reply(OPEN, "农林水支出1,776.34万元[{农林水支出}]。", results)
    assert [each.value for each in given.results] == ["1776.34"]


QUOTED = "文件说明的原因是“稳岗补贴的一部分本年改由县级配套资金负担”[{原因}]。"


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (QUOTED, ("原因",)),
        ("说明里写着“稳岗补贴的一部分本年改由县级配套资金负担”[{增减额}]。", ("增减额",)),
        ("有社会保障和就业支出、农林水支出、卫生健康支出、住房保障支出[{各类}]。", ("各类",)),
        ("收入总计与支出总计一致[{核对}]。", ("核对",)),
    ],
    ids=["a reason", "a sentence with a figure", "a list", "a verdict"],
)
def test_of_words_in_the_results_nothing_need_be_written(text: str, results: tuple[str, ...]) -> None:
    given = reply(OPEN, text, results)
    assert not [each["faults"] for each in given.trace["run"] if each["event"] == "violations"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("花得不少，1,776.34万元[{农林水支出}]。", "1,776.34万元（农林水支出）[1]"),
        ("加起来是1,831.78万元[{和}]。", "1,831.78万元[1][2]"),
        ("两类是1,831.78万元[{和}]。", "1,831.78万元（几项之和）[1][2]"),
        ("农林水支出曾是2,814.62万元[{上年}]。", "2,814.62万元（2023年）"),
    ],
)
def test_what_a_sentence_leaves_out_of_a_figure_is_put_in_behind_it(text: str, told: str) -> None:
    given = reply("岚县人社局2024年钱花在哪里？", text)
    assert given.mode == "llm" and told in given.answer, (given.answer, given.trace["run"][-3:])


def test_a_fault_names_the_id_that_states_the_figure() -> None:
    given = reply(OPEN, "农林水支出比上年减少1,038.28万元[{住房保障支出}]。")
    (fault,) = next(each["faults"] for each in given.trace["run"] if each["event"] == "violations")
    (named,) = re.findall(r"标\[(S\d+)\]", fault)
    again = reply(OPEN, f"农林水支出比上年减少1,038.28万元[{named}]。")
    assert again.mode == "llm" and not any(each["event"] == "violations" for each in again.trace["run"])


NUMBERED = """海山县财政局2024年度部门决算

第一部分 2024年度部门决算表

表3-1 项目支出决算表

单位：万元
项目名称\t合计
2019年农村危房改造\t5.00
2022年厕所改造\t7.50
"""
OF_2019 = 'figure(docs("海山县财政局", 2024), "2019年农村危房改造")'


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("2019年农村危房改造支出5.00万元[{}]。", False),
        ("2024年“2019年农村危房改造”支出5.00万元[{}]（表3-1）。", False),
        ("表3-1中2019年农村危房改造为5.00万元[{}]。", False),
        ("2019年农村危房改造2023年支出5.00万元[{}]。", True),
        ("2022年厕所改造支出5.00万元[{}]。", True),
        ("2019年农村危房改造支出5.00万元[{}]，占3.1%。", True),
    ],
)
def test_numerals_of_names_and_of_tables_are_no_figures_and_no_years(tmp_path: Path, text: str, faulty: bool) -> None:
    question = "海山县财政局的2019年农村危房改造花了多少？"
    given = over(tmp_path, [NUMBERED], question, OF_2019, lambda ids: text.format(*ids))
    assert bool(faults_of(given)) is faulty, given.trace["run"]


TABLES = """海山县财政局2024年度部门决算

第一部分 2024年度部门决算表

基本支出决算明细表

单位：万元
科目编码\t科目名称\t基本支出\t公用经费
302\t商品和服务支出\t46.10\t41.00
30206\t电费\t16.10\t11.00
30207\t邮电费\t30.00\t30.00
"""


@pytest.mark.parametrize(
    ("measure", "value", "told"), [("基本支出", "16.10", "16.10万元["), ("公用经费", "11.00", "11.00万元（公用经费）[")]
)
def test_the_measure_of_a_whole_table_need_not_be_named_and_a_narrower_one_is_put_in(
    tmp_path: Path, measure: str, value: str, told: str
) -> None:
    plan = f'figure(docs("海山县财政局", 2024), "电费", measure="{measure}")'
    given = over(tmp_path, [TABLES], "海山县财政局2024年电费是多少？", plan, lambda ids: f"{value}万元[{ids[0]}]。")
    assert given.mode == "llm" and told in given.answer, given.trace["run"]


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("超过1,000万元的有社会保障和就业支出3,512.62万元[{社会保障和就业支出}]。", False),
        ("1,000万元以上的有社会保障和就业支出3,512.62万元[{社会保障和就业支出}]。", False),
        ("社会保障和就业支出为1,000万元，见支出决算表[{社会保障和就业支出}]。", True),
        ("超过1,000万元[{社会保障和就业支出}]的是社会保障和就业支出。", True),
        ("住房保障支出为1,000万元，社会保障和就业支出3,512.62万元[{社会保障和就业支出}]。", True),
        ("住房保障支出是1,000万元，另有农林水支出1,776.34万元[{农林水支出}]。", True),
    ],
)
def test_a_bound_that_the_question_sets_is_the_questions_own(text: str, faulty: bool) -> None:
    given = reply("岚县人社局2024年花在民生上的钱里，超过1000万元的有哪些？", text)
    assert any(each["event"] == "violations" for each in given.trace["run"]) is faulty, given.trace["run"]


TWO_YEARS = """海山县财政局{year}年度部门决算

第一部分 {year}年度部门决算表

支出决算表

单位：万元
科目编码\t科目名称\t本年支出合计
2010605\t财政国库业务\t{amount}
"""
_A, _B = (f'figure(docs("海山县财政局", {year}), "财政国库业务")' for year in (2024, 2023))


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("2024年比2023年增加2.00万元", False),
        ("2023年比2024年少2.00万元", False),
        ("2024年比2023年减少2.00万元", True),
        ("2023年比2024年增加2.00万元", True),
    ],
)
def test_the_year_that_is_named_first_is_the_one_that_rose(tmp_path: Path, text: str, faulty: bool) -> None:
    texts = [TWO_YEARS.format(year=year, amount=amount) for year, amount in ((2023, "5.00"), (2024, "7.00"))]

    def said(ids: list[str]) -> str:
        now, before, gap = ids
        return f"财政国库业务2023年5.00万元[{before}]，2024年7.00万元[{now}]，{text}[{gap}]。"

    question = "海山县财政局2023、2024两年的财政国库业务各多少，差多少？"
    given = over(tmp_path, texts, question, f"{_A}\n{_B}\ndifference({_A}, {_B})", said)
    assert bool(faults_of(given)) is faulty, given.trace["run"]


def test_a_question_back_may_give_the_figures_between_which_it_asks() -> None:
    given = reply(OPEN, "请问是哪一个：两项之差1,736.28万元[{差}]，还是占比33.05%[{占比}]？", items=("差", "占比"))
    assert given.status is Status.NEEDS_CLARIFICATION and given.mode == "llm" and given.calculations


def test_names_of_the_listed_documents_may_be_items() -> None:
    office = "岚县人力资源和社会保障局"
    given = reply(OPEN, "农林水支出1,776.34万元[{农林水支出}]。", ("农林水支出",), (office,))
    assert given.mode == "llm" and given.items == (office,)


def test_an_amount_of_the_question_may_be_said_with_its_whole_unit() -> None:
    question = "有人说岚县人社局2024年民生上的农林水支出有150万，对不对？"
    given = reply(question, "不对，农林水支出是1,776.34万元[{农林水支出}]，不是150万元。", ("农林水支出",))
    assert given.mode == "llm" and not any(each["event"] == "violations" for each in given.trace["run"])


def test_all_faults_are_told_at_once() -> None:
    given = reply(OPEN, "农林水支出9,999.99万元[{农林水支出}]；住房保障支出8,888.88万元[{住房保障支出}]，因疫情减少。")
    faults = next(each["faults"] for each in given.trace["run"] if each["event"] == "violations")
    assert sum("9,999.99" in each or "8,888.88" in each or "疫情" in each for each in faults) == 3
