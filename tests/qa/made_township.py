"""A made budget of a town, in the style of Guangdong: a PDF whose tables are in 元 and whose text is in 万元; questions on it."""

# ruff: noqa: E501 (a paragraph of a document is one line)

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

from eval.cases import Case
from tests.qa.made_gold import EQUAL, REFUSED, cases, items, number, numbers, rate, top, words
from tests.qa.made_grids import Blocks, Made, Wide, pdf
from tests.qa.made_values import basic, economic, levels, line, money, percent, project, total, under

_GOVERN = ("一般公共服务支出", "政府办公厅（室）及相关机构事务")
_FARM = ("农林水支出", "农村综合改革")
LINES = (
    line("2010301", *_GOVERN, "行政运行", "18642300.00", "0"),
    line("2010302", *_GOVERN, "一般行政管理事务", "0", "5230000.00"),
    line("2040604", "公共安全支出", "司法", "基层司法业务", "0", "186500.00"),
    line("2070199", "文化旅游体育与传媒支出", "文化和旅游", "其他文化和旅游支出", "0", "320000.00"),
    line("2080208", "社会保障和就业支出", "民政管理事务", "基层政权建设和社区治理", "0", "2764800.00"),
    line(
        "2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "1896400.00", "0"
    ),
    line("2120501", "城乡社区支出", "城乡社区环境卫生", "城乡社区环境卫生", "0", "7412600.00"),
    line("2130705", *_FARM, "对村民委员会和村党支部的补助", "0", "4980000.00"),
    line("2210201", "住房保障支出", "住房改革支出", "住房公积金", "1683500.00", "0"),
)
FUND = (
    line(
        "2120899",
        "城乡社区支出",
        "国有土地使用权出让收入安排的支出",
        "其他国有土地使用权出让收入安排的支出",
        "0",
        "1500000.00",
    ),
)
ECONOMICS = economic(
    "30101 基本工资 6210300.00", "30102 津贴补贴 5104200.00", "30108 机关事业单位基本养老保险缴费 1896400.00", "30113 住房公积金 1683500.00",
    "30201 办公费 1286000.00", "30205 水费 86400.00", "30206 电费 412600.00", "30217 公务接待费 120000.00",
    "30231 公务用车运行维护费 360000.00", "30239 其他交通费用 1420000.00", "30302 退休费 3642800.00",
)  # fmt: skip
NAME = "穗南市石榕镇人民政府"
ALL = (*LINES, *FUND)
BUDGET = total(ALL)
OTHER = D("862400.00")
FUNDED = BUDGET - OTHER
BEFORE = D("41205100.00")
THREE, THREE_BEFORE = D("480000.00"), D("545000.00")
OFFICE, OFFICE_BEFORE = under(ECONOMICS, "302"), D("3512000.00")
PROJECTS = (
    ("圩镇环卫保洁外包", "7412600.00", "外包服务合同"),
    ("村级组织运转补助", "4980000.00", "按村级规模补助"),
    ("网格员队伍经费", "2764800.00", "72名专职网格员"),
    ("镇级应急分队建设", "1130000.00", "器材购置和训练"),
)


def _wan(value: D) -> str:
    return f"{value / 10000:,.2f}"


def _overview() -> Made:
    left = [
        ("一、一般公共预算拨款", total(LINES) - OTHER),
        ("二、政府性基金预算拨款", total(FUND)),
        ("三、国有资本经营预算拨款", D(0)),
        ("四、财政专户拨款", D(0)),
        ("五、其他资金", OTHER),
        ("", D(0)),
        ("", D(0)),
    ]
    right = [(n, total(x)) for c, n, x in levels(ALL) if len(c) == 3]
    rows: list[list[str | Wide]] = [[Wide("收入", 2), Wide("支出", 2)], ["项目", "2025年预算", "项目", "2025年预算"]]
    for index, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True)):
        rows.append([a, f"{b:,.2f}" if a else "", f"{'一二三四五六七'[index]}、{c}", money(d)])
    rows.append(["本年收入合计", money(BUDGET), "本年支出合计", money(BUDGET)])
    rows.append(["收入总计", money(BUDGET), "支出总计", money(BUDGET)])
    return Made(rows, 2)


def _expenditure() -> Made:
    rows: list[list[str | Wide]] = [
        [Wide("功能科目编码", 1, 2), Wide("功能科目名称", 1, 2), Wide("合计", 1, 2), Wide("其中", 2)],
        ["基本支出", "项目支出"],
    ]
    rows.append(["", "合计", money(BUDGET), money(basic(ALL)), money(project(ALL))])
    return Made(rows + [[c, n, money(total(x)), money(basic(x)), money(project(x))] for c, n, x in levels(ALL)], 2)


