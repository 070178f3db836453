"""What a figure is called in an answer: its item, its column, its office, its stage and its place."""

from __future__ import annotations

from ingest.model.figures import Fund, Stage
from ingest.model.normalize import name_key
from qa.execution.outcomes import Entry

_WHOLE = frozenset(map(name_key, ("合计", "总计", "小计", "")))
_SILENT = frozenset({"金额", "决算数", "预算数", "统计数"})


def name_of(entry: Entry) -> str:
    """The figure's name in the document's words: the line item, and the measure if it is not the whole."""
    if not entry.cell:
        said = entry.statement
        return said.item.name or said.subject
    fact = entry.fact
    office = fact.institution if name_key(fact.institution) != name_key(entry.document.institution) else ""
    item = fact.item.name if name_key(fact.item.name) not in _WHOLE else f"{fact.side.value}{fact.item.name or '合计'}"
    measure = "" if name_key(fact.measure) in _WHOLE or fact.measure in (*_SILENT, fact.item.name) else fact.measure
    parts = (fact.subject, office, item, f"（{measure}）" if measure else "")
    return "".join(dict.fromkeys(part for part in parts if part))


def stage_of(entry: Entry) -> str:
    """The fund and the stage to name with a figure: 一般公共预算决算, 年初预算."""
    name = name_of(entry)
    fund = "" if entry.fund in (Fund.ALL, Fund.UNKNOWN, Fund.OTHER) else entry.fund.value
    stage = "" if entry.stage is Stage.UNKNOWN else entry.stage.value
    fund = "" if fund.removesuffix("预算") in name else fund
    stage = "" if stage in name or (stage == "预算" and fund.endswith("预算")) else stage
    return f"{fund}{stage}"


def place_of(entry: Entry) -> str:
    """Where it stands: 《table》 or “heading”."""
    if entry.table is not None and entry.table.title:
        return f"《{entry.table.title}》"
    section = entry.table.section if entry.table is not None else entry.statement.section
    return f"“{section[-1]}”" if section else "文字说明"


def who(entry: Entry, chinese: bool = True) -> str:
    """The office and the year, as an answer begins."""
    year = entry.year or entry.document.year
    shown = f"{year}年度" if year else ""
    return f"{entry.document.institution}{shown}" if chinese else f"{entry.document.institution} ({year or ''})"
