"""Two made budgets: a school's (单位预算, 万元) in the style of Sichuan, a bureau's (元) of Guangdong."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.qa.made_documents import (
    Economic,
    Line,
    basic,
    economic,
    levels,
    line,
    money,
    percent,
    project,
    spread,
    table,
    total,
    under,
)


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts in ``unit``. ``income`` are the sources besides the general public budget; ``grown`` the change of the
    whole against the year before; ``projects`` name → amount; ``cars`` is running costs."""

    institution: str
    year: int
    unit: str
    places: int
    lines: tuple[Line, ...]
    economics: tuple[Economic, ...]
    income: dict[str, Decimal]
    grown: Decimal
    projects: dict[str, Decimal]
    cars: Decimal
    hospitality: Decimal

    @property
    def whole(self) -> Decimal:
        return total(self.lines)

    @property
    def general(self) -> Decimal:
        return self.whole - sum(self.income.values(), Decimal(0))

    @property
    def three(self) -> Decimal:
        return self.cars + self.hospitality

    def shown(self, value: Decimal) -> str:
        return money(value, self.places)


_SCHOOL, _WATER, _LAND = ("教育支出", "普通教育"), ("农林水支出", "水利"), "国有土地使用权出让收入安排的支出"
_PENSION, _HOUSING = ("社会保障和就业支出", "行政事业单位养老支出"), ("住房保障支出", "住房改革支出")
_MEDICAL, _POLLUTION = ("卫生健康支出", "行政事业单位医疗"), ("节能环保支出", "污染防治")

SCHOOL = Budget(
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

WATER = Budget(
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


def _titled(data: Budget, title: str, *rows: list[str]) -> str:
    return f"{title}\n\n单位名称：{data.institution}\t\t单位：{data.unit}\n" + table(*rows)


def _overview(data: Budget, title: str) -> str:
    income = [("一、一般公共预算拨款收入", data.general)]
    income += [(f"{number}、{name}", value) for number, (name, value) in zip("二三", data.income.items(), strict=False)]
    categories = [(name, total(items)) for code, name, items in levels(data.lines) if len(code) == 3]
    rows = [["收入", "", "支出", ""], ["项目", f"{data.year}年预算", "项目", f"{data.year}年预算"]]
    for index, (name, value) in enumerate(categories):
        left = income[index] if index < len(income) else ("", Decimal(0))
        rows.append([left[0], data.shown(left[1]), f"{'一二三四五六七'[index]}、{name}", data.shown(value)])
    rows.append(["本年收入合计", data.shown(data.whole), "本年支出合计", data.shown(data.whole)])
    return _titled(data, title, *rows)


def _expenditure(data: Budget, title: str) -> str:
    head = ["功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"]
    sums = ["", "合计", data.shown(data.whole), data.shown(basic(data.lines)), data.shown(project(data.lines))]
    return _titled(data, title, head, sums, *spread(data.lines, data.places))


def _economics(data: Budget, title: str) -> str:
    personnel, office = under(data.economics, "301", "303"), under(data.economics, "302")
    rows = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    rows.append(["", "合计", data.shown(personnel + office), data.shown(personnel), data.shown(office)])
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        entries = [(code, name, under(data.economics, code))]
        entries += [(each.code, each.name, each.amount) for each in data.economics if each.code.startswith(code)]
        for number, label, value in entries:
            split = ["", data.shown(value)] if code == "302" else [data.shown(value), ""]
            rows.append([number, label, data.shown(value), *split])
    return _titled(data, title, *rows)


def _projects(data: Budget, title: str) -> str:
    rows = [["序号", "项目名称", "预算金额"]]
    for number, (name, value) in enumerate(data.projects.items(), 1):
        rows.append([str(number), name, data.shown(value)])
    rows.append(["", "合计", data.shown(sum(data.projects.values(), Decimal(0)))])
    return _titled(data, title, *rows)


def _three_public(data: Budget, title: str) -> str:
    cars = data.shown(data.cars)
    rows = [
        ["合计", "因公出国（境）费用", "公务用车购置及运行费", "", "", "公务接待费"],
        ["", "", "小计", "公务用车购置费", "公务用车运行费", ""],
        [data.shown(data.three), "", cars, "", cars, data.shown(data.hospitality)],
    ]
    return _titled(data, title, *rows)


def school_budget(data: Budget) -> str:
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

{_overview(data, "表1 单位收支总表")}

{_expenditure(data, "表1-2 单位支出总表")}

{_economics(data, "表3-1 一般公共预算基本支出预算表")}

{_projects(data, "表3-2 项目支出预算表")}

{_three_public(data, "表3-3 一般公共预算“三公”经费支出预算表")}
"""


def water_budget(data: Budget) -> str:
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

{_overview(data, "收支总体情况表")}

{_expenditure(data, "支出总体情况表")}

{_economics(data, "一般公共预算基本支出情况表（按支出经济分类科目）")}

{_three_public(data, "一般公共预算安排的“三公”经费预算表")}

{_projects(data, "部门预算项目支出及其他支出预算表")}

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
