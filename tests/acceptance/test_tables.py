"""Logical tables of the sample, and of the real documents as checked by eye: paths, cells, moved and joined ones."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ingest.model.amounts import is_number
from ingest.model.document import Grid, Mark, RawDocument, Record, Table
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.text import read_text
from ingest.tables.logical import TablesFound, build_tables
from tests.fixtures.whole_documents import FILES, path_of


@cache
def _raw(name: str) -> RawDocument:
    path = path_of(Path(name).stem)
    return read_pdf(path) if path.suffix == ".pdf" else read_text(path)


@cache
def _found(name: str) -> TablesFound:
    return build_tables(_raw(name).blocks)


def _table(name: str, title: str, nth: int = 0) -> Table:
    return [table for table in _found(name).tables if table.title == title][nth]


def _row(table: Table, labels: str) -> dict[str, str]:
    """Header path -> printed text of the row with these labels, without blank cells; moved cells end in their mark."""
    paths = {column.index: "/".join(column.path) for column in table.columns}
    record = next(record for record in table.records if _labels(record) == labels)
    return {paths[index]: cell.text for index, cell in record.values if cell.text}


def _labels(record: Record) -> str:
    return "|".join(cell.text for cell in record.labels)


@dataclass(frozen=True)
class Gold:
    """One row of a table with every filled cell under its header path, as read off the page."""

    document: str
    title: str
    labels: str
    cells: dict[str, str]
    nth: int = 0


GOLD = [
    Gold(
        "hongqi.txt",
        "收入支出决算总表",
        "八、社会保障和就业支出",
        {"支出/决算数": "2,934.44"},
    ),
    Gold(
        "hongqi.txt",
        "支出决算表",
        "20801|人力资源和社会保障管理事务",
        {"本年支出合计": "1,254.22", "基本支出": "801.45", "项目支出": "452.77"},
    ),
    Gold(
        "hongqi.txt",
        "收入决算表",
        "2080104|综合业务管理",
        {"项目/本年收入合计": "112.12", "项目/财政拨款收入": "111.01", "项目/其他收入": "1.12"},
    ),
    Gold(
        "hongqi.txt",
        "一般公共预算财政拨款“三公”经费支出决算表",
        "",
        {
            "预算数/合计": "1.10",
            "预算数/因公出国（境）费": "0.00",
            "预算数/公务用车购置及运行维护费/小计": "1.10",
            "预算数/公务用车购置及运行维护费/公务用车购置费": "0.00",
            "预算数/公务用车购置及运行维护费/公务用车运行维护费": "1.10",
            "预算数/公务接待费": "0.00",
            "决算数/合计": "1.05",
            "决算数/因公出国（境）费": "0.00",
            "决算数/公务用车购置及运行维护费/小计": "1.05",
            "决算数/公务用车购置及运行维护费/公务用车购置费": "0.00",
            "决算数/公务用车购置及运行维护费/公务用车运行维护费": "1.05",
            "决算数/公务接待费": "0.00",
        },
    ),
    Gold("hongqi.txt", "一般公共预算财政拨款基本支出决算明细表", "公用经费合计", {"公用经费/决算数": "43.19"}),
    Gold(
        "jiyuan.txt",
        "2024年部门收入预算表",
        "029001|济源产城融合示范区人力资源和社会保障局",
        {
            "总计": "8,359.80",
            "本年收入/合计": "7,475.30",
            "本年收入/一般公共预算/小计": "5,902.30",
            "本年收入/一般公共预算/其中：财政拨款": "2,477.80",
            "本年收入/政府性基金": "1,573.00",
            "上年结转结余/合计": "884.50",
            "上年结转结余/一般公共预算": "884.50",
        },
    ),
    Gold(
        "jiyuan.txt",
        "2024年部门收入预算表",
        "029017|济源市人力资源和社会保障综合行政执法支队",
        {
            "总计": "160.10",
            "本年收入/合计": "160.10",
            "本年收入/一般公共预算/小计": "160.10",
            "本年收入/一般公共预算/其中：财政拨款": "160.10",
        },
    ),
    Gold(
        "jiyuan.txt",
        "2024年部门支出预算表",
        "208|07|99|其他就业补助支出",
        {
            "合计": "235.90",
            "基本支出/小计": "233.90",
            "基本支出/人员经费/工资福利支出": "233.90",
            "项目支出/小计": "2.00",
            "项目支出/特定目标类": "2.00",
        },
    ),
    Gold(
        "jiyuan.txt",
        "2024年部门支出预算表",
        "208|01|01|行政运行",
        {
            "合计": "1,025.00",
            "基本支出/小计": "1,025.00",
            "基本支出/人员经费/工资福利支出": "902.30",
            "基本支出/人员经费/对个人和家庭的补助": "2.00",
            "基本支出/公用经费": "120.70",
        },
    ),
    Gold(
        "jiyuan.txt",
        "2024年支出经济分类汇总表",
        "302|26|劳务费|502|05|委托业务费",
        {
            "总计": "170.64",
            "一般公共预算/小计": "167.84",
            "一般公共预算/其中：财政拨款": "167.30",
            "上年结转结余": "2.80",
        },
    ),
    Gold(
        "lanxian.txt",
        "一般公共预算财政拨款基本支出决算明细表",
        "人员经费合计",
        {"人员经费/决算数": "650.92"},
    ),
    Gold(
        "lanxian.txt",
        "一般公共预算财政拨款基本支出决算明细表",
        "公用经费合计",
        {"公用经费/决算数": "37.96"},
    ),
    Gold(
        "haidong.txt",
        "财政拨款“三公”经费支出决算表",
        "",
        {
            "预算数/合计": "6.8",
            "预算数/公务用车购置及运行维护费/小计": "5",
            "预算数/公务用车购置及运行维护费/公务用车运行维护费": "5",
            "预算数/公务接待费": "1.8",
            "决算数/合计": "5.2",
            "决算数/公务用车购置及运行维护费/小计": "5",
            "决算数/公务用车购置及运行维护费/公务用车运行维护费": "5",
            "决算数/公务接待费": "0.2",
        },
    ),
    Gold(
        "haidong.txt", "收入决算表", "合计", {"本年收入合计": "1,478.86", "财政拨款收入": "1,477.46", "其他收入": "1.4"}
    ),
    Gold(
        "hongjiang.txt",
        "2024年度部门整体支出绩效评价基础数据表",
        "一、部门基本支出",
        {"2023年决算数": "614.17", "2024年预算数": "335.43", "2024年决算数": "547.35"},
        nth=1,
    ),
    Gold(
        "hongjiang.txt",
        "2024年度部门（单位）整体支出绩效自评表",
        "年度资金总额",
        {
            "年初预算数": "440.43",
            "全年预算数": "1430.40",
            "全年执行数": "1429.40",
            "分值": "10",
            "执行率": "99.93%",
            "得分": "9.93",
        },
        nth=1,
    ),
    Gold(
        "hongjiang.txt",
        "2024年度部门（单位）整体支出绩效自评表",
        "其中: 基本支出",
        {"年度预算申请(万元)": "310.69"},
        nth=2,
    ),
    Gold(
        "hongjiang.txt",
        "2024年度部门（单位）整体支出绩效自评表",
        "产出指标 (40分)|质量指标|资金使用合规率",
        {"年度指标值": "100%", "实际完成值": "100%", "分值": "10", "得分": "10"},
        nth=4,
    ),
    Gold(
        "putuo-caizheng-2024-final.pdf",
        "收入决算表",
        "合计",
        {"本年收入合计": "2,946.25", "财政拨款收入": "2,940.05", "其他收入": "6.20"},
    ),
    Gold(
        "putuo-caizheng-2024-final.pdf",
        "支出决算表",
        "201|06|01|行政运行",
        {"本年支出合计": "1,511.89", "基本支出": "1,503.52", "项目支出": "8.37"},
    ),
    Gold(
        "putuo-caizheng-2024-final.pdf",
        "财政拨款“三公”经费支出决算表",
        "",
        {"财政拨款“三公”经费/合计/预算数": "0.95", "财政拨款“三公”经费/公务接待费/预算数": "0.95"},
    ),
    Gold(
        "wanli-2024-budget.pdf",
        "部门“三公”经费和机关运行经费预算表",
        "",
        {
            "2024年“三公”经费预算数/合计": "47.91",
            "2024年“三公”经费预算数/因公出国(境)费": "0",
            "2024年“三公”经费预算数/公务接待费": "1.35",
            "2024年“三公”经费预算数/公务用车购置及运行费/小计": "46.56",
            "2024年“三公”经费预算数/公务用车购置及运行费/购置费": "25",
            "2024年“三公”经费预算数/公务用车购置及运行费/运行费": "21.56",
            "2024年机关运行经费预算数": "443.18",
        },
    ),
]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: f"{gold.document}-{gold.title[:14]}-{gold.labels[:12]}")
def test_a_row_reads_as_the_page_prints_it(gold: Gold) -> None:
    """Each figure stands under the header path that a reader of the page sees, and there are no others."""
    assert _row(_table(gold.document, gold.title, gold.nth), gold.labels) == gold.cells


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_number_of_a_table_is_lost(path: Path) -> None:
    """Every numeric cell of the reader is in exactly one logical table."""
    grids = [block for block in _raw(path.name).blocks if isinstance(block, Grid)]
    printed = sorted(repr((cell.source, cell.text)) for grid in grids for cell in grid.cells if is_number(cell.text))
    tables = _found(path.name).tables
    kept = sorted(repr((cell.source, cell.text)) for table in tables for cell in table.cells if is_number(cell.text))
    assert kept == printed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_money_table_says_its_unit(path: Path) -> None:
    """Every numbered or budget table of the documents has an amount unit; 元 and 万元 are not confused."""
    tables = [table for table in _found(path.name).tables if table.kind in ("revenue", "expenditure", "three_public")]
    assert all(table.unit in ("元", "万元") for table in tables)


def test_two_units_in_one_document_stay_apart() -> None:
    """In one budget 三公 is in 万元 and the other tables in 元."""
    units = {table.kind: table.unit for table in _found("wanli-2024-budget.pdf").tables}
    assert units["three_public"] == "万元"
    assert units["revenue"] == units["expenditure"] == "元"


def test_a_moved_cell_says_so() -> None:
    """A figure moved to another column than its printed one is marked; others are not."""
    table = _table("jiyuan.txt", "2024年部门支出预算表")
    record = next(record for record in table.records if _labels(record) == "208|07|99|其他就业补助支出")
    marks = {cell.text: cell.mark for _, cell in record.values if cell.text}
    assert marks == {"235.90": Mark.PRINTED, "233.90": Mark.PRINTED, "2.00": Mark.SHIFTED}


def test_a_cell_broken_by_a_page_is_whole() -> None:
    """The rest of an indicator's name on the next page joins it, with both places kept."""
    table = _table("lanxian.txt", "（二）绩效指标完成情况")
    broken = next(record.labels[-1] for record in table.records if record.labels[-1].mark is Mark.JOINED)
    assert broken.text.endswith("人民群众受惠，重点项目建设顺利推进")
    assert [place.line for place in (broken.source, *broken.source.rest)] == [728, 732]


