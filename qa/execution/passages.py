"""Quotations: the passage of the documents that a topic means, verbatim, and the names that a passage enumerates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import takewhile
from tomllib import loads

from ingest.model.normalize import name_key
from ingest.model.worded_cells import worded_cells
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo
from qa.execution.names import CORE, means
from qa.execution.outcomes import Absent, Member, Outcome, Piece, Quotation, Series
from qa.execution.sources import Chosen, Source
from qa.execution.tables import tables_named
from qa.plans.language import Quote
from qa.plans.words import closeness, pairs
from qa.search.enumerations import enumerated
from qa.search.passages import Passage, Passages, ScoredPassage, defined_term, sentences
from qa.stores import Search

_GLOSSARY = re.compile("名词解释|名词说明|专业名词|术语")
_ENOUGH = 0.5
"""The share of a topic's words, by weight, that a passage must hold to be about it."""
_LIMIT = 420
_SECTION_LIMIT = 1600
"""Most characters of a section that is quoted whole when its heading was asked for."""
_FEWEST = 4
_LONGEST_LIST = 14
_ITEM = re.compile(r"[\s\-•]*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．:：]|第|[①-⑳]|目标|任务)")
_AT_ONCE = 8
"""Documents whose passages are all read; of more only those that the search finds."""


class PassageReader:
    """Passages of one store, read a document at a time."""

    def __init__(self, catalog: Catalog, search: Search | None) -> None:
        self._catalog, self._search = catalog, search
        self._read: dict[str, Passages] = {}

    def of(self, document: DocumentInfo) -> Passages:
        """The running text of a document, and what its tables tell in words."""
        if document.id not in self._read:
            cells = worded_cells(self._catalog.tables(document.id))
            self._read[document.id] = Passages(self._catalog.sections(document.id), cells)
        return self._read[document.id]

    def quote(self, chosen: Chosen, wanted: Quote) -> Outcome:
        """The passage that ``wanted`` means, of the document that tells most of it."""
        what = "·".join(filter(None, (wanted.table, wanted.section, wanted.topic, wanted.aspect)))
        if chosen.unknown:
            return Absent(what, institution="、".join(chosen.unknown))
        found = [self._in(source, wanted, what) for source in self._likely(chosen, wanted)]
        scored = [each for each in found if each is not None]
        if not scored:
            return Absent(what, tuple(file for source in chosen.sources[:3] for file in source.files))
        return max(scored, key=lambda each: each[0])[1]

    def _likely(self, chosen: Chosen, wanted: Quote) -> Sequence[Source]:
        """The sources themselves if they are few, else those in which the search finds the topic."""
        if len(chosen.sources) <= _AT_ONCE or self._search is None:
            return chosen.sources
        ids = [each for source in chosen.sources for each in source.ids]
        words = " ".join(filter(None, (wanted.topic, wanted.section, wanted.aspect)))
        best = dict.fromkeys(each.chunk.document_id for each in self._search.passages(words, ids, None, 4 * _AT_ONCE))
        rank = {document_id: at for at, document_id in enumerate(best)}
        held = [source for source in chosen.sources if rank.keys() & set(source.ids)]
        return sorted(held, key=lambda each: min(rank.get(i, 999) for i in each.ids))[:_AT_ONCE]

    def _in(self, source: Source, wanted: Quote, what: str) -> tuple[float, Quotation] | None:
        found = [
            (score, Quotation(tuple(pieces), what=what))
            for file in source.files
            for score, pieces in [self._in_file(file, wanted)]
            if pieces
        ]
        return max(found, key=lambda each: each[0], default=None)

    def _in_file(self, document: DocumentInfo, wanted: Quote) -> tuple[float, list[Piece]]:
        passages = self.of(document)
        if wanted.table:
            return self._beside_table(document, passages, wanted)
        if wanted.aspect == "定义":
            return _defined(document, passages, wanted.topic)
        heading = _headings().get(wanted.aspect, re.escape(wanted.aspect) if wanted.aspect else "")
        found = [each for each in _searched(passages, wanted, heading) if _under(each.passage, wanted.section)]
        if not found or found[0].recall < (0.25 if heading and not wanted.topic else _ENOUGH):
            return 0.0, []
        best = found[0]
        whole = _whole_section(passages, best, wanted, heading)
        kept = whole or _led(passages, best.passage)
        return best.score, [_piece(document, each, wanted, bool(whole)) for each in kept]

    def _beside_table(self, document: DocumentInfo, passages: Passages, wanted: Quote) -> tuple[float, list[Piece]]:
        """What a table tells in words: its notes, its cells and the lines behind it."""
        tables = self._catalog.tables(document.id)
        infos = self._catalog.figures.tables([document.id])
        ids = {each.id for each in tables_named(wanted.table, infos)}
        if not ids:
            return 0.0, []
        titles = {name_key(each.title) for each in tables if each.id in ids}
        notes = {name_key(note) for each in tables if each.id in ids for note in each.notes}
        near = [
            each
            for each in passages.all
            if (each.cell is not None and each.cell.table.id in ids)
            or (each.cell is None and _is_noted(each, notes, titles))
        ]
        kept = _best_of(near, wanted.topic) if wanted.topic else near[:3]
        return (1.0 if kept else 0.0), [_piece(document, each, wanted, False) for each in kept]

    def members(self, quotation: Quotation) -> Outcome:
        """The names that a quoted passage enumerates: a series."""
        found: dict[str, Member] = {}
        for piece in quotation.pieces:
            passages = self.of(piece.document)
            names = enumerated(piece.passage, passages.all, pairs(quotation.what))
            found |= {name: Member(name, Quotation((piece,)), document=piece.document) for name in names}
            if names:
                break
        if not found:
            return Absent(quotation.what, tuple(each.document for each in quotation.pieces[:1]))
        return Series(tuple(found.values()), quotation.what, quotation)


