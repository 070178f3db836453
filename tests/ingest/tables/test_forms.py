"""Forms whose blocks share one grid: label and amount twice in a row, tasks over two pages, rows cut short."""

from decimal import Decimal
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.model.figures import Fact, Fund, Side
from ingest.parse import parse_file
from tests.fixtures.pdf_files import make, table, write

SPLIT = [
    ["部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）"],
    ["基本支出", "12.10", "财政拨款", "98.10"],
    ["项目支出", "86.00", "其他资金", "0.50"],
]
TASKS = [
    ["年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）"],
    ["", "疏浚河道", "清淤两公里", "164.85", "水清岸绿"],
]
NEXT_PAGE = [["年度重点工作任务", "巡查堤坝", "每月巡查", "1,756.90", "及时排险"]]


def of(path: Path) -> dict[Decimal, Fact]:
    document = parse_file(path, "0" * 64, "test")
    return {fact.value: fact for fact in document.facts if fact.value is not None}


def form(path: Path) -> dict[Decimal, Fact]:
    """The head of the form and its tasks in one grid of five columns; a task stands on the next page."""

    def draw(canvas: Canvas, number: int) -> None:
        if number == 2:
            table(canvas, 60, NEXT_PAGE, width=100, row=26)
            return
        write(canvas, 60, 60, "某某县水利局2026年部门整体预算绩效目标申报表")
        table(canvas, 100, SPLIT, width=125, row=26)
        table(canvas, 100 + 26 * len(SPLIT), TASKS, width=100, row=26)

    return of(make(path, draw, pages=2))


def test_an_amount_belongs_to_the_label_before_it_in_its_half(tmp_path: Path) -> None:
    found = form(tmp_path / "a.pdf")
    project, other = found[Decimal("86.00")], found[Decimal("0.50")]
    assert (project.item.name, project.side) == ("项目支出", Side.EXPENDITURE)
    assert (other.item.name, other.side, other.fund) == ("其他资金", Side.REVENUE, Fund.OTHER)


def test_a_task_on_the_next_page_keeps_its_header_and_its_name(tmp_path: Path) -> None:
    found = form(tmp_path / "a.pdf")
    first, second = found[Decimal("164.85")], found[Decimal("1756.90")]
    assert [(each.item.name, each.measure, each.unit) for each in (first, second)] == [
        ("疏浚河道", "拟投入的资金", "万元"),
        ("巡查堤坝", "拟投入的资金", "万元"),
    ]


def test_only_the_level_that_stands_off_its_column_is_moved(tmp_path: Path) -> None:
    """产出指标 stands under 绩效指标; the second level and what follows stand right."""
    path = tmp_path / "made.txt"
    path.write_text(
        "部门预算项目支出绩效自评表\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\t得分\n"
        "产出指标\t\t质量指标\t按要求支付资金\t=\t100\n",
        encoding="utf-8",
    )
    (found,) = of(path).values()
    assert (found.column_path, found.compare, found.item.name) == (("指标值",), "=", "按要求支付资金")


def test_支出_over_words_alone_heads_the_names_of_its_half(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text(
        "2024年全县一般公共预算收支决算平衡表\n单位：万元\n收入\t预算数\t支出\t预算数\n总计\t612\t总计\t613\n",
        encoding="utf-8",
    )
    found = of(path)
    assert [(each.item.name, each.side) for each in found.values()] == [
        ("总计", Side.REVENUE),
        ("总计", Side.EXPENDITURE),
    ]
