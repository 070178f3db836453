"""Lists names that meet a condition, or that a table or the text lists."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model.figures import Stage
from qa.drafting.asking import Asking, heading
from qa.drafting.draft import Draft, marks
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.series import Member, series_of
from qa.operations.asked_series import asked_noun, the_series
from qa.operations.graded import grade_asked, of_grade
from qa.operations.lookup import missing
from qa.operations.text import asks_for_section, listed_text, text
from qa.operations.told_parts import listed_parts
from qa.plans.words import clean, pairs
from qa.reading.conditions import columns_compared, condition_of, named_with


def listing(asking: Asking, index: DocumentIndex) -> Draft:
    """The names that meet the question's condition, or a list from the text."""
    kept = _conditioned(asking, index)
    if kept is not None:
        members, other = kept
        draft = Draft()
        for member in members:
            draft.items.append(member.name)
            draft.quantity(member.figure)
        for figure in other:
            draft.quantity(figure)
        shown = [
            f"{each.name}{draft.quantity(each.figure).shown()}{marks(draft.quantity(each.figure))}" for each in members
        ]
        who = heading(index.document, index.document.year, asking)
        if not members:
            return draft.refuse(
                asking.words(
                    f"{who}所查到的数字中没有符合条件的。", f"{who}none of the figures found meets the condition."
                )
            )
        draft.say(asking.words(f"{who}符合条件的有：{'；'.join(shown)}。", f"{who}: {'; '.join(shown)}."))
        return draft
    for listed in (_label_list, of_grade, listed_parts):
        found = listed(asking, index)
        if found is not None:
            return found
    if asks_for_section(asking):
        return text(asking, index)
    if grade_asked(asking) and asked_noun(asking) == "project":  # how many have a grade does not say which
        return missing(asking, asking.target, index, None)
    every = _every_project(asking, index)
    if every is not None:
        return every
    if _ASKS_NAME.search(asking.plan.question):
        return missing(asking, asking.target, index, None)
    return _named_only(asking, listed_text(asking, index))


def _named_only(asking: Asking, draft: Draft) -> Draft:
    """The list without the names that lack the asked word (带“中心”的)."""
    word = clean(named_with(asking.question))
    if word and any(word in clean(each) for each in draft.items):
        draft.items[:] = [each for each in draft.items if word in clean(each)]
    return draft


_ASKS_NAME = re.compile("叫什么|什么名字|名称是什么|是什么项目|是哪个项目")


def _every_project(asking: Asking, index: DocumentIndex) -> Draft | None:
    """All projects of the document, if the question asks for nothing more."""
    bare = re.sub("绩效|自评|预算|决算|项目|支出", "", asking.target.words.replace("|", ""))
    if asked_noun(asking) != "project" or bare:
        return None
    found = [
        each for each in series_of(replace(asking.target, words=""), index, "project") if each.members[0].figure.cell
    ]
    if not found:
        return None
    draft = Draft()
    for member in found[0].members:
        draft.cite(member.figure)
        draft.items.append(member.name)
    draft.say(
        "、".join(f"{each.name}[{draft.cite(each.figure)}]" for each in found[0].members) + asking.words("。", ".")
    )
    return draft


def _conditioned(asking: Asking, index: DocumentIndex) -> tuple[list[Member], list[Figure]] | None:
    compared = columns_compared(asking.plan.question)
    if compared is not None:
        found = _two_columns(asking, index, *compared)
        if found is not None:
            return found
    condition = condition_of(asking.plan.question)
    if condition is None:
        return None
    series = the_series(asking, index)
    if series is None:
        return None
    return [
        each for each in series.members if condition.holds(each.value, each.figure.unit) and _of_unit(asking, each)
    ], []


def _two_columns(asking: Asking, index: DocumentIndex, one: str, two: str) -> tuple[list[Member], list[Figure]] | None:
    """Members of one table whose first measure is below their second."""
    noun = asked_noun(asking)
    rest = "|".join(run for run in asking.target.words.split("|") if not pairs(run) & pairs(f"{one}|{two}|低于|高于"))
    open_target = replace(asking.target, words=f"{rest}|{one}", stage=Stage.UNKNOWN, institution="")
    first = series_of(open_target, index, noun)
    for low in first[:6]:
        table = low.members[0].figure.table
        if table is None or one not in clean("".join(low.members[0].figure.fact.column_path)):
            continue
        kept, used = list[Member](), list[Figure]()
        for member in low.members:
            other = _in_row(index, member.figure, two)
            if (
                other is not None
                and other.value is not None
                and member.value < other.value
                and _of_unit(asking, member)
            ):
                kept.append(member)
                used.append(other)
        if kept:
            return kept, used
    return None


def _in_row(index: DocumentIndex, figure: Figure, header: str) -> Figure | None:
    fact = figure.fact
    for other in index.facts():
        same = other.fact.table_id == fact.table_id and other.fact.row == fact.row and other.value is not None
        if same and header in clean("".join(other.fact.column_path)):
            return other
    return None


def _of_unit(asking: Asking, member: Member) -> bool:
    """Whether the member belongs to the sub-institution that the question names, if any."""
    wanted = asking.target.institution
    return not wanted or clean(member.figure.fact.institution) == clean(wanted)


def _label_list(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Names in a table: the 三级指标 under a 二级指标, the units of a list."""
    wanted = pairs(asking.target.words)
    noun = asked_noun(asking)
    if noun == "institution" and "内设" not in asking.plan.question:
        return _unit_table(asking, index)
    if noun != "indicator":
        return None  # internal offices are not units in a table
    rows: dict[str, tuple[Figure, int]] = {}
    for figure in index.facts():
        own = figure.fact.item.path if noun == "indicator" else (figure.table.title if figure.table else "",)
        hit = len(wanted & pairs("|".join(own)))
        subject_fits = not figure.fact.subject or bool(pairs(figure.fact.subject) & wanted)
        if hit >= 3 and subject_fits and figure.table is not None and "indicator" in figure.kind + "indicator":
            rows.setdefault(figure.fact.item.name, (figure, hit))
    top = max((hit for _, hit in rows.values()), default=0)
    kept = [(name, figure) for name, (figure, hit) in rows.items() if hit == top and name]
    if noun != "indicator" or len(kept) < 2:
        return None
    draft = Draft()
    for name, figure in kept:
        draft.items.append(name)
        draft.cite(figure)
    draft.say("、".join(f"{name}[{draft.cite(figure)}]" for name, figure in kept) + "。")
    return draft


_UNIT_HEADERS = frozenset(
    {"单位名称", "预算单位名称", "决算单位名称", "部门名称", "单位全称", "机构名称", "预算单位", "单位"}
)


def _unit_table(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The names in a table that lists units without amounts."""
    for table in index.tables.values():
        listed = any(clean(column.path[-1]) in _UNIT_HEADERS for column in table.columns if column.path)
        figures = [each for each in index.facts() if each.fact.table_id == table.id]
        names = {each.fact.item.name: each for each in figures}
        if not listed or len(names) < 2 or any(each.value is not None for each in figures):
            continue
        draft = Draft()
        draft.items.extend(names)
        draft.say("、".join(f"{name}[{draft.cite(each)}]" for name, each in names.items()) + "。")
        return draft
    return None
