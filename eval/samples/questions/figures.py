"""Questions of the sample set whose answer is a figure or a ranking of figures."""

from __future__ import annotations

from decimal import Decimal

from eval.samples.corpus.accounts import Accounts
from eval.samples.corpus.blocks import cents, percent
from eval.samples.corpus.final_text import fiscal_change
from eval.samples.questions.cells import (
    DETAIL,
    DETAILS,
    HE,
    INCOME,
    LAN,
    OVERALL,
    PERF,
    PUBLIC,
    SPENDING,
    YAN,
    cell,
    fiscal,
    raw_category,
    spent,
    yuan,
)
from eval.samples.questions.question import Sample, accounts_of, data_of, number
from eval.samples.questions.rankings import ranking_questions


def figure_questions() -> list[Sample]:
    """Look-ups, text figures, changes, execution, shares, arithmetic, ranks, comparisons and sums."""
    lan, he, yan = (
        accounts_of("lanxian_2024_final"),
        accounts_of("hechuan_2024_final"),
        accounts_of("yanhu_2025_budget"),
    )
    return [
        *_lookup(lan, he, yan),
        *_narrative(lan, he),
        *_change(lan, he, yan),
        *_execution(lan, he),
        *_share(lan, he, yan),
        *_arithmetic(lan, he, yan),
        *ranking_questions(lan, he, yan),
    ]


def _single(type: str, question: str, document: str, where: str, value: Decimal) -> Sample:
    return Sample(type, question, number(value), [cell(document, where, value)])


