"""Two made final accounts: one in the style of Zhejiang, one whose narrative is ordered otherwise."""

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
    named,
    percent,
    project,
    spread,
    table,
    total,
    under,
)


@dataclass(frozen=True, slots=True)
class Final:
    """``visits`` … ``hospitality`` are (budget, final); ``carried`` is (beginning, end); amounts in 万元."""

    institution: str
    year: int
    lines: tuple[Line, ...]
    economics: tuple[Economic, ...]
    other_income: Decimal
    carried: tuple[Decimal, Decimal]
    grown: Decimal
    visits: tuple[Decimal, Decimal]
    running: tuple[Decimal, Decimal]
    hospitality: tuple[Decimal, Decimal]
    before: dict[str, Decimal]

    @property
    def spent(self) -> Decimal:
        return total(self.lines)

    @property
    def whole(self) -> Decimal:
        return self.spent + self.carried[1]

    def three(self, which: int) -> Decimal:
        return self.visits[which] + self.running[which] + self.hospitality[which]


def _pair(budget: str, final: str) -> tuple[Decimal, Decimal]:
    return Decimal(budget), Decimal(final)


_TOURISM, _SPORT = ("文化旅游体育与传媒支出", "文化和旅游"), ("文化旅游体育与传媒支出", "体育")
_PENSION, _HOUSING = ("社会保障和就业支出", "行政事业单位养老支出"), ("住房保障支出", "住房改革支出")
_FARM, _REVIVAL = ("农林水支出", "农业农村"), ("农林水支出", "巩固脱贫攻坚成果衔接乡村振兴")

CULTURE = Final(
    institution="临波市文化和广电旅游体育局",
    year=2023,
    lines=(
        line("2070101", *_TOURISM, "行政运行", "812.35", "0", "780.00", "人员正常增资"),
        line("2070109", *_TOURISM, "群众文化", "0", "146.20", "160.00", "两场展演活动延期举办"),
        line("2070114", *_TOURISM, "文化和旅游管理事务", "0", "95.48", "90.00", "新增古戏台保护巡查"),
        line("2070308", *_SPORT, "群众体育", "0", "210.66", "150.00", "承办全省青少年赛艇比赛"),
        line("2080505", *_PENSION, "机关事业单位基本养老保险缴费支出", "88.72", "0", "88.72", "按计划缴纳"),
        line("2080506", *_PENSION, "机关事业单位职业年金缴费支出", "44.36", "0", "44.36", "按计划缴纳"),
        line("2210201", *_HOUSING, "住房公积金", "97.05", "0", "95.00", "缴存基数上调"),
    ),
    economics=economic(
        "30101 基本工资 245.10",
        "30102 津贴补贴 198.33",
        "30103 奖金 150.00",
        "30108 机关事业单位基本养老保险缴费 88.72",
        "30109 职业年金缴费 44.36",
        "30113 住房公积金 97.05",
        "30201 办公费 32.15",
        "30202 印刷费 8.40",
        "30207 邮电费 6.27",
        "30211 差旅费 24.90",
        "30226 劳务费 18.00",
        "30228 工会经费 21.40",
        "30239 其他交通费用 52.00",
        "30299 其他商品和服务支出 19.00",
        "30302 退休费 36.80",
    ),
    other_income=Decimal("5.60"),
    carried=_pair("20.00", "25.60"),
    grown=Decimal("64.28"),
    visits=_pair("5.00", "3.20"),
    running=_pair("9.00", "8.10"),
    hospitality=_pair("4.00", "1.75"),
    before={"三公": Decimal("15.20"), "机关运行经费": Decimal("175.40")},
)

FARMING = Final(
    institution="赤岭市农业农村局",
    year=2024,
    lines=(
        line("2130101", *_FARM, "行政运行", "966.18", "0", "940.00", "新录用人员五名"),
        line("2130106", *_FARM, "科技转化与推广服务", "0", "318.40", "300.00", "追加大豆良种示范资金"),
        line("2130108", *_FARM, "病虫害控制", "0", "127.95", "140.00", "草地贪夜蛾发生面积小于预期"),
        line("2130122", *_FARM, "农业生产发展", "0", "1452.30", "1200.00", "上级下达奶业振兴资金"),
        line("2130504", *_REVIVAL, "农村基础设施建设", "0", "580.00", "600.00", "灌渠项目招标节约"),
        line("2080505", *_PENSION, "机关事业单位基本养老保险缴费支出", "102.44", "0", "100.00", "缴费基数调整"),
        line("2210201", *_HOUSING, "住房公积金", "118.26", "0", "118.26", "与预算一致"),
    ),
    economics=economic(
        "30101 基本工资 301.22",
        "30102 津贴补贴 240.18",
        "30103 奖金 188.40",
        "30108 机关事业单位基本养老保险缴费 102.44",
        "30113 住房公积金 118.26",
        "30201 办公费 41.06",
        "30205 水费 2.35",
        "30206 电费 9.88",
        "30207 邮电费 7.12",
        "30208 取暖费 26.54",
        "30211 差旅费 38.90",
        "30231 公务用车运行维护费 16.20",
        "30239 其他交通费用 64.80",
        "30302 退休费 29.53",
    ),
    other_income=Decimal("11.15"),
    carried=_pair("36.50", "47.65"),
    grown=Decimal("-205.37"),
    visits=_pair("0", "0"),
    running=_pair("18.00", "16.20"),
    hospitality=_pair("2.40", "0.86"),
    before={"农林水支出": Decimal("3702.90"), "机关运行经费": Decimal("214.60"), "三公": Decimal("17.90")},
)


