"""The executor: an expression of the plan language comes to a value, a series, a verdict, words, or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.model.figures import Role, Stage
from ingest.model.normalize import name_key
from qa.execution.arithmetic import of_series, of_two
from qa.execution.conditions import meets_state, meets_value, meets_words, ranked
from qa.execution.judging_run import JudgingRun
from qa.execution.of_expressions import apart, entry_of, figures_in, same_place
from qa.execution.outcomes import (
    Absent,
    Blank,
    Entry,
    Fixed,
    Member,
    Missing,
    Outcome,
    Quotation,
    Series,
    Value,
)
from qa.execution.scope import Bound
from qa.execution.selection import outcome_of
from qa.execution.sources import Source
from qa.execution.store_reader import StoreReader
from qa.execution.words.passages import as_told
from qa.plans import language, slots
from qa.plans.language import Plan
from qa.plans.slots import Docs
from qa.search.instructions import speaks_to_a_program


class Executor:
    """Runs plans over one state of a store. It reads what a plan touches and nothing else."""

    def __init__(self, reader: StoreReader) -> None:
        self.reader = reader

    def run(self, plan: Plan, expression: Any) -> Outcome:
        """What an expression of the plan comes to."""
        return _Run(self.reader, plan.let).outcome(expression, Bound())


class _Run(JudgingRun):
    """One plan in progress."""

    def __init__(self, reader: StoreReader, named: Mapping[str, Any]) -> None:
        super().__init__(reader, named)
        self._ahead: dict[tuple[tuple[str, ...], slots.Figure], Value | Missing] = {}
        self._evaluators: dict[type, Callable[[Any, Bound], Outcome]] = {
            slots.Ref: lambda node, bound: self.outcome(self._named[node.name], bound),
            slots.Figure: self._figure,
            slots.Rows: self._rows,
            language.Children: self._children,
            language.Columns: self._columns,
            language.Each: self._each,
            language.Where: self._where,
            language.Rank: self._rank,
            language.Number: lambda node, bound: Value(Fixed(node.value, node.unit), ""),
            language.OfSeries: self._of_series,
            language.OfTwo: self._of_two,
            language.OfYears: self._of_years,
            language.Judgement: self._judgement,
            language.Claim: self._claim,
            language.Findings: self._findings,
            language.Reason: self._reason,
            language.Quote: self._quote,
            language.Members: self._members,
            language.Excluding: self._excluding,
        }

    def outcome(self, node: Any, bound: Bound) -> Outcome:
        return self._evaluators[type(node)](node, bound)

    # -------------------------------------------------------------------------------------------- figures

    def _figure(self, node: slots.Figure, bound: Bound) -> Outcome:
        if bound.row is not None and not node.item and not node.table and node.documents is None:
            if bound.back:
                return self._reader.years.prior(Source((bound.row.document,)), _of_row(node, bound.row))
            return self._beside(node, bound.row)
        if bound.item and not node.item:
            return self._figure_named(node, bound)
        if bound.row is not None and not node.item:
            node = _of_row(node, bound.row)
        if bound.back:
            return self._scope.over_one(node, bound, lambda source: self._reader.years.prior(source, node))
        return self._scope.over_one(node, bound, lambda source: self._printed_or_summed(source, node))

    def _figure_named(self, node: slots.Figure, bound: Bound) -> Outcome:
        """The figure of a bound name: of that item, else of the office of that name."""
        free = replace(bound, item="", row=None)
        found = self._figure(node.model_copy(update={"item": bound.item}), free)
        if not isinstance(found, Absent) or node.institution:
            return found
        of_office = self._figure(node.model_copy(update={"institution": bound.item}), free)
        return found if isinstance(of_office, Absent) else of_office

    def _printed_or_summed(self, source: Source, node: slots.Figure) -> Outcome:
        found = self._ahead.get((source.ids, node))
        entry = entry_of(found) if found is not None else None
        if found is None or (entry is not None and not entry.cell and speaks_to_a_program(entry.statement.sentence)):
            found = self._reader.selector.figure(source, node)
        if isinstance(found, Absent):
            return self._reader.series.unprinted(source, node) or found
        return found

    def _beside(self, node: slots.Figure, row: Entry) -> Outcome:
        """Another figure of a bound row: another column, or another sentence of the same item."""
        if row.cell:
            found = (
                self._reader.series.beside(row, node.measure or node.stage.value) if node.measure or node.stage else row
            )
            return outcome_of(found) if found is not None else Absent(node.measure, (row.document,))
        stage = next((each for each in Stage if each and each.value == node.measure), None)
        at_stage = {"measure": "", "stage": stage} if stage is not None else {}
        return self._reader.selector.figure(Source((row.document,)), _of_row(node.model_copy(update=at_stage), row))

    def _rows(self, node: slots.Rows, bound: Bound) -> Outcome:
        if bound.item and not node.item:
            node = node.model_copy(update={"item": bound.item})
        return self._scope.over_one(node, bound, lambda source: self._reader.series.rows(source, node))

    def _children(self, node: language.Children, bound: Bound) -> Outcome:
        of = self.outcome(node.of, bound)
        if isinstance(of, Blank):
            return self._reader.series.children(of.entry, node.level)
        if isinstance(of, Value) and of.entry is None and of.parts is not None:
            return of.parts
        if not isinstance(of, Value) or of.entry is None:
            return of
        return self._reader.series.children(of.entry, node.level)

    def _columns(self, node: language.Columns, bound: Bound) -> Outcome:
        of = self.outcome(node.of, bound)
        entry = of.entry if isinstance(of, Value | Blank) else None
        return self._reader.series.columns(entry) if entry is not None else of

    def _each(self, node: language.Each, bound: Bound) -> Outcome:
        over = node.over
        if isinstance(over, tuple):
            return Series(tuple(Member(name, self.outcome(node.value, replace(bound, item=name))) for name in over))
        resolved = self._named[over.name] if isinstance(over, slots.Ref) else over
        if isinstance(resolved, Docs | slots.Union):
            return self._each_document(resolved, node, bound)
        series = self._listed(over, bound)
        if not isinstance(series, Series):
            return series
        members = [
            replace(
                each, outcome=self.outcome(node.value, replace(bound, row=each.row, item="" if each.row else each.name))
            )
            for each in series.members
        ]
        return Series(tuple(members), series.what)

    def _each_document(self, documents: Any, node: language.Each, bound: Bound) -> Outcome:
        chosen = self._scope.chosen(documents, bound)
        if chosen.unknown:
            return Absent("", institution="、".join(chosen.unknown))
        labels = apart(chosen.sources)
        for figure in figures_in(node.value, self._named) if len(chosen.sources) > 1 else ():
            found = self._reader.many.figures(chosen.sources, figure)
            self._ahead |= {(ids, figure): outcome for ids, outcome in found.items()}
        members = [
            Member(label, self.outcome(node.value, replace(bound, source=source)), document=source.info)
            for label, source in zip(labels, chosen.sources, strict=True)
        ]
        return Series(tuple(as_told(members))) if members else self._scope.no_document(documents, "")

    # -------------------------------------------------------------------------------------------- series

    def _where(self, node: language.Where, bound: Bound) -> Outcome:
        series = self._listed(node.of, bound)
        if not isinstance(series, Series):
            return series
        missing = [each.outcome for each in series.members if isinstance(each.outcome, Absent)]
        states = any(isinstance(each, language.HasState) for each in node.conditions)
        if missing and len(missing) == len(series.members) and not states:
            return missing[0]
        kept = [each for each in series.members if all(self._meets(each, test, bound) for test in node.conditions)]
        return replace(series, members=tuple(kept))

    def _meets(self, member: Member, condition: Any, bound: Bound) -> bool:
        if isinstance(condition, language.HasWords):
            return meets_words(member, condition, self._words_of)
        if isinstance(condition, language.HasState):
            return meets_state(member, condition)
        own = member.outcome
        if condition.column and member.row is not None:
            own = self._beside(slots.Figure(measure=condition.column), member.row)
        than = self.outcome(condition.than, replace(bound, row=member.row, source=None if member.row else bound.source))
        return isinstance(own, Value) and isinstance(than, Value) and meets_value(own, than, condition.compares)

    def _words_of(self, member: Member, column: str) -> Sequence[str]:
        return self._reader.series.words_beside(member.row, column) if member.row is not None else ()

    def _listed(self, node: Any, bound: Bound) -> Outcome:
        """A series that more is to be done with: words that list nothing are none."""
        found = self.outcome(node, bound)
        if isinstance(found, Quotation):
            return Absent(found.what, tuple(each.document for each in found.pieces[:1]))
        return found

    def _rank(self, node: language.Rank, bound: Bound) -> Outcome:
        series = self._listed(node.of, bound)
        if not isinstance(series, Series):
            return series
        return replace(series, members=tuple(ranked(series.members, node.n, node.lowest)), ranked=True)

    def _excluding(self, node: language.Excluding, bound: Bound) -> Outcome:
        of, others = self._listed(node.of, bound), self._listed(node.names, bound)
        if not isinstance(of, Series) or not isinstance(others, Series):
            return of if not isinstance(of, Series) else others
        names = {name_key(each.name) for each in others.members}
        return replace(of, members=tuple(each for each in of.members if name_key(each.name) not in names))

    # -------------------------------------------------------------------------------------------- numbers

    def _of_series(self, node: language.OfSeries, bound: Bound) -> Outcome:
        if isinstance(node.of, tuple):
            series: Outcome = Series(tuple(Member("", self.outcome(each, bound)) for each in node.of))
        else:
            series = self._listed(node.of, bound)
        return of_series(node.op, series)

    def _of_two(self, node: language.OfTwo, bound: Bound) -> Outcome:
        a = self.outcome(node.a, bound)
        if node.b is None:
            b = self.outcome(node.a, replace(bound, back=bound.back + 1))
            if isinstance(b, Value) and b.printed is not None and b.operands:
                a = b.operands[0]  # what the stated change belongs to
        else:
            b = self.outcome(node.b, bound)
            a, b = self._paired(node.a, node.b, a, b, bound)
        printed = self._reader.years.printed(node.op, a, b)
        if printed is None and node.op == "share":
            printed = self._stated(node.a, a, Role.SHARE, bound)
        if node.op == "completion" and printed is not None and same_place(a, b):
            return printed  # of a target, which the document prints no other figure of
        made = of_two(node.op, a, b, printed)
        absent = isinstance(made, Absent) and not isinstance(b, Value)
        if absent and node.op == "growth" and node.b is None:
            return self._stated(node.a, a, Role.CHANGE_RATE, bound) or made
        return printed if absent and node.op == "completion" and printed is not None else made

    def _paired(self, one: Any, other: Any, a: Outcome, b: Outcome, bound: Bound) -> tuple[Outcome, Outcome]:
        """Both sides of a pair from one sentence where one side stands in no table."""
        left, right = entry_of(a), entry_of(b)
        if left is None or right is None or left.cell == right.cell:
            return a, b
        if left.cell:
            told = self._told(one, bound)
            return (told, b) if told is not None else (a, b)
        told = self._told(other, bound)
        return (a, told) if told is not None else (a, b)

    def _told(self, node: Any, bound: Bound) -> Value | None:
        node = self._named.get(node.name) if isinstance(node, slots.Ref) else node
        if not isinstance(node, slots.Figure) or node.table or node.source:
            return None
        found = self._figure(node.model_copy(update={"source": "text"}), bound)
        return found if isinstance(found, Value) else None

    def _of_years(self, node: language.OfYears, bound: Bound) -> Outcome:
        before = self.outcome(node.of, replace(bound, back=bound.back + 1))
        if node.op == "prior":
            return before
        now = self.outcome(node.of, bound)
        return self._reader.years.change(now, before, self._stated(node.of, now, Role.CHANGE, bound))

    def _stated(self, node: Any, now: Outcome, role: Role, bound: Bound) -> Value | None:
        """What a sentence states of the change of one figure since the year before."""
        node = self._named[node.name] if isinstance(node, slots.Ref) else node
        if not isinstance(node, slots.Figure):
            return None
        node = node.model_copy(update={"item": bound.item}) if bound.item and not node.item else node
        if bound.row is not None and not node.item and node.documents is None:
            return self._reader.years.stated(Source((bound.row.document,)), _of_row(node, bound.row), role, now)
        sources = self._scope.chosen(node.documents, bound).sources
        return self._reader.years.stated(sources[0], node, role, now) if len(sources) == 1 else None


def _of_row(node: slots.Figure, row: Entry) -> slots.Figure:
    """A figure of the item of a bound row."""
    item = row.fact.item if row.cell else row.statement.item
    return node.model_copy(update={"item": item.code or item.name})
