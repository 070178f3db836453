"""Names that a store might know, for training: what real stores hold, drawn anew for each question."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model.normalize import name_key
from qa.reader.tagging.features import LONGEST_NAME
from qa.reader.tagging.marks import Marked
from qa.reader.tagging.tokens import tokens_of


class Listed:
    """Names of figures and those of the field, to be found in texts."""

    def __init__(self, figures: Iterable[str], field: Iterable[str]) -> None:
        self._sources: dict[str, set[str]] = {}
        for source, names in (("figure", figures), ("field", field)):
            for name in names:
                self._sources.setdefault(name, set()).add(source)
        self._begun = frozenset(name[:end] for name in self._sources for end in range(1, len(name) + 1))

    def in_text(self, text: str) -> dict[str, set[str]]:
        """Every stretch of a text that is one of the names, with its sources."""
        tokens = [(each.text, name_key(each.text)) for each in tokens_of(text)]
        found: dict[str, set[str]] = {}
        for at in range(len(tokens)):
            word = key = ""
            for end, (spelling, part) in enumerate(tokens[at : at + LONGEST_NAME], 1):
                word, key = word + spelling, key + part
                if key not in self._begun:
                    break
                if end > 1 and key in self._sources:
                    found[word] = self._sources[key]
        return found


_OF_FIGURES = frozenset({"item", "base", "col", "under", "topic"})


@dataclass(frozen=True, slots=True)
class ListedNames:
    """``names``: each with its sources; ``spans``: institutions in the text."""

    names: dict[str, frozenset[str]]
    spans: tuple[tuple[int, int, str], ...]

    def known(self, words: Iterable[str]) -> dict[str, frozenset[str]]:
        """The listed names among ``words``."""
        return {each: self.names[each] for each in words if each in self.names}

    def mentions(self, text: str) -> Sequence[tuple[int, int, str]]:
        """The listed institutions."""
        return self.spans

    @classmethod
    def drawn(cls, asked: Marked, listed: Listed, share: float, chance: random.Random) -> ListedNames:
        """What a store knows of the words of a question: most of what it asks for, some of what is named by chance."""
        kept: dict[str, set[str]] = {}
        for word, sources in listed.in_text(asked.text).items():
            kept[word] = {each for each in sources if each == "field" or chance.random() < 0.7}
        for span in asked.spans:
            word = spelled(asked.text[span.start : span.end])
            if span.tag in _OF_FIGURES:
                sources = kept.setdefault(word, set())
                sources |= {"figure"} if chance.random() < share else set()
        spans = tuple(
            (each.start, each.end, "inst" if chance.random() < 0.8 else "office")
            for each in asked.spans
            if each.tag == "inst" and chance.random() < 0.85
        )
        return cls({word: frozenset(sources) for word, sources in kept.items() if sources}, spans)


def spelled(text: str) -> str:
    """A stretch as its tokens spell it."""
    return "".join(each.text for each in tokens_of(text))
