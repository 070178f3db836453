"""The narrative of a final accounts document (情况说明), each figure computed from the accounts."""

from __future__ import annotations

from decimal import Decimal

from eval.samples.corpus.accounts import FUNDS, GENERAL, Accounts, Item
from eval.samples.corpus.blocks import Block, Heading, Text, percent
from eval.samples.corpus.final_notes import notes


def narrative(accounts: Accounts) -> list[Block]:
    """Part three of the document."""
    parts = (_overall, _income, _expenditure, _fiscal, _general, _basic, _funds, _capital)
    blocks: list[Block] = [Heading(1, f"第三部分 {accounts.year}年度部门决算情况说明")]
    for part in parts:
        blocks += part(accounts)
    return blocks + notes(accounts)


def amount(value: Decimal) -> str:
    """``1,234.50万元``, without a sign."""
    return f"{abs(value):,.2f}万元"


def change(value: Decimal, before: Decimal, up: str = "增加", down: str = "减少") -> str:
    """``减少12.00万元，下降3.45%``; ``持平``; no rate if there was nothing before."""
    if value == 0:
        return "持平"
    words = f"{up if value > 0 else down}{amount(value)}"
    return f"{words}，{'增长' if value > 0 else '下降'}{percent(abs(value), before)}%" if before else words


def fiscal_change(accounts: Accounts) -> Decimal:
    """The change of general public budget expenditure against the year before: the sum of its categories' changes."""
    return sum((Decimal(each["change"]) for each in accounts.data["categories"]), Decimal(0))


def _overall(accounts: Accounts) -> list[Block]:
    grown = Decimal(accounts.data["revenue_change"])
    both = accounts.grand_total
    return [
        Heading(2, "一、收入支出决算总体情况"),
        Text(
            f"{accounts.year}年度，本部门收入总计{amount(both)}，支出总计{amount(both)}。收、支总计均比上年"
            f"{change(grown, both - grown)}，主要原因是{accounts.data['revenue_reason']}。"
        ),
    ]


def _income(accounts: Accounts) -> list[Block]:
    all_income = accounts.sum(lambda i: i.income)
    parts = (
        ("财政拨款收入", accounts.sum(lambda i: i.fiscal_revenue)),
        ("其他收入", accounts.sum(lambda i: i.other)),
    )
    shares = "；".join(f"{name}{amount(value)}，占{percent(value, all_income)}%" for name, value in parts)
    return [
        Heading(2, "二、收入决算情况"),
        Text(f"{accounts.year}年度本年收入合计{amount(all_income)}。按来源看：{shares}。"),
    ]


def _expenditure(accounts: Accounts) -> list[Block]:
    spent = accounts.sum(lambda i: i.expenditure)
    basic = accounts.sum(lambda i: i.basic)
    parts = (("基本支出", basic), ("项目支出", spent - basic))
    shares = "；".join(f"{name}{amount(value)}，占{percent(value, spent)}%" for name, value in parts)
    return [
        Heading(2, "三、支出决算情况"),
        Text(f"{accounts.year}年度本年支出合计{amount(spent)}。按性质看：{shares}。"),
    ]


def _fiscal(accounts: Accounts) -> list[Block]:
    both = accounts.sum(lambda i: i.fiscal_revenue + i.opening)
    return [
        Heading(2, "四、财政拨款收入支出决算总体情况"),
        Text(f"{accounts.year}年度财政拨款收入总计{amount(both)}，支出总计{amount(both)}，收支相抵后账目平衡。"),
    ]


def _general(accounts: Accounts) -> list[Block]:
    spent = accounts.sum(lambda i: i.fiscal, fund=GENERAL)
    grown = fiscal_change(accounts)
    share = percent(spent, accounts.sum(lambda i: i.expenditure))
    blocks: list[Block] = [
        Heading(2, "五、一般公共预算财政拨款支出决算情况"),
        Heading(3, "（一）总体情况"),
        Text(
            f"{accounts.year}年度一般公共预算财政拨款支出{amount(spent)}，占本年支出合计的{share}%。与上年相比，"
            f"这部分支出{change(grown, spent - grown)}。"
        ),
        Heading(3, "（二）支出结构"),
        Text(f"一般公共预算财政拨款支出按功能分类的构成是：{_structure(accounts, spent)}。"),
        Heading(3, "（三）具体情况"),
    ]
    return blocks + (_by_category(accounts) if accounts.data["style"] == "by_category" else _by_item(accounts))


def _structure(accounts: Accounts, spent: Decimal) -> str:
    values = [(accounts.name(code), accounts.sum(lambda i: i.fiscal, code)) for code in accounts.categories(GENERAL)]
    return "；".join(f"{name}（类）{amount(value)}，占{percent(value, spent)}%" for name, value in values)


