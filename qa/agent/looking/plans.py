"""Plans of a model, executed as everybody's are: each result under an id, with its operands and its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qa.agent.looking.absences import Absences
from qa.agent.looking.desk import Desk, ToolRefusal
from qa.agent.looking.notes import NotedFinding, NotedList, place_key
from qa.agent.looking.plan_reading import read_plan
from qa.agent.looking.plan_sentences import plan_sentences
from qa.agent.looking.rows import cell_value, plain, table_name, told_apart
from qa.execution.arithmetic import value_in
from qa.execution.outcomes import (
    Blank,
    Checked,
    Counted,
    Entry,
    Made,
    Member,
    Outcome,
    Piece,
    Quotation,
    Series,
    Value,
    Verdict,
    entries_of,
)
from qa.execution.sources import Source
from qa.plans.language import Ask, Plan
from qa.plans.words import clean
from qa.search.instructions import speaks_to_a_program

_SHOWN = 30
"""Most members of a series that are shown."""
_OPERANDS = 6
"""Most operands of a figure that are shown."""


class PlanTool:
    """``run_plan`` over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._absences = desk, Absences(desk)

    def run(self, text: Any) -> str:
        """What each ask of a plan comes to."""
        return self.told(read_plan(text, self._desk))

    def told(self, plan: Plan) -> str:
        lines = []
        for at, ask in enumerate(plan.asks, 1):
            try:
                outcome = self._desk.executor.run(plan, ask.of)
            except (ValueError, ArithmeticError) as wrong:
                told = self._desk.both(f"第{at}个 ask 不能执行：{wrong}", f"ask {at} cannot be run: {wrong}")
                raise ToolRefusal(told) from None
            lead = f"{at}. " if len(plan.asks) > 1 else ""
            lines.append(lead + self._outcome(ask, outcome) + self._absences.told(plan, ask.of, outcome))
        for claim in plan.given:
            lines.append("given: " + self._outcome(Ask(of=claim), self._desk.executor.run(plan, claim)))
        return "\n".join(lines)

    def _outcome(self, ask: Ask, outcome: Outcome) -> str:
        ids = self._noted(ask, outcome)
        if isinstance(outcome, Series) or (isinstance(outcome, Checked) and ids):
            return ids
        told = plan_sentences(self._desk, ask, outcome)
        return f"{ids} | {told}" if ids else told

    # -------------------------------------------------------------------------------------------- ids

    def _noted(self, ask: Ask, outcome: Outcome) -> str:
        notes = self._desk.notes
        if isinstance(outcome, Value):
            return self._value(ask, outcome)
        if isinstance(outcome, Blank):
            return notes.entry(outcome.entry)
        if isinstance(outcome, Series):
            return self._series(ask, outcome)
        if isinstance(outcome, Verdict):
            sides = [
                self._value(ask, each) for each in (outcome.left, outcome.right, outcome.gap) if isinstance(each, Value)
            ]
            return f"{notes.verdict(outcome)}（{'，'.join(each for each in sides if each)}）"
        if isinstance(outcome, Quotation):
            return self._quoted(outcome)
        return self._checked(outcome) if isinstance(outcome, Checked) else ""

    def _value(self, ask: Ask, value: Value) -> str:
        """The id of a value in the unit asked for; of one that was made, with those of its operands."""
        value = value_in(value, ask.unit)
        if not list(_places(value)) and value.operands == ():
            return ""
        notes = self._desk.notes
        name = self._asked_for(ask, value)
        both = self._desk.both
        behind = [f"{notes.value(each)} {plain(each.name)}{each.number.shown()}" for each in value.operands[:_OPERANDS]]
        behind += [f"…{self._number(len(value.operands))}"] if len(value.operands) > _OPERANDS else []
        printed = [f"{both('印出', 'printed')} {notes.value(value.printed)}"] if value.printed is not None else []
        shown = f"{name} = {self._desk.rounded(name, value.number).shown()}" if name[0] == "C" else name
        return shown + (f"{both('（由 ', ' (from ')}{'；'.join((*behind, *printed))}）" if behind or printed else "")

    def _asked_for(self, ask: Ask, value: Value) -> str:
        """The id of a value, with the decimals that its ask wants."""
        name = self._desk.notes.value(value)
        ratio = isinstance(value.term, Made) and value.term.how == "ratio"
        if name[0] == "C" and (ask.places is not None or ratio):
            self._desk.places[name] = ask.places if ask.places is not None else 2
        return name

    def _series(self, ask: Ask, series: Series) -> str:
        if not series.members:
            return self._desk.both("没有符合条件的行", "no row meets the conditions")
        if series.passage is not None and all(isinstance(each.outcome, Quotation) for each in series.members):
            return self._names(series, series.passage)
        series = _told_apart(series)
        shown = [self._member(ask, each) for each in series.members[:_SHOWN]]
        named = [(each.name, short) for each in series.members if (short := self._id_of(ask, each))]
        number = self._number(len(series.members))
        rest = f"\n  …{number}" if len(series.members) > _SHOWN else ""
        names, ids = tuple(name for name, _ in named), tuple(short for _, short in named)
        listed = NotedList(series.what, names, ids, series.ranked)
        lead = f"{self._desk.notes.listed(listed)} = {number}" if named else number
        return lead + self._stands_in(series) + "".join(f"\n  {each}" for each in shown) + rest

    def _number(self, members: int) -> str:
        return self._desk.both(f"{members}项", f"{members} items")

    def _stands_in(self, series: Series) -> str:
        """The table and the column of a series of rows: a name of a table may have meant another one."""
        rows = [each.row for each in series.members if each.row is not None and each.row.cell]
        places = dict.fromkeys(table_name(each.table) for each in rows if each.table is not None)
        columns = dict.fromkeys("·".join(each.fact.column_path[-2:]) for each in rows)
        if not places or len(places) > 2 or len(rows) != len(series.members):
            return ""
        named = "、".join(places) + (f"：{'、'.join(columns)}" if 0 < len(columns) <= 2 else "")
        return f"（{plain(named)}）"

    def _names(self, series: Series, passage: Quotation) -> str:
        """The names that a passage enumerates, with the passage."""
        names = tuple(each.name for each in series.members)
        pieces = [each for each in passage.pieces if not speaks_to_a_program(each.text)]
        ids = tuple(self._desk.notes.piece(each) for each in pieces)
        lead = f"{self._number(len(names))}：{plain('、'.join(names))}{''.join(f'[{each}]' for each in ids[:3])}"
        if not ids:
            return lead
        texts = [(short, clean(each.text)) for short, each in zip(ids, pieces, strict=True)]
        places = tuple(next((short for short, text in texts if clean(name) in text), ids[0]) for name in names)
        return f"{self._desk.notes.listed(NotedList(series.what, names, places))} = {lead}"

    def _id_of(self, ask: Ask, member: Member) -> str:
        outcome = member.outcome
        if isinstance(outcome, Value):
            return self._asked_for(ask, value_in(outcome, ask.unit))
        if isinstance(outcome, Blank):
            return self._desk.notes.entry(outcome.entry)
        if isinstance(outcome, Verdict):
            return self._desk.notes.verdict(outcome)
        pieces = outcome.pieces if isinstance(outcome, Quotation) else ()
        return self._desk.notes.piece(pieces[0]) if pieces else ""

    def _member(self, ask: Ask, member: Member) -> str:
        name = plain(member.name)
        if isinstance(member.outcome, Value):
            value = value_in(member.outcome, ask.unit)
            short = self._asked_for(ask, value)
            code = value.entry.fact.item.code if value.entry is not None and value.entry.cell else ""
            behind = "；".join(f"{self._desk.notes.value(each)} {each.number.shown()}" for each in value.operands[:3])
            return f"{short} {f'{code} ' if code else ''}{name} {self._desk.rounded(short, value.number).shown()}" + (
                f"（由 {behind}）" if behind else ""
            )
        if isinstance(member.outcome, Blank):
            entry = member.outcome.entry
            code = f"{entry.fact.item.code} " if entry.cell and entry.fact.item.code else ""
            return f"{self._desk.notes.entry(entry)} {code}{name} {cell_value(entry) if entry.cell else '空白'}"
        return f"{name}：{self._outcome(ask, member.outcome)}"

    def _quoted(self, quotation: Quotation) -> str:
        notes = self._desk.notes
        ids = [notes.entry(each) for each in quotation.reasons]
        ids += [notes.piece(each) for each in quotation.pieces if not speaks_to_a_program(each.text)]
        change = notes.value(quotation.change) if quotation.change is not None else ""
        return " ".join((*ids, *([f"{self._desk.both('变化', 'change')} {change}"] if change else [])))

    def _checked(self, checked: Checked) -> str:
        """The failed findings, each behind its id."""
        lines = []
        for document, at in checked.findings:
            finding = self._desk.reader.catalog.findings(document.id)[at]
            rows = self._desk.reader.figures.by_ids(document.id, finding.facts[: len(finding.figures)])
            entries = self._desk.reader.selector.entries(Source((document,)), rows)
            name = self._desk.notes.finding(NotedFinding(document, finding, tuple(entries)))
            lines.append(f"{name} {plain(finding.message)}")
        return "；".join(lines)


def _told_apart(series: Series) -> Series:
    """A series whose rows that bear the same name are told apart."""
    rows = [each.row for each in series.members if each.row is not None and each.row.cell]
    names = [each.name for each in series.members]
    if len(rows) != len(names) or len(set(names)) == len(names):
        return series
    by_row = dict(zip(map(place_key, rows), names, strict=True))
    apart = told_apart(rows, lambda entry: by_row[place_key(entry)])
    members = (replace(each, name=name) for each, name in zip(series.members, apart, strict=True))
    return replace(series, members=tuple(members))


def _places(value: Value) -> tuple[Entry | Piece, ...]:
    pieces = value.term.pieces if isinstance(value.term, Counted) else ()
    return (*entries_of(value.term), *pieces)
