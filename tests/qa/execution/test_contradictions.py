"""A document whose total is not the sum of its parts: told with both figures of it, and with no other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.drafting.answer import Answer, Status
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.plans.language import Plan
from qa.plans.notation import parse_plan
from qa.stores import open_stores

REPORT = """海山县档案局2024年度部门决算

支出决算表
单位：万元

科目编码\t项目\t本年支出合计\t基本支出\t项目支出
\t合计\t372.50\t345.00\t22.50
201\t一般公共服务支出\t312.50\t300.00\t12.50
208\t社会保障和就业支出\t60.00\t45.00\t10.00
210\t卫生健康支出\t\t\t见附件
"""
DOCS = 'docs("海山县档案局")'
TOTAL = f'figure({DOCS}, "社会保障和就业支出", measure="本年支出合计")'
BASIC = f'figure({DOCS}, "社会保障和就业支出", measure="基本支出")'
THIRD = f'figure({DOCS}, "一般公共服务支出", measure="基本支出")'
UNREAD = f'figure({DOCS}, "卫生健康支出", measure="项目支出")'
ROWS = f'rows({DOCS}, table="支出决算表", measure="本年支出合计")'


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[str], Answer]:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    settings = StoreSettings(tmp_path / "store")
    ingest_paths([tmp_path / "report.txt"], settings, workers=1)

    def answer(text: str, language: str = "zh") -> Answer:
        plan = Plan.model_validate({**parse_plan(text).model_dump(), "language": language})
        with closing(open_stores(settings)) as stores:
            made = answer_plan(plan, Executor(read_store(stores.catalog, stores.search)))
        assert not made.trace.get("violations"), made.trace
        return made

    return answer


def test_findings_about_two_figures_are_those_that_touch_both(ask: Callable[..., Answer]) -> None:
    found = ask(f"findings({DOCS}, about=difference({TOTAL}, {BASIC}))")
    assert [each.status for each in found.checks] == ["fail"] and "相差5.00万元" in found.answer
    assert "没有发现不一致" in ask(f"findings({DOCS}, about=difference({BASIC}, {THIRD}))").answer
    assert ask(f"findings({DOCS}, about={BASIC})").checks


def test_a_contradiction_is_told_once(ask: Callable[..., Answer]) -> None:
    answer = ask(f"findings({DOCS})")
    messages = [each.message for each in answer.checks]
    assert len(messages) == len(set(messages)) == 2
    assert all(answer.answer.count(each) == 1 for each in messages)


def test_a_contradiction_between_the_cited_figures_is_told_in_the_language_of_the_answer(
    ask: Callable[..., Answer],
) -> None:
    plan = f"difference({TOTAL}, {BASIC})"
    assert "注意，文件自身不一致" in ask(plan).answer
    english = ask(plan, "en").answer
    assert "the document disagrees with itself" in english and "注意" not in english


def test_the_blank_cells_that_a_sum_is_made_without_are_named_and_cited(ask: Callable[..., Answer]) -> None:
    answer = ask(f"sum({ROWS})")
    assert answer.results[0].value == "372.50" and "卫生健康支出[3]为空，没有计入" in answer.answer
    assert "not counted: 卫生健康支出[3]" in ask(f"sum({ROWS})", "en").answer


def test_a_series_with_a_cell_that_cannot_be_read_has_no_sum(ask: Callable[..., Answer]) -> None:
    """The rest of it would be a wrong figure."""
    answer = ask(f"sum([{TOTAL}, {UNREAD}])")
    assert answer.status is Status.REFUSED and not answer.results and "见附件" in answer.answer
