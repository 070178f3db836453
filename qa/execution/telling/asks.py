"""Outcomes -> draft: what each ask came to, in the order asked, with results, items, calculations and citations."""

from __future__ import annotations

from qa.drafting.draft import marks
from qa.execution.figure_names import name_of
from qa.execution.outcomes import (
    Absent,
    Ambiguous,
    Blank,
    Member,
    Outcome,
    Quotation,
    Series,
    Value,
    Verdict,
)
from qa.execution.telling.missing import told_missing
from qa.execution.telling.verdicts import VerdictTeller
from qa.execution.telling.versions import told_by_each
from qa.plans.language import Ask
from qa.plans.quantity import Quantity

_NAMED = 6
"""Most blank cells that are named with a number made without them."""
_LISTED = 30
"""Most members of a series that an answer lists."""


class Telling(VerdictTeller):
    """Tells the asks of one plan."""

    def tell(self, ask: Ask, outcome: Outcome) -> bool:
        """Tells one ask; whether it came to something."""
        versions = told_by_each(outcome, self.reader.shelf) if isinstance(outcome, Ambiguous) else None
        if versions is not None:
            self.say(
                self.words.both("同一文件有几个版本，所载不同。", "There are versions of this document that differ.")
            )
            return self.tell_series(ask, versions)
        if isinstance(outcome, Absent | Blank | Ambiguous):
            told_missing(self.draft, self.words, outcome)
            return False
        if isinstance(outcome, Value):
            self.tell_value(ask, outcome)
        elif isinstance(outcome, Series):
            return self.tell_series(ask, outcome)
        elif isinstance(outcome, Verdict):
            self.tell_verdict(ask, outcome)
        elif isinstance(outcome, Quotation):
            self.tell_quotation(ask, outcome)
        else:
            self.tell_checked(outcome)
        return True

    def tell_value(self, ask: Ask, value: Value) -> None:
        number = self.quantity(value, ask)
        self.result(value.name, number, value, bool(ask.direction))
        if "name" in ask.show and value.entry is not None:
            self.draft.items.append(name_of(value.entry))
        if "code" in ask.show and value.entry is not None and value.entry.cell:
            self.draft.items.append(value.entry.fact.item.code)
        if "measure" in ask.show and value.entry is not None and value.entry.cell:
            self.draft.items.append(value.entry.fact.column_path[-1])
        self.say(self.sentence(value, number))
        self._say_blank(value)
        self._say_other_way(ask, value, number)
        self.later += [(each.name, each, ask.unit) for each in value.operands]
        if value.printed is not None and value.printed.entry is not None:
            self.say_printed(value.printed)

    def _say_blank(self, value: Value) -> None:
        """Which cells of a series a number was made without, for they are blank."""
        blank = [*value.blank, *(entry for each in value.operands for entry in each.blank)]
        named = "、".join(f"{name_of(each)}[{self.draft.cite(each)}]" for each in blank[:_NAMED])
        more = self.words.both("等", " and others") if len(blank) > _NAMED else ""
        if blank:
            self.say(
                self.words.both(f"{named}{more}为空，没有计入。", f"Blank in print, and not counted: {named}{more}.")
            )

    def _say_other_way(self, ask: Ask, value: Value, number: Quantity) -> None:
        """Corrects a question that supposes a rise where there was a fall, or the reverse."""
        way = "up" if value.number.value > 0 else "down" if value.number.value < 0 else ask.direction
        if ask.direction in ("up", "down") and way != ask.direction:
            self.say(
                self.words.both(
                    f"注意：方向与问题所说相反，是{'增加' if way == 'up' else '减少'}。",
                    f"Note: it went the other way, {'up' if way == 'up' else 'down'}. ",
                )
            )

    # -------------------------------------------------------------------------------------------- series

    def tell_series(self, ask: Ask, series: Series) -> bool:
        if series.passage is not None and any(isinstance(each.outcome, Quotation) for each in series.members):
            return self._tell_names(ask, series)
        nested = [each for each in series.members if isinstance(each.outcome, Verdict | Quotation | Series)]
        if nested:
            came = [self._tell_member(ask, each) for each in series.members]
            return any(came)
        there = [each for each in series.members if isinstance(each.outcome, Value)]
        blank = [each for each in series.members if isinstance(each.outcome, Blank)]
        missing = [each for each in series.members if isinstance(each.outcome, Absent | Ambiguous)]
        named = there + ([] if series.ranked else blank)
        for each in sorted(named, key=series.members.index) if not series.ranked else named:
            self.draft.items.append(each.name)
        self._list_values(ask, there)
        for each in [*([] if there else blank[:_LISTED]), *missing[:_LISTED]]:
            assert isinstance(each.outcome, Absent | Blank | Ambiguous)
            told_missing(self.draft, self.words, each.outcome, each.name)
        if not series.members:
            self.say(self.words.both("符合条件的：无。", "None meets the condition."))
        return bool(there or blank or not series.members)

    def _list_values(self, ask: Ask, members: list[Member]) -> None:
        only_names = ask.show == ("name",)
        told = []
        for each in members[:_LISTED]:
            assert isinstance(each.outcome, Value)
            number = self.quantity(each.outcome, ask)
            label = each.name or each.outcome.name
            if only_names:
                self.later.append((label, each.outcome, ask.unit))
            else:
                self.result(label, number, each.outcome, bool(ask.direction))
                self.later += [(inner.name, inner, ask.unit) for inner in each.outcome.operands]
            told.append(f"{label}{number.shown()}{marks(number)}")
        rest = f"（共{len(members)}项，列出前{_LISTED}项）" if len(members) > _LISTED else ""
        if told:
            self.say(self.words.both("；".join(told) + rest + "。", "; ".join(told) + "."))

    def _tell_names(self, ask: Ask, series: Series) -> bool:
        self.draft.items += [each.name for each in series.members]
        assert series.passage is not None
        quoted = "".join(f"“{each.text.strip()}”[{self.cite(each)}]" for each in series.passage.pieces)
        names = "、".join(each.name for each in series.members)
        self.say(self.words.both(f"{names}。{quoted}", f"{names}. {quoted}"))
        return True

    def _tell_member(self, ask: Ask, member: Member) -> bool:
        self.say(f"{member.name}：" if member.name else "")
        came = self.tell(ask, member.outcome)
        if came and member.name:
            self.draft.items.append(member.name)
        return came
