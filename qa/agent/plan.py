"""A plan from a model that cannot call tools: read leniently, kept within the question's scope, executed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ingest.model.figures import Fund, Side, Stage
from qa.agent.budget import NoAnswer
from qa.agent.model_json import read_object
from qa.agent.tools import Toolbox
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.operations.dispatch import carry_out
from qa.plans.plan import Operation, Plan, Scope, Target
from qa.plans.quantity import MONEY
from qa.plans.words import clean
from qa.reading.target_words import words_of

_MOST_TARGETS = 6


def planned_draft(text: str, asking: Asking, toolbox: Toolbox) -> tuple[Asking, Draft]:
    """The plan in ``text``, and its draft. Raises ``NoAnswer`` if no plan can be read."""
    told = read_object(text)
    if told is None:
        raise NoAnswer("它的计划无法读取")
    planned = replace(asking, plan=plan_of(told, asking, toolbox))
    return planned, carry_out(planned)


def plan_of(told: dict[str, Any], asking: Asking, toolbox: Toolbox) -> Plan:
    """The rules' plan with the fields that the model filled in, without documents and years outside the question's
    scope."""
    plan = asking.plan
    targets = tuple(_target(words, told, asking) for words in _words(told.get("words"), asking)) or plan.targets
    operation = next(
        (each for each in Operation if each.value == str(told.get("operation", "")).lower()), plan.operation
    )
    return replace(plan, operation=operation, targets=targets[:_MOST_TARGETS], scope=_scope(told, plan.scope, toolbox))


def _words(told: Any, asking: Asking) -> Iterable[str]:
    listed = told if isinstance(told, list) else [told]
    for each in listed:
        if isinstance(each, str) and each.strip():
            yield words_of(each, asking.library, asking.plan.scope) or clean(each)


def _target(words: str, told: dict[str, Any], asking: Asking) -> Target:
    base = asking.plan.targets[0]
    return replace(
        base,
        words=words,
        code="",
        year=_year(told.get("year"), asking, base.year),
        stage=next((each for each in Stage if each.value and each.value == told.get("stage")), base.stage),
        side=next((each for each in Side if each.value and each.value == told.get("side")), base.side),
        fund=next((each for each in Fund if each.value and each.value == told.get("fund")), base.fund),
        unit=str(told["unit"]) if told.get("unit") in MONEY else base.unit,
    )


def _year(told: Any, asking: Asking, otherwise: int | None) -> int | None:
    digits = "".join(each for each in str(told) if each.isdigit())
    year = int(digits) if len(digits) == 4 else None
    allowed = {year - back for year in asking.plan.years for back in (0, 1)}
    return year if year is not None and (not allowed or year in allowed) else otherwise


def _scope(told: dict[str, Any], scope: Scope, toolbox: Toolbox) -> Scope:
    named = told.get("documents")
    listed = [str(each) for each in named] if isinstance(named, list) else []
    chosen = tuple(each.id for name, each in toolbox.documents().items() if name in listed)
    if not chosen or len(scope.groups) > 1:
        return scope
    return replace(scope, documents=chosen, open=False, groups=(chosen,))
