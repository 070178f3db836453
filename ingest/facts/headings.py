"""A column's header path -> the meaning of its figures: measure, stage, year, side, fund, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.column_items import TOTAL, ColumnItems, change_of
from ingest.facts.header_texts import (
    bare,
    fund_of,
    is_aim,
    is_only_fund,
    kind_of,
    measure_of,
    names_stage,
    note_stage,
    printed,
    side_of,
    stage_of,
    stage_text,
    unit_of,
    year_of,
)
from ingest.model.amounts import UNIT_FACTORS
from ingest.model.document import Table
from ingest.model.figures import Fund, Side, Stage
from ingest.model.normalize import normalize
from ingest.model.vocabulary import MEASURES, TABLE_KINDS, load

_DATA = load("columns.toml")
_HEAD = re.compile(_DATA["head_of_all"])
_ONLY_YEAR = re.compile(_DATA["year_heads"])
_OWN_SIDE = re.compile(_DATA["column_side"])
_RATE = re.compile(_DATA["change_rate"])
_STAGED_BY_TITLE = frozenset(_DATA["title_tells_stage"])
_TITLE_TELLS_FUND = frozenset(_DATA["title_tells_fund"])
_SIDED_BY_TITLE = frozenset(("government_funds", "state_capital", "economic_summary", "other"))
_PARTED_BY_TITLE = frozenset(
    ("expenditure", "general_budget_expenditure", "appropriation_expenditure", "government_funds", "state_capital")
)
_BOTH_SIDES = re.compile("收入支出")
"""一般公共预算财政拨款收入支出决算表: each column is of its own side."""
_STAGED = frozenset(("total", "money", "change", "count"))
_EXECUTED = re.compile(r"^(?:预算|全年)?执行数$")
_FINAL = re.compile(r"^决算数?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The meaning of a column. ``year`` and ``stage`` are None and UNKNOWN if the header does not tell. ``item`` is the
    line item in a table whose columns are items, else empty. ``kind`` is that of the measure, see
    ``vocabulary.Measure``."""

    measure: str
    kind: str
    stage: Stage
    year: int | None
    prior_year: bool
    side: Side
    fund: Fund
    unit: str
    item: str = ""
    between_stages: bool = False
    """执行数 beside 决算数: what was carried out before the accounts were closed, and no stage of its own."""


