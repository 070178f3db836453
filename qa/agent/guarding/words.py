"""Holds the words of a model's sentence against its ids: quotations, reasons, verdicts, amounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from qa.agent.guarding.naming import Names, is_of, load_words
from qa.agent.guarding.support import CHANGES, way_of
from qa.agent.guarding.verbatim import exact, position
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedFinding, NotedList
from qa.agent.looking.words import words_of
from qa.agent.reply import MARK, MARKS, Said
from qa.drafting.claims import claims_in
from qa.execution.outcomes import Entry, Made, Piece, Value, Verdict
from qa.plans.words import clean, pairs

_PLAIN_QUOTED = re.compile(r'"([^"\n]{2,})"|「([^「」\n]{2,})」')
_CAUSE = re.compile(
    r"原因(?:是|为|在于|有|：|:)|因为|由于|源于|得益于|归因于|受.{1,12}影响|是因"
    r"|(?<![没原起])因(?!公|此|而|素|为|果)|because|due to|owing to|caused by",
    re.I,
)
_CLAUSE = re.compile(r"[，,；;。.!！?？\n]")
_IN_WORDS = re.compile(r"(?<!之)一半|过半|大半|翻了?一?番|翻倍|倍增|成倍|half\b|doubled|tripled", re.I)
_UP = re.compile(r"增加|增长|上升|提高|上涨|increase|\brose\b|\bgrew\b", re.I)
_DOWN = re.compile(r"减少|下降|降低|下滑|压减|decrease|\bfell\b|declin", re.I)
_UNEQUAL = re.compile(
    r"不一致|不相符|不符|不相等|不等|对不上|矛盾|(?:not|n't) (?:agree|match|equal)|disagree|mismatch", re.I
)
_EQUAL = re.compile(r"(?<!不)一致|(?<!不)相符|(?<!不)相等|对得上|吻合|\bagree\b|\bmatch\b|\bequal\b|consistent", re.I)
_EXTREME = re.compile(r"最[高低大小多少]|居首|垫底|\b(?:highest|lowest|largest|smallest|most|least)\b", re.I)
_BEYOND = re.compile(
    r"全[国省市县区州旗镇乡]|历年|历史|史上|in (?:the )?(?:country|province|city|county|history)|\bever\b", re.I
)
"""A whole that no list of a run holds."""
_NO = re.compile(r"^\W*(?:不是|不对|并非|不正确|否|No\b|错)", re.I)
_YES = re.compile(r"^\W*(?:是的|是[，,。：]|对[，,。]|正确|没错|Yes\b)", re.I)
_NEGATIONS = tuple("不未没无非莫")
_NO_REASON = "文件没有说明未说明原因单独"
_NAME = 60
"""Most characters of a quotation that may be the name of what a figure is of."""
_SHORT = 12
"""Most characters of a quoted text that may be just a name."""


@dataclass(frozen=True, eq=False)
class WordGuard:
    """``question``: with the turns that it leans on. ``shown``: all that the tools showed."""

    desk: Desk
    names: Names
    question: str
    shown: str

    def _both(self, chinese: str, english: str) -> str:
        return self.desk.both(chinese, english)

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
            return "", [self._both(f"“{told}”不是原文，引用要逐字", f"“{told}” is not verbatim")]
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
            yield self._both(
                f"“{inner[:30]}”漏引了前面的否定，连它一起引",
                f"“{inner[:30]}” leaves out the negation before it; quote that, too",
            )
        lead = MARK.sub("", before)
        things = self.names.things_in(lead)[-1:]
        words = self._words(source)
        if len(quote) > _SHORT and things and things[0].known and words and not is_of(things[0], words, ""):
            yield self._both(
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

    # -------------------------------------------------------------------------------------------- faults

    def faults(self, said: Said, text: str, stated: bool) -> Iterator[str]:
        """Faults of a sentence's words. ``text``: without its verbatim quotations; ``stated``: it states figures."""
        plain = MARK.sub(" ", text)
        held = "".join(map(self.text_of, said.ids)) + self.question
        amount = _IN_WORDS.search(plain)
        if amount and amount.group(0) not in held:
            told = amount.group(0)
            yield self._both(f"“{told}”不是确切的数，用calculate算", f"“{told}” is not exact; use calculate")
        yield from self._cause(said, plain, held)
        yield from self._verdict(said, plain)
        yield from self._direction(said, plain, stated)
        yield from self._extreme(said, plain)
        if not stated and plain.strip() == MARK.sub(" ", said.text).strip():
            yield from self._foreign(plain)

    def _cause(self, said: Said, plain: str, held: str) -> Iterator[str]:
        """A reason in other words than the document's: most of its words must stand there."""
        found = _CAUSE.search(plain)
        if found is None or not re.search(r"[\u4e00-\u9fff]", plain[found.end() :]):
            return
        clauses = (each.strip(" ：:") for each in _CLAUSE.split(plain[found.end() :]))
        reason = next((each for each in clauses if each), "") if "影响" not in found.group(0) else found.group(0)
        own = pairs(reason)
        known = pairs(held) | pairs(_NO_REASON)
        if len(own) > 2 and len(own & known) < 0.6 * len(own):
            told = reason.strip()[:30]
            yield self._both(
                f"原因“{told}”不是文件里的话，逐字引用并标编号；文件没有说明就说没有说明",
                f"the reason “{told}” is not in the documents' words: quote it with its id, or say that none is given",
            )

    def _verdict(self, said: Said, plain: str) -> Iterator[str]:
        verdicts = [v for each in said.ids if isinstance(v := self.desk.notes[each], Verdict)]
        failed = {v.finding.verdict for each in said.ids if isinstance(v := self.desk.notes[each], NotedFinding)}
        unequal, equal = bool(_UNEQUAL.search(plain)), bool(_EQUAL.search(plain))
        for verdict in verdicts:
            no, yes = bool(_NO.search(plain)) or unequal, bool(_YES.search(plain)) or equal
            if verdict.kind in ("equal", "claim") and no != yes and verdict.holds is no:
                yield self._both(
                    f"核对的结果是{'一致' if verdict.holds else '不一致'}，照它写",
                    f"the comparison says that they {'agree' if verdict.holds else 'differ'}; say that",
                )
        if unequal and failed and not failed & {"fail", "rounding"} and not verdicts:
            yield self._both("检查的结果是一致，照它写", "the check says that they agree; say that")
        if equal and not unequal and failed & {"fail"} and not verdicts:
            yield self._both("检查的结果是不一致，照它写", "the check says that they differ; say that")
        values = self._values(said)
        stated = claims_in(plain)
        printed = all(any(each.value == abs(value.number.value) for each in stated) for value in values)
        if len(values) == 2 and printed and not verdicts and not failed and equal != unequal:
            one, two = (abs(each.number.value) for each in values)
            same = values[0].number.unit == values[1].number.unit
            if same and (one == two) is unequal:
                yield self._both(
                    f"这两个数{'相等' if one == two else '不相等'}，照此写",
                    f"the two figures are {'equal' if one == two else 'not equal'}; say that",
                )
        single = len(values) < 2 and not verdicts and not failed
        if (
            single
            and (equal or unequal)
            and "一致" not in self.question + "".join(map(self.text_of, said.ids))
            and said.ids
        ):
            yield self._both("一致与否要用run_plan的equal核对", "compare them with equal in run_plan")

    def _values(self, said: Said) -> list[Value]:
        found = (self.desk.notes.value_at(each) for each in said.ids if each[0] in "FSC")
        return [each for each in found if each is not None]

    def _direction(self, said: Said, plain: str, stated: bool) -> Iterator[str]:
        """Words of direction beside ids that all state the other one, or none where no figure is said."""
        up, down = bool(_UP.search(plain)), bool(_DOWN.search(plain))
        if up == down:
            return
        ways = {way for each in said.ids for way in self._ways(each)}
        wanted = "up" if up else "down"
        if ways and wanted not in ways and "either" not in ways and not stated:
            yield self._both(
                f"方向与编号相反，是{'减少' if up else '增加'}，照它写或换编号",
                f"the id says {'a decrease' if up else 'an increase'}; write that or cite another id",
            )
        elif (
            not ways
            and said.ids
            and not stated
            and all(each[0] == "F" for each in said.ids)
            and not re.search("没有|未|无", plain)
        ):
            yield self._both(
                f"“{'增加' if up else '减少'}”没有依据，引用写有增减的编号或先计算",
                "no id says that it went up or down; cite one that does, or calculate",
            )

    def _extreme(self, said: Said, plain: str) -> Iterator[str]:
        """最高, 最少 …: of what was listed in this run, where the question does not ask for it; never of a region."""
        found, beyond = _EXTREME.search(plain), _BEYOND.search(plain)
        if found is None or not said.ids:
            return
        held = "".join(map(self.text_of, said.ids))
        if beyond is not None and beyond.group(0) not in held + self.question:
            told = beyond.group(0)
            yield self._both(f"“{told}”没有依据：只能说到列出的范围", f"nothing shown is as wide as “{told}”")
            return
        if found.group(0) in held + self.question:
            return
        lists = [noted for each in self.desk.notes if isinstance(noted := self.desk.notes[each], NotedList)]
        if not any(self._leads(each, listed) for each in said.ids for listed in lists):
            told = found.group(0)
            yield self._both(f"“{told}”没有依据：用rank排序并引用", f"nothing shows “{told}”: cite a rank")

    def _leads(self, name: str, listed: NotedList) -> bool:
        """Whether an id is the largest or the smallest of a list, or the list itself."""
        if self.desk.notes[name] is listed:
            return True
        values = [v.number.value for each in listed.ids if (v := self.desk.notes.value_at(each)) is not None]
        own = self.desk.notes.value_at(name) if name in listed.ids else None
        return own is not None and len(values) > 1 and own.number.value in (max(values), min(values))

    def _ways(self, name: str) -> set[str]:
        noted = self.desk.notes[name]
        if isinstance(noted, Entry) and not noted.cell:
            own = (each for each in self.desk.sentence_of(noted) if each.role in CHANGES)
            return {way_of(each) for each in own} - {""}
        if isinstance(noted, Entry):
            return {way_of(noted)} - {""}
        if isinstance(noted, Value) and isinstance(noted.term, Made) and noted.term.how in ("difference", "growth"):
            return {"up" if noted.number.value > 0 else "down"}
        return {"either"} if not isinstance(noted, Value) else set()

    def _foreign(self, plain: str) -> Iterator[str]:
        """A sentence without figure or quotation whose words are mostly in nothing that was asked or shown."""
        words = [
            plain[at : at + 2]
            for at in range(len(plain) - 1)
            if re.fullmatch(r"[\u4e00-\u9fff]{2}", plain[at : at + 2])
        ]
        words = [each for each in words if not set(load_words()["joining"]) & set(each)]
        known = _ordinary()
        text = clean(self.question + self.shown)
        strange = [each for each in words if each not in known and each not in text]
        if len(words) >= 4 and len(strange) > 0.4 * len(words):
            told = plain.strip()[:30]
            yield self._both(
                f"“{told}”没有依据：写数字、引用原文，或删去",
                f"nothing shown says “{told}”: give figures, quote, or leave it out",
            )


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


@cache
def _ordinary() -> frozenset[str]:
    text = load_words()["ordinary"]
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


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
