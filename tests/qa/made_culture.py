"""A made final accounts document of a culture bureau, in the style of Zhejiang, and questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal

from eval.cases import Case
from tests.qa.made_final_tables import Final, pair, tables
from tests.qa.made_gold import EQUAL, REFUSED, cases, final, initial, items, largest, number, rate, top, words
from tests.qa.made_values import basic, economic, line, money, percent, under

_TOURISM = ("文化旅游体育与传媒支出", "文化和旅游")
_SPORT = ("文化旅游体育与传媒支出", "体育")
_PENSION = ("社会保障和就业支出", "行政事业单位养老支出")
_HOUSING = ("住房保障支出", "住房改革支出")

DATA = Final(
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
    carried=pair("20.00", "25.60"),
    grown=Decimal("64.28"),
    visits=pair("5.00", "3.20"),
    running=pair("9.00", "8.10"),
    hospitality=pair("4.00", "1.75"),
    before={"三公": Decimal("15.20"), "机关运行经费": Decimal("175.40")},
)


def text(data: Final = DATA) -> str:
    """Zhejiang: one list of items with initial budget, final figure, rate and reason."""
    items = []
    for index, each in enumerate(data.lines, 1):
        category, section = each.path
        rate = percent(each.total, each.initial)
        items.append(
            f"{index}.{category}（类）{section}（款）{each.name}（项）。年初预算为{money(each.initial)}万元，支出决算为"
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

{tables(data)}

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


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, lines, rows = DATA, DATA.lines, DATA.economics
    office, before = under(rows, "302"), data.before["三公"]
    sport = final(lines, "群众体育")
    return cases(
        "culture",
        [
            ("lookup", "临波市文广旅体局2023年群众文化支出决算是多少？", number(final(lines, "群众文化"))),
            ("lookup", "临波文旅局 差旅费 2023年决算", number(under(rows, "30211"))),
            ("lookup", "临波市文化和广电旅游体育局2023年末结转和结余是多少", number(data.carried[1])),
            ("lookup", "2023年临波市文化和广电旅游体育局因公出国（境）费实际花了多少？", number(data.visits[1])),
            ("narrative", "临波市文化和广电旅游体育局2023年政府采购服务支出多少万元？", number(Decimal("65.00"))),
            ("narrative", "临波市文化和广电旅游体育局有几辆公车？", number(Decimal(4), "辆", "0")),
            ("yoy", "临波市文化和广电旅游体育局2023年三公经费比上年少花了多少？", number(before - data.three(1))),
            ("yoy", "临波市文化和广电旅游体育局2022年收支总计是多少万元？", number(data.whole - data.grown)),
            (
                "execution",
                "临波文广旅体局三公经费2023年完成预算的百分之几",
                rate(percent(data.three(1), data.three(0))),
            ),
            (
                "execution",
                "临波市文化和广电旅游体育局群众体育决算比年初预算多多少？",
                number(sport - initial(lines, "群众体育")),
            ),
            (
                "share",
                "临波市文化和广电旅游体育局2023年群众体育占本年支出的比重是多少？",
                rate(percent(sport, data.spent)),
            ),
            (
                "arithmetic",
                "临波市文化和广电旅游体育局2023年办公费和印刷费一共多少？",
                number(under(rows, "30201", "30202")),
            ),
            (
                "rank",
                "临波市文化和广电旅游体育局2023年支出最大的项级科目是哪个？",
                top(largest(lines).total, "万元", "行政运行"),
            ),
            (
                "list",
                "临波市文化和广电旅游体育局有哪些内设机构？",
                items("办公室", "艺术科", "文物科", "产业发展科", "体育科", "市场管理科"),
            ),
            ("why", "临波市文广旅体局机关运行经费2023年为什么增加？", words(("搬迁",))),
            ("why", "群众文化支出为啥没达到年初预算？临波市文化和广电旅游体育局", words(("延期", "展演"))),
            ("define", "临波市文化和广电旅游体育局决算里群众文化是什么意思", words(("文化馆",), ("群众文化活动",))),
            (
                "check",
                "临波市文化和广电旅游体育局人员经费加公用经费等于基本支出吗？",
                words((f"{basic(lines):,.2f}", f"{basic(lines):.2f}"), EQUAL),
            ),
            ("unanswerable", "临波市文化和广电旅游体育局2023年会议费支出多少？", REFUSED),
            ("unanswerable", "临波市文化和广电旅游体育局2024年三公经费决算多少", REFUSED),
            (
                "followup",
                "公务接待费呢？",
                number(data.hospitality[1]),
                ("临波市文化和广电旅游体育局2023年因公出国费决算多少？",),
            ),
            (
                "followup",
                "占基本支出多少？",
                rate(percent(office, basic(lines))),
                ("临波市文化和广电旅游体育局2023年公用经费多少",),
            ),
        ],
    )
