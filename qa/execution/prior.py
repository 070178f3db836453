"""The figure of the year before and the change since: last year's column or document, or the stated change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.model.figures import Direction, Fund, Role
from ingest.model.normalize import name_key
from ingest.store.catalog.figures import Figures
from qa.execution.fitting import base_of
from qa.execution.judging import compared
from qa.execution.names import coded
from qa.execution.outcomes import Absent, Entry, Leaf, Made, Member, Outcome, Series, Value, Verdict
from qa.execution.selection import Selector, value_of
from qa.execution.sources import Shelf, Source
from qa.plans.quantity import MONEY
from qa.plans.slots import Figure

_AMOUNTS = (Role.AMOUNT, Role.FINAL, Role.BUDGET)
_RATES = {"growth": Role.CHANGE_RATE, "completion": Role.COMPLETION_RATE, "share": Role.SHARE}


class Years:
    """Figures of the year before, of one store."""

    def __init__(self, shelf: Shelf, selector: Selector, figures: Figures) -> None:
        self._shelf, self._selector, self._figures = shelf, selector, figures

    def prior(self, source: Source, wanted: Figure) -> Outcome:
        """The figure of the year before that of ``wanted``. A value that is reckoned back from a stated change has it
        as ``printed``."""
        year = wanted.year if wanted.year is not None else source.info.year
        if year is None:
            return Absent(wanted.item, source.files)
        now = self._selector.figure(source, wanted)
        column = self._selector.figure(source, wanted.model_copy(update={"year": year - 1}))
        if isinstance(column, Value) and _comparable(now, column):
            return column
        for other in self._before(source, year - 1):
            found = self._selector.figure(other, wanted.model_copy(update={"year": None}))
            if isinstance(found, Value):
                return found
        stated = self.stated(source, wanted, Role.CHANGE, now)
        if isinstance(now, Value) and stated is not None:
            return _back(self._beside(stated) or self._of_scope(source, wanted, stated) or now, stated)
        return Absent(f"{wanted.item or wanted.measure or '合计'}上年数", source.files)

    def _beside(self, stated: Value) -> Value | None:
        """The figure that a sentence states together with its change: the change is that figure's, not that of another
        scope."""
        entry = stated.entry
        assert entry is not None
        rows = self._figures.in_sentence(entry.document.id, entry.statement.sentence)
        found = [
            each
            for each in self._selector.entries(Source((entry.document,)), rows)
            if each.role in _AMOUNTS
            and each.value is not None
            and each.unit == entry.unit
            and name_key(each.statement.item.name) == name_key(entry.statement.item.name)
        ]
        return value_of(found[0]) if len(found) == 1 else None

    def _of_scope(self, source: Source, wanted: Figure, stated: Value) -> Value | None:
        """The figure over the fund that the stated change is of, where the question does not say a fund."""
        fund = stated.entry.fund if stated.entry is not None else Fund.UNKNOWN
        if wanted.fund is not Fund.UNKNOWN or fund in (Fund.UNKNOWN, Fund.ALL, Fund.OTHER):
            return None
        found = self._selector.figure(source, wanted.model_copy(update={"fund": fund}))
        return found if isinstance(found, Value) else None

    def _before(self, source: Source, year: int) -> list[Source]:
        info = source.info
        found = [
            each
            for each in self._shelf.fellows(info)
            if each.institution == info.institution
            and each.year == year
            and each.kind == info.kind
            and {each.variant, info.variant} != {"部门", "单位"}
        ]
        return [Source((each,)) for each in found]

    def stated(self, source: Source, wanted: Figure, role: Role, now: Outcome | None = None) -> Value | None:
        """The change of ``wanted`` since the year before as a sentence states it."""
        code, name = coded(wanted.item)
        asked = [name] if wanted.item else ["支出总计", "收支总计", "支出"]
        entry = now.entry if isinstance(now, Value) else None
        asked += [entry.statement.item.name] if entry is not None and not entry.cell else []
        keys: dict[str, int] = {}
        for name in filter(None, asked):
            keys = {**self._selector.said_keys(source, name), **keys}
        if not keys and not code:
            return None
        rows = self._figures.statements(source.ids, frozenset(keys), frozenset({code} if code else set()))
        found = [
            each
            for each in self._selector.entries(source, rows)
            if each.role is role
            and each.value is not None
            and (role is Role.SHARE or base_of(each.statement.compared_with) == "prior")
            and _of_the_same(each, entry, wanted)
        ]
        ranked = sorted(found, key=lambda each: (self._distance(each, entry, keys, wanted), each.position))
        return value_of(ranked[0]) if ranked else None

    def _distance(self, each: Entry, entry: Entry | None, keys: dict[str, int], wanted: Figure) -> tuple[int, ...]:
        said = each.statement
        tier = min(keys.get(name_key(said.item.name), 9), keys.get(name_key(said.subject), 8) + 1)
        same = entry is not None and not entry.cell and entry.statement.sentence == said.sentence
        side = wanted.side.value or (entry.side.value if entry else "支出")
        fund = wanted.fund.value or (entry.fund.value if entry else "")
        return (
            int(not same),
            tier,
            int(bool(side) and bool(said.side.value) and said.side.value != side),
            int(bool(fund) and bool(said.fund.value) and said.fund.value != fund),
        )

    def change(self, now: Outcome, before: Outcome, stated: Value | None = None) -> Outcome:
        """``now`` less ``before``; the stated change where the one was reckoned back from it, or where both agree."""
        if isinstance(now, Series) and isinstance(before, Series) and len(now.members) == len(before.members):
            pairs = zip(now.members, before.members, strict=True)
            return replace(
                now,
                members=tuple(Member(a.name, self.change(a.outcome, b.outcome), a.row, a.document) for a, b in pairs),
            )
        if not isinstance(now, Value):
            return stated or now
        if not isinstance(before, Value):
            return stated or before
        name = f"{now.name}增减"
        if before.printed is not None:
            return replace(before.printed, name=name, operands=(*before.operands, before))
        reckoned = Value(Made("difference", (now.term, before.term)), name, (now, before))
        if stated is not None and agrees(stated, reckoned):
            return replace(stated, name=name, operands=(now, before))
        return reckoned

    def printed(self, op: str, a: Outcome, b: Outcome) -> Value | None:
        """The rate that a sentence prints beside the first of a pair; it is told beside what is reckoned."""
        entry = a.entry if isinstance(a, Value) else None
        if op not in _RATES or entry is None or entry.cell:
            return None
        rows = self._figures.beside(entry.document.id, [entry.statement.group])
        source = Source((entry.document,))
        told = [
            each for each in self._selector.entries(source, rows) if each.role is _RATES[op] and each.value is not None
        ]
        return value_of(told[0]) if told else None


def _comparable(now: Any, column: Value) -> bool:
    """Whether last year's figure stands where this year's does: in the same table, or both in sentences."""
    if not isinstance(now, Value) or now.entry is None or column.entry is None:
        return True
    one, other = now.entry, column.entry
    return one.cell == other.cell and (not one.cell or one.fact.table_id == other.fact.table_id)


def _of_the_same(each: Entry, entry: Entry | None, wanted: Figure) -> bool:
    """Whether a stated change can be that of the figure: of its fund, and in its kind of unit."""
    fund = wanted.fund if wanted.fund is not Fund.UNKNOWN else entry.fund if entry is not None else Fund.UNKNOWN
    narrow = (Fund.APPROPRIATION, Fund.GENERAL, Fund.GOVERNMENT_FUNDS, Fund.STATE_CAPITAL)
    apart = fund in narrow and each.fund is Fund.ALL
    alike = entry is None or each.unit in ("%", "") or (each.unit in MONEY) == (entry.unit in MONEY)
    return alike and not apart


def _back(now: Value, stated: Value) -> Value:
    """The figure of the year before: this year's less its stated change."""
    assert isinstance(stated.term, Leaf)
    size = Leaf(stated.term.entry)
    how = "sum" if stated.direction is Direction.DOWN else "difference"
    return Value(Made(how, (now.term, size)), f"上年{now.name}", (now,), printed=stated)


def agrees(one: Value, other: Value) -> bool:
    """Whether two figures agree within rounding."""
    verdict = compared("equal", one, other)
    return isinstance(verdict, Verdict) and verdict.holds
