"""The numerals that an answer may state: those of the question, its calculations and its cited places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.amounts import to_unit
from ingest.model.figures import Direction
from qa.drafting.answer import Answer, Citation, Status
from qa.drafting.cited import CitedFigure
from qa.drafting.claims import Claim, claims_in
from qa.drafting.draft import Draft
from qa.guard.context import Context
from qa.plans.quantity import MONEY

EITHER = "either"
_WAYS = {Direction.UP: "up", Direction.DOWN: "down"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """A numeral that may be stated. ``unit`` is empty if it has none. ``direction`` is ``up`` or ``down`` if the
    numeral is the size of a rise or fall, ``EITHER`` if both may be said, empty if it is no change. ``counted``: it is
    printed without its unit, as 5 under 个数 for 5个."""

    value: Decimal
    unit: str
    direction: str = ""
    counted: bool = False

    def holds(self, claim: Claim) -> bool:
        """Whether this numeral supports the claim. A claim may omit the unit, but never name another unit or
        direction."""
        if claim.direction and self.direction not in (claim.direction, EITHER):
            return False
        if claim.unit in MONEY and self.unit in MONEY and claim.unit != self.unit:
            return to_unit(claim.value, claim.unit, self.unit) == abs(self.value)
        counted = self.counted and claim.unit not in (*MONEY, "%")
        return claim.value == abs(self.value) and (claim.unit in ("", self.unit) or counted)


def of_question(context: Context) -> list[Allowed]:
    """The numerals in the question itself; 150万 is an amount in 万元."""
    found: list[Allowed] = []
    for claim in claims_in(context.question):
        behind = context.question[claim.start + len(claim.text) :][:1]
        unit = f"{behind}元" if not claim.unit and behind in ("万", "亿") else claim.unit
        found += [Allowed(claim.value, each, EITHER) for each in dict.fromkeys((claim.unit, unit))]
    return found


def of_store(context: Context, answer: Answer) -> list[Allowed]:
    """Years in document titles, for an answer that lists documents or says that one is missing."""
    if answer.status is Status.ANSWERED:
        return []
    documents = context.documents.values()
    titles = [each.title for each in documents] + [each.label for each in answer.clarify]
    titles += [str(page) for each in documents for page in range(1, len(each.page_kinds) + 1)]
    listed = [Allowed(Decimal(number), "") for number in range(1, len(answer.clarify) + 1)]
    years = [Allowed(Decimal(year), "") for year in sorted(context.years)]
    return [*listed, *years, *(Allowed(claim.value, claim.unit) for title in titles for claim in claims_in(title))]


def of_calculations(answer: Answer, directed: bool = False) -> list[Allowed]:
    """The values of calculations and the numbers printed in them. These have no unit, unless their cells print none and
    so take the unit of the result. ``directed``: their directions were held already."""
    found: list[Allowed] = []
    units = {each.id: each.unit for each in answer.citations}
    for each in answer.calculations:
        value = Decimal(each.value)
        growth = " - " in each.expression and "÷" in each.expression
        way = ("up" if value >= 0 else "down") if growth else ""
        found.append(Allowed(value, each.unit, EITHER if directed else way))
        if value < 0:
            found.append(Allowed(value, each.unit, "down"))
        unit = "" if any(units.get(number) for number in each.citations) else each.unit
        found += [Allowed(claim.value, claim.unit or unit) for claim in claims_in(each.substituted)]
    return found


def of_checks(answer: Answer, cited: Sequence[Citation]) -> list[Allowed]:
    """The numerals of the findings whose places are cited, in the rule's own words."""
    ids = {each.id for each in cited}
    told = [each.message for each in answer.checks if ids.intersection(each.citations)]
    return [Allowed(claim.value, claim.unit, claim.direction) for message in told for claim in claims_in(message)]


def of_citations(cited: Sequence[Citation], draft: Draft) -> list[Allowed]:
    """The numerals printed at the cited places, and those in their names."""
    found: list[Allowed] = []
    for each in cited:
        unit = each.unit if each.table else ""
        found += [Allowed(claim.value, claim.unit or unit, claim.direction) for claim in claims_in(each.quote)]
        found += [
            _of_figure(figure) for figure in draft.figures if figure.value is not None and _stands_in(figure, each)
        ]
        for name in (each.document, each.table or "", each.section, *each.row, *each.column):
            found += [Allowed(claim.value, claim.unit) for claim in claims_in(name)]
    return found


def _of_figure(figure: CitedFigure) -> Allowed:
    direction = "" if figure.cell else _WAYS.get(figure.statement.direction, "")
    return Allowed(figure.value or Decimal(0), figure.unit, direction, not figure.unit)


def _stands_in(figure: CitedFigure, citation: Citation) -> bool:
    quote = figure.fact.text if figure.cell else figure.statement.sentence
    return figure.document.id == citation.document_id and quote == citation.quote
