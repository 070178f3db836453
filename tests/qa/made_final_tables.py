"""The tables of a made final accounts document (部门决算)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.qa.made_values import Economic, Line, basic, levels, money, project, spread, table, total, under


@dataclass(frozen=True, slots=True)
class Final:
    """``visits`` … ``hospitality`` are (budget, final); ``carried`` is (beginning, end); amounts in 万元."""

    institution: str
    year: int
    lines: tuple[Line, ...]
    economics: tuple[Economic, ...]
    other_income: Decimal
    carried: tuple[Decimal, Decimal]
    grown: Decimal
    visits: tuple[Decimal, Decimal]
    running: tuple[Decimal, Decimal]
    hospitality: tuple[Decimal, Decimal]
    before: dict[str, Decimal]

    @property
    def spent(self) -> Decimal:
        return total(self.lines)

    @property
    def whole(self) -> Decimal:
        return self.spent + self.carried[1]

    def three(self, which: int) -> Decimal:
        return self.visits[which] + self.running[which] + self.hospitality[which]


def pair(budget: str, final: str) -> tuple[Decimal, Decimal]:
    return Decimal(budget), Decimal(final)


def _overview(data: Final, title: str) -> str:
    """收入支出决算总表, with blank rows as such tables have them."""
    categories = [(name, total(items)) for code, name, items in levels(data.lines) if len(code) == 3]
    income = [
        ("一、一般公共预算财政拨款收入", data.spent),
        ("二、政府性基金预算财政拨款收入", Decimal(0)),
        ("三、其他收入", data.other_income),
    ]
    rows = [["项目", "金额", "项目", "金额"]]
    numerals = "一二三四五"
    for index in range(max(len(categories), len(income))):
        left = income[index] if index < len(income) else ("", Decimal(0))
        right = categories[index] if index < len(categories) else ("", Decimal(0))
        label = f"{numerals[index]}、{right[0]}" if right[0] else ""
        rows.append([left[0], money(left[1]), label, money(right[1])])
    received = data.spent + data.other_income
    rows.append(["本年收入合计", money(received), "本年支出合计", money(data.spent)])
    rows.append(["年初结转和结余", money(data.carried[0]), "年末结转和结余", money(data.carried[1])])
    rows.append(["总计", money(data.whole), "总计", money(data.whole)])
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(["收入", "", "支出", ""], *rows)


def _expenditure(data: Final, title: str) -> str:
    head = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "经营支出"]]
    sums = ["", "合计", money(data.spent), money(basic(data.lines)), money(project(data.lines)), ""]
    body = [[*row, ""] for row in spread(data.lines)]
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*head, sums, *body)


def _economics(data: Final, title: str) -> str:
    rows = [["经济分类科目编码", "科目名称", "决算数"]]
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        rows.append([code, name, money(under(data.economics, code))])
        rows += [[each.code, each.name, money(each.amount)] for each in data.economics if each.code.startswith(code)]
        if code == "302":
            rows += [["30215", "会议费", ""], ["30216", "培训费", ""]]
    rows.append(["", "人员经费合计", money(under(data.economics, "301", "303"))])
    rows.append(["", "公用经费合计", money(under(data.economics, "302"))])
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*rows)


def _three_public(data: Final, title: str) -> str:
    def side(which: int) -> list[str]:
        cars = data.running[which]
        values = [data.three(which), data.visits[which], cars, Decimal(0), cars, data.hospitality[which]]
        return [money(value) for value in values]

    parts = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    upper = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    lower = ["", "", *parts[2:5], ""]
    rows = [["预算数", *[""] * 5, "决算数", *[""] * 5], [*upper, *upper], [*lower, *lower], [*side(0), *side(1)]]
    return f"{title}\n\n部门：{data.institution}\t\t\t单位：万元\n" + table(*rows)


def tables(data: Final) -> str:
    parts = (
        _overview(data, "收入支出决算总表"),
        _expenditure(data, "支出决算表"),
        _economics(data, "一般公共预算财政拨款基本支出决算表"),
        _three_public(data, "财政拨款“三公”经费支出决算表"),
    )
    return "\n\n".join(parts)
