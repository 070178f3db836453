"""A table printed without rules is no prose: its figures stay unread, and the reader is told where."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model.document import Paragraph, Piece, SourceRef
from ingest.parse import parse_file
from ingest.sections.tabular import is_tabular

ROWS = """科目编码 科目名称 合计 基本支出 项目支出
208 社会保障和就业支出 3,512.62 603.87 2,908.75
20801 人力资源和社会保障管理事务 951.28 517.16 434.12
2080101 行政运行 101.00 93.55 7.45
213 农林水支出 1,776.34 0.00 1,776.34
"""


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, (Piece(0, len(text), SourceRef(line=1)),))


@pytest.mark.parametrize(
    "text",
    [
        "包括基本工资235.03万元、津贴补贴82.90万元、奖金17.69万元、绩效工资129.24万元、伙食费68.77万元、年金4.40万元。",
        "年初预算数为1,200.50，支出决算数为1,310.20，完成预算的109.14%，上年为1,100.00，比上年增加210.20，其中项目支出900.10。",
        "2024年度支出合计5,373.97万元。",
    ],
)
def test_prose_with_figures_is_read(text: str) -> None:
    assert not is_tabular(paragraph(text))


def test_rows_of_figures_are_not_prose_even_where_lines_ran_together() -> None:
    assert is_tabular(paragraph(ROWS))
    assert is_tabular(paragraph(ROWS.replace("\n", "")))


def test_words_in_columns_with_wide_gaps_are_not_prose() -> None:
    """The layout of a page saved as text."""
    rows = "301    02    津贴补贴      302   02   印刷费   7.61\n301    03    奖金      302   03   咨询费   0.09\n"
    assert is_tabular(paragraph(rows))
    assert not is_tabular(paragraph("联系人：张三      电话：123456      公开日期：2025年8月"))


def test_a_document_says_where_its_unruled_table_is_and_gives_no_figures_of_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = f"某某县民政局2024年度部门决算\n一、支出情况\n{ROWS}二、说明\n2024年度支出合计5,373.97万元。\n"
    path.write_text(text, encoding="utf-8")
    parsed = parse_file(path, "0" * 64, "test")
    assert [str(each.value) for each in parsed.statements] == ["5373.97"]
    assert any("没有框线的表格" in warning and "第3" in warning for warning in parsed.warnings)
