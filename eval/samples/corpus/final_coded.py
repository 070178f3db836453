"""The tables of a final accounts document with one row per code: 公开02, 03, 05, 07 and 08."""

from __future__ import annotations

from eval.samples.corpus.accounts import FUNDS, GENERAL, Accounts, Value
from eval.samples.corpus.blocks import LEFT, UP, Row, Sheet, printed

NO_DATA = "说明：本部门2024年度没有此类收支，本表为空。"


def caption(accounts: Accounts) -> Row:
    """The line above every table."""
    return (f"部门名称：{accounts.institution}", f"{accounts.year}年度", "金额单位：万元")


def _by_code(accounts: Accounts, columns: tuple[Value | None, ...], fund: str = "") -> tuple[Row, ...]:
    """A 合计 row and one row per code; ``None`` is a column without figures."""

    def amounts(code: str) -> Row:
        return tuple(printed(accounts.sum(value, code, fund)) if value else "" for value in columns)

    rows = [("合计", LEFT, *amounts(""))]
    rows += [(code, accounts.name(code), *amounts(code)) for code in accounts.codes(fund)]
    return tuple(rows)


def _coded(names: tuple[str, ...]) -> tuple[Row, ...]:
    """The header of a table with one row per code: 项目 over code and name, the columns, their numbers."""
    return (
        ("项目", LEFT, *names),
        ("科目代码", "科目名称", *(UP for _ in names)),
        ("栏次", LEFT, *(str(index + 1) for index in range(len(names)))),
    )


def income(accounts: Accounts) -> Sheet:
    """公开02表."""
    names = (
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    )
    columns: tuple[Value | None, ...] = (
        lambda i: i.income,
        lambda i: i.fiscal_revenue,
        None,
        None,
        None,
        None,
        lambda i: i.other,
    )
    return Sheet(
        "收入决算表",
        "公开02表",
        caption(accounts),
        _coded(names),
        _by_code(accounts, columns),
        (11, 30, 13, 13, 11, 10, 10, 12, 10),
        (0, 1),
        "注：本表分来源反映本年取得的全部收入。",
        landscape=True,
    )


def expenditure(accounts: Accounts) -> Sheet:
    """公开03表."""
    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    columns: tuple[Value | None, ...] = (
        lambda i: i.expenditure,
        lambda i: i.basic,
        lambda i: i.project + i.other_project,
        None,
        None,
        None,
    )
    return Sheet(
        "支出决算表",
        "公开03表",
        caption(accounts),
        _coded(names),
        _by_code(accounts, columns),
        (11, 30, 13, 12, 13, 12, 11, 14),
        (0, 1),
        "注：本表分性质反映本年发生的全部支出。",
        repeat=True,
        landscape=True,
    )


def general(accounts: Accounts) -> Sheet:
    """公开05表."""
    columns: tuple[Value | None, ...] = (lambda i: i.fiscal, lambda i: i.basic, lambda i: i.project)
    return Sheet(
        "一般公共预算财政拨款支出决算表",
        "公开05表",
        caption(accounts),
        (
            ("项目", LEFT, "本年支出", LEFT, LEFT),
            ("科目代码", "科目名称", "小计", "基本支出", "项目支出"),
            ("栏次", LEFT, "1", "2", "3"),
        ),
        _by_code(accounts, columns, GENERAL),
        (12, 40, 16, 16, 16),
        (0, 1),
        "注：本表反映一般公共预算财政拨款在本年的支出。",
    )


def government_funds(accounts: Accounts) -> Sheet:
    """公开07表: empty, with a note, if the institution has no such money."""
    columns: tuple[Value | None, ...] = (
        lambda i: i.opening,
        lambda i: i.fiscal_revenue,
        lambda i: i.fiscal,
        lambda i: i.basic,
        lambda i: i.project,
        lambda i: i.closing,
    )
    held = bool(accounts.under("", FUNDS))
    return Sheet(
        "政府性基金预算财政拨款收入支出决算表",
        "公开07表",
        caption(accounts),
        (
            ("项目", LEFT, "年初结转和结余", "本年收入", "本年支出", LEFT, LEFT, "年末结转和结余"),
            ("科目代码", "科目名称", UP, UP, "小计", "基本支出", "项目支出", UP),
            ("栏次", LEFT, "1", "2", "3", "4", "5", "6"),
        ),
        _by_code(accounts, columns, FUNDS),
        (11, 30, 12, 12, 12, 12, 12, 12),
        (0, 1),
        "注：本表反映政府性基金预算财政拨款的收支和结转结余。" if held else NO_DATA,
    )


def state_capital(accounts: Accounts) -> Sheet:
    """公开08表: empty, with its note."""
    return Sheet(
        "国有资本经营预算财政拨款支出决算表",
        "公开08表",
        caption(accounts),
        (
            ("项目", LEFT, "本年支出", LEFT, LEFT),
            ("科目代码", "科目名称", "合计", "基本支出", "项目支出"),
            ("栏次", LEFT, "1", "2", "3"),
        ),
        (("合计", LEFT, "", "", ""),),
        (12, 36, 14, 14, 14),
        (0, 1),
        NO_DATA,
    )
