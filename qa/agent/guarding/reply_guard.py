"""The guard of a model's answer: figures, quotations and names, and nothing else. Ordinary wording is free.

Each numeral is the question's, that of an id, or a calculation's; a quotation is verbatim; a figure's institution, year
and item are those of its id; words of direction agree with its sign. All faults are told at once. An id that the text
leaves out where it is plain is put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.agent.guarding.counts import miscounted
from qa.agent.guarding.figures import FigureGuard, Line, Omission
from qa.agent.guarding.labels import labels_in, labels_shown
from qa.agent.guarding.naming import Names
from qa.agent.guarding.support import Support, supports
from qa.agent.guarding.words import WordGuard, quoted_spans
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedList, place_key
from qa.agent.reply import MARK, MARKS, Kind, Reply, Said
from qa.drafting.claims import Claim, claims_in
from qa.execution.outcomes import Counted, Piece, Value
from qa.guard.names import covered
from qa.plans.words import clean
from qa.reader.assembling.terms import terms_in

MOST = 12
"""Most faults reported; a model does not mend more at once."""
TOO_LONG = "回答太长，只写所问的", "the answer is too long; write only what was asked"
_LONGEST = 60
"""Sentences."""
_DATE = re.compile(r"(?:19|20)\d{2}(?:年|[-–—/至到]|(?=\s|\W|$))|\d{1,2}[月日号]|\d{1,2}\s*[.、)）](?!\d)")
_IN_ORDER = re.compile("分别|依次|respectively", re.I)
_DENIES = re.compile("不是|并非|而不|不对|不符|不正确|有误|问题|所说|题中|not |rather than|instead of|question", re.I)
_OF_DOCUMENT = re.compile(r"[〔\[（(【]?(?:19|20)\d{2}[〕\]）)】]?\s*[-—]?\s*第?\d{1,4}\s*号")
_TOTAL = re.compile("合计|总计|共|总和|之和|相加|加起来|total|sum", re.I)
_PAGES = re.compile(
    r"(?:第|表|附件|附表|附|图|公开|table|annex|appendix|page|no\.)\s*\d+(?:\s*[-－–—.]\s*\d+)*"
    r"|\d{5,7}(?=\s*[\u4e00-\u9fff])|\d{2,3}(?=\s*[类款项](?![\u4e00-\u9fff]))|\d{3}(?=\s*(?:类|[\u4e00-\u9fff]{2,}支出))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A reply that was checked: with the ids that it left out, and its faults."""

    reply: Reply
    faults: tuple[str, ...]
    unknown: bool = False
    """Whether it names ids that do not exist, so that it cannot be read further."""
    labels: frozenset[str] = frozenset()
    """Names of what it cites or was shown that hold numerals of their own."""


@dataclass(frozen=True, eq=False)
class ReplyGuard:
    """``question``: with the turns that it leans on; ``shown``: all that the tools showed."""

    desk: Desk
    question: str
    shown: str

    def held(self, reply: Reply) -> Held:
        """The reply, and the statements of it that its ids do not support, one line each for the model."""
        if not reply.sentences or len(reply.sentences) > _LONGEST:
            both = self.desk.both
            empty = both("回答是空的，写出答案", "the answer is empty; write it")
            return Held(reply, (empty if not reply.sentences else both(*TOO_LONG),))
        unknown = [each for each in reply.cited if each not in self.desk.notes]
        if unknown:
            told = (
                self.desk.both(f"没有编号{each}，只能用查到的编号", f"there is no id {each}; use those that were shown")
                for each in unknown
            )
            return Held(reply, tuple(told), True)
        check = _Check(self, reply)
        sentences, faults = check.sentences()
        checked = replace(reply, sentences=tuple(sentences))
        labels = frozenset(check.labels)
        faults += [*check.results(checked), *check.items()]
        return Held(checked, tuple(dict.fromkeys(faults))[:MOST], labels=labels)


