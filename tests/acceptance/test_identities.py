"""The sums that tables promise hold in every document, or are listed here as what the document itself has wrong.

A sum that fails through our reading (a row missed, a column off) would stand out here: nothing else is allowed. The
sample's documents are checked, and the real ones where they are at hand.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.checks import CheckedDocument, checked_findings
from ingest.model.amounts import parse_amount
from ingest.model.document import Finding, Table
from tests.fixtures.whole_documents import FILES, REAL_FILES, SAMPLE_FILES, document, needs_corpus, tables

NAMES = [path.stem for path in FILES]
INSIDE = {
    "row-sum", "level-sum", "total-sum", "unit-sum", "summary-sum", "outline-sum", "balance", "three-public-sum",
    "vehicle-sum", "staff-sum", "public-sum", "basic-sum",
}  # fmt: skip

WRONG_IN_PRINT = {
    # the printed parts of 工资福利支出 miss 2.61 (医疗费 is blank); 人员经费合计 = 821.71 + 68.44 holds
    "haidong": {("level-sum", ("821.71万元", "819.10"))},
}
WITHOUT_CODES = {"hongjiang", "hechuan-2024-performance"}
"""Performance reports without a coded table: few of their figures are sums."""
ROUNDED = Path(__file__).parent / "rounded_sums.tsv"
"""Each sum that is off by its last printed digits: document, rule, printed whole, sum of the printed parts."""

SAMPLE = [path.stem for path in SAMPLE_FILES]
REAL = [path.stem for path in REAL_FILES]


def _at_least(in_sample: int, in_real: int) -> pytest.MarkDecorator:
    """Runs a test over each set of documents, with the least that it must find there."""
    real = pytest.param(REAL, in_real, marks=needs_corpus, id="real")
    return pytest.mark.parametrize(("names", "least"), [pytest.param(SAMPLE, in_sample, id="sample"), real])


@cache
def _findings(name: str) -> tuple[Finding, ...]:
    """Every sum inside one table."""
    parsed = document(name)
    found = checked_findings(CheckedDocument(parsed.document, parsed.facts, parsed.statements))
    return tuple(one for one in found if one.rule in INSIDE and one.tables and all(one.tables))


@pytest.mark.parametrize("name", NAMES)
def test_no_sum_fails_but_those_that_are_wrong_in_print(name: str) -> None:
    """合计 = Σ类, 类 = Σ款, 款 = Σ项, row totals, 收支总计, 三公, 人员 and 公用: each is named with both figures."""
    failed = {(one.rule, (one.figures[0], _added(one))) for one in _findings(name) if one.verdict == "fail"}
    assert failed == WRONG_IN_PRINT.get(name, set())


def _added(finding: Finding) -> str:
    """The sum of the parts, as the message gives it."""
    amounts = [parse_amount(text) for text in finding.figures[1:]]
    return str(sum((amount.value for amount in amounts if amount), Decimal(0)))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_off_by_rounding_is_listed(name: str) -> None:
    """A new one is a change of our reading or of the rules: check the page, then list it."""
    listed = {tuple(line.split("\t")) for line in ROUNDED.read_text(encoding="utf-8").splitlines()}
    rounded = [one for one in _findings(name) if one.verdict == "rounding"]
    assert {(name, one.rule, one.figures[0], _added(one)) for one in rounded} <= listed


def test_what_is_listed_as_rounding_is_no_more_than_that() -> None:
    """No listed sum is off by more than 0.03 万元 or 1 元."""
    for line in ROUNDED.read_text(encoding="utf-8").splitlines():
        _, _, whole, added = line.split("\t")
        amount = parse_amount(whole)
        assert amount and abs(amount.value - Decimal(added)) <= (Decimal("0.03") if amount.unit == "万元" else 1)


@_at_least(300, 2000)
def test_the_sums_that_hold_are_many(names: list[str], least: int) -> None:
    """So that the other tests cannot pass by checking nothing; every document with coded tables has some."""
    passed = {name: sum(one.verdict == "pass" for one in _findings(name)) for name in names}
    assert sum(passed.values()) >= least
    assert all(count > 80 for name, count in passed.items() if name not in WITHOUT_CODES)


# ------------------------------------------------------------------------------------------------ performance sheets


def _sheets(names: list[str], kind: str) -> list[tuple[str, Table]]:
    return [(name, table) for name in names for table in tables(name) if table.kind in kind.split()]


def _figures(table: Table) -> list[tuple[str, dict[str, Decimal]]]:
    """``(labels, header -> figure)`` of each row."""
    names = {column.index: "".join(column.path[-1:]) for column in table.columns}
    rows = []
    for record in table.records:
        found = {names[index]: amount.value for index, cell in record.values if (amount := parse_amount(cell.text))}
        rows.append(("|".join(cell.text for cell in record.labels), found))
    return rows


def _one(found: dict[str, Decimal], pattern: str) -> Decimal | None:
    return next((value for name, value in found.items() if re.fullmatch(pattern, name)), None)


@_at_least(3, 25)
def test_the_money_of_a_performance_sheet_stands_under_its_columns(names: list[str], least: int) -> None:
    """执行率 = 全年执行数 / 全年预算数 in every row that prints all three."""
    checked, off = 0, []
    for name, table in _sheets(names, "project_performance overall_performance"):
        for labels, found in _figures(table):
            rate = _one(found, "执行率%?|执行率")
            budget, done = _one(found, "全年预算数?(\\(元\\))?"), _one(found, "全年执行数(\\(元\\))?")
            if rate is None or not budget or done is None:
                continue
            checked += 1
            if abs(done / budget * 100 - rate) > Decimal("0.5"):
                off.append((name, table.subject, labels, str(rate)))
    assert off == []
    assert checked >= least


@_at_least(3, 15)
def test_the_weights_of_a_performance_sheet_make_a_hundred(names: list[str], least: int) -> None:
    """分值 of all indicators with the 10 of execution is 总分; 得分 is under 得分, never above its 分值."""
    checked, off = 0, []
    for name, table in _sheets(names, "performance_indicators"):
        rows = _figures(table)
        total = next((found for labels, found in rows if labels.startswith("总分")), {})
        weights = [_one(found, "分值") for labels, found in rows if not labels.startswith("总分")]
        over = [labels for labels, found in rows if (_one(found, "得分") or 0) > (_one(found, "分值|权重") or 100)]
        full = _one(total, "分值")
        if over or (full and sum(weight or 0 for weight in weights) not in (full, full - 10, full - 30)):
            off.append((name, table.subject, over))
        checked += full is not None
    assert off == []
    assert checked >= least
