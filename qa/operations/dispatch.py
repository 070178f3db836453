"""Chooses the operation that answers, and the documents it works on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Clarification, Status
from qa.drafting.asking import Asking
from qa.drafting.document_names import subject_of, told_apart
from qa.drafting.draft import Draft
from qa.evidence.index import DocumentIndex
from qa.operations.change import change, prior_figure
from qa.operations.check import check
from qa.operations.compare import compare, holders, over_all, rank_sides
from qa.operations.count import count
from qa.operations.derived import for_each, named_difference, side_against_side
from qa.operations.execution import execution
from qa.operations.listing import listing
from qa.operations.lookup import lookup
from qa.operations.rank import rank
from qa.operations.share import share
from qa.operations.sums import summed
from qa.operations.text import define, text
from qa.operations.versions import Told, alike, name_versions, told_by_each
from qa.operations.why import why
from qa.plans.plan import Operation
from qa.reading.conditions import condition_of
from qa.reading.second_reading import plainer

Single = Callable[[Asking, DocumentIndex], Draft]


def _computed(asking: Asking, index: DocumentIndex) -> Draft:
    return side_against_side(asking, index) or for_each(asking, index) or summed(asking, index)


def _counted(asking: Asking, index: DocumentIndex) -> Draft:
    return named_difference(asking, index) or count(asking, index)


def _figure_or_text(asking: Asking, index: DocumentIndex) -> Draft:
    """A figure, or if none fits, the passage that answers, unless an amount was asked for."""
    apart = side_against_side(asking, index)
    if apart is not None:
        return apart
    found = lookup(asking, index, prior_figure)
    here = asking.target.year in (None, index.document.year)
    open_question = (
        re.search("什么|哪|如何|怎|谁|介绍|情况|吗", asking.question.text) or asking.plan.operation is Operation.TEXT
    )
    figure_asked = bool(asking.plan.wants & {"amount", "count"}) or (asking.target.stage and not open_question)
    if found.status is Status.REFUSED and here and not figure_asked and not found.found_blank:
        told = text(asking, index)
        return told if told.status is Status.ANSWERED else found
    return found


def _executed(asking: Asking, index: DocumentIndex) -> Draft:
    """Budget against final; for an indicator, which has neither, the figure asked for."""
    draft = execution(asking, index)
    if draft.status is not Status.REFUSED or draft.found_blank:
        return draft
    found = lookup(asking, index, prior_figure)
    of_indicator = bool(found.figures) and found.figures[0].kind.startswith("performance")
    return found if found.status is Status.ANSWERED and of_indicator else draft


_SINGLE: dict[Operation, Single] = {
    Operation.LOOKUP: _figure_or_text,
    Operation.YOY: change,
    Operation.EXECUTION: _executed,
    Operation.SHARE: share,
    Operation.WHY: why,
    Operation.RANK: rank,
    Operation.LIST: listing,
    Operation.COUNT: _counted,
    Operation.ARITHMETIC: _computed,
    Operation.TEXT: text,
    Operation.DEFINE: define,
}


def carry_out(asking: Asking) -> Draft:
    """The draft of the plan's answer, with the versions of what it cites named; a question that finds nothing is read a
    second time, in fewer words."""
    return name_versions(asking, _read_twice(asking))


def _read_twice(asking: Asking) -> Draft:
    draft = _once(asking)
    if draft.status is not Status.REFUSED or asking.plan.scope.unknown or draft.found_blank:
        return draft
    again = plainer(asking.plan, asking.library)
    if again is None:
        return draft
    second = _once(replace(asking, plan=again))
    return second if second.status is not Status.REFUSED else draft


def _once(asking: Asking) -> Draft:
    scope = asking.plan.scope
    if scope.unknown:
        return _unknown(asking)
    if asking.plan.operation is Operation.CHECK:
        return check(asking, [asking.index(each) for each in scope.documents])
    indexes = list(asking.library.searched(scope.documents))
    several = _side_by_side(asking, indexes)
    if several is not None:
        return several
    single = _SINGLE.get(asking.plan.operation, _figure_or_text)
    if len(asking.plan.years) > 1 and len({each.document.institution for each in indexes}) == 1:
        indexes = sorted(indexes, key=lambda each: -(each.document.year or 0))[:1]
        if asking.target.year in asking.library.years_of(indexes[0].document.institution):
            asking = _in_year(asking, indexes[0].document.year)
    return _over(asking, indexes, single)


def _in_year(asking: Asking, year: int | None) -> Asking:
    targets = tuple(replace(each, year=year) for each in asking.plan.targets)
    return replace(asking, plan=replace(asking.plan, targets=targets))


def _side_by_side(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft | None:
    groups = asking.plan.scope.groups
    if asking.plan.scope.open and _OVER_ALL.search(asking.plan.question):
        return over_all(asking, _one_kind(asking, indexes))
    years = {each.document.year for each in indexes} & set(asking.plan.years)
    if len(groups) < 2 and len(years) < 2:
        return None
    chosen = _one_a_group(asking, indexes)
    if len(groups) > 1 and condition_of(asking.plan.question) is not None:
        return holders(asking, chosen, condition_of(asking.plan.question))
    if len(groups) > 1 and re.search("只有哪|哪[一几]?[个家].{0,2}有|有哪几?家有|谁有", asking.plan.question):
        return holders(asking, chosen)
    if asking.plan.operation is Operation.RANK:
        return rank_sides(asking, chosen)
    counted = asking.plan.operation is Operation.COUNT and bool(asking.target.unit)
    if counted or asking.plan.operation in (Operation.COMPARE, Operation.LOOKUP, Operation.ARITHMETIC):
        return compare(asking, chosen)
    if asking.plan.operation is Operation.EXECUTION and len(groups) > 1:
        return compare(asking, chosen)
    return None


_OVER_ALL = re.compile(
    "所有|全部|[两三四五六七八九\\d]家|各(?:单位|部门|家|局|份)|哪[一个]?(?:家|个)?(?:单位|部门|局|机构)|每家|这些(?:单位|部门)"
)


def _one_kind(asking: Asking, indexes: Sequence[DocumentIndex]) -> list[DocumentIndex]:
    """The documents of the years and the kind that the question names."""
    years, text = asking.plan.years, asking.question.text
    kept = [each for each in indexes if not years or each.document.year in years]
    kinds = [kind for kind, cue in (("决算", "决算"), ("预算", "预算"), ("绩效", "绩效")) if cue in text]
    return [each for each in kept if not kinds or each.document.main_kind in kinds] or kept


def _one_a_group(asking: Asking, indexes: Sequence[DocumentIndex]) -> list[DocumentIndex]:
    if len(asking.plan.scope.groups) < 2:
        return sorted(
            indexes,
            key=lambda each: (
                asking.plan.years.index(each.document.year or 0) if each.document.year in asking.plan.years else 9
            ),
        )
    by_id = {part: each for each in indexes for part in each.parts}
    return [by_id[group[0]] for group in asking.plan.scope.groups if group and group[0] in by_id]


def _unknown(asking: Asking) -> Draft:
    held = "、".join(dict.fromkeys(each.institution for each in asking.library.documents.values()))
    name = asking.plan.scope.unknown
    return Draft().refuse(
        asking.words(
            f"库中没有“{name}”的文件。现有：{held}。", f"There is no document of {name}. The store holds: {held}."
        )
    )


def _over(asking: Asking, indexes: Sequence[DocumentIndex], single: Single) -> Draft:
    """The one document that answers; a question back where several answer differently. Versions of one publication that
    do are told side by side."""
    drafts = [(index, single(asking, index)) for index in indexes]
    answered = [(index, draft) for index, draft in drafts if draft.status is Status.ANSWERED]
    if asking.plan.operation is Operation.COUNT:  # a number answers how many before a passage does
        answered = [each for each in answered if each[1].results] or answered
    if not answered:
        return drafts[0][1] if len(drafts) == 1 else _none(asking, drafts)
    answered = _of_the_kind(asking, answered)
    if len(answered) == 1 or alike(answered):
        return answered[0][1]
    if len({asking.library.publication_of(index.document.id).key for index, _ in answered}) == 1:
        return told_by_each(asking, answered)
    return _which(asking, [index for index, _ in answered])


def _of_the_kind(asking: Asking, answered: list[Told]) -> list[Told]:
    """Of one institution's documents of one year, those of the kind that the question is about: its accounts, unless it
    speaks of performance."""
    if len({(index.document.institution, index.document.year) for index, _ in answered}) > 1:
        return answered
    order = (
        ("绩效", "决算", "预算")
        if re.search("绩效|自评|得分|评价|指标", asking.question.text)
        else ("决算", "预算", "绩效")
    )
    ranks = [_rank(index.document, order) for index, _ in answered]
    return [each for each, rank in zip(answered, ranks, strict=True) if rank == min(ranks)]


def _rank(document: DocumentInfo, order: Sequence[str]) -> tuple[int, bool, str]:
    """By main kind; the kind itself before the reports that are read like it."""
    main = document.main_kind
    special = document.kind != main
    return order.index(main) if main in order else len(order), special, document.kind if special else ""


def _none(asking: Asking, drafts: Sequence[Told]) -> Draft:
    cited = [draft for _, draft in drafts if draft.citations]
    return (cited or [draft for _, draft in drafts])[0]


def _which(asking: Asking, indexes: Sequence[DocumentIndex]) -> Draft:
    """A question back: one option for each publication."""
    apart = {asking.library.publication_of(each.document.id).key: each.document for each in reversed(indexes)}
    labels = told_apart(list(reversed(apart.values())))
    options = [Clarification(label, f"{subject_of(document)}：{asking.question.raw}") for document, label in labels]
    names = "；".join(f"{at}. {each.label}" for at, each in enumerate(options, 1))
    return Draft().ask_back(
        asking.words(f"有几份文件都符合，请问是哪一份：{names}", f"Several documents fit. Which one: {names}"), options
    )
