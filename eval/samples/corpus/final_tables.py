"""The tables of a final accounts document without one row per code: 公开01, 04, 06 and 09."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

from eval.samples.corpus.accounts import FUNDS, GENERAL, Accounts
from eval.samples.corpus.blocks import LEFT, UP, Row, Sheet, printed
from eval.samples.corpus.final_coded import caption

REVENUE_LINES = (
    "一、一般公共预算财政拨款收入",
    "二、政府性基金预算财政拨款收入",
    "三、国有资本经营预算财政拨款收入",
    "四、上级补助收入",
    "五、事业收入",
    "六、经营收入",
    "七、附属单位上缴收入",
    "八、其他收入",
)
CATEGORIES = (
    ("201", "一、一般公共服务支出"),
    ("202", "二、外交支出"),
    ("203", "三、国防支出"),
    ("204", "四、公共安全支出"),
    ("205", "五、教育支出"),
    ("206", "六、科学技术支出"),
    ("207", "七、文化旅游体育与传媒支出"),
    ("208", "八、社会保障和就业支出"),
    ("210", "九、卫生健康支出"),
    ("211", "十、节能环保支出"),
    ("212", "十一、城乡社区支出"),
    ("213", "十二、农林水支出"),
    ("214", "十三、交通运输支出"),
    ("215", "十四、资源勘探工业信息等支出"),
    ("216", "十五、商业服务业等支出"),
    ("217", "十六、金融支出"),
    ("219", "十七、援助其他地区支出"),
    ("220", "十八、自然资源海洋气象等支出"),
    ("221", "十九、住房保障支出"),
    ("222", "二十、粮油物资储备支出"),
    ("223", "二十一、国有资本经营预算支出"),
    ("224", "二十二、灾害防治及应急管理支出"),
    ("229", "二十三、其他支出"),
)


def overall(accounts: Accounts) -> Sheet:
    """公开01表: revenue and expenditure side by side."""
    left = _numbered(_revenue_lines(accounts), 1, len(CATEGORIES))
    right = _numbered(_category_lines(accounts), 32, len(CATEGORIES))
    spending, earning = accounts.sum(lambda i: i.expenditure), accounts.sum(lambda i: i.income)
    ends: list[Row] = [
        ("本年收入合计", "27", printed(earning), "本年支出合计", "58", printed(spending)),
        ("使用非财政拨款结余（含专用结余）", "28", "", "结余分配", "59", ""),
        ("年初结转和结余", "29", printed(accounts.opening), "年末结转和结余", "60", printed(accounts.closing)),
        ("总计", "31", printed(accounts.grand_total), "总计", "62", printed(accounts.grand_total)),
    ]
    return Sheet(
        "收入支出决算总表",
        "公开01表",
        caption(accounts),
        (
            ("收入", LEFT, LEFT, "支出", LEFT, LEFT),
            ("项目", "行次", "金额", "项目", "行次", "金额"),
            ("栏次", "", "1", "栏次", "", "2"),
        ),
        (*(one + two for one, two in zip(left, right, strict=True)), *ends),
        (34, 8, 14, 34, 8, 14),
        (0, 3),
        "注：本表汇总反映本部门全年收入、支出以及结转结余。",
    )


def _revenue_lines(accounts: Accounts) -> list[tuple[str, Decimal]]:
    amounts = {
        0: accounts.sum(lambda i: i.fiscal_revenue, fund=GENERAL),
        1: accounts.sum(lambda i: i.fiscal_revenue, fund=FUNDS),
        7: accounts.sum(lambda i: i.other),
    }
    return [(name, amounts.get(index, Decimal(0))) for index, name in enumerate(REVENUE_LINES)]


def _category_lines(accounts: Accounts) -> list[tuple[str, Decimal]]:
    return [(name, accounts.sum(lambda i: i.expenditure, code)) for code, name in CATEGORIES]


def _numbered(lines: list[tuple[str, Decimal]], first: int, rows: int) -> list[Row]:
    padded = lines + [("", Decimal(0))] * (rows - len(lines))
    return [(name, str(first + index), printed(amount)) for index, (name, amount) in enumerate(padded)]


def fiscal(accounts: Accounts) -> Sheet:
    """公开04表: fiscal appropriation, the expenditure by fund."""
    general, funds = (accounts.sum(lambda i: i.fiscal_revenue, fund=each) for each in (GENERAL, FUNDS))
    left = [
        ("一、一般公共预算财政拨款", "1", printed(general)),
        ("二、政府性基金预算财政拨款", "2", printed(funds)),
        ("三、国有资本经营预算财政拨款", "3", ""),
    ]
    right = [_fund_line(accounts, code, name, index) for index, (code, name) in enumerate(CATEGORIES)]
    rows = [(*(one or ("", "", "")), *two) for one, two in zip_longest(left, right)]
    return Sheet(
        "财政拨款收入支出决算总表",
        "公开04表",
        caption(accounts),
        (
            ("收入", LEFT, LEFT, "支出", LEFT, LEFT, LEFT, LEFT, LEFT),
            (
                "项目",
                "行次",
                "金额",
                "项目",
                "行次",
                "合计",
                "一般公共预算财政拨款",
                "政府性基金预算财政拨款",
                "国有资本经营预算财政拨款",
            ),
            ("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
        ),
        tuple(rows) + _fund_ends(accounts, general + funds),
        (26, 6, 12, 28, 6, 12, 14, 14, 14),
        (0, 3),
        "注：本表反映财政拨款的来源、去向和结转结余。",
        landscape=True,
    )


def _fund_line(accounts: Accounts, code: str, name: str, index: int) -> Row:
    amounts = [accounts.sum(lambda i: i.fiscal, code, fund) for fund in ("", GENERAL, FUNDS)]
    return (name, str(33 + index), *(printed(each) for each in amounts), "")


def _fund_ends(accounts: Accounts, revenue: Decimal) -> tuple[Row, ...]:
    def row(left: str, number: int, amount: Decimal, right: str, by_fund: list[Decimal]) -> Row:
        return (left, str(number), printed(amount), right, str(number + 32), *(printed(each) for each in by_fund), "")

    spent = [accounts.sum(lambda i: i.fiscal, fund=fund) for fund in ("", GENERAL, FUNDS)]
    closing = [accounts.sum(lambda i: i.closing, fund=fund) for fund in ("", GENERAL, FUNDS)]
    opening = [accounts.sum(lambda i: i.opening, fund=fund) for fund in ("", GENERAL, FUNDS)]
    both = [one + two for one, two in zip(spent, closing, strict=True)]
    return (
        row("本年收入合计", 27, revenue, "本年支出合计", spent),
        row("年初财政拨款结转和结余", 28, opening[0], "年末财政拨款结转和结余", closing),
        ("一般公共预算财政拨款", "29", printed(opening[1]), "", "61", "", "", "", ""),
        ("政府性基金预算财政拨款", "30", printed(opening[2]), "", "62", "", "", "", ""),
        ("国有资本经营预算财政拨款", "31", "", "", "63", "", "", "", ""),
        row("总计", 32, revenue + opening[0], "总计", both),
    )


def basic(accounts: Accounts) -> Sheet:
    """公开06表: three groups of code, name and amount side by side."""
    detail = accounts.data["economic"]
    groups = [_economic_lines(accounts, detail, heads) for heads in (("301", "303"), ("302",), ("310",))]
    blank = ("", "", "")
    rows = [tuple(cell for part in parts for cell in part) for parts in zip_longest(*groups, fillvalue=blank)]
    ends = (
        "人员经费合计",
        LEFT,
        printed(accounts.personnel),
        "公用经费合计",
        LEFT,
        LEFT,
        LEFT,
        LEFT,
        printed(accounts.operating),
    )
    head = ("科目代码", "科目名称", "决算数")
    return Sheet(
        "一般公共预算财政拨款基本支出决算明细表",
        "公开06表",
        caption(accounts),
        (("人员经费", LEFT, LEFT, "公用经费", LEFT, LEFT, LEFT, LEFT, LEFT), head * 3),
        (*rows, ends),
        (10, 26, 12) * 3,
        (0, 1, 3, 4, 6, 7),
        "注：本表按经济分类反映一般公共预算财政拨款基本支出。",
        landscape=True,
    )


HEADS = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助", "310": "资本性支出"}


def _economic_lines(accounts: Accounts, detail: dict[str, list[str]], heads: tuple[str, ...]) -> list[Row]:
    lines: list[Row] = []
    for head in heads:
        lines.append((head, HEADS[head], printed(accounts.economic(head))))
        for code, (name, amount) in detail.items():
            if code.startswith(head):
                lines.append((code, name, printed(Decimal(amount or 0))))
    return lines


def three_public(accounts: Accounts) -> Sheet:
    """公开09表: the budget's six columns, then the final ones."""
    half = ("因公出国（境）费", "公务用车购置及运行维护费", LEFT, LEFT, "公务接待费")
    parts = (UP, UP, "小计", "公务用车购置费", "公务用车运行维护费", UP)
    kinds = ("all", "overseas_visits", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
    amounts = tuple(printed(accounts.three_public(kind, column)) for column in (0, 1) for kind in kinds)
    return Sheet(
        "财政拨款“三公”经费支出决算表",
        "公开09表",
        caption(accounts),
        (
            ("预算数", *(LEFT,) * 5, "决算数", *(LEFT,) * 5),
            ("合计", *half, "合计", *half),
            parts * 2,
            tuple(str(number) for number in range(1, 13)),
        ),
        (amounts,),
        (8,) * 12,
        (),
        "注：预算数为全年预算数，决算数为当年实际支出。",
        landscape=True,
    )