class Headings:
    """Reads the headers of one table. ``listed``: its title in the table of contents, which may tell more."""

    def __init__(self, table: Table, listed: str = "") -> None:
        self._table = table
        self._listed = listed
        self._kind = TABLE_KINDS.get(table.kind, TABLE_KINDS["other"])
        used = {index for record in table.records for index, _ in record.values}
        self._paths = {
            column.index: tuple(text for text in column.path if not is_aim(text))
            for column in table.columns
            if column.index in used
        }
        self._halves = any(record.half for record in table.records)
        self._grand_total = any(
            len(path) == 1 and bare(path[0]) in ("合计", "总计", "收入总计") for path in self._paths.values()
        )
        self._column_items = ColumnItems(self._paths.values() if self._kind.key == "three_public" else ())
        self._budget_stage = note_stage(table.notes)
        self.fund = self._table_fund()
        self.side = self._kind.side
        title = _title(table)
        self._whole = self._titled(title)
        if self._kind.key in _SIDED_BY_TITLE or _BOTH_SIDES.search(title):
            self.side = side_of(title)

    def _table_fund(self) -> Fund:
        """What the title says, within what the kind of table allows; a table of basic expenditure is not of itself
        of the general budget."""
        own = fund_of(_title(self._table))
        if own is Fund.UNKNOWN and self._kind.key == "three_public":
            own = fund_of(self._listed)
        if self._kind.key in _TITLE_TELLS_FUND and own not in (Fund.UNKNOWN, Fund.OTHER):
            return own
        if self._kind.key in ("general_budget_basic", "economic_summary"):
            return Fund.ALL
        return self._kind.fund

    def read(self, index: int) -> Heading:
        """The meaning of the column at ``index``."""
        path = self._paths.get(index, ())
        item = self._column_items.of(path)
        measure, kind = change_of(path) if item else self._measure(self._own(path))
        between = self._is_beside_final(path)
        if between and kind == "total":
            measure, kind = printed(path[-1]), "money"
        year, prior = year_of(path)
        return Heading(
            measure=measure,
            kind=kind,
            stage=self._stage(path) if kind in _STAGED and not between else Stage.UNKNOWN,
            year=year,
            prior_year=prior,
            side=self._side(path),
            fund=self._fund(self._own(path)),
            unit=_heading_unit(path, measure, kind),
            item=item,
            between_stages=between,
        )

    def _is_beside_final(self, path: tuple[str, ...]) -> bool:
        """Whether a column is 执行数, with 决算数 of the same year under the same headers."""
        if not path or not _EXECUTED.search(bare(path[-1])):
            return False
        others = (other for other in self._paths.values() if other[:-1] == path[:-1] and other)
        return any(_FINAL.search(bare(other[-1])) and year_of(other) == year_of(path) for other in others)

    def _own(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path without the heading of its half of a summary table (本年收入 | 本年支出)."""
        summary = self._kind.key in ("revenue_expenditure_summary", "appropriation_summary")
        return path[1:] if summary and len(path) > 1 and side_of(bare(path[0])) is not Side.UNKNOWN else path

    def _measure(self, path: tuple[str, ...]) -> tuple[str, str]:
        """The deepest header that says something. One that is not known is the measure in its own printed words."""
        for depth, text in enumerate(reversed(path)):
            above = path[: len(path) - depth - 1]
            name = measure_of(text)
            if not name:
                if is_only_fund(text) or _is_only_year(text):
                    continue
                if depth == 0 and _is_rate_of_change(text, above):
                    return "增减率", "rate"
                if depth == 0 or self._is_group(text, len(above)):
                    return printed(text), "money"
                break
            only_fund = depth > 0 and not MEASURES[name].parent and is_only_fund(text)
            if MEASURES[name].kind == "total" or only_fund or self._only_groups(name, depth):
                continue
            if depth == 0 and (carried := _carried(above)) and fund_of(text) is not Fund.UNKNOWN:
                return carried, MEASURES[carried].kind
            if depth == 0 or MEASURES[name].parent:
                return name, MEASURES[name].kind
            break
        return self._whole

    def _titled(self, title: str) -> tuple[str, str]:
        """What a column of totals holds: all, or the one part of expenditure that the title says of a table whose kind
        does not say it (一般公共预算项目支出情况表)."""
        named = {part for part in ("基本支出", "项目支出") if part in title}
        if len(named) == 1 and self._kind.key in _PARTED_BY_TITLE:
            return named.pop(), "money"
        return TOTAL, "total"

    def _is_group(self, text: str, depth: int) -> bool:
        """Whether a header over 小计 names a part of the table, and not the table, its year, stage, side or source."""
        plain = bare(text)
        if stage_of(stage_text(text)) or side_of(plain) or _HEAD.search(plain) or _ONLY_YEAR.fullmatch(plain):
            return False
        if year_of((text,))[1]:
            return False
        return any(path[depth : depth + 1] != (text,) for path in self._paths.values())

    def _only_groups(self, measure: str, depth: int) -> bool:
        """A half's own heading (人员经费|公用经费 side by side), or 本年收入 where no wider total stands beside it."""
        if measure in ("人员经费", "公用经费"):
            return self._halves and depth > 0
        return measure == "本年收入" and not self._grand_total and self._kind.key == "revenue"

    def _stage(self, path: tuple[str, ...]) -> Stage:
        stage = next((found for text in reversed(path) if (found := stage_of(stage_text(text)))), Stage.UNKNOWN)
        if stage is Stage.BUDGET and self._budget_stage is not Stage.UNKNOWN:
            return self._budget_stage
        return stage

    def stage_of_row(self, labels: tuple[str, ...]) -> Stage:
        """The stage that a row's label is the name of (预算数 over 决算数, the items in columns), or UNKNOWN."""
        return self._stage(tuple(text for text in labels if names_stage(text)))

    def _side(self, path: tuple[str, ...]) -> Side:
        top = [side_of(bare(text)) for text in path]
        found = next((side for side in top if side is not Side.UNKNOWN), Side.UNKNOWN)
        own = next((side_of(text) for text in map(bare, path) if _OWN_SIDE.search(text)), Side.UNKNOWN)
        return next((side for side in (own, self.side) if side is not Side.UNKNOWN), found)

    def _fund(self, path: tuple[str, ...]) -> Fund:
        funds = [fund for text in reversed(path) if (fund := fund_of(bare(text))) is not Fund.UNKNOWN]
        if not funds or self._kind.fund in (Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL):
            return Fund.UNKNOWN
        narrow = [fund for fund in funds if fund is not Fund.APPROPRIATION]
        return (narrow or funds)[0] if funds[0] is Fund.APPROPRIATION else funds[0]


def _is_only_year(text: str) -> bool:
    """Whether a header names a year and nothing that is counted in it (2023年 | 2024年)."""
    return year_of((text,)) != (None, False) and bool(_ONLY_YEAR.fullmatch(bare(text)))


def _is_rate_of_change(text: str, above: tuple[str, ...]) -> bool:
    """Whether a header is a change's bare 比例 or 幅度 (增减变化 over 金额 and 比例)."""
    return bool(_RATE.fullmatch(bare(text))) and any(kind_of(each) == "change" for each in above)


def _carried(above: tuple[str, ...]) -> str:
    """结转 in the headers above a source: what was carried over of 单位资金 is no 单位资金 of the year."""
    return next((name for text in reversed(above) if "结转" in (name := measure_of(text))), "")


def title_stage(table: Table) -> Stage:
    """The stage that a table's own title names (支出决算表), or UNKNOWN; a performance sheet's title says nothing."""
    title = stage_text(table.title)
    return stage_of(title) if table.kind in _STAGED_BY_TITLE and re.search("预算|决算", title) else Stage.UNKNOWN


def _title(table: Table) -> str:
    return normalize(table.title) or normalize("".join(table.section[-1:]))


def _heading_unit(path: tuple[str, ...], measure: str, kind: str) -> str:
    if kind == "rate" or (kind == "score" and unit_of("".join(path[-1:])) != "%"):
        return MEASURES[measure].unit
    own = next((unit for text in reversed(path) if (unit := unit_of(text))), "")
    if kind == "count":
        return own if own not in UNIT_FACTORS and own else MEASURES[measure].unit
    return own
