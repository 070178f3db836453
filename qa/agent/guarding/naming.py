"""Names in a model's sentence: the thing, the institution and the year that it gives a figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources

from ingest.model.figures import Stage
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Mention, mentions
from qa.execution.fitting import FORM_TOTALS
from qa.execution.names import HOLDS, means
from qa.execution.outcomes import Entry
from qa.execution.sources import Source
from qa.plans.words import clean, pairs

_LONGEST = 30


@cache
def load_words() -> dict[str, str]:
    """The words of ``qa/data/answer_words.toml``."""
    return tomllib.loads(resources.files("qa.data").joinpath("answer_words.toml").read_text("utf-8"))


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=年|\s|\.(?!\d)|[^\d,.%万亿元]|$)")
_YEAR_OF = re.compile(r"(?:19|20)\d{2}")
_COMPARED = re.compile(
    r"(?:比|较|与|同|对比|against|than|over|from|on)\s*(?:the\s*)?"
    r"(?:上年|去年|上一年|(?:19|20)\d{2}年?|year before|previous year|prior year)(?:度|同期|决算|预算|数|相比)*"
    r"(?:\s*[（(]\s*(?:19|20)\d{2}年?度?\s*[）)])?"
)
_BEFORE = re.compile(r"(?:上年|去年|上一年)(?!度?(?:末|结转|结余))|year before|previous year|prior year")
_ENDED = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:支出|收入|经费|费用|费|资金|补贴|补助|津贴|工资|公积金|基金|保险|拨款|项目)(?![\u4e00-\u9fff]?(?:决算|预算)报告)"
)
_JOINED = re.compile(r"[的写说列是为有在与及到从把被这那]|文字|说明|表中|其中|里面|以及|支出(?=.)|收入(?=.)")
"""What ends before a phrase begins: the words in front are no part of a name."""
_PLAIN = re.compile(f"^(?:{'|'.join(load_words()['before_names'].split())})+")
_WHOLES = frozenset(map(clean, FORM_TOTALS))
PLAIN_NAMES = frozenset(load_words()["plain_names"].split())
"""Names that stand in documents and name no thing by themselves."""
_STAGES = (
    (re.compile("年初预算|initial budget"), frozenset({Stage.INITIAL, Stage.BUDGET})),
    (re.compile("(?:全年|调整后?)预算|adjusted budget"), frozenset({Stage.ADJUSTED, Stage.BUDGET})),
    (re.compile("决算|执行数|实际支出|final"), frozenset({Stage.FINAL})),
    (
        re.compile(
            "(?<!公共)(?<!基金)(?<!经营)(?<!部门)(?<!收支)预算(?!单位|绩效|执行|财政拨款|支出|收入)"
            "|(?<!public )budget(?! funds)"
        ),
        frozenset({Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET}),
    ),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A name of a line item, a project or a measure in a text. ``known``: documents print it."""

    name: str
    start: int
    end: int
    known: bool


@dataclass(eq=False)
class Names:
    """The names that a reply may use. ``documents``: those that it cites."""

    desk: Desk
    documents: tuple[str, ...]
    _mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    @cached_property
    def things(self) -> frozenset[str]:
        """Names of line items, projects and columns, cleaned."""
        reader, found = self.desk.reader, set[str]()
        for each in self.documents:
            found |= set(reader.selector.names(Source((reader.shelf.by_id[each],)), "item", "header", "said"))
        return frozenset(name for name in found if 2 < len(name) <= _LONGEST and name not in PLAIN_NAMES)

    def things_in(self, text: str) -> list[Thing]:
        """The names of a text in order, the longest where they overlap; and phrases that end as names do."""
        found: list[Thing] = []
        at = 0
        while at < len(text):
            end = next(
                (e for e in range(min(len(text), at + _LONGEST), at + 2, -1) if clean(text[at:e]) in self.things), 0
            )
            if end:
                found.append(Thing(clean(text[at:end]), at, end, True))
            at = end or at + 1
        for each in _ENDED.finditer(text):
            bare = _PLAIN.sub("", _JOINED.split(each.group(0))[-1])
            taken = any(thing.start < each.end() and each.start() < thing.end for thing in found)
            if len(bare) > 2 and not taken and bare not in PLAIN_NAMES:
                found.append(Thing(bare, each.end() - len(bare), each.end(), False))
        return sorted(found, key=lambda thing: thing.start)

    def institutions_in(self, text: str) -> tuple[Mention, ...]:
        if text not in self._mentions:
            self._mentions[text] = mentions(text, self.desk.reader.shelf.institutions)
        return self._mentions[text]


def is_named(entry: Entry) -> bool:
    """Whether a figure is of a named thing, and not of the whole."""
    name = clean(name_in(entry))
    return (
        bool(name) and name not in PLAIN_NAMES and name not in _WHOLES and not name.endswith(("合计", "总计", "小计"))
    )


def name_in(entry: Entry) -> str:
    return entry.fact.item.name if entry.cell else entry.statement.item.name or entry.statement.subject


def told(name: str, text: str, enough: float = 0.5) -> bool:
    """Whether ``text`` contains ``name``, that is, most of its character pairs."""
    own = pairs(name)
    return not own or len(own & pairs(text)) >= enough * len(own)


def is_of(thing: Thing, words: Sequence[str], question: str) -> bool:
    """Whether a name may be said of a figure that is known by ``words``."""
    described = pairs("|".join(words))
    own = pairs(thing.name)
    if own <= described:
        return True
    if thing.known:
        return any((tier := means(thing.name, word)) is not None and tier < HOLDS for word in words if len(word) < 60)
    asked = clean(thing.name) in clean(question)
    return asked or len(own & described) >= 0.6 * len(own)


def years_in(text: str, base: int | None) -> list[int]:
    """The years that a text names, comparisons left out, in order; 上年 is the one before ``base``."""
    rest = _COMPARED.sub(lambda found: " " * len(found.group(0)), text)
    years = [(found.start(), int(found.group(1))) for found in _YEAR.finditer(rest)]
    if base is not None:
        years += [(found.start(), base - 1) for found in _BEFORE.finditer(rest)]
    return [year for _, year in sorted(years)]


def year_compared(clause: str, base: int | None) -> int | None:
    """The year that a numeral right behind a comparison is of: 比2024年的5万元."""
    found = next(
        (each for each in _COMPARED.finditer(clause) if not re.sub(r"[\s的数为（(]", "", clause[each.end() :])), None
    )
    if found is None:
        return None
    named = _YEAR_OF.search(found.group(0))
    return int(named.group(0)) if named else base - 1 if base is not None else None


def stage_in(text: str) -> frozenset[Stage] | None:
    """The stages meant by the last stage word of ``text``."""
    found = [
        (match.end(), match.end() - match.start(), stages)
        for pattern, stages in _STAGES
        for match in pattern.finditer(text)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def institutions_of(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(each.document.institution for each in entries)
