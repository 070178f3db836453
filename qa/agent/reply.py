"""Reads a model's answer: its sentences, the ids that each cites, and whether it refuses or asks back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.agent.tools import Final

LONGEST = 6000
"""Most characters of an answer; a longer one does not answer a question about figures."""
_CANNOT = re.compile(r"^\W*(?:无法回答|CANNOT ANSWER)", re.IGNORECASE)
_ASKS = re.compile(r"^\W*(?:请问是|请问您?(?:是|指)|需要确认|which (?:one|document))", re.IGNORECASE)
_ID = r"[FSPCKLV]\d{1,4}"
_BRACKETED = re.compile(
    rf"[\[【(（〔［]\s*\^?((?:{_ID})(?:\s*[,，、;；/ \-–—~]\s*(?:{_ID}))*)(?:†[^\]】]*)?\^?\s*[\]】)）〕］]"
)
MARK = re.compile(rf"\[({_ID})\]")
MARKS = re.compile(rf"(?:\[{_ID}\]\s*)+")
_SENTENCE = re.compile(
    r"(?:“(?:[^“”\n]|“[^”\n]*”)*”|\.(?=\d)|(?<=\d)[.](?=\s*\S)|[^。！？\n.!?“]|“|[.!?](?!\s|$|\s*\[))*(?:[。！？\n]|[.!?](?=\s|$|\s*\[))?"
    rf"(?:\s*\[{_ID}\])*”?(?:\[{_ID}\])*"
)
_MARKDOWN = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}|[-*•])\s+", re.MULTILINE)


class Kind(StrEnum):
    ANSWERS = "answers"
    REFUSES = "refuses"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. ``text`` has its ids as ``[F1]``; ``ids`` lists each once, in order."""

    text: str
    ids: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The text with its ids blanked out, positions kept."""
        return MARK.sub(lambda found: " " * len(found.group(0)), self.text)


@dataclass(frozen=True, slots=True)
class Reply:
    """``results``: the ids that answer, the asked one first; ``items``: names, in order."""

    sentences: tuple[Said, ...]
    kind: Kind
    results: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """All ids in the order of the text, those of ``results`` behind them."""
        return tuple(dict.fromkeys((*(each for said in self.sentences for each in said.ids), *self.results)))

    @property
    def cited_first(self) -> tuple[str, ...]:
        """All ids, those of ``results`` first."""
        return tuple(dict.fromkeys((*self.results, *self.cited)))


def read_reply(final: Final) -> Reply:
    """The parts of an answer; ids are recognised in any kind of bracket, so also those of ``results`` and ``items``."""
    text = final.text
    kind = Kind.REFUSES if _CANNOT.match(text) else Kind.ASKS if _ASKS.match(text) else Kind.ANSWERS
    results = tuple(name for each in final.results for name in re.findall(_ID, each))
    items = tuple(MARK.sub("", _marked(each)).strip() for each in final.items)
    return Reply(sentences_of(text), kind, tuple(dict.fromkeys(results)), tuple(each for each in items if each))


def sentences_of(text: str) -> tuple[Said, ...]:
    body = _MARKDOWN.sub("", _marked(text))
    found = (each.group(0) for each in _SENTENCE.finditer(body))
    return tuple(said_in(each.strip() + ("\n" if "\n" in each else "")) for each in found if each.strip())


def said_in(text: str) -> Said:
    return Said(text, tuple(dict.fromkeys(MARK.findall(text))))


def _marked(text: str) -> str:
    return _BRACKETED.sub(lambda found: "".join(f"[{each}]" for each in re.findall(_ID, found.group(1))), text)


def numbered(said: Said, numbers: dict[str, tuple[int, ...]]) -> str:
    """The sentence with citation numbers in place of its ids; neighbours that repeat are merged."""

    def marks(found: re.Match[str]) -> str:
        ids = dict.fromkeys(number for each in MARK.findall(found.group(0)) for number in numbers[each])
        return "".join(f"[{each}]" for each in ids)

    return MARKS.sub(marks, said.text)
