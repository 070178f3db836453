"""A made budget of a water bureau (部门预算, 元) in the style of Guangdong, and questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal

from eval.cases import Case
from tests.qa.made_budget_tables import (
    Budget,
    economics_table,
    expenditure_table,
    overview_table,
    projects_table,
    three_public_table,
)
from tests.qa.made_gold import REFUSED, cases, final, items, number, rate, words
from tests.qa.made_values import economic, line, percent, project, under

_WATER = ("农林水支出", "水利")
_LAND = "国有土地使用权出让收入安排的支出"
_PENSION = ("社会保障和就业支出", "行政事业单位养老支出")
_HOUSING = ("住房保障支出", "住房改革支出")
_MEDICAL = ("卫生健康支出", "行政事业单位医疗")
_POLLUTION = ("节能环保支出", "污染防治")

DATA = Budget(
    institution="南屏区水务局",
    year=2025,
    unit="元",
    places=2,
    lines=(
        line("2130301", *_WATER, "行政运行", "4860300", "0"),
        line("2130305", *_WATER, "水利工程建设", "0", "12500000"),
        line("2130306", *_WATER, "水利工程运行与维护", "0", "3275400"),
        line("2130314", *_WATER, "防汛", "0", "860000"),
        line("2110302", *_POLLUTION, "水体", "0", "2140000"),
        line("2120803", "城乡社区支出", _LAND, "城市建设支出", "0", "3000000"),
        line("2080505", *_PENSION, "机关事业单位基本养老保险缴费支出", "512600", "0"),
        line("2101101", *_MEDICAL, "行政单位医疗", "286450", "0"),
        line("2210201", *_HOUSING, "住房公积金", "604900", "0"),
    ),
    economics=economic(
        "30101 基本工资 1480200",
        "30102 津贴补贴 1655400",
        "30103 奖金 842000",
        "30108 机关事业单位基本养老保险缴费 512600",
        "30110 职工基本医疗保险缴费 286450",
        "30113 住房公积金 604900",
        "30201 办公费 185000",
        "30207 邮电费 62000",
        "30211 差旅费 48500",
        "30217 公务接待费 16000",
        "30231 公务用车运行维护费 80000",
        "30239 其他交通费用 350800",
        "30302 退休费 140400",
    ),
    income={"政府性基金预算拨款收入": Decimal("3000000")},
    grown=Decimal("-1864500"),
    projects={
        "青龙涌水闸重建": Decimal("12500000"),
        "泵站日常维护": Decimal("3275400"),
        "防汛物资储备": Decimal("860000"),
        "黑臭水体治理": Decimal("2140000"),
        "滨河步道建设": Decimal("3000000"),
    },
    cars=Decimal("80000"),
    hospitality=Decimal("16000"),
)


def text(data: Budget = DATA) -> str:
    """Guangdong: the tables before the narrative, everything in 元."""
    fund, fell = data.income["政府性基金预算拨款收入"], abs(data.grown)
    office = under(data.economics, "302")
    return f"""{data.year}年{data.institution}部门预算

第一部分 部门概况

一、主要职责

负责全区水资源保护、水利工程建设与运行管理，承担河长制办公室日常工作，组织水旱灾害防御。

二、机构设置

本部门预算为汇总预算，纳入编制范围的预算单位3个：{data.institution}本级、南屏区水利工程管理所、南屏区河道管护中心。

第二部分 {data.year}年部门预算表

{overview_table(data, "收支总体情况表")}

{expenditure_table(data, "支出总体情况表")}

{economics_table(data, "一般公共预算基本支出情况表（按支出经济分类科目）")}

{three_public_table(data, "一般公共预算安排的“三公”经费预算表")}

{projects_table(data, "部门预算项目支出及其他支出预算表")}

第三部分 {data.year}年部门预算情况说明

一、部门预算收支增减变化情况

{data.year}年本部门收入预算{data.shown(data.whole)}元，比上年减少{data.shown(fell)}元，下降{percent(fell, data.whole + fell)}%，主要原因是碧道一期工程已竣工结算；其中政府性基金预算拨款收入{data.shown(fund)}元。支出预算{data.shown(data.whole)}元。

二、“三公”经费安排情况说明

