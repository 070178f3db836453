"""The quantity of a fact or a statement: one key for the same thing in every table and sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantity import (
    BASIC_KINDS,
    FUNDLESS,
    SOURCES,
    SPLITS,
    TOTALS,
    Quantity,
    named,
    what_of_fact,
)
from ingest.model.amounts import UNIT_FACTORS
from ingest.model.figures import Fact, Fund, LineItem, Role, Side, Stage, Statement
from ingest.model.vocabulary import canonical_measure, functional_code, is_economic, is_functional, load

_DATA = load("checks.toml")
_ONE = Decimal(1)
_ANY_FUND = (Fund.ALL, Fund.APPROPRIATION, Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL)
_ANY_STAGE = (Stage.FINAL, Stage.BUDGET, Stage.ADJUSTED, Stage.INITIAL)
_SCOPED_KINDS = {"general_budget_basic": "基本", "operating_costs": "机关运行经费", "economic_summary": "经济"}
_NOT_COMPARED = frozenset(
    ("project_performance", "performance_indicators", "performance_scores", "performance_summary", "project_targets")
)
_PLAIN_TOTAL = re.compile(r"(?:本年|总)?(?:收入|支出)(?:合计|总计)?")
_EVALUATION = re.compile(_DATA["evaluation"])
_QUOTED_ITEM = re.compile(r"([^“”。;；，,、]*?)[（(]类[)）]([^“”。;；]*?)[（(]款[)）]([^“”。;；]*?)[（(]项[)）]")
_STAGE_WORDS = (("决算", Stage.FINAL), ("执行", Stage.FINAL), ("预算", Stage.BUDGET))
_AMOUNTS = frozenset((Role.AMOUNT, Role.FINAL, Role.BUDGET, Role.INITIAL_BUDGET))


class Quantities:
    """Reads the quantities of one document."""

    def __init__(self, checked: CheckedDocument) -> None:
        self._checked = checked

    @cached_property
    def facts(self) -> Mapping[Quantity, tuple[Fact, ...]]:
        """Facts with a figure, by their quantity."""
        found: dict[Quantity, list[Fact]] = defaultdict(list)
        for fact in self._checked.facts:
            quantity = self.of_fact(fact) if fact.value is not None and fact.unit in UNIT_FACTORS else None
            if quantity is not None:
                found[quantity].append(fact)
        return {quantity: tuple(facts) for quantity, facts in found.items()}

    @cached_property
    def blanks(self) -> Mapping[Quantity, tuple[Fact, ...]]:
        """Blank cells of a 三公 table in which others are filled."""
        found: dict[Quantity, list[Fact]] = defaultdict(list)
        for table in self._checked.tables:
            facts = self._checked.facts_of.get(table.id, ()) if table.kind == "three_public" else ()
            for fact in facts if any(other.value for other in facts) else ():
                quantity = self.of_fact(fact) if fact.value is None and not fact.text else None
                if quantity is not None:
                    found[quantity].append(fact)
        return {quantity: tuple(facts) for quantity, facts in found.items()}

    @cached_property
    def statements(self) -> Mapping[Quantity, tuple[Statement, ...]]:
        """Amounts of the text, by their quantity."""
        found: dict[Quantity, list[Statement]] = defaultdict(list)
        for statement in self._checked.statements:
            quantity = self.of_statement(statement)
            if quantity is not None:
                found[quantity].append(statement)
        return {quantity: tuple(statements) for quantity, statements in found.items()}

    # ------------------------------------------------------------------------------------------------------- facts

    def of_fact(self, fact: Fact) -> Quantity | None:
        """The quantity of a fact; None if it is unknown."""
        table = self._checked.table[fact.table_id]
        if table.kind in _NOT_COMPARED or fact.subject:
            return None
        what, measure = what_of_fact(fact, table.kind)
        if not what:
            return None
        fund = self._fund(what, measure, fact.fund)
        scope = _SCOPED_KINDS.get(table.kind, "") if is_economic(what) else ""
        return Quantity(
            what, fund, self._side(what, fact.side), self._stage(fact.stage, what), fact.year, measure,
            self._institution(fact, table.institution), scope,
        )  # fmt: skip

    def _institution(self, fact: Fact, of_table: str) -> str:
        own = (of_table, self._checked.document.identity.institution)
        return "" if fact.institution in own else fact.institution

    def _fund(self, what: str, measure: str, fund: Fund) -> Fund:
        if what in FUNDLESS:
            return Fund.UNKNOWN
        split = self._checked.kind == "绩效" and measure in SPLITS
        return Fund.ALL if measure in SOURCES or split else fund

    def _side(self, what: str, side: Side) -> Side:
        return Side.EXPENDITURE if what in FUNDLESS else side

    def _stage(self, stage: Stage, what: str) -> Stage:
        if self._checked.kind == "预算" and stage in (Stage.INITIAL, Stage.UNKNOWN, Stage.ADJUSTED):
            return Stage.BUDGET
        if what in FUNDLESS and stage in (Stage.INITIAL, Stage.ADJUSTED):
            return Stage.BUDGET
        return stage

    # -------------------------------------------------------------------------------------------------- statements

    def of_statement(self, statement: Statement, *, evaluated: bool = False) -> Quantity | None:
        """The quantity of an amount in the text; None if it is unknown. A total of the evaluated money counts as known
        only if ``evaluated``."""
        if statement.role not in _AMOUNTS or statement.value is None or not statement.unit.endswith(("元", "万")):
            return None
        what, measure, scope = self._what_of_statement(statement)
        if not what or (what in TOTALS and not evaluated and self.in_evaluation(statement)):
            return None
        plain = _PLAIN_TOTAL.fullmatch(normalize(statement.item.name)) is not None
        fund = self._fund(what, measure, Fund.ALL if plain and statement.fund is Fund.UNKNOWN else statement.fund)
        if fund is Fund.UNKNOWN and what not in FUNDLESS and not (statement.item.level and is_functional(what)):
            return None
        stage = self._stage(_stage_of(statement), what)
        return Quantity(what, fund, self._side(what, statement.side), stage, statement.year, measure, "", scope)

    def of_item(self, statement: Statement, stage: Stage) -> Quantity | None:
        """The quantity of a statement's item at ``stage``, whatever its own figure is."""
        amount = replace(statement, role=Role.AMOUNT, value=_ONE, unit="万元", stage=stage)
        return self.of_statement(amount)

    def figure(self, quantity: Quantity) -> Figure | None:
        """The only figure of a quantity in tables and text, tables first; None if there is none."""
        for alike in self.alike(quantity):
            if alike.side is Side.UNKNOWN:
                alike = replace(alike, side=Side.EXPENDITURE)
            told = [self._checked.figure_of(fact) for fact in self.facts.get(alike, ())]
            told = told or [self._checked.figure_in(statement) for statement in self.statements.get(alike, ())]
            found = [figure for figure in told if figure is not None]
            if found and len({figure.value for figure in found}) == 1:
                return found[0]
        return None

    def in_evaluation(self, statement: Statement) -> bool:
        """Whether a total here covers the evaluated money and not the institution."""
        headings = normalize("".join(statement.section[-2:]))
        return self._checked.kind != "绩效" and bool(_EVALUATION.search(headings))

    def _what_of_statement(self, statement: Statement) -> tuple[str, str, str]:
        key = named(statement.item.name)
        if key in SPLITS:
            return "合计", key, ""
        if key:
            return key, "合计", ""
        code = self.code_of(self._item_of(statement))
        if code:
            return code, "合计", ""
        if any("基本支出" in normalize(part) for part in (*statement.section[-1:], *statement.item.path)):
            return self._basic_codes.get(_item_key(statement.item.name), ""), "合计", "基本"
        measure = canonical_measure(statement.item.name)
        return ("合计", measure, "") if measure in SOURCES else ("", "", "")

    def _item_of(self, statement: Statement) -> LineItem:
        """The item, or the only item that its sentence names in full (…（类）…（款）…（项））."""
        found = _QUOTED_ITEM.findall(statement.sentence)
        if statement.item.level or len(found) != 1:
            return statement.item
        category, section, item = found[0]
        return LineItem("", item.strip(), "项", (category.strip(" .、0123456789"), section.strip()))

    def code_of(self, item: LineItem) -> str:
        """The functional code of an item in the text: as the tables print it, or by the standard name."""
        if is_functional(item.code):
            return item.code
        own = _item_key(item.name)
        path = tuple(_item_key(name) for name in item.path)
        fits = {code for code, parents in self._named_codes.get(own, ()) if _fits(code, parents, path, item.level)}
        if len(fits) == 1:
            return fits.pop()
        if not fits and item.level in ("", "类"):
            return functional_code(item.name) if normalize(item.name).endswith(("支出", "事务")) else ""
        return ""

    @cached_property
    def _named_codes(self) -> Mapping[str, set[tuple[str, tuple[str, ...]]]]:
        found: dict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
        for fact in self._checked.facts:
            if is_functional(fact.item.code):
                parents = tuple(_item_key(name) for name in fact.item.path)
                found[_item_key(fact.item.name)].add((fact.item.code, parents))
        return found

    @cached_property
    def _basic_codes(self) -> Mapping[str, str]:
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self._checked.facts:
            if is_economic(fact.item.code) and self._checked.table[fact.table_id].kind in BASIC_KINDS:
                found[_item_key(fact.item.name)].add(fact.item.code)
        return {name: codes.copy().pop() for name, codes in found.items() if len(codes) == 1}

    # ------------------------------------------------------------------------------------------------------ scopes

    @cached_property
    def _same_funds(self) -> Mapping[tuple[Side, Fund], frozenset[Fund]]:
        """Funds whose totals are equal in this document: 财政拨款 and 一般公共预算 if there is no other fund."""
        totals: dict[Side, dict[Fund, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quantity, facts in self.facts.items():
            if quantity.what in TOTALS and quantity.measure == "合计" and quantity.year == self._checked.year:
                totals[quantity.side][quantity.fund] |= {str(fact.value) for fact in facts}
        return {
            (side, fund): frozenset(other for other, values in funds.items() if values & own)
            for side, funds in totals.items()
            for fund, own in funds.items()
        }

    def alike(self, quantity: Quantity) -> tuple[Quantity, ...]:
        """``quantity`` itself, then the same under funds with the same total here. If the sentence names no fund or
        stage, all that the tables may use."""
        if quantity.stage is Stage.UNKNOWN:
            return tuple(replace(quantity, stage=stage) for stage in _ANY_STAGE)
        if quantity.fund is Fund.UNKNOWN and quantity.what not in FUNDLESS:
            return tuple(replace(quantity, fund=fund) for fund in _ANY_FUND)
        others = self._same_funds.get((quantity.side, quantity.fund), frozenset()) - {quantity.fund}
        return (quantity, *(replace(quantity, fund=fund) for fund in sorted(others)))


def _stage_of(statement: Statement) -> Stage:
    """The stage by the words, else by the nearest heading."""
    if statement.stage is not Stage.UNKNOWN:
        return statement.stage
    for heading in reversed(statement.section):
        plain = normalize(heading).replace("公共预算", "").replace("基金预算", "").replace("经营预算", "")
        stage = next((stage for word, stage in _STAGE_WORDS if word in plain), None)
        if stage is not None:
            return stage
    return Stage.UNKNOWN


def _item_key(name: str) -> str:
    plain = re.sub(r"[(][^()]{1,4}[)]", "", normalize(name))
    return re.sub(r"(?:支出|费用|缴费|费)$", "", plain)


def _fits(code: str, parents: tuple[str, ...], path: tuple[str, ...], level: str) -> bool:
    if level and len(code) != {"类": 3, "款": 5, "项": 7}[level]:
        return False
    wanted = [name for name in path if name]
    return not wanted or not parents or any(name in parents for name in wanted[-1:])
