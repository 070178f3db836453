"""What an id holds: the figures that may be stated beside it, each with its direction and what it is known by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model.amounts import to_unit
from ingest.model.figures import Direction, Role
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedFinding, NotedList
from qa.agent.looking.words import words_of
from qa.drafting.claims import Claim, claims_in
from qa.execution.outcomes import Counted, Entry, Leaf, Made, Piece, Value, Verdict, entries_of
from qa.execution.selection import value_of
from qa.plans.quantity import MONEY

_WAYS = {Direction.UP: "up", Direction.DOWN: "down"}
CHANGES = (Role.CHANGE, Role.CHANGE_RATE)
_CHANGING = ("增减", "变动", "变化", "比上年", "较上年")


@dataclass(frozen=True, slots=True)
class Support:
    """One figure of an id. ``way``: ``up`` or ``down`` of a change, ``either`` where both may be said, else empty.
    ``how``: the arithmetic of a figure that was made. ``words``: what the figure is known by. ``entries``: its
    places. ``loose``: a numeral of a text, of which no more is known than the text; ``name`` is the text before it."""

    value: Decimal
    unit: str
    way: str
    how: str
    words: tuple[str, ...]
    entries: tuple[Entry, ...]
    name: str = ""
    loose: bool = False
    operands: tuple[Value, ...] = ()

    def holds(self, claim: Claim) -> bool:
        if claim.unit in MONEY and self.unit in MONEY:
            return to_unit(claim.value, claim.unit, self.unit) == abs(self.value)
        counted = self.how == "count" and claim.unit not in (*MONEY, "%")
        unit = "" if claim.unit in ("", self.unit) or not self.unit or counted else claim.unit
        return claim.value == abs(self.value) and not unit


def supports(name: str, desk: Desk) -> list[Support]:
    """Everything that an id holds; the figure itself first."""
    return list(_of(name, desk))


def _of(name: str, desk: Desk) -> Iterator[Support]:
    noted = desk.notes[name]
    if isinstance(noted, Entry):
        yield from _of_entry(noted, desk)
    elif isinstance(noted, Value):
        own, *behind = _of_value(noted, desk)
        yield replace(own, value=desk.rounded(name, noted.number).value)
        yield from behind
    elif isinstance(noted, Piece):
        yield from _of_text(noted.text, (*noted.passage.section.path, noted.document.institution, noted.document.title))
    elif isinstance(noted, Verdict):
        for side in (noted.left, noted.right, noted.gap):
            if isinstance(side, Value):
                yield from _of_value(side, desk, "either" if side is noted.gap else "")
    elif isinstance(noted, NotedList):
        yield Support(Decimal(len(noted.names)), "", "", "count", noted.names, ())
        for each in dict.fromkeys(noted.ids):
            yield from _of(each, desk)
    elif isinstance(noted, NotedFinding):
        yield from _of_text("。".join((noted.finding.message, *noted.finding.quotes)), ())
        for entry in noted.entries:
            yield from _of_entry(entry, desk)


def _of_entry(entry: Entry, desk: Desk) -> Iterator[Support]:
    own = [] if entry.cell else desk.sentence_of(entry)
    for each in [entry, *(other for other in own if other != entry)]:
        if each.value is not None:
            yield of_entry(each)
    if not entry.cell:
        yield from _of_text(entry.statement.sentence, (entry.document.institution, *entry.statement.section))


def of_entry(entry: Entry) -> Support:
    assert entry.value is not None
    return Support(entry.value, entry.unit, way_of(entry), "", known_by(entry), (entry,), value_of(entry).name)


def known_by(entry: Entry) -> tuple[str, ...]:
    """The words that a figure is known by; of a sentence those of its own clause, for others are of other figures."""
    if entry.cell:
        return words_of(entry)
    said = entry.statement
    return tuple(said.text if each == said.sentence else each for each in words_of(entry))


def way_of(entry: Entry) -> str:
    """The direction of a figure that is a change."""
    if not entry.cell:
        return _WAYS.get(entry.statement.direction, "") if entry.role in CHANGES else ""
    headers = entry.fact.measure + "".join(entry.fact.column_path)
    if any(each in headers for each in _CHANGING) and entry.value:
        return "up" if entry.value > 0 else "down"
    return ""


def _of_value(value: Value, desk: Desk, way: str = "") -> Iterator[Support]:
    if value.entry is not None:
        yield from _of_entry(value.entry, desk)
        return
    entries = tuple(entries_of(value.term))
    number = value.number
    how = value.term.how if isinstance(value.term, Made) else "count" if isinstance(value.term, Counted) else ""
    if how in ("sum", "difference") and value.printed is not None and value.printed.direction is not Direction.NONE:
        how = "prior"
    words = tuple(dict.fromkeys(word for each in entries[:40] for word in known_by(each)))
    words += (value.name, *(each.name for each in value.operands))
    yield Support(
        number.value, number.unit, way or _way(how, value), how, words, entries, value.name, False, value.operands
    )
    behind = (*value.operands, *((value.printed,) if value.printed is not None else ()))
    for operand in behind:
        yield from (each for each in _of_value(operand, desk) if not each.loose)
    for leaf in _leaves(value):
        yield from (each for each in _of_entry(leaf.entry, desk) if not each.loose)


def _leaves(value: Value) -> Iterator[Leaf]:
    terms = value.term.terms if isinstance(value.term, Made) else ()
    yield from (each for each in terms if isinstance(each, Leaf))


def _way(how: str, value: Value) -> str:
    number = value.number.value
    return ("up" if number > 0 else "down") if how in ("difference", "growth") and number else ""


def _of_text(text: str, above: tuple[str, ...]) -> Iterator[Support]:
    for claim in claims_in(text):
        yield Support(claim.value, claim.unit, claim.direction, "", (text, *above), (), text[: claim.start], True)
