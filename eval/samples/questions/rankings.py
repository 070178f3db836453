"""Questions of the sample set that rank items or compare two documents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from eval.samples.corpus.accounts import Accounts
from eval.samples.corpus.blocks import cents
from eval.samples.questions.cells import HE, LAN, OVERALL, PUBLIC, SPENDING, YAN, cell, spent
from eval.samples.questions.question import Sample, contains, number, numbers


def ranking_questions(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    """Largest items, comparisons, sums over documents."""
    return [*_rank(lan, he, yan), *_across(lan, he)]


def _largest(accounts: Accounts, code: str, count: int) -> list[tuple[str, Decimal]]:
    pairs = [(item.name, item.expenditure) for item in accounts.under(code)]
    return sorted(pairs, key=lambda pair: -pair[1])[:count]


def _rank(lan: Accounts, he: Accounts, yan: Accounts) -> list[Sample]:
    (name, value), *_ = _largest(lan, "20807", 1)
    top = _largest(he, "21303", 3)
    project = max(yan.data["projects"], key=lambda each: Decimal(each["amount"]))
    return [
        Sample(
            "rank",
            "岚县人社局2024年就业补助里哪一项支出最大，多少？",
            {"items": [name], **number(value)},
            [cell(LAN, SPENDING, value)],
        ),
        Sample(
            "rank",
            "禾川县水务局2024年水利（款）支出最多的三个项级科目，从大到小",
            {"items": [name for name, _ in top], "ordered": True},
            [cell(HE, SPENDING, value) for _, value in top],
        ),
        Sample(
            "rank",
            "雁湖市商务局2025年哪个项目预算最多？",
            {"items": [project["name"]]},
            [(YAN, "项目支出预算表", project["name"])],
        ),
    ]


def _across(lan: Accounts, he: Accounts) -> list[Sample]:
    return [*_pairs(lan, he), *_totals(lan, he), _running_costs(lan, he)]


def _pairs(lan: Accounts, he: Accounts) -> list[Sample]:
    farming, public = (spent(lan, "213"), spent(he, "213")), (lan.three_public("all", 1), he.three_public("all", 1))
    return [
        _pair(
            "岚县人社局和禾川县水务局2024年农林水支出各是多少，差多少？",
            SPENDING,
            farming,
            farming[1] - farming[0],
        ),
        _pair("岚县人社局、禾川县水务局2024年三公经费决算分别是多少？", PUBLIC, public),
    ]


def _pair(question: str, where: str, values: Sequence[Decimal], difference: Decimal | None = None) -> Sample:
    labelled = [("岚县", values[0], "万元"), ("禾川县", values[1], "万元")]
    if difference is not None:
        labelled.append(("差额", difference, "万元"))
    return Sample("compare", question, numbers(*labelled), [cell(LAN, where, values[0]), cell(HE, where, values[1])])


def _totals(lan: Accounts, he: Accounts) -> list[Sample]:
    totals = spent(lan), spent(he)
    basics = lan.sum(lambda i: i.basic), he.sum(lambda i: i.basic)
    return [
        Sample(
            "aggregate",
            "岚县人社局和禾川县水务局2024年决算本年支出合计加起来是多少？",
            number(sum(totals, Decimal(0))),
            [cell(LAN, OVERALL, totals[0]), cell(HE, OVERALL, totals[1])],
        ),
        Sample(
            "aggregate",
            "2024年两家决算单位的基本支出平均是多少？",
            number(cents(sum(basics, Decimal(0)) / 2)),
            [cell(LAN, SPENDING, basics[0]), cell(HE, SPENDING, basics[1])],
        ),
    ]


def _running_costs(lan: Accounts, he: Accounts) -> Sample:
    running = [Decimal(each.data["running_costs"]["amount"]) for each in (he, lan)]
    return Sample(
        "compare",
        "2024年岚县人社局和禾川县水务局，哪家的机关运行经费高？",
        {**numbers(("禾川县", running[0], "万元"), ("岚县", running[1], "万元")), **contains(["禾川"])},
        [
            (HE, "机关运行经费", f"机关运行经费支出{running[0]}万元"),
            (LAN, "机关运行经费", f"机关运行经费支出{running[1]}万元"),
        ],
    )