{data.year}年本部门“三公”经费预算安排{data.shown(data.three)}元，比上年减少12,000.00元，下降11.11%，主要原因是报废旧车一辆。其中：因公出国（境）费0元；公务用车运行维护费{data.shown(data.cars)}元；公务接待费{data.shown(data.hospitality)}元。

三、机关运行经费安排情况说明

{data.year}年本部门机关运行经费安排{data.shown(office)}元，比上年增加20,300.00元，增长{percent(Decimal(20300), office - 20300)}%，主要原因是新增视频会商系统线路费。

四、政府采购情况说明

{data.year}年本部门政府采购安排2,680,000.00元，其中：货物类采购预算180,000.00元，工程类采购预算1,500,000.00元，服务类采购预算1,000,000.00元。

五、国有资产占用情况说明

截至{data.year - 1}年12月31日，本部门占有使用国有资产总体情况为：固定资产原值36,420,000.00元，车辆2辆，单价100万元以上设备1台。

六、预算绩效信息公开情况

{data.year}年重点项目“青龙涌水闸重建”绩效目标：完成闸室主体结构，新增排涝流量每秒42立方米，受益人口3.6万人。

第四部分 名词解释

一、防汛：反映防汛业务支出，包括防汛物资购置管护和通信设施设备维护。

二、机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。
"""


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, rows = DATA, DATA.economics
    fell = abs(data.grown)
    general = data.general
    return cases(
        "water",
        [
            ("lookup", "南屏区水务局2025年防汛预算是多少元？", number(final(data.lines, "防汛"), "元", "50")),
            (
                "lookup",
                "南屏区水务局 水利工程运行与维护 2025 预算",
                number(final(data.lines, "水利工程运行与维护"), "元", "50"),
            ),
            ("lookup", "南屏水务局2025年津贴补贴多少钱", number(under(rows, "30102"), "元", "50")),
            ("lookup", "南屏区水务局2025年公务接待费预算是多少万元？", number(data.hospitality, "元", "1")),
            ("narrative", "南屏区水务局2025年工程类政府采购预算是多少？", number(Decimal(1500000), "元", "1")),
            ("narrative", "青龙涌水闸重建能让多少万人受益？", number(Decimal("3.6"), "万人")),
            ("yoy", "南屏区水务局2025年收入预算比上年减少多少？", number(fell, "元", "1")),
            ("yoy", "南屏区水务局2024年收入预算是多少元？", number(data.whole + fell, "元", "1")),
            ("yoy", "南屏区水务局2025年三公经费下降百分之几", rate(Decimal("11.11"))),
            ("share", "南屏区水务局2025年项目支出占总支出的比例", rate(percent(project(data.lines), data.whole))),
            (
                "arithmetic",
                "南屏区水务局2025年基本工资、津贴补贴、奖金三项合计多少元？",
                number(under(rows, "30101", "30102", "30103"), "元", "50"),
            ),
            (
                "rank",
                "南屏区水务局2025年项目预算从高到低前三名是哪些？",
                items("青龙涌水闸重建", "泵站日常维护", "滨河步道建设", ordered=True),
            ),
            (
                "list",
                "南屏区水务局部门预算包含哪些预算单位？",
                items("南屏区水务局本级", "南屏区水利工程管理所", "南屏区河道管护中心"),
            ),
            ("why", "南屏区水务局2025年收入预算为什么减少？", words(("碧道",))),
            ("why", "Why did 南屏区水务局's 机关运行经费 rise in 2025?", words(("视频会商",))),
            ("text", "青龙涌水闸重建的绩效目标是什么？", words(("闸室",), ("42",))),
            ("define", "南屏区水务局预算里防汛指什么", words(("防汛物资",))),
            (
                "lookup",
                "南屏区水务局2025年政府性基金预算拨款收入多少元？",
                number(data.income["政府性基金预算拨款收入"], "元", "1"),
            ),
            ("lookup", "南屏区水务局2025年一般公共预算拨款收入是多少？", number(general, "元", "1")),
            ("unanswerable", "南屏区水务局2025年会议费预算多少？", REFUSED),
            ("unanswerable", "南屏区水务局2024年实际支出了多少（决算）？", REFUSED),
            (
                "followup",
                "城市建设支出呢",
                number(final(data.lines, "城市建设支出"), "元", "50"),
                ("南屏区水务局2025年水利工程建设预算多少？",),
            ),
        ],
    )
