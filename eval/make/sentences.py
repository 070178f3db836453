"""New questions whose gold comes from sentences (changes, execution), and unanswerable questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from random import Random

from eval.make.figures import RATE_TOLERANCE, some
from eval.make.pool import MONEY, Pool, View
from eval.samples.corpus.blocks import percent
from eval.samples.questions.question import REFUSE, Sample
from ingest.identity.institution_names import offices, region_of
from ingest.model.figures import Direction, Role, Statement
from ingest.model.normalize import normalize
from ingest.model.vocabulary import ECONOMIC_ITEMS, FUNCTIONAL_CATEGORIES

LAST_YEAR = ("上年", "去年", "上一年")
NEAR = Decimal("0.02")
"""In percentage points: a passage whose printed rate is further from the recomputed one gives no gold answer."""
YEARS_BACK = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """What one paragraph states about one item: at most one figure per role."""

    item: str
    by_role: dict[Role, Statement]

    def value(self, role: Role) -> Decimal | None:
        found = self.by_role.get(role)
        return found.value if found and (found.unit in MONEY or found.unit == "%") else None


def passages(view: View) -> Iterator[Passage]:
    """The paragraphs that clearly speak of one item."""
    spoken = [each for each in view.statements if each.item.name and each.value is not None]
    for _, group in groupby(spoken, key=lambda each: (each.group, each.item.name)):
        statements = list(group)
        roles = {each.role: each for each in statements}
        if len(roles) == len(statements) and statements[0].item.name not in view.doubled:
            yield Passage(statements[0].item.name, roles)


def yoy(view: View, rng: Random) -> Iterator[Sample]:
    """The change against the year before as stated, or the year before that it implies."""
    once = _once(list(passages(view)))
    for passage in once:
        change, final = passage.by_role.get(Role.CHANGE), passage.value(Role.FINAL) or passage.value(Role.AMOUNT)
        if not change or not change.value or change.unit not in MONEY or not _last_year(change):
            continue
        if not _rate_agrees(passage, change, final):
            continue
        before = f"{view.name}{view.info.year}年{passage.item}"
        base = change.compared_with or "上年"
        evidence = [(view.stem, "".join(change.section[-1:]), change.text)]
        yield Sample(
            "yoy", f"{before}比{base}{change.direction.value}了多少？", _gold(change.value, change.unit), evidence
        )
        if final is not None:
            signed = change.value if change.direction is Direction.UP else -change.value
            question = f"{view.name}{(view.info.year or 0) - 1}年{passage.item}是多少？"
            yield Sample("yoy", question, _gold(final - signed, change.unit), evidence)


def _gold(value: Decimal, unit: str) -> dict[str, str]:
    return {"number": f"{value:f}", "unit": unit}


def _once(found: list[Passage]) -> list[Passage]:
    """Items whose change only one passage states; a second passage may have another scope."""
    changed = [each.item for each in found if Role.CHANGE in each.by_role]
    return [each for each in found if changed.count(each.item) == 1]


def _last_year(change: Statement) -> bool:
    year = str((change.year or 0) - 1)
    return change.direction in (Direction.UP, Direction.DOWN) and (
        change.compared_with.startswith(LAST_YEAR) or year in change.compared_with
    )


def _rate_agrees(passage: Passage, change: Statement, final: Decimal | None) -> bool:
    """Whether no printed rate contradicts the change."""
    rate = passage.by_role.get(Role.CHANGE_RATE)
    if rate is None:
        return True
    if rate.direction is not change.direction or final is None or change.value is None or rate.value is None:
        return False
    before = final - change.value if change.direction is Direction.UP else final + change.value
    return before > 0 and abs(percent(change.value, before) - rate.value) <= NEAR


def execution(view: View, rng: Random) -> Iterator[Sample]:
    """The final figure against the initial budget, from one sentence."""
    found = list(passages(view))
    both = [each for each in found if each.value(Role.INITIAL_BUDGET) and each.value(Role.FINAL)]
    items = [each.item for each in both]
    for passage in both:
        budget, final = passage.value(Role.INITIAL_BUDGET), passage.value(Role.FINAL)
        if (
            items.count(passage.item) > 1
            or not budget
            or not final
            or final == budget
            or not _completion_agrees(passage, budget, final)
        ):
            continue
        statement = passage.by_role[Role.FINAL]
        subject = f"{view.name}{view.info.year}年{passage.item}"
        evidence = [(view.stem, "".join(statement.section[-1:]), statement.text)]
        rate = {"number": str(percent(final, budget)), "unit": "%", "tol": RATE_TOLERANCE}
        question, answer = rng.choice(
            (
                (f"{subject}完成年初预算的百分之多少？", rate),
                (f"{subject}决算和年初预算差多少？", _gold(abs(final - budget), statement.unit)),
            )
        )
        yield Sample("execution", question, answer, evidence)


def _completion_agrees(passage: Passage, budget: Decimal, final: Decimal) -> bool:
    printed = passage.value(Role.COMPLETION_RATE)
    return printed is None or abs(percent(final, budget) - printed) <= NEAR


def absent_year(view: View, rng: Random) -> Iterator[Sample]:
    """A year that no document of the institution covers, nor reports as the year before."""
    year = (view.info.year or 0) - YEARS_BACK
    if str(year) in view.text:
        return
    for cell in some(view.plain_amounts, rng, 3):
        question = f"{view.name}{year}年{cell.row}{view.info.kind}数是多少？"
        yield Sample("unanswerable", question, REFUSE, documents=[view.stem])


def absent_item(view: View, rng: Random) -> Iterator[Sample]:
    """A classified line item that the document never mentions."""
    names = [*FUNCTIONAL_CATEGORIES.values(), *ECONOMIC_ITEMS.values()]
    silent = [name for name in names if normalize(name) not in view.text and _stem(name) not in view.text]
    for name in rng.sample(silent, min(4, len(silent))):
        yield Sample("unanswerable", f"{view.label}的{name}是多少？", REFUSE, documents=[view.stem])


def _stem(name: str) -> str:
    """The name without a final 支出, 费 or 费用, which the text may omit."""
    return normalize(name).removesuffix("支出").removesuffix("用").removesuffix("费")


def blank_cell(view: View, rng: Random) -> Iterator[Sample]:
    """A cell that is printed blank, which is neither a figure nor zero."""
    blanks = [each for each in view.cells if each.fact.blank and each.fact.item.code and each.fact.unit in MONEY]
    for cell in some(blanks, rng, 6):
        question = f"{view.label}的《{view.plain_title(cell)}》里，“{cell.row}”的{cell.column}填的是多少？"
        yield Sample("unanswerable", question, REFUSE, documents=[view.stem])


def absent_institution(pool: Pool, rng: Random) -> Iterator[Sample]:
    """An office of the same place of which the store has no document."""
    known = pool.institutions()
    for view in pool.views:
        place = region_of(view.info.institution)
        bureaus = [name for office in offices() for name in office.full if name.endswith("局")]
        names = [f"{place}{bureau}" for bureau in bureaus if place]
        fresh = [name for name in names if name not in known and normalize(name) not in view.text]
        for name in rng.sample(fresh, min(2, len(fresh))):
            question = f"{name}{view.info.year}年三公经费{view.info.kind}是多少？"
            yield Sample("unanswerable", question, REFUSE, documents=[view.stem])
