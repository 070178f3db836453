"""A performance self-evaluation (绩效自评报告) of a sample institution: report, base data, one sheet for the whole and
one per project, with cells merged over rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from eval.samples.corpus.blocks import LEFT, UP, Block, Heading, PageBreak, Row, Sheet, Text, cents, percent, total

TEN = Decimal(10)
NUMBERS = "一二三四五六七八九"


def performance_report(data: Mapping[str, Any]) -> list[Block]:
    """The report, then its annexes."""
    blocks: list[Block] = [
        Heading(0, f"{data['institution']}{data['year']}年度部门整体支出绩效自评报告"),
        PageBreak(),
        *_basics(data),
        *_money(data),
        *_results(data),
        *_listed("四、存在的问题及原因", data["problems"]),
        *_listed("五、下一步改进措施", data["measures"]),
        PageBreak(),
        _base_sheet(data),
        PageBreak(),
        _whole_sheet(data),
    ]
    for project in data["projects"]:
        blocks += [PageBreak(), _project_sheet(data, project)]
    return blocks


def _basics(data: Mapping[str, Any]) -> list[Block]:
    return [
        Heading(2, "一、部门基本情况"),
        Heading(3, "（一）机构和职能"),
        *(Text(sentence) for sentence in data["overview"]),
        Heading(3, "（二）人员和资产"),
        Text(f"{data['year']}年末，核定编制{data['posts']}人，实有在职{data['staff']}人，退休{data['retired']}人。"),
        Text(
            f"固定资产账面原值{data['assets']}万元，分别为：房屋和构筑物{data['buildings']}万元、设备{data['equipment']}万元、"
            f"家具和用具{data['furniture']}万元。"
        ),
        *_listed("（三）年度绩效目标", data["goals"], 3),
    ]


def _listed(title: str, sentences: list[str], level: int = 2) -> list[Block]:
    return [Heading(level, title), *(Text(f"（{index + 1}）{sentence}") for index, sentence in enumerate(sentences))]


def _money(data: Mapping[str, Any]) -> list[Block]:
    executed, basic, general = (Decimal(data[key]) for key in ("executed", "basic", "general"))
    return [
        Heading(2, "二、资金安排和使用情况"),
        Text(
            f"{data['year']}年年初预算数{_amount(Decimal(data['initial']))}，全年预算数{_amount(Decimal(data['adjusted']))}，"
            f"全年执行数{_amount(executed)}，预算执行率{_rate(data)}%。"
        ),
        Text(
            f"按资金性质分，一般公共预算支出{_amount(general)}，政府性基金预算支出{_amount(executed - general)}；"
            f"按支出性质分，基本支出{_amount(basic)}，项目支出{_amount(executed - basic)}。"
        ),
    ]


def _amount(value: Decimal) -> str:
    return f"{value:,.2f}万元"


def _rate(money: Mapping[str, Any]) -> Decimal:
    return percent(Decimal(money["executed"]), Decimal(money["adjusted"]))


def _execution_score(money: Mapping[str, Any]) -> Decimal:
    """Ten points in proportion to the execution rate."""
    return cents(TEN * Decimal(money["executed"]) / Decimal(money["adjusted"]))


def score(money: Mapping[str, Any], indicators: list[list[str]]) -> Decimal:
    """The indicators' points plus those for execution."""
    return total(Decimal(each[6]) for each in indicators) + _execution_score(money)


def _results(data: Mapping[str, Any]) -> list[Block]:
    indicators = data["whole"]["indicators"]
    return [
        Heading(2, "三、绩效目标完成情况"),
        Text(f"部门整体支出绩效自评得分{score(data, indicators)}分，等级为{data['grade']}。"),
        Text(f"预算执行率分值10分，得分{_execution_score(data)}分。"),
        *(Text(_group(indicators, level)) for level in dict.fromkeys(each[0] for each in indicators)),
    ]


def _group(indicators: list[list[str]], level: str) -> str:
    group = [each for each in indicators if each[0] == level]
    weight, reached = (total(Decimal(each[column]) for each in group) for column in (5, 6))
    words = "，".join(f"{each[2]}完成{each[4]}" for each in group)
    return f"{level}分值{weight}分，得分{reached}分：{words}。"


