"""Checks what a sentence calls a figure: unit, name, stage, side, fund, year, institution, direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model.figures import Direction, Fund, Role, Side, Stage
from qa.agent.lexicon import lexicon
from qa.agent.names import Names, compatible, names_thing, told, year_said
from qa.drafting.claims import Claim
from qa.evidence.index import Figure
from qa.evidence.scoring import TOTAL_MEASURES
from qa.plans.quantity import MONEY
from qa.plans.words import clean, pairs

_STAGES = (
    (re.compile("年初预算|initial budget"), frozenset({Stage.INITIAL, Stage.BUDGET})),
    (re.compile("(?:全年|调整后?)预算|adjusted budget"), frozenset({Stage.ADJUSTED, Stage.BUDGET})),
    (re.compile("决算|执行数|实际支出|final"), frozenset({Stage.FINAL})),
    (
        re.compile("(?<!公共)(?<!基金)(?<!经营)(?<!部门)预算(?!单位|绩效|执行|财政拨款)|budget(?! funds)"),
        frozenset({Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET}),
    ),
)
_DERIVED = frozenset({Role.CHANGE, Role.CHANGE_RATE, Role.COMPLETION_RATE, Role.SHARE, Role.RATE})
_NARROW = (Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL, Fund.GENERAL)
_TITLE = re.compile("《[^》]*》|收入支出|收支")


@dataclass(frozen=True, slots=True)
class Line:
    """A numeral in its sentence. ``lead`` is the sentence up to it, ``clause`` the text since the previous numeral;
    ``around`` adds the question, earlier sentences and the words right behind it."""

    claim: Claim
    lead: str
    clause: str
    around: str
    ids: tuple[str, ...]


def figure_faults(line: Line, figure: Figure, names: Names) -> list[str]:
    """Everything that the line says wrongly about a figure: unit, name, scope, year, place, direction."""
    return [
        *unit_faults(line, figure.unit),
        *_name_faults(line, figure, names),
        *_scope_faults(line, figure),
        *_year_faults(line, figure),
        *place_faults(line, figure, names),
        *_direction_faults(line, figure),
    ]


def unit_faults(line: Line, unit: str) -> list[str]:
    return [f"写上单位{unit}"] if unit in MONEY | {"%"} and not line.claim.unit else []


def _name_faults(line: Line, figure: Figure, names: Names) -> list[str]:
    here = names.last_thing(line.lead)
    described = (
        figure.words
        if figure.cell
        else figure.own | figure.names | pairs(figure.statement.section[-1] if figure.statement.section else "")
    )
    if here and not compatible(here, described):
        return [f"它不是“{here}”的数字，是“{shown(figure)}”的"]
    if names_thing(figure) and not told(figure.name, line.lead if here else line.around):
        return [f"它是“{shown(figure)}”的数字，要写明"]
    if figure.cell and figure.fact.subject and not told(figure.fact.subject, line.around, 0.4):
        return [f"它是项目“{figure.fact.subject}”的数字，要写明"]
    measure = figure.fact.measure if figure.cell else ""
    if (
        measure not in TOTAL_MEASURES
        and clean(measure) != figure.name
        and not told(measure, line.around + line.clause, 0.5)
    ):
        return [f"它是“{measure}”一栏的数字，要写明"]
    return []


def _scope_faults(line: Line, figure: Figure) -> list[str]:
    faults: list[str] = []
    stage = _last_stage(line.clause) or _last_stage(line.lead)
    if figure.role not in _DERIVED and figure.stage is not Stage.UNKNOWN:
        budget = figure.stage is not Stage.FINAL
        if stage and figure.stage not in stage:
            faults.append(f"它是{figure.stage.value}，不是文中写的口径")
        elif (
            not stage
            and budget
            and figure.document.main_kind != "预算"
            and "预算" not in line.around
            and "udget" not in line.around
        ):
            faults.append(f"它是{figure.stage.value}，要写明")
    side = re.findall("收入|支出|revenue|expenditure", _TITLE.sub("", line.clause).replace(figure.name, ""))
    said = {"收入": Side.REVENUE, "revenue": Side.REVENUE}.get(side[-1], Side.EXPENDITURE) if side else None
    if said and figure.side is not Side.UNKNOWN and said is not figure.side:
        faults.append(f"它是{figure.side.value}")
    if (
        figure.side is Side.REVENUE
        and "收" not in line.around
        and "evenue" not in line.around
        and "ncome" not in line.around
    ):
        faults.append("它是收入，要写明")
    for fund in _NARROW:
        if fund.value in line.clause and figure.fund is not fund and not compatible(fund.value, figure.words):
            faults.append(f"它不是{fund.value}口径的数字")
    if figure.fund in _NARROW[:2] and not told(figure.fund.value, line.around):
        faults.append(f"它的口径是{figure.fund.value}，要写明")
    return faults


def _year_faults(line: Line, figure: Figure) -> list[str]:
    if figure.year is None:
        return []
    said = year_said(line.lead, figure) or year_said(line.around, figure) or figure.document.year
    return [f"它是{figure.year}年的数字，不是{said}年的"] if said is not None and said != figure.year else []


def place_faults(line: Line, figure: Figure, names: Names) -> list[str]:
    if not names.institution_fits(line.around, figure):
        return [f"它是{figure.document.institution}的数字"]
    own = figure.fact.institution if figure.cell else ""
    if own and clean(own) != clean(figure.document.institution) and not told(own, line.around, 0.5):
        return [f"它是{own}的数字，要写明"]
    return []


def shown(figure: Figure) -> str:
    """A short description of a figure for a model."""
    if figure.cell:
        return " ".join(
            part for part in (figure.fact.subject, figure.fact.item.name or "合计", figure.fact.measure) if part
        )
    return figure.statement.item.name or figure.statement.subject


def _last_stage(text: str) -> frozenset[Stage] | None:
    """The stages meant by the last stage word of ``text``."""
    found = [
        (match.end(), match.end() - match.start(), stages)
        for pattern, stages in _STAGES
        for match in pattern.finditer(text)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _direction_faults(line: Line, figure: Figure) -> list[str]:
    if figure.cell:
        return []
    statement, said = figure.statement, direction_said(line.clause)
    if statement.role in (Role.CHANGE, Role.CHANGE_RATE):
        wanted = {Direction.UP: "up", Direction.DOWN: "down"}.get(statement.direction)
        if wanted and said != wanted:
            return [f"它是{statement.direction.value}的数，要写“{statement.direction.value}”"]
        if wanted and re.search("年初预算|预算数", line.clause) and "预算" not in statement.compared_with:
            return [f"它是与{statement.compared_with or '上年'}相比的"]
        return []
    if said and re.search(r"(?:增加|减少|增长|下降|up|down|by)了?\s*(?:了|by)?\s*$", line.clause):
        return ["它不是增减的数"]
    needed = {Role.COMPLETION_RATE: "完成|执行|completion|execution", Role.SHARE: "占|比重|比例|share"}.get(
        statement.role or Role.AMOUNT
    )
    return [f"它是{statement.text}"] if needed and not re.search(needed, line.clause) else []


def direction_said(text: str) -> str:
    """``up`` or ``down`` by the last word of direction in ``text``, or empty."""
    found = [(text.rfind(word) + len(word), "up") for word in lexicon().up if word in text]
    found += [(text.rfind(word) + len(word), "down") for word in lexicon().down if word in text]
    return max(found)[1] if found else ""