def _by_category(accounts: Accounts) -> list[Block]:
    categories = accounts.data["categories"]
    initial = sum((Decimal(each["initial"]) for each in categories), Decimal(0))
    spent = accounts.sum(lambda i: i.fiscal, fund=GENERAL)
    texts = [
        f"一般公共预算财政拨款支出全年决算{amount(spent)}，年初预算为{amount(initial)}，"
        f"完成年初预算的{percent(spent, initial)}%。分科目说明如下："
    ]
    return [Text(text) for text in texts + [_category(accounts, each) for each in categories]]


def _category(accounts: Accounts, raw: dict[str, str]) -> str:
    spent = accounts.sum(lambda i: i.fiscal, raw["code"], GENERAL)
    initial, grown = Decimal(raw["initial"]), Decimal(raw["change"])
    return (
        f"{accounts.name(raw['code'])}年初预算{amount(initial)}，支出决算{amount(spent)}，"
        f"完成年初预算的{percent(spent, initial)}%，资金主要投向{raw['use']}。"
        f"较上年决算{change(grown, spent - grown)}，主要原因是{raw['reason']}。"
    )


def _by_item(accounts: Accounts) -> list[Block]:
    items = accounts.under("", GENERAL)
    initial, spent = accounts.sum(lambda i: i.initial, fund=GENERAL), accounts.sum(lambda i: i.fiscal, fund=GENERAL)
    opening = (
        f"{accounts.year}年度一般公共预算财政拨款支出年初预算为{amount(initial)}，支出决算为{amount(spent)}，"
        f"完成年初预算的{percent(spent, initial)}%。其中："
    )
    texts = [opening] + [f"{index + 1}.{_item(accounts, item)}" for index, item in enumerate(items)]
    texts += [
        f"与上年决算相比，{accounts.name(each['code'])}{_year_on_year(accounts, each)}，主要原因是{each['reason']}。"
        for each in accounts.data["categories"]
    ]
    return [Text(text) for text in texts]


def _year_on_year(accounts: Accounts, raw: dict[str, str]) -> str:
    grown = Decimal(raw["change"])
    return change(grown, accounts.sum(lambda i: i.fiscal, raw["code"], GENERAL) - grown)


def _item(accounts: Accounts, item: Item) -> str:
    path = f"{accounts.name(item.code[:3])}（类）{accounts.name(item.code[:5])}（款）{item.name}（项）"
    figures = f"年初预算为{amount(item.initial)}，支出决算为{amount(item.fiscal)}"
    if item.initial == item.fiscal:
        return f"{path}。{figures}，完成年初预算的100.00%，两者相等。"
    rate = f"，完成年初预算的{percent(item.fiscal, item.initial)}%" if item.initial else ""
    relation = "大于" if item.fiscal > item.initial else "小于"
    return f"{path}。{figures}{rate}。决算数{relation}年初预算数，主要原因是{item.reason}。"


def _basic(accounts: Accounts) -> list[Block]:
    def listed(*heads: str) -> str:
        detail = accounts.data["economic"]
        pairs = [pair for code, pair in detail.items() if code.startswith(heads) and pair[1]]
        return "、".join(f"{name}{amount(Decimal(value))}" for name, value in pairs)

    whole = accounts.personnel + accounts.operating
    return [
        Heading(2, "六、一般公共预算财政拨款基本支出决算情况"),
        Text(
            f"{accounts.year}年度一般公共预算财政拨款基本支出{amount(whole)}，由两部分组成：人员经费"
            f"{amount(accounts.personnel)}，包括{listed('301', '303')}；公用经费{amount(accounts.operating)}，"
            f"包括{listed('302', '310')}。"
        ),
    ]


def _funds(accounts: Accounts) -> list[Block]:
    heading = Heading(2, "七、政府性基金预算财政拨款收支决算情况")
    items = accounts.under("", FUNDS)
    if not items:
        return [heading, Text("本部门全年没有政府性基金预算财政拨款收支。")]
    texts = [
        f"政府性基金预算财政拨款年初结转和结余{amount(item.opening)}，本年收入{amount(item.fiscal_revenue)}，"
        f"本年支出{amount(item.fiscal)}，年末结转和结余{amount(item.closing)}，全部用于{item.name}。"
        for item in items
    ]
    return [heading, *(Text(text) for text in texts)]


def _capital(accounts: Accounts) -> list[Block]:
    heading = Heading(2, "八、国有资本经营预算财政拨款支出决算情况")
    return [heading, Text("本部门全年没有国有资本经营预算财政拨款支出。")]
