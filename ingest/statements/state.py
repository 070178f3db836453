"""The subject of a paragraph while it is read: the current item, the wholes that it is part of, the last changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model.figures import Direction, LineItem, Role, Stage
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import clause_start, compact
from ingest.statements.cues import CUES
from ingest.statements.items import Chain, heading_item
from ingest.statements.leads import Lead, read_lead

NOTHING = LineItem("", "")
_YEAR = re.compile(r"(?<![比较与同和\d])(20\d\d)年(?!.{0,8}(?:相比|比较))")
_MARKS = re.compile(rf"{CUES['parts_follow'].pattern}|;|{CUES['whole_named'].pattern}")
_BUDGET_NOUN = re.compile(r"(?:支出|收入|收支|经费|资金|预算|决算|费|采购项目)$")


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The meaning of the headings above. ``wholes``: the wholes that earlier paragraphs of the section opened with
    其中： or 如下：, widest first, each with whether its parts are numbered paragraphs (None: not known yet)."""

    path: tuple[str, ...]
    item: LineItem
    category: LineItem | None
    texts: tuple[str, ...]
    wholes: tuple[tuple[LineItem, bool | None], ...] = ()

    @classmethod
    def of(cls, path: tuple[str, ...]) -> SectionWords:
        item, category = heading_item(path)
        return cls(path, item, category, tuple(compact(heading).text for heading in reversed(path)))

    @property
    def whole(self) -> LineItem | None:
        return self.wholes[-1][0] if self.wholes else None

    def for_paragraph(self, text: str) -> SectionWords:
        """The words for the next paragraph (compact). A paragraph of another kind than the parts before it ends the
        list."""
        numbered, wholes = bool(numbering_of(text)), list(self.wholes)
        while wholes and wholes[-1][1] not in {None, numbered}:
            wholes.pop()
        if wholes:
            wholes[-1] = (wholes[-1][0], numbered)
        return replace(self, wholes=tuple(wholes))

    def after(self, text: str, state: State) -> SectionWords:
        """The words after a paragraph, which may have opened a list of parts."""
        opened = CUES["list_follows"].search(text)
        if not opened:
            return self
        lead = read_lead(text[clause_start(text, 0, opened.start()) : opened.start()])
        whole = LineItem("", lead.noun) if _BUDGET_NOUN.search(lead.noun) else state.main
        return replace(self, wholes=(*self.wholes, (whole, None))) if whole.name else self


@dataclass(frozen=True, slots=True)
class Change:
    """A change stated at ``position``, which a following reason explains."""

    item: LineItem
    position: int
    direction: Direction
    compared_with: str


