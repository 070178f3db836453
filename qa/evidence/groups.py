"""What a paragraph says about one thing: its figures, its change, its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.model.figures import Direction, Role, Stage
from qa.evidence.evidence import joints_of, weights_of
from qa.evidence.index import DocumentIndex, Figure
from qa.plans.plan import Target
from qa.plans.words import clean, core, pairs


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one item in one paragraph, in order."""

    figures: tuple[Figure, ...]

    @property
    def name(self) -> str:
        return self.figures[0].statement.item.name

    def of(self, *roles: Role) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.statement.role in roles)

    def first(self, *roles: Role) -> Figure | None:
        return next(iter(self.of(*roles)), None)

    @property
    def change(self) -> Figure | None:
        """The change in money against the year before."""
        return next((each for each in self.of(Role.CHANGE) if against_year(each)), None)

    @property
    def rate(self) -> Figure | None:
        return next((each for each in self.of(Role.CHANGE_RATE) if against_year(each)), None)

    @property
    def final(self) -> Figure | None:
        plain = [each for each in self.of(Role.FINAL, Role.AMOUNT, Role.BUDGET) if each.unit]
        finals = [each for each in plain if each.statement.role is Role.FINAL]
        return next(iter(finals or plain), None)

    @property
    def budget(self) -> Figure | None:
        return self.first(Role.INITIAL_BUDGET) or next(
            (each for each in self.of(Role.BUDGET) if each.stage is not Stage.FINAL), None
        )

    @property
    def completion(self) -> Figure | None:
        return self.first(Role.COMPLETION_RATE)

    @property
    def reasons(self) -> tuple[Figure, ...]:
        return self.of(Role.REASON)

    @property
    def direction(self) -> Direction:
        found = next((each.statement.direction for each in self.figures if each.statement.direction), Direction.NONE)
        return found or Direction.NONE


def against_year(figure: Figure) -> bool:
    """Whether a change is against the year before and not against the same year's budget."""
    words = figure.statement.compared_with
    return not words or any(each in words for each in ("上年", "去年", "年度", "20")) or "预算执行数" in words


def groups_of(index: DocumentIndex) -> tuple[Group, ...]:
    """All groups of a document, in reading order."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in index.statements():
        found[figure.statement.group or figure.origin.id].append(figure)
    return tuple(Group(tuple(figures)) for figures in found.values())


@dataclass(frozen=True, slots=True)
class ScoredGroup:
    group: Group
    score: float
    recall: float


def find_groups(target: Target, index: DocumentIndex, groups: Iterable[Group]) -> tuple[ScoredGroup, ...]:
    """Groups about the target, best first; the item's own name counts most, then the words around it."""
    target = replace(target, words=core(target.words))
    wanted = pairs(target.words)
    weights = weights_of(target.words, index)
    whole = sum(weights.values()) or 1.0
    plain = clean(target.words)
    scored = [_scored(group, wanted, weights, whole, plain, target) for group in groups]
    asked = [pairs(run) for run in target.words.split("|") if run in index.items and len(run) > 4]
    kept = (
        each
        for each in scored
        if each.score > 0
        and not _only_other(each.group.name, target.words)
        and _about_all(each.group, asked, plain, index)
    )
    return tuple(sorted(kept, key=lambda each: -each.score))


def _about_all(group: Group, asked: list[frozenset[str]], plain: str, index: DocumentIndex) -> bool:
    """Whether the group has all words of each asked line item (公共就业服务 is not 一般公共服务), some of them in its
    own name. What is said of an item below it, or beside it in the same sentence, is not said of it."""
    name = pairs(core(group.name))
    points_back = group.name.startswith(("这", "该", "此", "上述"))
    other = clean(group.name) in index.items and core(group.name) not in plain and not points_back
    if other and any(len(run & name) * 3 < len(run) for run in asked):
        return False
    words = frozenset().union(*(figure.words for figure in group.figures))
    return all(len(run - words) <= 1 for run in asked)


def _only_other(name: str, words: str) -> bool:
    """Whether a group is about 其他X although X itself was asked for."""
    plain = clean(name)
    return plain.startswith("其他") and any(
        run in plain and not run.startswith("其他") for run in words.split("|") if len(run) > 3
    )


def _scored(
    group: Group, wanted: frozenset[str], weights: dict[str, float], whole: float, plain: str, target: Target
) -> ScoredGroup:
    words = frozenset().union(*(figure.words for figure in group.figures))
    joints = joints_of(target.words)
    held = {pair for pair in wanted if pair in words or (pair in joints and words >= set(joints[pair]))}
    recall = sum(weights[pair] for pair in held) / whole if wanted else 1.0
    name = group.figures[0].names
    covered = len(name & wanted) / len(name) if name else 0.0
    exact = 3.0 if clean(group.name) and clean(group.name) in plain else 0.0
    funds = {figure.fund for figure in group.figures}
    fund = 1.5 if target.fund and target.fund in funds else 0.0
    return ScoredGroup(group, 10 * recall + 4 * covered + exact + fund, recall)
