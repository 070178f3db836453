"""Words of direction beside a figure: 增加, 比…少, more than.

They agree with the sign of a change, and with the order of a difference: 甲比乙多 and 乙比甲少 say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model.figures import Role, Stage
from qa.agent.guarding.lines import Line, last_part
from qa.agent.guarding.support import Support
from qa.agent.guarding.wording import Wording
from qa.drafting.claims import claims_in
from qa.execution.figure_names import name_of
from qa.execution.outcomes import Value
from qa.plans.words import pairs

_UP = re.compile(
    r"增加|增长|上升|提高|上涨|增收|高于|多于|超过|超出|高出|多出|多|increase|rose|grew|higher|more|\bup\b", re.I
)
_DOWN = re.compile(r"减少|下降|降低|下滑|压减|低于|少于|不足|少|decrease|fell|lower|less|\bdown\b|-(?=\s*$)", re.I)
_UP_BEHIND = re.compile(r"\s*的?(?:增长|增加|increase|more\b|higher\b|above\b)", re.I)
_DOWN_BEHIND = re.compile(r"\s*的?(?:下降|减少|decrease|less\b|fewer\b|lower\b|below\b)", re.I)
_NEUTRAL = re.compile(r"差|变化|变动|增减|gap|difference|change|[^\w.]-\s*$|^-", re.I)
_AGAINST = re.compile(r"(?P<one>[^，,；;。]*?)(?:比|较)(?P<other>[^，,；;。]+?)(?:多|少|高|低|超|增|减|下降)")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
_STAGES = {
    Stage.FINAL: "final accounts|spent|actual",
    Stage.BUDGET: "budget",
    Stage.INITIAL: "budget",
    Stage.ADJUSTED: "budget",
}
_NEEDED = {
    Role.COMPLETION_RATE: "完成|执行|预算|completion|execution|budget",
    Role.SHARE: "占|比重|比例|份额|share|percent",
}
_AGAINST_ENGLISH = re.compile(
    r"(?P<one>[^,;.]*?)\b(?:more|less|fewer|higher|lower|above|below|under|over|short of)\s+(?:than\s+)?"
    r"(?P<other>[^,;.]+)",
    re.I,
)
_OF_SUM = re.compile("合计|共|总|之和|相加|加|小计|sum|total|together|全部|整体|还有|剩|三公", re.I)
_GOES_ON = re.compile(r"\W*(?:(?:i\.?e|e|or|that is|namely|by|and|即|也就是|和)\b\W*)*", re.I)
"""What stands between a change and the next one that is told with it: 减少5万元，即12%."""


class DirectionGuard:
    """``question``: with the turns that it leans on."""

    def __init__(self, tell: Wording, question: str) -> None:
        self._tell, self._question = tell, question

    def faults(self, line: Line, support: Support) -> Iterator[str]:
        said = self._said(line, support)
        way, english = ("增加", "an increase") if support.way == "up" else ("减少", "a decrease")
        if support.way in ("up", "down"):
            is_role = bool(support.entries) and not support.how and not support.loose
            if said and said != support.way and not self._turned(line, support) and not self._of_second(line, support):
                yield self._tell.mended(f"它是{way}的数，方向相反", f"it is {english}, the other way")
            elif not said and (is_role or support.way == "down") and not self._is_neutral(line, support):
                yield self._tell.must_say(f"{way}的数", english)
            entry = support.entries[0] if is_role else None
            budget = re.search("年初预算|预算数", line.clause)
            if entry is not None and not entry.cell and budget and "预算" not in entry.statement.compared_with and said:
                against = entry.statement.compared_with or "上年"
                yield self._tell.must_say(f"与{against}相比的", f"compared with {against}")
        elif not support.way and line.claim.direction and not support.how and not support.loose:
            yield self._tell.mended("它不是增减的数", "it is no change")
        role = support.entries[0].role if len(support.entries) == 1 and not support.loose else None
        if role in _NEEDED and not re.search(_NEEDED[role], line.around):
            text = support.entries[0].statement.text[:30]
            yield self._tell.both(f"它是“{text}”里的，要写明是什么", f"it is from “{text}”; say what it is")
        if support.how == "sum" and not _OF_SUM.search(line.around):
            yield self._tell.left_out("几项之和", "a sum")

    def _is_neutral(self, line: Line, support: Support) -> bool:
        """Whether a change may be told without its direction: as a difference, behind one whose direction was said, or
        where the question says the figure or, of a column of changes, the direction."""
        if _NEUTRAL.search(line.clause + line.behind[:12]):
            return True
        if any(each.value == line.claim.value for each in claims_in(self._question)):
            return True
        word = _UP if support.way == "up" else _DOWN
        if _GOES_ON.fullmatch(line.clause) and word.search(line.before.split("。")[-1] + line.lead):
            return True
        return all(each.cell for each in support.entries) and bool(word.search(self._question))

    def _said(self, line: Line, support: Support) -> str:
        """``up`` or ``down`` by the word next to the numeral, in its clause or right behind it."""
        if line.claim.direction:
            return line.claim.direction
        clause = last_part(line.clause)
        found = [(each.end(), "up") for each in _UP.finditer(clause)]
        found += [(each.end(), "down") for each in _DOWN.finditer(clause)]
        up, down = _UP_BEHIND.match(line.behind), _DOWN_BEHIND.match(line.behind)
        near = "up" if up else "down" if down else ""
        return max(found)[1] if found else near

    def _turned(self, line: Line, support: Support) -> bool:
        """Whether the sentence speaks of the second operand of a difference, so that its direction turns round."""
        if support.how != "difference" or len(support.operands) != 2:
            return False
        found = _against(line.lead + line.behind)
        if found is None:
            return False
        ones = [_likeness(found["one"], each) for each in self._labels(support)]
        others = [_likeness(found["other"], each) for each in self._labels(support)]
        said, against = (
            [self._is_printed(found[side], each) for each in support.operands] for side in ("one", "other")
        )
        printed = said[1] - said[0] + against[0] - against[1]
        return ones[1] - ones[0] + others[0] - others[1] + 2 * printed > 0

    def _is_printed(self, text: str, operand: Value) -> bool:
        """Whether a text prints the figure of an operand."""
        number = operand.number
        return any(each.value == abs(number.value) and each.unit in ("", number.unit) for each in claims_in(text))

    def _of_second(self, line: Line, support: Support) -> bool:
        """Whether a sentence that compares with nothing names the second operand only (乙花得多，多5万元), or the
        question compares that one with the first (乙比甲少多少)."""
        if support.how != "difference" or len(support.operands) != 2 or _against(line.lead + line.behind):
            return False
        first, second = (_likeness(line.lead, each) for each in self._labels(support))
        if second > 0.5 > first:
            return True
        asked = _against(self._question)
        if asked is None or max(first, second) > 0.5:
            return False
        others = [_likeness(asked["other"], each) for each in self._labels(support)]
        return others[0] > others[1]

    def wrong_order(self, line: Line, support: Support) -> bool:
        """Whether 甲比乙多 is said of a difference of 乙 less 甲."""
        said = self._said(line, support)
        return bool(said) and said == support.way and self._turned(line, support)

    def _labels(self, support: Support) -> list[frozenset[str]]:
        words = [_own_words(each) for each in support.operands]
        return [words[0] - words[1], words[1] - words[0]]


def _against(text: str) -> re.Match[str] | None:
    """What a text compares with what."""
    bare = _SEPARATOR.sub("", text)
    return _AGAINST.search(bare) or _AGAINST_ENGLISH.search(bare)


def _own_words(value: Value) -> frozenset[str]:
    entry = value.entry
    if entry is None:
        return pairs(value.name)
    year = entry.year or entry.document.year
    stage = f"{entry.stage.value}|{_STAGES.get(entry.stage, '')}"
    return pairs(f"{entry.document.institution}|{name_of(entry)}|{stage}|{entry.document.kind}") | {str(year)}


def _likeness(text: str, words: frozenset[str]) -> float:
    years = set(re.findall(r"(?:19|20)\d{2}", text))
    return len((pairs(text) | years) & words) / len(words) if words else 0.0