def test_a_table_over_pages_is_one_table() -> None:
    """A table over five pages without repeated titles has all its rows, and no header row among them."""
    table = _table("wanli-2024-budget.pdf", "2024年部门支出预算总表")
    pages = {cell.source.page for cell in table.cells}
    assert pages == {16, 17, 18, 19, 20}
    assert not any("功能分类" in _labels(record) for record in table.records)
    assert _labels(table.records[-1]) == "合计"


def test_row_numbers_are_no_figures() -> None:
    """栏次, 行次 and 序号 stand among the cells but neither name a row nor are its value."""
    table = _table("hongqi.txt", "收入支出决算总表")
    record = next(record for record in table.records if _labels(record).startswith("八、社会"))
    assert [cell.text for cell in record.labels] == ["八、社会保障和就业支出"]
    assert [cell.text for _, cell in record.values] == ["2,934.44"]


def test_a_sheet_names_its_project() -> None:
    """Every block of a 项目支出绩效自评表 knows the project, even if the form prints it one row too high."""
    tables = [table for table in _found("hongqi.txt").tables if table.title == "项目支出绩效自评情况表"]
    assert {table.subject for table in tables} == {
        "2024年中央财政就业补助资金",
        "党建活动经费",
        "工作经费",
        "2024年中央财政下达就业补助资金",
    }
    money = next(table for table in tables if table.subject == "党建活动经费" and len(table.columns) == 7)
    assert _row(money, "年度资金总额")["年初预算数"] == "0.88"
    assert _row(money, "年度资金总额")["得分"] == "9.55"


