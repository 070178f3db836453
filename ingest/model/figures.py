"""Facts (cells) and statements (sentences): figures with their meaning and their place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.model.document import Mark, SourceRef


class Stage(StrEnum):
    """The stage of a figure within its year. A prior-year figure has the same stage of ``year - 1``."""

    INITIAL = "年初预算"
    ADJUSTED = "全年预算"
    BUDGET = "预算"  # a budget that the document does not tell apart further
    FINAL = "决算"  # also 全年执行数, 实际支出
    UNKNOWN = ""


class Side(StrEnum):
    REVENUE = "收入"
    EXPENDITURE = "支出"
    UNKNOWN = ""


class Fund(StrEnum):
    """The scope (口径) of a figure: from everything down to one budget."""

    ALL = "全口径"
    APPROPRIATION = "财政拨款"
    GENERAL = "一般公共预算"
    GOVERNMENT_FUNDS = "政府性基金"
    STATE_CAPITAL = "国有资本经营"
    OTHER = "其他资金"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class LineItem:
    """What the figure is of. ``code``: printed digits joined (``2080101``, ``30201``) or empty. ``name``: as printed,
    without numbering, spaces or line breaks. ``level``: ``类`` ``款`` ``项``, or empty. ``path``: names of the parents,
    the highest first, without the item itself. ``counterpart``: the government economic item that a budget splits
    the item over (``50101 工资奖金津补贴``), or empty."""

    code: str
    name: str
    level: str = ""
    path: tuple[str, ...] = ()
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One data cell of a table. ``value`` is None where the cell is blank or holds words; ``text`` is as printed.

    ``measure`` is a key of ``vocabulary.MEASURES`` (``合计``, ``基本支出``, ``执行率`` …) or the last header text.
    ``institution`` is that of the row where the row names one (下属单位), else the table's.
    """

    id: str
    document_id: str
    table_id: str
    row: int
    item: LineItem
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    institution: str
    year: int | None
    stage: Stage
    side: Side
    fund: Fund
    measure: str
    value: Decimal | None
    unit: str
    text: str
    source: SourceRef
    subject: str = ""
    """The project that the whole table is about (自评表), or empty."""
    mark: Mark = Mark.PRINTED
    compare: str = ""
    """How an indicator's value is to be compared (``≥``), whether beside it or in a column of its own, or empty."""
    variant: str = ""
    """``部门``, ``单位`` or ``本级``: that of the row where the row names an office, else the document's; or empty."""

    @property
    def blank(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What a figure inherits from its document. ``kind`` is the main kind that it is read as: ``预算``, ``决算``,
    ``绩效`` or empty. ``variant`` is ``Identity.variant``: ``部门``, ``单位``, ``本级`` or empty."""

    id: str
    institution: str
    year: int | None
    kind: str
    variant: str = ""


class Role(StrEnum):
    """The role of a figure in its sentence."""

    AMOUNT = "amount"  # a plain figure: 支出12.3万元, 共有车辆3辆, 城镇新增就业120人
    INITIAL_BUDGET = "initial_budget"  # 年初预算为…
    BUDGET = "budget"  # 预算为…, 全年预算…
    FINAL = "final"  # 支出决算为…, 执行数…, 实际支出…
    COMPLETION_RATE = "completion_rate"  # 完成年初预算的…%
    CHANGE = "change"  # 比上年增加…万元
    CHANGE_RATE = "change_rate"  # 增长…%
    SHARE = "share"  # 占…%
    RATE = "rate"  # any other %
    SCORE = "score"  # 得分…分
    FULL_SCORE = "full_score"  # 分值…分, 满分…分
    TARGET = "target"  # 全年任务…人, 年度指标值…%
    NONE_STATED = "none_stated"  # 本年度无此项收支: no value, the clause is in ``text``
    REASON = "reason"  # 主要原因是…: no value, the words are in ``text``


class Direction(StrEnum):
    UP = "增加"
    DOWN = "减少"
    FLAT = "持平"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure, or one stated reason, of a sentence.

    ``item``: the line item or thing spoken of, named in the clause or carried over from the sentence before it;
    ``subject``: the noun phrase right before the figure, as printed. ``value`` keeps the printed magnitude (never
    negative); ``direction`` gives the sign of a change. ``compared_with``: as printed, ``上年``, ``年初预算``,
    ``2023年预算执行数`` …. ``text``: the clause (for a reason: the reason, verbatim); ``sentence``: the whole
    sentence, verbatim.
    ``group`` ties the statements of one item in one paragraph together.
    """

    id: str
    document_id: str
    section: tuple[str, ...]
    item: LineItem
    subject: str
    role: Role
    value: Decimal | None
    unit: str
    direction: Direction
    compared_with: str
    year: int | None
    stage: Stage
    side: Side
    fund: Fund
    text: str
    sentence: str
    source: SourceRef
    group: str = ""
