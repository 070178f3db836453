"""Questions of the sample set whose answer is names, words, a refusal or a question back, and follow-up questions."""

from __future__ import annotations

from decimal import Decimal

from eval.samples.corpus.accounts import FUNDS, Accounts
from eval.samples.questions.cells import (
    DETAIL,
    HE,
    LAN,
    OVERALL,
    PERF,
    PUBLIC,
    SPENDING,
    YAN,
    cell,
    raw_category,
    spent,
)
from eval.samples.questions.question import REFUSE, Sample, accounts_of, contains, data_of, number, numbers

AGREE = ("一致", "相符", "相等", "吻合", "对得上", "平衡", "无差异", "正确", "match", "agree", "equal", "consistent")


def word_questions() -> list[Sample]:
    """Counts, lists, reasons, texts, terms, checks, refusals, questions back and follow-ups."""
    lan, he = accounts_of("lanxian_2024_final"), accounts_of("hechuan_2024_final")
    return [
        *_counts(he),
        *_lists(),
        *_reasons(lan, he),
        *_texts(),
        *_terms(),
        *_checks(lan, he),
        *_refusals(),
        *_ambiguous(lan, he),
        *_followups(lan, he),
    ]


def _counts(he: Accounts) -> list[Sample]:
    good = Decimal(he.data["performance"]["good"])
    return [
        Sample(
            "count",
            "禾川县水务局2024年项目自评等级为良的有几个？",
            number(good, "个"),
            [(HE, "预算绩效管理", f"为“良”的{good}个")],
        ),
        Sample("count", "岚县人社局机关设了几个股室？", number(Decimal(5), "个"), [(LAN, "机构设置", "机关设5个股室")]),
        Sample("count", "雁湖市商务局有几家下属单位？", number(Decimal(2), "家"), [(YAN, "机构设置", "2家下属单位")]),
    ]


def _lists() -> list[Sample]:
    projects = [each["name"] for each in data_of("yanhu_2025_budget")["projects"]]
    departments = ["综合股", "规划建设股", "水资源管理股", "河湖管理股"]
    units = ["局机关本级", "劳动保障监察队", "社会保险服务中心", "创业就业指导中心"]
    return [
        Sample("list", "岚县人社局2024年决算汇编包括哪些单位？", {"items": units}, [(LAN, "机构设置", "局机关本级")]),
        Sample(
            "list", "禾川县水务局机关内设哪几个股室", {"items": departments}, [(HE, "机构设置", "综合股、规划建设股")]
        ),
        Sample(
            "list",
            "雁湖市商务局2025年有哪些预算项目？",
            {"items": projects},
            [(YAN, "项目支出预算表", each) for each in projects],
        ),
    ]


def _reasons(lan: Accounts, he: Accounts) -> list[Sample]:
    fallen = Decimal(raw_category(lan, "213")["change"])
    return [
        Sample(
            "why",
            "why did 岚县 农林水支出 change?",
            contains([f"{-fallen:,.2f}", f"{-fallen}", "36.89"], ["县级配套"], ["扶贫资金"]),
            [(LAN, "具体情况", f"减少{-fallen:,.2f}万元"), (LAN, "具体情况", "县级配套资金")],
        ),
        Sample(
            "why",
            "岚县人社局卫生健康支出为什么上年没有？",
            contains(["医疗保险"], ["其他科目"]),
            [(LAN, "具体情况", "单独列入卫生健康支出")],
        ),
        Sample(
            "why",
            "禾川县水务局2024年水利工程运行与维护决算为啥小于年初预算",
            contains(["清淤"], ["下一年度", "推迟"]),
            [(HE, "具体情况", he.under("2130306")[0].reason)],
        ),
        Sample(
            "why",
            "雁湖市商务局2025年三公经费预算下降的原因",
            contains(["公务接待"], ["公务用车"]),
            [(YAN, "“三公”经费预算", "压减公务接待")],
        ),
    ]


def _texts() -> list[Sample]:
    performance = data_of("hechuan_2024_performance")
    return [
        Sample(
            "text",
            "禾川县水务局绩效自评发现了哪些问题？",
            contains(["结算资料"], ["量化"], ["管护"]),
            [(PERF, "存在的问题", words) for words in performance["problems"]],
        ),
        Sample(
            "text",
            "禾川县水务局针对自评问题打算怎么改进？",
            contains(["限时结算"], ["购买服务", "业务培训"]),
            [(PERF, "改进措施", words) for words in performance["measures"]],
        ),
        Sample(
            "text",
            "雁湖市商务局在招商引资方面的职责是什么？",
            contains(["招商推介"], ["投资项目"]),
            [(YAN, "主要职责", data_of("yanhu_2025_budget")["duties"][2])],
        ),
        Sample(
            "text",
            "岚县人社局绩效管理下一步的改进措施",
            contains(["台账"], ["挂钩"]),
            [(LAN, "预算绩效管理", "受益对象台账")],
        ),
    ]


