"""A made final accounts document in the style of Jiangsu: tables in 元 with split codes, text in 万元; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, final, items, number, numbers, rate, top, words
from tests.qa.made_values import (
    Economic,
    Line,
    basic,
    economic,
    levels,
    line,
    money,
    percent,
    project,
    table,
    total,
    under,
)


@dataclass(frozen=True, slots=True)
class Health:
    """Amounts in 元. ``reception`` is (budget, final, batches, persons)."""

    institution: str
    year: int
    lines: tuple[Line, ...]
    fund: tuple[Line, ...]
    economics: tuple[Economic, ...]
    grown: Decimal
    reception: tuple[Decimal, Decimal, int, int]

    @property
    def all(self) -> tuple[Line, ...]:
        return self.lines + self.fund


_HEALTH, _PUBLIC = ("卫生健康支出", "卫生健康管理事务"), ("卫生健康支出", "公共卫生")
_BIRTH, _HOUSING = ("卫生健康支出", "计划生育事务"), ("住房保障支出", "住房改革支出")

DATA = Health(
    institution="临溪县卫生健康委员会",
    year=2024,
    lines=(
        line("2100101", *_HEALTH, "行政运行", "7214600", "0", "7000000", "增人增资"),
        line("2100199", *_HEALTH, "其他卫生健康管理事务支出", "0", "1280000", "1500000", "智慧急救二期未完成验收"),
        line("2100401", *_PUBLIC, "疾病预防控制机构", "0", "5436800", "5000000", "新增狂犬病免疫门诊"),
        line("2100408", *_PUBLIC, "基本公共卫生服务", "0", "32875000", "32000000", "人均补助标准提高到94元"),
        line("2100717", *_BIRTH, "计划生育服务", "0", "9120500", "9600000", "符合奖励扶助条件的人数减少"),
        line("2210201", *_HOUSING, "住房公积金", "862300", "0", "862300", "按计划缴存"),
    ),
    fund=(
        line(
            "2296002", "其他支出", "彩票公益金安排的支出", "用于社会福利的彩票公益金支出", "0", "450000", "450000", "无"
        ),
    ),
    economics=economic(
        "30101 基本工资 1962000",
        "30102 津贴补贴 2380400",
        "30103 奖金 1544000",
        "30113 住房公积金 862300",
        "30201 办公费 214500",
        "30202 印刷费 36800",
        "30207 邮电费 58200",
        "30211 差旅费 176300",
        "30217 公务接待费 41200",
        "30239 其他交通费用 463200",
        "30302 退休费 338000",
    ),
    grown=Decimal("3615400"),
    reception=(Decimal("60000"), Decimal("41200"), 34, 287),
)


def _wan(value: Decimal) -> str:
    return f"{value / 10000:.2f}"


def _split(code: str) -> list[str]:
    """``2100401`` in the three columns 类, 款 and 项."""
    return [code[:3], code[3:5], code[5:]]


def _expenditure(title: str, lines: tuple[Line, ...], institution: str) -> str:
    rows = [["功能分类科目编码", "", "", "功能分类科目名称", "本年支出合计", "基本支出", "项目支出"]]
    rows.append(["类", "款", "项", "", "", "", ""])
    rows.append(["", "", "", "合计", money(total(lines)), money(basic(lines)), money(project(lines))])
    for code, name, entries in levels(lines):
        sums = [money(total(entries)), money(basic(entries)), money(project(entries))]
        rows.append([*_split(code), name, *sums])
    return f"{title}\n部门名称：{institution}\t\t\t金额单位：元\n" + table(*rows)


def _economics(data: Health) -> str:
    """Two groups side by side, as these tables are printed."""
    left = [("301", "工资福利支出", under(data.economics, "301"))]
    left += [(e.code, e.name, e.amount) for e in data.economics if e.code.startswith("301")]
    left += [("303", "对个人和家庭的补助", under(data.economics, "303"))]
    left += [(e.code, e.name, e.amount) for e in data.economics if e.code.startswith("303")]
    right = [("302", "商品和服务支出", under(data.economics, "302"))]
    right += [(e.code, e.name, e.amount) for e in data.economics if e.code.startswith("302")]
    right += [("30215", "会议费", Decimal(0)), ("30216", "培训费", Decimal(0))]
    rows = [["人员经费", "", "", "公用经费", "", ""], ["科目编码", "科目名称", "金额"] * 2]
    for index in range(max(len(left), len(right))):
        cells: list[str] = []
        for side in (left, right):
            code, name, value = side[index] if index < len(side) else ("", "", Decimal(0))
            cells += [code, name, money(value)]
        rows.append(cells)
    personnel, office = under(data.economics, "301", "303"), under(data.economics, "302")
    rows.append(["人员经费合计", "", money(personnel), "公用经费合计", "", money(office)])
    return f"一般公共预算基本支出决算表\n部门名称：{data.institution}\t\t\t金额单位：元\n" + table(*rows)


def text(data: Health = DATA) -> str:
    """Jiangsu: items in the text by 类, amounts in 万元 without separators."""
    year, whole, general = data.year, total(data.all), total(data.lines)
    entries = "\n".join(
        f"{index}. {each.path[1]}（款）{each.name}（项）。年初预算{_wan(each.initial)}万元，支出决算{_wan(each.total)}万元，"
        f"完成年初预算的{percent(each.total, each.initial)}%。决算数与年初预算数的差异原因：{each.reason}。"
        for index, each in enumerate(data.lines, 1)
    )
    budget, spent, batches, persons = data.reception
    office = under(data.economics, "302")
    return f"""{data.institution}{year}年度部门决算

