"""Quotations: the passage of the documents that a topic means, verbatim, and the names that a passage enumerates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.model.normalize import name_key
from ingest.model.worded_cells import worded_cells
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo
from qa.execution.outcomes import Absent, Member, Outcome, Piece, Quotation, Series
from qa.execution.sources import Chosen, Source
from qa.execution.tables import tables_named
from qa.execution.words.aspects import Aspect, aspect_of, definition_of, is_of_notes, telling_words, tells
from qa.execution.words.table_words import names_below, told_by
from qa.plans.language import Quote
from qa.plans.words import pairs
from qa.search.enumerations import documents_named, enumerated
from qa.search.passages import Passage, Passages, ScoredPassage, sentences
from qa.stores import Search

_ENOUGH = 0.5
"""The share of a topic's words, by weight, that a passage must hold to be about it."""
_UNDER_ASPECT = 0.25
"""The same where a passage stands under a heading of what is asked for, or tells it, and no topic was named."""
_LIMIT = 420
_SECTION_LIMIT = 1600
"""Most characters of a section that is quoted whole when its heading was asked for."""
_COMPANIONS = 3
_LONGEST_LIST = 14
_TRIED = 8
"""Passages that are looked through for a list."""
_NEAR = 0.5
"""The share of the best score that a passage needs for its list to be the one that is meant."""
_AS_MUCH = 0.7
"""The share of what the best of several documents holds of a topic that another one must hold to tell of it."""
_ITEM = re.compile(r"[\s\-•]*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．:：]|第|[①-⑳]|目标|任务)")
_GOES_ON = re.compile(r"[二三四五六七八九十]是|其[二三四]|第[二三四五六]")
_BEGINS = re.compile(r"一是|其一|第一")
_OPEN = re.compile(r"(?:[：:]|[见如]下[表列][^。，,]{0,4}[：:。]?)\s*$")
"""A sentence whose list stands behind it."""
_NOTE = re.compile(r"\s*[（(]?(?:备?注|说明)\s*\d*[：:]")
_OF_A_NOTE = 0.5
"""What a note under a table counts for where no note is asked for: it bounds a figure, and tells nothing else."""
_AT_ONCE = 8
"""Documents whose passages are all read; of more only those that the search finds."""
_Found = tuple[float, Quotation]


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
        found = self._found(chosen, wanted)
        return found[0][1] if found else _absent(chosen, wanted)

    def members(self, chosen: Chosen, wanted: Quote) -> Outcome:
        """The names that the best passage with a list enumerates: a series. Where none has one, the passage."""
        found = self._found(chosen, wanted)
        for score, quotation in found[:_TRIED]:
            names = self.members_of(quotation)
            if isinstance(names, Series) and score >= _NEAR * found[0][0]:
                return names
        return found[0][1] if found else _absent(chosen, wanted)

    def members_of(self, quotation: Quotation) -> Series | Quotation:
        """The names that a quoted passage enumerates; the quotation itself if it enumerates none."""
        for piece in quotation.pieces:
            names = self._names(piece, quotation)
            if len(names) > 1:
                members = [Member(name, Quotation((at,)), document=piece.document) for name, at in names.items()]
                return Series(tuple(members), quotation.what, quotation)
        return quotation

    def _names(self, piece: Piece, quotation: Quotation) -> dict[str, Piece]:
        """The names of a list, each with where it stands."""
        wanted, text = pairs(quotation.what), piece.passage.paragraph.text
        if "依据" in quotation.what:
            named = {each: other for other in quotation.pieces for each in documents_named(other.text)}
            if named:
                return named
        if _OPEN.search(text):
            below = names_below(piece.passage, self._catalog.tables(piece.document.id))
            if len(below) > 1:
                return {name: Piece(piece.document, cell, 0, len(cell.paragraph.text)) for name, cell in below}
        names = enumerated(piece.passage, self.of(piece.document).all, wanted) or documents_named(piece.text)
        return dict.fromkeys(names, piece)

    def _found(self, chosen: Chosen, wanted: Quote) -> list[_Found]:
        """The quotations that ``wanted`` may mean, the best first."""
        if chosen.unknown:
            return []
        files = [file for source in self._likely(chosen, wanted) for file in source.files]
        found = [
            (score, Quotation(tuple(pieces), what=_what(wanted), recall=recall))
            for file in files
            for score, recall, pieces in self._in_file(file, wanted)
        ]
        return sorted(found, key=lambda each: -each[0])

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

    def _in_file(self, document: DocumentInfo, wanted: Quote) -> Iterator[tuple[float, float, list[Piece]]]:
        passages = self.of(document)
        if wanted.table:
            yield from self._beside_table(document, passages, wanted)
        elif wanted.aspect == "定义":
            defined = definition_of(passages, wanted.topic)
            if defined is not None:
                yield defined[0], 1.0, [Piece(document, defined[1], 0, len(defined[1].paragraph.text))]
        else:
            aspect = aspect_of(wanted.aspect)
            found = _ranked(passages, wanted, aspect)
            for each in found[:_TRIED]:
                kept, whole = _kept(passages, each, found, wanted, aspect)
                yield each.score, min(each.recall, 1.0), [_piece(document, one, wanted, aspect, whole) for one in kept]

    def _beside_table(
        self, document: DocumentInfo, passages: Passages, wanted: Quote
    ) -> Iterator[tuple[float, float, list[Piece]]]:
        infos = self._catalog.figures.tables([document.id])
        ids = frozenset(each.id for each in tables_named(wanted.table, infos))
        kept = told_by(self._catalog.tables(document.id), ids, passages, wanted) if ids else []
        if kept:
            yield 1.0, 1.0, [_piece(document, each, wanted, aspect_of(wanted.aspect), False) for each in kept]