@dataclass(slots=True)
class State:
    """``current`` is the item of an unnamed figure; ``main`` is the sentence's item outside its parts."""

    current: LineItem
    main: LineItem
    last: LineItem = NOTHING
    """The item of the last figure, even if it is a mere measure of the current item: 结转0万元,与上年持平."""
    wholes: list[LineItem] = field(default_factory=list)
    base: int = 0
    stage: Stage = Stage.UNKNOWN
    year: int | None = None
    compared_with: str = ""
    completes: str = ""
    changes: list[Change] = field(default_factory=list)
    parts: list[LineItem] = field(default_factory=list)
    segment: int = 0
    """Number of parts named since the last semicolon."""
    begins_with_parts: bool = False

    @property
    def in_parts(self) -> bool:
        return len(self.wholes) > self.base

    @property
    def path(self) -> tuple[str, ...]:
        return (self.wholes[-1].name,) if self.wholes and self.wholes[-1].name else ()

    def open_sentence(self, text: str, start: int) -> None:
        """Starts a sentence. Parts end unless it begins with 其中; then an unnamed figure again belongs to the main
        item."""
        begins_with_parts = bool(re.match(r"其中|主要包括|[②-⑳]", text[start:]))
        self.year, self.completes = None, ""
        self.compared_with = self.compared_with if begins_with_parts else ""
        if start and self.in_parts and not begins_with_parts:
            if self.begins_with_parts and len(self.parts) == 1:
                self.main = self.parts[0]  # 其中:A支出5万元。比上年增加… continues with A
            self.current = self.main
            del self.wholes[self.base :]
        if begins_with_parts and text[start] not in "其主":
            del self.wholes[self.base + 1 :]  # ②… is a sibling of ①…
        if not begins_with_parts:
            self.stage = Stage.UNKNOWN
        self.begins_with_parts, self.parts, self.segment = begins_with_parts, [], 0
        self.last = self.current

    def walk(self, text: str, chains: Sequence[Chain], start: int, end: int, institution: str) -> None:
        """Processes the text between two figures: a line item, 其中, a semicolon, a whole (…支出决算中,)."""
        steps: list[tuple[int, re.Match[str] | LineItem]] = [
            (start + mark.start(), mark) for mark in _MARKS.finditer(text[start:end])
        ]
        steps += [(first, item) for first, last, item in chains if start <= first and last <= end]
        for position, step in sorted(steps, key=lambda pair: pair[0]):
            if isinstance(step, LineItem):
                self._speak_of(step)
            elif step.group() == ";":
                self._end_segment()
            elif step.group(1):
                self._name_whole(step.group(1), institution)
            else:
                self._open_parts(text, start, position, institution)

    def _end_segment(self) -> None:
        """其中:甲3辆、乙1辆;丙… ends the parts, 其中:甲…;乙… continues them."""
        if self.in_parts and self.segment > 1:
            del self.wholes[self.base :]
            self.current = self.last = self.main
        del self.wholes[self.base + 1 :]
        self.segment = 0

    def _speak_of(self, item: LineItem) -> None:
        self.current = self.last = item
        if not self.in_parts:
            self.main = item

    def _name_whole(self, text: str, institution: str) -> None:
        lead = read_lead(text, institution)
        if lead.noun and (lead.stage is not Stage.UNKNOWN or _BUDGET_NOUN.search(lead.noun)):
            self.current = self.last = LineItem("", lead.noun)
            self.wholes = [*self.wholes[: self.base], self.current]
            self.stage = lead.stage

    def _open_parts(self, text: str, start: int, position: int, institution: str) -> None:
        """Opens parts. Their whole is the last subject, or a noun without a figure: 某支出主要用于以下方面:…"""
        lead = read_lead(text[clause_start(text, start, position) : position], institution)
        fresh = start == 0 or text[start - 1] in "。!?"
        if fresh and lead.noun and _BUDGET_NOUN.search(lead.noun):
            self._speak_of(LineItem("", lead.noun))
        if self.current.name:
            self.wholes.append(self.current)

    def remember(self, lead: Lead, role: Role, item: LineItem, before: str) -> None:
        """Records a figure that was read; ``before`` is its sentence up to it."""
        if item.name and role is not Role.RATE:
            self.current = item
            if self.in_parts:
                self.segment += item not in self.parts
                self.parts = [*self.parts, *([] if item in self.parts else [item])]
            else:
                self.main = item
                self.stage = lead.stage if lead.stage is not Stage.UNKNOWN else self.stage
        found = _YEAR.findall(before)
        self.year = int(found[-1]) if found else self.year

    def kept(self) -> State:
        """A copy, to return to when brackets close."""
        return replace(self, wholes=list(self.wholes), changes=self.changes, parts=list(self.parts))

    def changed_before(self, text: str, sentence_start: int, cue: int) -> list[Change]:
        """The changes that a reason without a noun explains: those of its own segment, else of the sentence before."""
        segment = max(sentence_start, text.rfind(";", sentence_start, cue))
        own = [change for change in self.changes if change.position >= segment]
        if own or segment > sentence_start:
            return own
        previous = max((text.rfind(stop, 0, max(0, sentence_start - 1)) for stop in "。!?"), default=-1)
        return [change for change in self.changes if change.position > previous]
