"""The running text of one document, ready to be searched."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.model.document import Paragraph, Section
from ingest.model.worded_cells import WordedCell
from ingest.sections.tabular import is_tabular
from qa.plans.words import clean, pairs
from qa.search.instructions import speaks_to_a_program

_LEAD = 30
"""Characters that identify a paragraph."""
_SENTENCE = re.compile(r"[^。！？；!?;]*[。！？；!?;]?[”」）]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its section. ``words`` are its own pairs, ``above`` those of its headings. ``cell``: it is the
    words of a cell, and its headings are the names of table, row and column."""

    section: Section
    paragraph: Paragraph
    position: int
    words: frozenset[str]
    above: frozenset[str]
    cell: WordedCell | None = None


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    passage: Passage
    score: float
    recall: float


class Passages:
    """All paragraphs of a document, in reading order; behind them the cells of its tables that hold words. Orders to a
    program are left out: they tell nothing of a budget."""

    def __init__(self, sections: Iterable[Section], cells: Iterable[WordedCell] = ()) -> None:
        running = tuple(self._read(sections))
        kept = (each for each in cells if not speaks_to_a_program(each.section.paragraphs[0].text))
        self.all = (*running, *(passage_of_cell(cell, at) for at, cell in enumerate(kept, len(running))))
        self._frequency = Counter(pair for passage in self.all for pair in passage.words | passage.above)

    @staticmethod
    def _read(sections: Iterable[Section]) -> Iterable[Passage]:
        position = 0
        for section in sections:
            above = (
                frozenset().union(*(pairs(heading) for heading in section.path[-2:])) if section.path else frozenset()
            )
            for paragraph in section.paragraphs:
                if is_tabular(paragraph):  # quoting rows of an unruled table answers nothing
                    continue
                if speaks_to_a_program(paragraph.text):
                    continue
                yield Passage(section, paragraph, position, pairs(paragraph.text), above)
                position += 1

    def weight(self, pair: str) -> float:
        return math.log(1 + len(self.all) / (1 + self._frequency[pair]))

    def search(self, words: str, keep: Callable[[Passage], bool] = lambda passage: True) -> tuple[ScoredPassage, ...]:
        """Paragraphs that contain most of ``words``, best first. Headings count less than the text itself."""
        wanted = {pair: self.weight(pair) for pair in pairs(words)}
        whole = sum(wanted.values()) or 1.0
        found = [self._scored(passage, wanted, whole) for passage in self.all if keep(passage)]
        return tuple(sorted((each for each in found if each.score > 0), key=lambda each: -each.score))

    def within(self, text: str) -> tuple[Passage, ...]:
        """The paragraphs that a stretch of the document's running text consists of, or is part of."""
        stretch = clean(text)
        plain = ((each, clean(each.paragraph.text)) for each in self.all)
        return tuple(each for each, own in plain if own and (own[:_LEAD] in stretch or stretch[:_LEAD] in own))

    def _scored(self, passage: Passage, wanted: dict[str, float], whole: float) -> ScoredPassage:
        own = sum(weight for pair, weight in wanted.items() if pair in passage.words)
        above = sum(weight for pair, weight in wanted.items() if pair in passage.above and pair not in passage.words)
        length = 1 + 0.15 * math.log(1 + len(passage.paragraph.text) / 200)
        return ScoredPassage(passage, (own + 0.8 * above) / whole / length, (own + above) / whole)


def passage_of_cell(cell: WordedCell, position: int) -> Passage:
    """A cell as a passage under the names of its table, row and column."""
    section = cell.section
    paragraph = section.paragraphs[0]
    above = frozenset[str]().union(*(pairs(heading) for heading in (*section.path, *cell.column)))
    return Passage(section, paragraph, position, pairs(paragraph.text), above, cell)


def sentences(paragraph: Paragraph) -> tuple[tuple[int, int], ...]:
    """``start, end`` of each sentence of a paragraph; clauses ended by ； count as sentences."""
    found = [(match.start(), match.end()) for match in _SENTENCE.finditer(paragraph.text)]
    return tuple((start, end) for start, end in found if paragraph.text[start:end].strip())


_TERM = re.compile(
    r"^[\s\-•*]*(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?)?\s*(?P<term>[^：:。，]{2,40}?)(?:预算)?[：:]|^[\s\-]*(?:[一二三四五六七八九十\d]+[、.．])?(?P<said>[^：:。，]{2,30}?)是指"
)


def defined_term(paragraph: Paragraph) -> str:
    """The term that a paragraph such as ``十、基本支出：指…`` explains, or empty."""
    found = _TERM.match(paragraph.text.replace("*", ""))
    return clean(found.group("term") or found.group("said") or "") if found else ""
