"""Missing tables: a table that 目录 lists and the document lacks is reported, whatever its title; nothing else is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Finding
from ingest.parse import parse_file
from tests.fixtures import pdf_files as made
from tests.fixtures.agreeing_documents import clean, found_in, parsed_in

HEAD = "青石县档案局2024年度部门决算\n\n目录\n\n第一部分 2024年度部门决算表\n"
BODY = "\n第一部分 2024年度部门决算表\n\n"
ROWS = "科目编码\t科目名称\t合计\n合计\t\t12.50\n208\t社会保障和就业支出\t12.50\n\n"


def _document(listed: list[str], printed: list[str]) -> str:
    entries = "".join(f"{number}、{title}\n" for number, title in zip("一二三四五六七八九", listed, strict=False))
    return (
        HEAD + entries + "第二部分 情况说明\n" + BODY + "".join(f"{title}\n\n单位：万元\n\n{ROWS}" for title in printed)
    )


def _told(text: str, folder: Path) -> list[Finding]:
    rules = ("missing-table", "unlisted-table")
    return [each for each in found_in(text, folder) if each.rule in rules and each.verdict != "pass"]


def test_each_table_that_is_taken_out_is_told_by_its_title(tmp_path: Path) -> None:
    text = clean("lanxian_2024_final")
    tables = parsed_in(text, tmp_path).document.tables
    for table, after in pairwise(tables):
        start, end = text.index(f"\n{table.title}\n公开"), text.index(f"\n{after.title}\n公开")
        (told,) = _told(text[:start] + text[end:], tmp_path)
        assert told.verdict == "fail" and table.title in told.message and told.sources[0].line, table.title


@pytest.mark.parametrize(
    ("listed", "printed"),
    [
        ("2024年部门收入决算表", "收入决算表"),
        ("一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算表（按功能分类）"),
        ("一般公共预算财政拨款基本支出决算表", "一般公共预算财政拨款基本支出决算明细表"),
        ("财政拨款收支总体情况表", "财政拨款收入支出决算总表"),
        ("“三公”经费支出决算表", "2024年度一般公共预算财政拨款“三公”经费支出决算表"),
    ],
)
def test_a_title_may_be_worded_in_another_way(listed: str, printed: str, tmp_path: Path) -> None:
    others = ["支出决算表", "政府性基金预算财政拨款收入支出决算表"]
    assert _told(_document([*others, listed], [*others, printed]), tmp_path) == []


def test_one_table_may_stand_for_two_entries_when_its_title_joins_them(tmp_path: Path) -> None:
    listed = ["支出决算表", "“三公”经费支出决算表", "机关运行经费支出情况表"]
    printed = ["支出决算表", "“三公”经费和机关运行经费支出决算表"]
    assert _told(_document(listed, printed), tmp_path) == []


def test_a_table_of_another_name_does_not_stand_for_the_one_that_is_missing(tmp_path: Path) -> None:
    """支出决算表 is missing although 一般公共预算财政拨款支出决算表 is there."""
    listed = ["收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]
    (told,) = _told(_document(listed, [listed[0], listed[2]]), tmp_path)
    assert told.figures[0] == "二、支出决算表" and "一般公共预算" in told.message


def test_the_heading_of_all_tables_is_not_a_table(tmp_path: Path) -> None:
    listed = ["收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]
    assert _told(_document(listed, listed), tmp_path) == []


def test_a_numbered_table_that_the_contents_leave_out_is_told(tmp_path: Path) -> None:
    text = clean("lanxian_2024_final")
    (entry,) = (line for line in text.splitlines() if line.startswith("三、支出决算表\t"))
    (told,) = _told(text.replace(entry + "\n", "", 1), tmp_path)
    assert told.rule == "unlisted-table" and "支出决算表" in told.message and told.severity == "warning"


def test_what_a_missing_table_would_be_compared_with_is_not_checkable(tmp_path: Path) -> None:
    listed = ["收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]
    found = found_in(_document(listed, [listed[0], listed[2]]), tmp_path)
    (told,) = (each for each in found if each.rule == "without-table")
    assert told.verdict == "not_checkable" and "支出决算表" in told.message


def test_tables_that_are_published_apart_are_one_finding_and_no_fault(tmp_path: Path) -> None:
    listed = ["收入支出决算总表", "收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]
    (told,) = _told(_document(listed, []), tmp_path)
    assert told.verdict == "not_checkable" and "4张" in told.message


def test_a_table_on_a_page_without_text_is_not_checkable_and_the_page_is_named(tmp_path: Path) -> None:
    titles = ["收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]

    def draw(canvas: Canvas, number: int) -> None:
        if number == 1:
            made.write(canvas, 60, 60, "青石县档案局2024年度部门决算", size=20)
            for place, line in enumerate(["目录", *(f"{n}、{t}" for n, t in zip("一二三", titles, strict=True))]):
                made.write(canvas, 60, 120 + 24 * place, line)
        elif number == 3:
            made.scan(canvas)
        else:
            made.write(canvas, 60, 60, titles[number - 2])
            made.table(canvas, 110, [["科目编码", "科目名称", "合计"], ["208", "社会保障和就业支出", "12.50"]])

    path = made.make(tmp_path / "a.pdf", draw, pages=4)
    found = parse_file(path, "0" * 64, "test").document.findings
    (told,) = (each for each in found if each.rule == "missing-table" and each.verdict != "pass")
    assert told.verdict == "not_checkable" and "支出决算表" in told.message and "第3页" in told.message
    assert [each.rule for each in found if each.verdict == "fail"] == []