def as_told(members: Iterable[Member]) -> list[Member]:
    """Quotations of several documents: one that tells much less of the topic than another one tells nothing of it."""
    listed = list(members)
    most = max((each.outcome.recall for each in listed if isinstance(each.outcome, Quotation)), default=0.0)
    return [
        replace(each, outcome=Absent(each.outcome.what, (each.document,) if each.document else ()))
        if isinstance(each.outcome, Quotation) and each.outcome.recall < _AS_MUCH * most
        else each
        for each in listed
    ]


def _what(wanted: Quote) -> str:
    return "·".join(filter(None, (wanted.table, wanted.section, wanted.topic, wanted.aspect)))


def _absent(chosen: Chosen, wanted: Quote) -> Absent:
    if chosen.unknown:
        return Absent(_what(wanted), institution="、".join(chosen.unknown))
    return Absent(_what(wanted), tuple(file for source in chosen.sources[:3] for file in source.files))


def _ranked(passages: Passages, wanted: Quote, aspect: Aspect) -> list[ScoredPassage]:
    """The passages that tell enough of what is wanted, the best first."""
    words = telling_words(wanted.topic) or (wanted.aspect if not wanted.section else "")
    found = list(passages.search(words, tells)) if words else []
    known = {each.passage.position for each in found}
    if not wanted.topic:
        others = (each for each in passages.all if each.position not in known and tells(each))
        found += [ScoredPassage(each, 0.05, 0.4 if wanted.aspect else 1.0) for each in others]
    if not is_of_notes(wanted.aspect):
        found = [
            replace(each, score=each.score * _OF_A_NOTE) if _NOTE.match(each.passage.paragraph.text) else each
            for each in found
        ]
    under = [each for each in found if _under(each.passage, wanted.section)]
    raised = [aspect.raised(each, wanted.topic) for each in under] if aspect.name else under
    least = _UNDER_ASPECT + 0.2 if aspect.name and not wanted.topic else _ENOUGH
    return sorted((each for each in raised if each.recall >= least), key=lambda each: -each.score)


def _under(passage: Passage, section: str) -> bool:
    key = name_key(section)
    return not key or any(key in name_key(heading) for heading in passage.section.path)


def _kept(
    passages: Passages, best: ScoredPassage, found: Sequence[ScoredPassage], wanted: Quote, aspect: Aspect
) -> tuple[list[Passage], bool]:
    """The passages that are quoted together, and whether in full: the section if its heading is what is asked for,
    those of one that tell of the topic as well, or the passage with the list behind it."""
    section = best.passage.section
    if best.passage.cell is not None:
        return [best.passage], False
    if _is_whole(best.passage, wanted, aspect):
        return [each for each in passages.all if each.section is section], True
    if wanted.topic and aspect.heads(section):
        near = [each.passage for each in found if each.passage.section is section][:_COMPANIONS]
        if len(near) > 1:
            return sorted(near, key=lambda each: each.position), False
    return _led(passages, best.passage), False


def _is_whole(passage: Passage, wanted: Quote, aspect: Aspect) -> bool:
    """Whether all paragraphs of the section are what is asked for: its heading names the topic, or the aspect of it."""
    section = passage.section
    if sum(len(each.text) for each in section.paragraphs) > _SECTION_LIMIT:
        return False
    asked = pairs(wanted.topic) | pairs(wanted.section)
    named = len(pairs(section.heading) & asked) >= 0.5 * len(asked) if asked else False
    above = pairs("|".join(section.path[-2:]))
    return (named and not wanted.aspect) or (aspect.heads(section) and asked <= above)


def _led(passages: Passages, first: Passage) -> list[Passage]:
    """The passage, with the list behind it if it ends in a colon, or goes on counting: 一是…, 二是…."""
    text = first.paragraph.text.rstrip()
    item = _ITEM.match if text.endswith((":", "：")) else _GOES_ON.search if _BEGINS.search(text) else None
    if first.cell is not None or item is None or (item is not _ITEM.match and _GOES_ON.search(text)):
        return [first]
    following = passages.all[first.position + 1 : first.position + 1 + _LONGEST_LIST]
    behind = takewhile(lambda each: each.section is first.section and bool(item(each.paragraph.text)), following)
    return [first, *behind]


def _piece(document: DocumentInfo, passage: Passage, wanted: Quote, aspect: Aspect, whole: bool) -> Piece:
    """The part of a passage that is quoted: all of a short one, what the aspect's lead opens, or the sentences with
    most of the words."""
    text = passage.paragraph.text
    span = aspect.span(text) if not whole and not aspect.heads(passage.section) else None
    if span is not None and span[1] - span[0] <= _LIMIT:
        return Piece(document, passage, *span)
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
