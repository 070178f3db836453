"""Lists whose members are counted, 1、…2、…: in one line, over lines and pages, glued together or taken as headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.search.passages import Passage

_NUMBER = re.compile(
    r"(?:(?P<open>[（(])(?P<round>\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?<![\d.．（(])(?P<plain>\d{1,2})(?P<stop>[、.．)）])(?!\d)"
    r"|(?P<circled>[①-⑳])"
    r"|^[\s\-•*]*(?P<chinese>[一二三四五六七八九十]{1,3})[、.．])\s*"
)
NAME = re.compile(r"^[\s*]*(?P<name>[^。；;，,：:]{2,40}?)[\s*]*[。；;]?[\s*]*$")
"""A line that is a name and nothing else."""
_FIRST = re.compile(r"^[\s*]*(?P<name>[^。；;，,：:]{2,30})(?:[。；;：:\s*]|$)")
_LED = re.compile(r"^[\s*]*(?P<name>[^。；;，,：:]{2,20})[：:]")
"""A name that leads a line: 办公室：负责…."""
_LEAD = re.compile(r"[:：]\s*$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Counted:
    """A member of a counted list: how its number is written, the number, and the words up to the next one. ``at``: the
    position of its passage; ``line``: the line, of which a heading is one."""

    style: str
    number: int
    words: str
    at: int
    line: int


def inline_names(text: str) -> list[str]:
    """The names that one text counts from 1 on: (1)甲法。…(2)乙法。…; of the first such list that has only names."""
    for run in _runs(_counted(text, 0, 0)):
        found = [_FIRST.match(each.words) for each in run]
        if len(run) > 1 and run[0].number == 1 and all(found):
            return [each["name"].strip("* ") for each in found if each is not None]
    return []


def counted_names(passage: Passage, all_passages: Sequence[Passage]) -> tuple[list[str], list[str]]:
    """The names of the counted lines that include the passage, and of those that follow it. They count on over pages
    and sections: a line that does is none of the headings, even where it was taken for one."""
    lines = list(_lines(all_passages))
    own = next((at for at, (position, text) in enumerate(lines) if (position, text) == _line_of(passage)), None)
    if own is None:
        return [], []
    members = [each for at, (position, text) in enumerate(lines) for each in _counted(text, position, at)]
    held = [run for run in _runs(members) if len(run) > 1 and _is_adjacent(run)]
    around = [names for run in held if any(each.line == own for each in run) and (names := _names(run))]
    behind = [_names(run) for run in held if _follows(run, own, passage, all_passages)]
    return (around[0] if around else []), (behind[0] if behind else [])


def _names(run: Sequence[Counted]) -> list[str]:
    """The names of counted lines: most of the lines are names, or led by one."""
    for form in (NAME, _LED):
        names = [found["name"] for each in run if (found := form.match(each.words))]
        if len(names) > 1 and len(names) * 3 >= len(run) * 2:
            return names
    return []


def _follows(run: Sequence[Counted], own: int, passage: Passage, all_passages: Sequence[Passage]) -> bool:
    """Whether a list begins at once behind a lead, or later in its section."""
    first = run[0]
    if first.number != 1 or first.line <= own:
        return False
    same = all_passages[first.at].section is passage.section
    return same or (first.line == own + 1 and bool(_LEAD.search(passage.paragraph.text)))


def _line_of(passage: Passage) -> tuple[int, str]:
    return passage.position, passage.paragraph.text


def _lines(all_passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The running text line by line, with the position of the passage: a heading that is new stands before it."""
    path: tuple[str, ...] = ()
    for each in all_passages:
        if each.cell is not None:
            continue
        if each.section.path != path:
            kept = next((at for at, (a, b) in enumerate(zip(path, each.section.path, strict=False)) if a != b), None)
            start = kept if kept is not None else min(len(path), len(each.section.path))
            yield from ((each.position, heading) for heading in each.section.path[start:])
            path = each.section.path
        yield each.position, each.paragraph.text


def _counted(text: str, position: int, line: int) -> list[Counted]:
    found = list(_NUMBER.finditer(text))
    ends = [*(each.start() for each in found[1:]), *([len(text)] if found else [])]
    return [
        Counted(_style(each), _value(each), text[each.end() : end], position, line)
        for each, end in zip(found, ends, strict=True)
    ]


def _style(found: re.Match[str]) -> str:
    if found["circled"]:
        return "circled"
    if found["round"]:
        return "round" if found["round"].isdigit() else "round chinese"
    return "chinese" if found["chinese"] else "plain"


def _value(found: re.Match[str]) -> int:
    if found["circled"]:
        return ord(found["circled"]) - ord("①") + 1
    return counted_as(found["round"] or found["plain"] or found["chinese"])


def counted_as(numeral: str) -> int:
    """What a small numeral counts: 12, 十二, 两."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def _runs(members: Iterable[Counted]) -> list[list[Counted]]:
    """The members of each list in order: of one style, each one more than the one before."""
    open_runs: dict[str, list[Counted]] = {}
    found: list[list[Counted]] = []
    for each in members:
        run = open_runs.get(each.style)
        if run is None or each.number != run[-1].number + 1:
            run = open_runs[each.style] = []
            found.append(run)
        run.append(each)
    return found


def _is_adjacent(run: Sequence[Counted]) -> bool:
    """Whether nothing stands between the lines of a list."""
    return all(later.line - earlier.line <= 1 for earlier, later in pairwise(run))