def _overview(data: Final, title: str) -> str:
    """收入支出决算总表, with blank rows as such tables have them."""
    categories = [(name, total(items)) for code, name, items in levels(data.lines) if len(code) == 3]
    income = [
        ("一、一般公共预算财政拨款收入", data.spent),
        ("二、政府性基金预算财政拨款收入", Decimal(0)),
        ("三、其他收入", data.other_income),
    ]
    rows = [["项目", "金额", "项目", "金额"]]
    numerals = "一二三四五"
    for index in range(max(len(categories), len(income))):
        left = income[index] if index < len(income) else ("", Decimal(0))
        right = categories[index] if index < len(categories) else ("", Decimal(0))
        label = f"{numerals[index]}、{right[0]}" if right[0] else ""
        rows.append([left[0], money(left[1]), label, money(right[1])])
    received = data.spent + data.other_income
    rows.append(["本年收入合计", money(received), "本年支出合计", money(data.spent)])
    rows.append(["年初结转和结余", money(data.carried[0]), "年末结转和结余", money(data.carried[1])])
    rows.append(["总计", money(data.whole), "总计", money(data.whole)])
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(["收入", "", "支出", ""], *rows)


def _expenditure(data: Final, title: str) -> str:
    head = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "经营支出"]]
    sums = ["", "合计", money(data.spent), money(basic(data.lines)), money(project(data.lines)), ""]
    body = [[*row, ""] for row in spread(data.lines)]
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*head, sums, *body)


def _economics(data: Final, title: str) -> str:
    rows = [["经济分类科目编码", "科目名称", "决算数"]]
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        rows.append([code, name, money(under(data.economics, code))])
        rows += [[each.code, each.name, money(each.amount)] for each in data.economics if each.code.startswith(code)]
        if code == "302":
            rows += [["30215", "会议费", ""], ["30216", "培训费", ""]]
    rows.append(["", "人员经费合计", money(under(data.economics, "301", "303"))])
    rows.append(["", "公用经费合计", money(under(data.economics, "302"))])
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*rows)


def _three_public(data: Final, title: str) -> str:
    def side(which: int) -> list[str]:
        cars = data.running[which]
        values = [data.three(which), data.visits[which], cars, Decimal(0), cars, data.hospitality[which]]
        return [money(value) for value in values]

    parts = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    upper = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    lower = ["", "", *parts[2:5], ""]
    rows = [["预算数", *[""] * 5, "决算数", *[""] * 5], [*upper, *upper], [*lower, *lower], [*side(0), *side(1)]]
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*rows)


def _tables(data: Final) -> str:
    parts = (
        _overview(data, "收入支出决算总表"),
        _expenditure(data, "支出决算表"),
        _economics(data, "一般公共预算财政拨款基本支出决算表"),
        _three_public(data, "财政拨款“三公”经费支出决算表"),
    )
    return "\n\n".join(parts)