def _lookup(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    repairs = he.sum(lambda i: i.other, "2130306")
    allowance = Decimal(yan.data["economic"]["30102"][1])
    invest = yan.sum(lambda i: i.project, "2011308")
    return [
        _single("lookup", "岚县人社局2024年农林水支出决算是多少？", LAN, SPENDING, spent(lan, "213")),
        _single("lookup", "岚县 公益性岗位补贴 2024 决算", LAN, SPENDING, spent(lan, "2080705")),
        _single(
            "lookup", "岚县人力资源和社会保障局2024年基本支出一共多少？", LAN, SPENDING, lan.sum(lambda i: i.basic)
        ),
        _single("lookup", "禾川县水务局2024年水利工程建设花了多少钱", HE, SPENDING, spent(he, "2130305")),
        _single("lookup", "禾川县水务局2024年收入决算表中水利工程运行与维护的其他收入是多少？", HE, INCOME, repairs),
        _single("lookup", "禾川水务局2024年年末结转和结余有多少？", HE, OVERALL, he.closing),
        _single("lookup", "How much did 禾川县水务局 spend on 农村供水 in 2024?", HE, SPENDING, spent(he, "2130335")),
        Sample(
            "lookup",
            "雁湖市商务局2025年预算 津贴补贴 多少元",
            yuan(allowance),
            [(YAN, "基本支出部门预算经济分类预算表", f"{allowance:,.0f}")],
        ),
        Sample(
            "lookup",
            "雁湖市商务局2025年招商引资（项）的项目支出预算是多少？",
            yuan(invest),
            [(YAN, "支出预算总表", f"{invest:,.0f}")],
        ),
    ]


def _narrative(lan: Accounts, he: Accounts) -> list[Sample]:
    running, small = (
        Decimal(value) for value in (lan.data["running_costs"]["amount"], he.data["procurement"]["small_firms"])
    )
    batches = he.data["three_public"]["hospitality_batches"]
    services = Decimal(data_of("yanhu_2025_budget")["procurement"]["services"])
    assets = Decimal(data_of("hechuan_2024_performance")["assets"])
    return [
        _single("narrative", "岚县人社局2024年机关运行经费支出多少？", LAN, "机关运行经费", running),
        _single("narrative", "禾川县水务局2024年政府采购授予中小企业的合同金额是多少", HE, "政府采购", small),
        Sample(
            "narrative",
            "禾川县水务局2024年国内公务接待了多少批次？",
            number(Decimal(batches), "批次"),
            [(HE, "“三公”经费", f"{batches}批次")],
        ),
        _single("narrative", "雁湖市商务局2025年政府采购服务预算有多少？", YAN, "政府采购预算", services),
        Sample(
            "narrative",
            "禾川县水务局绩效自评报告里固定资产原值是多少？",
            number(assets),
            [(PERF, "人员和资产", f"原值{assets}万元")],
        ),
    ]


def _change(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    fallen = Decimal(raw_category(lan, "213")["change"])
    now, before = fiscal(lan, "213"), fiscal(lan, "213") - fallen
    risen = Decimal(raw_category(lan, "208")["change"])
    budget_rise = cents((yan.sum(lambda i: i.fiscal) - Decimal(yan.data["before"])) / 10000)
    words = (LAN, DETAILS, f"较上年决算减少{-fallen:,.2f}万元")
    public = he.three_public("all", 1) - he.three_public("all", 2)
    return [
        Sample("yoy", "岚县人社局农林水支出2024年比上年少了多少？", number(-fallen), [words]),
        Sample("yoy", "岚县人社局2024年农林水支出同比下降百分之几", number(percent(-fallen, before), "%"), [words]),
        Sample("yoy", "岚县人社局2023年农林水支出是多少？", number(before), [cell(LAN, SPENDING, now), words]),
        Sample(
            "yoy", "岚县人社局社会保障和就业支出较上年增加多少", number(risen), [(LAN, DETAILS, f"增加{risen}万元")]
        ),
        Sample(
            "yoy",
            "禾川县水务局2024年一般公共预算财政拨款支出比2023年增长百分之多少？",
            number(percent(fiscal_change(he), fiscal(he) - fiscal_change(he)), "%"),
            [(HE, "总体情况", f"增加{fiscal_change(he):,.2f}万元")],
        ),
        Sample(
            "yoy",
            "禾川县水务局2023年三公经费决算是多少？",
            number(he.three_public("all", 2)),
            [(HE, "“三公”经费", f"比上年增加{public}万元")],
        ),
        Sample(
            "yoy",
            "雁湖市商务局2025年财政拨款收入预算比2024年增加多少？",
            number(budget_rise),
            [(YAN, "编制说明", f"增加{budget_rise}万元")],
        ),
    ]


def _execution(lan: Accounts, he: Accounts) -> list[Sample]:
    initial = Decimal(raw_category(lan, "213")["initial"])
    works = he.under("2130305")[0]
    public = he.three_public("all", 1), he.three_public("all", 0)
    whole = data_of("hechuan_2024_performance")
    executed, adjusted = Decimal(whole["executed"]), Decimal(whole["adjusted"])
    return [
        Sample(
            "execution",
            "岚县人社局2024年农林水支出完成年初预算的百分之多少？",
            number(percent(fiscal(lan, "213"), initial), "%"),
            [(LAN, DETAILS, f"完成年初预算的{percent(fiscal(lan, '213'), initial)}%")],
        ),
        Sample(
            "execution",
            "禾川县水务局2024年水利工程建设决算比年初预算多出多少？",
            number(works.fiscal - works.initial),
            [(HE, DETAILS, f"年初预算为{works.initial:,}万元，支出决算为{works.fiscal:,}万元")],
        ),
        Sample(
            "execution",
            "禾川县水务局2024年三公经费预算执行率是多少",
            number(percent(*public), "%"),
            [cell(HE, PUBLIC, public[1]), cell(HE, PUBLIC, public[0])],
        ),
        Sample(
            "execution",
            "禾川县水务局2024年部门整体支出的全年预算执行率是多少？",
            number(percent(executed, adjusted), "%"),
            [(PERF, "资金安排和使用情况", f"预算执行率{percent(executed, adjusted)}%")],
        ),
    ]


def _share(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    basic, whole = yan.sum(lambda i: i.basic), yan.sum(lambda i: i.expenditure)
    projects = spent(he) - he.sum(lambda i: i.basic)
    return [
        Sample(
            "share",
            "岚县人社局社会保障和就业支出占2024年一般公共预算财政拨款支出的比重？",
            number(percent(fiscal(lan, "208"), fiscal(lan)), "%"),
            [cell(LAN, "支出结构", fiscal(lan, "208"))],
        ),
        Sample(
            "share",
            "禾川县水务局2024年项目支出占本年支出合计多大比例？",
            number(percent(projects, spent(he)), "%"),
            [cell(HE, SPENDING, projects), cell(HE, SPENDING, spent(he))],
        ),
        Sample(
            "share",
            "雁湖市商务局2025年基本支出占支出预算的百分之几？",
            number(percent(basic, whole), "%"),
            [(YAN, "支出预算总表", f"{basic:,.0f}"), (YAN, "支出预算总表", f"{whole:,.0f}")],
        ),
    ]


def _arithmetic(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    posts, insurance = spent(lan, "2080705"), spent(lan, "2080704")
    office, printing = he.economic("30201"), he.economic("30202")
    admin, service = (yan.sum(lambda i: i.basic, code) for code in ("2011301", "2011350"))
    return [
        Sample(
            "arithmetic",
            "岚县人社局2024年社会保险补贴和公益性岗位补贴加起来花了多少？",
            number(posts + insurance),
            [cell(LAN, SPENDING, insurance), cell(LAN, SPENDING, posts)],
        ),
        Sample(
            "arithmetic",
            "禾川县水务局2024年办公费与印刷费合计多少？",
            number(office + printing),
            [cell(HE, DETAIL, office), cell(HE, DETAIL, printing)],
        ),
        Sample(
            "arithmetic",
            "雁湖市商务局2025年行政运行预算比事业运行多多少元？",
            yuan(admin - service),
            [(YAN, "支出预算总表", f"{admin:,.0f}"), (YAN, "支出预算总表", f"{service:,.0f}")],
        ),
    ]
