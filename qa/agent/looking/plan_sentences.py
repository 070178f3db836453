"""What the executor says of an outcome, with the ids of one run in place of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import stands_at
from qa.agent.looking.rows import plain
from qa.drafting.draft import Draft
from qa.execution.arithmetic import value_in
from qa.execution.outcomes import Counted, Entry, Outcome, Piece, Quotation, Value, Verdict, entries_of
from qa.execution.telling.asks import Telling
from qa.execution.telling.missing import Words
from qa.plans.language import Ask
from qa.plans.quantity import show

_LONGEST = 400
"""Most characters of what a result is told with."""
_MARK = re.compile(r"\[(\d+)\]")
_MANY = re.compile(r"(?:\[[FS]\d+\]){4,}")


def plan_sentences(desk: Desk, ask: Ask, outcome: Outcome) -> str:
    """What the executor says of an outcome, with our ids in place of its numbers."""
    draft = Draft()
    telling = Telling(draft, Words(desk.language == "en", desk.reader.shelf.institutions), [], desk.reader)
    telling.tell(ask, outcome)
    entries = [each for each in draft.figures if isinstance(each, Entry)]
    cited: dict[int, list[tuple[str, str]]] = {}
    for each in dict.fromkeys(entries):
        shown = show(abs(each.value), each.unit) if each.value is not None else ""
        cited.setdefault(draft.cite(each), []).append((desk.notes.entry(each), shown))
    for piece in _pieces_in(outcome):
        cited[telling.cite(piece)] = [(desk.notes.piece(piece), "")]

    def marked(found: re.Match[str]) -> str:
        """Of the figures of one sentence the id of the one that stands before its mark."""
        ids = cited.get(int(found[1]), [])
        before = said[: found.start()]
        own = next((name for name, shown in ids if shown and before.endswith(shown)), ids[0][0] if ids else "")
        return f"\x00{own}\x01" if own else found[0]

    said = " ".join(each for each in draft.sentences if each)
    said = _MARK.sub(marked, said)
    for value in _values_in(outcome):
        own = value_in(value, ask.unit)
        said = _with_its_id(desk, said, own) if own.entry is None else said
    said = _MANY.sub("", plain(said).replace("\x00", "[").replace("\x01", "]"))
    return said if len(said) <= _LONGEST or isinstance(outcome, Quotation) else f"{said[:_LONGEST]}…"


def _with_its_id(desk: Desk, said: str, value: Value) -> str:
    """A sentence with the id of what was reckoned behind its figure, instead of those of its operands."""
    notes = desk.notes
    name = notes.value(value)
    number = desk.rounded(name, value.number)
    shown = re.escape(show(abs(number.value), number.unit))
    behind = re.compile(rf"(?<![\d.,])({shown})((?:\x00[FS]\d+\x01)+)")
    own = set(map(stands_at, entries_of(value.term)))

    def named(found: re.Match[str]) -> str:
        """A mark of a figure that prints this very number stays: a side of a comparison, a part of a sum."""
        marked = [each for mark in re.findall(r"[FS]\d+", found[2]) for each in notes.entries(mark)]
        places = set(map(stands_at, marked))
        printed = any(each.value is not None and show(abs(each.value), each.unit) == found[1] for each in marked)
        made = places <= own and (not printed or (places == own and len(own) > 1))
        return f"{found[1]}\x00{name}\x01" if made else found[0]

    return behind.sub(named, said)


def _values_in(outcome: Outcome) -> Iterator[Value]:
    """What was reckoned, and what it was reckoned from."""
    if isinstance(outcome, Value):
        yield from (each for each in (outcome, *outcome.operands) if each.entry is None or each is outcome)
        for each in outcome.operands:
            yield from _values_in(each)
    elif isinstance(outcome, Verdict):
        for side in (outcome.gap, outcome.left, outcome.right):
            if isinstance(side, Value) and list(entries_of(side.term)):
                yield from _values_in(side)
    elif isinstance(outcome, Quotation) and outcome.change is not None:
        yield from _values_in(outcome.change)


def _pieces_in(outcome: Outcome) -> tuple[Piece, ...]:
    if isinstance(outcome, Quotation):
        return outcome.pieces
    return outcome.term.pieces if isinstance(outcome, Value) and isinstance(outcome.term, Counted) else ()
