"""Facts of real documents: each of these printed cells is known for its stage, side, fund, unit and institution."""

from decimal import Decimal

import pytest

from ingest.facts.cells import facts_of
from ingest.identity.vote import identify
from ingest.model.figures import DocumentContext, Fund, Side, Stage
from tests.fixtures.made_tables import corpus_file, read

REAL = [
    ("lanxian.txt", "收入决算表", "2080105", "合计", "54.36", Stage.FINAL, Side.REVENUE, Fund.ALL, "万元"),
    ("lanxian.txt", "支出决算表", "2080101", "基本支出", "93.56", Stage.FINAL, Side.EXPENDITURE, Fund.ALL, "万元"),
    ("hongqi.txt", "支出决算表", "20807", "项目支出", "1552.07", Stage.FINAL, Side.EXPENDITURE, Fund.ALL, "万元"),
    (
        "haidong.txt",
        "一般公共预算财政拨款支出决算表",
        "20899",
        "基本支出",
        "0.51",
        Stage.FINAL,
        Side.EXPENDITURE,
        Fund.GENERAL,
        "万元",
    ),
    (
        "jiyuan.txt",
        "2024年支出经济分类汇总表",
        "30214",
        "合计",
        "8.00",
        Stage.BUDGET,
        Side.EXPENDITURE,
        Fund.ALL,
        "万元",
    ),
    (
        "wanli-2024-budget.pdf",
        "2024年部门支出预算总表",
        "2120199",
        "基本支出",
        "54212362",
        Stage.BUDGET,
        Side.EXPENDITURE,
        Fund.ALL,
        "元",
    ),
    (
        "putuo-caizheng-2024-final.pdf",
        "收入决算表",
        "2010602",
        "其他收入",
        "6.19",
        Stage.FINAL,
        Side.REVENUE,
        Fund.OTHER,
        "万元",
    ),
]


@pytest.mark.parametrize(("file", "title", "code", "measure", "value", "stage", "side", "fund", "unit"), REAL)
def test_a_printed_cell_of_a_real_document_is_known_for_what_it_is(
    file: str, title: str, code: str, measure: str, value: str, stage: Stage, side: Side, fund: Fund, unit: str
) -> None:
    raw, tables = read(corpus_file(file))
    identity = identify(raw, tables)
    context = DocumentContext("d", identity.institution, identity.year, identity.kind)
    table = next(each for each in tables if each.title.replace(" ", "") == title)
    found = [each for each in facts_of(table, context) if each.item.code == code and each.measure == measure]
    whole = [each for each in found if each.fund is fund]
    assert [(each.value, each.stage, each.side, each.unit) for each in whole] == [(Decimal(value), stage, side, unit)]
    assert whole[0].institution == identity.institution
