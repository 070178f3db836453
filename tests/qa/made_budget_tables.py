"""The tables of a made budget (部门预算, 单位预算)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.qa.made_values import Economic, Line, basic, levels, money, project, spread, table, total, under


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts in ``unit``. ``income`` are the sources besides the general public budget; ``grown`` the change of the
    whole against the year before; ``projects`` name → amount; ``cars`` is running costs."""

    institution: str
    year: int
    unit: str
    places: int
    lines: tuple[Line, ...]
    economics: tuple[Economic, ...]
    income: dict[str, Decimal]
    grown: Decimal
    projects: dict[str, Decimal]
    cars: Decimal
    hospitality: Decimal

    @property
    def whole(self) -> Decimal:
        return total(self.lines)

    @property
    def general(self) -> Decimal:
        return self.whole - sum(self.income.values(), Decimal(0))

    @property
    def three(self) -> Decimal:
        return self.cars + self.hospitality

    def shown(self, value: Decimal) -> str:
        return money(value, self.places)


def _titled(data: Budget, title: str, *rows: list[str]) -> str:
    return f"{title}\n\n单位名称：{data.institution}\t\t单位：{data.unit}\n" + table(*rows)


def overview_table(data: Budget, title: str) -> str:
    income = [("一、一般公共预算拨款收入", data.general)]
    income += [(f"{number}、{name}", value) for number, (name, value) in zip("二三", data.income.items(), strict=False)]
    categories = [(name, total(items)) for code, name, items in levels(data.lines) if len(code) == 3]
    rows = [["收入", "", "支出", ""], ["项目", f"{data.year}年预算", "项目", f"{data.year}年预算"]]
    for index, (name, value) in enumerate(categories):
        left = income[index] if index < len(income) else ("", Decimal(0))
        rows.append([left[0], data.shown(left[1]), f"{'一二三四五六七'[index]}、{name}", data.shown(value)])
    rows.append(["本年收入合计", data.shown(data.whole), "本年支出合计", data.shown(data.whole)])
    return _titled(data, title, *rows)


def expenditure_table(data: Budget, title: str) -> str:
    head = ["功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"]
    sums = ["", "合计", data.shown(data.whole), data.shown(basic(data.lines)), data.shown(project(data.lines))]
    return _titled(data, title, head, sums, *spread(data.lines, data.places))


def economics_table(data: Budget, title: str) -> str:
    personnel, office = under(data.economics, "301", "303"), under(data.economics, "302")
    rows = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    rows.append(["", "合计", data.shown(personnel + office), data.shown(personnel), data.shown(office)])
    for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
        entries = [(code, name, under(data.economics, code))]
        entries += [(each.code, each.name, each.amount) for each in data.economics if each.code.startswith(code)]
        for number, label, value in entries:
            split = ["", data.shown(value)] if code == "302" else [data.shown(value), ""]
            rows.append([number, label, data.shown(value), *split])
    return _titled(data, title, *rows)


def projects_table(data: Budget, title: str) -> str:
    rows = [["序号", "项目名称", "预算金额"]]
    for number, (name, value) in enumerate(data.projects.items(), 1):
        rows.append([str(number), name, data.shown(value)])
    rows.append(["", "合计", data.shown(sum(data.projects.values(), Decimal(0)))])
    return _titled(data, title, *rows)


def three_public_table(data: Budget, title: str) -> str:
    cars = data.shown(data.cars)
    rows = [
        ["合计", "因公出国（境）费用", "公务用车购置及运行费", "", "", "公务接待费"],
        ["", "", "小计", "公务用车购置费", "公务用车运行费", ""],
        [data.shown(data.three), "", cars, "", cars, data.shown(data.hospitality)],
    ]
    return _titled(data, title, *rows)
