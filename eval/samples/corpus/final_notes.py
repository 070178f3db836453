"""The closing sections of the narrative: 三公, running costs, procurement, assets, performance."""

from __future__ import annotations

from decimal import Decimal

from eval.samples.corpus.accounts import Accounts
from eval.samples.corpus.blocks import Block, Heading, Text, percent

Words = dict[str, str]


def notes(accounts: Accounts) -> list[Block]:
    """Sections nine and ten."""
    return [
        Heading(2, "九、财政拨款“三公”经费支出决算情况"),
        Text(_three_public_total(accounts)),
        *(Text(text) for text in _three_public_parts(accounts)),
        Heading(2, "十、其他重要事项"),
        Heading(3, "（一）机关运行经费"),
        Text(_running_costs(accounts)),
        Heading(3, "（二）政府采购"),
        Text(_procurement(accounts)),
        Heading(3, "（三）国有资产占用"),
        Text(_assets(accounts)),
        Heading(3, "（四）预算绩效管理"),
        *(Text(text) for text in _performance(accounts)),
    ]


def _amount(value: Decimal) -> str:
    return f"{abs(value):,.2f}万元"


def _against(now: Decimal, before: Decimal) -> str:
    if now == before:
        return "与上年持平"
    word, rate = ("增加", "增长") if now > before else ("减少", "下降")
    moved = f"比上年{word}{_amount(now - before)}"
    return f"{moved}，{rate}{percent(abs(now - before), before)}%" if before else moved


def _three_public_total(accounts: Accounts) -> str:
    budget, final, before = (accounts.three_public("all", column) for column in range(3))
    return (
        f"{accounts.year}年度财政拨款“三公”经费全年预算{_amount(budget)}，支出决算{_amount(final)}，"
        f"完成预算的{percent(final, budget)}%，{_against(final, before)}。"
    )


def _three_public_parts(accounts: Accounts) -> list[str]:
    words = accounts.data["three_public"]

    def figures(kind: str) -> str:
        final, before = accounts.three_public(kind, 1), accounts.three_public(kind, 2)
        return f"决算{_amount(final)}，{_against(final, before)}"

    return [
        f"1.因公出国（境）费{figures('overseas_visits')}。全年组织出国（境）团组{words['overseas_groups']}个，"
        f"参加{words['overseas_people']}人次。",
        f"2.公务用车购置费{figures('vehicle_purchase')}，当年购置公务用车{words['vehicles_bought']}辆；公务用车运行维护费"
        f"{figures('vehicle_running')}，年末公务用车保有量{words['vehicles_kept']}辆。变动情况：{words['vehicle_reason']}。",
        f"3.公务接待费{figures('hospitality')}，{words['hospitality_reason']}。国内公务接待"
        f"{words['hospitality_batches']}批次、{words['hospitality_people']}人次。",
    ]


def _running_costs(accounts: Accounts) -> str:
    raw: Words = accounts.data["running_costs"]
    now, grown = Decimal(raw["amount"]), Decimal(raw["change"])
    return (
        f"{accounts.year}年度机关运行经费支出{_amount(now)}，{_against(now, now - grown)}，主要原因是{raw['reason']}。"
    )


def _procurement(accounts: Accounts) -> str:
    raw: Words = accounts.data["procurement"]
    goods, works, services = (Decimal(raw[key]) for key in ("goods", "works", "services"))
    whole, small = goods + works + services, Decimal(raw["small_firms"])
    return (
        f"{accounts.year}年度政府采购支出总额{_amount(whole)}，分别为：货物{_amount(goods)}、工程{_amount(works)}、"
        f"服务{_amount(services)}。授予中小企业的合同金额{_amount(small)}，"
        f"占政府采购支出总额的{percent(small, whole)}%。"
    )


def _assets(accounts: Accounts) -> str:
    raw = accounts.data["assets"]
    return (
        f"截至{accounts.year}年12月31日，本部门共有车辆{raw['vehicles']}辆，主要用于{raw['vehicle_use']}；"
        f"单价100万元以上的设备（不含车辆）{raw['equipment']}台（套）。"
    )


def _performance(accounts: Accounts) -> list[str]:
    raw = accounts.data["performance"]
    return [
        f"本部门对{accounts.year}年度安排的{raw['projects']}个项目全部开展了绩效自评，涉及资金{raw['amount']}万元。"
        f"自评等级为“优”的{raw['excellent']}个，为“良”的{raw['good']}个。",
        f"自评中发现的主要问题：{raw['finding']}。",
        f"下一步改进措施：{raw['measure']}。",
    ]
