"""A made budget of a school (单位预算, 万元) in the style of Sichuan, and questions on it."""

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
from tests.qa.made_gold import REFUSED, cases, final, items, number, rate, top, words
from tests.qa.made_values import basic, economic, line, percent, project, under

_SCHOOL = ("教育支出", "普通教育")
_PENSION = ("社会保障和就业支出", "行政事业单位养老支出")
_HOUSING = ("住房保障支出", "住房改革支出")
_MEDICAL = ("卫生健康支出", "行政事业单位医疗")

DATA = Budget(
    institution="青柏县第二中学",
    year=2025,
    unit="万元",
    places=2,
    lines=(
        line("2050203", *_SCHOOL, "初中教育", "1980.50", "120.00"),
        line("2050204", *_SCHOOL, "高中教育", "1320.40", "86.30"),
        line("2080505", *_PENSION, "机关事业单位基本养老保险缴费支出", "310.22", "0"),
        line("2101102", *_MEDICAL, "事业单位医疗", "155.60", "0"),
        line("2210201", *_HOUSING, "住房公积金", "248.90", "0"),
    ),
    economics=economic(
        "30101 基本工资 1105.30",
        "30102 津贴补贴 96.40",
        "30107 绩效工资 1290.75",
        "30108 机关事业单位基本养老保险缴费 310.22",
        "30110 职工基本医疗保险缴费 155.60",
        "30113 住房公积金 248.90",
        "30201 办公费 68.35",
        "30205 水费 22.00",
        "30206 电费 47.50",
        "30211 差旅费 18.60",
        "30213 维修（护）费 85.00",
        "30216 培训费 42.40",
        "30228 工会经费 51.20",
        "30302 退休费 473.40",
    ),
    income={"事业收入": Decimal("240.00")},
    grown=Decimal("156.72"),
    projects={
        "校舍维修改造": Decimal("120.00"),
        "高中助学金": Decimal("46.30"),
        "实验室设备更新": Decimal("40.00"),
    },
    cars=Decimal("4.00"),
    hospitality=Decimal("0.60"),
)


def text(data: Budget = DATA) -> str:
    """Sichuan: the narrative before the tables, everything in 万元, an institution without 机关运行经费."""
    work, grown = data.income["事业收入"], data.grown
    return f"""{data.institution}{data.year}年单位预算

第一部分 单位概况

一、职能简介

实施初中和高中阶段学历教育，开展教育教学研究，承担全县普通高中学业水平考试考务工作。

二、{data.year}年重点工作

推进集团化办学，建成两间数字化实验室，完成南教学楼抗震加固。

第二部分 {data.year}年单位预算情况说明

一、收支预算总体情况

按照综合预算的原则，{data.institution}所有收入和支出均纳入单位预算管理。{data.year}年收支总预算{data.shown(data.whole)}万元，比{data.year - 1}年收支预算总数增加{data.shown(grown)}万元，增长{percent(grown, data.whole - grown)}%，主要是学生人数增加。

（一）收入预算情况

{data.year}年收入预算{data.shown(data.whole)}万元，其中：一般公共预算拨款收入{data.shown(data.general)}万元，占{percent(data.general, data.whole)}%；事业收入{data.shown(work)}万元，占{percent(work, data.whole)}%。

（二）支出预算情况

{data.year}年支出预算{data.shown(data.whole)}万元，其中：基本支出{data.shown(basic(data.lines))}万元，占{percent(basic(data.lines), data.whole)}%；项目支出{data.shown(project(data.lines))}万元，占{percent(project(data.lines), data.whole)}%。

二、“三公”经费预算安排情况

{data.year}年“三公”经费财政拨款预算数{data.shown(data.three)}万元。公务接待费{data.shown(data.hospitality)}万元，较{data.year - 1}年预算下降25.00%，主要原因是减少校际交流接待。公务用车购置及运行维护费{data.shown(data.cars)}万元，与{data.year - 1}年预算持平，单位现有公务用车1辆。

三、其他重要事项

（一）机关运行经费

{data.institution}为事业单位，按规定未使用机关运行经费的相关科目。

（二）政府采购情况

{data.year}年安排政府采购预算98.00万元，其中：货物采购预算58.00万元、服务采购预算40.00万元。

（三）教职工与学生

{data.year}年初有在职教职工214人，其中专任教师196人；在校学生2860人。

第三部分 名词解释

一、初中教育：反映各部门举办的初中教育支出。

二、事业收入：指事业单位开展专业业务活动取得的收入，如学费、住宿费。

第四部分 {data.year}年单位预算表

{overview_table(data, "表1 单位收支总表")}

{expenditure_table(data, "表1-2 单位支出总表")}

{economics_table(data, "表3-1 一般公共预算基本支出预算表")}

{projects_table(data, "表3-2 项目支出预算表")}

{three_public_table(data, "表3-3 一般公共预算“三公”经费支出预算表")}
"""


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, lines, rows = DATA, DATA.lines, DATA.economics
    middle, high = final(lines, "初中教育"), final(lines, "高中教育")
    return cases(
        "school",
        [
            ("lookup", "青柏县第二中学2025年高中教育预算是多少？", number(high)),
            ("lookup", "青柏二中2025年绩效工资预算", number(under(rows, "30107"))),
            ("lookup", "青柏县第二中学2025年事业收入预算多少万元", number(data.income["事业收入"])),
            ("lookup", "What is the 2025 budget of 青柏县第二中学 for 培训费?", number(under(rows, "30216"))),
            ("narrative", "青柏县第二中学有多少名在校学生？", number(Decimal(2860), "人", "0")),
            ("narrative", "青柏县第二中学2025年政府采购货物预算", number(Decimal("58.00"))),
            ("yoy", "青柏县第二中学2024年的收支预算总数是多少？", number(data.whole - data.grown)),
            (
                "yoy",
                "青柏县第二中学2025年收支总预算增长百分之几？",
                rate(percent(data.grown, data.whole - data.grown)),
            ),
            ("share", "青柏县第二中学2025年项目支出占比多少", rate(percent(project(lines), data.whole))),
            (
                "share",
                "事业收入在青柏县第二中学2025年收入预算中占百分之几？",
                rate(percent(data.income["事业收入"], data.whole)),
            ),
            ("arithmetic", "青柏县第二中学2025年初中教育比高中教育多多少预算？", number(middle - high)),
            ("arithmetic", "青柏县第二中学2025年水电费一共多少", number(under(rows, "30205", "30206"))),
            ("rank", "青柏县第二中学2025年预算最大的项目是哪个？", top(Decimal("120.00"), "万元", "校舍维修改造")),
            ("list", "青柏县第二中学2025年有哪些项目支出预算？", items(*data.projects)),
            ("why", "青柏县第二中学公务接待费为什么下降", words(("校际交流",))),
            ("define", "青柏县第二中学预算怎么解释事业收入？", words(("学费", "住宿费"))),
            ("unanswerable", "青柏县第二中学2025年机关运行经费是多少？", REFUSED),
            ("unanswerable", "青柏县第二中学2025年公务用车购置费预算多少？", REFUSED),
            ("unanswerable", "青柏县第二中学2024年事业收入决算是多少", REFUSED),
            ("followup", "维修费呢？", number(under(rows, "30213")), ("青柏县第二中学2025年办公费预算多少？",)),
        ],
    )