class _Check:
    """One reply in progress."""

    def __init__(self, guard: ReplyGuard, reply: Reply) -> None:
        self._desk, self._reply, self._question = guard.desk, reply, guard.question
        entries = [entry for each in reply.cited for entry in self._desk.notes.entries(each)]
        documents = tuple(dict.fromkeys(entry.document.id for entry in entries))
        names = Names(self._desk, documents)
        cited = labels_in(entries)
        asked = covered(guard.question, cited)
        years = frozenset(int(each) for each in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", asked))
        self._figures = FigureGuard(names, guard.question, years)
        self._words = WordGuard(self._desk, names, guard.question, guard.shown)
        self._supports: dict[str, list[Support]] = {}
        self._of_question = claims_in(guard.question)
        self._names, self._both = names, guard.desk.both
        self.labels = labels_shown(self._desk.notes) | cited

    def supports(self, name: str) -> list[Support]:
        if name not in self._supports:
            self._supports[name] = supports(name, self._desk)
        return self._supports[name]

    # -------------------------------------------------------------------------------------------- sentences

    def sentences(self) -> tuple[list[Said], list[str]]:
        done: list[Said] = []
        faults: list[str] = []
        before = "|".join((self._question, *terms_in(self._question)))
        for said in self._reply.sentences:
            said, text, found = self._words.unquoted(said, self._reply.cited)
            faults += found
            said, stated, found = self._numerals(said, text, before)
            answers = self._reply.kind is Kind.ANSWERS  # a refusal and a question back say nothing of the documents
            faults += [*found, *(self._words.faults(said, text, stated) if answers else ())]
            faults += self._counts(said, said.text)
            done.append(said)
            before += "。" + said.plain
        return done, faults

    def _numerals(self, said: Said, text: str, before: str) -> tuple[Said, bool, list[str]]:
        """The sentence with marks behind the numerals that had none, whether it states figures, and its faults."""
        plain = self._without_names(MARK.sub(lambda found: " " * len(found.group(0)), text))
        lines = list(_lines(plain, before))
        missing: list[tuple[int, str]] = []
        faults = self._in_order(lines, said, plain)
        for line in lines:
            put_in, found = self._numeral(line, said, text)
            faults += found
            missing += [(len(line.lead) + len(line.claim.text), put_in)] if put_in else []
        for at, put_in in reversed(missing):
            ids = MARK.findall(put_in)
            said = Said(f"{said.text[:at]}{put_in}{said.text[at:]}", tuple(dict.fromkeys((*said.ids, *ids))))
        return said, bool(lines), faults

    def _counts(self, said: Said, text: str) -> Iterator[str]:
        ids = said.ids or self._reply.cited
        held = [support for each in ids for support in self.supports(each)]
        for start, end in quoted_spans(text):
            text = text[:start] + " " * (end - start) + text[end:]
        for claim, right in miscounted(covered(MARK.sub(" ", text), self.labels), self._question, held):
            yield self._both(
                f"“{claim.text}”与编号不符，是{right}，照它写", f"“{claim.text}” is not what the id counts: {right}"
            )

    def _without_names(self, plain: str) -> str:
        """The text without numbers of documents (财社〔2023〕218号) and without names that hold numerals."""
        plain = _OF_DOCUMENT.sub(lambda found: " " * len(found.group(0)), plain)
        return covered(plain, self.labels)

    def _numeral(self, line: Line, said: Said, text: str) -> tuple[str, list[str]]:
        """What is to be put behind a numeral, in brackets what the sentence leaves out of it and the mark of its id if
        it has none; and the faults of it."""
        own, beside = _marks_after(text, len(line.lead)), _marks_beside(text, len(line.lead) + len(line.claim.text))
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
            told = self._both("，", ", ").join(dict.fromkeys(left_out))
            return self._both(f"（{told}）", f" ({told})") + mark, []
        if worst:
            return "", worst
        right = self._right(line, tried)
        known = ", ".join(f"{each} = {self._value_of(each)}" for each in own[:2] if self._value_of(each))
        known = f" ({known})" if known else ""
        told = self._both(
            f"“{line.claim.text}”不是问题的，也不是所标编号的数字{known}：改数字、换编号，或先用calculate算",
            f"“{line.claim.text}” is neither the question's nor that of its id{known}: change it, cite another id, or "
            "calculate first",
        )
        return "", [told + right]

    def _is_beside_its_own(self, line: Line, said: Said, own: Sequence[str], beside: Sequence[str]) -> bool:
        """Whether the marks behind a figure of the question belong to another figure of the sentence, or to words."""
        if beside:
            return False
        valued = [each for each in own if self._value_of(each)]
        others = [each for each in claims_in(said.plain) if each.value != line.claim.value]
        return all(any(self.supports(each)[0].holds(other) for other in others) for each in valued)

    def _right(self, line: Line, tried: Sequence[str]) -> str:
        """The id that states just this, where another one was marked."""
        others = (each for each in self._desk.notes if each not in tried and each[0] in "FSC")
        right = next((each for each in others if self._against(line, each) == []), "")
        return self._both(f"；{right}才是这个数，标[{right}]", f"; it is {right}: mark [{right}]") if right else ""

    def _places(self, name: str) -> frozenset[str]:
        """The cells, sentences and passages behind an id: who marks a sum by all of its parts has marked the sum."""
        noted, notes = self._desk.notes[name], self._desk.notes
        pieces: tuple[Piece, ...] = (noted,) if isinstance(noted, Piece) else ()
        if isinstance(noted, Value) and isinstance(noted.term, Counted):
            pieces = noted.term.pieces
        entries = notes.entries(name)
        cells = (place_key(each) if each.cell else each.document.id + each.statement.sentence for each in entries)
        return frozenset((*cells, *(each.document.id + each.text for each in pieces)))

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
            return [self._both(f"{name}合计是{total}，照它写", f"the total of {name} is {total}; write that")]
        return min(faults, key=lambda each: (sum(not isinstance(f, Omission) for f in each), len(each)))

    def _faults(self, line: Line, support: Support) -> list[str]:
        faults = self._figures.faults(line, support)
        if self._figures.wrong_order(line, support):
            faults.append(self._both("增减的方向与次序不符，改其一", "the direction does not fit the order of the two"))
        return faults

    def _value_of(self, name: str) -> str:
        value = self._desk.notes.value_at(name)
        return value.number.shown() if value is not None else ""

    def _in_order(self, lines: Sequence[Line], said: Said, plain: str) -> list[str]:
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
                    self._both(
                        f"“{line.claim.text}”不是“{thing.name}”的，数字按名称的次序写",
                        f"“{line.claim.text}” is not that of “{thing.name}”; give figures in the order of the names",
                    )
                )
        return faults

    # -------------------------------------------------------------------------------------------- results, items

    def results(self, reply: Reply) -> Iterator[str]:
        """An answer cites something. An id of ``results`` whose figure the text does not state is no result."""
        if reply.kind is Kind.ANSWERS and not reply.cited:
            yield self._both(
                "没有写出任何编号：数字和引文后面写[编号]", "no id is cited: write [id] behind figures and quotations"
            )

    def items(self) -> Iterator[str]:
        """Names that nothing shown holds, and names of a ranking in another order."""
        if self._reply.kind is not Kind.ANSWERS:
            return
        known = clean(self._known())
        for each in self._reply.items:
            if clean(each) and clean(each) not in known and not _parts_known(each, known):
                yield self._both(
                    f"没有“{each}”这个名称，items里写查到的名称",
                    f"nothing shown is called “{each}”; items are names that were shown",
                )
        for name in dict.fromkeys((*self._reply.cited, *self._desk.notes)):
            noted = self._desk.notes[name]
            if isinstance(noted, NotedList) and noted.ranked and len(self._reply.items) > 1:
                order = [clean(each) for each in noted.names]
                at = [order.index(clean(each)) for each in self._reply.items if clean(each) in order]
                if len(at) == len(self._reply.items) and at != sorted(at):
                    yield self._both(f"items的次序与{name}不同，照它排", f"items are in another order than {name}")
                    return

    def _known(self) -> str:
        texts = [self._question, *(self._words.text_of(each) for each in self._reply.cited)]
        for name in self._desk.notes:
            noted = self._desk.notes[name]
            texts += noted.names if isinstance(noted, NotedList) else ()
        for name in self._reply.cited:
            texts += [word for support in self.supports(name) for word in support.words]
        return "|".join((*texts, self._words.shown))


