"""Which part of a plan came to nothing, why, and what is near: told to the model that ran it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.model.normalize import name_key
from qa.agent.looking.desk import Desk
from qa.agent.looking.rows import plain, table_name
from qa.agent.looking.tables import no_table
from qa.execution.names import HOLDS, coded, core
from qa.execution.outcomes import Absent, Entry, Outcome, Series, Value
from qa.execution.scope import Bound, Scope
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.language import Each, OfTwo, OfYears, Plan, Quote, Where
from qa.plans.slots import Docs, Figure, Node, Ref, Rows, Slots, Union
from qa.plans.words import pairs

_MOST = 4
"""Most parts of one ask that are told."""
_NEAR = 6
_SOURCES = 2
_NARROW = {
    name: field.default for name, field in Figure.model_fields.items() if name not in ("op", "documents", "item")
}
"""The slots that narrow a figure, with what leaves them open."""


class Absences:
    """What is told of the asks of one desk that came to nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._both = desk, desk.both

    def told(self, plan: Plan, expression: Any, outcome: Outcome) -> str:
        """Lines on the parts of an expression that came to nothing; empty if it came to something."""
        if not _is_nothing(outcome):
            return ""
        lines = dict.fromkeys(each for each in self._parts(plan, expression, None) if each)
        return "".join(f"\n  → {plain(each)}" for each in list(lines)[:_MOST])

    def _parts(self, plan: Plan, node: Any, documents: Any) -> Iterator[str]:
        node = plan.let[node.name] if isinstance(node, Ref) else node
        if isinstance(node, tuple):
            for each in node:
                yield from self._parts(plan, each, documents)
        if not isinstance(node, Node):
            return
        if isinstance(node, Each):
            over = plan.let[node.over.name] if isinstance(node.over, Ref) else node.over
            if isinstance(over, Docs | Union):
                yield from self._parts(plan, node.value, over)
                return
        if isinstance(node, Where):
            yield from self._where(plan, node)
        if isinstance(node, OfYears) or (isinstance(node, OfTwo) and node.b is None):
            yield self._year_before(plan, node)
        if isinstance(node, Quote):
            yield self._quote(plan, node)
            return
        if isinstance(node, Slots):
            where = node.documents if node.documents is not None else documents
            sources = Scope(self._desk.reader.shelf, plan.let).chosen(where, Bound()).sources if where else ()
            for source in sources[:_SOURCES]:
                yield self._of_one(source, node)
            return
        for name in type(node).model_fields:
            yield from self._parts(plan, getattr(node, name), documents)

    def _where(self, plan: Plan, node: Where) -> Iterator[str]:
        """That no row of a series meets the conditions."""
        executor = self._desk.executor
        rows, kept = executor.run(plan, node.of), executor.run(plan, node)
        if isinstance(rows, Series) and rows.members and isinstance(kept, Series) and not kept.members:
            number, names = len(rows.members), "、".join(each.name for each in rows.members[:_NEAR])
            yield self._both(
                f"{number}行中没有一行符合 where 的条件；行有：{names}",
                f"none of {number} rows meets where; rows: {names}",
            )

    def _year_before(self, plan: Plan, node: OfYears | OfTwo) -> str:
        """That a figure is there and the one of the year before is not."""
        now = self._desk.executor.run(plan, node.of if isinstance(node, OfYears) else node.a)
        if not isinstance(now, Value):
            return ""
        told = f"{self._desk.notes.value(now)} {now.name}{now.number.shown()}"
        return self._both(f"本年有 {told}；没有上年的数", f"this year: {told}; none of the year before")

    # -------------------------------------------------------------------------------------------- one part

    def _of_one(self, source: Source, node: Slots) -> str:
        tables = self._desk.reader.selector.tables(source)
        if node.table and not tables_named(node.table, tables):
            return no_table(self._desk, source, node.table)
        if isinstance(node, Rows):
            found = self._desk.reader.series.rows(source, node)
            return self._name(source, node.item) if isinstance(found, Absent) and node.item else ""
        return self._figure(source, node) if isinstance(node, Figure) and (node.item or node.measure) else ""

    def _quote(self, plan: Plan, node: Quote) -> str:
        topic = node.topic or node.section or node.table
        if node.documents is None or not isinstance(self._desk.executor.run(plan, node), Absent):
            return ""
        return self._both(
            f"没有读到关于“{topic}”的段落；用 search_passages 换词查",
            f"No passage on “{topic}” was found; look with search_passages in other words",
        )

    def _figure(self, source: Source, node: Figure) -> str:
        ranked = self._desk.reader.selector.ranked
        if ranked(source, node):
            return ""
        narrow = [name for name, open_ in _NARROW.items() if getattr(node, name) != open_]
        bare = node.model_copy(update={name: _NARROW[name] for name in narrow})
        if not node.item or not ranked(source, bare):
            return self._name(source, node.item) if node.item else ""
        for name in narrow:
            found = ranked(source, node.model_copy(update={name: _NARROW[name]}))
            if found:
                entries = [each.entry for each in found if each.tier <= HOLDS] or [found[0].entry]
                return self._slot(node, name, self._said_of(source, node, name), entries)
        return self._slot(node, "", "", [each.entry for each in ranked(source, bare)])

    def _said_of(self, source: Source, node: Figure, name: str) -> str:
        """What a plan says for a slot; for a table the one that its name means."""
        if name != "table":
            return str(getattr(node, name))
        meant = tables_named(node.table, self._desk.reader.selector.tables(source))[0]
        return table_name(meant)

    def _slot(self, node: Figure, name: str, asked: str, entries: list[Entry]) -> str:
        """That a figure is there but for one slot, and what stands there instead."""
        item = node.item
        options = "、".join(list(dict.fromkeys(filter(None, (_option(each, name) for each in entries))))[:_NEAR])
        if not name:
            return self._both(
                f"“{item}”有，但不符合所写的各项；它有：{options}", f"“{item}” is there otherwise: {options}"
            )
        return self._both(
            f"“{item}”没有 {name}={asked} 的数；它的 {name} 有：{options}",
            f"“{item}” has no figure of {name}={asked}; its {name}: {options}",
        )

    def _name(self, source: Source, item: str) -> str:
        """That no row, column or sentence has a name, and the names like it."""
        _, name = coded(item)
        wanted = core(name_key(name)) or name_key(name)
        names = self._desk.reader.selector.names(source, "item", "header", "said")
        scored = sorted(((_likeness(wanted, each), at, each) for at, each in enumerate(names)), reverse=True)
        near = "、".join([each for score, _, each in scored if score > 0][:_NEAR])
        told = self._both(f"没有叫“{item}”的行、列或文句", f"No row, column or sentence is called “{item}”")
        if not near:
            return told + self._both(
                "；换文件里的说法，或用 find 查", "; use the document's own words, or look with find"
            )
        return told + self._both(f"；相近的名称：{near}", f"; names like it: {near}")


