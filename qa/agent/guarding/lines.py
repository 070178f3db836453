"""The numerals of a sentence, each with the words around it and the marks behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.agent.reply import MARK, MARKS
from qa.drafting.claims import Claim, claims_in
from qa.plans.words import clean

_DATE = re.compile(r"(?:19|20)\d{2}(?:年|[-–—/至到]|(?=\s|\W|$))|\d{1,2}[月日号]|\d{1,2}\s*[.、)）](?!\d)")
_PAGES = re.compile(
    r"(?:第|表|附件|附表|附|图|公开|table|annex|appendix|page|no\.)\s*\d+(?:\s*[-－–—.]\s*\d+)*"
    r"|\d{5,7}(?=\s*[\u4e00-\u9fff])|0\d(?=\s*[款项])|\d{3}(?=\s*(?:类|[\u4e00-\u9fff]{2,}支出))",
    re.I,
)


class Omission(str):
    """What a sentence leaves out of a figure and should say: it is no fault, it is put in behind the figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A numeral in its sentence: ``lead`` is the sentence up to it, ``clause`` the text since the numeral before,
    ``behind`` what follows up to the next one, ``before`` the question and the sentences before."""

    claim: Claim
    lead: str
    clause: str
    behind: str
    before: str

    @property
    def sentence(self) -> str:
        return f"{self.lead}{self.claim.text}{self.behind}"

    @property
    def around(self) -> str:
        return f"{self.before}。{self.sentence}"


def lines_of(plain: str, before: str) -> Iterator[Line]:
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


def last_clause(line: Line) -> str:
    """The words that a numeral belongs to: since the one before, else what follows it."""
    parts = [each for each in re.split(r"[，,；;。：:\n]", line.clause) if each.strip()]
    whole = line.claim.unit != "%"  # 甲占乙5万元的3%: the amount is of 乙
    for each in reversed(parts):
        if len(clean(each)) > 3:
            return each.rpartition("占")[2] if whole else each
    return line.clause or re.split(r"[，,；;。\n]", line.behind)[0]


def last_part(text: str) -> str:
    return re.split(r"[，,；;。：:（(\n]", text)[-1]


def marks_beside(text: str, end: int) -> tuple[str, ...]:
    """The ids of the marks that stand right behind a numeral."""
    found = re.compile(rf"[\s）)”的]{{0,2}}({MARKS.pattern})").match(text, end)
    return tuple(MARK.findall(found.group(1))) if found else ()


def marks_after(text: str, start: int) -> tuple[str, ...]:
    """The ids of the first group of marks behind a place, else of the last group before it."""
    groups = [(found.start(), tuple(MARK.findall(found.group(0)))) for found in MARKS.finditer(text)]
    after = [ids for at, ids in groups if at >= start]
    return after[0] if after else groups[-1][1] if groups else ()