def _economics() -> Made:
    rows: list[list[str | Wide]] = [
        ["部门预算支出经济科目编码", "部门预算支出经济科目名称", "合计", "人员经费", "公用经费"]
    ]
    rows.append(["", "合计", money(under(ECONOMICS, "3")), money(under(ECONOMICS, "301", "303")), money(OFFICE)])
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        for key, label in [(code, name), *((e.code, e.name) for e in ECONOMICS if e.code.startswith(code))]:
            value = money(under(ECONOMICS, key))
            rows.append([key, label, value, *(["", value] if code == "302" else [value, ""])])
    return Made(rows)


def _three() -> Made:
    rows: list[list[str | Wide]] = [["项目", "上年预算数", "本年预算数", "增减额", "增减%"]]
    for name, old, new in (
        ("行政经费", OFFICE_BEFORE, OFFICE), ("“三公”经费", THREE_BEFORE, THREE), ("其中：（一）因公出国（境）支出", D(0), D(0)),
        ("（二）公务用车购置及运行维护支出", D("400000"), D("360000")), ("1.公务用车购置", D(0), D(0)), ("2.公务用车运行维护费", D("400000"), D("360000")),
        ("（三）公务接待费支出", D("145000"), D("120000")),
    ):  # fmt: skip
        rows.append(
            [
                name,
                f"{old:,.2f}",
                f"{new:,.2f}",
                f"{new - old:,.2f}",
                f"{percent(new - old, old):,.2f}" if old else "0.00",
            ]
        )
    return Made(rows)


def _projects() -> Made:
    rows: list[list[str | Wide]] = [["项目名称", "预算金额", "主要内容"]]
    rows += [[name, money(D(value)), what] for name, value, what in PROJECTS]
    return Made(rows)


def blocks() -> Blocks:
    up = BUDGET - BEFORE
    return [
        "2025年穗南市石榕镇人民政府部门预算",
        "第一部分 石榕镇人民政府概况",
        "一、主要职责\n（一）落实上级强农惠农政策，统筹推进乡村振兴。\n（二）负责辖区环境卫生、网格化治理和安全生产监管。\n（三）办理就业、养老、退役军人等公共服务事项。",
        "二、机构设置\n本部门预算为汇总预算，纳入编制范围的预算单位包括：石榕镇人民政府（本级）、石榕镇综合服务中心、石榕镇农业技术服务中心。\n三、人员构成\n截至2024年12月，行政编制58名、事业编制64名，实有在职人员115人，聘用网格员72人。",
        "第二部分 2025年部门预算表",
        f"预算01表\n收支总体情况表\n单位名称：{NAME}　　单位：元",
        _overview(),
        f"预算03表\n支出总体情况表\n单位名称：{NAME}　　单位：元",
        _expenditure(),
        f"预算06表\n一般公共预算基本支出情况表（按支出经济分类科目）\n单位名称：{NAME}　　单位：元",
        _economics(),
        f"预算07表\n财政拨款安排的行政经费及“三公”经费预算表\n单位名称：{NAME}　　单位：元",
        _three(),
        "注：1.行政经费包括基本支出中的办公费、水费、电费等日常公用经费。2.增减%为本年预算数与上年预算数相比。",
        f"预算09表\n项目支出情况表\n单位名称：{NAME}　　单位：元",
        _projects(),
        "第三部分 2025年部门预算情况说明",
        f"一、部门预算收支增减变化情况\n2025年本部门收入预算{_wan(BUDGET)}万元，比上年增加{_wan(up)}万元，增长{percent(up, BEFORE)}%，主要原因是新增环卫保洁外包项目；支出预算{_wan(BUDGET)}万元，比上年增加{_wan(up)}万元，增长{percent(up, BEFORE)}%，主要原因是新增环卫保洁外包项目。",
        f"二、“三公”经费安排情况\n2025年本部门“三公”经费预算安排{_wan(THREE)}万元，比上年减少{_wan(THREE_BEFORE - THREE)}万元，下降{percent(THREE_BEFORE - THREE, THREE_BEFORE)}%，主要原因是落实过紧日子要求。其中：因公出国（境）费0万元，比上年增加0万元；公务用车购置及运行维护费36.00万元，比上年减少4.00万元，下降10%，主要原因是新能源车替换燃油车；公务接待费12.00万元，比上年减少2.50万元，下降17.24%，主要原因是压减接待标准。",
        f"三、机关运行经费安排情况\n2025年，本部门机关运行经费安排{_wan(OFFICE)}万元，比上年增加{_wan(OFFICE - OFFICE_BEFORE)}万元，增长{percent(OFFICE - OFFICE_BEFORE, OFFICE_BEFORE)}%，主要原因是办公楼电费上涨。",
        "四、政府采购情况\n2025年本部门政府采购安排896.34万元，其中：货物类采购预算75.08万元，工程类采购预算80.00万元，服务类采购预算741.26万元。",
        "五、国有资产占有使用情况\n截至2024年12月31日，本部门固定资产金额为2,316.75万元，分布构成情况为：房屋8,642平方米，车辆14辆。本年度拟购置固定资产36.20万元。",
        "第四部分 名词解释\n一、行政经费：是指行政机关为保障日常运转所必需的办公费、水费、电费等支出。\n二、项目支出：指在基本支出之外为完成特定行政任务所发生的支出。",
    ]


