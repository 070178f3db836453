"""Recall of running text: which of its numbers is the value of a statement, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.model.document import Paragraph, Section, SourceRef
from ingest.model.figures import Statement
from ingest.sections.numbering import numbering_of
from ingest.sections.tabular import is_tabular
from ingest.statements.clauses import Compact, Span, compact, sentences
from ingest.statements.cues import CUES, unit_in
from ingest.statements.sentences import heading_paragraph
from ingest.statements.spelled import chains


class Why(StrEnum):
    """Why a number of running text is no statement."""

    DATE = "日期"
    NUMBERING = "编号"
    DOCUMENT_NUMBER = "文号"
    CODE = "科目编码"
    NAME = "名称或引文中的数字"
    RANGE = "区间或算式"
    LIMIT = "限额"
    SCALE = "评分标准"
    TABLE = "没有框线的表格"
    BARE = "没有单位"
    LABEL = "图中标签或表格残片"
    UNTOLD = "说不清是什么的数"


_NEVER_READ = {Why.NUMBERING, Why.CODE, Why.DATE, Why.DOCUMENT_NUMBER}


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that no statement holds. ``text``: as printed, with its unit; ``money``: it is an amount or a rate, so
    that a reader of accounts would miss it."""

    text: str
    why: Why
    money: bool
    section: tuple[str, ...]
    sentence: str
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Coverage:
    """``read``: how many numbers are values of statements, ``read_money``: how many of them are amounts or rates."""

    read: int
    read_money: int
    unread: tuple[Unread, ...]

    @property
    def missed(self) -> tuple[Unread, ...]:
        """The amounts and rates that should have been read: no date, limit, range or cell of a table."""
        return tuple(each for each in self.unread if each.money and each.why is Why.UNTOLD)


def coverage_of(sections: Sequence[Section], statements: Sequence[Statement]) -> Coverage:
    """Every number of the headings and paragraphs, as read or as unread with the reason."""
    held = Counter(
        (_place(each.source), each.sentence, abs(each.value)) for each in statements if each.value is not None
    )
    read = read_money = 0
    unread: list[Unread] = []
    for section in sections:
        for paragraph in (*heading_paragraph(section), *section.paragraphs):
            for number in _numbers(section, paragraph):
                key = (_place(number.source), number.sentence, _value(number.text))
                if held[key] and number.why not in _NEVER_READ:
                    held[key] -= 1
                    read, read_money = read + 1, read_money + number.money
                else:
                    unread.append(number)
    return Coverage(read, read_money, tuple(unread))


def _place(source: SourceRef) -> tuple[int | None, int | None, int | None]:
    return source.page, source.line, source.column


def _value(text: str) -> Decimal:
    found = CUES.number.match(text)
    if not found:
        raise ValueError(f"no number: {text}")
    return Decimal(found.group(1).replace(",", ""))


def _numbers(section: Section, paragraph: Paragraph) -> Iterator[Unread]:
    whole = compact(paragraph.text)
    tabular = is_tabular(paragraph)
    codes = [(start, end) for start, end, _ in chains(whole.text)]
    for start, end in sentences(whole.text):
        for found in CUES.number.finditer(whole.text, start, end):
            unit = unit_in(found)
            why = Why.TABLE if tabular else _why(whole, (start, end), found.span(), unit, codes)
            yield Unread(
                text=found.group(),
                why=why,
                money=unit in CUES.money or unit in CUES.percent,
                section=section.path,
                sentence=whole.verbatim(start, end).strip(),
                source=paragraph.source_of(*whole.printed_span(start, end)),
            )


# ------------------------------------------------------------------------------------------------------ why it is none

_DOCUMENT = re.compile(r"[〔\[【(](?:19|20)\d\d[〕\]】)]第?$|第$|[〔\[【]$|[号第]?[A-Za-z]$")
_DATE_AFTER = re.compile(r"年|月|日|时|点|号|届|周|工作日|季度|小时|分钟|天")
_LISTED = re.compile(r"(?:^|[;:。、\u4e00-\u9fff])$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE_BEFORE = re.compile(r"[\d%元分人][-—–−~～至×*/=+÷]$|(?:\d|元|%)到$|[×*/=+÷]$")
_RANGE_AFTER = re.compile(r"[-—–−~～至到]\d|[×*/÷=]")


def _why(whole: Compact, sentence: Span, number: Span, unit: str, codes: Sequence[Span]) -> Why:
    """The reason that the words around the number give; it counts only where no statement holds it."""
    text, (start, end) = whole.text, number
    before, after = text[sentence[0] : start], text[end : sentence[1]]
    numbering = numbering_of(text[sentence[0] : sentence[1]])
    if numbering and start < sentence[0] + numbering.length:
        return Why.NUMBERING
    if not unit and _LISTED.search(before) and re.match(r"[、.](?!\d)|表$", after):
        return Why.NUMBERING
    if not unit and re.search(r"(?:表|图|附件)$", before):
        return Why.NUMBERING
    if any(first <= start < last for first, last in codes):
        return Why.CODE
    if _DOCUMENT.search(before) or after.startswith(("号", "〕", "]")):
        return Why.DOCUMENT_NUMBER
    if not unit and (_DATE_AFTER.match(after) or _YEAR.fullmatch(text[start:end])):
        return Why.DATE
    if _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        return Why.RANGE
    if CUES["scale"].search(text[slice(*sentence)]):
        return Why.SCALE
    if CUES["threshold_after"].match(after) or re.search(r"未(?:超过|突破|超|达到)$", before):
        return Why.LIMIT
    if any(before.count(left) > before.count(right) for left, right in ("《》", "“”")):
        return Why.NAME
    unnamed = not re.search(r"[一-鿿]", re.split(r"[,，%]", before)[-1])
    if "|" in before + after or (unit in CUES.percent and unnamed):
        return Why.LABEL
    return Why.UNTOLD if unit else Why.BARE
