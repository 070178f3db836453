"""A made final accounts document of a county office, in the style of Shaanxi: web tables in Markdown, meetings and
training beside the 三公 expenses; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal as D

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, final, items, number, numbers, rate, top, words
from tests.qa.made_grids import Blocks, Made, Wide, web
from tests.qa.made_values import basic, economic, levels, line, money, percent, project, total, under

_OFFICE = ("一般公共服务支出", "政府办公厅（室）及相关机构事务")
LINES = (
    line("2010301", *_OFFICE, "行政运行", "1046.82", "0", "998.00", "人员调入及工资调标"),
    line("2010302", *_OFFICE, "一般行政管理事务", "0", "213.50", "260.00", "压缩政务大厅改造开支"),
    line("2010308", *_OFFICE, "信访事务", "0", "38.06", "30.00", "信访积案化解专项追加"),
    line(
        "2080505",
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "机关事业单位基本养老保险缴费支出",
        "98.44",
        "0",
        "98.44",
        "无差异",
    ),
    line("2080899", "社会保障和就业支出", "抚恤", "其他优抚支出", "12.70", "0", "0", "年中追加遗属抚恤资金"),
    line("2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗", "51.29", "0", "52.00", "一名职工调出"),
    line("2210201", "住房保障支出", "住房改革支出", "住房公积金", "86.73", "0", "84.00", "缴费基数提高"),
)
FUND = (line("2120803", "城乡社区支出", "国有土地使用权出让收入安排的支出", "城市建设支出", "0", "75.00"),)
ECONOMICS = economic(
    "30101 基本工资 402.18", "30102 津贴补贴 260.55", "30103 奖金 181.24", "30108 机关事业单位基本养老保险缴费 98.44",
    "30113 住房公积金 86.73", "30201 办公费 88.10", "30202 印刷费 15.36", "30207 邮电费 9.02", "30211 差旅费 47.68",
    "30215 会议费 6.20", "30216 培训费 3.85", "30217 公务接待费 4.18", "30231 公务用车运行维护费 21.75", "30305 生活补助 70.70",
)  # fmt: skip
NAME = "榆丰县人民政府办公室"
BEFORE = D("1688.20")
ALL = (*LINES, *FUND)
SPENT, START, END = total(ALL), D("26.40"), D("9.85")
INCOME = SPENT + END - START
OTHER = D("18.30")
# (budget, final) in the order of the table
THREE = {
    "因公出国（境）费用": (D(0), D(0)),
    "公务用车运行维护费": (D("24.00"), D("21.75")),
    "公务接待费": (D("6.50"), D("4.18")),
}
MEETING, TRAINING = (D("8.00"), D("6.20")), (D("5.00"), D("3.85"))
SUM = (D("30.50"), D("25.93"))
_UNIT = f"编制部门：{NAME} 金额单位：万元"
CATEGORIES = [(c, n, x) for c, n, x in levels(ALL) if len(c) == 3]


def _overview() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("收入", 2), Wide("支出", 2)],
        ["项目", "决算数", "项目(按功能分类)", "决算数"],
    ]
    appropriated = INCOME - OTHER - total(FUND)
    left = [
        ("1.一般公共预算财政拨款收入", appropriated),
        ("2.政府性基金预算财政拨款收入", total(FUND)),
        ("3.国有资本经营预算财政拨款收入", D(0)),
        ("4.上级补助收入", D(0)),
        ("5.其他收入", OTHER),
    ]
    for (a, b), (_, name, x) in zip(left, CATEGORIES, strict=True):
        rows.append([a, money(b), f"{CATEGORIES.index((_, name, x)) + 1}.{name}", money(total(x))])
    rows.append(["本年收入合计", money(INCOME), "本年支出合计", money(SPENT)])
    rows.append(["年初结转和结余", money(START), "年末结转和结余", money(END)])
    rows.append(["收入总计", money(INCOME + START), "支出总计", money(SPENT + END)])
    return Made(rows)


def _expenditure() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("功能分类科目", 2), Wide("本年支出合计", 1, 2), Wide("基本支出", 1, 2), Wide("项目支出", 1, 2), Wide("上缴上级支出", 1, 2), Wide("经营支出", 1, 2)],
        ["功能分类科目编码", "科目名称"], [Wide("合计", 2), money(SPENT), money(basic(ALL)), money(project(ALL)), "", ""],
    ]  # fmt: skip
    rows += [[c, n, money(total(x)), money(basic(x)), money(project(x)), "", ""] for c, n, x in levels(ALL)]
    return Made(rows)


def _economics() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("人员经费", 3), Wide("公用经费", 3)], ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
    ]  # fmt: skip
    people = [e for e in ECONOMICS if e.personnel]
    left = [("301", "工资福利支出", under(ECONOMICS, "301"))] + [
        (e.code, e.name, e.amount) for e in people if e.code < "302"
    ]
    left += [("303", "对个人和家庭的补助", under(ECONOMICS, "303"))] + [
        (e.code, e.name, e.amount) for e in people if e.code > "302"
    ]
    right = [("302", "商品和服务支出", under(ECONOMICS, "302"))] + [
        (e.code, e.name, e.amount) for e in ECONOMICS if not e.personnel
    ]
    for index in range(max(len(left), len(right))):
        a = left[index] if index < len(left) else ("", "", D(0))
        b = right[index] if index < len(right) else ("", "", D(0))
        rows.append([a[0], a[1], money(a[2]), b[0], b[1], money(b[2])])
    rows.append(
        [
            Wide("人员经费合计", 2),
            money(under(ECONOMICS, "301", "303")),
            Wide("公用经费合计", 2),
            money(under(ECONOMICS, "302")),
        ]
    )
    return Made(rows)


def _three() -> Made:
    head: list[list[str | Wide]] = [
        [
            Wide("项目", 1, 3),
            Wide("一般公共预算财政拨款安排的“三公”经费", 6),
            Wide("会议费", 1, 3),
            Wide("培训费", 1, 3),
        ],
        [
            Wide("小计", 1, 2),
            Wide("因公出国（境）费用", 1, 2),
            Wide("公务接待费", 1, 2),
            Wide("公务用车购置及运行维护费", 3),
        ],
        ["小计", "公务用车购置费", "公务用车运行维护费"],
    ]
    for index, stage in enumerate(("预算数", "决算数")):
        cars = money(THREE["公务用车运行维护费"][index])
        guests = money(THREE["公务接待费"][index])
        head.append(
            [
                stage,
                money(SUM[index]),
                "0.00",
                guests,
                cars,
                "0.00",
                cars,
                money(MEETING[index]),
                money(TRAINING[index]),
            ]
        )
    return Made(head)


def _item(number_: int, name: str) -> str:
    (each,) = [e for e in LINES if e.name == name]
    if not each.initial:
        return f"{number_}.{each.path[0]}（类）{each.path[1]}（款）{name}（项）。年初预算0万元，支出决算{money(each.total)}万元，决算数大于年初预算数的主要原因是{each.reason}。"
    done = percent(each.total, each.initial)
    side = "大于" if each.total > each.initial else "小于"
    tail = (
        "决算数与年初预算数持平。"
        if each.total == each.initial
        else f"决算数{side}年初预算数的主要原因是{each.reason}。"
    )
    return f"{number_}.{each.path[0]}（类）{each.path[1]}（款）{name}（项）。年初预算{money(each.initial)}万元，支出决算{money(each.total)}万元，完成年初预算的{done}%，{tail}"


def blocks() -> Blocks:
    general = total(LINES)
    detail = "\n\n".join(_item(i, e.name) for i, e in enumerate(LINES, 1))
    up = general - BEFORE
    office = under(ECONOMICS, "302")
    return [
        f"# {NAME}2024年度部门决算",
        "## 第一部分 部门概况\n\n### 一、部门主要职责及机构设置\n\n（一）主要职责：负责县政府公文办理、会议组织和政务督查；承办人大代表建议和政协委员提案；协调处理突发事件。\n\n（二）内设机构：秘书股、综合股、督查股、政务信息股、信访接待股。",
        "### 二、部门决算单位构成\n\n纳入本部门2024年度部门决算编制范围的单位共3个，包括本级及所属2个二级预算单位：",
        Made(
            [
                ["序号", "单位名称", "拟变动情况"],
                ["1", f"{NAME}（本级）", ""],
                ["2", "榆丰县机关事务服务中心", ""],
                ["3", "榆丰县政务热线受理中心", "新增"],
            ]
        ),
        "### 三、部门人员情况\n\n截至2024年底，本部门人员编制76人，其中行政编制41人、事业编制35人；实有人员72人，其中行政39人、事业33人。单位管理的离退休人员27人。",
        "## 第二部分 2024年度部门决算表",
        f"### 收入支出决算总表\n\n公开01表\n\n{_UNIT}",
        _overview(),
        "注：本表反映部门本年度的总收支和年末结转结余情况。",
        f"### 支出决算表\n\n公开03表\n\n{_UNIT}",
        _expenditure(),
        "注：本表反映部门本年度各项支出情况。本表金额转换成万元时，因四舍五入可能存在尾差。",
        f"### 一般公共预算财政拨款基本支出决算表（按经济分类科目）\n\n公开06表\n\n{_UNIT}",
        _economics(),
        f"### 一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表\n\n公开07表\n\n{_UNIT}",
        _three(),
        "注：预算数为全年预算数。决算数是包括当年一般公共预算财政拨款和以前年度结转资金安排的实际支出。",
        "## 第三部分 2024年度部门决算情况说明",
        f"### 一、收入支出决算总体情况说明\n\n2024年度收、支总计{money(SPENT + END)}万元，与上年相比收、支总计均增长4.6%，系人员经费增加及年中追加信访专项所致。",
        f"### 二、支出决算情况说明\n\n本年支出合计{money(SPENT)}万元，其中：基本支出{money(basic(ALL))}万元，占{percent(basic(ALL), SPENT)}%；项目支出{money(project(ALL))}万元，占{percent(project(ALL), SPENT)}%；经营支出0万元，占0%。",
        f"### 三、一般公共预算财政拨款支出决算情况说明\n\n2024年度一般公共预算财政拨款支出年初预算{money(sum((e.initial for e in LINES), D(0)))}万元，支出决算{money(general)}万元，完成年初预算的{percent(general, sum((e.initial for e in LINES), D(0)))}%，占本年支出合计的{percent(general, SPENT)}%。与上年相比，一般公共预算财政拨款支出{'减少' if up < 0 else '增加'}{money(abs(up))}万元，{'下降' if up < 0 else '增长'}{percent(abs(up), BEFORE)}%，主要原因是政务大厅改造项目上年已完工。按照政府功能分类科目，其中：\n\n{detail}",
        f"### 四、“三公”经费及会议费、培训费支出决算情况说明\n\n（一）“三公”经费\n\n2024年度“三公”经费全年预算{SUM[0]}万元，支出决算{SUM[1]}万元，完成预算的{percent(SUM[1], SUM[0])}%，决算数小于预算数的主要原因是严格派车审批。\n\n1.公务用车运行维护费支出预算24.00万元，支出决算21.75万元，完成预算的{percent(D('21.75'), D(24))}%，决算数较预算数减少2.25万元，原因为两辆旧车报废。\n\n2.公务接待费支出预算6.50万元，支出决算4.18万元，完成预算的{percent(D('4.18'), D('6.5'))}%，决算数较预算数减少2.32万元，主要原因是接待批次减少。国内公务接待37批次，312人次。\n\n（二）培训费支出情况\n\n培训费支出预算5.00万元，支出决算3.85万元，完成预算的77%，决算数小于预算数的主要原因是部分培训改为线上。\n\n（三）会议费支出情况\n\n会议费支出预算8.00万元，支出决算6.20万元，完成预算的77.5%，决算数小于预算数的主要原因是合并召开会议。",
        f"### 五、机关运行经费支出情况\n\n2024年度机关运行经费支出预算210.00万元，支出决算{office}万元，完成预算的{percent(office, D(210))}%。支出决算比上年增加12.40万元，主要原因是新增政务热线话务费用。",
        "### 六、国有资产占用及购置情况\n\n截至2024年末，本部门所属单位共有车辆9辆，其中机要通信用车3辆、应急保障用车6辆。单价100万元（含）以上的设备0台（套）。",
        "## 第四部分 专业名词解释\n\n1.机关运行经费：指行政单位和参照公务员法管理的事业单位使用一般公共预算财政拨款安排的基本支出中的日常公用经费支出。",
    ]


def text() -> str:
    return web(blocks())


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    office = under(ECONOMICS, "302")
    general = total(LINES)
    return cases("office", [
        ("lookup", "榆丰县政府办公室2024年信访事务支出决算是多少？", number(D("38.06"))),
        ("lookup", "榆丰县政府办2024年会议费决算多少万元", number(MEETING[1])),
        ("lookup", "榆丰县政府办公室2024年培训费预算数是多少", number(TRAINING[0])),
        ("lookup", "榆丰县人民政府办公室2024年城市建设支出花了多少？", number(D(75))),
        ("lookup", "榆丰县政府办 差旅费 2024年决算", number(D("47.68"))),
        ("lookup", "榆丰县人民政府办公室2024年其他收入多少万元？", number(OTHER)),
        ("lookup", "How much did 榆丰县人民政府办公室 spend on 印刷费 in 2024?", number(D("15.36"))),
        ("lookup", "榆丰县人民政府办公室2024年公务用车购置费决算是多少", number(D(0))),
        ("narrative", "榆丰县政府办2024年国内公务接待多少批次？", number(D(37), "批次", "0")),
        ("narrative", "榆丰县人民政府办公室有多少事业编制", number(D(35), "人", "0")),
        ("yoy", "榆丰县政府办公室2024年机关运行经费比上年增加多少万元？", number(D("12.40"))),
        ("yoy", "榆丰县政府办公室2023年机关运行经费支出是多少？", number(office - D("12.40"))),
        ("yoy", "榆丰县政府办收支总计比上年增长百分之几", rate(D("4.6"))),
        ("yoy", "榆丰县人民政府办公室2023年一般公共预算财政拨款支出是多少万元", number(BEFORE)),
        ("execution", "榆丰县政府办公室会议费完成预算的百分之多少？", rate(D("77.5"))),
        ("execution", "榆丰县人民政府办公室一般行政管理事务决算比年初预算少多少？", number(D("46.50"))),
        ("execution", "榆丰县政府办三公经费决算比预算节约了多少万元", number(SUM[0] - SUM[1])),
        ("execution", "榆丰县政府办公室行政运行完成年初预算的比例是多少", rate(percent(D("1046.82"), D(998)))),
        ("share", "榆丰县政府办公室项目支出占本年支出合计的比重", rate(percent(project(ALL), SPENT))),
        ("share", "榆丰县政府办公务接待费占三公经费决算的百分之几？", rate(percent(D("4.18"), SUM[1]))),
        ("arithmetic", "榆丰县政府办公室2024年会议费和培训费决算合计多少万元？", number(D("10.05"))),
        ("arithmetic", "榆丰县人民政府办公室办公费、印刷费、邮电费加起来多少", number(under(ECONOMICS, "30201", "30202", "30207"))),
        ("rank", "榆丰县政府办公室2024年支出最多的项级科目是什么，多少万元？", top(D("1046.82"), "万元", "行政运行")),
        ("rank", "榆丰县政府办公用经费里最大的一项是哪项？", items("办公费")),
        ("count", "榆丰县人民政府办公室编制多少人，实有多少人？", numbers(D(76), D(72), unit="人")),
        ("count", "榆丰县政府办公室决算编制范围内有几个单位", number(D(3), "个", "0")),
        ("list", "榆丰县人民政府办公室纳入2024年决算编制范围的单位有哪些？", items("榆丰县人民政府办公室（本级）", "榆丰县机关事务服务中心", "榆丰县政务热线受理中心")),
        ("list", "榆丰县政府办有哪些内设机构？", items("秘书股", "综合股", "督查股", "政务信息股", "信访接待股")),
        ("why", "榆丰县政府办公室信访事务决算为什么大于年初预算？", words(("积案化解",))),
        ("why", "榆丰县政府办公务用车运行维护费为什么减少", words(("报废",))),
        ("why", "榆丰县政府办公室收支总计增长的原因", words(("信访专项",))),
        ("why", "榆丰县政府办其他优抚支出为什么超预算？", words(("遗属抚恤",))),
        ("text", "榆丰县政府办公室的主要职责是什么", words(("政务督查",), ("突发事件",))),
        ("define", "榆丰县政府办公室决算里机关运行经费指什么？", words(("日常公用经费",))),
        ("check", "榆丰县政府办公室公开07表里三公经费小计的决算数与各项之和相符吗？", words(EQUAL)),
        ("check", "榆丰县政府办文字里的会议费决算和表里一样吗", words(EQUAL)),
        ("unanswerable", "榆丰县政府办公室2024年取暖费是多少？", REFUSED),
        ("unanswerable", "榆丰县政府办公室2024年上级补助收入多少？", REFUSED),
        ("unanswerable", "榆丰县财政局2024年支出合计多少？", REFUSED),
        ("lookup", "榆丰县人民政府办公室2024年一般公共预算财政拨款支出年初预算和决算分别是多少？", numbers(sum((e.initial for e in LINES), D(0)), general)),
        ("lookup", "榆丰县政府办公室2024年社会保障和就业支出多少", number(final(LINES, "社会保障和就业支出"))),
        ("followup", "培训费呢？", number(TRAINING[1]), ("榆丰县政府办公室2024年会议费决算是多少？",)),
        ("followup", "为什么没完成预算？", words(("合并召开",)), ("榆丰县政府办公室2024年会议费决算是多少？",)),
    ])  # fmt: skip