第一部分 部门概况

一、部门职责

（一）拟订全县卫生健康事业发展规划并组织实施。

（二）组织开展重大传染病防控和突发公共卫生事件应急处置。

（三）负责职业卫生、放射卫生、饮用水卫生监督管理。

二、机构设置

1. 根据部门职责分工，本部门内设机构包括办公室、规划财务科、疾病预防控制科、基层卫生科、人口家庭科。本部门下属单位包括临溪县卫生监督所、临溪县疾病预防控制中心。

第二部分 {year}年度部门决算表

{_expenditure("支出决算表", data.all, data.institution)}

{_expenditure("一般公共预算支出决算表", data.lines, data.institution)}

{_economics(data)}

{_expenditure("政府性基金预算支出决算表", data.fund, data.institution)}

第三部分 {year}年度部门决算情况说明

一、收入支出决算总体情况说明

{year}年度收入、支出决算总计{_wan(whole)}万元。与上年相比，收、支总计各增加{_wan(data.grown)}万元，增长{percent(data.grown, whole - data.grown)}%。变动原因：基本公共卫生服务补助标准提高。

二、支出决算情况说明

{year}年度本年支出合计{_wan(whole)}万元，其中：基本支出{_wan(basic(data.all))}万元，占{percent(basic(data.all), whole)}%；项目支出{_wan(project(data.all))}万元，占{percent(project(data.all), whole)}%。

三、一般公共预算支出决算情况说明

{year}年度一般公共预算支出决算{_wan(general)}万元。其中：

{entries}

四、“三公”经费支出情况说明

1. 因公出国（境）费预算0万元，支出决算0万元。

2. 公务接待费预算{_wan(budget)}万元，支出决算{_wan(spent)}万元，完成预算的{percent(spent, budget)}%，决算数与预算数的差异原因：接待外地考察团组减少。全年国内公务接待{batches}批次、{persons}人次。

五、机关运行经费支出情况说明

{year}年度机关运行经费支出决算{_wan(office)}万元，与上年相比，减少8.30万元，减少{percent(Decimal(83000), office + 83000)}%，变动原因：压减差旅支出。

六、政府采购支出情况说明

{year}年度政府采购支出总额312.60万元，其中：政府采购货物支出198.40万元、政府采购工程支出0万元、政府采购服务支出114.20万元。

