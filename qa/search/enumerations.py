"""The names that running text enumerates: after 包括：, closed by their count, or in numbered lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.plans.words import pairs
from qa.search.passages import Passage

_LIST = re.compile(
    r"(?:(?:机构|股室|科室|单位|中心|院|校)(?:共|有)?[\d一二三四五六七八九十]+[个家][,，](?:分别是|包括|即)?|(?:包括|分别是|分别为|具体为|如下)[:：]?|(?:机构|股室|科室|单位|中心|部门)?(?:[\d一二三四五六七八九十]+[个家])?(?:是|为|有)?[:：])(?P<list>[^。；;:：]*、[^。；;]*)"
)
_COUNTED = re.compile(r"(?:[\d一二三四五六七八九十]+[个家]|包括|如下|分别[是为])[:：]\s*(?P<list>1[.、．].*)")
"""Numbered names in one sentence: 单位共4个：1.A；2.B。"""
_HELD = re.compile(r"(?:内设|下设|下辖|设有)(?P<list>[^。；;:：，,]*、[^。；;:：，,]*?)(?:[共等]\s*)?\d+[个家]")
"""A list closed by its count: 内设办公室、规划科2个科室."""
_NUMBERED = re.compile(
    r"^[\s\-•]*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．])\s*(?P<name>[^。；;，,：:]{2,40})[。；;]?\s*$"
)


def _split_names(text: str) -> list[str]:
    """Names separated by 、 and a closing 和, if the part before the 和 ends as the others do (股, 科, 中心)."""
    names = [each for each in re.split(r"、(?![^（(]*[)）])", text) if each]
    endings = {_bare(each)[-1:] for each in names[:-1]}
    last = re.match(r"(.+?)(?:和|以及|及)(.+)$", names[-1]) if names else None
    if last and (last.group(1)[-1:] in endings or last.group(1)[-1:] == last.group(2)[-1:]):
        names[-1:] = [last.group(1), last.group(2)]
    return [name for name in map(_bare, names) if 1 < len(name) <= 40]


def enumerated(passage: Passage, all_passages: Sequence[Passage], wanted: frozenset[str]) -> list[str]:
    """The names of a list: after 包括：, or in the numbered lines that follow the passage or include it. ``wanted``:
    the pairs of what is asked for, which choose between several lists."""
    lines = [each for each in all_passages if each.section is passage.section]
    numbered = [found.group("name") for each in lines if (found := _NUMBERED.match(each.paragraph.text))]
    listed = _best_list(passage.paragraph.text, wanted)
    if listed is None:
        inline = []
    elif listed.re is _COUNTED:
        return _numbered_names(listed.group("list"))
    else:
        inline = _split_names(listed.group("list"))
    return numbered if len(numbered) > 1 and not passage.paragraph.text.count("、") > 3 else inline


def _best_list(text: str, wanted: frozenset[str]) -> re.Match[str] | None:
    """The list whose lead or counted noun has most of the words; else the first."""
    lists = [found for kind in (_COUNTED, _HELD, _LIST) for found in kind.finditer(text)]

    def told(found: re.Match[str]) -> int:
        lead = text[max(0, found.start() - 14) : found.start("list")]
        counted = text[found.end("list") : found.end("list") + 8] if found.re is _HELD else ""
        return len(wanted & (pairs(lead) | pairs(counted)))

    return max(lists, key=lambda each: (told(each), each.re is not _LIST, -each.start()), default=None)


def _numbered_names(listed: str) -> list[str]:
    parts = (each.partition("。")[0] for each in re.split(r"[;；。]?\s*\d+[.、．]\s*", listed))
    return [name for each in parts if (name := _bare(each.rstrip("；;")))]


def _bare(name: str) -> str:
    return re.sub(r"^(?:另有|以及|及|还有)|等$|\d+个.*$", "", name.strip())
