"""The role of a figure, from the words in front of it and its unit."""

from __future__ import annotations

from ingest.model.figures import Role
from ingest.statements.cues import CUES
from ingest.statements.figures import Figure
from ingest.statements.leads import Lead

_BASES = (
    ("年初预算", Role.INITIAL_BUDGET),
    ("决算", Role.FINAL),
    ("执行", Role.FINAL),
    ("预算", Role.BUDGET),
)
_OF_PERCENT = {Role.COMPLETION_RATE, Role.SHARE, Role.TARGET}


def role_of(lead: Lead, figure: Figure, completes: bool) -> Role:
    """``completes``: the figure stands right behind 完成…人的."""
    if figure.flat:
        return Role.CHANGE
    if figure.unit in CUES.percent:
        return Role.COMPLETION_RATE if completes else _of_percent(lead)
    if lead.role is Role.COMPLETION_RATE and not figure.unit:
        return Role.COMPLETION_RATE
    if lead.role is Role.COMPLETION_RATE and figure.rated:
        return Role.TARGET
    if figure.unit in {"分", ""}:
        return lead.role if lead.role in {Role.SCORE, Role.FULL_SCORE, Role.TARGET} else _of_points(lead, figure)
    return _of_amount(lead)


def _of_percent(lead: Lead) -> Role:
    if lead.role is Role.CHANGE:
        return Role.CHANGE_RATE
    return lead.role if lead.role in _OF_PERCENT else Role.RATE


def _of_points(lead: Lead, figure: Figure) -> Role:
    return Role.SCORE if figure.unit else _of_amount(lead)


def _of_amount(lead: Lead) -> Role:
    if lead.role is Role.COMPLETION_RATE:
        return Role.TARGET if lead.compared_with.endswith(("任务", "目标", "计划")) else Role.AMOUNT
    if lead.role in {Role.SHARE, Role.SCORE, Role.FULL_SCORE, None}:
        return _of_base(lead.compared_with)
    return lead.role


def _of_base(compared_with: str) -> Role:
    """An amount that is itself what is compared with: 较年初预算40万元."""
    return next((role for words, role in _BASES if words in compared_with), Role.AMOUNT)
