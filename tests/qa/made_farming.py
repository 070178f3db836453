"""A made final accounts document whose narrative puts the figure first, and questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal

from eval.cases import Case
from tests.qa.made_final_tables import Final, pair, tables
from tests.qa.made_gold import REFUSED, cases, final, initial, items, number, rate, top, words
from tests.qa.made_values import economic, line, money, named, percent, project, total, under

_PENSION = ("社会保障和就业支出", "行政事业单位养老支出")
_HOUSING = ("住房保障支出", "住房改革支出")
_FARM = ("农林水支出", "农业农村")
_REVIVAL = ("农林水支出", "巩固脱贫攻坚成果衔接乡村振兴")

DATA = Final(
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
    carried=pair("36.50", "47.65"),
    grown=Decimal("-205.37"),
    visits=pair("0", "0"),
    running=pair("18.00", "16.20"),
    hospitality=pair("2.40", "0.86"),
    before={"农林水支出": Decimal("3702.90"), "机关运行经费": Decimal("214.60"), "三公": Decimal("17.90")},
)


def text(data: Final = DATA) -> str:
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

{tables(data)}

第四部分 名词解释

一、病虫害控制：反映用于农作物病虫害监测、防治和检疫的支出。

二、项目支出：指在基本支出之外为完成特定任务所发生的支出。
"""


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, lines, rows = DATA, DATA.lines, DATA.economics
    farm, before, office = final(lines, "农林水支出"), data.before["农林水支出"], under(rows, "302")
    fell = before - farm
    development = final(lines, "农业生产发展")
    return cases(
        "farming",
        [
            ("lookup", "赤岭市农业农村局2024年病虫害控制花了多少钱", number(final(lines, "病虫害控制"))),
            ("lookup", "赤岭农业农村局 取暖费 2024", number(under(rows, "30208"))),
            ("lookup", "赤岭市农业农村局2024年项目支出合计是多少万元？", number(project(lines))),
            ("lookup", "How much did 赤岭市农业农村局 spend on 公务用车运行维护费 in 2024?", number(data.running[1])),
            ("narrative", "赤岭市农业农村局2024年公务接待了多少人次", number(Decimal(78), "人次", "0")),
            ("yoy", "赤岭市农业农村局2024年农林水支出比2023年减少多少？", number(fell)),
            ("yoy", "赤岭市农业农村局2023年农林水支出是多少万元？", number(before)),
            (
                "yoy",
                "赤岭农业农村局机关运行经费2024年下降了百分之几？",
                rate(percent(data.before["机关运行经费"] - office, data.before["机关运行经费"])),
            ),
            (
                "execution",
                "赤岭市农业农村局农业生产发展2024年决算超年初预算多少万元？",
                number(development - initial(lines, "农业生产发展")),
            ),
            (
                "execution",
                "赤岭市农业农村局三公经费2024年决算占预算的百分之多少？",
                rate(percent(data.three(1), data.three(0))),
            ),
            ("share", "农林水支出占赤岭市农业农村局2024年本年支出的多大比例", rate(percent(farm, data.spent))),
            ("arithmetic", "赤岭市农业农村局2024年水费加电费多少万元？", number(under(rows, "30205", "30206"))),
            (
                "rank",
                "赤岭市农业农村局农林水支出里哪个项级科目花钱最多？多少",
                top(development, "万元", "农业生产发展"),
            ),
            ("count", "赤岭市农业农村局2024年有多少个项目自评为“优”？", number(Decimal(10), "个", "0")),
            (
                "list",
                "赤岭市农业农村局2024年部门决算包括哪些单位？",
                items(
                    "赤岭市农业农村局本级", "赤岭市农业技术推广站", "赤岭市动物疫病预防控制中心", "赤岭市农机服务中心"
                ),
            ),
            ("why", "赤岭市农业农村局病虫害控制决算为什么低于预算？", words(("草地贪夜蛾",))),
            ("why", "赤岭市农业农村局三公经费下降的原因", words(("拼车",))),
            ("text", "赤岭市农业农村局绩效自评发现什么问题、怎么改进？", words(("监测点",), ("拨付",))),
            ("unanswerable", "赤岭市农业农村局2024年因公出国费预算是多少？", REFUSED),
            ("unanswerable", "赤岭市水利局2024年支出决算多少？", REFUSED),
            ("followup", "上年呢？", number(before), ("赤岭市农业农村局2024年农林水支出决算数是多少？",)),
        ],
    )
