"""Figures, reasons and passages by words, as a model looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest

from ingest.model.errors import StoreError
from ingest.store.catalog.values import DocumentInfo
from qa.agent.looking.desk import Desk
from qa.agent.looking.rows import SHOWN, cell_value, column_of, cut, plain, row_lead, said_value
from qa.execution.outcomes import Entry, Piece
from qa.plans.slots import Figure
from qa.plans.words import clean, pairs
from qa.search.instructions import speaks_to_a_program
from qa.search.passages import Passage, sentences

MOST = 12
"""Most rows or passages that one call shows."""
_DEEP = 30
_SENTENCES = 5
_WORDS = 6
"""Most words that are looked for everywhere."""
_BRIEF = 20
"""Most characters of a cell that was shown before."""
_TRIED = 3
"""How many cells are ranked for each row that is shown."""
_LEAST = 0.5
"""The share of the asked words that a figure must be described by."""


class SearchTools:
    """``find`` and ``search_passages`` over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._both = desk, desk.both

    def find(self, words: str, document: str, year: int | None, limit: int) -> str:
        """Cells and sentences that match ``words``, best first; those of the named year before others."""
        files = self._files(document)
        most = _at_most(limit)
        cells = self._best(words, year, [each for file in files for each in self._cells(file, words)], _TRIED * most)
        said = self._best(words, year, [each for file in files for each in self._desk.said(file)], _TRIED * most)
        rows: dict[tuple[str, str, int], list[Entry]] = {}
        for each in cells:
            rows.setdefault(each.row, []).append(each)
        more = len(cells) == _TRIED * most or len(rows) > most
        lines = [self._cells_of_row(row) for row in list(rows.values())[:most]]
        sentences_told: dict[tuple[str, str], Entry] = {}
        for each in said:
            sentences_told.setdefault((each.document.id, each.statement.sentence), each)
        more |= len(sentences_told) > max(_SENTENCES, most // 2)
        lines += [self._sentence(each) for each in list(sentences_told.values())[: max(_SENTENCES, most // 2)]]
        if not lines:
            return self._both(
                "没有找到；换文件里的说法，或用 list_tables / list_rows 看表，search_passages 查原文",
                "Nothing found; use the document's own words, look at tables with list_tables / list_rows, or at text "
                "with search_passages",
            )
        return "\n".join((*lines, *self._capped(limit), *([self._incomplete()] if more else [])))

    def _incomplete(self) -> str:
        """That a list of what is like some words holds the likest only: nothing may be counted or summed by it."""
        return self._both(
            "只列了最像的，不是全部；要全部、要数个数用 list_rows 或 run_plan 的 rows",
            "Only the likest are listed; for all of them, or to count, use list_rows, or rows in run_plan",
        )

    def _capped(self, limit: int) -> tuple[str, ...]:
        """What a model is told that asked for more than one call shows."""
        told = self._both(
            f"一次最多列{MOST}条；要看别的，换词或写明文件",
            f"One call lists {MOST} at most; for others use other words, or name the document",
        )
        return (told,) if limit > MOST else ()

    @property
    def _shown_above(self) -> str:
        return self._both("（前面已列）", " (shown above)")

    def _files(self, document: str) -> list[DocumentInfo]:
        found = self._desk.documents.meant(document)
        if not found:
            raise self._desk.no_document(document)
        return [file for source in found for file in source.files]

    def _cells(self, file: DocumentInfo, words: str) -> list[Entry]:
        """The cells that the executor takes the words for come first; equal scores keep this order."""
        source = next(
            each for each in self._desk.documents.meant(self._desk.documents.id_of(file)) if file in each.files
        )
        ranked = self._desk.reader.selector.ranked(source, Figure(item=words[:100], source="cell"))
        first = [each.entry for each in ranked[:_DEEP] if each.entry.document == file]
        return list(dict.fromkeys((*first, *self._desk.facts(file))))

    def _best(self, words: str, year: int | None, entries: Sequence[Entry], most: int) -> list[Entry]:
        wanted = pairs(words) or frozenset(words)
        scored = [(_score(each, wanted, year), at, each) for at, each in enumerate(entries)]
        good = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], each[1]))
        return [each for _, _, each in good[:most]]

    def _cells_of_row(self, row: Sequence[Entry]) -> str:
        """The cells of one row that were found, with all that they are known by."""
        notes = self._desk.notes
        there = [each for each in row if each.fact.text] or row
        named = [(notes.entry(each), each) for each in there]
        if notes.shown.issuperset(name for name, _ in named):
            return f"{' '.join(f'{name} {cell_value(each)[:_BRIEF]}' for name, each in named)}{self._shown_above}"
        notes.shown.update(name for name, _ in named)
        shown = " | ".join(f"{name} {column_of(each)} {cell_value(each)}" for name, each in named)
        return f"{self._desk.documents.id_of(row[0].document)} | {row_lead(row[0])} | {shown}"

    def _sentence(self, entry: Entry) -> str:
        """A sentence once, with the ids of its figures."""
        notes = self._desk.notes
        own = self._desk.sentence_of(entry)
        ids = [notes.entry(each) for each in own]
        if notes.shown.issuperset(ids):
            again = (f"{name} {said_value(each.statement)}" for name, each in zip(ids, own, strict=True))
            return f"{'、'.join(again)}{self._shown_above}"
        notes.shown.update(ids)
        told = "；".join(f"{name} {said_value(each.statement)}" for name, each in zip(ids, own, strict=True))
        document = self._desk.documents.id_of(entry.document)
        return f"{told} | {document} | “{plain(cut(entry.statement.sentence))}”"

    # -------------------------------------------------------------------------------------------- passages

    def passages(self, words: str, document: str, limit: int) -> str:
        """Passages of running text and of cells, best first; matches by words and by search alternate."""
        files = self._files(document)
        by_words = sorted(
            (
                (each.score, file, each.passage)
                for file in files
                for each in self._desk.reader.passages.of(file).search(words)[:MOST]
            ),
            key=lambda each: -each[0],
        )
        turns = zip_longest(((file, passage) for _, file, passage in by_words), self._searched(words, files))
        best = {(file.id, passage.position): (file, passage) for turn in turns for file, passage in filter(None, turn)}
        rows = filter(None, (self._passage(file, passage, words) for file, passage in best.values()))
        lines = list(islice(rows, _at_most(limit)))  # a passage counts as shown once it was made: no more than these
        none = self._both(
            "没有找到相关段落，换文件里的说法再查", "No such passage; look again in the document's own words"
        )
        return "\n".join((*lines, *self._capped(limit), *self._nowhere(words, files))) if lines else none

    def _nowhere(self, words: str, files: Sequence[DocumentInfo]) -> tuple[str, ...]:
        """Which of the asked words stand nowhere in the documents: what was found is only near them."""
        asked = [each for each in re.split(r"[\s,，、]+", words) if len(clean(each)) > 1][:_WORDS]
        texts = [clean(self._text(file)) for file in files]
        missing = "、".join(f"“{each}”" for each in asked if not any(clean(each) in text for text in texts))
        if not missing:
            return ()
        return (self._both(f"{missing}在这些文件里没有出现", f"{missing}: nowhere in these documents"),)

    def _text(self, file: DocumentInfo) -> str:
        """All words of a document: of its paragraphs and of its cells."""
        passages = self._desk.reader.passages.of(file).all
        paragraphs = (f"{each.section.heading}|{each.paragraph.text}" for each in passages)
        names = ("|".join((*each.fact.row_path, *each.fact.column_path)) for each in self._desk.facts(file))
        return "|".join((*paragraphs, *dict.fromkeys(names)))

    def _searched(self, words: str, files: Iterable[DocumentInfo]) -> list[tuple[DocumentInfo, Passage]]:
        """Matches by words and meaning; none where the vectors are unavailable."""
        by_id = {each.id: each for each in files}
        try:
            found = self._desk.search(words, list(by_id), MOST)
        except StoreError:
            return []
        passages = self._desk.reader.passages
        held = [(by_id[each.document_id], passages.of(by_id[each.document_id]).within(each.text)) for each in found]
        return [(file, _closest(those, words)) for file, those in held if those]

    def _passage(self, document: DocumentInfo, passage: Passage, words: str) -> str:
        if speaks_to_a_program(passage.paragraph.text):
            return ""
        name = self._desk.notes.piece(Piece(document, passage, *window(passage, words)))
        if name in self._desk.notes.shown:
            return f"{name}{self._shown_above}"
        self._desk.notes.shown.add(name)
        piece = self._desk.notes[name]
        assert isinstance(piece, Piece)
        heading = plain(passage.section.heading)
        return f"{name} | {self._desk.documents.id_of(document)} | {heading} | “{plain(piece.text)}”"


def _at_most(limit: int) -> int:
    return max(1, min(limit, MOST))


def described(entry: Entry) -> frozenset[str]:
    """The pairs of all words that a figure is known by."""
    return pairs("|".join(words_of(entry)))


def words_of(entry: Entry) -> tuple[str, ...]:
    """All words that a figure is known by."""
    common = (entry.document.institution, entry.document.title, entry.stage.value, entry.side.value, entry.fund.value)
    if not entry.cell:
        said = entry.statement
        return (*common, said.item.name, said.item.code, said.subject, said.sentence, said.compared_with, *said.section)
    fact = entry.fact
    table = (entry.table.title, *entry.table.section, entry.table.number) if entry.table else ()
    own = (fact.subject, fact.institution, fact.item.name, fact.item.code, fact.item.counterpart, fact.measure)
    return (*common, *own, *fact.item.path, *fact.row_path, *fact.column_path, *table)


def _score(entry: Entry, wanted: frozenset[str], year: int | None) -> float:
    own = pairs(entry.fact.item.name + "|" + entry.fact.subject) if entry.cell else pairs(entry.statement.item.name)
    held = len(wanted & described(entry)) / len(wanted)
    named = len(wanted & own) / len(own | wanted) if own else 0.0
    return (
        (held + 0.5 * named if held >= _LEAST else 0.0)
        - (0.1 if year and entry.year != year else 0.0)
        - (0.3 if entry.cell and entry.fact.blank else 0.0)
    )


def _closest(passages: Sequence[Passage], words: str) -> Passage:
    wanted = pairs(words)
    return max(passages, key=lambda each: (len(wanted & each.words), len(each.paragraph.text)))


def window(passage: Passage, words: str) -> tuple[int, int]:
    """The part of a long paragraph that is about ``words``, in whole sentences."""
    text = passage.paragraph.text
    if len(text) <= SHOWN:
        return 0, len(text)
    wanted = pairs(words)
    spans = sentences(passage.paragraph)
    at = max(range(len(spans)), key=lambda each: len(wanted & pairs(text[spans[each][0] : spans[each][1]])))
    start, end = spans[at]
    for _, later in spans[at + 1 :]:
        if later - start > SHOWN:
            break
        end = later
    return start, end
