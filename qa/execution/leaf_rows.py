"""The distinct leaf rows of a table: no totals, no offices, no rows that sum up others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.model.figures import Fact
from ingest.model.normalize import name_key
from qa.execution.fitting import TOTALS
from qa.execution.outcomes import Entry, Member
from qa.execution.selection import outcome_of
from qa.plans.slots import Rows

_NOTE = re.compile(r"(?:注|备注|说明)\d*[：:]")
_ENDINGS = ("合计", "小计", "总计")
FORMS = ("project_targets", "project_performance")
"""Kinds of table of which each project has a sheet."""


def leaf_rows(column: Sequence[Entry], table: Sequence[Entry], wanted: Rows) -> list[Member]:
    offices = {name_key(each.fact.institution) for each in table}
    offices |= {name_key(each.document.institution) for each in table}
    told = [each for each in column if not _NOTE.match(each.fact.item.name)]
    rows = _distinct([each for each in told if wanted.item or not _is_whole(each.fact, offices)])
    if wanted.level:
        kept = [each for each in rows if each.fact.item.level == wanted.level]
    elif wanted.item:
        kept = rows
    else:
        kept = [each for each in rows if not any(is_below(o.fact, each.fact) for o in rows if o.row != each.row)]
        kept = without_wholes(kept, [each.value for each in column if _is_total(each.fact) and each.value is not None])
    shown = [each for each in kept if wanted.table or not each.fact.blank]
    return [Member(row_name(each, bool(wanted.item)), outcome_of(each), each) for each in shown]


def _is_total(fact: Fact) -> bool:
    return name_key(fact.item.name) in TOTALS - {""}


def _distinct(rows: Sequence[Entry]) -> list[Entry]:
    """Each row once: a form repeats its rows on every page that it goes over."""
    seen: dict[tuple[object, ...], str] = {}
    kept = []
    for each in rows:
        fact = each.fact
        whole = each.table.whole if each.table else ""
        key = (each.document.id, whole, fact.item.code, fact.item.name, fact.subject, fact.institution, fact.value)
        once = key in seen and each.kind.startswith(FORMS)
        if seen.setdefault(key, fact.table_id) == fact.table_id and not once:
            kept.append(each)
    return kept


def without_wholes(rows: Sequence[Entry], totals: Sequence[Decimal]) -> list[Entry]:
    """The rows without those that sum up the rows behind them, where a table prints neither codes nor parents. Only
    where the printed total proves it: the rows together exceed it, and what is kept makes it up."""
    whole = max(totals, default=None)
    values = [each.value or Decimal(0) for each in rows]
    if whole is None or sum(values, Decimal(0)) <= whole:
        return list(rows)
    kept: list[int] = []
    for at in range(len(rows) - 1, -1, -1):
        if not _sums_up(values[at], [values[each] for each in reversed(kept)], whole):
            kept.append(at)
    leaves = sorted(kept)
    proved = sum((values[at] for at in leaves), Decimal(0)) == whole
    return [rows[at] for at in leaves] if proved else list(rows)


def _sums_up(value: Decimal, behind: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether a value is the sum of the next ones behind it, or the whole again."""
    running, taken = Decimal(0), 0
    for each in behind:
        running, taken = running + each, taken + 1
        if running == value and value and (taken > 1 or value == whole):
            return True
    return False


def _is_whole(fact: Fact, offices: set[str]) -> bool:
    key = name_key(fact.item.name)
    return key in TOTALS or key in offices or (not fact.item.code and key.endswith(_ENDINGS))


def is_below(fact: Fact, above: Fact) -> bool:
    """Whether a row is a part of another one, by its code or by what it stands under."""
    own, upper = fact.item, above.item
    if name_key(upper.name) in TOTALS and not upper.code:
        return name_key(own.name) not in TOTALS
    if own.code and upper.code:
        return own.code != upper.code and own.code.startswith(upper.code)
    return bool(upper.name) and name_key(upper.name) in (name_key(each) for each in own.path) and own.name != upper.name


def row_name(entry: Entry, of_forms: bool = False) -> str:
    """What a row is called in a series; of rows of one item, what tells their forms apart."""
    fact = entry.fact
    apart = name_key(fact.institution) not in ("", name_key(entry.document.institution))
    if of_forms and (apart or _is_total(fact)):
        return fact.institution or fact.item.name
    if of_forms and (fact.subject or (entry.table and entry.kind.startswith(FORMS))):
        return fact.subject or (entry.table.title if entry.table else "")
    return fact.item.name or fact.subject or (fact.row_path[-1] if fact.row_path else "")
