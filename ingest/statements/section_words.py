"""What the headings and the paragraphs before say about the paragraph that is read next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.model.figures import LineItem
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import clause_start, compact
from ingest.statements.cues import CUES
from ingest.statements.items import heading_item
from ingest.statements.leads import read_lead
from ingest.statements.state import BUDGET_NOUN, State

_PLAIN = -1  # paragraphs without a number


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list of parts. ``rank``: how its parts are numbered, ``_PLAIN``, or None where that is not known yet."""

    whole: LineItem
    rank: int | None = None
    to_stop: bool = False
    """Its opening went on to the next line (其中：甲5万元；): the line that ends in a full stop is the last."""
    compared_with: str = ""
    """What its opening compares with: 比上年减少5万元，其中：. So do the parts that name nothing else."""


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What the headings above say. ``lists``: those that earlier paragraphs of the section opened with 其中： or
    如下：, the widest first."""

    path: tuple[str, ...]
    item: LineItem
    category: LineItem | None
    headings: tuple[str, ...]
    caption: str = ""
    """The last paragraph that reads like a heading: 部门决算收支情况。"""
    lists: tuple[OpenList, ...] = ()
    opened: LineItem | None = None
    """What the numbered paragraph before was wholly of: 1.某支出(2080502)5万元. Others go on with it."""
    groups: tuple[tuple[LineItem, str], ...] = ()
    """The groups of the heading and of what is open: their figures and those of the paragraphs under them are one."""
    fund_words: tuple[tuple[LineItem, str], ...] = ()
    """The words that gave an item its fund for the whole section: 一般公共预算安排的“三公”经费."""

    @classmethod
    def of(cls, path: tuple[str, ...], institution: str = "") -> SectionWords:
        item, category = heading_item(path, institution)
        return cls(path, item, category, tuple(compact(heading).text for heading in reversed(path)))

    @property
    def texts(self) -> tuple[str, ...]:
        """The caption and the headings, the nearest first."""
        return (self.caption, *self.headings) if self.caption else self.headings

    @property
    def whole(self) -> LineItem | None:
        return self.lists[-1].whole if self.lists else None

    @property
    def compared_with(self) -> str:
        return self.lists[-1].compared_with if self.lists else ""

    def for_paragraph(self, text: str) -> SectionWords:
        """The same, for reading a paragraph (compact): one of another kind than the parts before it ends them."""
        numbering, lists = numbering_of(text), list(self.lists)
        rank = numbering.rank if numbering else _PLAIN
        opened = None if numbering else self.opened
        while lists and lists[-1].rank not in {None, rank}:
            lists.pop()
        if lists:
            lists[-1] = replace(lists[-1], rank=rank)
        return replace(self, lists=tuple(lists), opened=opened)

    def after(self, text: str, state: State, groups: Mapping[LineItem, str]) -> SectionWords:
        """The same, after a paragraph that may have opened a list of parts, or an item. ``groups``: those it made."""
        words = replace(self, fund_words=self._fund_words(state), caption=_caption(text) or self.caption)
        alone = list(groups) == [state.main] or (not groups and state.main != self.item)
        opened = CUES["list_follows"].search(text)
        if text.endswith(";") and state.in_parts and state.path:
            return replace(words, lists=(*self.lists, OpenList(state.wholes[-1], _PLAIN, to_stop=True)), opened=None)
        if text.endswith("。") and self.lists and self.lists[-1].to_stop:
            return replace(words, lists=self.lists[:-1])
        if not opened:
            goes_on = numbering_of(text) and alone and state.main.name
            return replace(words, opened=state.main, groups=tuple(groups.items())) if goes_on else words
        lead = read_lead(text[clause_start(text, 0, opened.start()) : opened.start()])
        whole = LineItem("", lead.noun) if BUDGET_NOUN.search(lead.noun) else state.main
        listed = OpenList(whole, compared_with=state.compared_with or state.listed_base)
        return replace(words, lists=(*self.lists, listed), opened=None) if whole.name else words

    def _fund_words(self, state: State) -> tuple[tuple[LineItem, str], ...]:
        said = ((item, words) for item, words in state.fund_words.items() if CUES["fund_holds"].search(item.name))
        return tuple(dict((*self.fund_words, *said)).items())


def _caption(text: str) -> str:
    """``text`` (compact) if it reads like a heading: short, of one clause, and without a figure."""
    bare = CUES["caption"].fullmatch(text)
    return "" if not bare or re.search(r"\d(?!\d*[年)])", text) else text.rstrip("。:")
