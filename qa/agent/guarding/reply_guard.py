"""The guard of a model's answer: figures, quotations and names, and nothing else. Ordinary wording is free.

Each numeral is the question's, that of an id, or a calculation's; a quotation is verbatim; a figure's institution, year
and item are those of its id; words of direction agree with its sign. All faults are told at once. An id that the text
leaves out where it is plain is put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.agent.guarding.counts import miscounted
from qa.agent.guarding.figures import FigureGuard
from qa.agent.guarding.labels import labels_in, labels_shown
from qa.agent.guarding.lines import lines_of
from qa.agent.guarding.naming import Names
from qa.agent.guarding.numerals import NumeralGuard
from qa.agent.guarding.quoting import Quoting, quoted_spans
from qa.agent.guarding.words import WordGuard
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedList
from qa.agent.reply import MARK, Kind, Reply, Said
from qa.guard.names import covered
from qa.plans.words import clean
from qa.reader.assembling.terms import terms_in

MOST = 12
"""Most faults reported; a model does not mend more at once."""
TOO_LONG = "回答太长，只写所问的", "the answer is too long; write only what was asked"
_LONGEST = 60
"""Sentences."""
_OF_DOCUMENT = re.compile(r"[〔\[（(【]?(?:19|20)\d{2}[〕\]）)】]?\s*[-—]?\s*第?\d{1,4}\s*号")


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
        figures = FigureGuard(names, guard.question, years)
        self._guard = NumeralGuard(self._desk, reply, figures, names, guard.question)
        self._quoting = Quoting(self._desk, names, guard.question)
        self._words = WordGuard(self._desk, self._quoting, guard.question, guard.shown)
        self._both = guard.desk.both
        self.labels = labels_shown(self._desk.notes) | cited

    # -------------------------------------------------------------------------------------------- sentences

    def sentences(self) -> tuple[list[Said], list[str]]:
        done: list[Said] = []
        faults: list[str] = []
        before = "|".join((self._question, *terms_in(self._question)))
        for said in self._reply.sentences:
            said, text, found = self._quoting.unquoted(said, self._reply.cited)
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
        lines = list(lines_of(plain, before))
        missing: list[tuple[int, str]] = []
        faults = self._guard.in_order(lines, said, plain)
        for line in lines:
            put_in, found = self._guard.numeral(line, said, text)
            faults += found
            missing += [(len(line.lead) + len(line.claim.text), put_in)] if put_in else []
        for at, put_in in reversed(missing):
            ids = MARK.findall(put_in)
            said = Said(f"{said.text[:at]}{put_in}{said.text[at:]}", tuple(dict.fromkeys((*said.ids, *ids))))
        return said, bool(lines), faults

    def _counts(self, said: Said, text: str) -> Iterator[str]:
        ids = said.ids or self._reply.cited
        held = [support for each in ids for support in self._guard.supports(each)]
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
        texts = [self._question, *(self._quoting.text_of(each) for each in self._reply.cited)]
        for name in self._desk.notes:
            noted = self._desk.notes[name]
            texts += noted.names if isinstance(noted, NotedList) else ()
        for name in self._reply.cited:
            texts += [word for support in self._guard.supports(name) for word in support.words]
        return "|".join((*texts, self._words.shown))


def _parts_known(name: str, known: str) -> bool:
    """Whether a name is made of known parts: a code before it, a year, brackets."""
    parts = [each for each in re.split(r"[（）()\s·：:，,、]+|\d+年度?", name) if clean(each)]
    return bool(parts) and all(clean(each) in known for each in parts)
