"""A made performance report of a town (部门整体支出绩效自评报告), and questions on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from eval.cases import Case
from tests.qa.made_gold import REFUSED, cases, items, number, numbers, rate, top, words
from tests.qa.made_values import money, percent, table


@dataclass(frozen=True, slots=True)
class Project:
    """Amounts in 万元."""

    name: str
    budget: Decimal
    spent: Decimal
    score: Decimal
    grade: str

    @property
    def rate(self) -> Decimal:
        return percent(self.spent, self.budget)


@dataclass(frozen=True, slots=True)
class Report:
    institution: str
    year: int
    initial: Decimal
    budget: Decimal
    spent: Decimal
    score: Decimal
    projects: tuple[Project, ...]
    hospitality: tuple[Decimal, Decimal, Decimal]
    """Last year's final figure, this year's budget, this year's final figure."""
    office: tuple[Decimal, Decimal, Decimal]


def _project(name: str, budget: str, spent: str, score: str, grade: str) -> Project:
    return Project(name, Decimal(budget), Decimal(spent), Decimal(score), grade)


DATA = Report(
    institution="石坎县云湖镇人民政府",
    year=2024,
    initial=Decimal("1860.00"),
    budget=Decimal("2145.30"),
    spent=Decimal("2098.75"),
    score=Decimal("94.6"),
    projects=(
        _project("农村人居环境整治", "320.00", "312.40", "95.2", "优"),
        _project("高标准农田建设配套", "480.00", "455.00", "93", "优"),
        _project("村级组织运转经费", "268.50", "268.50", "98.5", "优"),
        _project("森林防灭火及防汛应急", "45.00", "28.80", "82.6", "良"),
        _project("文化站免费开放", "12.00", "12.00", "96", "优"),
        _project("养老服务站点建设", "90.00", "51.30", "78.4", "中"),
    ),
    hospitality=(Decimal("4.02"), Decimal("4.50"), Decimal("3.15")),
    office=(Decimal("28.60"), Decimal("25.00"), Decimal("26.35")),
)


def _overall(data: Report) -> str:
    rate = percent(data.spent, data.budget)
    return table(
        ["预算单位名称", data.institution, "", "", "", "", ""],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"],
        ["", "年度资金总额", money(data.initial), money(data.budget), money(data.spent), "10", f"{rate}%"],
    )


def _summary(data: Report) -> str:
    rows = [["序号", "项目名称", "全年预算数", "全年执行数", "执行率", "自评得分", "评价等级"]]
    for index, each in enumerate(data.projects, 1):
        cells = [each.name, money(each.budget), money(each.spent), f"{each.rate}%", str(each.score), each.grade]
        rows.append([str(index), *cells])
    return table(*rows)


def _basics(data: Report) -> str:
    year = data.year
    return table(
        ["经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
        ["一、公用经费", "", "", ""],
        ["1.办公费", *[money(value) for value in data.office]],
        ["2.会议费", "1.20", "1.00", ""],
        ["二、三公经费", *[money(value) for value in data.hospitality]],
        ["1.公务接待费", *[money(value) for value in data.hospitality]],
        ["2.公务用车运行维护费", "", "", ""],
    )


def text(data: Report = DATA) -> str:
    """Hunan and Shandong: sections, then the annexed tables."""
    rate = percent(data.spent, data.budget)
    return f"""{data.institution}{data.year}年度部门整体支出绩效自评报告

一、部门基本情况

（一）机构设置

{data.institution}下设党政综合办公室、经济发展办公室、社会事务办公室、平安法治办公室、综合行政执法大队5个内设机构，辖14个行政村和2个社区。

（二）人员情况

{data.year}年末核定编制62名，实有在职人员58人，退休人员33人。

二、部门整体支出情况

{data.year}年年初预算{money(data.initial)}万元，全年预算{money(data.budget)}万元，全年执行{money(data.spent)}万元，预算执行率{rate}%。

三、部门整体支出绩效情况

{data.year}年清运生活垃圾1260吨，硬化村道8.6公里，新建养老服务站点3个，发放耕地地力保护补贴412.7万元，惠及农户5230户。群众满意度达到96.5%。

本部门整体支出绩效自评得分{data.score}分，评价等级为“优”。

四、存在的问题及原因分析

（一）养老服务站点建设进度偏慢，主要原因是两处选址涉及用地调整，手续办理时间较长。

（二）防汛应急物资采购不及时，汛期前未完成询价。

五、下一步改进措施

（一）提前办理用地预审，建立项目月调度制度。

（二）汛前完成应急物资采购，实行轮换更新。

附件1 部门整体支出绩效自评表

单位：万元
{_overall(data)}

附件2 项目支出绩效自评汇总表

单位：万元
{_summary(data)}

附件3 部门整体支出绩效评价基础数据表

单位：万元
{_basics(data)}
"""


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    data, projects = DATA, {each.name: each for each in DATA.projects}
    before, budget, spent = data.hospitality
    relic = projects["养老服务站点建设"]
    return cases(
        "town",
        [
            (
                "lookup",
                "云湖镇2024年高标准农田建设配套全年执行数是多少？",
                number(projects["高标准农田建设配套"].spent),
            ),
            ("lookup", "石坎县云湖镇政府2023年公务接待费决算多少", number(before)),
            ("lookup", "云湖镇2024年办公费预算数", number(data.office[1])),
            ("narrative", "云湖镇2024年清运了多少吨生活垃圾？", number(Decimal(1260), "吨", "0")),
            ("narrative", "云湖镇政府2024年实有在职人员多少人", number(Decimal(58), "人", "0")),
            ("yoy", "云湖镇2024年公务接待费决算比2023年减少多少？", number(before - spent)),
            ("execution", "云湖镇2024年预算执行率是多少？", rate(percent(data.spent, data.budget))),
            ("execution", "云湖镇养老服务站点建设项目的执行率", rate(relic.rate)),
            ("execution", "云湖镇2024年公务接待费决算比预算节约多少万元？", number(budget - spent)),
            (
                "arithmetic",
                "云湖镇六个项目全年预算数合计多少万元？",
                number(sum((e.budget for e in projects.values()), Decimal(0))),
            ),
            ("rank", "云湖镇哪个项目的自评得分最低？", top(relic.score, "分", relic.name)),
            ("count", "云湖镇有几个项目评价等级为“优”？", number(Decimal(4), "个", "0")),
            ("list", "云湖镇预算执行率不到70%的项目有哪些？", items("森林防灭火及防汛应急", "养老服务站点建设")),
            (
                "list",
                "云湖镇人民政府有哪些内设机构",
                items("党政综合办公室", "经济发展办公室", "社会事务办公室", "平安法治办公室", "综合行政执法大队"),
            ),
            ("why", "云湖镇养老服务站点建设为什么慢？", words(("用地",))),
            ("text", "云湖镇下一步有什么改进措施？", words(("调度",), ("应急物资",))),
            ("count", "云湖镇超编了吗？编制和在职分别多少人", numbers(Decimal(62), Decimal(58), unit="人")),
            ("unanswerable", "云湖镇2024年会议费决算多少？", REFUSED),
            ("unanswerable", "云湖镇2024年公务用车运行维护费决算是多少", REFUSED),
            (
                "followup",
                "文化站免费开放呢？",
                number(projects["文化站免费开放"].score, "分"),
                ("云湖镇农村人居环境整治自评得了多少分？",),
            ),
        ],
    )
