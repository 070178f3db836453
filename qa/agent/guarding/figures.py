"""Holds each numeral of a model's sentence against an id: value, unit, direction, and what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model.figures import Role, Side, Stage
from qa.agent.guarding.naming import (
    Names,
    institutions_of,
    is_named,
    is_of,
    name_in,
    stage_in,
    told,
    year_compared,
    years_in,
)
from qa.agent.guarding.support import CHANGES, Support
from qa.drafting.claims import Claim, claims_in
from qa.execution.figure_names import name_of
from qa.execution.outcomes import Entry, Value
from qa.plans.quantity import MONEY
from qa.plans.words import clean, pairs

_UP = re.compile(
    r"增加|增长|上升|提高|上涨|增收|高于|多于|超过|超出|高出|多出|多|increase|rose|grew|higher|more|\bup\b", re.I
)
_DOWN = re.compile(r"减少|下降|降低|下滑|压减|低于|少于|不足|少|decrease|fell|lower|less|\bdown\b|-(?=\s*$)", re.I)
_UP_BEHIND = re.compile(r"\s*的?(?:增长|增加|increase|more\b|higher\b|above\b)", re.I)
_DOWN_BEHIND = re.compile(r"\s*的?(?:下降|减少|decrease|less\b|fewer\b|lower\b|below\b)", re.I)
_OF_BEHIND = re.compile(r"\s*(?:for|of|in|at|by)\b", re.I)
_NEUTRAL = re.compile(r"差|变化|变动|增减|gap|difference|change|[^\w.]-\s*$|^-", re.I)
_AGAINST = re.compile(r"(?P<one>[^，,；;。]*?)(?:比|较)(?P<other>[^，,；;。]+?)(?:多|少|高|低|超|增|减|下降)")
_BECOMES = re.compile(
    r"^\W*(?:[亿万]?元|%)?\W*(?:(?:下?降|减少?|增加?|上升|提高|增长|变|调整?)(?:至|到|为)|(?:fell |rose |grew )?to\b)",
    re.I,
)
"""由上年的5万元降至3万元: the figure behind is of the year itself."""
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
_NARROW = re.compile("基本支出|项目支出|人员经费|公用经费|经营支出|上缴上级|对附属单位|政府性基金|国有资本经营")
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
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|旗)[\u4e00-\u9fff]{1,16}?(?:局|厅|委员会|办公室|法院|人民政府)"
)
_OF_SUM = re.compile("合计|共|总|之和|相加|加|小计|sum|total|together|全部|整体|还有|剩|三公", re.I)


class Omission(str):
    """What a sentence leaves out of a figure and should say: it is no fault, it is put in behind the figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A numeral in its sentence: ``lead`` is the sentence up to it, ``clause`` the text since the numeral before,
    ``behind`` what follows up to the next one, ``before`` the question and the sentences before."""

    claim: Claim
    lead: str
    clause: str
    behind: str
    before: str

    @property
    def sentence(self) -> str:
        return f"{self.lead}{self.claim.text}{self.behind}"

    @property
    def around(self) -> str:
        return f"{self.before}。{self.sentence}"


@dataclass(frozen=True, eq=False)
class FigureGuard:
    """Checks numerals against supports. ``question``: with the turns that it leans on; ``years``: those it names."""

    names: Names
    question: str
    years: frozenset[int]

    def _both(self, chinese: str, english: str) -> str:
        return self.names.desk.both(chinese, english)

    def _mended(self, chinese: str, english: str) -> str:
        """A fault that a rewording or another id mends."""
        return self._both(f"{chinese}；照此改写，或换编号", f"{english}; write that, or cite another id")

    def _is(self, chinese: str, english: str = "") -> str:
        """What a figure is and must be said to be."""
        return self._both(f"它是{chinese}，要写明", f"it is {english or chinese}; say so")

    def _note(self, chinese: str, english: str = "") -> Omission:
        return Omission(self._both(chinese, english or chinese))

    def faults(self, line: Line, support: Support) -> list[str]:
        """Everything that a line says wrongly about a figure with its value, and what it leaves out of it."""
        found = [*self._unit(line, support), *self._direction(line, support)]
        if support.loose:
            return [*found, *self._loose(line, support)]
        found += [*self._thing(line, support), *self._institution(line, support)]
        if len(support.entries) == 1:
            found += [*self._year(line, support), *self._scope(line, support)]
        elif support.how == "prior":
            found += self._year(line, support)
        return found

    def _unit(self, line: Line, support: Support) -> Iterator[str]:
        units = MONEY | {"%"}
        if support.unit in units and not line.claim.unit and support.unit not in line.sentence and not support.loose:
            yield self._both(f"写上单位{support.unit}", f"write its unit {support.unit}")

    # -------------------------------------------------------------------------------------------- what it is of

    def _loose(self, line: Line, support: Support) -> Iterator[str]:
        """A numeral of a text is of the thing that the text names before it."""
        said = [each for each in self.names.things_in(_last_clause(line)) if each.known][-1:]
        printed = [each for each in self.names.things_in(support.name[-200:]) if each.known][-1:]
        if said and printed and not is_of(said[0], (printed[0].name,), ""):
            yield self._other(said[0].name, printed[0].name)

    def _other(self, said: str, own: str = "") -> str:
        """That a figure is not of the thing that the text says, but of another."""
        if not own:
            return self._mended(f"它不是“{said}”的数字", f"it is not the figure of “{said}”")
        return self._mended(f"它不是“{said}”的数字，是“{own}”的", f"it is not the figure of “{said}” but of “{own}”")

    def _thing(self, line: Line, support: Support) -> Iterator[str]:
        things = [each for each in self.names.things_in(_last_clause(line)) if not self._is_place(each.name)]
        wrong = [each for each in things if not is_of(each, support.words, self.question)]
        mixed = bool(support.how) and any(each.known for each in wrong)
        if things and (mixed or (things[-1] in wrong and len(wrong) == len(things))):
            yield self._other(wrong[-1].name, shown(support))
            return
        narrow = _NARROW.findall(_last_clause(line))[-1:]
        if narrow and not support.how and not told(narrow[0], "|".join(support.words), 1.0):
            yield self._other(narrow[0])
        entry = support.entries[0] if support.entries else None
        if entry is None or len(support.entries) > 2 or support.how in ("count", "sum", "mean"):
            return
        if is_named(entry) and not self._is_told(entry, line):
            yield self._note(shown(support))
        elif entry.cell and len(support.entries) == 1 and not things:
            measure = entry.fact.measure
            if (
                _NARROW.search(measure)
                and not told(measure, line.around, 0.6)
                and clean(measure) != clean(name_in(entry))
                and not _is_whole(entry)
            ):
                yield self._note(measure)

    def _is_told(self, entry: Entry, line: Line) -> bool:
        """Whether the item, its project or another name of it is said in the sentence, before it, or asked."""
        subject = entry.fact.subject if entry.cell else ""
        if told(name_in(entry), line.around) or (subject and told(subject, line.around)):
            return True
        if not entry.cell and pairs(f"{name_in(entry)}|{entry.statement.subject}") & pairs(line.around):
            return True
        return any(is_of(each, (name_in(entry),), "") for each in self.names.things_in(line.around))

    def _is_place(self, name: str) -> bool:
        return any(clean(each) == name for each in self.names.desk.reader.shelf.institutions)

    def _institution(self, line: Line, support: Support) -> Iterator[str]:
        own = institutions_of(support.entries)
        if len(own) != 1 or not support.entries:
            return
        (institution,) = own
        yield from self._unknown_office(line, support)
        near = self.names.institutions_in(line.behind) if _OF_BEHIND.match(line.behind) else ()
        near = near or self.names.institutions_in(line.clause) or self.names.institutions_in(line.lead)
        near = near or self.names.institutions_in(line.behind)
        if near:
            if not any(institution in each.institutions for each in near[-2:]) or (
                institution not in near[-1].institutions and len(near) == 1
            ):
                yield self._mended(f"它是{institution}的数字", f"it is a figure of {institution}")
            return
        asked = self.names.desk.documents.named
        if asked and institution not in asked and not told(institution, line.before, 0.9):
            yield self._note(institution)

    def _unknown_office(self, line: Line, support: Support) -> Iterator[str]:
        """An institution that the store does not have, and that neither the question nor the figure names."""
        known = clean("|".join((*support.words, self.question)))
        for found in _OFFICE.finditer(line.clause):
            own = (found.start(), found.end())
            named = any(each.start < own[1] and own[0] < each.end for each in self.names.institutions_in(line.clause))
            if not named and clean(found.group(0)) not in known:
                yield self._both(
                    f"没有“{found.group(0)}”的数字，写文件里的名称",
                    f"nothing is known of “{found.group(0)}”; write the name that the documents give",
                )

    # -------------------------------------------------------------------------------------------- when, which stage

    def _year(self, line: Line, support: Support) -> Iterator[str]:
        entry = support.entries[0]
        base = entry.document.year
        own = entry.year or base
        if own is None:
            return
        own -= support.how == "prior"
        clause = re.split(r"[；;。\n]", line.clause)[-1]
        compared = year_compared(clause, base)
        before = [] if _BECOMES.match(line.clause) else years_in(line.lead, base)
        behind = years_in(re.split(r"[；;。\n]", line.behind)[0], base)
        said = ([compared] if compared else years_in(clause, base)) or before or behind
        if said:
            near = own in said[-1:] or (not years_in(clause, base) and (own in behind or own in said[:-1]))
            if not near:
                yield self._mended(f"它是{own}年的数字，不是{said[-1]}年的", f"it is of {own}, not of {said[-1]}")
            return
        assumed = self.years or ({base} if base else set())
        if assumed and own not in assumed and str(own) not in line.before:
            yield self._note(f"{own}年", str(own))

    def _scope(self, line: Line, support: Support) -> Iterator[str]:
        entry = support.entries[0]
        stage = stage_in(line.clause)
        plain = entry.role not in (*CHANGES, Role.COMPLETION_RATE, Role.SHARE, Role.RATE)
        budget = entry.stage not in (Stage.FINAL, Stage.UNKNOWN)
        if plain and stage and entry.stage is not Stage.UNKNOWN and entry.stage not in stage:
            yield self._mended(f"它是{entry.stage.value}，不是文中写的口径", f"it is {entry.stage.value}")
        elif plain and budget and entry.document.main_kind == "决算" and not re.search("预算|udget", line.around):
            yield self._is(entry.stage.value)
        said = re.findall(
            "收入|支出", re.sub("《[^》]*》|收入支出|收支|“[^”]*”", "", _last_clause(line)).replace(name_of(entry), "")
        )
        side = {"收入": Side.REVENUE, "支出": Side.EXPENDITURE}.get(said[-1]) if said else None
        if side and entry.side is not Side.UNKNOWN and entry.side is not side:
            yield self._mended(f"它是{entry.side.value}", f"it is {entry.side.value}")

    # -------------------------------------------------------------------------------------------- direction

    def _direction(self, line: Line, support: Support) -> Iterator[str]:
        said = self._said(line, support)
        way, english = ("增加", "an increase") if support.way == "up" else ("减少", "a decrease")
        if support.way in ("up", "down"):
            is_role = bool(support.entries) and not support.how and not support.loose
            if said and said != support.way and not self._turned(line, support) and not self._of_second(line, support):
                yield self._mended(f"它是{way}的数，方向相反", f"it is {english}, the other way")
            elif not said and (is_role or support.way == "down") and not self._is_neutral(line, support):
                yield self._is(f"{way}的数", english)
            entry = support.entries[0] if is_role else None
            budget = re.search("年初预算|预算数", line.clause)
            if entry is not None and not entry.cell and budget and "预算" not in entry.statement.compared_with and said:
                against = entry.statement.compared_with or "上年"
                yield self._is(f"与{against}相比的", f"compared with {against}")
        elif not support.way and line.claim.direction and not support.how and not support.loose:
            yield self._mended("它不是增减的数", "it is no change")
        role = support.entries[0].role if len(support.entries) == 1 and not support.loose else None
        if role in _NEEDED and not re.search(_NEEDED[role], line.around):
            text = support.entries[0].statement.text[:30]
            yield self._both(f"它是“{text}”里的，要写明是什么", f"it is from “{text}”; say what it is")
        if support.how == "sum" and not _OF_SUM.search(line.around):
            yield self._note("几项之和", "a sum")

    def _is_neutral(self, line: Line, support: Support) -> bool:
        """Whether a change may be told without its direction: as a difference, or where the question says the figure
        or, of a column of changes, the direction."""
        if _NEUTRAL.search(line.clause + line.behind[:12]):
            return True
        if any(each.value == line.claim.value for each in claims_in(self.question)):
            return True
        word = _UP if support.way == "up" else _DOWN
        if word.search(line.before.split("。")[-1] + line.lead):
            return True
        return all(each.cell for each in support.entries) and bool(word.search(self.question))

    def _said(self, line: Line, support: Support) -> str:
        """``up`` or ``down`` by the word next to the numeral, in its clause or right behind it."""
        if line.claim.direction:
            return line.claim.direction
        clause = _last_part(line.clause)
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
        asked = _against(self.question)
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


def _is_whole(entry: Entry) -> bool:
    """Whether a cell stands in a table that is of its measure alone, so that no wider figure stands beside it."""
    return {*_NARROW.findall(entry.table.title if entry.table else "")} == {entry.fact.measure}


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


def _last_clause(line: Line) -> str:
    """The words that a numeral belongs to: since the one before, else what follows it."""
    parts = [each for each in re.split(r"[，,；;。：:\n]", line.clause) if each.strip()]
    for each in reversed(parts):
        if len(clean(each)) > 3:
            return each
    return line.clause or re.split(r"[，,；;。\n]", line.behind)[0]


def _last_part(text: str) -> str:
    return re.split(r"[，,；;。：:（(\n]", text)[-1]


def shown(support: Support) -> str:
    """What a figure is of, for a model."""
    if support.name:
        return support.name
    return name_of(support.entries[0]) if support.entries else ""
