"""A count, sum or average covers what was asked, or there is none; asked of a small made report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.drafting.answer import Answer, Status
from qa.pipeline import ask
from qa.stores import Stores, open_stores

REPORT = """安河县教育局2024年度部门决算

第一部分 部门概况

一、机构设置

安河县教育局机关行政编制20人，事业编制12人，实有人数31人。

第二部分 部门决算表

支出决算表

单位：万元

科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
205\t教育支出\t150.00\t100.00\t50.00
20501\t教育管理事务\t60.00\t40.00\t20.00
2050102\t一般行政管理事务\t60.00\t40.00\t20.00
20502\t普通教育\t90.00\t60.00\t30.00
2050201\t学前教育\t40.00\t30.00\t10.00
2050202\t小学教育\t50.00\t30.00\t20.00
合计\t合计\t150.00\t100.00\t50.00

第三部分 说明

一、其他支出说明

2024年培训费支出5.20万元，培训120人次。公务接待费1.20万元，其中国内接待12批次96人次。
"""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("counts")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    settings = StoreSettings(folder / "store")
    ingest_paths([folder / "report.txt"], settings, workers=1)
    opened = open_stores(settings)
    yield opened
    opened.close()


def _asked(stores: Stores, question: str) -> Answer:
    return ask(f"安河县教育局2024年{question}", stores=stores)


def test_the_parts_of_an_item_are_added_and_nothing_beside_them(stores: Stores) -> None:
    """40.00 and 50.00 are under 普通教育; 60.00 is under another item."""
    assert _asked(stores, "普通教育各项加起来多少").results[-1].value == "90.00"


@pytest.mark.parametrize("question", ["下属单位有几个", "空编几个人"])
def test_a_count_of_people_answers_no_other_count(stores: Stores, question: str) -> None:
    answer = _asked(stores, question)
    assert answer.status is Status.REFUSED or "人" not in {each.unit for each in answer.results}
    assert "20" not in {each.value for each in answer.results}


@pytest.mark.parametrize(("question", "yuan"), [("每批次接待多少元", "1000.00"), ("每人次接待多少元", "125.00")])
def test_an_amount_for_each_is_over_the_count_that_is_told_with_it(stores: Stores, question: str, yuan: str) -> None:
    """96 were received; the 120 of the sentence before were trained."""
    assert [(each.value, each.unit) for each in _asked(stores, question).results] == [(yuan, "元")]
