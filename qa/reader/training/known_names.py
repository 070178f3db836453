"""Names that a store might know, for training: what real stores hold, drawn anew for each question."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model.normalize import name_key
from qa.reader.tagging.features import LONGEST_NAME
from qa.reader.tagging.marks import Marked
from qa.reader.tagging.tokens import tokens_of

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
    def drawn(
        cls, asked: Marked, names: frozenset[str], field: frozenset[str], share: float, chance: random.Random
    ) -> ListedNames:
        """What a store knows of the words of a question: most of what it asks for, some of what is named by chance."""
        whole = cls.all_of(asked.text, names, field)
        kept: dict[str, set[str]] = {}
        for word, sources in whole.items():
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

    @staticmethod
    def all_of(text: str, names: frozenset[str], field: frozenset[str]) -> dict[str, set[str]]:
        """Every stretch of a text that is a name."""
        tokens = [each.text for each in tokens_of(text)]
        found: dict[str, set[str]] = {}
        for at in range(len(tokens)):
            for end in range(at + 2, min(at + LONGEST_NAME, len(tokens)) + 1):
                word = "".join(tokens[at:end])
                key = name_key(word)
                sources = {"figure"} if key in names else set()
                sources |= {"field"} if key in field else set()
                if sources:
                    found[word] = sources
        return found


def spelled(text: str) -> str:
    """A stretch as its tokens spell it."""
    return "".join(each.text for each in tokens_of(text))
