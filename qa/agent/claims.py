"""Checks each numeral of a model's sentence against its id: value, unit, and everything said about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import to_unit
from qa.agent.names import Names, compatible, names_thing, told
from qa.agent.notes import Noted, NotedCalculation, NotedFinding, NotedPassage, Notes
from qa.agent.reply import Said, marks_after
from qa.agent.scope import Line, direction_said, figure_faults, place_faults, shown, unit_faults
from qa.agent.verbatim import exact, position
from qa.drafting.claims import Claim, claims_in
from qa.drafting.draft import Draft
from qa.evidence.index import Figure
from qa.plans.quantity import MONEY, Quantity

_ID = re.compile(r"\[[FSPCK]\d{1,4}\]")
_DATE = re.compile(r"(?:19|20)\d{2}(?:年|(?=\s|\W|$))")


@dataclass(frozen=True, eq=False)
class ClaimGuard:
    """Checks sentences against the notes of a run."""

    notes: Notes
    names: Names

    def faults(self, said: Said, text: str, before: str) -> Iterator[str]:
        """Faults of a sentence's numerals. ``text`` is the sentence with its verbatim quotations blanked out, positions
        kept; ``before`` is the question and the sentences before it."""
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
        """Faults under one id; ``[""]`` if the id supports the claim."""
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
        return [figure_faults(line, each, self.names) for each in self._figures(noted) if _states(each, line.claim)]

    def _figures(self, noted: Noted) -> Iterator[Figure]:
        """The figures that an id supports. A sentence supports every figure it states, because its citation shows them
        all."""
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

    # ------------------------------------------------------------------------------------------------ calculations

    def _calculated(self, line: Line, noted: NotedCalculation) -> list[list[str]]:
        name = self.notes.calculation(noted)
        quantity = self.notes.quantity(name, Draft())
        if not _same(line.claim, quantity.value, quantity.unit):
            return []
        faults = [*unit_faults(line, quantity.unit), *_operation_faults(line, noted, quantity)]
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
            for fault in place_faults(line, each, self.names)
            if len({o.document.institution for o in operands}) == 1
        ]
        return [faults]


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
    """Whether a numeral is a classification code before its name (213 农林水支出), and so no figure."""
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
