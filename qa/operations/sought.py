"""The passages that a question for words may mean, best first: by their words and the topic of their heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from qa.drafting.asking import Asking
from qa.evidence.index import DocumentIndex
from qa.plans.words import clean
from qa.reading.question import cues
from qa.search.passages import Passage, ScoredPassage

GLOSSARY = re.compile("名词解释|名词说明|专业名词|术语")
_ENOUGH = 0.45
_NOTHING = frozenset({"无", "暂无", "没有", "无其他"})
_NUMBER = re.compile(r"\d[\d,]*\.\d+")
_FEWEST = 4
"""Fewest characters of a paragraph that can answer; shorter ones (无。) cannot."""


def searched(asking: Asking, index: DocumentIndex) -> tuple[ScoredPassage, ...]:
    """Passages for the words, those under a heading of the question's topic first."""
    found = index.passages.search(asking.target.words, _tells)
    found += _under_topic(asking, index, found)
    quoted = [*filter(None, asking.question.quoted), *_NUMBER.findall(asking.question.raw)]
    if quoted:
        found = _best_first(_raised(each) if _holds(index, each.passage, quoted) else each for each in found)
    headings = topics(asking)
    return _best_first(_boosted(each, headings) for each in found) if headings else found


def _best_first(found: Iterable[ScoredPassage]) -> tuple[ScoredPassage, ...]:
    return tuple(sorted(found, key=lambda each: -each.score))


def _raised(found: ScoredPassage) -> ScoredPassage:
    """Raises the score of a passage that holds the question's quotation, or a figure that it names."""
    return replace(found, score=found.score + 0.3, recall=found.recall + 0.3)


def _tells(passage: Passage) -> bool:
    """Whether a passage says anything: it is not 无。, nor the signature or date behind it."""
    if clean(passage.section.paragraphs[0].text) in _NOTHING:
        return False
    return len(clean(passage.paragraph.text)) >= _FEWEST and not is_glossary(passage)


def _boosted(found: ScoredPassage, headings: list[str]) -> ScoredPassage:
    """Raises the score of a passage under a heading of the topic, whatever words it shares with the question."""
    boost = _topic_boost(found.passage, headings)
    return replace(found, score=found.score + boost, recall=max(found.recall, 0.3 if boost else 0.0))


def _holds(index: DocumentIndex, passage: Passage, quoted: list[str]) -> bool:
    """Whether a passage, or the list that it introduces, holds the question's quotation."""
    return any(word in each.paragraph.text for word in quoted for each in led(index, [passage]))


def _topic_boost(passage: Passage, headings: list[str]) -> float:
    """The boost for a heading; larger if it is about this topic alone."""
    heading = passage.section.heading
    pattern = re.compile("|".join(headings))
    if not pattern.search("".join(passage.section.path[-2:])):
        return 0.0
    alone = bool(pattern.search(heading)) and not re.search("及|和|与", heading)
    return 1.3 if alone else 1.1


def enough(asking: Asking) -> float:
    """The share of the words needed; lower if the heading itself was asked for."""
    return 0.25 if topics(asking) else _ENOUGH


def _under_topic(asking: Asking, index: DocumentIndex, found: tuple[ScoredPassage, ...]) -> tuple[ScoredPassage, ...]:
    """Passages under a heading that was itself asked for, though they share no word with the question."""
    headings = topics(asking)
    if not headings:
        return ()
    known = {each.passage.position for each in found}
    pattern = re.compile("|".join(headings))
    return tuple(
        ScoredPassage(each, 0.05, 0.3)
        for each in index.passages.all
        if each.position not in known
        and not is_glossary(each)
        and _tells(each)
        and pattern.search(each.section.heading)
    )


def topics(asking: Asking) -> list[str]:
    """The patterns of headings under which the answer stands; none for most questions."""
    named = {name: heading for name, (cue, heading) in cues()["topics"].items() if re.search(cue, asking.plan.question)}
    if "measures" in named:  # 针对问题的措施 asks for the measures
        named.pop("problems", None)
    return list(named.values())


def is_glossary(passage: Passage) -> bool:
    """Whether a passage explains a term or is a note, and says nothing about the institution."""
    noted = re.match(r"\s*(?:注|备注|说明|\d[.、]\s*按照)", passage.paragraph.text)
    return bool(noted) or any(GLOSSARY.search(heading) for heading in passage.section.path)


def led(index: DocumentIndex, passages: list[Passage]) -> list[Passage]:
    """The passages, with the list behind each one that ends in a colon."""
    first = passages[0]
    if not first.paragraph.text.rstrip().endswith((":", "：")):
        return passages
    following = index.passages.all[first.position + 1 : first.position + 1 + _LONGEST_LIST]
    return [
        first,
        *takewhile(lambda each: each.section is first.section and _ITEM.match(each.paragraph.text), following),
    ]


_LONGEST_LIST = 12
_ITEM = re.compile(r"[\s\-•]*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．:：]|第|[①-⑳]|目标|任务)")
