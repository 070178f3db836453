"""Rules that a table does not draw: sides without a border, and a row left open by the page break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NEAR = 3.0  # points: ends nearer than this are one side


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule, upright or level: it stands ``at`` one coordinate and runs from ``start`` to ``stop`` on the
    other one."""

    at: float
    start: float
    stop: float


def undrawn(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """The crossing rules that are missing where ``rules`` of one table end together.

    Rules belong to one table if a crossing rule inside them bridges the gap from each one to the next. Lines that
    nothing crosses are underlines or edges of a page head and get no sides."""
    return [*_missing(rules, crossing, first=True), *_missing(rules, crossing, first=False)]


def _missing(rules: Sequence[Rule], crossing: Sequence[Rule], *, first: bool) -> Iterator[Rule]:
    for group in _ending_together(rules, first=first):
        for run, bridges in _bridged(group, crossing):
            side = sum(_end(rule, first) for rule in run) / len(run)
            found = Rule(side, run[0].at, run[-1].at)
            if (len(run) >= 3 or bridges >= 2) and not any(_covers(rule, found) for rule in crossing):
                yield found


def _ending_together(rules: Sequence[Rule], *, first: bool) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: _end(one, first)):
        if groups and _end(rule, first) - _end(groups[-1][0], first) <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [sorted(group, key=lambda one: one.at) for group in groups if len(group) >= 2]


def _bridged(group: Sequence[Rule], crossing: Sequence[Rule]) -> Iterator[tuple[list[Rule], int]]:
    """The runs of a group that crossing rules hold together, and how many bridge the least bridged gap."""
    run, fewest = [group[0]], 0
    for before, after in pairwise(group):
        bridges = sum(_bridges(rule, before, after) for rule in crossing)
        if bridges:
            fewest = min(fewest, bridges) if len(run) > 1 else bridges
            run.append(after)
        else:
            if len(run) > 1:
                yield run, fewest
            run, fewest = [after], 0
    if len(run) > 1:
        yield run, fewest


def _bridges(crossing: Rule, before: Rule, after: Rule) -> bool:
    inside = max(before.start, after.start) + _NEAR < crossing.at < min(before.stop, after.stop) - _NEAR
    return inside and crossing.start <= before.at + _NEAR and crossing.stop >= after.at - _NEAR


def _covers(rule: Rule, found: Rule) -> bool:
    """Whether a drawn rule stands on any part of the side."""
    return abs(rule.at - found.at) <= _NEAR and rule.start < found.stop - _NEAR and rule.stop > found.start + _NEAR


def _end(rule: Rule, first: bool) -> float:
    return rule.start if first else rule.stop