def write(folder: Path) -> None:
    pdf(blocks(), folder / "township.pdf")


def questions() -> list[Case]:
    """Their gold comes from the data above."""
    who, yuan = "穗南市石榕镇人民政府", "元"
    up = (BUDGET - BEFORE) / 10000
    return cases("township", [
        ("lookup", f"{who}2025年行政运行预算是多少元？", number(D(18642300), yuan)),
        ("lookup", "石榕镇2025年城乡社区环境卫生项目支出预算多少万元", number(D("741.26"))),
        ("lookup", f"{who}2025年网格员队伍经费预算金额", number(D("2764800"), yuan)),
        ("lookup", f"{who}2025年电费预算", number(D(412600), yuan)),
        ("lookup", f"{who}2024年公务接待费预算是多少", number(D("145000"), yuan)),
        ("lookup", f"{who}2025年其他资金收入多少元", number(OTHER, yuan)),
        ("lookup", f"{who}2025年政府性基金预算拨款是多少万元？", number(D(150))),
        ("lookup", f"How much is the 2025 budget of {who} for 住房公积金?", number(D(1683500), yuan)),
        ("narrative", f"{who}2025年服务类采购预算是多少？", number(D("741.26"))),
        ("narrative", f"{who}聘用了多少网格员", number(D(72), "人", "0")),
        ("narrative", f"{who}房屋面积有多少平方米？", number(D(8642), "平方米", "0")),
        ("yoy", f"{who}2025年收入预算比上年增加多少万元？", number(up)),
        ("yoy", f"{who}2024年支出预算是多少万元", number(BEFORE / 10000)),
        ("yoy", f"{who}2025年三公经费预算下降百分之多少？", rate(percent(THREE_BEFORE - THREE, THREE_BEFORE))),
        ("yoy", f"{who}公务用车运行维护费2025年比2024年减少多少元", number(D(40000), yuan)),
        ("yoy", f"{who}机关运行经费增长率是多少", rate(percent(OFFICE - OFFICE_BEFORE, OFFICE_BEFORE))),
        ("share", f"{who}项目支出占2025年支出预算的百分之几？", rate(percent(project(ALL), BUDGET))),
        ("share", f"{who}农林水支出在总支出里占多大比例", rate(percent(D(4980000), BUDGET))),
        ("arithmetic", f"{who}2025年水费和电费一共多少元？", number(D(499000), yuan)),
        ("arithmetic", f"{who}2025年货物类和工程类采购预算合计多少万元", number(D("155.08"))),
        ("arithmetic", f"{who}圩镇环卫保洁外包比村级组织运转补助多多少元？", number(D("2432600"), yuan)),
        ("rank", f"{who}2025年哪个项目预算金额最大？多少元", top(D("7412600"), yuan, "圩镇环卫保洁外包")),
        ("rank", f"{who}2025年支出预算最大的三个功能类是哪些", items("一般公共服务支出", "城乡社区支出", "农林水支出")),
        ("count", f"{who}有多少名事业编制？", number(D(64), "名", "0")),
        ("count", f"{who}有几辆车", number(D(14), "辆", "0")),
        ("list", f"{who}纳入2025年预算编制范围的单位有哪些？", items("石榕镇人民政府（本级）", "石榕镇综合服务中心", "石榕镇农业技术服务中心")),
        ("list", f"{who}预算超过400万元的项目有哪些", items("圩镇环卫保洁外包", "村级组织运转补助")),
        ("why", f"{who}机关运行经费为什么增加？", words(("电费",))),
        ("why", f"{who}公务用车购置及运行维护费为什么下降", words(("新能源车",))),
        ("why", f"{who}2025年收入预算增加的原因", words(("环卫保洁",))),
        ("text", f"{who}有哪些主要职责", words(("乡村振兴",), ("网格化",))),
        ("text", f"{who}网格员队伍经费的主要内容是什么", words(("72名专职网格员",))),
        ("define", f"{who}预算中行政经费是什么意思？", words(("日常运转",))),
        ("check", f"{who}2025年收入总计与支出总计是否一致？", words(EQUAL)),
        ("check", f"{who}三公经费预算表和文字说明对得上吗", words((*EQUAL, "相同"))),
        ("unanswerable", f"{who}2025年培训费预算多少？", REFUSED),
        ("unanswerable", f"{who}2024年行政运行预算是多少", REFUSED),
        ("unanswerable", f"{who}2025年防火林带建设投入多少？", REFUSED),
        ("lookup", f"{who}2025年人员经费和公用经费分别是多少", numbers(under(ECONOMICS, "301", "303"), OFFICE, unit=yuan)),
        ("followup", "那上年呢？", number(THREE_BEFORE, yuan), (f"{who}2025年三公经费预算是多少？",)),
        ("followup", "津贴补贴呢", number(D(5104200), yuan), (f"{who}2025年基本工资预算多少？",)),
    ])  # fmt: skip
