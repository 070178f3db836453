"""The quotations of a model's sentence: verbatim in what an id holds, a name that was shown, or the question's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.agent.guarding.naming import Names, is_of
from qa.agent.guarding.verbatim import exact, position
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedFinding, NotedList
from qa.agent.looking.words import words_of
from qa.agent.reply import MARK, MARKS, Said
from qa.execution.outcomes import Entry, Piece

_PLAIN_QUOTED = re.compile(r'"([^"\n]{2,})"|「([^「」\n]{2,})」')
_NEGATIONS = tuple("不未没无非莫")
_NAME = 60
"""Most characters of a quotation that may be the name of what a figure is of."""
_SHORT = 12
"""Most characters of a quoted text that may be just a name."""


@dataclass(frozen=True, eq=False)
class Quoting:
    """``question``: with the turns that it leans on."""

    desk: Desk
    names: Names
    question: str

    def unquoted(self, said: Said, cited: Sequence[str]) -> tuple[Said, str, list[str]]:
        """The sentence, with the id of a quotation that it left out; its text with verbatim quotations blanked out; and
        the faults of its quotations."""
        faults: list[str] = []
        missing: list[tuple[int, str]] = []

        text = said.text
        for start, end in quoted_spans(text):
            inner = MARK.sub("", text[start + 1 : end - 1])
            source, wrong = self._quotation(said, text, (start, end), inner, cited)
            faults += wrong
            beside = MARK.findall(found.group(0)) if (found := MARKS.match(text, end)) else []
            elsewhere = source and bool(beside) and not any(self._holds(each, exact(inner)) for each in beside)
            missing += [(end, source)] if elsewhere or (source and source not in said.ids) else []
            if source or not self._is_open(inner):
                text = text[:start] + _as_name(text[start:end]) + text[end:]
        for at, source in reversed(missing):
            marked = f"[{source}]"
            said = Said(said.text[:at] + marked + said.text[at:], (*said.ids, source))
            text = text[:at] + marked + text[at:]
        return said, text, faults

    def _quotation(
        self, said: Said, text: str, span: tuple[int, int], inner: str, cited: Sequence[str]
    ) -> tuple[str, list[str]]:
        """The id that a quotation stands at, and its faults. Names and the words of the question need none."""
        quote = exact(inner)
        named = quote in exact(self.question) or quote in self._headings
        sources = (*said.ids, *cited, *(() if named else self.desk.notes))
        source = next((each for each in sources if each[0] != "L" and self._holds(each, quote)), "")
        if source:
            short = len(quote) <= _SHORT and source not in said.ids
            return "" if short else source, list(self._faults_of(text[: span[0]], inner, quote, source))
        if not named and (len(quote) > _SHORT or any(each.isdigit() for each in quote)):
            told = inner[:40]
            return "", [self.desk.both(f"“{told}”不是原文，引用要逐字", f"“{told}” is not verbatim")]
        return "", []

    def _is_open(self, inner: str) -> bool:
        """Whether a quoted text is read on like any other: it is nobody's words."""
        quote = exact(inner)
        held = any(self._holds(each, quote) for each in self.desk.notes)
        return not held and quote not in exact(self.question) and quote not in self._headings

    @cached_property
    def _headings(self) -> frozenset[str]:
        """The names of places: headings, titles, rows and columns of what was noted."""
        found = set[str]()
        for name in self.desk.notes:
            noted = self.desk.notes[name]
            found |= set(noted.passage.section.path) if isinstance(noted, Piece) else set()
            for entry in self.desk.notes.entries(name):
                found |= {*_titles(entry), *_names(entry), entry.document.title, entry.document.institution}
            found |= set(noted.names) if isinstance(noted, NotedList) else set()
        return frozenset(map(exact, found))

    def _holds(self, name: str, quote: str) -> bool:
        return position(quote, exact(self.text_of(name))) >= 0

    def _faults_of(self, before: str, inner: str, quote: str, source: str) -> Iterator[str]:
        whole = exact(self.text_of(source))
        at = position(quote, whole)
        if len(quote) >= 4 and whole[max(0, at - 1) : at] in _NEGATIONS and at > 0:
            yield self.desk.both(
                f"“{inner[:30]}”漏引了前面的否定，连它一起引",
                f"“{inner[:30]}” leaves out the negation before it; quote that, too",
            )
        lead = MARK.sub("", before)
        things = self.names.things_in(lead)[-1:]
        words = self._words(source)
        if len(quote) > _SHORT and things and things[0].known and words and not is_of(things[0], words, ""):
            yield self.desk.both(
                f"{source}说的不是“{things[0].name}”，改写或换编号",
                f"{source} does not speak of “{things[0].name}”; reword or cite another id",
            )

    def _words(self, name: str) -> tuple[str, ...]:
        noted = self.desk.notes[name]
        if isinstance(noted, Piece):
            return (noted.passage.paragraph.text, *noted.passage.section.path)
        return words_of(noted) if isinstance(noted, Entry) else ()

    def text_of(self, name: str) -> str:
        """Everything that the documents say under an id."""
        noted = self.desk.notes[name]
        if isinstance(noted, Entry | Piece):
            return self.desk.text_of(noted)
        if isinstance(noted, NotedFinding):
            return "。".join((noted.finding.message, *noted.finding.quotes))
        if isinstance(noted, NotedList):
            return "。".join(noted.names)
        return "。".join(self.desk.text_of(each) for each in self.desk.notes.entries(name))


def _as_name(quoted: str) -> str:
    """What is read on of a verbatim quotation, positions kept: a name without its digits, of a longer one nothing."""
    inner = MARK.sub(lambda found: " " * len(found.group(0)), quoted[1:-1])
    if len(quoted) > _NAME or re.search(r"[。；;！？\n]", inner):
        return " " * len(quoted)
    return f" {re.sub('[0-9]', '号', inner)} "


def _titles(entry: Entry) -> tuple[str, ...]:
    return (entry.table.title, *entry.table.section) if entry.table else ()


def _names(entry: Entry) -> tuple[str, ...]:
    """The names of the row, the column and the project of a cell; the headings of a sentence."""
    if not entry.cell:
        return (*entry.statement.section, entry.statement.item.name)
    fact = entry.fact
    return (*fact.column_path, *fact.row_path, *fact.item.path, fact.item.name, fact.subject, fact.institution)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where a text quotes, marks included, in order; of quotations in each other the outer ones."""
    spans: list[tuple[int, int]] = []
    depth = begun = 0
    for at, character in enumerate(text):
        if character == "“":
            begun = at if depth == 0 else begun
            depth += 1
        elif character == "”" and depth:
            depth -= 1
            spans += [(begun, at + 1)] if depth == 0 and at - begun > 2 else []
    taken = list(spans)
    for found in _PLAIN_QUOTED.finditer(text):
        if all(found.end() <= start or end <= found.start() for start, end in taken):
            spans.append(found.span())
    return sorted(spans)
