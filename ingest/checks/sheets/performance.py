"""Self-evaluation sheets: execution rates, scores, and the same project in the text, the sheet and the list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import FAIL, finding, judge_same
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.ratio import judge_rate, ratio
from ingest.model.document import Finding
from ingest.model.figures import Fact, Role, Stage, Statement
from ingest.model.vocabulary import MEASURES

_KINDS = frozenset(("project_performance", "overall_performance", "performance_summary", "performance_scores"))
_PROJECT_NOISE = re.compile(r"(?:项目)?(?:支出)?(?:绩效)?(?:自评)?$")
_NEAR = 0.85
_SHORT = 5
Row = tuple[str, int]


def check_performance(checked: CheckedDocument) -> Iterator[Finding]:
    """``execution-rate``, ``score-rate``, ``score-bound`` and ``project``."""
    for facts in _rows(checked).values():
        yield from _execution(checked, facts)
        yield from _score(checked, facts)
        yield from _staff(checked, facts)
    yield from _projects(checked)


def _rows(checked: CheckedDocument) -> Mapping[Row, list[Fact]]:
    found: dict[Row, list[Fact]] = defaultdict(list)
    for fact in checked.facts:
        kind = checked.table[fact.table_id].kind
        if kind in _KINDS or kind in ("performance_indicators", "performance_base"):
            found[fact.table_id, fact.row].append(fact)
    return found


def _one(facts: Sequence[Fact], measure: str) -> Fact | None:
    held = [fact for fact in facts if fact.measure == measure and fact.value is not None]
    return held[0] if len(held) == 1 else None


def _money(facts: Sequence[Fact], stage: Stage) -> Fact | None:
    kinds = ("total", "money")
    held = [
        fact
        for fact in facts
        if fact.stage is stage and fact.value is not None and fact.unit.endswith("元")
        if fact.measure not in MEASURES or MEASURES[fact.measure].kind in kinds
        if "结" not in fact.measure
    ]
    return held[0] if len(held) == 1 else None


def _execution(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    rate, final = _one(facts, "执行率"), _money(facts, Stage.FINAL)
    budget = _money(facts, Stage.ADJUSTED) or _money(facts, Stage.BUDGET)
    if rate is None or final is None or budget is None or rate.value is None:
        return
    figures = [checked.figure_of(each, _name(each)) for each in (rate, final, budget)]
    if not all(figures):
        return
    printed, done, planned = (figure for figure in figures if figure is not None)
    worked = ratio(done.value, done.half, planned.value, planned.half)
    if worked is not None:
        formula = f"执行数{done.printed}÷预算数{planned.printed}"
        yield judge_rate("execution-rate", printed, _per_cent(rate), worked, formula, [done, planned])


def _staff(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    """控制率 of the staff: 在职人数 ÷ 编制."""
    rate, posts, staff = _one(facts, "控制率"), _one(facts, "编制人数"), _one(facts, "在职人数")
    if rate is None or posts is None or staff is None or posts.value is None or staff.value is None:
        return
    figures = [checked.figure_of(each, each.measure) for each in (rate, staff, posts)]
    printed, people, places = figures
    worked = ratio(staff.value, Decimal(0), posts.value, Decimal(0))
    if printed is not None and people is not None and places is not None and worked is not None:
        formula = f"在职人数{people.text}÷编制{places.text}"
        yield judge_rate("control-rate", printed, _per_cent(rate), worked, formula, [people, places])


def _per_cent(rate: Fact) -> Decimal:
    """A rate printed as a fraction (``0.95``), in per cent."""
    value = rate.value or Decimal(0)
    return value * 100 if "%" not in rate.text and 0 < value <= 1 else value


def _name(fact: Fact) -> str:
    return f"“{fact.item.name}”的{fact.measure}"


def _score(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    full, score, rate = _one(facts, "分值"), _one(facts, "得分"), _one(facts, "得分率")
    if full is None or score is None:
        return
    whole, part = checked.figure_of(full, _name(full)), checked.figure_of(score, _name(score))
    if whole is None or part is None:
        return
    if part.value > whole.value:
        message = f"{part.place}{part.name}为{part.printed}，高于分值{whole.printed}"
        yield finding("score-bound", FAIL, message, [part, whole])
    printed = checked.figure_of(rate, _name(rate)) if rate is not None else None
    worked = ratio(part.value, Decimal(0), whole.value, Decimal(0))
    if rate is not None and printed is not None and worked is not None:
        formula = f"得分{part.printed}÷分值{whole.printed}"
        yield judge_rate("score-rate", printed, _per_cent(rate), worked, formula, [part, whole])


# -------------------------------------------------------------------------------- one project, told more than once


def _projects(checked: CheckedDocument) -> Iterator[Finding]:
    told = _told_in_text(checked)
    for name, figures in _in_tables(checked).items():
        for what, own in figures.items():
            yield from (judge_same("project", own[0], other) for other in own[1:] if other.table != own[0].table)
            spoken = _matching(checked, told, name, what)
            if spoken is not None and spoken.money == own[0].money and own[0].table:
                yield judge_same("project", spoken, own[0])


def _key(name: str) -> str:
    return _PROJECT_NOISE.sub("", normalize(name))


def _in_tables(checked: CheckedDocument) -> Mapping[str, dict[str, list[Figure]]]:
    """Budget, execution and score of each project, by its name, one figure per table."""
    found: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    repeated = _repeated_subjects(checked)
    for (table_id, _), facts in _rows(checked).items():
        kind = checked.table[table_id].kind
        name = _project_of(kind, facts)
        if not name or name in repeated:
            continue
        for what, fact in (("budget", _money(facts, Stage.ADJUSTED)), ("final", _money(facts, Stage.FINAL))):
            figure = checked.figure_of(fact, f"“{name}”{fact.measure}") if fact is not None else None
            if figure is not None:
                found[_key(name)][what].append(figure)
        score = _one(facts, "得分") if kind == "performance_summary" or _is_total(facts) else None
        figure = checked.figure_of(score, f"“{name}”得分") if score is not None else None
        if figure is not None:
            found[_key(name)]["score"].append(figure)
    return found


def _repeated_subjects(checked: CheckedDocument) -> set[str]:
    """Projects with several sheets (one per unit), whose figures differ rightly."""
    sheets: dict[str, set[str]] = defaultdict(set)
    for table in checked.tables:
        if (
            table.kind == "project_performance"
            and table.subject
            and any("执行率" in "".join(c.path) for c in table.columns)
        ):
            sheets[table.subject].add(table.id)
    return {subject for subject, tables in sheets.items() if len(tables) > 1}


def _is_total(facts: Sequence[Fact]) -> bool:
    return normalize(facts[0].item.name).startswith("总分")


def _project_of(kind: str, facts: Sequence[Fact]) -> str:
    first = facts[0]
    if kind == "performance_summary":
        return first.item.name
    name = normalize(first.item.name)
    if kind == "project_performance" and name in ("年度资金总额", "资金总额", "合计"):
        return first.subject
    return first.subject if _is_total(facts) else ""


def _told_in_text(checked: CheckedDocument) -> Mapping[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in checked.statements:
        if statement.value is not None and statement.item.name and not statement.item.level:
            found[_key(statement.item.name)].append(statement)
    return found


def _matching(checked: CheckedDocument, told: Mapping[str, list[Statement]], name: str, what: str) -> Figure | None:
    """The figure of that kind that the text gives for the project, if any."""
    near = name if name in told else _nearest(told, name)
    fits = [each for each in told.get(near, ()) if _is_of(each, what)]
    if len({each.value for each in fits}) != 1:
        return None
    label = {"budget": "全年预算数", "final": "执行数", "score": "得分"}[what]
    return checked.figure_in(fits[0], f"“{fits[0].item.name}”{label}")


def _nearest(told: Mapping[str, list[Statement]], name: str) -> str:
    """The name in the text that is almost spelled like ``name``, or empty."""
    if len(name) <= _SHORT:
        return ""
    likely = [key for key in told if abs(len(key) - len(name)) < 3 and _shares(key, name)]
    ratios = {key: SequenceMatcher(None, key, name).ratio() for key in likely}
    best = max(ratios, key=lambda key: ratios[key], default="")
    return best if ratios.get(best, 0.0) >= _NEAR else ""


def _shares(one: str, other: str) -> bool:
    """Whether the two share enough characters to be close."""
    return len(set(one) & set(other)) >= _NEAR * len(set(other)) - 1


def _is_of(statement: Statement, what: str) -> bool:
    if what == "score":
        return statement.role is Role.SCORE
    if not statement.unit.endswith("元"):
        return False
    wanted = (Role.FINAL,) if what == "final" else (Role.BUDGET,)
    return statement.role in wanted and (what == "final" or statement.stage in (Stage.ADJUSTED, Stage.BUDGET))
