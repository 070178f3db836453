"""What a figure of a paragraph is of: spelled out, counted, named in front of it, or spoken of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.figures import LineItem, Role
from ingest.statements.clauses import clause_start
from ingest.statements.counted import counted_noun
from ingest.statements.cues import CUES
from ingest.statements.figures import Figure
from ingest.statements.items import completed, item_of, owner_of, unquoted
from ingest.statements.lead_start import spelled_before
from ingest.statements.leads import Lead, read_lead
from ingest.statements.spelled import Chain
from ingest.statements.state import NOTHING, State

OF_LAST = {Role.CHANGE, Role.CHANGE_RATE, Role.SHARE}
VISITS = {"批次", "人次"}
_RATE_NAME = re.compile(r"(?:率|性|度)$")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with the clause in front of it, which begins at ``clause``. ``inside``: within a stated reason."""

    figure: Figure
    lead: Lead
    role: Role
    clause: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """Names the figures of a compact ``text``. ``topic`` is what it opens with, up to ``topic_end``; ``heading`` is the
    item of its section."""

    text: str
    chains: Sequence[Chain]
    topic: LineItem | None
    topic_end: int
    heading: LineItem

    def item(self, said: Said, state: State) -> LineItem:
        """What the figure is of, ``NOTHING`` where no words tell it."""
        if spelled := spelled_before(self.text, self.chains, 0, said.figure.start):
            return spelled[2]
        state.leave_other_unit(said.figure.unit)
        if CUES["set_aside"].search(said.lead.noun):
            return replace(state.last, name=f"{state.last.name}({said.lead.noun})")
        found = self._counted(said, state) or self._pointed_at(said, state)
        return found or self._sided(said, state) or self._named(said, state) or self._spoken_of(said, state)

    def known(self, noun: str, state: State, compared: bool = False) -> LineItem | None:
        """The item itself where the paragraph names it again; ``compared``: as 比上年某经费, in any quotes."""
        for item in (state.current, state.main, self.topic):
            if item and (item.name == noun or (compared and unquoted(item.name).endswith(unquoted(noun)))):
                return item
        return None

    def _counted(self, said: Said, state: State) -> LineItem | None:
        counted = counted_noun(self.text, said.figure)
        if not counted or said.role not in {Role.AMOUNT, Role.TARGET}:
            return None
        return LineItem("", counted, "", owner_of(counted, self.text, said.figure.start) or state.path)

    def _pointed_at(self, said: Said, state: State) -> LineItem | None:
        """该项目, 合计, and the amounts of what is spoken of that are not its own: 结转0万元."""
        words, lead = self.text[said.clause : said.figure.start], said.lead
        if CUES["points_back"].search(words):
            return self.topic or self.heading
        if CUES["sum_of_parts"].search(words):
            return state.wholes[-1] if state.wholes else state.main
        if lead.noun and CUES["measures"].search(lead.noun):
            return LineItem("", lead.noun, "", (state.current.name,) if state.current.name else ())
        if not lead.noun and said.figure.unit in CUES.money and _RATE_NAME.search(state.current.name):
            return NOTHING  # a rate has no amount: 预算调整率:年初预算数为5万元
        return None

    def _sided(self, said: Said, state: State) -> LineItem | None:
        if said.inside or said.lead.noun or not said.lead.side:
            return None
        return state.of_side(said.lead.side, (self.topic, self.heading), said.role in OF_LAST)

    def _named(self, said: Said, state: State) -> LineItem | None:
        lead, unit = said.lead, said.figure.unit
        spoken = [item.name for item in (state.current, *state.of_unit.values()) if CUES["full_head"].match(item.name)]
        visits = spoken and not lead.noun and unit in VISITS
        noun = unit if visits else lead.noun or self._bracketed(said)  # 公务接待费3万元,接待5批次18人次
        noun += unit if unit in VISITS and noun.endswith("接待") else ""
        completes = Role.COMPLETION_RATE in {said.role, lead.role if said.role is Role.TARGET else None}
        if not noun or completes or said.clause < self.topic_end:
            return None
        state.leave_other_side(noun)
        if CUES["whole_of_year"].fullmatch(noun) and CUES["cost"].search(state.current.name):
            return state.current  # 公务接待费: 本年支出4万元
        noun = completed(noun, spoken[0] if visits else state.current.name, state.last.name)
        path = (lead.head,) if lead.head else state.path
        if path and path[0].startswith("政府采购") and CUES["procured"].fullmatch(noun):
            noun = f"政府采购{noun}"
        return self.known(noun, state, bool(lead.compared_with)) or item_of(noun, path)

    def _bracketed(self, said: Said) -> str:
        """The noun in front of the bracket that a count stands in: 办好某某专版(每月1期)."""
        counts = said.role is Role.AMOUNT and said.figure.unit not in {*CUES.money, *CUES.percent, ""}
        if not counts or self.text[said.clause - 1 : said.clause] != "(":
            return ""
        words = self.text[clause_start(self.text, 0, said.clause - 1) : said.clause - 1]
        return "" if re.search(r"\d", words) else read_lead(words).noun

    def _spoken_of(self, said: Said, state: State) -> LineItem:
        if said.inside:
            return item_of(said.lead.vague, ())
        of_last = said.role in OF_LAST or (said.role is Role.TARGET and said.figure.unit in CUES.percent)
        found = state.last if of_last else state.current
        if said.role is Role.CHANGE and (said.figure.unit not in CUES.money or _RATE_NAME.search(found.name)):
            found = state.of_unit.get(said.figure.unit or "-", found)
        return found if found.name else item_of(said.lead.noun, ())
