"""The tables of a sample budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from eval.samples.corpus.accounts import Accounts, Value
from eval.samples.corpus.blocks import LEFT, UP, Row, Sheet, printed, total

HEADS = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助", "310": "资本性支出"}
NUMBERS = "一二三四五六七八九十"


def tables(accounts: Accounts) -> tuple[Sheet, ...]:
    """Ten tables in their printed order."""
    makers = (overall, income, expenditure, fiscal, general, funds, capital, economic, three_public, projects)
    return tuple(maker(accounts) for maker in makers)


def _caption(accounts: Accounts, unit: str = "元") -> Row:
    return (f"编制部门：{accounts.institution}", f"单位：{unit}")


def yuan(value: Decimal) -> str:
    """``1,234,500``; a zero is printed."""
    return printed(value, 0, blank_zero=False)


def overall(accounts: Accounts) -> Sheet:
    """Revenue and expenditure side by side."""
    fiscal_income = yuan(accounts.sum(lambda i: i.fiscal))
    left = [
        ("一、财政拨款收入", fiscal_income),
        ("1.一般公共预算资金", fiscal_income),
        ("2.政府性基金", ""),
        ("3.国有资本经营预算", ""),
        ("二、事业收入", ""),
        ("三、事业单位经营收入", ""),
        ("四、其他收入", yuan(accounts.sum(lambda i: i.other))),
    ]
    whole = yuan(accounts.sum(lambda i: i.expenditure))
    return Sheet(
        f"{accounts.year}年部门财务收支预算总表",
        "",
        _caption(accounts),
        (("本年收入", LEFT, "本年支出", LEFT), ("项目", "预算数", "项目", "预算数")),
        (*_beside(left, _categories(accounts, lambda i: i.expenditure)), ("收入总计", whole, "支出总计", whole)),
        (30, 18, 30, 18),
        (0, 2),
        landscape=True,
    )


def _categories(accounts: Accounts, value: Value) -> list[tuple[str, str]]:
    codes = accounts.categories()
    return [(f"{NUMBERS[n]}、{accounts.name(code)}", yuan(accounts.sum(value, code))) for n, code in enumerate(codes)]


def _beside(left: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    return [(*one, *two) for one, two in zip_longest(left, right, fillvalue=("", ""))]


def _by_code(accounts: Accounts, columns: tuple[Value, ...]) -> tuple[Row, ...]:
    """One row per code, the code split into three columns, then a 合计 row."""
    rows = [
        (code[:3], code[3:5], code[5:7], accounts.name(code), *(yuan(accounts.sum(each, code)) for each in columns))
        for code in accounts.codes()
    ]
    return (*rows, ("合计", LEFT, LEFT, LEFT, *(yuan(accounts.sum(each)) for each in columns)))


def _coded(over: str, names: Row) -> tuple[Row, ...]:
    return (
        ("项目", LEFT, LEFT, LEFT, over, *(LEFT,) * (len(names) - 1)),
        ("功能分类科目编码", LEFT, LEFT, "功能分类科目名称", *names),
        ("类", "款", "项", UP, *(UP,) * len(names)),
    )


def _code_sheet(accounts: Accounts, title: str, over: str, names: Row, columns: tuple[Value, ...]) -> Sheet:
    return Sheet(
        f"{accounts.year}年部门{title}",
        "",
        _caption(accounts),
        _coded(over, names),
        _by_code(accounts, columns) if columns else (("合计", LEFT, LEFT, LEFT, *("0",) * len(names)),),
        (6, 5, 5, 30, *(14,) * len(names)),
        (0, 1, 2, 3),
        "" if columns else "注：本部门没有这类预算支出。",
        landscape=True,
    )


def income(accounts: Accounts) -> Sheet:
    """Revenue by source; only two sources hold money."""
    names = ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
    none: Value = lambda i: Decimal(0)  # noqa: E731 - one column function among its siblings
    columns: tuple[Value, ...] = (lambda i: i.income, lambda i: i.fiscal, none, none, lambda i: i.other)
    return _code_sheet(accounts, "收入预算总表", "收入预算", names, columns)


def expenditure(accounts: Accounts) -> Sheet:
    """All expenditure, basic and project."""
    columns: tuple[Value, ...] = (
        lambda i: i.expenditure,
        lambda i: i.basic,
        lambda i: i.project + i.other_project,
    )
    return _code_sheet(accounts, "支出预算总表", "支出预算", ("合计", "基本支出", "项目支出"), columns)


def fiscal(accounts: Accounts) -> Sheet:
    """Fiscal appropriation: revenue, and expenditure by fund."""
    amount = accounts.sum(lambda i: i.fiscal)
    left: list[tuple[str, ...]] = [
        ("一、一般公共预算资金", yuan(amount)),
        ("二、政府性基金", ""),
        ("三、国有资本经营预算", ""),
    ]
    lines = _categories(accounts, lambda i: i.fiscal)
    rows = [(*one, name, value, value, "", "") for one, (name, value) in zip_longest(left, lines, fillvalue=("", ""))]
    end = ("收入总计", yuan(amount), "支出总计", yuan(amount), yuan(amount), "", "")
    return Sheet(
        f"{accounts.year}年部门财政拨款收支预算总表",
        "",
        _caption(accounts),
        (
            ("财政拨款收入", LEFT, "财政拨款支出", LEFT, LEFT, LEFT, LEFT),
            ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金", "国有资本经营预算"),
        ),
        (*rows, end),
        (24, 14, 26, 14, 14, 12, 14),
        (0, 2),
        landscape=True,
    )


def general(accounts: Accounts) -> Sheet:
    """General public budget by function."""
    columns: tuple[Value, ...] = (lambda i: i.fiscal, lambda i: i.basic, lambda i: i.project)
    title, names = "一般公共预算支出功能分类预算表", ("合计", "基本支出", "项目支出")
    return _code_sheet(accounts, title, "一般公共预算支出", names, columns)


def funds(accounts: Accounts) -> Sheet:
    """An empty table with its note."""
    title, names = "政府性基金预算支出功能分类预算表", ("合计", "基本支出", "项目支出")
    return _code_sheet(accounts, title, "政府性基金预算支出", names, ())


def capital(accounts: Accounts) -> Sheet:
    """An empty table with its note."""
    title, names = "国有资本经营预算支出功能分类预算表", ("合计", "基本支出", "项目支出")
    return _code_sheet(accounts, title, "国有资本经营预算支出", names, ())


def economic(accounts: Accounts) -> Sheet:
    """Basic expenditure by economic classification: personnel and operating."""
    detail = accounts.data["economic"]

    def row(code: str, name: str, value: Decimal) -> Row:
        personnel = code.startswith(("301", "303"))
        split = (value, Decimal(0)) if personnel else (Decimal(0), value)
        return (code[:3], code[3:], name, yuan(value), yuan(split[0]), yuan(split[1]))

    rows: list[Row] = []
    for head, name in HEADS.items():
        rows.append(row(head, name, accounts.economic(head)))
        rows += [row(code, each, Decimal(value)) for code, (each, value) in detail.items() if code.startswith(head)]
    whole = accounts.personnel + accounts.operating
    rows.append(("合计", LEFT, LEFT, yuan(whole), yuan(accounts.personnel), yuan(accounts.operating)))
    return Sheet(
        f"{accounts.year}年部门一般公共预算基本支出部门预算经济分类预算表",
        "",
        _caption(accounts),
        (
            ("项目", LEFT, LEFT, "一般公共预算基本支出", LEFT, LEFT),
            ("经济分类科目编码", LEFT, "经济分类科目名称", "合计", "人员经费", "公用经费"),
            ("类", "款", UP, UP, UP, UP),
        ),
        tuple(rows),
        (8, 8, 34, 16, 16, 16),
        (0, 1, 2),
        repeat=True,
    )


def three_public(accounts: Accounts) -> Sheet:
    """三公 and running costs, in 万元."""
    kinds = ("all", "overseas_visits", "hospitality", "vehicles", "vehicle_purchase", "vehicle_running")
    amounts = tuple(printed(accounts.three_public(kind, 0), blank_zero=False) for kind in kinds)
    return Sheet(
        f"{accounts.year}年部门“三公”经费和机关运行经费预算表",
        "",
        _caption(accounts, "万元"),
        (
            (f"{accounts.year}年“三公”经费预算数", *(LEFT,) * 5, "机关运行经费预算数"),
            ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", LEFT, LEFT, UP),
            (UP, UP, UP, "小计", "购置费", "运行费", UP),
        ),
        ((*amounts, accounts.data["three_public"]["running_costs"]),),
        (12, 14, 12, 10, 10, 10, 18),
        (),
        landscape=True,
    )


def projects(accounts: Accounts) -> Sheet:
    """Every project with its money and its goal."""
    raw = accounts.data["projects"]
    rows = [(str(n + 1), each["name"], yuan(Decimal(each["amount"])), each["goal"]) for n, each in enumerate(raw)]
    whole = total(Decimal(each["amount"]) for each in raw)
    return Sheet(
        f"{accounts.year}年部门项目支出预算表",
        "",
        _caption(accounts),
        (("序号", "项目名称", "预算数", "年度绩效目标"),),
        (*rows, ("合计", LEFT, yuan(whole), "")),
        (8, 34, 18, 40),
        (0, 1, 3),
    )
