"""The sample documents by name, and their cells as evidence."""

from __future__ import annotations

from decimal import Decimal

from eval.samples.corpus.accounts import GENERAL, Accounts
from eval.samples.questions.question import Quote

LAN, HE, PERF, YAN = "lanxian-2024-final", "hechuan-2024-final", "hechuan-2024-performance", "yanhu-2025-budget"
SPENDING, INCOME, OVERALL = "支出决算表", "收入决算表", "收入支出决算总表"
DETAIL = "一般公共预算财政拨款基本支出决算明细表"
DETAILS, PUBLIC = "具体情况", "财政拨款“三公”经费支出决算表"


def spent(accounts: Accounts, code: str = "") -> Decimal:
    """全部支出 under a code."""
    return accounts.sum(lambda i: i.expenditure, code)


def fiscal(accounts: Accounts, code: str = "") -> Decimal:
    """一般公共预算财政拨款支出 under a code."""
    return accounts.sum(lambda i: i.fiscal, code, GENERAL)


def yuan(value: Decimal) -> dict[str, str]:
    """A right number in 元; an answer may give it in 万元 with two decimals."""
    return {"number": f"{value:.0f}", "unit": "元", "tol": "50"}


def cell(document: str, where: str, value: Decimal) -> Quote:
    return (document, where, f"{value:,.2f}")


def raw_category(accounts: Accounts, code: str) -> dict[str, str]:
    return next(each for each in accounts.data["categories"] if each["code"] == code)
