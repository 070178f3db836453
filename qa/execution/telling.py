"""Outcomes -> draft: what each ask came to, in the order asked, with results, items, calculations and citations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.model.document import Finding
from ingest.model.figures import Direction, Role
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Basis, Check
from qa.drafting.draft import Draft, marks
from qa.execution.arithmetic import value_in
from qa.execution.missing import Words, told_missing
from qa.execution.outcomes import (
    Absent,
    Ambiguous,
    Blank,
    Checked,
    Counted,
    Entry,
    Leaf,
    Made,
    Member,
    Outcome,
    Piece,
    Quotation,
    Series,
    Value,
    Verdict,
    quantity_of,
)
from qa.execution.selection import value_of
from qa.execution.sources import Source
from qa.execution.store_reader import StoreReader
from qa.execution.telling_names import name_of, place_of, stage_of, who
from qa.plans.language import Ask
from qa.plans.quantity import MONEY, Quantity, rounded, show

_FINDINGS = 5
"""Most contradictions that an answer tells."""
_LISTED = 30
"""Most members of a series that an answer lists."""
_SHORT = 160
"""Most characters of a sentence that is quoted beside its figure."""


@dataclass(slots=True)
class Telling:
    """Writes the draft of one plan. ``later``: figures behind what was asked, which become results after it."""

    draft: Draft
    words: Words
    later: list[tuple[str, Value, str]]
    reader: StoreReader

    # -------------------------------------------------------------------------------------------- numbers

    def cite(self, place: Entry | Piece) -> int:
        if isinstance(place, Piece):
            return self.draft.cite_passage(place.document, place.passage, place.text.strip(), (place.start, place.end))
        return self.draft.cite(place)

    def quantity(self, value: Value, ask: Ask) -> Quantity:
        """The value in the unit and to the places that are asked for."""
        made = quantity_of(value_in(value, ask.unit).term, self.cite)
        if made.derived and isinstance(value.term, Made) and value.term.how == "ratio" and ask.places is None:
            made = replace(made, value=rounded(made.value, 2))
        if ask.places is not None and made.derived:
            made = replace(made, value=rounded(made.value, ask.places))
        return replace(made, unit=ask.unit) if ask.unit and made.unit in ("", "个") and ask.unit not in MONEY else made

    def result(self, label: str, quantity: Quantity, value: Value, size: bool = False) -> None:
        """Adds a result; ``size``: without the sign that its calculation has."""
        basis = None
        if isinstance(value.term, Leaf) and not quantity.derived:
            basis = Basis.CELL if value.term.entry.cell else Basis.TEXT
        self.draft.result(label, quantity, basis, abs(quantity.value) if size else None)

    def say(self, sentence: str) -> None:
        """Says a sentence, each once."""
        if sentence not in self.draft.sentences:
            self.draft.say(sentence)

    def tell(self, ask: Ask, outcome: Outcome) -> bool:
        """Tells one ask; whether it came to something."""
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

    # -------------------------------------------------------------------------------------------- one value

    def tell_value(self, ask: Ask, value: Value) -> None:
        number = self.quantity(value, ask)
        self.result(value.name, number, value, bool(ask.direction))
        if "name" in ask.show and value.entry is not None:
            self.draft.items.append(name_of(value.entry))
        if "code" in ask.show and value.entry is not None and value.entry.cell:
            self.draft.items.append(value.entry.fact.item.code)
        if "measure" in ask.show and value.entry is not None and value.entry.cell:
            self.draft.items.append(value.entry.fact.column_path[-1])
        self.say(self._sentence(value, number))
        self._say_other_way(ask, value, number)
        self.later += [(each.name, each, ask.unit) for each in value.operands]
        if value.printed is not None and value.printed.entry is not None:
            self._say_printed(value.printed)

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

    def _sentence(self, value: Value, number: Quantity) -> str:
        if value.direction is not Direction.NONE and value.entry is not None:
            return self._of_change(value, number)
        if value.entry is not None:
            return self._of_one(value, value.entry, number)
        return self._of_made(value, number)

    def _of_change(self, value: Value, number: Quantity) -> str:
        entry = value.entry
        assert entry is not None
        name = value.operands[0].name if value.operands else value.name
        size = show(abs(number.value), number.unit)
        changed = f"{'比上年' if entry.role in _YEARLY else ''}{value.direction.value}{size}{marks(number)}"
        return self.words.both(
            f"{who(entry)}{name}{changed}（{place_of(entry)}）。",
            f"{who(entry, False)} {name}: {_WAYS[value.direction]} {size} {marks(number)}.",
        )

    def _of_one(self, value: Value, entry: Entry, number: Quantity) -> str:
        stage = "" if stage_of(entry) in value.name else stage_of(entry)
        told = self.words.both(
            f"{who(entry)}{value.name}{stage}为{number.shown()}{marks(number)}（{place_of(entry)}）。",
            f"{who(entry, False)} {value.name}{f' ({stage})' if stage else ''}: {number.shown()} {marks(number)}.",
        )
        if not entry.cell and len(entry.statement.sentence) <= _SHORT:
            quoted = entry.statement.sentence.strip()
            told += self.words.both(f"原文：“{quoted}”{marks(number)}", f" “{quoted}” {marks(number)}")
        return told

    def _of_made(self, value: Value, number: Quantity) -> str:
        if isinstance(value.term, Counted):
            return self.words.both(f"共{number.shown()}{marks(number)}。", f"{number.shown()} {marks(number)}.")
        if value.printed is not None and value.operands and value.printed.direction is not Direction.NONE:
            return self._of_year_before(value, number, value.printed)
        how = value.term.how if isinstance(value.term, Made) else ""
        parts = [self._operand(each) for each in value.operands[:_OPERANDS]] if how in _SAID else []
        if how not in _SAID or len(value.operands) > _OPERANDS:
            return self.words.both(
                f"{value.name}为{number.shown()}{marks(number)}。", f"{value.name}: {number.shown()} {marks(number)}."
            )
        chinese, english = _SAID[how]
        if how in _SIGNED:
            up, down = _SIGNED[how]
            chinese += up if number.value >= 0 else down
            english += " more" if number.value >= 0 else " less"
        size = show(abs(number.value), number.unit) if how in _SIGNED else number.shown()
        return self.words.both(
            f"{'，'.join(parts)}，{chinese}{size}{marks(number)}。",
            f"{', '.join(parts)}: {english} {size} {marks(number)}.",
        )

    def _of_year_before(self, value: Value, number: Quantity, stated: Value) -> str:
        now, change = self._operand(value.operands[0]), quantity_of(stated.term, self.cite)
        size = f"{show(abs(change.value), change.unit)}{marks(change)}"
        return self.words.both(
            f"{now}，比上年{stated.direction.value}{size}，据此上年为{number.shown()}{marks(number)}。",
            f"{now}, {_WAYS[stated.direction]} {size}: {number.shown()} the year before {marks(number)}.",
        )

    def _operands_of(self, value: Value) -> str:
        """What a side of a verdict was made of, if that is short to tell."""
        if not 0 < len(value.operands) <= _OPERANDS:
            return ""
        return f"（{'、'.join(self._operand(each) for each in value.operands)}）"

    def _operand(self, value: Value) -> str:
        number = self.draft.calculate(quantity_of(value.term, self.cite))
        when = f"{value.entry.year}年" if value.entry is not None and value.entry.year else ""
        stage = stage_of(value.entry) if value.entry is not None else ""
        return f"{when}{value.name}{'' if stage in value.name else stage}{number.shown()}{marks(number)}"

    def tell_behind(self, value: Value) -> None:
        """Tells a value that stands behind what was asked."""
        self.say(self._sentence(value, quantity_of(value.term, self.cite)))
        self.later += [(value.name, value, ""), *((each.name, each, "") for each in value.operands)]

    def _say_printed(self, printed: Value) -> None:
        assert printed.entry is not None
        number = self.draft.cite(printed.entry)
        sentence = printed.entry.statement.text if not printed.entry.cell else printed.entry.fact.text
        self.say(
            self.words.both(
                f"文件写明：“{sentence.strip()}”[{number}]。", f"In print: “{sentence.strip()}” [{number}]."
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

    # -------------------------------------------------------------------------------------------- verdicts

    def tell_verdict(self, ask: Ask, verdict: Verdict) -> None:
        if isinstance(verdict.left, Series) and isinstance(verdict.right, Series):
            return self._tell_same_names(verdict)
        left, right = self._side(ask, verdict.left), self._side(ask, verdict.right)
        if verdict.kind == "claim":
            claim = right if verdict.holds else f"{right}，而不是{left}"
            said = "是，正确" if verdict.holds else "不是，不正确"
            self.say(self.words.both(f"{said}：{claim}。", f"{'Yes' if verdict.holds else 'No'}: {claim}."))
            printed = verdict.right.printed if isinstance(verdict.right, Value) else None
            if printed is not None and printed.entry is not None:
                self._say_printed(printed)
                self.later.append((printed.name, printed, ""))
        elif verdict.kind == "compare":
            self._say_compared(verdict, left, right)
        else:
            self._say_equal(verdict, left, right)
        return None

    def _side(self, ask: Ask, side: Value | Blank | Series) -> str:
        if isinstance(side, Series):
            return "、".join(each.name for each in side.members)
        if isinstance(side, Blank):
            return f"{name_of(side.entry)}（{place_of(side.entry)}）为空[{self.draft.cite(side.entry)}]"
        number = self.quantity(side, ask)
        if not number.citations:
            return number.shown()
        self.later.append((side.name, side, ask.unit))
        self.later += [(each.name, each, ask.unit) for each in side.operands]
        place = f"（{place_of(side.entry)}）" if side.entry is not None else self._operands_of(side)
        return f"{side.name}{place}{number.shown()}{marks(number)}"

    def _say_equal(self, verdict: Verdict, left: str, right: str) -> None:
        gap = self._gap(verdict)
        if verdict.holds:
            shown = gap is not None and gap.value != 0
            tail = f"，只有四舍五入的尾差{show(abs(gap.value), gap.unit)}{marks(gap)}" if shown and gap else ""
            self.say(self.words.both(f"一致：{left}；{right}{tail}。", f"They agree: {left}; {right}."))
            return
        tail = f"，相差{show(abs(gap.value), gap.unit)}{marks(gap)}" if gap is not None else ""
        self.say(self.words.both(f"不一致：{left}；{right}{tail}。", f"They do not agree: {left}; {right}{tail}."))

    def _say_compared(self, verdict: Verdict, left: str, right: str) -> None:
        gap = self._gap(verdict)
        assert gap is not None
        if gap.value == 0:
            self.say(self.words.both(f"相等：{left}；{right}。", f"They are equal: {left}; {right}."))
            return
        word = "多出" if gap.value > 0 else "少"
        size = f"{show(abs(gap.value), gap.unit)}{marks(gap)}"
        self.say(
            self.words.both(
                f"{left}，比{right}{word}{size}。",
                f"{left}; {right}; the first is {'more' if gap.value > 0 else 'less'} by {size}.",
            )
        )

    def _gap(self, verdict: Verdict) -> Quantity | None:
        if verdict.gap is None:
            return None
        gap = quantity_of(verdict.gap.term, self.cite)
        if gap.value != 0 or verdict.kind == "compare":
            self.later.append((self.words.both("差额", "difference"), verdict.gap, ""))
        return gap

    def _tell_same_names(self, verdict: Verdict) -> None:
        assert isinstance(verdict.left, Series) and isinstance(verdict.right, Series)
        left, right = ("、".join(each.name for each in side.members) for side in (verdict.left, verdict.right))
        said = "一致" if verdict.holds else "不一致"
        self.draft.items += [each.name for each in (*verdict.left.members, *verdict.right.members)]
        for side in (verdict.left, verdict.right):
            for each in side.members:
                if each.row is not None:
                    self.draft.cite(each.row)
        self.say(
            self.words.both(
                f"{said}：{left}；{right}。",
                f"{'They agree' if verdict.holds else 'They do not agree'}: {left}; {right}.",
            )
        )

    # -------------------------------------------------------------------------------------------- words

    def tell_quotation(self, ask: Ask, quotation: Quotation) -> None:
        if quotation.change is not None:
            self.tell_behind(quotation.change)
        for entry in quotation.reasons:
            self._figures_in(entry)
            text = _whole_reason(entry.statement.text, entry.statement.sentence)
            number = self.draft.cite(entry)
            self.say(
                self.words.both(
                    f"文件说明的原因：“{text}”[{number}]。", f"The reason the document gives: “{text}” [{number}]."
                )
            )
        for piece in quotation.pieces:
            number = self.cite(piece)
            named = f"{piece.passage.section.heading}：" if piece.passage.cell else ""
            self.say(f"{named}“{piece.text.strip()}”[{number}]")

    def _figures_in(self, reason: Entry) -> None:
        """The amounts within a reason become results behind what was asked."""
        rows = self.reader.figures.in_sentence(reason.document.id, reason.statement.sentence)
        for each in self.reader.selector.entries(Source((reason.document,)), rows):
            told = each.statement.text.strip("，。；;,:： ")
            if each.value is not None and each.role is not Role.REASON and told and told in reason.statement.text:
                value = value_of(each)
                self.later.append((value.name, replace(value, term=Leaf(each)), ""))

    def tell_checked(self, checked: Checked) -> None:
        for document, at in checked.findings[:_FINDINGS]:
            self._say_finding(document, self.reader.catalog.findings(document.id)[at])
        if not checked.findings:
            self.say(self.words.both("没有发现不一致。", "No contradiction was found."))

    def _say_finding(self, document: DocumentInfo, finding: Finding) -> None:
        """A contradiction in the rule's words, with all its places cited."""
        rows = self.reader.figures.by_ids(document.id, finding.facts[: len(finding.figures)])
        numbers = [self.draft.cite(each) for each in self.reader.selector.entries(Source((document,)), rows)]
        if not numbers:
            for quote, source, place in zip(finding.quotes, finding.sources, finding.places, strict=False):
                numbers.append(self.draft.cite_text(document, (place,), quote, source))
        self.draft.checks.append(Check(finding.rule, finding.verdict, finding.message, tuple(numbers)))
        shown = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
        self.say(
            self.words.both(f"不一致：{finding.message}{shown}。", f"They do not agree: {finding.message}{shown}.")
        )

    # -------------------------------------------------------------------------------------------- behind

    def tell_later(self) -> None:
        """The figures behind what was asked, as results after it."""
        for label, value, unit in self.later:
            number = quantity_of(value_in(value, unit).term, self.cite)
            self.result(label, number, value, label in _SIZES)


