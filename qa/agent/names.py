"""Names in a model's sentence: the thing, institution and year that it gives a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.model.vocabulary import MEASURES
from qa.agent.lexicon import lexicon
from qa.drafting.asking import Asking
from qa.evidence.index import TOTAL_NAMES, Figure
from qa.plans.words import clean, pairs

_LONGEST = 40
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=年|\s|[^\d,.])")
_COMPARED = re.compile(
    r"(?:比|较|与|同|对比|against|than|over|from|on)\s*(?:the\s*)?"
    r"(?:上年|去年|上一年|(?:19|20)\d{2}年?|year before|previous year|prior year)(?:度|同期|决算|预算|数|相比)*"
)
_CLAUSES = re.compile(r"[，,；;（()）、：:。]")
_BEFORE = re.compile(r"上年|去年|上一年|year before|previous year|prior year")


@dataclass(frozen=True, eq=False)
class Names:
    """The names of the documents that a reply cites."""

    asking: Asking
    documents: tuple[str, ...]

    @cached_property
    def things(self) -> frozenset[str]:
        """Names of line items, projects and measures, cleaned."""
        found = {clean(name) for measure in MEASURES.values() for name in (measure.name, *measure.synonyms)}
        for each in self.documents:
            index = self.asking.index(each)
            found |= index.items | {clean(figure.fact.subject) for figure in index.facts()}
        return frozenset(name for name in found if 2 < len(name) <= _LONGEST and not _is_plain(name))

    def last_thing(self, lead: str) -> str:
        """The last name in ``lead``, the longest if several end there; empty if there is none, or if the last clause
        speaks of a total."""
        last = _CLAUSES.split(lead)[-1]
        if any(name in last for name in ("合计", "总计")) and not self._thing(last):
            return ""
        return self._thing(lead)

    def _thing(self, lead: str) -> str:
        text = clean(lead)
        for end in range(len(text), 2, -1):
            for start in range(max(0, end - _LONGEST), end - 2):
                if text[start:end] in self.things:
                    return text[start:end]
        return ""

    def institution_fits(self, lead: str, figure: Figure) -> bool:
        """Whether the institution named last in ``lead`` is the figure's; true if none is named."""
        text = clean(lead)
        library = self.asking.library
        spans: list[tuple[int, int, frozenset[str]]] = []
        for each in library.documents.values():
            name = clean(each.institution)
            at = text.rfind(name)
            if at >= 0:
                spans.append((at + len(name), len(name), frozenset({each.id})))
        spans += [
            (each.end, each.end - each.start, each.documents) for each in library.names.mentions(text) if each.documents
        ]
        if not spans:
            return True
        end = max(each for each, _, _ in spans)
        longest = max(length for stop, length, _ in spans if stop == end)
        meant = frozenset().union(*(ids for stop, length, ids in spans if stop == end and length == longest))
        own = {each.id for each in library.documents.values() if each.institution == figure.document.institution}
        return bool(meant & own)


def _is_plain(name: str) -> bool:
    return name in lexicon().plain_names or name in TOTAL_NAMES or name.endswith(("合计", "总计", "小计"))


def names_thing(figure: Figure) -> bool:
    """Whether a figure belongs to a named thing and is not a total."""
    return bool(figure.name) and not _is_plain(figure.name)


def told(name: str, text: str, enough: float = 0.6) -> bool:
    """Whether ``text`` contains ``name``, that is, most of its character pairs."""
    own = pairs(name)
    return not own or len(own & pairs(text)) >= enough * len(own)


def year_said(lead: str, figure: Figure) -> int | None:
    """The year that ``lead`` gives a figure, ignoring comparisons; None if it names none."""
    rest = _COMPARED.sub(" ", lead)
    years = [(found.start(), int(found.group(1))) for found in _YEAR.finditer(rest)]
    base = figure.document.year or figure.year
    if base is not None:
        years += [(found.start(), base - 1) for found in _BEFORE.finditer(rest)]
    return max(years)[1] if years else None


def compatible(name: str, described: Iterable[str]) -> bool:
    """Whether every pair of ``name`` is among ``described``, the pairs that describe a figure."""
    return pairs(name) <= frozenset(described)
