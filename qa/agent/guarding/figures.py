"""Holds each numeral of a model's sentence against an id: value, unit, direction, and what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.model.figures import Role, Side, Stage
from qa.agent.guarding.directions import DirectionGuard
from qa.agent.guarding.lines import Line, last_clause
from qa.agent.guarding.naming import (
    Names,
    institutions_of,
    is_named,
    is_of,
    name_in,
    stage_in,
    told,
    year_compared,
    years_in,
)
from qa.agent.guarding.support import CHANGES, Support
from qa.agent.guarding.wording import Wording
from qa.execution.figure_names import name_of
from qa.execution.outcomes import Entry
from qa.plans.quantity import MONEY
from qa.plans.words import clean, pairs

_OF_BEHIND = re.compile(r"\s*(?:for|of|in|at|by)\b", re.I)
_BECOMES = re.compile(
    r"^\W*(?:[亿万]?元|%)?\W*(?:(?:下?降|减少?|增加?|上升|提高|增长|变|调整?)(?:至|到|为)|(?:fell |rose |grew )?to\b)",
    re.I,
)
"""由上年的5万元降至3万元: the figure behind is of the year itself."""
_NARROW = re.compile("基本支出|项目支出|人员经费|公用经费|经营支出|上缴上级|对附属单位|政府性基金|国有资本经营")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|旗)[\u4e00-\u9fff]{1,16}?(?:局|厅|委员会|办公室|法院|人民政府)"
)


@dataclass(frozen=True, eq=False)
class FigureGuard:
    """Checks numerals against supports. ``question``: with the turns that it leans on; ``years``: those it names."""

    names: Names
    question: str
    years: frozenset[int]

    @cached_property
    def _tell(self) -> Wording:
        return Wording(self.names.desk)

    @cached_property
    def directions(self) -> DirectionGuard:
        return DirectionGuard(self._tell, self.question)

    def faults(self, line: Line, support: Support) -> list[str]:
        """Everything that a line says wrongly about a figure with its value, and what it leaves out of it."""
        found = [*self._unit(line, support), *self.directions.faults(line, support)]
        if support.loose:
            return [*found, *self._loose(line, support)]
        found += [*self._thing(line, support), *self._institution(line, support)]
        if len(support.entries) == 1:
            found += [*self._year(line, support), *self._scope(line, support)]
        elif support.how == "prior":
            found += self._year(line, support)
        return found

    def _unit(self, line: Line, support: Support) -> Iterator[str]:
        units = MONEY | {"%"}
        if support.unit in units and not line.claim.unit and support.unit not in line.sentence and not support.loose:
            yield self._tell.both(f"写上单位{support.unit}", f"write its unit {support.unit}")

    # -------------------------------------------------------------------------------------------- what it is of

    def _loose(self, line: Line, support: Support) -> Iterator[str]:
        """A numeral of a text is of the thing that the text names before it."""
        said = [each for each in self.names.things_in(last_clause(line)) if each.known][-1:]
        printed = [each for each in self.names.things_in(support.name[-200:]) if each.known][-1:]
        if said and printed and not is_of(said[0], (printed[0].name,), ""):
            yield self._other(said[0].name, printed[0].name)

    def _other(self, said: str, own: str = "") -> str:
        """That a figure is not of the thing that the text says, but of another."""
        if not own:
            return self._tell.mended(f"它不是“{said}”的数字", f"it is not the figure of “{said}”")
        return self._tell.mended(
            f"它不是“{said}”的数字，是“{own}”的", f"it is not the figure of “{said}” but of “{own}”"
        )

    def _thing(self, line: Line, support: Support) -> Iterator[str]:
        things = [each for each in self.names.things_in(last_clause(line)) if not self._is_place(each.name)]
        wrong = [each for each in things if not is_of(each, support.words, self.question)]
        mixed = bool(support.how) and any(each.known for each in wrong)
        if things and (mixed or (things[-1] in wrong and len(wrong) == len(things))):
            yield self._other(wrong[-1].name, shown(support))
            return
        narrow = _NARROW.findall(last_clause(line))[-1:]
        if narrow and not support.how and not told(narrow[0], "|".join(support.words), 1.0):
            yield self._other(narrow[0])
        entry = support.entries[0] if support.entries else None
        if entry is None or len(support.entries) > 2 or support.how in ("count", "sum", "mean"):
            return
        if is_named(entry) and not self._is_told(entry, line):
            yield self._tell.left_out(shown(support))
        elif entry.cell and len(support.entries) == 1 and not things:
            measure = entry.fact.measure
            if (
                _NARROW.search(measure)
                and not told(measure, line.around, 0.6)
                and clean(measure) != clean(name_in(entry))
                and not _is_whole(entry)
            ):
                yield self._tell.left_out(measure)

    def _is_told(self, entry: Entry, line: Line) -> bool:
        """Whether the item, its project or another name of it is said in the sentence, before it, or asked."""
        subject = entry.fact.subject if entry.cell else ""
        if told(name_in(entry), line.around) or (subject and told(subject, line.around)):
            return True
        if not entry.cell and pairs(f"{name_in(entry)}|{entry.statement.subject}") & pairs(line.around):
            return True
        return any(is_of(each, (name_in(entry),), "") for each in self.names.things_in(line.around))

    def _is_place(self, name: str) -> bool:
        return any(clean(each) == name for each in self.names.desk.reader.shelf.institutions)

    def _institution(self, line: Line, support: Support) -> Iterator[str]:
        own = institutions_of(support.entries)
        if len(own) != 1 or not support.entries:
            return
        (institution,) = own
        yield from self._unknown_office(line, support)
        near = self.names.institutions_in(line.behind) if _OF_BEHIND.match(line.behind) else ()
        near = near or self.names.institutions_in(line.clause) or self.names.institutions_in(line.lead)
        near = near or self.names.institutions_in(line.behind)
        if near:
            if not any(institution in each.institutions for each in near[-2:]) or (
                institution not in near[-1].institutions and len(near) == 1
            ):
                yield self._tell.mended(f"它是{institution}的数字", f"it is a figure of {institution}")
            return
        asked = self.names.desk.documents.named
        if asked and institution not in asked and not told(institution, line.before, 0.9):
            yield self._tell.left_out(institution)

    def _unknown_office(self, line: Line, support: Support) -> Iterator[str]:
        """An institution that the store does not have, and that neither the question nor the figure names."""
        known = clean("|".join((*support.words, self.question)))
        for found in _OFFICE.finditer(line.clause):
            own = (found.start(), found.end())
            named = any(each.start < own[1] and own[0] < each.end for each in self.names.institutions_in(line.clause))
            if not named and clean(found.group(0)) not in known:
                yield self._tell.both(
                    f"没有“{found.group(0)}”的数字，写文件里的名称",
                    f"nothing is known of “{found.group(0)}”; write the name that the documents give",
                )

    # -------------------------------------------------------------------------------------------- when, which stage

    def _year(self, line: Line, support: Support) -> Iterator[str]:
        entry = support.entries[0]
        base = entry.document.year
        own = entry.year or base
        if own is None:
            return
        own -= support.how == "prior"
        clause = re.split(r"[；;。\n]", line.clause)[-1]
        compared = year_compared(clause, base)
        before = [] if _BECOMES.match(line.clause) else years_in(line.lead, base)
        behind = years_in(re.split(r"[；;。\n]", line.behind)[0], base)
        follows = behind[:1] if _OF_BEHIND.match(line.behind) else []  # 5万元 in 2023
        said = follows or ([compared] if compared else years_in(clause, base)) or before or behind
        if said:
            near = own in said[-1:] or (not years_in(clause, base) and (own in behind or own in said[:-1]))
            if not near:
                yield self._tell.mended(f"它是{own}年的数字，不是{said[-1]}年的", f"it is of {own}, not of {said[-1]}")
            return
        assumed = self.years or ({base} if base else set())
        if assumed and own not in assumed and str(own) not in line.before:
            yield self._tell.left_out(f"{own}年", str(own))

    def _scope(self, line: Line, support: Support) -> Iterator[str]:
        entry = support.entries[0]
        stage = stage_in(line.clause)
        plain = entry.role not in (*CHANGES, Role.COMPLETION_RATE, Role.SHARE, Role.RATE)
        budget = entry.stage not in (Stage.FINAL, Stage.UNKNOWN)
        if plain and stage and entry.stage is not Stage.UNKNOWN and entry.stage not in stage:
            yield self._tell.mended(f"它是{entry.stage.value}，不是文中写的口径", f"it is {entry.stage.value}")
        elif plain and budget and entry.document.main_kind == "决算" and not re.search("预算|udget", line.around):
            yield self._tell.must_say(entry.stage.value)
        said = re.findall(
            "收入|支出", re.sub("《[^》]*》|收入支出|收支|“[^”]*”", "", last_clause(line)).replace(name_of(entry), "")
        )
        side = {"收入": Side.REVENUE, "支出": Side.EXPENDITURE}.get(said[-1]) if said else None
        if side and entry.side is not Side.UNKNOWN and entry.side is not side:
            yield self._tell.mended(f"它是{entry.side.value}", f"it is {entry.side.value}")


def _is_whole(entry: Entry) -> bool:
    """Whether a cell stands in a table that is of its measure alone, so that no wider figure stands beside it."""
    return {*_NARROW.findall(entry.table.title if entry.table else "")} == {entry.fact.measure}


def shown(support: Support) -> str:
    """What a figure is of, for a model."""
    if support.name:
        return support.name
    return name_of(support.entries[0]) if support.entries else ""