_SIZES = ("差额", "difference")
"""Labels of a difference that is told by its size."""
_OPERANDS = 6
"""Most operands that a sentence names."""
_SAID = {
    "sum": ("合计", "together"),
    "mean": ("平均", "on average"),
    "difference": ("前者比后者", "the first is"),
    "ratio": ("前者与后者之比为", "ratio"),
    "share": ("前者占后者的", "share"),
    "growth": ("", "change"),
}
_SIGNED = {"difference": ("多", "少"), "growth": ("增长", "下降")}
_YEARLY = (Role.CHANGE, Role.CHANGE_RATE)
_WAYS = {Direction.UP: "up by", Direction.DOWN: "down by", Direction.FLAT: "unchanged by", Direction.NONE: ""}


def _whole_reason(told: str, sentence: str) -> str:
    """A reason with the clauses behind it that go on explaining, up to the next figure of another item."""
    import re

    start = sentence.find(told)
    if start < 0:
        return told.strip("，。；;,:： ")
    kept = told
    for clause in re.split("(?=[；;])", sentence[start + len(told) :]):
        if not clause:
            continue
        if not clause.startswith(("；", ";")) or re.search(r"\d.*(?:万元|元|%)|原因|其中", clause):
            break
        kept += clause
    return kept.strip("，。；;,:： ")
