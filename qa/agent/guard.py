"""The guard of a model's reply, beside the number guard of every answer: each sentence against the ids that it cites.

``verify`` holds an answer's numerals against its citations. A model needs more: it may cite the right number for the
wrong thing, or give a reason that nobody gave. What is found goes back to the model once, and then the rules answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.agent.claims import ClaimGuard
from qa.agent.names import Names
from qa.agent.notes import Notes
from qa.agent.reply import Reply, Said
from qa.agent.verbatim import exact
from qa.agent.words import WordGuard
from qa.drafting.asking import Asking

MOST = 12
"""Faults that are told; a model mends no more at once."""
_LONGEST = 40
"""Sentences."""


@dataclass(frozen=True, eq=False)
class ReplyGuard:
    """``trusted``: sentences of the rules' own answer, with ids, which have been held against the documents already."""

    asking: Asking
    notes: Notes
    trusted: tuple[Said, ...] = ()

    def faults(self, reply: Reply) -> tuple[str, ...]:
        """What the reply states that its ids do not hold: one line each, for the model; empty if all is held."""
        if not reply.sentences or len(reply.sentences) > _LONGEST:
            return ("回答是空的" if not reply.sentences else "回答太长",)
        unknown = [each for said in reply.sentences for each in said.ids if each not in self.notes]
        if unknown:
            return tuple(f"没有编号{each}，只能用查到的编号" for each in dict.fromkeys(unknown))
        names = Names(self.asking, self._documents(reply))
        claims = ClaimGuard(self.notes, names)
        words = WordGuard(self.notes, names, self.asking.question.raw + self.asking.question.text)
        found: list[str] = []
        before = self.asking.question.text
        for said in reply.sentences:
            if not self._is_trusted(said):
                found += self._sentence(said, before, claims, words)
            before += "。" + said.plain
        return tuple(dict.fromkeys(found))[:MOST]

    def _sentence(self, said: Said, before: str, claims: ClaimGuard, words: WordGuard) -> Iterable[str]:
        text, faults = words.unquoted(said)
        yield from faults
        yield from words.faults(said, text, before)
        yield from claims.faults(said, text, before)

    def _documents(self, reply: Reply) -> tuple[str, ...]:
        ids = {each for said in reply.sentences for each in said.ids}
        cited = {figure.document.id for each in ids for figure in self.notes.figures_of(each)}
        return tuple(sorted(cited | set(self.asking.plan.scope.documents[:3])))

    def _is_trusted(self, said: Said) -> bool:
        """A sentence of the rules with all of its ids, word for word."""
        return any(exact(each.plain) == exact(said.plain) and each.ids == said.ids for each in self.trusted)
