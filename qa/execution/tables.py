"""Which tables a plan's ``table`` means: by printed number, by title, by a part of it, the shortest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model.normalize import name_key
from ingest.store.catalog.figures import TableInfo
from qa.plans.words import in_order

_NUMBER = re.compile(
    r"^(?:部门|政府|财政|单位)?(?:公开|预算|决算|财决|附)*表?0*(?P<number>\d+(?:-\d+)?)(?:表|(?=[\s:：、]|$))|^表?(?P<chinese>[一二三四五六七八九十]+)(?=[、\s:：]|$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_FORM = re.compile("^(?:项目|政策|支出|预算|绩效|目标|自评|评价|和)+$")
"""What a form is called of which each project has a sheet, under its own name."""
_FILLER = re.compile(r"[年度表]|部门|单位|综合|情况")


def tables_named(name: str, tables: Sequence[TableInfo]) -> tuple[TableInfo, ...]:
    """The tables that ``name`` means, empty if none: all parts of a printed table together."""
    number = _number_of(name)
    if number:
        rest = name_key(_NUMBER.sub("", name.strip(), count=1))
        numbered = [each for each in tables if _number_of(each.number) == number or _number_of(each.title) == number]
        spelled = [each for each in numbered if name_key(each.number) == name_key(name)]
        numbered = spelled if not rest and spelled else numbered
        titled = [each for each in numbered if not rest or _holds(_plain(rest), _plain(each.title))]
        if titled or (numbered and not rest):
            return _whole(titled or numbered, tables)
        name = rest or name
    asked = name_key(name)
    for fits in (_same, _same_without_year, _headed, _held, _held_in_order):
        found = [each for each in tables if fits(asked, each)]
        if found:
            shortest = min(found, key=lambda each: len(_plain(each.title)))
            if fits in (_held, _held_in_order) and _FORM.match(_plain(asked)):
                found = [each for each in tables if each in found or _another_form(each, shortest)]
            kept = [each for each in found if _as_short(each, shortest) or _another_form(each, shortest)]
            return _whole(kept, tables)
    return ()


def _whole(found: Sequence[TableInfo], tables: Sequence[TableInfo]) -> tuple[TableInfo, ...]:
    wholes = {(each.document_id, each.whole) for each in found}
    return tuple(each for each in tables if (each.document_id, each.whole) in wholes)


def _number_of(text: str) -> str:
    found = _NUMBER.match(text.strip())
    if not found:
        return ""
    return found["number"] or _arabic(found["chinese"])


def _arabic(chinese: str) -> str:
    digits = {each: at for at, each in enumerate("一二三四五六七八九", 1)}
    tens, ten, ones = chinese.rpartition("十")
    if not ten:
        return str(digits.get(chinese, ""))
    return str(10 * digits.get(tens, 1) + digits.get(ones, 0))


def _plain(title: str) -> str:
    return _FILLER.sub("", _YEAR.sub("", name_key(title)))


def _same(asked: str, table: TableInfo) -> bool:
    return asked == name_key(table.title)


def _same_without_year(asked: str, table: TableInfo) -> bool:
    return bool(_plain(asked)) and _plain(asked) == _plain(table.title)


def _as_short(table: TableInfo, shortest: TableInfo) -> bool:
    return len(_plain(table.title)) == len(_plain(shortest.title))


def _another_form(table: TableInfo, first: TableInfo) -> bool:
    """Whether two tables are sheets of one form, each for a project of its own."""
    return table.kind == first.kind and first.kind.startswith(("project_targets", "project_performance"))


def _headed(asked: str, table: TableInfo) -> bool:
    """Whether the heading above the sheets of a form is what is asked for."""
    forms = table.kind.startswith(("project_targets", "project_performance"))
    return forms and bool(table.section) and bool(_plain(asked)) and _plain(asked) in _plain(table.section[-1])


def _held(asked: str, table: TableInfo) -> bool:
    return _holds(_plain(asked), _plain(table.title))


def _holds(asked: str, title: str) -> bool:
    return bool(asked) and asked in title


def _held_in_order(asked: str, table: TableInfo) -> bool:
    short, title = _plain(asked), _plain(table.title)
    return len(short) > 3 and in_order(short, title)
