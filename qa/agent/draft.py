"""Turns a reply that passed the guard into a draft: ids become numbered citations, the named ones results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from qa.agent.guarding.counts import counts_in
from qa.agent.guarding.support import Support
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedFinding, NotedList
from qa.agent.reply import Kind, Reply, numbered
from qa.drafting.answer import Basis, Check, Clarification, Status
from qa.drafting.claims import claims_in
from qa.drafting.draft import Draft
from qa.execution.outcomes import Counted, Entry, Leaf, Made, Piece, Value, Verdict, quantity_of
from qa.execution.selection import value_of
from qa.plans.quantity import MONEY, Quantity, cited, converted

_FALL_ASKED = re.compile("少|掉|降|减|省|砍|缩|跌|down|drop|fell|fall|decreas|less|lower|cut", re.IGNORECASE)
"""A question that supposes a fall asks for its size."""
_CLAUSE = re.compile(r"[，,。；;：:！？\n]")
_STATUS = {Kind.ANSWERS: Status.ANSWERED, Kind.REFUSES: Status.REFUSED, Kind.ASKS: Status.NEEDS_CLARIFICATION}


def draft_of(reply: Reply, desk: Desk, question: str) -> Draft:
    """The draft of a reply: results are the figures that it names and then those that it states, in its order."""
    return _Drafting(reply, desk, question).made()


class _Drafting:
    def __init__(self, reply: Reply, desk: Desk, question: str) -> None:
        self._question = question
        self._reply, self._desk, self._draft = reply, desk, Draft(_STATUS[reply.kind])
        self._stated = [claim for said in reply.sentences for claim in (*claims_in(said.plain), *counts_in(said.plain))]

    def made(self) -> Draft:
        draft, reply = self._draft, self._reply
        numbers = {each: self._cite(each) for each in reply.cited}
        draft.sentences += [numbered(said, numbers) for said in reply.sentences]
        self._calculations()
        if reply.kind is Kind.ANSWERS:
            for name in reply.cited_first:
                for value in self._values(name):
                    self._result(value, name in reply.results)
            for name in reply.cited_first:
                if name in reply.results or not draft.results:
                    self._results_in_words(name)
            self._checks(numbers)
            draft.items += dict.fromkeys(reply.items)
        if reply.kind is Kind.ASKS:
            draft.clarify += [Clarification(each, f"{each}：{self._question}") for each in dict.fromkeys(reply.items)]
        return draft

    def _place(self, place: Entry | Piece) -> int:
        if isinstance(place, Piece):
            text = place.text.strip()
            return self._draft.cite_passage(place.document, place.passage, text, (place.start, place.end))
        return self._draft.cite(place)

    def _cite(self, name: str) -> tuple[int, ...]:
        """The citation numbers of an id."""
        noted = self._desk.notes[name]
        if isinstance(noted, Piece):
            return (self._place(noted),)
        if isinstance(noted, NotedFinding) and not noted.entries:
            found = noted.finding
            places = zip(found.quotes, found.sources, found.places, strict=False)
            return tuple(self._draft.cite_text(noted.document, (p,), q, s) for q, s, p in places)
        if isinstance(noted, NotedList):
            return tuple(dict.fromkeys(number for each in dict.fromkeys(noted.ids) for number in self._cite(each)))
        places_of = [self._place(each) for each in self._desk.notes.entries(name)]
        if isinstance(noted, Value) and isinstance(noted.term, Counted):
            places_of += [self._place(each) for each in noted.term.pieces]
        return tuple(dict.fromkeys(places_of))

    # -------------------------------------------------------------------------------------------- results

    def _values(self, name: str) -> Iterator[Value]:
        """The figures of an id that the text states; its own where it is one figure."""
        noted = self._desk.notes[name]
        if isinstance(noted, Entry):
            own = [noted] if noted.cell else [noted, *(e for e in self._desk.sentence_of(noted) if e != noted)]
            yield from (value_of(each) for each in own if each.value is not None and self._is_stated(value_of(each)))
        elif isinstance(noted, Value):
            yield from (each for each in (noted, *noted.operands, *_printed(noted)) if self._is_stated(each))
        elif isinstance(noted, Verdict):
            found = (noted.gap, noted.right, noted.left)
            yield from (each for each in found if isinstance(each, Value) and self._is_stated(each))
        elif isinstance(noted, NotedList):
            entries = tuple(dict.fromkeys(self._desk.notes.entries(name)))
            pieces = tuple(dict.fromkeys(p for each in noted.ids if isinstance(p := self._desk.notes[each], Piece)))
            count = Value(Counted(len(noted.names), entries, pieces), "个数")
            yield from (each for each in (count,) if self._is_stated(each))
            for each in dict.fromkeys(noted.ids):
                yield from self._values(each)

    def _results_in_words(self, name: str) -> None:
        """Adds the figures of a passage, or of a cell of words, that the text states with their units."""
        noted = self._desk.notes[name]
        if not isinstance(noted, Piece) and not (isinstance(noted, Entry) and noted.cell and noted.value is None):
            return
        text = self._desk.text_of(noted)
        for claim in claims_in(text):
            said = any((each.value, each.unit) == (claim.value, claim.unit) for each in self._stated)
            known = any((Decimal(each.value), each.unit) == (claim.value, claim.unit) for each in self._draft.results)
            if said and not known and claim.unit not in ("", "年"):
                label = _CLAUSE.split(text[: claim.start])[-1].strip(" 为是约达")
                self._draft.result(label, cited(claim.value, claim.unit, self._place(noted)), Basis.TEXT)

    def _is_stated(self, value: Value) -> bool:
        if not isinstance(value.term, Leaf | Made | Counted):
            return False
        number = self._rounded(value, value.number)
        return any(_support(number, value).holds(claim) for claim in self._stated)

    def _rounded(self, value: Value, number: Quantity) -> Quantity:
        if not isinstance(value.term, Made):
            return number
        return self._desk.rounded(self._desk.notes.value(value), number)

    def _result(self, value: Value, named: bool) -> None:
        """Adds a result; of those that are only stated, each figure once."""
        number = self._as_said(value)
        known = {(Decimal(each.value), each.unit) for each in self._draft.results}
        if not named and (number.value, number.unit) in known:
            return
        basis = None
        if isinstance(value.term, Leaf) and not number.derived:
            basis = Basis.CELL if value.term.entry.cell else Basis.TEXT
        fall = number.value < 0 and bool(_FALL_ASKED.search(self._question))
        self._draft.result(value.name, number, basis, abs(number.value) if fall else None)

    def _as_said(self, value: Value) -> Quantity:
        """The quantity in the unit in which the text says it."""
        number = self._rounded(value, quantity_of(value.term, self._place))
        said = [claim for claim in self._stated if _support(number, value).holds(claim)]
        unit = next((claim.unit for claim in said if claim.unit), "")
        if isinstance(value.term, Counted) and unit:
            return replace(number, unit=unit)
        if any(claim.unit == number.unit for claim in said) or unit not in MONEY:
            return number
        return converted(number, unit)

    def _checks(self, numbers: dict[str, tuple[int, ...]]) -> None:
        """The findings that the reply cites; what a failed one says is part of the answer."""
        for name in self._reply.cited:
            noted = self._desk.notes[name]
            if isinstance(noted, NotedFinding):
                found = noted.finding
                self._draft.checks.append(Check(found.rule, found.verdict, found.message, numbers[name]))
                if found.verdict == "fail" and found.message not in "".join(self._draft.sentences):
                    shown = "".join(f"[{number}]" for number in numbers[name])
                    self._draft.say(f"{found.message}{shown}。")

    def _calculations(self) -> None:
        """The calculations behind what the reply cites, so that a reader can redo them."""
        made = (noted for each in self._reply.cited if isinstance(noted := self._desk.notes[each], Value))
        for value in made:
            for each in (value, *value.operands):
                self._draft.calculate(self._rounded(each, quantity_of(each.term, self._place)))


def _printed(value: Value) -> tuple[Value, ...]:
    return (value.printed,) if value.printed is not None else ()


def _support(number: Quantity, value: Value) -> Support:
    how = "count" if isinstance(value.term, Counted) else ""
    return Support(number.value, number.unit, "", how, (), ())