def culture_final(data: Final) -> str:
    """Zhejiang: one list of items with initial budget, final figure, rate and reason."""
    items = []
    for number, each in enumerate(data.lines, 1):
        category, section = each.path
        rate = percent(each.total, each.initial)
        items.append(
            f"{number}.{category}（类）{section}（款）{each.name}（项）。年初预算为{money(each.initial)}万元，支出决算为"
            f"{money(each.total)}万元，完成年初预算的{rate}%。决算数与年初预算数的差异原因主要是{each.reason}。"
        )
    before, three, office = data.whole - data.grown, data.before["三公"], under(data.economics, "302")
    fell = three - data.three(1)
    rose = office - data.before["机关运行经费"]
    return f"""{data.institution}{data.year}年度部门决算

一、概况

（一）部门职责

1.拟订全市文化、广播电视、旅游和体育事业发展规划并组织实施。

2.组织群众性文化体育活动，管理市级重点文物保护单位。

3.指导景区景点安全生产工作。

（二）机构设置

从预算单位构成看，本部门决算包括：局本级决算、临波市文化馆决算、临波市少年体校决算。内设机构6个，分别是：办公室、艺术科、文物科、产业发展科、体育科、市场管理科。

二、{data.year}年度部门决算公开表

{_tables(data)}

三、{data.year}年度部门决算情况说明

（一）收入支出决算总体情况说明

{data.year}年度收、支总计均为{money(data.whole)}万元。与{data.year - 1}年度相比，各增加{money(data.grown)}万元，增长{percent(data.grown, before)}%。主要原因是承办省级赛事，经费相应增加。

（二）一般公共预算财政拨款支出决算具体情况

{data.year}年度一般公共预算财政拨款支出年初预算为{money(sum((e.initial for e in data.lines), Decimal(0)))}万元，支出决算为{money(data.spent)}万元。其中：

{chr(10).join(items)}

（三）“三公”经费支出决算情况说明

{data.year}年度“三公”经费财政拨款支出预算为{money(data.three(0))}万元，支出决算为{money(data.three(1))}万元，完成预算的{percent(data.three(1), data.three(0))}%，比上年减少{money(fell)}万元，下降{percent(fell, three)}%，主要原因是压缩出访团组。公务接待{data.year}年共接待21批次、160人次。

（四）机关运行经费支出说明

{data.year}年度机关运行经费支出{money(office)}万元，比上年度增加{money(rose)}万元，增长{percent(rose, data.before["机关运行经费"])}%，主要原因是办公场所搬迁。

（五）政府采购支出说明

{data.year}年度政府采购支出总额86.40万元，其中：政府采购货物支出21.40万元、政府采购工程支出0万元、政府采购服务支出65.00万元。

（六）国有资产占用情况说明

截至{data.year}年12月31日，本部门共有车辆4辆，其中：应急保障用车1辆、其他用车3辆。

四、名词解释

1.群众文化：反映用于基层文化馆（站）开展群众文化活动的支出。

2.年末结转和结余：指单位结转到下年按有关规定继续使用的资金。
"""


def farming_final(data: Final) -> str:
    """The figure first, then the change, then the budget; categories before the items."""
    farm, before = total(named(data.lines, "农林水支出")), data.before["农林水支出"]
    fell = before - farm
    office = under(data.economics, "302")
    less = data.before["机关运行经费"] - office
    items = "\n".join(
        f"{each.name}（项）{data.year}年度决算数为{money(each.total)}万元，年初预算数为{money(each.initial)}万元，"
        f"决算与预算的差异主要是由于{each.reason}。"
        for each in data.lines
    )
    saved = data.before["三公"] - data.three(1)
    down = abs(data.grown)
    return f"""{data.year}年度{data.institution}部门决算公开报告

第一部分 部门概况

一、主要职能

负责全市种植业、畜牧业、农垦和农业机械化管理，组织农业技术推广和动植物疫病防控，指导农村人居环境整治。

二、部门决算单位构成

纳入{data.institution}{data.year}年度部门决算编制范围的单位共4个：1.赤岭市农业农村局本级；2.赤岭市农业技术推广站；3.赤岭市动物疫病预防控制中心；4.赤岭市农机服务中心。

第二部分 {data.year}年度部门决算情况说明

一、收支总体情况

{data.year}年度收入总计{money(data.whole)}万元，支出总计{money(data.whole)}万元，较{data.year - 1}年度各减少{money(down)}万元，降低{percent(down, data.whole + down)}%，主要是高标准农田项目上年完工。

二、支出按功能分类情况

农林水支出{data.year}年度决算数为{money(farm)}万元，较{data.year - 1}年度减少{money(fell)}万元，降低{percent(fell, before)}%，占本年支出的{percent(farm, data.spent)}%，主要是高标准农田项目上年完工。其中：

{items}

三、“三公”经费情况

{data.year}年度“三公”经费决算数{money(data.three(1))}万元，为预算数{money(data.three(0))}万元的{percent(data.three(1), data.three(0))}%，较{data.year - 1}年度减少{money(saved)}万元，主要是下乡用车实行拼车。其中公务用车运行维护费{money(data.running[1])}万元，车辆保有量6辆；公务接待费{money(data.hospitality[1])}万元，接待9批次78人次。

四、机关运行经费情况

机关运行经费{data.year}年度决算数为{money(office)}万元，较{data.year - 1}年度减少{money(less)}万元，降低{percent(less, data.before["机关运行经费"])}%，主要是取暖方式由燃煤改为电采暖。

五、预算绩效情况

{data.year}年度对12个项目开展绩效自评，涉及资金2,478.65万元，10个项目评价等级为“优”，2个项目评价等级为“良”。发现的主要问题：一是病虫害监测点分布不均；二是部分项目资金拨付偏晚。下一步改进措施：增设监测点，按季度通报拨付进度。

第三部分 {data.year}年度部门决算表

{_tables(data)}

第四部分 名词解释

一、病虫害控制：反映用于农作物病虫害监测、防治和检疫的支出。

二、项目支出：指在基本支出之外为完成特定任务所发生的支出。
"""
