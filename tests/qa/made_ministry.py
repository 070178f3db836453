"""A made budget of a central administration (Word): this year's budget against last year's execution; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, items, number, numbers, rate, top, words
from tests.qa.made_grids import Blocks, Made, Wide, word
from tests.qa.made_values import basic, economic, levels, line, money, percent, project, total, under

_DIPLOMACY, _SCIENCE = "外交支出", "科学技术支出"
_WETLAND = ("节能环保支出", "湿地保护管理事务")
LINES = (
    line("2020401", _DIPLOMACY, "国际组织", "国际组织会费", "0", "365.00", "340.00"),
    line("2060203", _SCIENCE, "基础研究", "自然科学基金", "0", "820.00", "1100.00"),
    line("2060302", _SCIENCE, "应用研究", "社会公益研究", "1460.25", "980.00", "2210.40"),
    line("2080501", "社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休", "612.30", "0", "598.10"),
    line("2110101", *_WETLAND, "行政运行", "5230.48", "0", "5104.90"),
    line("2110102", *_WETLAND, "一般行政管理事务", "0", "3640.00", "4215.75"),
    line("2110150", *_WETLAND, "事业运行", "2985.60", "0", "2985.60"),
    line("2210203", "住房保障支出", "住房改革支出", "购房补贴", "480.00", "0", "455.20"),
)
ECONOMICS = economic(
    "30101 基本工资 3120.40", "30102 津贴补贴 2480.15", "30107 绩效工资 1650.00", "30201 办公费 312.08", "30211 差旅费 640.00",
    "30215 会议费 205.50", "30228 工会经费 96.20", "30231 公务用车运行维护费 54.00", "30302 退休费 2210.30",
)  # fmt: skip
NAME, YEAR = "国家河湖湿地保护总局", 2025
BEFORE = sum((each.initial for each in LINES), D(0))
BUDGET = total(LINES)
BUSINESS, OTHER, CARRIED, NEXT = D("1860.00"), D("95.30"), D("2140.75"), D("1620.00")
WHOLE = BUDGET + BUSINESS + OTHER + CARRIED
SPENT = WHOLE - NEXT
VISITS, CARS, GUESTS = (D("186.00"), D("160.00")), (D("54.00"), D("54.00")), (D("32.50"), D("28.00"))
THREE = (VISITS[0] + CARS[0] + GUESTS[0], VISITS[1] + CARS[1] + GUESTS[1])
OFFICE = (D("1468.20"), under(ECONOMICS, "302"))


def _signed(value: D) -> str:
    return f"{value:,.2f}"


def _appropriation() -> Made:
    rows: list[list[str | Wide]] = [
        [
            Wide("功能分类科目", 2),
            Wide("2024年执行数", 1, 2),
            Wide("2025年预算数", 3),
            Wide("2025年预算数比2024年执行数", 2),
        ],
        ["科目编码", "科目名称", "小计", "基本支出", "项目支出", "增减额", "增减%"],
    ]
    for code, name, x in [*levels(LINES), ("", "合计", LINES)]:
        old, new = sum((each.initial for each in x), D(0)), total(x)
        row = [code, name, money(old), money(new), money(basic(x)), money(project(x)), _signed(new - old)]
        rows.append([*row, _signed(percent(new - old, old))])
    return Made(rows, 2)


def _overview() -> Made:
    left = [
        ("一、一般公共预算拨款收入", BUDGET),
        ("二、政府性基金预算拨款收入", D(0)),
        ("三、事业收入", BUSINESS),
        ("四、其他收入", OTHER),
    ]
    kinds = [(n, total(x)) for c, n, x in levels(LINES) if len(c) == 3]
    extra = SPENT - BUDGET
    kinds = [(n, v + extra if n == "节能环保支出" else v) for n, v in kinds]
    numerals = "一二三四五"
    rows: list[list[str | Wide]] = [[Wide("收入", 2), Wide("支出", 2)], ["项目", "预算数", "项目", "预算数"]]
    for index, (name, value) in enumerate(kinds):
        a, b = left[index] if index < len(left) else ("", D(0))
        rows.append([a, money(b), f"{numerals[index]}、{name}", money(value)])
    rows.append(["本年收入合计", money(BUDGET + BUSINESS + OTHER), "本年支出合计", money(SPENT)])
    rows.append(["上年结转", money(CARRIED), "结转下年", money(NEXT)])
    rows.append(["收入总计", money(WHOLE), "支出总计", money(WHOLE)])
    return Made(rows, 2)


def _economics() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("经济分类科目", 2), Wide("2025年基本支出", 3)], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ]  # fmt: skip
    rows.append(["", "合计", money(under(ECONOMICS, "3")), money(under(ECONOMICS, "301", "303")), money(OFFICE[1])])
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        for key, label in [(code, name), *((e.code, e.name) for e in ECONOMICS if e.code.startswith(code))]:
            value = money(under(ECONOMICS, key))
            rows.append([key, label, value, *(["", value] if code == "302" else [value, ""])])
    return Made(rows, 2)


def _three() -> Made:
    head: list[str | Wide] = [
        Wide("合计", 1, 2),
        Wide("因公出国（境）费", 1, 2),
        Wide("公务用车购置及运行费", 3),
        Wide("公务接待费", 1, 2),
    ]
    side = lambda i: [money(v[i]) for v in (THREE, VISITS, CARS)] + ["", money(CARS[i]), money(GUESTS[i])]  # noqa: E731
    low = ["小计", "公务用车购置费", "公务用车运行费"]
    return Made(
        [[Wide("2024年预算数", 6), Wide("2025年预算数", 6)], [*head, *head], [*low, *low], [*side(0), *side(1)]], 3
    )


def _change(name: str) -> str:
    (each,) = [e for e in LINES if e.name == name]
    up = each.total - each.initial
    if not up:
        return f"2025年预算数为{money(each.total)}万元，与2024年执行数持平。"
    word_, rate_ = ("增加", "增长") if up > 0 else ("减少", "降低")
    return f"2025年预算数为{money(each.total)}万元，比2024年执行数{word_}{money(abs(up))}万元，{rate_}{abs(percent(up, each.initial))}%。"


def blocks() -> Blocks:
    parts = [
        ("外交支出（类）国际组织（款）国际组织会费（项）", "国际组织会费", "主要是会费分摊比例上调。"),
        ("科学技术支出（类）基础研究（款）自然科学基金（项）", "自然科学基金", "主要是跨年课题结题，落实过紧日子要求压减支出。"),
        ("科学技术支出（类）应用研究（款）社会公益研究（项）", "社会公益研究", "主要是新增候鸟迁徙监测课题。"),
        ("社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）", "行政单位离退休", "主要是离退休人员增加。"),
        ("节能环保支出（类）湿地保护管理事务（款）行政运行（项）", "行政运行", "主要是正常晋级晋档。"),
        ("节能环保支出（类）湿地保护管理事务（款）一般行政管理事务（项）", "一般行政管理事务", "主要是压减办公用房维修等一次性项目。"),
        ("节能环保支出（类）湿地保护管理事务（款）事业运行（项）", "事业运行", ""),
        ("住房保障支出（类）住房改革支出（款）购房补贴（项）", "购房补贴", "主要是符合条件的无房职工增加。"),
    ]  # fmt: skip
    detail = "\n".join(f"{i}．{path}{_change(name)}{why}" for i, (path, name, why) in enumerate(parts, 1))
    down = THREE[0] - THREE[1]
    less = OFFICE[0] - OFFICE[1]
    return [
        f"{NAME}\n2025年部门预算",
        "第一部分 总局概况\n一、主要职责\n（一）拟订全国河湖湿地保护修复的方针政策和技术规范。\n（二）组织开展湿地资源动态监测与评价。\n（三）承担湿地公约国内履约工作。",
        "二、部门预算单位构成\n总局内设办公室、规划财务司、湿地司、科技与国际合作司、机关党委5个机构。纳入2025年部门预算编报范围的二级预算单位包括：1．总局机关本级；2．湿地资源监测中心；3．河湖生态研究所；4．宣传教育中心。其中宣传教育中心为参照公务员法管理的事业单位。",
        "第二部分 2025年部门预算表",
        "部门公开表1\n收支总表\n单位：万元",
        _overview(),
        "部门公开表5\n一般公共预算支出表\n单位：万元",
        _appropriation(),
        "部门公开表6\n一般公共预算基本支出表\n单位：万元",
        _economics(),
        "部门公开表7\n一般公共预算“三公”经费支出表\n单位：万元",
        _three(),
        "部门公开表8\n政府性基金预算支出表\n单位：万元\n注：本部门2025年没有使用政府性基金预算拨款安排的支出。",
        "第三部分 2025年部门预算情况说明",
        f"一、关于2025年收支总表的说明\n按照综合预算的原则，总局所有收入和支出均纳入部门预算管理。2025年收支总预算{money(WHOLE)}万元。",
        f"二、关于2025年一般公共预算支出表的说明\n（一）当年拨款规模变化情况\n2025年一般公共预算当年拨款{money(BUDGET)}万元，比2024年执行数减少{money(BEFORE - BUDGET)}万元，降低{percent(BEFORE - BUDGET, BEFORE)}%。主要是压减一般性支出。\n（二）当年拨款具体使用情况\n{detail}",
        f"三、关于2025年一般公共预算基本支出表的说明\n2025年一般公共预算基本支出{money(under(ECONOMICS, '3'))}万元，其中：人员经费{money(under(ECONOMICS, '301', '303'))}万元，公用经费{money(OFFICE[1])}万元。",
        f"四、关于2025年“三公”经费预算情况的说明\n2025年“三公”经费预算数{money(THREE[1])}万元，比2024年预算减少{money(down)}万元，其中：因公出国（境）费{money(VISITS[1])}万元，比上年减少{money(VISITS[0] - VISITS[1])}万元，主要是合并出访团组；公务用车运行费{money(CARS[1])}万元，与上年持平；公务接待费{money(GUESTS[1])}万元，较上年下降{percent(GUESTS[0] - GUESTS[1], GUESTS[0])}%，系严格控制接待标准所致。",
        f"五、其他重要事项的情况说明\n（一）机关运行经费\n2025年总局本级及宣传教育中心机关运行经费财政拨款预算{money(OFFICE[1])}万元，比2024年预算减少{money(less)}万元，下降{percent(less, OFFICE[0])}%。\n（二）政府采购情况\n2025年政府采购预算总额2,460.80万元，其中：政府采购货物预算685.30万元、政府采购服务预算1,775.50万元。\n（三）国有资产占用使用情况\n截至2024年7月31日，总局及所属单位共有车辆32辆，其中，部级领导干部用车2辆、机要通信用车5辆、其他用车25辆。\n（四）预算绩效情况\n2025年对14个项目实行绩效目标管理，涉及一般公共预算拨款5,805.00万元。",
        "第四部分 名词解释\n一、上年结转：指以前年度预算尚未完成、结转到本年仍按原规定用途继续使用的资金。\n二、购房补贴：反映按房改政策规定向符合条件职工发放的用于购买住房的补贴。",
    ]


def write(folder: Path) -> None:
    word(blocks(), folder / "ministry.docx")


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    who, wetland = NAME, LINES[4:7]
    gone = BEFORE - BUDGET
    return cases("ministry", [
        ("lookup", f"{who}2025年行政运行预算数是多少？", number(D("5230.48"))),
        ("lookup", f"{who}2025年社会公益研究的项目支出预算", number(D("980"))),
        ("lookup", "河湖湿地保护总局2024年自然科学基金执行数是多少万元", number(D("1100"))),
        ("lookup", f"{who}2025年结转下年多少", number(NEXT)),
        ("lookup", f"{who} 2025 会议费", number(D("205.50"))),
        ("lookup", f"{who}2024年因公出国（境）费预算数", number(VISITS[0])),
        ("lookup", f"What is the 2025 budget of {who} for 购房补贴?", number(D("480"))),
        ("narrative", f"{who}2025年政府采购服务预算多少万元", number(D("1775.50"))),
        ("narrative", f"{who}共有多少辆车", number(D(32), "辆", "0")),
        ("yoy", f"{who}2025年一般公共预算拨款比2024年执行数减少多少？", number(gone)),
        ("yoy", f"{who}2025年一般行政管理事务预算比2024年执行数降低百分之几", rate(percent(D("575.75"), D("4215.75")))),
        ("yoy", f"{who}2025年公务接待费比上年减少多少万元？", number(GUESTS[0] - GUESTS[1])),
        ("yoy", f"{who}2024年机关运行经费预算是多少？", number(OFFICE[0])),
        ("yoy", f"{who}科学技术支出2025年预算比2024年执行数少多少万元", number(D("1100") + D("2210.40") - total(LINES[1:3]))),
        ("share", f"{who}项目支出占2025年一般公共预算支出的百分之几", rate(percent(project(LINES), BUDGET))),
        ("share", f"{who}2025年公用经费占基本支出的比例", rate(percent(OFFICE[1], under(ECONOMICS, "3")))),
        ("arithmetic", f"{who}2025年差旅费和会议费一共多少？", number(D("845.50"))),
        ("arithmetic", f"{who}2025年基本工资比津贴补贴多多少万元？", number(D("640.25"))),
        ("rank", f"{who}2025年一般公共预算支出中预算数最大的项级科目是哪个？多少", top(D("5230.48"), "万元", "行政运行")),
        ("rank", f"{who}哪个科目2025年预算比2024年执行数减少最多", items("一般行政管理事务")),
        ("count", f"{who}2025年有多少个项目实行绩效目标管理？", number(D(14), "个", "0")),
        ("count", f"{who}有几个二级预算单位", number(D(4), "个", "0")),
        ("list", f"{who}2025年部门预算包括哪些二级预算单位？", items("总局机关本级", "湿地资源监测中心", "河湖生态研究所", "宣传教育中心")),
        ("list", f"{who}内设哪些机构", items("办公室", "规划财务司", "湿地司", "科技与国际合作司", "机关党委")),
        ("why", f"{who}自然科学基金预算为什么减少？", words(("课题结题",))),
        ("why", f"{who}公务接待费下降的原因是什么", words(("接待标准",))),
        ("why", f"{who}国际组织会费为什么增加", words(("分摊比例",))),
        ("text", f"{who}的主要职责有哪些？", words(("技术规范",), ("动态监测",), ("履约",))),
        ("define", f"{who}预算里购房补贴是指什么", words(("房改政策",))),
        ("check", f"{who}湿地保护管理事务的三个项级科目加起来等于该款的预算数吗？", words(EQUAL)),
        ("check", f"{who}三公经费预算文字和表格一致吗", words(EQUAL)),
        ("unanswerable", f"{who}2025年政府性基金预算支出是多少？", REFUSED),
        ("unanswerable", f"{who}2023年行政运行执行数是多少", REFUSED),
        ("unanswerable", f"{who}2025年培训费预算多少", REFUSED),
        ("lookup", f"{who}2025年节能环保支出一般公共预算的基本支出、项目支出各多少？", numbers(basic(wetland), project(wetland))),
        ("followup", "2024年执行数呢？", number(D("340")), (f"{who}2025年国际组织会费预算数是多少？",)),
        ("followup", "占比多少？", rate(percent(total(wetland), BUDGET)), (f"{who}2025年湿地保护管理事务一般公共预算多少？",)),
    ])  # fmt: skip