def _parts_known(name: str, known: str) -> bool:
    """Whether a name is made of known parts: a code before it, a year, brackets."""
    parts = [each for each in re.split(r"[（）()\s·：:，,、]+|\d+年度?", name) if clean(each)]
    return bool(parts) and all(clean(each) in known for each in parts)


def _lines(plain: str, before: str) -> Iterator[Line]:
    claims = [each for each in claims_in(plain) if not _no_figure(plain, each)]
    end = 0
    for at, claim in enumerate(claims):
        stop = claim.start + len(claim.text)
        following = claims[at + 1].start if at + 1 < len(claims) else len(plain)
        yield Line(claim, plain[: claim.start], plain[end : claim.start], plain[stop:following], before)
        end = stop


def _no_figure(text: str, claim: Claim) -> bool:
    """A date, a number of a list, a table or a page, or a code before its name."""
    if _DATE.match(text, claim.start) and not (claim.unit and claim.unit != "年"):
        return True
    return not claim.unit and any(found.start() <= claim.start < found.end() for found in _PAGES.finditer(text))


def _same_unit(one: Claim, other: Claim) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


def _marks_beside(text: str, end: int) -> tuple[str, ...]:
    """The ids of the marks that stand right behind a numeral."""
    found = re.compile(rf"[\s）)”的]{{0,2}}({MARKS.pattern})").match(text, end)
    return tuple(MARK.findall(found.group(1))) if found else ()


def _marks_after(text: str, start: int) -> tuple[str, ...]:
    """The ids of the first group of marks behind a place, else of the last group before it."""
    groups = [(found.start(), tuple(MARK.findall(found.group(0)))) for found in MARKS.finditer(text)]
    after = [ids for at, ids in groups if at >= start]
    return after[0] if after else groups[-1][1] if groups else ()
