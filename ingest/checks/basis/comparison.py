"""The figures that one item's statements compare: now, before, budget, change, rates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.checks.basis.checked import CheckedDocument, paragraph_of
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantities import Quantities
from ingest.model.figures import Role, Stage, Statement

_PLANNED = (Role.INITIAL_BUDGET, Role.BUDGET)
_BUDGETS = (Stage.INITIAL, Stage.ADJUSTED, Stage.BUDGET)
_YEAR = re.compile(r"20\d\d")
_PRONOUN = re.compile(r"(?:这|该|此|上述|以上)(?:部分|项|些|类)?")
_PRIOR = re.compile(r"上一?年|去年|上年")
_OF_AMOUNT = frozenset((Role.AMOUNT, Role.FINAL, Role.BUDGET, Role.INITIAL_BUDGET))


@dataclass(frozen=True)
class Comparison:
    """The statements of one group, with the look-ups that the checks need."""

    checked: CheckedDocument
    quantities: Quantities
    statements: Sequence[Statement]

    def now(self, change: Statement) -> Figure | None:
        """The amount after a change: from the sentence, else from tables and text."""
        stage = Stage.BUDGET if self.checked.kind == "预算" else Stage.FINAL
        own = [each for each in self._amounts() if each.year == change.year and self._stage(each) == stage]
        return self._single(own, change) or self._looked_up(change, stage) or self._pointed_at(change)

    def _pointed_at(self, change: Statement) -> Figure | None:
        """The amount that 这部分支出 refers to: the one before it in the paragraph."""
        if not _PRONOUN.match(normalize(change.item.name)):
            return None
        told = self.checked.paragraphs[paragraph_of(change)]
        before = [each for each in told[: told.index(change)] if each.role in _OF_AMOUNT and each.value is not None]
        return self.checked.figure_in(before[-1]) if before else None

    def before(self, change: Statement) -> Figure | None:
        """The amount before a change, if the sentence gives it."""
        if against_budget(change):
            return self.budget(change)
        own = [each for each in self._amounts() if each.year is not None and each.year + 1 == change.year]
        return self._single(own, change)

    def final(self, rate: Statement) -> Figure | None:
        own = [each for each in self._amounts() if each.role in (Role.FINAL, Role.AMOUNT) and each.year == rate.year]
        return self._single(own, rate) or self._looked_up(rate, Stage.FINAL)

    def budget(self, rate: Statement) -> Figure | None:
        """The budget or target of a completion rate."""
        targets = [each for each in self.statements if each.role is Role.TARGET and each.unit != "%"]
        own = [
            each
            for each in self._amounts()
            if each.stage in _BUDGETS and each.year == rate.year and each.role != Role.AMOUNT
        ]
        wanted = {"年初": Stage.INITIAL, "全年": Stage.ADJUSTED, "调整": Stage.ADJUSTED}
        stage = next((stage for word, stage in wanted.items() if word in rate.compared_with), None)
        fitting = [each for each in own if stage is None or each.stage is stage] or own
        return self._single(targets or fitting, rate) or self._of_plan(rate) or self._looked_up(rate, Stage.BUDGET)

    def _of_plan(self, rate: Statement) -> Figure | None:
        """The budget of the other side, for a plan spends what it takes in: 甲收入预算5万元…甲支出4万元."""
        if not rate.item.name.endswith(("支出", "收入")):
            return None
        told = self.checked.paragraphs[paragraph_of(rate)]
        before = [
            each
            for each in told[: told.index(rate)]
            if each.role in _PLANNED and each.item.name[:-2] == rate.item.name[:-2]
        ]
        return self.checked.figure_in(before[-1]) if before else None

    def amount(self, share: Statement) -> Figure | None:
        """The amount right before a share, which is its part."""
        place = self.statements.index(share)
        before = [each for each in self.statements[:place] if each.role in _OF_AMOUNT and each.value is not None]
        return self.checked.figure_in(before[-1]) if before else None

    def _amounts(self) -> list[Statement]:
        return [each for each in self.statements if each.role in _OF_AMOUNT and each.value is not None]

    def _stage(self, statement: Statement) -> Stage:
        if self.checked.kind == "预算" and statement.stage in (Stage.INITIAL, Stage.UNKNOWN):
            return Stage.BUDGET
        return Stage.FINAL if statement.stage is Stage.UNKNOWN else statement.stage

    def _single(self, found: Sequence[Statement], near: Statement) -> Figure | None:
        """The only amount among ``found``, or the nearest before ``near`` if the values differ."""
        if not found:
            return None
        place = self.statements.index(near)
        before = [each for each in found if self.statements.index(each) < place]
        return self.checked.figure_in((before or list(found))[-1])

    def _looked_up(self, statement: Statement, stage: Stage) -> Figure | None:
        quantity = self.quantities.of_item(statement, stage)
        return self.quantities.figure(quantity) if quantity is not None else None


def against_budget(statement: Statement) -> bool:
    """Whether the comparison is with this year's budget and not with another year."""
    words = statement.compared_with
    return "预算" in words and not _YEAR.search(words) and not _PRIOR.search(words)
