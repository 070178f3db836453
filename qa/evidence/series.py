"""Series: the same measure of many things of one kind in one document (projects, institutions, line items)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model.figures import Role
from ingest.model.normalize import normalize
from qa.evidence.evidence import Candidate, find
from qa.evidence.index import TOTAL_NAMES, DocumentIndex, Figure
from qa.plans.plan import Target
from qa.plans.words import clean

_PROJECT_KINDS = frozenset(
    {"project_performance", "performance_summary", "project_expenditure", "project_targets", "performance_indicators"}
)
_NOUNS = {
    "project": re.compile("项目(?!支出)|专项"),
    "institution": re.compile("单位|机构|下属|局属|二级|中心|哪家|部门(?!预算|决算|整体|职责)"),
    "indicator": re.compile("指标"),
    "category": re.compile("类级|大类|(?<!分)(?<!种)(?<!功能分)类(?!别)"),
    "section": re.compile("款级|(?<!拨)(?<!贷)(?<!存)款(?!项)"),
    "functional_item": re.compile("项级"),
    "item": re.compile("项(?!目)|科目"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a series with its figure."""

    name: str
    figure: Figure

    @property
    def value(self) -> Decimal:
        assert self.figure.value is not None
        return self.figure.value


@dataclass(frozen=True, slots=True)
class Series:
    """``members`` in reading order, each name once. ``score`` says how well the series fits the asked words."""

    members: tuple[Member, ...]
    score: float
    recall: float
    key: tuple[object, ...]


def noun_of(question: str) -> str:
    """The noun that is counted, listed or ranked: project, institution, indicator, category, section, item, or
    empty."""
    hits = [(found.start(), noun) for noun, pattern in _NOUNS.items() for found in [pattern.search(question)] if found]
    if re.search("(?:哪些|哪几个|什么)项目支出", question):
        return "project"
    levelled = re.search("[类款项]级|科目", question)
    if not levelled and re.search("项目支出.{0,8}(?:排序|排名|从高|从低|从大|最[大高多小低少])", question):
        return "project"
    order = list(_NOUNS)
    return min(hits, key=lambda each: order.index(each[1]))[1] if hits else ""


_NOT_A_MEASURE = re.compile(
    "(?:绩效)?自评(?:汇总)?表?|项目(?!支出|资金|类)|拿了?|满分|不到|低于|超过|达到|(?:预算)?(?:执行率|完成率)|得分|评分|名称|(?:下属|局属|所属|二级)(?:预算|事业)?单位?|那些|这些|所有|全部|三级指标|二级指标|科目|哪[一二三四五六]?个|哪家|各|[的有]"
)
"""Words of a question about a series that do not name its measure: the nouns listed, the conditions."""


def series_of(target: Target, index: DocumentIndex, noun: str, numeric: bool = True) -> tuple[Series, ...]:
    """The series of a document that may be meant, best first. Each has at least two members."""
    runs = (_NOT_A_MEASURE.sub("|", run) for run in target.words.split("|"))
    words = "|".join(run for part in runs for run in part.split("|") if len(run) > 1)
    wanted = replace(target, code="", words=words)
    found = find(wanted, index, lambda each: each.value is not None if numeric else bool(each.origin.text))
    grouped: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in found:
        for key in _keys(candidate.figure):
            grouped[key].append(candidate)
    made = [
        _series(key, candidates, noun, wanted)
        for key, candidates in grouped.items()
        if _best_noun_score(key, candidates, noun) > -3.5  # line items do not answer a question about projects
    ]
    return tuple(sorted((each for each in made if len(each.members) > 1), key=lambda each: -each.score))


def _keys(figure: Figure) -> Iterable[tuple[object, ...]]:
    """The series that a figure may belong to."""
    if not figure.cell:
        statement = figure.statement
        yield ("text", statement.role, statement.unit, statement.stage if statement.role is not Role.SCORE else "")
        return
    fact = figure.fact
    if fact.subject:
        yield ("sheet", figure.kind, fact.column_path[-1:], clean(fact.item.name))
        return
    # The halves of a side-by-side table form one series: columns differ by what they measure.
    yield ("column", fact.table_id, fact.column_path[-1:], fact.measure, fact.stage, fact.year, fact.side, fact.fund)