def _base_sheet(data: Mapping[str, Any]) -> Sheet:
    posts, staff, year = Decimal(data["posts"]), Decimal(data["staff"]), data["year"]
    rows: list[Row] = [
        ("财政供养人员情况（人）", "编制", f"{year}年实际在职人数", "控制率"),
        (UP, str(posts), str(staff), f"{percent(staff, posts)}%"),
        ("经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"),
        *((raw["name"], *raw["figures"]) for raw in data["base"]),
    ]
    return Sheet(
        f"{year}年度部门整体支出绩效评价基础数据表",
        "附件1",
        (f"单位名称：{data['institution']}",),
        (),
        tuple(rows),
        (40, 20, 20, 20),
    )


FIRST = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def _whole_sheet(data: Mapping[str, Any]) -> Sheet:
    general, executed, basic = (Decimal(data[key]) for key in ("general", "executed", "basic"))
    rows: list[Row] = [
        ("预算单位名称", data["institution"], *(LEFT,) * 7),
        ("年度预算（万元）", "", LEFT, *FIRST),
        (UP, "年度资金总额", LEFT, *_money_cells(data)),
        (UP, "按收入性质分", LEFT, LEFT, LEFT, "按支出性质分", LEFT, LEFT, LEFT),
        (UP, f"一般公共预算：{general}", LEFT, LEFT, LEFT, f"基本支出：{basic}", LEFT, LEFT, LEFT),
        (
            UP,
            f"政府性基金拨款：{executed - general}",
            LEFT,
            LEFT,
            LEFT,
            f"项目支出：{executed - basic}",
            LEFT,
            LEFT,
            LEFT,
        ),
        *_indicator_rows(data, data["whole"]["indicators"]),
    ]
    return _evaluation(f"{data['year']}年度部门整体支出绩效自评表", "附件2", rows)


def _project_sheet(data: Mapping[str, Any], project: Mapping[str, Any]) -> Sheet:
    rows: list[Row] = [
        ("项目名称", project["name"], *(LEFT,) * 7),
        ("主管部门", data["institution"], LEFT, LEFT, "实施单位", data["institution"], LEFT, LEFT, LEFT),
        ("项目资金（万元）", "", LEFT, *FIRST),
        (UP, "年度资金总额", LEFT, *_money_cells(project)),
        (UP, "其中：当年财政拨款", LEFT, project["initial"], project["adjusted"], project["executed"], "—", "", "—"),
        (UP, "其他资金", LEFT, "", "", "", "—", "", "—"),
        ("年度总体目标", "预期目标", LEFT, LEFT, "实际完成情况", *(LEFT,) * 4),
        (UP, project["goal"], LEFT, LEFT, project["result"], *(LEFT,) * 4),
        *_indicator_rows(project, project["indicators"]),
    ]
    return _evaluation(f"{data['year']}年度项目支出绩效自评表", "附件3", rows)


def _evaluation(title: str, number: str, rows: list[Row]) -> Sheet:
    return Sheet(title, number, ("单位：万元",), (), tuple(rows), (12, 12, 16, 18, 13, 13, 8, 10, 18), tuple(range(9)))


def _money_cells(money: Mapping[str, Any]) -> Row:
    amounts = (money["initial"], money["adjusted"], money["executed"])
    return (*amounts, "10", f"{_rate(money)}%", str(_execution_score(money)))


def _indicator_rows(money: Mapping[str, Any], indicators: list[list[str]]) -> list[Row]:
    """Levels one and two merged over their rows, then the total with the points for execution."""
    head = (
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    rows: list[Row] = [head]
    before: list[str] = ["", ""]
    for one, two, *rest in indicators:
        rows.append((UP, UP if one == before[0] else one, UP if [one, two] == before else two, *rest))
        before = [one, two]
    weight = total(Decimal(each[5]) for each in indicators) + TEN
    return [*rows, ("总分（含预算执行率10分）", *(LEFT,) * 5, str(weight), str(score(money, indicators)), "")]
