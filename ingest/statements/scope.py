"""The scope of a figure (fund, side, stage), taken from the nearest words that state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.model.figures import DocumentContext, Fund, LineItem, Role, Side, Stage
from ingest.statements.cues import CUES

_BUDGET_WORD = re.compile(r"预算|结转|结余|支出|收入|经费|资金|决算|采购")
_TOTALS = re.compile(r"(?:收入|支出|收支).{0,4}(?:总计|合计)")
_REVENUE = "收入"
_EXPENDITURE = re.compile(r"支出|经费|费(?:$|财政拨款|预算)|(?<!上级)补助$|补贴$|采购|安排(?:预算)?稳定调节基金")
_NAME_OF_BUDGET = re.compile(r"(?:公共|基金|经营)预算")
_DOCUMENT_STAGE = {"预算": Stage.BUDGET, "决算": Stage.FINAL}
_ROLE_STAGE = {Role.INITIAL_BUDGET: Stage.INITIAL, Role.BUDGET: Stage.BUDGET, Role.FINAL: Stage.FINAL}


def fund_of(texts: Sequence[str], headings: Sequence[str]) -> Fund:
    """The fund of the first text, from nearest to farthest, that names one; a total without any covers all funds.

    财政拨款 under a heading about one budget means that budget."""
    named = _named((*texts, *headings))
    if named is Fund.APPROPRIATION:
        narrower = _named(headings)
        return narrower if narrower is not Fund.UNKNOWN else named
    if named is Fund.UNKNOWN and not any(CUES["one_source"].search(text) for text in texts[:2]):
        return Fund.ALL if any(_TOTALS.search(text) for text in texts) else named
    return named


def _named(texts: Sequence[str]) -> Fund:
    for text in texts:
        found = fund_in(text)
        if found is not Fund.UNKNOWN:
            return found
        if _several(text):
            return Fund.UNKNOWN
    return Fund.UNKNOWN


def fund_in(text: str) -> Fund:
    """The only fund that ``text`` names; 一般公共预算财政拨款 is 一般公共预算."""
    named = [fund for fund, words in CUES.funds if words.search(text)]
    budgets = [fund for fund in named if fund is not Fund.APPROPRIATION]
    if len(budgets) > 1 or (Fund.OTHER in named and len(named) > 1):
        return Fund.UNKNOWN
    if budgets:
        return budgets[0]
    return Fund.APPROPRIATION if named else Fund.UNKNOWN


def _several(text: str) -> bool:
    return sum(1 for fund, words in CUES.funds if fund is not Fund.APPROPRIATION and words.search(text)) > 1


def side_of(texts: Iterable[str]) -> Side:
    """The side by the first text that names one; a text that names both leaves it open."""
    for text in texts:
        revenue, expenditure = _REVENUE in text, bool(_EXPENDITURE.search(text))
        if (revenue and expenditure) or "收支" in text:
            return Side.UNKNOWN
        if revenue:
            return Side.REVENUE
        if expenditure:
            return Side.EXPENDITURE
    return Side.UNKNOWN


def side_in(texts: Sequence[str]) -> Side:
    """The side of a figure by its words, the nearest first. What is carried over comes in at the year's beginning and
    goes out at its end: 收入总计 and 支出总计 hold it, whatever heading it stands under."""
    said = side_of(texts)
    if said is not Side.UNKNOWN or texts[0].startswith("含"):
        return said
    for cue, side in (("carried_in", Side.REVENUE), ("carried_out", Side.EXPENDITURE)):
        if any(CUES[cue].search(text) for text in texts[:2]):
            return side
    return said


def stage_of(role: Role, stage: Stage, inherited: Stage, headings: Sequence[str], document: DocumentContext) -> Stage:
    """The stage by the words, else by the whole, the two nearest headings, or the document."""
    if stage is not Stage.UNKNOWN:
        return stage
    if role in _ROLE_STAGE:
        return _ROLE_STAGE[role]
    if role is Role.COMPLETION_RATE and document.kind == "决算":
        return Stage.FINAL  # 全年预算数5万元,完成全年预算的98%
    if inherited is not Stage.UNKNOWN:
        return inherited
    for heading in headings[:2]:
        if CUES["adjusted_heading"].search(heading):
            return Stage.ADJUSTED
        if "决算" in heading and "预算" not in _NAME_OF_BUDGET.sub("", heading):
            return Stage.FINAL
    return _DOCUMENT_STAGE.get(document.kind, Stage.UNKNOWN)


def is_of_money(unit: str | None, role: Role, item: LineItem, lead_text: str) -> bool:
    """Whether a figure has a fund, side and stage: money, rates of money and words about money. ``unit`` None: no
    figure."""
    if unit is None or unit in CUES.money:
        return True
    words = item.name if role in {Role.RATE, Role.TARGET} else item.name + lead_text
    if unit and unit not in CUES.percent:
        return False
    if not unit and role not in {Role.CHANGE, Role.COMPLETION_RATE}:
        return False
    of_item = role not in {Role.RATE, Role.TARGET} and (item.level != "" or item.name.endswith("费"))
    return bool(_BUDGET_WORD.search(words)) or of_item


def stated_year(stated: int | None, own: int | None, before: str) -> int | None:
    """The year that the words give: the document's ``own``, the one before, or one that is planned for.

    ``before``: the sentence up to the figure."""
    as_of = CUES["as_of"].match(before)
    if own and as_of and not as_of.group(1):
        return own - 1
    stated = stated or (int(as_of.group(1)) if as_of else None)
    planned = CUES["planned_year"].search(before)
    if own is None or stated in {own, own - 1} or (planned and int(planned.group(1)) == stated):
        return stated
    return own


def compared_year(role: Role, compared_with: str, own: int | None) -> int | None:
    """The year of a figure that is itself what is compared with: 比2023年650万元增加50万元; else None."""
    if role not in {Role.AMOUNT, *_ROLE_STAGE} or not compared_with:
        return None
    if named := re.match(r"20\d\d", compared_with):
        return int(named.group())
    return own - 1 if own and re.match(r"上|去", compared_with) else None
