"""Holds the words of a model's sentence against its ids: quotations, reasons, verdicts, amounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.agent.guarding.naming import load_words
from qa.agent.guarding.quoting import Quoting, quoted_spans
from qa.agent.guarding.support import CHANGES, way_of
from qa.agent.looking.desk import Desk
from qa.agent.looking.notes import NotedFinding, NotedList
from qa.agent.reply import MARK, Said
from qa.execution.outcomes import Entry, Made, Value, Verdict
from qa.plans.words import clean, pairs

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
_NO_REASON = "文件没有说明未说明原因单独"


@dataclass(frozen=True, eq=False)
class WordGuard:
    """``question``: with the turns that it leans on. ``shown``: all that the tools showed."""

    desk: Desk
    quoting: Quoting
    question: str
    shown: str

    def _both(self, chinese: str, english: str) -> str:
        return self.desk.both(chinese, english)

    # -------------------------------------------------------------------------------------------- faults

    def faults(self, said: Said, text: str, stated: bool) -> Iterator[str]:
        """Faults of a sentence's words. ``text``: without its verbatim quotations; ``stated``: it states figures."""
        plain = MARK.sub(" ", text)
        held = "".join(map(self.quoting.text_of, said.ids)) + self.question
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
        if len(values) == 2 and not self._compares_words(said) and not verdicts and not failed and equal != unequal:
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
            and "一致" not in self.question + "".join(map(self.quoting.text_of, said.ids))
            and said.ids
        ):
            yield self._both("一致与否要用run_plan的equal核对", "compare them with equal in run_plan")

    def _compares_words(self, said: Said) -> bool:
        """Whether a sentence sets words against each other: two quotations, each with its id."""
        ids = [found.group(1) for _, end in quoted_spans(said.text) if (found := MARK.match(said.text, end))]
        return len(set(ids)) > 1

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
        held = "".join(map(self.quoting.text_of, said.ids))
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


@cache
def _ordinary() -> frozenset[str]:
    text = load_words()["ordinary"]
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