def _is_nothing(outcome: Outcome) -> bool:
    if isinstance(outcome, Series):
        return not outcome.members or all(isinstance(each.outcome, Absent) for each in outcome.members)
    if isinstance(outcome, Value):
        return outcome.number.value == 0 and not outcome.operands and outcome.entry is None
    return isinstance(outcome, Absent)


def _likeness(wanted: str, name: str) -> float:
    """How much of a name another one holds: pairs of characters, else characters."""
    own = pairs(wanted)
    shared = len(own & pairs(name)) / len(own | pairs(name)) if own else 0.0
    loose = len(set(wanted) & set(name)) / len(set(wanted) | set(name))
    return shared + 0.2 * loose if shared or loose > 0.4 else 0.0


def _option(entry: Entry, name: str) -> str:
    """What an entry has in the place of a slot."""
    table = table_name(entry.table)
    if not entry.cell:
        said = entry.statement
        own = {"measure": said.item.name, "table": "文句", "section": said.section[-1] if said.section else ""}
    else:
        own = {
            "measure": "·".join(entry.fact.column_path[-2:]) or entry.fact.measure,
            "table": table,
            "under": "·".join((*entry.fact.item.path, *entry.fact.row_path[:-1])),
            "subject": entry.fact.subject,
            "institution": entry.fact.institution,
        }
    own |= {
        "year": str(entry.year or entry.document.year or ""),
        "stage": entry.stage.value,
        "side": entry.side.value,
        "fund": entry.fund.value,
        "unit": entry.unit,
    }
    if name in own:
        return own[name]
    return "".join(
        (own["year"], "年" if own["year"] else "", own["stage"], own["side"], f"（{table}）" if table else "")
    )
