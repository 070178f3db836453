"""One key for the same quantity in any table or sentence, and the key of a row's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.checks.basis.plain import normalize
from ingest.model.figures import Fact, Fund, Side, Stage
from ingest.model.vocabulary import canonical_measure, is_economic, is_functional, load

_DATA = load("checks.toml")
_PATTERNS = tuple((row["key"], re.compile(row["item"]), row["fund"]) for row in _DATA["quantity"])
TOTALS = ("合计", "总计")
BASIC_KINDS = ("general_budget_basic",)
FUNDLESS = frozenset(key for key, _, fund in _PATTERNS if not fund)
"""Quantities that are the same money under any fund."""
SPLITS = ("基本支出", "项目支出", "人员经费", "公用经费")
SOURCES = frozenset(_DATA["sources"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """``what``: a classification code, or a key of ``checks.toml``; ``scope`` distinguishes 基本支出 by 经济分类 from
    all."""

    what: str
    fund: Fund
    side: Side
    stage: Stage
    year: int | None
    measure: str = "合计"
    institution: str = ""
    scope: str = ""
    subject: str = ""


def named(name: str) -> str:
    """The key of the quantity that ``name`` means as a whole, or empty."""
    plain = normalize(name)
    return next((key for key, pattern, _ in _PATTERNS if pattern.fullmatch(plain)), "")


def what_of_fact(fact: Fact, kind: str) -> tuple[str, str]:
    """``(what, measure)`` of a fact in a table of ``kind``; two empty texts if its quantity is unknown."""
    item = fact.item
    if is_functional(item.code) or is_economic(item.code):
        return item.code, fact.measure
    key = named(item.name)
    if key in ("结转", "") and canonical_measure(item.name) in ("", "合计"):
        return "", ""
    if any(named(name) == "结转" for name in item.path):
        return "", ""
    if normalize(item.name) == "财政拨款" and item.path:
        return "合计", "财政拨款"
    if key in TOTALS:
        return _total_row(fact, kind, key)
    if key in SPLITS:
        return ("合计", key) if fact.measure == "合计" else ("", "")
    if key:
        return (key, "合计") if fact.measure == "合计" else ("", "")
    return ("合计", canonical_measure(item.name)) if fact.measure == "合计" else ("", "")


def _total_row(fact: Fact, kind: str, key: str) -> tuple[str, str]:
    if fact.column_path and normalize(fact.column_path[-1]) == "总计":
        key = "总计"
    if kind in BASIC_KINDS:
        return "合计", "基本支出" if fact.measure == "合计" else fact.measure
    if kind in ("operating_costs", "procurement"):
        return {"operating_costs": "机关运行经费", "procurement": "政府采购"}[kind], "合计"
    if kind in ("three_public", "project_expenditure", "financial_assets", "purchased_services", "transfer_payments"):
        return "", ""
    return key, fact.measure
