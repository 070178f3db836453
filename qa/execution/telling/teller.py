"""What every part of an answer is told with: numbered places, quantities in the asked unit, results and sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.model.figures import Direction, Role
from qa.drafting.answer import Basis
from qa.drafting.draft import Draft, marks
from qa.execution.arithmetic import value_in
from qa.execution.figure_names import place_of, stage_of, who
from qa.execution.fitting import base_of
from qa.execution.outcomes import (
    Counted,
    Entry,
    Leaf,
    Made,
    Piece,
    Value,
    quantity_of,
)
from qa.execution.store_reader import StoreReader
from qa.execution.telling.missing import Words
from qa.plans.language import Ask
from qa.plans.quantity import MONEY, Quantity, rounded, show

_SHORT = 160
"""Most characters of a sentence that is quoted beside its figure."""
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


@dataclass(slots=True)
class Teller:
    """Writes the draft of one plan. ``later``: figures behind what was asked, which become results after it."""

    draft: Draft
    words: Words
    later: list[tuple[str, Value, str]]
    reader: StoreReader

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

    def sentence(self, value: Value, number: Quantity) -> str:
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
        base = {"prior": "比上年", "budget": "比预算"}.get(base_of(entry.statement.compared_with), "")
        changed = f"{base if entry.role in _YEARLY else ''}{value.direction.value}{size}{marks(number)}"
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
        how = value.term.how if isinstance(value.term, Made) else ""
        stated = value.printed if how in ("difference", "sum") and value.operands else None
        if stated is not None and stated.direction is not Direction.NONE:
            return self._of_year_before(value, number, stated)
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

    def operands_of(self, value: Value) -> str:
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
        self.say(self.sentence(value, quantity_of(value.term, self.cite)))
        self.later += [(value.name, value, ""), *((each.name, each, "") for each in value.operands)]

    def say_printed(self, printed: Value) -> None:
        assert printed.entry is not None
        number = self.draft.cite(printed.entry)
        sentence = printed.entry.statement.text if not printed.entry.cell else printed.entry.fact.text
        self.say(
            self.words.both(
                f"文件写明：“{sentence.strip()}”[{number}]。", f"In print: “{sentence.strip()}” [{number}]."
            )
        )

    # -------------------------------------------------------------------------------------------- behind

    def tell_later(self) -> None:
        """The figures behind what was asked, as results after it."""
        for label, value, unit in self.later:
            number = quantity_of(value_in(value, unit).term, self.cite)
            self.result(label, number, value, label in _SIZES)