def test_scores_of_a_moved_total_row_stand_under_full_score_and_score() -> None:
    """总分 100 / 99.55 printed one column to the left is the sheet's full score and score."""
    table = next(
        table
        for table in _found("hongqi.txt").tables
        if table.subject == "党建活动经费" and table.columns[0].path == ("一级指标",)
    )
    assert _row(table, "总分") == {"分值": "100", "得分": "99.55"}


def test_an_empty_table_keeps_its_note() -> None:
    """A table without figures is kept, says that it is empty, and carries the explaining sentence."""
    table = _table("hongqi.txt", "政府性基金预算财政拨款收入支出决算表")
    assert table.empty
    assert any("没有使用政府性基金安排的支出" in note for note in table.notes)


def test_captions_are_taken_out_of_the_text() -> None:
    """Title, number, unit and institution lines are recognised as captions, even if broken over lines."""
    raw = _raw("haidong.txt")
    taken = [
        block.text
        for index in sorted(_found("haidong.txt").caption_lines)
        if not isinstance(block := raw.blocks[index], Grid)
    ]
    start = taken.index("财政拨款“三公”经费支出决算表")
    assert taken[start : start + 5] == ["财政拨款“三公”经费支出决算表", "公开 09", "表", "单位：万", "元"]
    table = _table("haidong.txt", "财政拨款“三公”经费支出决算表")
    assert (table.number, table.unit) == ("公开09表", "万元")
