"""The names that running text enumerates: after 包括, closed by their count, numbered in a line or over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.plans.words import pairs
from qa.search.counted_lines import counted_as, counted_names, inline_names
from qa.search.passages import Passage

_COUNT = r"[\d一二两三四五六七八九十]+"
_LIST = re.compile(
    rf"(?:(?:机构|股室|科室|单位|中心|院|校)(?:共|有)?{_COUNT}[个家][,，](?:分别是|包括|即)?"
    r"|(?:包括|分别是|分别为|具体为|如下)[:：]?"
    r"|(?:机构|[股科处]室|单位|中心|部门|项目|内容|任务|措施|问题|指标|文件|名单|[个家项类名]|方面|[是为有即])[:：])"
    r"(?P<list>[^。；;:：]*(?:、|[^、]和|以及|及)[^。；;]*)"
)
_HELD = re.compile(r"(?:内设|下设|下辖|设有)(?P<list>[^。；;:：，,]*、[^。；;:：，,]*?)(?:[共等]\s*)?\d+[个家]")
"""A list closed by its count: 内设办公室、规划科2个科室."""
_CUE = re.compile(r"(?:包括|分别[是为]|具体[是为])[:：]?")
"""Where a list begins, if the sentence has a clause before it."""
_STATED = re.compile(rf"(?P<count>{_COUNT})\s*(?:个|家|项|部分|名|类)")
_JOINED = re.compile(r"^(?P<one>.+?)(?:以及|及|和|与)(?P<other>.+)$")
_TAIL = re.compile(r"(?<=[^平同上下中高初相对不])等(?![级额待候同价边]).*$|[，,].*$")
"""How the sentence goes on behind the last name."""
_OPEN = re.compile(r"[:：]\s*$")
_NEAR = 30
"""Characters before a list in which its count is stated."""
_LONGEST = 40


def enumerated(passage: Passage, all_passages: Sequence[Passage], wanted: frozenset[str]) -> list[str]:
    """The names of a list: in the passage, or in the numbered lines that follow the passage or include it. ``wanted``:
    the pairs of what is asked for, which choose between several lists."""
    text = passage.paragraph.text
    inline, listed = inline_names(text), _best_list(text, wanted)
    if inline:
        start = text.find(inline[0])
        led = len(wanted & pairs(text[max(0, start - _NEAR) : start]))
        return inline if listed is None or led >= _told(listed, wanted) else _names_of(listed, text)
    around, behind = counted_names(passage, all_passages)
    lines = around or (behind if _OPEN.search(text) else [])
    if lines and text.count("、") <= 3:
        return lines
    return _names_of(listed, text) if listed is not None else behind


def _best_list(text: str, wanted: frozenset[str]) -> re.Match[str] | None:
    """The list whose lead or counted noun has most of the words; else the first."""
    lists = [found for kind in (_HELD, _LIST) for found in _all(kind, text) if len(_names_of(found, text)) > 1]
    return max(lists, key=lambda each: (_told(each, wanted), each.re is not _LIST, -each.start()), default=None)


def _told(found: re.Match[str], wanted: frozenset[str]) -> int:
    """How much of what is asked for stands before a list, or behind one that its count closes."""
    lead = found.string[max(0, found.start() - 14) : found.start("list")]
    counted = found.string[found.end("list") : found.end("list") + 8] if found.re is _HELD else ""
    return len(wanted & (pairs(lead) | pairs(counted)))


def _all(kind: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The lists of a kind; behind the first of a sentence those that begin later in it."""
    at = 0
    while found := kind.search(text, at):
        yield found
        at = found.start("list")


def _names_of(found: re.Match[str], text: str) -> list[str]:
    listed = found.group("list")
    cue = list(_CUE.finditer(listed))
    if cue:
        listed = listed[cue[-1].end() :]
    before = text[max(0, found.start() - _NEAR) : found.end("list") - len(listed)]
    counts = [counted_as(each["count"]) for each in _STATED.finditer(before + text[found.end("list") - 8 :][:14])]
    return _split_names(listed, frozenset(counts))


def _split_names(listed: str, counts: frozenset[int]) -> list[str]:
    """Names separated by 、 and a closing 和: split there if the number of names is then the stated one, or if the part
    before the 和 ends as the others do (股, 科, 中心)."""
    names = [each for each in re.split(r"、(?![^（(]*[)）])", listed) if each]
    if not names or (len(names) > 1 and any(re.search("[，,]", each) for each in names[:-1])):
        return []
    names[-1] = _TAIL.sub("", names[-1])
    last = _JOINED.match(names[-1])
    if last and (_is_joined(names, last, counts)):
        names[-1:] = [last["one"], last["other"]]
    return [name for name in map(_bare, names) if 1 < len(name) <= _LONGEST]


def _is_joined(names: Sequence[str], last: re.Match[str], counts: frozenset[int]) -> bool:
    if len(names) in counts:
        return False
    if len(names) + 1 in counts:
        return True
    endings = {_bare(each)[-1:] for each in names[:-1]}
    return last["one"][-1:] in endings or (len(names) > 1 and last["one"][-1:] == _bare(last["other"])[-1:])


def _bare(name: str) -> str:
    return re.sub(r"^(?:另有|以及|及|还有)|[等共]?(?:两|二|三)部分$|等$|\d+个.*$", "", name.strip())


_DOCUMENT = re.compile(
    r"《[^《》]{2,}》(?:\s*[（(][^（）()]*号[^（）()]*[)）])?"
    r"|[㐀-鿿 ]{1,10}[〔\[【（(„]\s*(?:19|20)\d\d\s*[〕\]】）)‟]\s*第?\s*\d+\s*号"
)


def documents_named(text: str) -> list[str]:
    """The documents that a text names, by title and number (某发〔2024〕1号)."""
    found = (each.group().strip() for each in _DOCUMENT.finditer(text.replace("\n", "")))
    return list(dict.fromkeys(found))
