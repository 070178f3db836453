"""The input of every operation: the plan, the library, and the language of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import to_unit
from ingest.model.document import PageKind
from ingest.model.figures import Fact, Fund, Stage
from ingest.model.unread_pages import unread_pages as numbers_unread
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.cited import CitedFigure
from qa.drafting.draft import Draft
from qa.evidence.evidence import Candidate
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.evidence.library import Library
from qa.plans.plan import Plan, Target
from qa.plans.quantity import MONEY, Quantity, converted
from qa.plans.words import clean
from qa.reading.question import Question


@dataclass(frozen=True, slots=True)
class Asking:
    """One question in progress."""

    question: Question
    plan: Plan
    library: Library

    @property
    def target(self) -> Target:
        return self.plan.targets[0]

    @property
    def english(self) -> bool:
        return self.question.language == "en"

    def words(self, chinese: str, english: str) -> str:
        """The wording in the language of the question."""
        return english if self.english else chinese

    def index(self, document_id: str) -> DocumentIndex:
        return self.library.index(document_id)

    def in_unit(self, quantity: Quantity) -> Quantity:
        """The quantity in the unit that the question asks for, if any."""
        return converted(quantity, self.target.unit) if self.target.unit in MONEY else quantity


def heading(document: DocumentInfo, year: int | None, asking: Asking) -> str:
    """Who and when, as an answer begins; with 部门, 单位 or 本级 where there is a document of another of them."""
    fellows = [each for each in asking.library.documents.values() if _same_but_variant(each, document)]
    apart = bool(document.variant) and any(each.variant not in ("", document.variant) for each in fellows)
    name = f"{document.institution}（{document.variant}）" if apart else document.institution
    shown = f"{year}年度" if year else ""
    return asking.words(f"{name}{shown}", f"{name} {year or ''} ")


def _same_but_variant(one: DocumentInfo, other: DocumentInfo) -> bool:
    return (one.institution, one.year, one.kind) == (other.institution, other.year, other.kind)


def name_of(figure: CitedFigure) -> str:
    """The figure's name in the document's words: the line item, and the measure if it is not the whole."""
    if not figure.cell:
        return _statement_name(figure)
    fact: Fact = figure.fact
    parts = [fact.subject, _institution_part(figure), _item_part(figure), _measure_part(fact)]
    return "".join(dict.fromkeys(part for part in parts if part))


def _statement_name(figure: CitedFigure) -> str:
    statement = figure.statement
    return statement.item.name or statement.subject


def _institution_part(figure: CitedFigure) -> str:
    row = figure.fact.institution
    return row if row and clean(row) != clean(figure.document.institution) else ""


def _item_part(figure: CitedFigure) -> str:
    fact = figure.fact
    if clean(fact.item.name) not in TOTAL_NAMES:
        return fact.item.name
    return f"{fact.side.value}{fact.item.name or '合计'}"


def _measure_part(fact: Fact) -> str:
    if clean(fact.measure) in TOTAL_NAMES or fact.measure in ("金额", "决算数", "预算数", "统计数"):
        return ""
    return "" if fact.measure == fact.item.name else f"（{fact.measure}）"


def stage_words(figure: Figure) -> str:
    """The stage and scope to name with a figure: 决算, 年初预算, 财政拨款 …"""
    fund = "" if figure.fund in (Fund.ALL, Fund.UNKNOWN, Fund.OTHER) else figure.fund.value
    stage = "" if figure.stage is Stage.UNKNOWN else figure.stage.value
    return f"{fund}{stage}"


def place_words(figure: CitedFigure) -> str:
    if figure.table is not None:
        return f"《{figure.table.title}》"
    section = figure.statement.section
    return f"“{section[-1]}”" if section else "文字说明"


def same_value(one: Figure, two: Figure) -> bool:
    """Whether two figures state the same amount within the rounding of the coarser one."""
    if one.value is None or two.value is None:
        return one.origin.text == two.origin.text
    if one.unit in MONEY and two.unit in MONEY:
        first, second = _in_yuan(one), _in_yuan(two)
        return abs(first - second) <= max(_half_digit(one), _half_digit(two))
    return one.unit == two.unit and one.value == two.value


def _in_yuan(figure: Figure) -> Decimal:
    assert figure.value is not None
    return to_unit(figure.value, figure.unit, "元")


def _half_digit(figure: Figure) -> Decimal:
    assert figure.value is not None
    exponent = figure.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return to_unit(step, figure.unit, "元") / 2


def nearest(candidates: Iterable[Candidate], draft: Draft, count: int = 2) -> str:
    """The names of the closest candidates, cited, without their figures."""
    shown: dict[str, int] = {}
    for each in candidates:
        name = name_of(each.figure)
        if each.recall >= 0.3 and name and name not in shown and len(shown) < count:
            shown[name] = draft.cite(each.figure)
    return "；".join(f"{name}[{number}]" for name, number in shown.items())


def unread_pages(document: DocumentInfo, asking: Asking) -> str:
    """Tells in a refusal which pages could not be read, because the answer may be on them; empty if there are none."""
    numbers = [str(number) for number in numbers_unread(document.page_kinds)]
    if not numbers:
        return ""
    if PageKind.DAMAGED in document.page_kinds:
        return asking.words(
            f"第{'、'.join(numbers)}页没有读到（文件有损坏），所问内容可能在其中。",
            f" Pages {', '.join(numbers)} were not read (the file is damaged); it may stand there.",
        )
    return asking.words(
        f"第{'、'.join(numbers)}页无文本层，没有读到，所问内容可能在其中（安装 ocr 组件后重新读取）。",
        f" Pages {', '.join(numbers)} have no text layer and were not read; it may stand there (install extra ocr).",
    )


def shown_words(target: Target) -> str:
    """What the question asks for, as an answer names it."""
    return "、".join(target.words.split("|"))
