"""A made performance report of a transport bureau, in the style of Hubei: pipe tables in Markdown; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal as D

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, items, number, numbers, rate, top, words
from tests.qa.made_grids import Blocks, Made, Wide, pipes
from tests.qa.made_values import money, percent

NAME = "荆沙市交通运输局"
BUDGET, SPENT, SCORE = D("9864.50"), D("9321.95"), D("95.90")
INITIAL = D("8420.00")
PROJECTS = {
    "农村公路养护": (D("2860.00"), D("2860.00"), D("97.5")),
    "国省干线安全设施提升": (D("1975.40"), D("1580.32"), D("88.0")),
    "公交运营补贴": (D("1600.00"), D("1600.00"), D("99.0")),
    "治超站点运行": (D("318.60"), D("302.67"), D("94.2")),
    "水上交通应急救助": (D("145.00"), D("87.00"), D("81.3")),
}
# level 1, level 2, level 3, target, done, weight, score
INDICATORS = (
    ("产出指标", "数量指标", "新改建农村公路里程", "≥180公里", "192公里", "10", "10"),
    ("产出指标", "数量指标", "危桥改造数量", "26座", "23座", "10", "8.85"),
    ("产出指标", "质量指标", "工程验收合格率", "100%", "100%", "10", "10"),
    ("产出指标", "时效指标", "养护计划按期完成率", "≥95%", "91.5%", "10", "8.6"),
    ("产出指标", "成本指标", "每公里养护成本", "≤1.2万元", "1.15万元", "10", "10"),
    ("效益指标", "社会效益指标", "普通公路优良路率", "≥85%", "86.3%", "20", "20"),
    ("效益指标", "生态效益指标", "新能源公交占比", "≥70%", "68%", "10", "9"),
    ("满意度指标", "服务对象满意度指标", "群众出行满意度", "≥90%", "92.4%", "10", "10"),
)
EXECUTION = D("9.45")
LOST = (
    ("危桥改造数量", "三座危桥因汛期水位偏高推迟施工"),
    ("养护计划按期完成率", "沥青供应紧张"),
    ("新能源公交占比", "老旧车辆未到报废年限"),
)


def _overall() -> Made:
    rows: list[list[str | Wide]] = [
        ["单位名称", Wide(NAME, 7)],
        ["基本支出总额", Wide("4,126.35", 3), Wide("项目支出总额", 2), Wide("5,195.60", 2)],
        [
            Wide("预算执行情况（万元）（10分）", 1, 2),
            "",
            "预算数（A）",
            Wide("执行数（B）", 2),
            "执行率（B/A）",
            Wide("得分（10分*执行率）", 2),
        ],
        [
            "部门整体支出总额",
            money(BUDGET),
            Wide(money(SPENT), 2),
            f"{percent(SPENT, BUDGET)}%",
            Wide(str(EXECUTION), 2),
        ],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "分值", "得分"],
    ]
    for index, each in enumerate(INDICATORS):
        before = INDICATORS[index - 1] if index else ("", "")
        rows.append(["", each[0] if each[0] != before[0] else "", each[1] if each[1] != before[1] else "", *each[2:]])
    rows.append([Wide("总分", 6), "100", str(SCORE)])
    rows.append(["偏差大或目标未完成原因分析", Wide("；".join(f"{name}未完成：{why}" for name, why in LOST) + "。", 7)])
    return Made(rows)


def _projects() -> Made:
    rows: list[list[str | Wide]] = [["序号", "项目名称", "全年预算数", "全年执行数", "预算执行率（%）", "自评得分"]]
    for index, (name, (budget, spent, score)) in enumerate(PROJECTS.items(), 1):
        rows.append([str(index), name, money(budget), money(spent), str(percent(spent, budget)), str(score)])
    whole, done = (sum((p[i] for p in PROJECTS.values()), D(0)) for i in (0, 1))
    rows.append(["", "合计", money(whole), money(done), str(percent(done, whole)), ""])
    return Made(rows)


def blocks() -> Blocks:
    return [
        f"# 2024年度{NAME}部门整体绩效自评报告",
        "## 一、基本情况\n\n（一）部门概况。荆沙市交通运输局主要职能为：编制综合交通规划；负责公路、水路建设市场监管；指导城市客运和农村客运管理。局机关内设办公室、规划科、建设养护科、运输管理科、安全监督科、财务审计科6个科室，下辖公路事业发展中心、港航事业发展中心、交通运输综合执法支队3个二级单位。\n\n（二）人员情况。2024年末，全局核定编制312名，在职在岗298人，离退休186人。",
        f"## 二、自评结论\n\n（一）自评得分。{NAME}2024年度部门整体绩效自评得分{SCORE}分，等次为“优”。\n\n（二）预算执行。2024年年初预算{money(INITIAL)}万元，年中追加{money(BUDGET - INITIAL)}万元，全年预算数{money(BUDGET)}万元，执行数{money(SPENT)}万元，执行率{percent(SPENT, BUDGET)}%。执行数较上年下降3.2%，主要系国省干线项目招标推迟所致。\n\n（三）绩效目标完成情况。全年共设置绩效指标8个，其中完成5个，未完成3个。",
        "## 三、存在的问题和原因\n\n（一）绩效目标设置不够精准。个别指标值未考虑汛期等不可控因素。\n\n（二）预算执行进度不均衡。水上交通应急救助项目执行率仅60%，主要原因是两艘救助艇采购流标。\n\n（三）上年度评价结果应用不充分。",
        "## 四、下一步拟改进措施\n\n（一）科学设定指标值，建立指标动态调整机制。\n\n（二）提前开展采购需求论证，按月通报执行进度。\n\n（三）将评价结果与次年预算安排挂钩。",
        f"附件1\n\n2024年度部门整体绩效自评表\n\n单位：万元\n\n{pipes([_overall()])}",
        f"附件2\n\n2024年度项目绩效自评结果汇总表\n\n单位：万元\n\n{pipes([_projects()])}",
    ]


def text() -> str:
    return pipes(blocks())


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    p, who = PROJECTS, "荆沙市交通运输局"
    highway = p["国省干线安全设施提升"]
    return cases("transport", [
        ("lookup", f"{who}2024年部门整体支出执行数是多少？", number(SPENT)),
        ("lookup", f"{who}公交运营补贴全年预算数多少万元", number(D(1600))),
        ("lookup", "荆沙交通局治超站点运行自评得分", number(D("94.2"), "分")),
        ("lookup", f"{who}2024年基本支出总额", number(D("4126.35"))),
        ("lookup", f"{who}危桥改造数量实际完成了多少座？", number(D(23), "座", "0")),
        ("lookup", f"{who}群众出行满意度的实际完成值是多少", number(D("92.4"), "%")),
        ("lookup", f"{who}养护计划按期完成率得了几分？", number(D("8.6"), "分")),
        ("lookup", f"{who}工程验收合格率的年初目标值", number(D(100), "%")),
        ("lookup", f"What was the self-evaluation score of {who} in 2024?", number(SCORE, "分")),
        ("lookup", f"{who}每公里养护成本实际是多少万元？", number(D("1.15"))),
        ("narrative", f"{who}2024年年中追加预算多少万元？", number(BUDGET - INITIAL)),
        ("narrative", f"{who}在职在岗多少人", number(D(298), "人", "0")),
        ("yoy", f"{who}2024年执行数较上年下降百分之几？", rate(D("3.2"))),
        ("execution", f"{who}2024年预算执行率是多少", rate(percent(SPENT, BUDGET))),
        ("execution", f"{who}水上交通应急救助的预算执行率是多少？", rate(D(60))),
        ("execution", f"{who}国省干线安全设施提升还有多少预算没执行", number(highway[0] - highway[1])),
        ("execution", f"{who}全年预算数比年初预算多多少万元？", number(BUDGET - INITIAL)),
        ("share", f"{who}公交运营补贴占五个项目全年执行数合计的百分之几", rate(percent(D(1600), sum((x[1] for x in p.values()), D(0))))),
        ("share", f"{who}基本支出占部门整体支出执行数的比例", rate(percent(D("4126.35"), SPENT))),
        ("arithmetic", f"{who}五个项目全年执行数合计多少？", number(sum((x[1] for x in p.values()), D(0)))),
        ("arithmetic", f"{who}五个项目自评得分的平均分是多少？", number(sum((x[2] for x in p.values()), D(0)) / 5, "分")),
        ("arithmetic", f"{who}基本支出总额加项目支出总额是多少万元", number(D("4126.35") + D("5195.60"))),
        ("rank", f"{who}哪个项目自评得分最高，多少分", top(D(99), "分", "公交运营补贴")),
        ("rank", f"{who}预算执行率最低的项目是哪个？", items("水上交通应急救助")),
        ("rank", f"{who}五个项目全年预算数前两名", items("农村公路养护", "国省干线安全设施提升", ordered=True)),
        ("count", f"{who}有几项绩效指标没有完成？", number(D(3), "个", "0")),
        ("count", f"{who}有几个项目执行率达到100%？", number(D(2), "个", "0")),
        ("count", f"{who}内设多少个科室", number(D(6), "个", "0")),
        ("list", f"{who}执行率低于90%的项目有哪些？", items("国省干线安全设施提升", "水上交通应急救助")),
        ("list", f"{who}下属二级单位有哪些", items("公路事业发展中心", "港航事业发展中心", "交通运输综合执法支队")),
        ("why", f"{who}危桥改造数量为什么没完成？", words(("汛期",))),
        ("why", f"{who}水上交通应急救助执行率为什么低", words(("流标",))),
        ("why", f"{who}2024年执行数为什么下降？", words(("招标推迟",))),
        ("text", f"{who}绩效自评发现了哪些问题？", words(("精准",), ("不均衡",), ("结果应用",))),
        ("text", f"{who}下一步怎么改进", words(("动态调整",), ("采购需求",), ("挂钩",))),
        ("text", f"{who}的主要职能", words(("综合交通规划",), ("城市客运",))),
        ("check", f"{who}自评表的总分等于各项得分之和吗？", words(EQUAL)),
        ("check", f"{who}报告正文的执行率与自评表一致吗", words(EQUAL)),
        ("unanswerable", f"{who}2024年公务接待费是多少？", REFUSED),
        ("unanswerable", f"{who}2023年部门整体绩效自评得分多少", REFUSED),
        ("lookup", f"{who}国省干线安全设施提升的全年预算数和执行数各是多少", numbers(*highway[:2])),
        ("followup", "自评得分呢？", number(D("97.5"), "分"), (f"{who}农村公路养护的全年执行数是多少？",)),
        ("followup", "那公交运营补贴呢", number(D(1600)), (f"{who}农村公路养护的全年执行数是多少？",)),
    ])  # fmt: skip
