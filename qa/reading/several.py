"""Several figures asked for in one question: one target for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import pairwise

from ingest.model.vocabulary import MEASURES
from qa.evidence.index import TOTAL_NAMES, DocumentIndex
from qa.evidence.library import Library
from qa.plans.plan import Operation, Scope, Target
from qa.plans.words import clean, closeness
from qa.reading.target_words import GENERIC


@cache
def _made_of() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = tomllib.loads(resources.files("qa.data").joinpath("derived.toml").read_text("utf-8"))["sum"]
    return tuple((row["cue"], tuple(row["parts"])) for row in rows)


def in_parts(text: str, names: frozenset[str]) -> str:
    """The text with names that the documents print only in parts replaced by the parts (水电费 -> 水费和电费)."""
    for whole, parts in _made_of():
        if whole in text and whole not in names and names >= set(parts):
            text = text.replace(whole, "和".join(parts))
    return text


def split(text: str, target: Target, operation: Operation, scope: Scope, library: Library) -> tuple[Target, ...]:
    """One target for each of several measures or line items that stand side by side in ``text``."""
    if operation not in (Operation.LOOKUP, Operation.COMPARE, Operation.ARITHMETIC):
        return (target,)
    runs = [run for run in target.words.split("|") if run and run not in GENERIC]
    indexes = [library.index(each) for each in scope.documents[:6]]
    measures, items = _sorted(text, runs, target, indexes)
    parent = next((run for run in items if len(items) > 2 and _holds(run, items, indexes)), "")
    if parent:
        items, measures = [run for run in items if run != parent], [*measures, parent]
    coded = [(run, code) for run in items for code in _codes(text, run)]
    loose = operation is Operation.ARITHMETIC
    several = len(coded) > 1 and (_side_by_side(text, items, loose) or _in_a_row(text, items, indexes))
    if target.code and not several:
        items = items[:1]
    rest = [run for run in runs if run not in measures and run not in items]
    if len(measures) > 1 and len(items) <= 1 and _side_by_side(text, measures, loose):
        return tuple(replace(target, words="|".join([*items, *rest, each])) for each in measures)
    nested = operation is not Operation.ARITHMETIC and any(_nested(items, each) for each in indexes)
    if several and not nested:
        common = [*measures, *rest]
        return tuple(replace(target, words="|".join([run, *common]), code=code) for run, code in coded)
    return (target,)


def _sorted(
    text: str, runs: Sequence[str], target: Target, indexes: Sequence[DocumentIndex]
) -> tuple[list[str], list[str]]:
    """The runs that name a measure, and those that name a line item."""
    measures = [
        run for run in runs if run in MEASURES or any(run in each.headers and run not in each.items for each in indexes)
    ]
    items = [
        run
        for run in runs
        if run not in measures and run not in TOTAL_NAMES and any(_is_item(run, each) for each in indexes)
    ]
    if len(items) <= 1:  # 资本性支出 beside 电费 is an item like it, not its measure
        named = [run for run in runs if run in items or any(run in each.items for each in indexes)]
        both = next((each for each in (named, named[:-1]) if len(each) > 1 and _side_by_side(text, each)), [])
        if both:
            items, measures = both, [run for run in measures if run not in both]
    headed = [run for run in items if not any(run in each.headers for each in indexes)]
    if 1 < len(headed) < len(items):  # “A”和“B”的本年支出合计: the last run is the measure of both
        measures, items = [*measures, *(run for run in items if run not in headed)], headed
    return measures, items


def _codes(text: str, run: str) -> tuple[str, ...]:
    """The codes printed before a name in the question, one per item of that name; one empty code if there are none."""
    found = re.findall(rf"(?<!\d)(\d{{3,7}}) ?{re.escape(run)}", text)
    return tuple(dict.fromkeys(found)) or ("",)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the names of institutions blanked, because an item may have the same name (水利)."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _side_by_side(text: str, names: Sequence[str], loose: bool = False) -> bool:
    """Whether the names stand side by side (A和B, A多少、B多少) and not one inside the other (A里的B). ``loose``: a
    comma or a space between them is enough."""
    between = [text[text.find(one) + len(one) : text.find(two)] for one, two in pairwise(names)]
    if loose and all(re.fullmatch(r"[,，\s]+", each) for each in between):
        return True
    joined = all(re.search("[、和与及跟比较减加]|是(?=\d*$)|(?:多少|几)[^,]*,", each) for each in between)
    return joined and not any(re.search("[里中内下]|占", re.sub("其中", "", each)) for each in between)


def _in_a_row(text: str, items: Sequence[str], indexes: Sequence[DocumentIndex]) -> bool:
    """Whether line items follow one another directly (水费电费取暖费)."""
    coded = {figure.name for each in indexes for figure in each.facts() if figure.fact.item.code}
    return "".join(items) in text and set(items) <= coded


def _is_item(run: str, index: DocumentIndex) -> bool:
    """Whether a run names a line item, exactly or nearly (家具用具 for 家具和用具)."""
    return run in index.items or (len(run) > 3 and any(closeness(run, each) >= 0.75 for each in index.items))


def _holds(parent: str, items: Sequence[str], indexes: Sequence[DocumentIndex]) -> bool:
    """Whether one of the items is the parent of all others (城乡社区管理事务 of 行政运行 and 一般行政管理事务)."""
    under = {
        figure.name
        for each in indexes
        for figure in each.figures
        if parent in map(clean, figure.origin.item.path) and figure.name != parent
    }
    return all(run in under for run in items if run != parent)


def _nested(items: Sequence[str], index: DocumentIndex) -> bool:
    """Whether the items are one item named with its parents (类, 款, 项) rather than several."""
    return any(
        figure.name in items
        and any(clean(parent) in items and clean(parent) != figure.name for parent in figure.origin.item.path)
        for figure in index.figures
    )
