"""What of a topic is asked for: passages under a heading of it, or whose own words tell it, before others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from ingest.model.document import Section
from ingest.model.normalize import name_key
from qa.execution.names import CORE, means, opposed
from qa.plans.words import closeness
from qa.search.passages import Passage, Passages, ScoredPassage, defined_term

_GLOSSARY = re.compile("名词解释|名词说明|专业名词|术语")
_MEANT = re.compile("是指|指(?!标|导|数|定|挥)")
_NUMBERED = re.compile(r"^[\s（(]*[一二三四五六七八九十\d]+[)）、.．\s]*")
_DEFINED = 0.75
_FEWEST = 4
_COLON = re.compile("[：:]")
_LEAD = re.compile(r"(?<=[。；;])\s*[^。：:；;，,]{2,18}[：:]")
"""What begins another part of a paragraph: 下一步改进措施：."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """``heading``: what its headings hold; ``words``: what its text holds; None for what is looked for by its name."""

    name: str
    heading: re.Pattern[str] | None = None
    words: re.Pattern[str] | None = None

    def heads(self, section: Section) -> bool:
        """Whether the section's own heading is one of the aspect."""
        return self.heading is not None and bool(self.heading.search(section.heading))

    def raised(self, found: ScoredPassage, topic: str) -> ScoredPassage:
        """A passage with what it gains by standing under its heading or telling it, and under one of the topic."""
        passage = found.passage
        near = self.heading is not None and bool(self.heading.search("".join(passage.section.path[-2:])))
        said = self.words is not None and bool(self.words.search(passage.paragraph.text))
        boost = 0.6 if self.heads(passage.section) else 0.4 if near or said else 0.0
        gain = 0.2 if near or self.heads(passage.section) else 0.1 if said else 0.0
        named = 0.2 if topic and names_topic(passage, topic) else 0.0
        return replace(found, score=found.score + boost + named, recall=found.recall + gain)

    def span(self, text: str) -> tuple[int, int] | None:
        """The part of a paragraph that a lead of the aspect opens (存在的问题：), up to the next lead."""
        said = self.words.search(text) if self.words is not None else None
        lead = _COLON.search(text, said.start(), said.end() + 6) if said is not None else None
        if said is None or lead is None:
            return None
        start = max(text.rfind(mark, 0, said.start()) for mark in "。；;") + 1
        following = _LEAD.search(text, lead.end())
        return start, following.start() if following else len(text)


def names_topic(passage: Passage, topic: str) -> bool:
    """Whether the passage stands under a heading that holds the topic in full."""
    key = name_key(topic)
    return any(key in name_key(heading) for heading in passage.section.path[-2:])


@cache
def _data() -> dict[str, Any]:
    return loads(files("qa.data").joinpath("aspects.toml").read_text(encoding="utf-8"))


def telling_words(topic: str) -> str:
    """A topic without the words that say nothing of it; the stretches between them apart."""
    return re.sub("|".join((*map(re.escape, _data()["empty"]["words"]), r"\s+")), "|", topic)


@cache
def aspect_of(name: str) -> Aspect:
    """The aspect of that name; one that is not known is its own words."""
    raw = _data()
    heading, words = raw["headings"].get(name, re.escape(name)), raw["words"].get(name)
    if not name:
        return Aspect("")
    return Aspect(name, re.compile(heading), re.compile(words or re.escape(name)))


@cache
def is_of_notes(name: str) -> bool:
    """Whether an aspect is what only notes say."""
    return name in _data()["notes"]


def tells(passage: Passage) -> bool:
    """Whether a passage says anything about the institution: it is no explanation of a term, and not 无。"""
    if any(_GLOSSARY.search(heading) for heading in passage.section.path):
        return False
    return len(name_key(passage.paragraph.text)) >= _FEWEST


def definition_of(passages: Passages, topic: str) -> tuple[float, Passage] | None:
    """The document's own explanation of a term: in its glossary, or under a heading that is the term."""
    scored = [(score, each) for each in passages.all if each.cell is None and (score := _explains(each, topic))]
    best = max(scored, key=lambda each: each[0], default=None)
    return best if best is not None and best[0] >= _DEFINED else None


def _explains(passage: Passage, topic: str) -> float:
    """How surely a paragraph explains the term."""
    glossary = any(_GLOSSARY.search(heading) for heading in passage.section.path)
    if not glossary and not _MEANT.search(passage.paragraph.text):
        return 0.0
    heading = _NUMBERED.sub("", passage.section.heading)
    if heading and _is_term(topic, heading) and passage.paragraph is passage.section.paragraphs[0]:
        return 0.95
    term = defined_term(passage.paragraph)
    if not term:
        return 0.0
    if opposed(topic, term):
        return 0.0
    close = 1.0 if _is_term(topic, term) else closeness(term, name_key(topic))
    return close + (0.3 if glossary and close >= _DEFINED - 0.3 else 0.0)


_PATH = re.compile("(?<=.)[类款](?=.)")
"""What parts the names of a line item that is explained with its parents: 住房保障支出类住房改革支出款提租补贴项."""


def _is_term(topic: str, term: str) -> bool:
    last = _PATH.split(term)[-1].removesuffix("项")
    tiers = [tier for each in {term, last} if (tier := means(topic, each)) is not None]
    return bool(tiers) and min(tiers) <= CORE
