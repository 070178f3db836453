"""The Chinese name of each rule, for readers of its findings."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.model.vocabulary import load

RULE_NAMES: Mapping[str, str] = load("checks.toml")["names"]


def rule_name(rule: str) -> str:
    """The Chinese name of a rule, or the rule itself if it has none."""
    return RULE_NAMES.get(rule, rule)
