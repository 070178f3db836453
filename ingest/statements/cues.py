"""The words of ``data/statements.toml``, read and compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from re import Pattern
from typing import Any

from ingest.model.figures import Fund


@dataclass(frozen=True, slots=True)
class StatementCues:
    """Patterns over compact text (see ``ingest.statements.clauses``). Those for a lead end in ``$``."""

    number: Pattern[str]
    money: frozenset[str]
    percent: frozenset[str]
    counting: frozenset[str]
    patterns: dict[str, Pattern[str]]
    prefixes: Pattern[str]
    generic: frozenset[str]
    reasons: Pattern[str]
    funds: tuple[tuple[Fund, Pattern[str]], ...]

    def __getitem__(self, name: str) -> Pattern[str]:
        return self.patterns[name]


def _read() -> StatementCues:
    data: dict[str, Any] = tomllib.loads(files("ingest.data").joinpath("statements.toml").read_text(encoding="utf-8"))
    units = "|".join(data["units"])
    number = rf"(?<![\d.A-Za-z])(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:余|多)?({units})?"
    return StatementCues(
        number=re.compile(number),
        money=frozenset(data["money"]),
        percent=frozenset(data["percent"]),
        counting=frozenset(data["counting"]),
        patterns={name: re.compile(value) for name, value in data.items() if isinstance(value, str)},
        prefixes=re.compile("^(?:" + "|".join(data["prefixes"]) + ")"),
        generic=frozenset(data["generic"]),
        reasons=re.compile("|".join(f"(?:{pattern})" for pattern in data["reason"])),
        funds=tuple((Fund(row["fund"]), re.compile(row["words"])) for row in data["fund"]),
    )


CUES = _read()


def unit_in(number: re.Match[str]) -> str:
    """The unit of a match of ``CUES.number``, empty if none; 5万余亩 is in 万亩."""
    return re.sub(r"[余多]", "", number.group(2) or "")
