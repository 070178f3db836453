"""Which figures fit the slots of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model.figures import Fund, Role, Side, Stage
from ingest.model.normalize import name_key
from qa.execution.names import means
from qa.execution.outcomes import Entry
from qa.plans.quantity import COUNTED_AS, MONEY
from qa.plans.slots import Figure, Slots

BUDGETS = (Stage.BUDGET, Stage.INITIAL, Stage.ADJUSTED)
TOTALS = frozenset(
    map(
        name_key,
        ("合计", "总计", "小计", "本年支出合计", "本年收入合计", "支出总计", "收入总计", "支出合计", "收入合计"),
    )
) | {""}
"""Names of rows that mean the whole."""
FORM_TOTALS = frozenset(
    map(name_key, ("年度资金总额", "项目资金总额", "预算资金总额", "资金总额", "总额", "年度总预算"))
)
"""Names of the whole in a performance form."""
TOTAL_MEASURES = frozenset(
    {
        "合计",
        "小计",
        "总计",
        "金额",
        "决算数",
        "预算数",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "执行数",
        "统计数",
        "",
    }
)
_NARROW = frozenset({Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL})
_PLAIN_ROLES = (Role.FINAL, Role.AMOUNT, Role.BUDGET, Role.INITIAL_BUDGET, Role.SCORE, Role.RATE, Role.NONE_STATED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that fits. ``tier``: how surely its name is the asked one; ``axis``: 0 its row is named, 1 its column,
    2 its sentence; ``measure``: how surely its column is the asked one."""

    entry: Entry
    tier: int = 0
    axis: int = 0
    measure: int = 0


def fits(candidate: Candidate, wanted: Slots) -> bool:
    """Whether an entry has every attribute that the slots say."""
    entry = candidate.entry
    return (
        _year_fits(entry, wanted)
        and _stage_fits(entry, wanted.stage)
        and (Side.UNKNOWN in (wanted.side, entry.side) or wanted.side is entry.side)
        and _fund_fits(entry.fund, wanted.fund)
        and _unit_fits(entry.unit, wanted.unit)
        and _place_fits(entry, wanted)
        and _role_fits(entry, wanted)
    )


def _year_fits(entry: Entry, wanted: Slots) -> bool:
    own, year = entry.year, entry.document.year
    if wanted.year is not None:
        return (own if own is not None else year) == wanted.year
    counted = not entry.cell and entry.unit and entry.unit not in (*MONEY, "%")
    return own is None or year is None or own == year or bool(counted and own == year - 1)


def _stage_fits(entry: Entry, stage: Stage) -> bool:
    if Stage.UNKNOWN in (stage, entry.stage):
        return stage is Stage.UNKNOWN or (entry.role is not Role.SCORE and entry.unit != "分")
    if stage is Stage.BUDGET:
        return entry.stage in BUDGETS
    if stage is Stage.ADJUSTED:
        return entry.stage in (Stage.ADJUSTED, Stage.BUDGET)
    if stage is Stage.INITIAL:
        return entry.stage is Stage.INITIAL or entry.stage is Stage.BUDGET
    return entry.stage is stage


def _fund_fits(own: Fund, wanted: Fund) -> bool:
    if Fund.UNKNOWN in (own, wanted) or own is wanted:
        return True
    if wanted is Fund.APPROPRIATION:
        return own in _NARROW
    return wanted is Fund.GENERAL and own is Fund.APPROPRIATION


def _unit_fits(own: str, wanted: str) -> bool:
    if not wanted or not own:
        return True
    if wanted in MONEY:
        return own in MONEY
    if own in (*MONEY, "%") or wanted == "%":
        return own == wanted
    return wanted == "个" or own in COUNTED_AS.get(wanted, (own,))


def _place_fits(entry: Entry, wanted: Slots) -> bool:
    if not entry.cell:
        said = entry.statement
        place = (said.subject, said.sentence, *said.section)
        return (
            not wanted.measure
            and all(not asked or stands_in(asked, place) for asked in (wanted.section,))
            and (not wanted.under or _is_under(wanted.under, said.item.code, (*said.item.path, *place)))
            and (not wanted.institution or stands_in(wanted.institution, place))
            and (not wanted.subject or stands_in(wanted.subject, (*place, *said.item.path)))
        )
    fact = entry.fact
    return (
        not wanted.section
        and (not wanted.institution or means(wanted.institution, fact.institution) is not None)
        and (not wanted.subject or _is_about(entry, wanted.subject))
        and (
            not wanted.under
            or _is_under(
                wanted.under, fact.item.code, (*fact.item.path, *fact.row_path, *fact.column_path[:-1], fact.subject)
            )
        )
    )


def _is_about(entry: Entry, subject: str) -> bool:
    """Whether a row or its form is about a project."""
    fact, key = entry.fact, name_key(subject)
    title = name_key(entry.table.title) if entry.table else ""
    return key in title or any(means(subject, each) is not None for each in (fact.subject, *fact.row_path))


def _is_under(under: str, code: str, place: tuple[str, ...]) -> bool:
    if under.isdigit():
        return (code.startswith(under) and code != under) or any(each.startswith(under) for each in place)
    return stands_in(under, place)


def stands_in(asked: str, place: tuple[str, ...]) -> bool:
    key = name_key(asked)
    return any(key in name_key(each) or (means(asked, each) is not None) for each in place if each)


def _role_fits(entry: Entry, wanted: Slots) -> bool:
    if entry.cell:
        return not isinstance(wanted, Figure) or (wanted.source != "text" and _cell_is(entry, wanted.role))
    if not isinstance(wanted, Figure):
        return entry.role in _PLAIN_ROLES
    if wanted.source == "cell":
        return False
    if wanted.against and not same_base(wanted.against, entry.statement.compared_with):
        return False
    return entry.role is wanted.role if wanted.role else entry.role in _PLAIN_ROLES


def _cell_is(entry: Entry, role: Role | None) -> bool:
    """Whether a cell can be a figure of this role."""
    measure = entry.fact.measure
    if role is Role.SCORE:
        return measure == "得分" or (entry.unit == "分" and measure != "分值")
    if role is Role.TARGET:
        return measure in ("年度指标值", "实施周期指标值", "预期目标")
    if role in (Role.RATE, Role.SHARE, Role.CHANGE_RATE, Role.COMPLETION_RATE):
        return entry.unit == "%"
    return role in (None, Role.AMOUNT)


def same_base(asked: str, printed: str) -> bool:
    """Whether a change compared with ``printed`` is the one asked for: against a budget or against last year."""
    return bool(printed) and base_of(asked) == base_of(printed)


def base_of(compared_with: str) -> str:
    """``budget`` or ``prior``, as which a printed base of comparison counts; empty for none."""
    if not compared_with:
        return ""
    key = name_key(compared_with)
    if any(word in key for word in ("上年", "去年", "上一年", "同期", "上年度")) or key[:4].isdigit():
        return "prior" if not ("年初预算" in key and "上年" not in key and not key[:4].isdigit()) else "budget"
    return "budget" if "预算" in key or "计划" in key else "prior"