def _terms() -> list[Sample]:
    return [
        Sample(
            "define",
            "岚县人社局决算里“机关运行经费”是什么意思？",
            contains(["日常公用经费"], ["不含人员工资"]),
            [(LAN, "名词解释", "日常公用经费")],
        ),
        Sample(
            "define",
            "雁湖商务局 预算 基本支出 名词解释",
            contains(["人员经费"], ["公用经费"]),
            [(YAN, "名词解释", "人员经费和公用经费")],
        ),
    ]


def _checks(lan: Accounts, he: Accounts) -> list[Sample]:
    total = spent(lan)
    public = he.three_public("all", 1)
    small, whole = Decimal(he.data["procurement"]["small_firms"]), Decimal("1454.55")
    return [
        Sample(
            "check",
            "岚县人社局收入支出决算总表的收入总计和支出总计相等吗？",
            {**numbers(("总计", lan.grand_total, "万元")), **contains(AGREE)},
            [cell(LAN, OVERALL, lan.grand_total)],
        ),
        Sample(
            "check",
            "岚县人社局支出决算表里，基本支出加项目支出等于本年支出合计吗？",
            {**numbers(("本年支出合计", total, "万元")), **contains(AGREE)},
            [cell(LAN, SPENDING, total), cell(LAN, SPENDING, lan.sum(lambda i: i.basic))],
        ),
        Sample(
            "check",
            "禾川县水务局三公经费决算合计与各分项之和对得上吗",
            {**numbers(("合计", public, "万元")), **contains(AGREE)},
            [cell(HE, PUBLIC, public)],
        ),
        Sample(
            "check",
            "禾川县水务局说中小企业合同占政府采购总额的80.00%，这个比例算得对吗？",
            {**numbers(("占比", Decimal("80.00"), "%")), **contains(AGREE)},
            [(HE, "政府采购", f"{small:,}"), (HE, "政府采购", f"{whole:,}")],
        ),
    ]


def _refusals() -> list[Sample]:
    asked = [
        ("岚县人社局2021年农林水支出决算是多少？", LAN),
        ("禾川县水务局2024年在职人员平均工资是多少？", HE),
        ("雁湖市商务局2025年的决算支出是多少？", YAN),
        ("石桥县教育局2024年三公经费决算是多少？", HE),
        ("禾川县水务局评为良的两个项目叫什么名字？", HE),
        ("雁湖市2025年外贸进出口总额目标是多少？", YAN),
    ]
    return [Sample("unanswerable", question, REFUSE, documents=[document]) for question, document in asked]


def _ambiguous(lan: Accounts, he: Accounts) -> list[Sample]:
    code = "2101101"
    cells = [cell(LAN, SPENDING, spent(lan, code)), cell(HE, SPENDING, spent(he, code))]
    retired = [cell(LAN, DETAIL, lan.economic("30302")), cell(HE, DETAIL, he.economic("30302"))]
    return [
        Sample("ambiguous", "行政单位医疗 2024 决算", {"clarify": ["岚县", "禾川"]}, cells),
        Sample("ambiguous", "2024年退休费支出了多少？", {"clarify": ["岚县", "禾川"]}, retired),
    ]


def _followups(lan: Accounts, he: Accounts) -> list[Sample]:
    return [*_other_items(lan, he), *_other_scopes(lan, he)]


def _other_items(lan: Accounts, he: Accounts) -> list[Sample]:
    housing, reservoir = spent(lan, "221"), spent(he, "2130314")
    return [
        Sample(
            "followup",
            "那住房保障支出呢？",
            number(housing),
            [cell(LAN, SPENDING, housing)],
            ["岚县人社局2024年农林水支出决算是多少？"],
        ),
        Sample(
            "followup",
            "防汛呢？",
            number(reservoir),
            [cell(HE, SPENDING, reservoir)],
            ["禾川县水务局2024年农村供水支出多少？"],
        ),
    ]


def _other_scopes(lan: Accounts, he: Accounts) -> list[Sample]:
    public = he.three_public("all", 0)
    land = he.sum(lambda i: i.fiscal, fund=FUNDS)
    return [
        Sample(
            "followup",
            "那预算数是多少？",
            number(public),
            [cell(HE, PUBLIC, public)],
            ["禾川县水务局2024年三公经费决算是多少？"],
        ),
        Sample(
            "followup",
            "岚县的呢？",
            number(lan.three_public("all", 1)),
            [cell(LAN, PUBLIC, lan.three_public("all", 1))],
            ["禾川县水务局2024年三公经费决算是多少？"],
        ),
        Sample(
            "followup",
            "政府性基金的支出是多少？",
            number(land),
            [cell(HE, "政府性基金预算财政拨款收入支出决算表", land)],
            ["禾川县水务局2024年一般公共预算财政拨款支出是多少？"],
        ),
    ]
