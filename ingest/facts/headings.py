"""A column's header path -> the meaning of its figures: measure, stage, year, side, fund, unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.model.amounts import UNIT_FACTORS
from ingest.model.document import Table
from ingest.model.figures import Fund, Side, Stage
from ingest.model.normalize import normalize
from ingest.model.note_marks import unmarked_header
from ingest.model.vocabulary import MEASURES, TABLE_KINDS, canonical_measure, load

_DATA = load("columns.toml")
_FUNDS = tuple((re.compile(pattern), Fund(fund)) for pattern, fund in _DATA["funds"])
_STAGES = tuple((re.compile(pattern), Stage(stage)) for pattern, stage in _DATA["stages"])
_NOTE_STAGES = tuple((re.compile(pattern), Stage(stage)) for pattern, stage in _DATA["budget_note"])
_UNITS = frozenset(normalize(unit) for unit in _DATA["units"])
_COLUMN_ITEMS = tuple((re.compile(pattern), item) for pattern, item in _DATA["three_public_columns"])

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:度)?")
_PRIOR_YEAR = re.compile(r"(?:上年|上一年|去年)度?(?=预算|决算|执行|数|实际|$)")
_COMPARED = re.compile(r"(?<=.)(?:比|较|与)(?:上年|20\d\d|年初|预算|决算).*$|^(?:比|较|与)(?:上年|20\d\d).*$")
_BRACKET = re.compile(r"[(]([^()]{1,6})[)]")
_STAGE_SUFFIX = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?$")
_STAGE_NAME = re.compile(r"(?:年初|全年|调整后?)?(?:预算|决算|执行)数:?")

TOTAL = "合计"


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


def fund_of(text: str) -> Fund:
    """The fund that a header or a row's name mentions, or UNKNOWN."""
    plain = normalize(text)
    return next((fund for pattern, fund in _FUNDS if pattern.search(plain)), Fund.UNKNOWN)


def stage_of(text: str) -> Stage:
    """The stage that a header text names, or UNKNOWN."""
    plain = normalize(text)
    return next((stage for pattern, stage in _STAGES if pattern.search(plain)), Stage.UNKNOWN)


def unit_of(text: str) -> str:
    """The unit in brackets in a name or header (``项目资金（万元）``), or empty."""
    found = [inside for inside in _BRACKET.findall(normalize(text)) if inside in _UNITS]
    return found[-1] if found else ""


def without_unit(text: str) -> str:
    """``text`` without a bracket that holds a unit, as printed otherwise."""
    return re.sub(r"\s*[（(]([^（）()]{1,6})[）)]", lambda m: "" if normalize(m[1]) in _UNITS else m[0], text)


def note_stage(notes: Sequence[str]) -> Stage:
    """The stage of 预算数 by the notes under a table, or UNKNOWN."""
    text = normalize("".join(notes))
    return next((stage for pattern, stage in _NOTE_STAGES if pattern.search(text)), Stage.UNKNOWN)


def side_of(text: str) -> Side:
    """收入 or 支出 if the text names only one of them (carried in is 收入, carried out 支出), else UNKNOWN."""
    revenue = "收入" in text or bool(re.search(r"^(?:年初|上年).*(?:结转|结余)", text))
    expenditure = "支出" in text or bool(re.search(r"^年[末终].*(?:结转|结余)", text))
    if revenue == expenditure:
        return Side.UNKNOWN
    return Side.REVENUE if revenue else Side.EXPENDITURE


def _bare(text: str) -> str:
    """A header text for look-up: no year, unit, note mark, 其中 or full marks (``分值(20)``)."""
    plain = _YEAR.sub("", normalize(without_unit(unmarked_header(text))))
    return re.sub(r"^(?:其中:|:)|:$|[(](?:\d*分?(?:[*×]执行率)?|[A-Z](?:/[A-Z])?)[)]$", "", plain)


@cache
def _measure_of(text: str) -> str:
    bare = _bare(text)
    forms = (bare, bare.removesuffix("%"), _STAGE_SUFFIX.sub("", bare))
    return next((name for form in forms if (name := canonical_measure(form))), "")


def _is_total(text: str) -> bool:
    name = _measure_of(text)
    return bool(name) and MEASURES[name].kind == "total"


