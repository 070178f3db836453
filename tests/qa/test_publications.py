"""Tables and text of one budget answer as one document; versions of it are both named; variants are told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ingest.build import correct, ingest_paths
from ingest.settings import StoreSettings
from qa.drafting.answer import Answer, Status
from qa.pipeline import ask
from qa.stores import open_stores

Asker = Callable[..., Callable[[str], Answer]]

TEXT = """云岭县民政局2025年部门预算说明

一、部门概况

云岭县民政局负责全县社会救助和养老服务。

二、收支预算总体情况

2025年收入预算900.00万元，比上年增加60.00万元，增长7.14%，主要原因是提高救助标准。

三、养老服务支出说明

2025年养老服务支出安排80.00万元，主要用于改造农村敬老院。
"""

TABLES = """2025年部门支出预算表

部门：云岭县民政局\t\t\t单位：万元
科目编码\t项目\t合计\t基本支出\t项目支出
208\t社会保障和就业支出\t{total}\t500.00\t{projects}
20802\t民政管理事务\t640.00\t500.00\t140.00
2080201\t行政运行\t500.00\t500.00\t0.00
2080299\t其他民政管理事务支出\t140.00\t0.00\t140.00
20810\t社会福利\t{welfare}\t0.00\t{welfare}
2081002\t老年福利\t{welfare}\t0.00\t{welfare}
"""


def _tables(welfare: str = "260.00", total: str = "900.00", projects: str = "400.00") -> str:
    return TABLES.format(total=total, projects=projects, welfare=welfare)


def _whole(head: str, total: str) -> str:
    return f"""{head}

一、支出情况说明

云岭县民政局负责全县社会救助。2024年度支出合计{total}万元，其中养老服务支出80.00万元，社会救助支出40.00万元。

支出决算表

部门：云岭县民政局\t\t\t单位：万元
科目编码\t项目\t本年支出合计\t基本支出\t项目支出
208\t社会保障和就业支出\t{total}\t500.00\t100.00
"""


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Asker]:
    """A store of text files by name; ``put_right`` holds what to correct in them."""
    with ExitStack() as opened:

        def made(put_right: dict[str, dict[str, str]] | None = None, **texts: str) -> Callable[[str], Answer]:
            for name, text in texts.items():
                (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            settings = StoreSettings(tmp_path / "store")
            ingest_paths([tmp_path], settings, workers=1)
            for name, said in (put_right or {}).items():
                correct(f"{name}.txt", said, settings)
            stores = open_stores(settings)
            opened.callback(stores.close)
            return lambda question: ask(question, stores=stores)

        yield made


def test_a_figure_of_the_tables_and_a_reason_of_the_text_are_one_document(asker: Asker) -> None:
    answer = asker(tables=_tables(), text=TEXT)
    figure = answer("云岭县民政局2025年老年福利预算是多少？")
    assert (figure.status, [each.value for each in figure.results]) == (Status.ANSWERED, ["260.00"])
    assert {each.file for each in figure.citations} == {"tables.txt"}
    assert "另有版本" not in figure.answer
    reason = answer("云岭县民政局2025年收入预算为什么增加？")
    assert reason.status is Status.ANSWERED and "提高救助标准" in reason.answer
    assert {each.file for each in reason.citations} == {"text.txt"}


def test_two_versions_that_differ_are_both_told(asker: Asker) -> None:
    answer = asker(tables=_tables(), newer=_tables(welfare="270.00", total="910.00", projects="410.00"), text=TEXT)(
        "云岭县民政局2025年老年福利预算是多少？"
    )
    assert answer.status is Status.ANSWERED
    assert sorted(each.value for each in answer.results) == ["260.00", "270.00"]
    assert {each.file for each in answer.citations} == {"tables.txt", "newer.txt"}
    assert "tables.txt" in answer.answer and "newer.txt" in answer.answer


def test_two_versions_that_agree_answer_once_and_are_both_named(asker: Asker) -> None:
    answer = asker(tables=_tables(), newer=_tables() + "\n注：重新公开。\n", text=TEXT)(
        "云岭县民政局2025年老年福利预算是多少？"
    )
    assert (answer.status, [each.value for each in answer.results]) == (Status.ANSWERED, ["260.00"])
    assert "tables.txt" in answer.answer or "newer.txt" in answer.answer
    assert "另有版本" in answer.answer


def test_the_whole_department_and_the_office_itself_are_told_apart(asker: Asker) -> None:
    answer = asker(
        department=_whole("云岭县民政局2024年度部门决算", "600.00"),
        office=_whole("云岭县民政局（本级）2024年度部门决算", "450.00"),
    )
    asked = answer("云岭县民政局2024年社会保障和就业支出是多少？")
    assert asked.status is Status.NEEDS_CLARIFICATION
    labels = [each.label for each in asked.clarify]
    assert len(set(labels)) == 2 and any("本级" in each for each in labels)
    values = {each.label: answer(each.question).results[0].value for each in asked.clarify}
    assert sorted(values.values()) == ["450.00", "600.00"]
    office = answer("云岭县民政局本级2024年社会保障和就业支出是多少？")
    assert [each.value for each in office.results] == ["450.00"]
    assert "本级" in office.citations[0].document and "（本级）2024年度" in office.answer


def test_a_corrected_year_is_answered_for_at_once(asker: Asker) -> None:
    answer = asker(put_right={"report": {"year": "2021"}}, report=_whole("云岭县民政局2024年度部门决算", "600.00"))
    assert [each.value for each in answer("云岭县民政局2021年社会保障和就业支出决算是多少？").results] == ["600.00"]
    assert answer("云岭县民政局2024年社会保障和就业支出决算是多少？").status is Status.REFUSED