@cache
def _headings() -> dict[str, str]:
    raw = loads(files("qa.data").joinpath("aspects.toml").read_text(encoding="utf-8"))
    return dict(raw["headings"])


def _searched(passages: Passages, wanted: Quote, heading: str) -> list[ScoredPassage]:
    """Passages about the topic, those under a heading of the aspect first."""
    words = "|".join(filter(None, (wanted.topic, "" if heading else wanted.aspect)))
    found = list(passages.search(words, _tells)) if words else []
    if not heading:
        return found
    pattern = re.compile(heading)
    known = {each.passage.position for each in found}
    found += [
        ScoredPassage(each, 0.05, 0.3)
        for each in passages.all
        if each.position not in known and _tells(each) and pattern.search(each.section.heading)
    ]
    return sorted((_raised(each, pattern) for each in found), key=lambda each: -each.score)


def _raised(found: ScoredPassage, pattern: re.Pattern[str]) -> ScoredPassage:
    own, near = pattern.search(found.passage.section.heading), pattern.search("".join(found.passage.section.path[-2:]))
    said = pattern.search(found.passage.paragraph.text[:30])
    boost = 0.6 if own else 0.4 if near else 0.3 if said else 0.0
    return replace(found, score=found.score + boost, recall=found.recall + (0.2 if boost else 0.0))


def _tells(passage: Passage) -> bool:
    """Whether a passage says anything about the institution: it is no explanation of a term, and not 无。"""
    if any(_GLOSSARY.search(heading) for heading in passage.section.path):
        return False
    return len(name_key(passage.paragraph.text)) >= _FEWEST


def _under(passage: Passage, section: str) -> bool:
    key = name_key(section)
    return not key or any(key in name_key(heading) for heading in passage.section.path)


def _whole_section(passages: Passages, best: ScoredPassage, wanted: Quote, heading: str) -> list[Passage]:
    """All paragraphs of the section, if what is asked for is what its heading names."""
    section = best.passage.section
    if best.passage.cell is not None:
        return []
    size = sum(len(each.text) for each in section.paragraphs)
    asked = pairs(wanted.topic) | pairs(wanted.section)
    own = pairs(section.heading)
    named = bool(own) and bool(asked) and len(own & asked) >= 0.5 * len(asked)
    topical = bool(heading) and not wanted.topic and bool(re.search(heading, section.heading))
    if size > _SECTION_LIMIT or not (named or topical):
        return []
    return [each for each in passages.all if each.section is section]


def _led(passages: Passages, first: Passage) -> list[Passage]:
    """The passage, with the list behind it if it ends in a colon."""
    if first.cell is not None or not first.paragraph.text.rstrip().endswith((":", "：")):
        return [first]
    following = passages.all[first.position + 1 : first.position + 1 + _LONGEST_LIST]
    return [
        first,
        *takewhile(lambda each: each.section is first.section and bool(_ITEM.match(each.paragraph.text)), following),
    ]


def _piece(document: DocumentInfo, passage: Passage, wanted: Quote, whole: bool) -> Piece:
    text = passage.paragraph.text
    if whole or len(text) <= _LIMIT:
        return Piece(document, passage, 0, len(text))
    asked = pairs(wanted.topic) | pairs(wanted.aspect)
    scored = [(len(asked & pairs(text[start:end])), start, end) for start, end in sentences(passage.paragraph)]
    top = max(score for score, _, _ in scored)
    good = [(start, end) for score, start, end in scored if score >= 0.6 * top]
    start, end = good[0]
    for _, each in good:
        end = each if each - start <= _LIMIT else end
    after = [stop for _, begin, stop in scored if begin >= end]
    return Piece(document, passage, start, after[0] if after and after[0] - start <= _LIMIT else end)


def _defined(document: DocumentInfo, passages: Passages, topic: str) -> tuple[float, list[Piece]]:
    """The document's own explanation of a term."""
    scored: list[tuple[float, Passage]] = []
    for each in passages.all:
        glossary = any(_GLOSSARY.search(heading) for heading in each.section.path)
        term = defined_term(each.paragraph) if each.cell is None else ""
        if not term or not (glossary or "指" in each.paragraph.text):
            continue
        tier = means(topic, term)
        close = 1.0 if tier is not None and tier <= CORE else closeness(term, name_key(topic))
        scored.append((close + (0.3 if glossary else 0.0), each))
    best = max(scored, key=lambda each: each[0], default=None)
    if best is None or best[0] < 0.75:
        return 0.0, []
    return best[0], [Piece(document, best[1], 0, len(best[1].paragraph.text))]


def _is_noted(passage: Passage, notes: set[str], titles: set[str]) -> bool:
    text = name_key(passage.paragraph.text)
    return any(note and (note in text or text in note) for note in notes) or (
        bool(re.match(r"\s*(?:注|备注|说明)", passage.paragraph.text))
        and any(name_key(heading) in titles for heading in passage.section.path)
    )


def _best_of(near: Iterable[Passage], topic: str) -> list[Passage]:
    wanted = pairs(topic)
    scored = [(len(wanted & (each.words | each.above)), each) for each in near]
    top = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == top and score][:2]
