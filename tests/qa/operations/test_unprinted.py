"""What a cell prints besides plain figures: no number, no unit, a figure of several rows. An answer says which."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.stores import open_stores
from tests.fixtures.conversation import Asked, asker, first, refusal

FILES = {
    "a.txt": "青禾县档案馆2024年度部门决算\n支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\n"
    "205\t教育支出\t△5.00\n206\t科学技术支出\t\n208\t社会保障和就业支出\t—\n210\t卫生健康支出\t62\ufffd.35\n"
    "213\t农林水支出\t88.04\n",
    "b.txt": "白塔县档案馆2024年度部门决算\n支出决算表\n科目编码\t科目名称\t本年支出合计\n205\t教育支出\t541.20\n"
    "213\t农林水支出\t88.04\n财政拨款“三公”经费支出决算表\n项目\t决算数\n公务接待费\t2\n国内公务接待批次（个）\t3\n",
    "c.html": '<html><head><meta charset="utf-8"></head><body><p>云河县档案馆2024年度部门决算</p><p>支出决算表</p>'
    "<p>单位：万元</p><table><tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td></tr>"
    "<tr><td>205</td><td>教育支出</td><td rowspan=2>541.20</td></tr><tr><td>206</td><td>科学技术支出</td></tr>"
    "<tr><td>213</td><td>农林水支出</td><td>88.04</td></tr></table></body></html>",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("unprinted")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = StoreSettings(tmp_path_factory.mktemp("store") / "store")
    ingest_paths([folder], settings, workers=1)
    stores = open_stores(settings)
    yield asker(stores)
    stores.close()


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("教育支出", "印作“△5.00”[1]，无法读成数字"),
        ("卫生健康支出", "印作“62\ufffd.35”[1]，无法读成数字"),
        ("科学技术支出", "一格为空，没有数字"),
        ("社会保障和就业支出", "印作“—”，没有数字"),
    ],
)
def test_a_cell_that_holds_no_figure_says_what_it_prints(asked: Asked, item: str, said: str) -> None:
    """Only a cell without any print is blank."""
    assert said in refusal(asked(f"青禾县档案馆2024年{item}决算数是多少"))


@pytest.mark.parametrize("question", ["教育支出决算数是多少", "教育支出是多少万元", "教育支出和农林水支出合计多少"])
def test_money_whose_unit_is_not_printed_is_no_amount(asked: Asked, question: str) -> None:
    """541.20 may be 元 or 万元: it is shown as printed, and not answered."""
    said = refusal(asked(f"白塔县档案馆2024年{question}"))
    assert "没有读到金额单位" in said and "541.20" in said


def test_a_count_needs_no_unit_of_money(asked: Asked) -> None:
    assert first(asked("白塔县档案馆2024年国内公务接待批次是多少"))[0] == "3"


@pytest.mark.parametrize("item", ["教育支出", "科学技术支出"])
def test_a_figure_merged_over_two_rows_is_of_both_and_says_so(asked: Asked, item: str) -> None:
    answer = asked(f"云河县档案馆2024年{item}决算数是多少")
    assert first(answer) == ("541.20", "万元")
    assert [each.mark for each in answer.citations] == ["merged"]
    assert "跨行合并" in answer.answer


def test_a_figure_of_one_row_does_not_say_so(asked: Asked) -> None:
    answer = asked("云河县档案馆2024年农林水支出决算数是多少")
    assert first(answer) == ("88.04", "万元") and "跨行合并" not in answer.answer
