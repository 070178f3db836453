"""The guard of a model's reply, in addition to the number guard: checks each sentence against the ids it cites.

``verify`` checks an answer's numerals against its citations. A model needs more: it may cite the right number for the
wrong thing, or invent a reason. Faults go back to the model once; then the rules answer."""

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
"""Most faults reported; a model does not mend more at once."""
_LONGEST = 40
"""Sentences."""


@dataclass(frozen=True, eq=False)
class ReplyGuard:
    """``trusted``: sentences of the rules' own answer, with ids. They have already been checked against the
    documents."""

    asking: Asking
    notes: Notes
    trusted: tuple[Said, ...] = ()

    def faults(self, reply: Reply) -> tuple[str, ...]:
        """Statements of the reply that its ids do not support, one line each for the model; empty if all are
        supported."""
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
        """Whether this is a sentence of the rules, word for word, with all of its ids."""
        return any(exact(each.plain) == exact(said.plain) and each.ids == said.ids for each in self.trusted)
