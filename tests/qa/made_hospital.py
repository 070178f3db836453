"""A made final accounts document of a hospital, in the style of Sichuan: codes in three columns; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal as D

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, items, number, numbers, rate, top, words
from tests.qa.made_grids import Blocks, Made, Wide, tabs
from tests.qa.made_values import basic, levels, line, money, percent, project, total

_MEDICAL = ("卫生健康支出", "公立医院")
_PUBLIC = ("卫生健康支出", "公共卫生")
LINES = (
    line("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "402.18", "0"),
    line("2100201", *_MEDICAL, "综合医院", "17820.60", "1180.50"),
    line("2100408", *_PUBLIC, "基本公共卫生服务", "0", "86.40"),
    line("2100409", *_PUBLIC, "重大公共卫生服务", "0", "42.15"),
    line("2101102", "卫生健康支出", "行政事业单位医疗", "事业单位医疗", "210.35", "0"),
    line("2210201", "住房保障支出", "住房改革支出", "住房公积金", "388.62", "0"),
)
FISCAL = (
    line("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "325.65", "0"),
    line("2100201", *_MEDICAL, "综合医院", "480.00", "326.20"),
    line("2100408", *_PUBLIC, "基本公共卫生服务", "0", "86.40"),
    line("2100409", *_PUBLIC, "重大公共卫生服务", "0", "42.15"),
)
NAME = "川阳市第三人民医院"
APPROPRIATED, BUSINESS, OTHER = total(FISCAL), D("18650.30"), D("320.15")
INCOME, SPENT, START = APPROPRIATED + BUSINESS + OTHER, total(LINES), D("45.20")
END = INCOME + START - SPENT
WHOLE = SPENT + END
GROWN, CARS, CARS_BUDGET, CARS_BEFORE = D("1024.60"), D("12.30"), D("15.00"), D("13.10")
FISCAL_BEFORE = D("1398.75")
_UNIT = f"单位：{NAME}\t\t\t金额单位：万元"
_HEAD = [
    ["项目", "", "", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["科目编码", "", "", "科目名称", "", "", "", "", "", ""],
    ["类", "款", "项", "", "", "", "", "", "", ""],
    ["", "", "", "合计", money(SPENT), money(basic(LINES)), money(project(LINES)), "", "", ""],
]


def _codes(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:7]]


def _overview() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("收入", 3), Wide("支出", 3)],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    left = [
        ("一、一般公共预算财政拨款收入", APPROPRIATED),
        ("二、政府性基金预算财政拨款收入", D(0)),
        ("五、事业收入", BUSINESS),
        ("八、其他收入", OTHER),
    ]
    right = [(n, total(x)) for c, n, x in levels(LINES) if len(c) == 3] + [("", D(0))]
    rows += [
        [a, str(i), money(b), c, str(i + 20), money(d)]
        for i, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True), 1)
    ]
    rows.append(["本年收入合计", "27", money(INCOME), "本年支出合计", "57", money(SPENT)])
    rows.append(["使用非财政拨款结余（含专用结余）", "28", "", "结余分配", "58", ""])
    rows.append(["年初结转和结余", "29", money(START), "年末结转和结余", "59", money(END)])
    rows.append(["总计", "30", money(WHOLE), "总计", "60", money(WHOLE)])
    return Made(rows)


def _expenditure() -> Made:
    body = [
        [*_codes(c), n, money(total(x)), money(basic(x)), money(project(x)), "", "", ""] for c, n, x in levels(LINES)
    ]
    return Made([*_HEAD, *body])


def _fiscal() -> Made:
    head = [
        ["项目", "", "", "", "本年支出", "", ""],
        ["科目编码", "", "", "科目名称", "小计", "基本支出", "项目支出"],
        ["类", "款", "项", "", "", "", ""],
    ]
    sums = ["", "", "", "合计", money(APPROPRIATED), money(basic(FISCAL)), money(project(FISCAL))]
    body = [[*_codes(c), n, money(total(x)), money(basic(x)), money(project(x))] for c, n, x in levels(FISCAL)]
    return Made([*head, sums, *body])


def _goals() -> Made:
    return Made([
        ["项目名称", Wide("老旧病房楼维修改造项目", 5)],
        ["预算单位", Wide(NAME, 5)],
        [Wide("预算执行情况（万元）", 1, 2), "预算数：", "240.00", "执行数：", Wide("216.60", 2)],
        ["其中：财政拨款", "240.00", "其中：财政拨款", Wide("216.60", 2)],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值"],
        ["", "产出指标", "数量指标", "改造病房面积", "3200平方米", "3200平方米"],
        ["", "", "时效指标", "按期完工率", "100%", "90%"],
        ["", "效益指标", "社会效益", "新增床位", "60张", "54张"],
    ])  # fmt: skip


def blocks() -> Blocks:
    before = WHOLE - GROWN
    share = lambda value: percent(value, INCOME)  # noqa: E731
    hospital = total(FISCAL[1:2])
    return [
        f"{NAME}\n2024年度单位决算",
        "第一部分 单位概况\n\n一、主要职责\n\n承担川阳市城区和三个山区县的综合医疗、急诊急救、医学教学和突发公共卫生事件医疗救治任务。",
        "二、机构设置\n\n川阳市第三人民医院下属二级预算单位0个。设临床科室28个、医技科室9个、职能科室14个。2024年末编制床位600张，实际开放床位720张；在职职工863人，其中：卫生技术人员712人。",
        "第二部分 2024年度单位决算情况说明",
        f"一、收入支出决算总体情况说明\n\n2024年度收、支总计均为{money(WHOLE)}万元。与2023年度相比，收、支总计各增加{money(GROWN)}万元，增长{percent(GROWN, before)}%。主要变动原因是门诊量回升，医疗服务收入增加。",
        f"二、收入决算情况说明\n\n2024年度本年收入合计{money(INCOME)}万元，其中：一般公共预算财政拨款收入{money(APPROPRIATED)}万元，占{share(APPROPRIATED)}%；事业收入{money(BUSINESS)}万元，占{share(BUSINESS)}%；其他收入{money(OTHER)}万元，占{share(OTHER)}%。",
        f"三、支出决算情况说明\n\n2024年度本年支出合计{money(SPENT)}万元，其中：基本支出{money(basic(LINES))}万元，占{percent(basic(LINES), SPENT)}%；项目支出{money(project(LINES))}万元，占{percent(project(LINES), SPENT)}%；上缴上级支出0万元，占0%；经营支出0万元，占0%。",
        f"四、一般公共预算财政拨款支出决算情况说明\n\n（一）总体情况\n\n2024年度一般公共预算财政拨款支出{money(APPROPRIATED)}万元，占本年支出合计的{percent(APPROPRIATED, SPENT)}%。与2023年度相比，一般公共预算财政拨款支出减少{money(FISCAL_BEFORE - APPROPRIATED)}万元，下降{percent(FISCAL_BEFORE - APPROPRIATED, FISCAL_BEFORE)}%。主要变动原因是新冠救治补助资金不再安排。",
        f"（二）具体情况\n\n1.卫生健康支出（类）公立医院（款）综合医院（项）：支出决算为{money(hospital)}万元，完成预算{percent(hospital, D('900'))}%，决算数小于预算数的主要原因是病房楼维修改造质保金跨年支付。\n\n2.卫生健康支出（类）公共卫生（款）基本公共卫生服务（项）：支出决算为86.40万元，完成预算100%，决算数与预算数持平。\n\n3.卫生健康支出（类）公共卫生（款）重大公共卫生服务（项）：支出决算为42.15万元，完成预算84.3%，决算数小于预算数的主要原因是结核病筛查耗材集中采购降价。",
        f"五、“三公”经费财政拨款支出决算情况说明\n\n2024年度“三公”经费财政拨款支出决算为{CARS}万元，完成预算{percent(CARS, CARS_BUDGET)}%，较上年度减少{CARS_BEFORE - CARS}万元，下降{percent(CARS_BEFORE - CARS, CARS_BEFORE)}%。决算数小于预算数的主要原因是两辆救护车转入急救中心统一管理。其中：因公出国（境）费支出决算0万元；公务用车购置及运行维护费支出决算{CARS}万元，占100%；公务接待费支出决算0万元。\n\n截至2024年12月31日，单位共有公务用车11辆，其中：特种专业技术用车8辆、其他用车3辆。单价100万元以上专用设备17台（套）。",
        "六、政府采购支出情况\n\n2024年度政府采购支出总额2,316.48万元，其中：政府采购货物支出1,905.20万元、政府采购工程支出216.60万元、政府采购服务支出194.68万元。授予中小企业合同金额1,042.42万元，占政府采购支出总额的45%。",
        "第三部分 名词解释\n\n1.事业收入：指医院开展医疗、教学、科研活动及其辅助活动取得的收入。\n\n2.年末结转和结余：指单位按有关规定结转到下年或以后年度继续使用的资金。",
        f"第四部分 附件\n\n2024年度项目绩效目标完成情况\n\n单位：万元\n{tabs([_goals()])}",
        f"第五部分 附表\n\n一、收入支出决算总表\n\n公开01表\n{_UNIT}\n{tabs([_overview()])}",
        f"三、支出决算表\n\n公开03表\n{_UNIT}\n{tabs([_expenditure()])}",
        f"五、一般公共预算财政拨款支出决算表\n\n公开05表\n{_UNIT}\n{tabs([_fiscal()])}\n\n注：本表反映单位本年度一般公共预算财政拨款支出情况。",
    ]


def text() -> str:
    return tabs(blocks())


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    hospital, fiscal = total(LINES[1:2]), total(FISCAL[1:2])
    return cases("hospital", [
        ("lookup", "川阳市第三人民医院2024年事业收入是多少？", number(BUSINESS)),
        ("lookup", "川阳三医院2024年支出决算表里综合医院的项目支出是多少万元", number(D("1180.50"))),
        ("lookup", "川阳市第三人民医院 住房公积金 2024 决算", number(D("388.62"))),
        ("lookup", "川阳市第三人民医院2024年一般公共预算财政拨款支出中综合医院决算是多少？", number(fiscal)),
        ("lookup", "川阳市第三人民医院2024年末结转和结余多少万元", number(END)),
        ("lookup", "老旧病房楼维修改造项目的执行数是多少", number(D("216.60"))),
        ("narrative", "川阳市第三人民医院实际开放床位多少张？", number(D(720), "张", "0")),
        ("narrative", "川阳市第三人民医院2024年政府采购货物支出多少", number(D("1905.20"))),
        ("narrative", "川阳市第三人民医院有多少名卫生技术人员", number(D(712), "人", "0")),
        ("yoy", "川阳市第三人民医院2024年收支总计比上年增加多少？", number(GROWN)),
        ("yoy", "川阳市第三人民医院2023年收入总计是多少？", number(WHOLE - GROWN)),
        ("yoy", "川阳市第三人民医院2023年一般公共预算财政拨款支出多少", number(FISCAL_BEFORE)),
        ("yoy", "川阳市第三人民医院三公经费同比下降百分之几", rate(percent(CARS_BEFORE - CARS, CARS_BEFORE))),
        ("execution", "川阳市第三人民医院三公经费完成预算的百分之多少？", rate(percent(CARS, CARS_BUDGET))),
        ("execution", "川阳市第三人民医院重大公共卫生服务完成预算的比例", rate(D("84.3"))),
        ("execution", "川阳市第三人民医院综合医院一般公共预算支出的预算数是多少万元？", number(D(900), tolerance="0.1")),
        ("share", "川阳市第三人民医院事业收入占本年收入的百分之多少？", rate(percent(BUSINESS, INCOME))),
        ("share", "川阳市第三人民医院综合医院支出占本年支出合计的比重是多少", rate(percent(hospital, SPENT))),
        ("arithmetic", "川阳市第三人民医院基本公共卫生服务和重大公共卫生服务支出合计多少万元？", number(D("128.55"))),
        ("arithmetic", "川阳市第三人民医院2024年本年收入比本年支出多多少？", number(INCOME - SPENT)),
        ("rank", "川阳市第三人民医院哪一类支出最多？多少万元", top(total(LINES[1:5]), "万元", "卫生健康支出")),
        ("rank", "川阳市第三人民医院各项收入中最大的是哪一项", items("事业收入")),
        ("count", "川阳市第三人民医院有多少个临床科室？", number(D(28), "个", "0")),
        ("count", "川阳市第三人民医院公务用车有几辆", number(D(11), "辆", "0")),
        ("list", "川阳市第三人民医院公共卫生款下有哪些项级科目？", items("基本公共卫生服务", "重大公共卫生服务")),
        ("why", "川阳市第三人民医院一般公共预算财政拨款支出为什么下降？", words(("新冠救治补助",))),
        ("why", "川阳市第三人民医院综合医院决算数为什么小于预算数", words(("质保金",))),
        ("why", "川阳市第三人民医院重大公共卫生服务为什么没花完", words(("结核病筛查",))),
        ("text", "川阳市第三人民医院的主要职责是什么？", words(("急诊急救",), ("医学教学",))),
        ("define", "川阳市第三人民医院决算里事业收入是什么意思", words(("教学、科研活动",))),
        ("check", "川阳市第三人民医院文字说明的本年支出合计与支出决算表一致吗？", words(EQUAL)),
        ("check", "川阳市第三人民医院2024年基本支出加项目支出等于本年支出合计吗", words(EQUAL)),
        ("unanswerable", "川阳市第三人民医院2024年门诊人次是多少？", REFUSED),
        ("unanswerable", "川阳市第三人民医院2024年培训费决算多少", REFUSED),
        ("unanswerable", "川阳市第三人民医院2024年科研经费投入多少万元？", REFUSED),
        ("lookup", "川阳市第三人民医院2024年基本支出和项目支出分别多少", numbers(basic(LINES), project(LINES))),
        ("followup", "项目支出呢？", number(D("1180.50")), ("川阳市第三人民医院支出决算表里综合医院的基本支出是多少？",)),
        ("followup", "原因是什么", words(("门诊量",)), ("川阳市第三人民医院2024年收支总计比上年增加多少？",)),
    ])  # fmt: skip
