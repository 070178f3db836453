"""The change of a whole is the sum of the changes of its parts: 三公 against 出国, 用车 and 接待."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import shown, tolerance
from ingest.checks.basis.judging import FAIL, PASS, ROUNDING, finding
from ingest.checks.basis.quantity import named
from ingest.model.document import Finding
from ingest.model.figures import Direction, Role, Statement
from ingest.model.vocabulary import load

_IDENTITIES = tuple((row["whole"], tuple(row["parts"])) for row in load("checks.toml")["identity"])
_SIGN = {Direction.UP: 1, Direction.DOWN: -1, Direction.FLAT: 0}


def check_change_sums(checked: CheckedDocument) -> Iterator[Finding]:
    """``change-sum``, if a section gives the change of the whole and of every part, against the same year."""
    for changes in _changes(checked).values():
        for whole, parts in _IDENTITIES:
            if whole in changes and all(part in changes for part in parts):
                yield from _judged(checked, changes[whole], [changes[part] for part in parts])


def _changes(checked: CheckedDocument) -> Mapping[tuple[tuple[str, ...], str], dict[str, Statement]]:
    found: dict[tuple[tuple[str, ...], str], dict[str, Statement]] = defaultdict(dict)
    for statement in checked.statements:
        key = named(statement.item.name)
        if key and statement.role is Role.CHANGE and statement.direction in _SIGN:
            found[statement.section, statement.compared_with].setdefault(key, statement)
    return found


def _judged(checked: CheckedDocument, whole: Statement, parts: list[Statement]) -> Iterator[Finding]:
    moved = [each for each in (whole, *parts) if each.value]
    figures = [figure for each in moved if (figure := checked.figure_in(each, f"“{each.item.name}”变动"))]
    if not figures or len({figure.money for figure in figures}) > 1:
        return
    signed = {each.id: _SIGN[each.direction] * figure.value for each, figure in zip(moved, figures, strict=True)}
    told = signed.get(whole.id, Decimal(0))
    added = sum((signed.get(part.id, Decimal(0)) for part in parts), Decimal(0))
    gap = abs(told - added)
    verdict = PASS if not gap else ROUNDING if gap <= tolerance(figures) else FAIL
    unit = figures[0].unit
    message = f"{figures[0].place}“{whole.item.name}”变动{shown(told, unit)}，各部分变动相加为{shown(added, unit)}"
    yield finding(
        "change-sum", verdict, message + ("，相符" if verdict != FAIL else f"，相差{shown(gap, unit)}"), figures
    )
