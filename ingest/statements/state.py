"""The subject of a paragraph while it is read: the current item, the wholes that it is part of, the last changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model.figures import Direction, Fund, LineItem, Role, Side, Stage
from ingest.statements.clauses import clause_start
from ingest.statements.cues import CUES
from ingest.statements.leads import Lead, read_lead
from ingest.statements.scope import fund_in, side_of
from ingest.statements.spelled import Chain

NOTHING = LineItem("", "")
_YEAR = re.compile(r"(?<![比较与同和\d])(20\d\d)年(?!.{0,8}(?:相比|比较)|度?结[转余])")
_MARKS = re.compile(rf"{CUES['parts_follow'].pattern}|;|{CUES['whole_named'].pattern}")
_OF_FUND = re.compile(r"^(.*(?:基金|公共预算|拨款))(?:收入|支出)$")  # …基金收入5万元;支出3万元
_COMPARES = re.compile(r"(?:比|较|与)(?:上|去|20\d\d)")
_PERSONS = {"人", "名", "人次"}
BUDGET_NOUN = re.compile(r"(?:支出|收入|收支|经费|资金|预算|决算|费|采购项目)$")


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
    as_of: str = ""
    """The words for the day of the counts of the paragraph, until it names another: 截至2023年底有车2辆。有设备5台。"""
    compared_with: str = ""
    listed_base: str = ""
    """What a list of changes is compared with, told ahead of it: 与上年相比，有以下变化。"""
    completes: str = ""
    changes: list[Change] = field(default_factory=list)
    parts: list[LineItem] = field(default_factory=list)
    told: list[LineItem] = field(default_factory=list)
    """What the plain amounts since the last change were of: 甲5万元,乙3万元,均与上年持平."""
    each: bool = False
    segment: int = 0
    """How many parts were named since the last semicolon."""
    of_money: set[LineItem] = field(default_factory=set)
    """What an amount of money was read of: its rates are rates of money."""
    fund_words: dict[LineItem, str] = field(default_factory=dict)
    """The words that gave an item its fund when it was first spoken of: 财政拨款安排的某经费."""
    head: LineItem = NOTHING
    """What the first figure of the paragraph was of."""
    listed: bool = False
    """Several parts of it were told since: 较上年… at the head of a sentence is of ``head`` again."""
    part_unit: str = ""
    of_unit: dict[str, LineItem] = field(default_factory=dict)
    """What the last figure of the sentence in each unit was of: 案件5件,办结率90%,同比增加2件."""
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
        self.year, self.completes, self.of_unit, self.told = None, "", {}, []
        self.listed = self.listed or len(self.parts) > 1
        if self.in_parts:
            self.listed_base = self.compared_with or self.listed_base  # 比上年增加9万元,其中甲增加5万元。乙增加4万元
        goes_on = begins_with_parts or CUES.reasons.match(text, start)  # 主要原因是甲增加5万元: as the change before
        self.compared_with = self.compared_with if goes_on else ""
        if start and self.in_parts and not begins_with_parts:
            if self.begins_with_parts and len(self.parts) == 1:
                self.main = self.parts[0]  # 其中:A支出5万元。比上年增加… continues with A
            self.current = self.main
            del self.wholes[self.base :]
        if begins_with_parts and text[start] not in "其主":
            del self.wholes[self.base + 1 :]  # ②… is a sibling of ①…
        if not begins_with_parts:
            self.stage = Stage.UNKNOWN
        if self.listed and self.head.name and _COMPARES.match(text[start:]):
            self.current = self.main = self.head
        self.begins_with_parts, self.parts, self.segment, self.part_unit = begins_with_parts, [], 0, ""
        self.last = self.current
        self._compare_ahead(text, start)

    def _compare_ahead(self, text: str, start: int) -> None:
        """与上年相比，有以下变化。一是…: what the sentence names holds for the changes behind it."""
        ahead = CUES["compares_ahead"].match(text, start)
        base = CUES["compared"].match(text, start) if ahead else None
        self.listed_base = base.group(1) if base and base.group(1) else self.listed_base

    def walk(self, text: str, chains: Sequence[Chain], start: int, end: int, institution: str) -> None:
        """Processes the text between two figures: a line item, 其中, a semicolon, a whole (…支出决算中,)."""
        steps: list[tuple[int, re.Match[str] | LineItem]] = [
            (start + mark.start(), mark) for mark in _MARKS.finditer(text[start:end])
        ]
        steps += [(first, item) for first, last, item in chains if start <= first and last <= end]
        if text[start : start + 1] == ":" and text[start - 1 : start] == "元" and self.current.name:
            self.wholes.append(self.current)  # 预算总额5万元:甲3万元,乙2万元
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
        if lead.noun and (lead.stage is not Stage.UNKNOWN or BUDGET_NOUN.search(lead.noun)):
            self.current = self.last = LineItem("", lead.noun)
            self.wholes = [*self.wholes[: self.base], self.current]
            self.stage = lead.stage

    def _open_parts(self, text: str, start: int, position: int, institution: str) -> None:
        """Opens parts. Their whole is the last subject, or a noun without a figure: 某支出主要用于以下方面:…"""
        lead = read_lead(text[clause_start(text, start, position) : position], institution)
        fresh = start == 0 or text[start - 1] in "。!?"
        if fresh and lead.noun and BUDGET_NOUN.search(lead.noun):
            self._speak_of(LineItem("", lead.noun))
        elif lead.side and not lead.noun and lead.side not in self.current.name:
            self._speak_of(LineItem("", lead.side))  # 支出包括:…
        if self.current.name:
            self.wholes.append(self.current)
            self.part_unit = ""

    def remember(self, lead: Lead, role: Role, item: LineItem, before: str, unit: str) -> None:
        """Take in a figure that was read; ``before``: its sentence up to it."""
        self.head = self.head if self.head.name or unit not in CUES.money else item
        if item.name and role is not Role.RATE:
            self.current = item
            if self.in_parts:
                self.part_unit = self.part_unit or unit
                counted = unit not in CUES.money and self.part_unit in CUES.money  # 甲支出5万元,用于7个口岸
                self.segment += item not in self.parts and not counted
                self.parts = [*self.parts, *([] if item in self.parts else [item])]
            else:
                self.main = item
                self.stage = lead.stage if lead.stage is not Stage.UNKNOWN else self.stage
        found = _YEAR.findall(before)
        self.year = int(found[-1]) if found else self.year
        as_of = CUES["as_of"].search(before)
        self.as_of = as_of.group() if as_of else "" if found or CUES["own_year"].search(before) else self.as_of

    def of_side(self, side: str, known: Sequence[LineItem | None], change: bool) -> LineItem | None:
        """The item where only 支出 or 收入 is said, None for the current one: never the current one where that is of
        the other side. ``known``: what the paragraph and the headings are of. ``change``: a change or share is told."""
        current, spoken = self.current, side_of((self.current.name,))
        if not current.name:
            return LineItem("", side)
        both = "收支" in current.name
        if spoken is Side(side) or (spoken is Side.UNKNOWN and not both and not change):
            return None
        if found := _OF_FUND.match(current.name):
            return LineItem("", found.group(1) + side, "", current.path)
        named = next(
            (item for item in (*known, *reversed(self.wholes)) if item and side_of((item.name,)) is Side(side)), None
        )
        return named or (LineItem("", side) if both or spoken is not Side.UNKNOWN else None)

    def open_purpose(self, lead_text: str, unit: str) -> None:
        """某经费5万元,主要用于甲3万元: opens parts."""
        if unit in CUES.money and not self.in_parts and self.current.name and CUES["spent_on"].search(lead_text):
            self.wholes.append(self.current)

    def each_of(self, item: LineItem, lead: Lead, role: Role, lead_text: str) -> list[LineItem]:
        """What a figure is of: every amount of the list before it where 各 or 均 says so, else ``item`` alone."""
        if role not in {Role.CHANGE, Role.CHANGE_RATE}:
            self.told = [*([] if self.each else self.told), item]
            self.each = False
            return [item]
        goes_on = self.each and role is Role.CHANGE_RATE and not lead.compared_with
        self.each = goes_on or bool(CUES["each_of"].search(lead_text))
        if self.each and not lead.noun and item in self.told:
            return list(dict.fromkeys(self.told))
        self.told, self.each = [], False
        return [item]

    def leave_other_unit(self, unit: str) -> None:
        """车辆3辆,其中:甲2辆,乙1辆;设备5台: what is counted in another unit is no part of what was counted."""
        money = {*CUES.money, *CUES.percent}
        alike = {unit, self.part_unit} <= _PERSONS or unit == self.part_unit
        if self.in_parts and self.part_unit and not alike and unit not in money and self.part_unit not in money:
            del self.wholes[self.base :]

    def leave_other_side(self, noun: str) -> None:
        """某收入5万元,其中:…;某支出4万元: what goes out is no part of what comes in."""
        whole = self.path[0] if self.path else ""
        if whole != noun and whole[:-2] == noun[:-2] and {whole[-2:], noun[-2:]} == {"收入", "支出"}:
            del self.wholes[self.base :]

    def compared(self, lead: Lead, role: Role, before: str) -> str:
        """What a figure is compared with, taken in as what the next changes are; ``before``: its sentence up to it."""
        if role is Role.SHARE:
            return lead.whole or (self.wholes[-1].name if self.wholes else "")
        if role is Role.COMPLETION_RATE:
            return lead.compared_with or self.completes
        if role not in {Role.CHANGE, Role.CHANGE_RATE}:
            self.compared_with = lead.compared_with or self.compared_with
            return ""
        found = [match.group(1) for match in CUES["compared"].finditer(before) if match.group(1)]
        goes_on = not found or self.compared_with.startswith(found[-1])
        self.compared_with = lead.compared_with or (self.compared_with if goes_on else found[-1])
        same_time = "上年" if "同比" in before else ""
        exceeded = CUES["exceeds"].search(before)
        return self.compared_with or same_time or self.listed_base or (exceeded.group(1) if exceeded else "")

    def fund_said(self, item: LineItem, lead_text: str) -> tuple[str, ...]:
        """The words that gave ``item`` its fund, now or before, then those of the wholes, the nearest first."""
        if item.name and fund_in(lead_text) is not Fund.UNKNOWN:
            self.fund_words.setdefault(item, lead_text)
        wholes = list(reversed(self.wholes))
        if CUES["fund_held"].search(item.name):
            wholes += [whole for whole in self.fund_words if CUES["fund_holds"].search(whole.name)]
        return tuple(self.fund_words.get(each, "") for each in (item, *wholes))

    def kept(self) -> State:
        """A copy, to return to when brackets close."""
        return replace(self, wholes=list(self.wholes), changes=self.changes, parts=list(self.parts), of_unit={})

    def changed_before(self, text: str, sentence_start: int, cue: int) -> list[Change]:
        """The changes that a reason without a noun explains: those of its own segment, else of the sentence before."""
        segment = max(sentence_start, text.rfind(";", sentence_start, cue))
        own = [change for change in self.changes if change.position >= segment]
        if own or segment > sentence_start:
            return own
        previous = max((text.rfind(stop, 0, max(0, sentence_start - 1)) for stop in "。!?"), default=-1)
        return [change for change in self.changes if change.position > previous]
