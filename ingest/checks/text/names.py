"""Names: an item's code against its name, the text's items and projects against the tables'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from ingest.checks.basis.checked import CheckedDocument, place_of
from ingest.checks.basis.passage import told_of
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.model.document import Finding, SourceRef
from ingest.model.figures import Fact, Role, Stage, Statement
from ingest.model.vocabulary import FUNCTIONAL_CATEGORIES, functional_code, is_functional

_NEAR = 0.6
_AMOUNTS = (Role.AMOUNT, Role.FINAL, Role.BUDGET)


def check_names(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``code-name``, ``two-names`` and ``item-not-in-tables``, as warnings."""
    yield from _codes(checked)
    yield from _two_names(checked)
    yield from _not_in_tables(checked, quantities)


def _codes(checked: CheckedDocument) -> Iterator[Finding]:
    """A 类 that has the name of another code."""
    seen: set[tuple[str, str]] = set()
    for fact in checked.facts:
        code, name = fact.item.code, fact.item.name
        if len(code) != 3 or not is_functional(code) or (code, name) in seen:
            continue
        seen.add((code, name))
        other = functional_code(name)
        if other and other != code and any(cell == code for cell in map(normalize, fact.row_path)):
            proper = f"科目编码{code}应为“{FUNCTIONAL_CATEGORIES[code]}”"
            message = f"{checked.table_name(fact.table_id)}{proper}，表中写作“{name}”（{other}）"
            yield told_of("code-name", message, [_place(checked, fact)])


def _two_names(checked: CheckedDocument) -> Iterator[Finding]:
    """One printed functional code with two names that are not variants of one spelling."""
    named: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in checked.facts:
        if is_functional(fact.item.code) and len(fact.item.code) > 3 and fact.item.name:
            named[fact.item.code].setdefault(normalize(fact.item.name), fact)
    for code, facts in named.items():
        names = list(facts)
        others = [name for name in names[1:] if not _alike(names[0], name)]
        if others:
            one, other = facts[names[0]], facts[others[0]]
            told = "，".join(f"{checked.table_name(each.table_id)}“{each.item.name}”" for each in (one, other))
            message = f"科目编码{code}有两个名称：{told}"
            yield told_of("two-names", message, [_place(checked, one), _place(checked, other)])


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > 0.8


def _place(checked: CheckedDocument, fact: Fact) -> tuple[str, str, str, SourceRef]:
    return (checked.table_name(fact.table_id), fact.table_id, f"{fact.item.code}{fact.item.name}", fact.source)


def _not_in_tables(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """An item that the text names in full (类、款、项) and no table of this document contains."""
    printed = _printed_items(checked)
    if not printed:
        return
    seen: set[str] = set()
    for statement in checked.statements:
        name = normalize(statement.item.name)
        if not _is_own(checked, statement) or name in seen or quantities.code_of(statement.item):
            continue
        seen.add(name)
        nearest = max(printed, key=lambda other: SequenceMatcher(None, name, other).ratio())
        if SequenceMatcher(None, name, nearest).ratio() < _NEAR:
            continue
        fact = printed[nearest]
        level = f"（{fact.item.level}）" if nearest == name else ""
        message = (
            f"{place_of(statement)}写的科目“{statement.item.name}（{statement.item.level}）”不在本文件的表中，"
            f"表中是“{fact.item.code}{fact.item.name}{level}”"
        )
        told = (place_of(statement), "", statement.text, statement.source)
        yield told_of("item-not-in-tables", message, [told, _place(checked, fact)])


def _is_own(checked: CheckedDocument, statement: Statement) -> bool:
    own = statement.item.level == "项" and statement.role in _AMOUNTS and statement.year == checked.year
    return own and bool(statement.value) and statement.stage is not Stage.INITIAL


def _printed_items(checked: CheckedDocument) -> Mapping[str, Fact]:
    found: dict[str, Fact] = {}
    for fact in checked.facts:
        if is_functional(fact.item.code) and len(fact.item.code) > 3 and fact.item.name:
            found.setdefault(normalize(fact.item.name), fact)
    return found
