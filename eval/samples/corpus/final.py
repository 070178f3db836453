"""A final accounts document (部门决算) of a sample institution: cover, duties, nine tables, narrative, glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.samples.corpus import final_coded as coded
from eval.samples.corpus import final_tables as overview
from eval.samples.corpus.accounts import Accounts, read_accounts
from eval.samples.corpus.blocks import Block, Contents, Heading, PageBreak, Sheet, Text
from eval.samples.corpus.final_text import narrative
from eval.samples.corpus.terms import glossary

SHEETS = (
    overview.overall,
    coded.income,
    coded.expenditure,
    overview.fiscal,
    coded.general,
    overview.basic,
    coded.government_funds,
    coded.state_capital,
    overview.three_public,
)


def tables(accounts: Accounts) -> tuple[Sheet, ...]:
    """公开01 to 公开09."""
    return tuple(maker(accounts) for maker in SHEETS)


def final_accounts(data: Mapping[str, Any]) -> list[Block]:
    """The whole document in reading order."""
    accounts = read_accounts(data)
    sheets = tables(accounts)
    blocks: list[Block] = [
        Heading(0, accounts.institution),
        Heading(0, f"{accounts.year}年度部门决算"),
        PageBreak(),
        _contents(accounts, sheets),
        PageBreak(),
        *_overview(data),
        PageBreak(),
        Heading(1, f"第二部分 {accounts.year}年度部门决算表"),
    ]
    for sheet in sheets:
        blocks += [sheet, PageBreak()]
    return [*blocks, *narrative(accounts), *glossary("第四部分 名词解释")]


def _overview(data: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = [Heading(1, "第一部分 部门概况"), Heading(2, "一、主要职责")]
    blocks += [Text(f"（{_CHINESE[index]}）{duty}") for index, duty in enumerate(data["duties"])]
    blocks.append(Heading(2, "二、机构设置"))
    return blocks + [Text(sentence) for sentence in data["organisation"]]


_CHINESE = "一二三四五六七八九"


def _contents(accounts: Accounts, sheets: tuple[Sheet, ...]) -> Contents:
    titles = [
        "第一部分 部门概况",
        f"第二部分 {accounts.year}年度部门决算表",
        *(f"{_CHINESE[index]}、{sheet.title}" for index, sheet in enumerate(sheets)),
        f"第三部分 {accounts.year}年度部门决算情况说明",
        "第四部分 名词解释",
    ]
    return Contents(tuple((title, str(page)) for title, page in zip(titles, accounts.data["pages"], strict=True)))