def _series(key: tuple[object, ...], candidates: list[Candidate], noun: str, target: Target) -> Series:
    members: dict[str, Member] = {}
    if key[0] == "text":  # all figures of a kind in the text form one series: keep those the words are about
        top = max(each.recall for each in candidates)
        candidates = [each for each in candidates if each.recall >= 0.85 * top]
    for candidate in sorted(candidates, key=lambda each: each.figure.origin.id):
        name = member_name(candidate.figure, noun)
        if name and _of_noun(candidate.figure, noun):
            # One name may stand in two rows of a table (two projects of the same name), so each row is a member.
            row = candidate.figure.fact.row if candidate.figure.cell and not candidate.figure.fact.subject else 0
            members.setdefault(f"{clean(name)}@{row}", Member(name, candidate.figure))
    recall = max((each.recall for each in candidates), default=0.0)
    common = min((each.recall for each in candidates if _of_noun(each.figure, noun)), default=0.0)
    score = 4 * recall + 4 * common + _best_noun_score(key, candidates, noun) + min(len(members), 30) * 0.1
    return Series(tuple(members.values()), score, recall, key)


def member_name(figure: Figure, noun: str) -> str:
    """What the figure is of, as a name in a list."""
    if not figure.cell:
        return figure.statement.item.name
    fact = figure.fact
    if fact.subject and noun != "indicator":
        return fact.subject
    if noun == "institution":
        return fact.institution
    return "" if clean(fact.item.name) in TOTAL_NAMES else fact.item.name


_LEVELS = {"category": "类", "section": "款", "item": "项", "functional_item": "项"}


def _of_noun(figure: Figure, noun: str) -> bool:
    if not figure.cell:
        statement = figure.statement
        told = "".join(statement.section[-1:]) + statement.sentence
        if noun == "project":
            return "项目" in told and "(项)" not in normalize(told) and figure.name not in ("项目支出", "项目", "")
        return noun in ("", "item", "category", "section")
    fact = figure.fact
    if noun == "institution":
        home = clean(figure.document.institution)
        own = clean(fact.institution)
        return bool(own) and (clean(fact.item.name) in TOTAL_NAMES or clean(fact.item.name) == own or own != home)
    if noun in _LEVELS and figure.kind not in _PROJECT_KINDS:
        economic = fact.item.code[:1] == "3" and noun == "item"  # 一项 of the economic classification is a 款
        short = noun == "category" and len(fact.item.code) == 3
        return fact.item.level == _LEVELS[noun] or short or (economic and fact.item.level == "款")
    if noun == "project" and figure.kind == "project_expenditure":
        return clean(fact.item.name) != clean(fact.institution)
    return True


def _best_noun_score(key: tuple[object, ...], candidates: list[Candidate], noun: str) -> float:
    """The best noun score of a series' meant members; a text series holds figures of many things."""
    figures = [each.figure for each in candidates]
    return max(_noun_score(key, each, noun) for each in (figures if key[0] == "text" else figures[:1]))


def _noun_score(key: tuple[object, ...], figure: Figure, noun: str) -> float:
    if noun == "project":
        if figure.cell:
            return 4.0 if figure.kind in _PROJECT_KINDS else -4.0
        return 2.0 if "项目" in "".join(figure.statement.section) + figure.statement.sentence else -4.0
    if noun == "indicator":
        return 4.0 if figure.kind in ("performance_indicators", "overall_performance") else -4.0
    if figure.cell and figure.kind in _PROJECT_KINDS and noun in (*_LEVELS, "institution"):
        return -3.0
    if noun in _LEVELS and not figure.cell:
        return -3.0
    rank = {"expenditure": 1.5, "general_budget_basic": 1.0, "revenue_expenditure_summary": 0.5}.get(figure.kind, 0.0)
    return 1.0 + rank if figure.cell else 0.0


def named(series: Series, words: str) -> Series:
    """The members whose name contains ``words`` (名称带“…”)."""
    wanted = clean(words)
    kept = tuple(each for each in series.members if wanted in clean(each.name))
    return replace(series, members=kept)