七、预算绩效评价工作开展情况

本部门{year}年度共8个项目开展了绩效自评，涉及财政性资金合计4916.23万元，其中评价等级为优的7个、良的1个。

第四部分 名词解释

一、基本公共卫生服务：反映基本公共卫生服务支出，包括建立居民健康档案、预防接种和慢性病管理。

二、机关运行经费：指行政单位使用一般公共预算安排的基本支出中的公用经费支出。
"""


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, rows = DATA, DATA.economics
    general, everything = data.lines, total(data.all)
    budget, spent, _, _ = data.reception
    service = final(general, "基本公共卫生服务")
    office = under(rows, "302")
    return cases(
        "health",
        [
            ("lookup", "临溪县卫健委2024年基本公共卫生服务支出了多少？", number(service, "元", "50")),
            ("lookup", "临溪卫健委 奖金 2024决算", number(under(rows, "30103"), "元", "50")),
            ("lookup", "临溪县卫生健康委员会2024年差旅费是多少万元", number(under(rows, "30211"), "元", "50")),
            ("lookup", "2100717 临溪县卫健委2024年决算", number(final(general, "计划生育服务"), "元", "50")),
            ("lookup", "临溪县卫健委2024年政府性基金支出是多少？", number(total(data.fund), "元", "50")),
            ("narrative", "临溪县卫健委2024年政府采购服务支出多少", number(Decimal("114.20"))),
            ("narrative", "临溪县卫健委2024年公务接待多少批次？", number(Decimal(34), "批次", "0")),
            ("yoy", "临溪县卫健委2023年收支总计多少？", number(everything - data.grown, "元", "60")),
            ("yoy", "临溪县卫健委机关运行经费比上年减少多少万元", number(Decimal("8.30"))),
            (
                "execution",
                "临溪县卫健委计划生育服务2024年完成年初预算的百分之几？",
                rate(percent(final(general, "计划生育服务"), Decimal(9600000))),
            ),
            ("execution", "临溪县卫健委公务接待费决算比预算少了多少", number(budget - spent, "元", "50")),
            (
                "share",
                "临溪县卫健委2024年卫生健康支出占本年支出合计多少？",
                rate(percent(final(general, "卫生健康支出"), everything)),
            ),
            (
                "arithmetic",
                "临溪县卫健委2024年办公费、印刷费和邮电费共计多少",
                number(under(rows, "30201", "30202", "30207"), "元", "50"),
            ),
            ("rank", "临溪县卫健委公共卫生下面支出最多的项是哪个？", top(service, "元", "基本公共卫生服务")),
            (
                "list",
                "临溪县卫健委有哪些内设机构？",
                items("办公室", "规划财务科", "疾病预防控制科", "基层卫生科", "人口家庭科"),
            ),
            ("list", "临溪县卫健委的下属单位有哪些", items("临溪县卫生监督所", "临溪县疾病预防控制中心")),
            ("count", "临溪县卫健委绩效自评项目几个，评为优的几个？", numbers(Decimal(8), Decimal(7), unit="个")),
            ("why", "临溪县卫健委疾病预防控制机构支出为什么超过年初预算？", words(("狂犬病",))),
            ("why", "临溪县卫健委2024年收支总计增加的原因", words(("补助标准",))),
            ("define", "临溪县卫健委决算中基本公共卫生服务是指什么？", words(("健康档案", "预防接种"))),
            (
                "check",
                "临溪县卫健委人员经费加公用经费是否等于一般公共预算基本支出？",
                words((f"{basic(general):,.2f}", f"{basic(general):.2f}", _wan(basic(general))), EQUAL),
            ),
            ("unanswerable", "临溪县卫健委2024年培训费多少？", REFUSED),
            ("unanswerable", "临溪县卫健委2025年预算总额是多少", REFUSED),
            (
                "followup",
                "占公用经费多少？",
                rate(percent(under(rows, "30211"), office)),
                ("临溪县卫健委2024年差旅费多少？",),
            ),
        ],
    )
