"""A budget document (部门预算) of a sample institution: tables in 元, 三公 in 万元; codes split into 类 | 款 | 项."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from eval.samples.corpus.accounts import Accounts, read_accounts
from eval.samples.corpus.blocks import Block, Contents, Heading, PageBreak, Sheet, Text, cents
from eval.samples.corpus.budget_tables import tables
from eval.samples.corpus.terms import glossary

YUAN = Decimal(10000)
"""元 per 万元."""


def budget(data: Mapping[str, Any]) -> list[Block]:
    """The whole document in reading order."""
    accounts = read_accounts(data)
    sheets = tables(accounts)
    blocks: list[Block] = [
        Heading(0, f"{accounts.institution}{accounts.year}年部门预算"),
        PageBreak(),
        _contents(accounts, sheets),
        PageBreak(),
        Heading(1, "一、部门主要职责"),
        *(Text(f"（{'一二三四五六'[index]}）{duty}") for index, duty in enumerate(data["duties"])),
        Heading(1, "二、部门机构设置"),
        *(Text(sentence) for sentence in data["organisation"]),
        *glossary("三、名词解释"),
        PageBreak(),
        Heading(1, f"四、{accounts.year}年部门预算编制说明"),
        *(Text(text) for text in _explanation(accounts)),
        PageBreak(),
        Heading(1, f"五、{accounts.year}年部门预算表"),
    ]
    for sheet in sheets:
        blocks += [sheet, PageBreak()]
    return [*blocks, *_closing(accounts)]


def _contents(accounts: Accounts, sheets: tuple[Sheet, ...]) -> Contents:
    titles = [
        "一、部门主要职责",
        "二、部门机构设置",
        "三、名词解释",
        f"四、{accounts.year}年部门预算编制说明",
        f"五、{accounts.year}年部门预算表",
        *(f"{index + 1}.{sheet.title}" for index, sheet in enumerate(sheets)),
        "六、其他情况说明",
    ]
    return Contents(tuple((title, str(page)) for title, page in zip(titles, accounts.data["pages"], strict=True)))


def amount(yuan: Decimal) -> str:
    """An amount in 元 as printed in the text: ``1,234.56万元``."""
    return f"{cents(abs(yuan) / YUAN):,.2f}万元"


def _explanation(accounts: Accounts) -> list[str]:
    year, before = accounts.year, Decimal(accounts.data["before"])
    fiscal, whole = accounts.sum(lambda i: i.fiscal), accounts.sum(lambda i: i.income)
    moved = f"{'增加' if fiscal > before else '减少'}{amount(fiscal - before)}"
    opening = [
        f"{year}年，{accounts.institution}收入预算{amount(whole)}，包括财政拨款收入{amount(fiscal)}、"
        f"其他收入{amount(whole - fiscal)}。财政拨款收入比{year - 1}年预算{moved}。",
        f"支出预算{amount(whole)}，其中财政拨款支出预算{amount(fiscal)}，比{year - 1}年预算{moved}；"
        f"全部为一般公共预算拨款，没有安排政府性基金和国有资本经营预算支出。",
        f"财政拨款收支增加的主要原因是{accounts.data['reason']}。",
        "财政拨款支出的具体安排是：",
    ]
    return opening + [
        f"{index + 1}.“{accounts.name(item.code[:3])}（类）{accounts.name(item.code[:5])}（款）{item.name}（项）”"
        f"{amount(item.fiscal)}，用于{use}。"
        for index, (item, use) in enumerate(zip(accounts.items, _uses(accounts), strict=True))
    ]


def _uses(accounts: Accounts) -> list[str]:
    return [raw["use"] for raw in accounts.data["items"]]


def _closing(accounts: Accounts) -> list[Block]:
    raw, year = accounts.data["three_public"], accounts.year
    goods, works, services = (Decimal(accounts.data["procurement"][key]) for key in ("goods", "works", "services"))
    assets = accounts.data["assets"]
    now, before = (accounts.three_public("all", column) for column in (0, 1))
    return [
        Heading(1, "六、其他情况说明"),
        Heading(2, "（一）“三公”经费预算"),
        Text(
            f"{year}年“三公”经费预算{now}万元，比{year - 1}年预算{_moved(now, before)}，"
            f"主要原因是{raw['reason']}。其中："
        ),
        Text(f"1.因公出国（境）费{_part(accounts, 'overseas_visits')}。"),
        Text(f"2.公务用车购置及运行费{_part(accounts, 'vehicles')}，主要原因是{raw['vehicle_reason']}。"),
        Text(f"3.公务接待费{_part(accounts, 'hospitality')}，主要原因是{raw['hospitality_reason']}。"),
        Heading(2, "（二）机关运行经费预算"),
        Text(f"{year}年，本部门机关运行经费预算{raw['running_costs']}万元。"),
        Heading(2, "（三）政府采购预算"),
        Text(
            f"{year}年政府采购预算{goods + works + services}万元，"
            f"分别为：货物{goods}万元、工程{works}万元、服务{services}万元。"
        ),
        Heading(2, "（四）国有资产情况"),
        Text(f"上年末，本部门共有车辆{assets['vehicles']}辆，单价100万元以上的设备{assets['equipment']}台（套）。"),
    ]


def _part(accounts: Accounts, kind: str) -> str:
    now, before = (accounts.three_public(kind, column) for column in (0, 1))
    return f"{now}万元，比{accounts.year - 1}年预算{_moved(now, before)}"


def _moved(now: Decimal, before: Decimal) -> str:
    if now == before:
        return "持平"
    return f"{'增加' if now > before else '减少'}{abs(now - before)}万元"
