"""Reads a question that found nothing a second time, without verbs, particles and other words that name no figure.

Nouns that the documents do not contain stay, so that an unknown thing is still refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from qa.evidence.index import DocumentIndex
from qa.evidence.library import Library
from qa.evidence.official_items import official_items
from qa.plans.plan import Plan, Target
from qa.plans.words import pairs

_NAMING = ("n", "vn", "b", "j", "l", "i", "eng", "s", "an")


def plainer(plan: Plan, library: Library) -> Plan | None:
    """The plan with fewer words, or None if there is nothing to leave out."""
    indexes = [library.index(each) for each in plan.scope.documents]
    targets = tuple(replace(each, words=_kept(each, indexes), strict=True) for each in plan.targets)
    if any(
        2 * len(one.words) < len(two.words.replace("|", "")) for one, two in zip(targets, plan.targets, strict=True)
    ):
        return None  # what remains is no more than a question word
    if all(one.words == two.words for one, two in zip(targets, plan.targets, strict=True)) or not any(
        each.words for each in targets
    ):
        return None
    return replace(plan, targets=targets)


def _kept(target: Target, indexes: Iterable[DocumentIndex]) -> str:
    indexes = tuple(indexes)
    return "|".join(run for each in target.words.split("|") for run in _naming(each, indexes))


def _naming(run: str, indexes: tuple[DocumentIndex, ...]) -> Iterable[str]:
    """The run itself if a document contains it, else its words that name something."""
    if not run or run in official_items() or any(_known(run, each) for each in indexes):
        return (run,)
    kept, current = list[str](), ""
    for word, flag in _tagged(run):
        if flag.startswith(_NAMING) or any(_known(word, each) for each in indexes):
            current += word
        elif current:
            kept.append(current)
            current = ""
    return tuple(each for each in [*kept, current] if len(each) > 1)


def _known(words: str, index: DocumentIndex) -> bool:
    found = pairs(words)
    return bool(found) and all(index.holds(pair) for pair in found)


def _tagged(text: str) -> list[tuple[str, str]]:
    return [(each.word, each.flag) for each in _tagger().cut(text)]


@cache
def _tagger() -> Any:
    import jieba  # loads a dictionary: only if a first reading found nothing
    from jieba import posseg

    jieba.setLogLevel(60)
    return posseg
