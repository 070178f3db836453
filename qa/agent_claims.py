"""Each numeral of a model's sentence held against what its id stands for: value, unit, and all that is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import to_unit
from ingest.figures import Direction, Fund, Role, Side, Stage
from qa.agent_lexicon import lexicon
from qa.agent_names import Names, compatible, names_thing, told, year_said
from qa.agent_notes import Noted, NotedCalculation, NotedFinding, NotedPassage, Notes
from qa.agent_reply import Said, marks_after
from qa.agent_verbatim import exact, position
from qa.claims import Claim, claims_in
from qa.draft import Draft
from qa.evidence import TOTAL_MEASURES
from qa.index import Figure
from qa.quantity import MONEY, Quantity
from qa.words import clean, pairs

_ID = re.compile(r"\[[FSPCK]\d{1,4}\]")
_DATE = re.compile(r"(?:19|20)\d{2}(?:年|(?=\s|\W|$))")
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
    """A numeral in its sentence. ``lead``: the sentence up to it; ``clause``: from the numeral before; ``around``: with
    what was said before it (earlier sentences, the question) and right behind it."""

    claim: Claim
    lead: str
    clause: str
    around: str
    ids: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ClaimGuard:
    """Holds sentences against the notes of a run."""

    notes: Notes
    names: Names

    def faults(self, said: Said, text: str, before: str) -> Iterator[str]:
        """What is wrong with the numerals of a sentence. ``text``: the sentence, what it quotes word for word blanked out,
        positions kept; ``before``: the question and the sentences before it."""
        for line in _lines(said, text, before):
            yield from self._line(line)

    def _line(self, line: Line) -> Iterator[str]:
        if not line.ids:
            yield f"“{line.claim.text}”后面没有编号"
            return
        found = [fault for each in line.ids for fault in self._of_id(line, each)]
        if not any(not fault for fault in found):
            yield from dict.fromkeys(fault for fault in found if fault)

    def _of_id(self, line: Line, name: str) -> list[str]:
        """Faults under one id; ``[""]`` where it holds the claim."""
        noted = self.notes[name]
        candidates = self._candidates(line, noted)
        if not candidates:
            return [f"“{line.claim.text}”不是{name}的数字{self._value_of(name)}"]
        faults = [list(dict.fromkeys(each)) for each in candidates]
        best = min(faults, key=len)
        return [f"“{line.claim.text}”[{name}]：{each}" for each in best] or [""]

    def _value_of(self, name: str) -> str:
        noted = self.notes[name]
        if isinstance(noted, Figure) and noted.value is not None:
            return f"（{name}是{noted.origin.value}{noted.unit}）"
        return ""

    def _candidates(self, line: Line, noted: Noted) -> list[list[str]]:
        if isinstance(noted, NotedCalculation) and noted.operation != "rank":
            return self._calculated(line, noted)
        return [self._figure_faults(line, each) for each in self._figures(noted) if _states(each, line.claim)]

    def _figures(self, noted: Noted) -> Iterator[Figure]:
        """What an id may be cited for: of a sentence, every figure that it states, for that is what its citation shows."""
        if isinstance(noted, NotedPassage):
            said = self.names.asking.index(noted.document.id).statements()
            whole = exact(noted.text)
            yield from (each for each in said if position(exact(each.statement.text), whole) >= 0)
        elif isinstance(noted, NotedFinding):
            yield from noted.figures
        elif isinstance(noted, NotedCalculation):
            yield from (figure for name in noted.operands for figure in self.notes.figures_of(name))
        elif noted.cell:
            yield noted
        else:
            own = noted.statement
            said = self.names.asking.index(noted.document.id).statements()
            same = (each for each in said if each.statement.sentence == own.sentence)
            yield from (each for each in same if each.statement.section == own.section)

    # ------------------------------------------------------------------------------------------------- one figure

    def _figure_faults(self, line: Line, figure: Figure) -> list[str]:
        return [
            *self._unit_faults(line, figure.unit),
            *self._name_faults(line, figure),
            *self._scope_faults(line, figure),
            *self._year_faults(line, figure),
            *self._place_faults(line, figure),
            *_direction_faults(line, figure),
        ]

    def _unit_faults(self, line: Line, unit: str) -> list[str]:
        return [f"写上单位{unit}"] if unit in MONEY | {"%"} and not line.claim.unit else []

    def _name_faults(self, line: Line, figure: Figure) -> list[str]:
        here = self.names.last_thing(line.lead)
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

    def _scope_faults(self, line: Line, figure: Figure) -> list[str]:
        faults: list[str] = []
        stage = _last_stage(line.clause) or _last_stage(line.lead)
        if not (figure.role in _DERIVED) and figure.stage is not Stage.UNKNOWN:
            budget = figure.stage is not Stage.FINAL
            if stage and figure.stage not in stage:
                faults.append(f"它是{figure.stage.value}，不是文中写的口径")
            elif (
                not stage
                and budget
                and figure.document.kind != "预算"
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

    def _year_faults(self, line: Line, figure: Figure) -> list[str]:
        if figure.year is None:
            return []
        said = year_said(line.lead, figure) or year_said(line.around, figure) or figure.document.year
        return [f"它是{figure.year}年的数字，不是{said}年的"] if said is not None and said != figure.year else []

    def _place_faults(self, line: Line, figure: Figure) -> list[str]:
        if not self.names.institution_fits(line.around, figure):
            return [f"它是{figure.document.institution}的数字"]
        own = figure.fact.institution if figure.cell else ""
        if own and clean(own) != clean(figure.document.institution) and not told(own, line.around, 0.5):
            return [f"它是{own}的数字，要写明"]
        return []

    # ------------------------------------------------------------------------------------------------ calculations

    def _calculated(self, line: Line, noted: NotedCalculation) -> list[list[str]]:
        name = self.notes.calculation(noted)
        quantity = self.notes.quantity(name, Draft())
        if not _same(line.claim, quantity.value, quantity.unit):
            return []
        faults = [*self._unit_faults(line, quantity.unit), *_operation_faults(line, noted, quantity)]
        operands = self.notes.figures_of(name)
        here = self.names.last_thing(line.lead)
        if noted.operation != "made":
            missing = [each for each in operands if names_thing(each) and not told(each.name, line.around)]
            faults += [f"它由“{shown(each)}”算出，要写明" for each in missing[:1]]
        if here and operands and not any(compatible(here, each.words) for each in operands):
            faults.append(f"它不是由“{here}”算出的")
        faults += [
            fault
            for each in operands[:1]
            for fault in self._place_faults(line, each)
            if len({o.document.institution for o in operands}) == 1
        ]
        return [faults]


def shown(figure: Figure) -> str:
    """What a figure is of, in a few words for a model."""
    if figure.cell:
        return " ".join(
            part for part in (figure.fact.subject, figure.fact.item.name or "合计", figure.fact.measure) if part
        )
    return figure.statement.item.name or figure.statement.subject


def _lines(said: Said, text: str, before: str) -> Iterator[Line]:
    plain = _ID.sub(lambda found: " " * len(found.group(0)), text)
    end = 0
    for claim in claims_in(plain):
        stop = claim.start + len(claim.text)
        if _DATE.match(plain, claim.start) or (not claim.unit and _is_code(plain, claim)):
            continue
        yield Line(
            claim,
            plain[: claim.start],
            plain[end : claim.start],
            f"{before}。{plain[:stop]}",
            marks_after(text, claim.start),
        )
        end = stop


def _is_code(text: str, claim: Claim) -> bool:
    """A classification code before its name (213 农林水支出), which is part of a name and no figure."""
    return (
        bool(re.fullmatch(r"\d{3}|\d{5}|\d{7}", claim.text.strip()))
        and bool(re.match(r"\s*[\u4e00-\u9fff]", text[claim.start + len(claim.text) :]))
        and text[max(0, claim.start - 1) : claim.start] not in ("为", "是", "了", "加", "少", "共")
    )


def _same(claim: Claim, value: Decimal, unit: str) -> bool:
    if claim.unit in MONEY and unit in MONEY:
        return to_unit(claim.value, claim.unit, unit) == abs(value)
    return claim.value == abs(value) and (not claim.unit or not unit or claim.unit == unit)


def _states(figure: Figure, claim: Claim) -> bool:
    return figure.value is not None and _same(claim, figure.value, figure.unit)


def _last_stage(text: str) -> frozenset[Stage] | None:
    """The stages that the last word for one means."""
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
    """``up`` or ``down`` by the last such word of ``text``, or empty."""
    found = [(text.rfind(word) + len(word), "up") for word in lexicon().up if word in text]
    found += [(text.rfind(word) + len(word), "down") for word in lexicon().down if word in text]
    return max(found)[1] if found else ""


_OPERATION_WORDS = {
    "sum": "合计|共|总|之和|相加|加起来|total|sum|together",
    "share": "占|比重|比例|份额|share|percent|%",
    "mean": "平均|均|average|mean",
    "ratio": "倍|比|times|ratio",
}


def _operation_faults(line: Line, noted: NotedCalculation, quantity: Quantity) -> list[str]:
    said = direction_said(line.clause)
    if noted.operation in ("difference", "growth"):
        wanted = "up" if quantity.value > 0 else "down" if quantity.value < 0 else ""
        neutral = bool(re.search("差|变化|变动|difference", line.clause))
        if said and wanted and said != wanted:
            return ["增减方向与计算结果相反"]
        return [] if said or neutral or not wanted else ["要写明是增加还是减少，或相差"]
    needed = _OPERATION_WORDS.get(noted.operation)
    return (
        [f"它是{noted.operation}的结果，要写明"]
        if needed and not re.search(needed, line.clause + line.claim.text)
        else []
    )