class Headings:
    """Reads the headers of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._kind = TABLE_KINDS.get(table.kind, TABLE_KINDS["other"])
        used = {index for record in table.records for index, _ in record.values}
        self._paths = {column.index: column.path for column in table.columns if column.index in used}
        self._halves = any(record.half for record in table.records)
        self._grand_total = any(
            len(path) == 1 and _bare(path[0]) in ("合计", "总计", "收入总计") for path in self._paths.values()
        )
        self._items_in_columns = self._find_items_in_columns()
        self._budget_stage = note_stage(table.notes)
        self.fund = self._table_fund()
        self.side = self._kind.side
        if self._kind.key in ("government_funds", "state_capital", "economic_summary", "other"):
            self.side = side_of(_title(table))

    def _table_fund(self) -> Fund:
        own = fund_of(_title(self._table))
        narrow = self._kind.key in ("three_public", "economic_summary", "project_expenditure", "general_budget_basic")
        if narrow and own not in (Fund.UNKNOWN, Fund.OTHER):
            return own
        if self._kind.key == "economic_summary" and self._kind.fund is Fund.UNKNOWN:
            return Fund.ALL
        return self._kind.fund

    def _find_items_in_columns(self) -> bool:
        if self._kind.key != "three_public":
            return False
        items = {_column_item(path) for path in self._paths.values()}
        return len(items - {""}) >= 3

    def read(self, index: int) -> Heading:
        """The meaning of the column at ``index``."""
        path = self._paths.get(index, ())
        item = _column_item(path) if self._items_in_columns else ""
        measure, kind = (TOTAL, "total") if item else self._measure(self._own(path))
        year, prior = _year(path)
        return Heading(
            measure=measure,
            kind=kind,
            stage=self._stage(path) if kind in ("total", "money", "change", "count") else Stage.UNKNOWN,
            year=year,
            prior_year=prior,
            side=self._side(path),
            fund=self._fund(self._own(path)),
            unit=_heading_unit(path, measure, kind),
            item=item,
        )

    def _own(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path without the heading of its half of a summary table (本年收入 | 本年支出)."""
        summary = self._kind.key in ("revenue_expenditure_summary", "appropriation_summary")
        return path[1:] if summary and len(path) > 1 and side_of(_bare(path[0])) is not Side.UNKNOWN else path

    def _measure(self, path: tuple[str, ...]) -> tuple[str, str]:
        for depth, text in enumerate(reversed(path)):
            name = _measure_of(text)
            if not name:
                if fund_of(text) is not Fund.UNKNOWN:
                    continue
                if depth == 0:
                    return re.sub(r"\s", "", without_unit(text)), "money"
                break
            measure = MEASURES[name]
            if measure.kind == "total" or self._only_groups(name):
                continue
            if depth == 0 or measure.parent:
                return name, measure.kind
            break
        return TOTAL, "total"

    def _only_groups(self, measure: str) -> bool:
        """Whether a measure only heads its half (人员经费|公用经费 side by side), or is 本年收入 without a wider total
        beside it."""
        if measure in ("人员经费", "公用经费"):
            return self._halves
        return measure == "本年收入" and not self._grand_total and self._kind.key == "revenue"

    def _stage(self, path: tuple[str, ...]) -> Stage:
        stage = next((found for text in reversed(path) if (found := stage_of(_stage_text(text)))), Stage.UNKNOWN)
        if stage is Stage.BUDGET and self._budget_stage is not Stage.UNKNOWN:
            return self._budget_stage
        return stage

    def stage_of_row(self, labels: tuple[str, ...]) -> Stage:
        """The stage that a row's label names (预算数 over 决算数, with the items in columns), or UNKNOWN."""
        return self._stage(tuple(text for text in labels if _STAGE_NAME.fullmatch(_bare(text))))

    def _side(self, path: tuple[str, ...]) -> Side:
        top = [side_of(_bare(text)) for text in path]
        found = next((side for side in top if side is not Side.UNKNOWN), Side.UNKNOWN)
        return self.side if self.side is not Side.UNKNOWN else found

    def _fund(self, path: tuple[str, ...]) -> Fund:
        funds = [fund for text in reversed(path) if (fund := fund_of(_bare(text))) is not Fund.UNKNOWN]
        if not funds or self._kind.fund in (Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL):
            return Fund.UNKNOWN
        narrow = [fund for fund in funds if fund is not Fund.APPROPRIATION]
        return (narrow or funds)[0] if funds[0] is Fund.APPROPRIATION else funds[0]


def _title(table: Table) -> str:
    return normalize(table.title) or normalize("".join(table.section[-1:]))


def _stage_text(text: str) -> str:
    """A header without words in which 预算 names the fund and not the stage, and without its base of comparison."""
    plain = _COMPARED.sub("", normalize(text))
    return re.sub(
        r"(?:一般公共|公共财政|政府性基金|国有资本经营|部门|政府|单位|财政)预算(?!数)|预算(?:单位|部门|科目|编码)|预算管理",
        "",
        plain,
    )


def _year(path: tuple[str, ...]) -> tuple[int | None, bool]:
    for text in reversed(path):
        plain = _COMPARED.sub("", normalize(text))
        if match := _YEAR.search(plain):
            return int(match[1]), False
        if _PRIOR_YEAR.search(plain):
            return None, True
    return None, False


def _column_item(path: tuple[str, ...]) -> str:
    texts = [_STAGE_SUFFIX.sub("", _bare(text)) for text in path]
    joined = "/".join(text for text in texts if text)
    return next((item for pattern, item in _COLUMN_ITEMS if pattern.search(joined)), "")


def _heading_unit(path: tuple[str, ...], measure: str, kind: str) -> str:
    if kind in ("score", "rate"):
        return MEASURES[measure].unit
    own = next((unit for text in reversed(path) if (unit := unit_of(text))), "")
    if kind == "count":
        return own if own not in UNIT_FACTORS and own else MEASURES[measure].unit
    return own
