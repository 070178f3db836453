"""Holds the numerals of a sentence against the ids that it marks, or could mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.agent.guarding.figures import FigureGuard
from qa.agent.guarding.lines import Line, Omission, marks_after, marks_beside
from qa.agent.guarding.naming import Names
from qa.agent.guarding.support import Support, supports
from qa.agent.guarding.wording import Wording
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import stands_at
from qa.agent.reply import Reply, Said
from qa.drafting.claims import Claim, claims_in
from qa.execution.outcomes import Counted, Piece, Value
from qa.plans.words import clean

_IN_ORDER = re.compile("分别|依次|respectively", re.I)
_STATES = re.compile(r"(?:[为是达共计有]|达到|\b(?:is|was|were|to|at))\W*$", re.I)
"""What a figure that is stated stands behind."""
_DENIES = re.compile("不是|并非|而不|不对|不符|不正确|有误|问题|所说|题中|not |rather than|instead of|question", re.I)
_TOTAL = re.compile("合计|总计|共|总和|之和|相加|加起来|total|sum", re.I)


class NumeralGuard:
    """The numerals of one reply. ``figures``: what may be said of a figure; ``question``: with the turns that it leans
    on."""

    def __init__(self, desk: Desk, reply: Reply, figures: FigureGuard, names: Names, question: str) -> None:
        self._desk, self._reply, self._figures, self._names = desk, reply, figures, names
        self._tell, self._of_question = Wording(desk), claims_in(question)
        self._supports: dict[str, list[Support]] = {}

    def supports(self, name: str) -> list[Support]:
        if name not in self._supports:
            self._supports[name] = supports(name, self._desk)
        return self._supports[name]

    def numeral(self, line: Line, said: Said, text: str) -> tuple[str, list[str]]:
        """What is to be put behind a numeral, in brackets what the sentence leaves out of it and the mark of its id if
        it has none; and the faults of it."""
        own, beside = marks_after(text, len(line.lead)), marks_beside(text, len(line.lead) + len(line.claim.text))
        quoted = any(each.value == line.claim.value and _same_unit(each, line.claim) for each in self._of_question)
        reckoned = (each for each in self._desk.notes if each.startswith("C"))
        tried = tuple(dict.fromkeys((*own, *said.ids, *self._reply.results, *self._reply.cited, *reckoned)))
        worst: list[str] = []
        marked = frozenset(place for each in beside for place in self._places(each))
        made = tuple(n for n in self._desk.notes if n[0] == "C" and beside and self._places(n) == marked)
        incomplete: tuple[str, list[str]] | None = None
        for name in (*beside, *made) if beside else tried:
            faults = self._against(line, name)
            if faults is None:
                continue
            mark = "" if name in own else f"[{name}]"
            if not faults:
                return mark, []
            if all(isinstance(each, Omission) for each in faults):
                incomplete = incomplete or (mark, faults)
            else:
                wrong = (each for each in faults if not isinstance(each, Omission))
                worst = worst or [f"“{line.claim.text}”[{name}]: {each}" for each in wrong]
        if quoted and (not own or self._is_beside_its_own(line, said, own, beside) or _DENIES.search(line.sentence)):
            return "", []
        if incomplete is not None:
            mark, left_out = incomplete
            told = self._tell.both("，", ", ").join(dict.fromkeys(left_out))
            return self._tell.both(f"（{told}）", f" ({told})") + mark, []
        if worst:
            return "", worst
        right = self._right(line, tried)
        known = ", ".join(f"{each} = {self._value_of(each)}" for each in own[:2] if self._value_of(each))
        known = f" ({known})" if known else ""
        told = self._tell.both(
            f"“{line.claim.text}”不是问题的，也不是所标编号的数字{known}：改数字、换编号，或先用calculate算",
            f"“{line.claim.text}” is neither the question's nor that of its id{known}: change it, cite another id, or "
            "calculate first",
        )
        return "", [told + right]

    def _is_beside_its_own(self, line: Line, said: Said, own: Sequence[str], beside: Sequence[str]) -> bool:
        """Whether the marks behind a figure of the question belong to another figure of the sentence, or to words; not
        where the sentence states it as the documents'."""
        if beside or _STATES.search(line.clause):
            return False
        valued = [each for each in own if self._value_of(each)]
        others = [each for each in claims_in(said.plain) if each.value != line.claim.value]
        return all(any(self.supports(each)[0].holds(other) for other in others) for each in valued)

    def _right(self, line: Line, tried: Sequence[str]) -> str:
        """The id that states just this, where another one was marked."""
        others = (each for each in self._desk.notes if each not in tried and each[0] in "FSC")
        right = next((each for each in others if self._against(line, each) == []), "")
        return self._tell.both(f"；{right}才是这个数，标[{right}]", f"; it is {right}: mark [{right}]") if right else ""

    def _places(self, name: str) -> frozenset[str]:
        """The cells, sentences and passages behind an id: who marks a sum by all of its parts has marked the sum."""
        noted, notes = self._desk.notes[name], self._desk.notes
        pieces: tuple[Piece, ...] = (noted,) if isinstance(noted, Piece) else ()
        if isinstance(noted, Value) and isinstance(noted.term, Counted):
            pieces = noted.term.pieces
        return frozenset((*map(stands_at, notes.entries(name)), *(each.document.id + each.text for each in pieces)))

    def _against(self, line: Line, name: str) -> list[str] | None:
        """The faults of a numeral beside an id; None if the id does not hold its value."""
        fitting = [each for each in self.supports(name) if each.holds(line.claim)]
        if not fitting:
            return None
        firm = [each for each in fitting if not each.loose] or fitting
        faults = [list(dict.fromkeys(self._faults(line, each))) for each in firm]
        whole = self.supports(name)[0]
        if whole.how == "sum" and not whole.holds(line.claim) and _TOTAL.search(line.clause[-6:]):
            total = self._value_of(name)
            return [self._tell.both(f"{name}合计是{total}，照它写", f"the total of {name} is {total}; write that")]
        return min(faults, key=lambda each: (sum(not isinstance(f, Omission) for f in each), len(each)))

    def _faults(self, line: Line, support: Support) -> list[str]:
        faults = self._figures.faults(line, support)
        if self._figures.directions.wrong_order(line, support):
            faults.append(
                self._tell.both("增减的方向与次序不符，改其一", "the direction does not fit the order of the two")
            )
        return faults

    def _value_of(self, name: str) -> str:
        value = self._desk.notes.value_at(name)
        return value.number.shown() if value is not None else ""

    def in_order(self, lines: Sequence[Line], said: Said, plain: str) -> list[str]:
        """甲、乙分别为…: the numerals in the order of the names."""
        found = _IN_ORDER.search(plain)
        if found is None or len(lines) < 2:
            return []
        lead = plain[: found.start()]
        behind = [line for line in lines if len(line.lead) >= found.start()]
        things = [each for each in self._names.things_in(lead) if each.known][-len(behind) :]
        if len(things) != len(behind):
            return []
        faults = []
        for thing, line in zip(things, behind, strict=True):
            held = [
                s
                for each in (*said.ids, *self._reply.results)
                for s in self.supports(each)
                if s.holds(line.claim) and not s.loose
            ]
            words = [clean(word) for each in held for word in each.words]
            if held and not any(thing.name in word or word in thing.name for word in words if len(word) > 2):
                faults.append(
                    self._tell.both(
                        f"“{line.claim.text}”不是“{thing.name}”的，数字按名称的次序写",
                        f"“{line.claim.text}” is not that of “{thing.name}”; give figures in the order of the names",
                    )
                )
        return faults


def _same_unit(one: Claim, other: Claim) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit
