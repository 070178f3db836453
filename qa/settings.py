"""Settings of a command: environment and options, read once at the entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.model.errors import BudgetQAError
from ingest.settings import StoreSettings


class BadSetting(BudgetQAError):
    """A variable of the environment, or a file that a setting names, is unusable."""


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """The limits of one question. ``seconds``: wall clock; ``call_seconds``: silence of the endpoint within one call;
    ``steps``: model calls; ``tokens``: in and out together; ``retries``: per call, on 429 and 5xx."""

    seconds: float = 90.0
    call_seconds: float = 45.0
    steps: int = 10
    tokens: int = 60_000
    retries: int = 2


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The language model, if any; without ``name`` the rules answer alone.

    ``url``: base address of an OpenAI-compatible endpoint (``http://localhost:11434/v1``); empty means OpenAI's own.
    ``key`` is never shown. ``tools``: ``auto`` (try tool calling, else one plan call), ``on`` or ``off``.
    ``temperature``: as text; empty sends none."""

    name: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    tools: str = "auto"
    stream: bool = True
    temperature: str = "0"
    limits: ModelLimits = field(default_factory=ModelLimits)

    @classmethod
    def from_environment(cls, values: Mapping[str, str]) -> ModelSettings:
        """Settings from ``BUDGETQA_LLM_*``. Raises ``BadSetting`` for a value that cannot be parsed."""
        return cls(
            name=values.get("BUDGETQA_LLM_MODEL", ""),
            url=values.get("BUDGETQA_LLM_BASE_URL", ""),
            key=values.get("BUDGETQA_LLM_API_KEY", ""),
            tools=_one_of(values, "BUDGETQA_LLM_TOOLS", ("auto", "on", "off")),
            stream=_one_of(values, "BUDGETQA_LLM_STREAM", ("1", "0")) == "1",
            temperature=values.get("BUDGETQA_LLM_TEMPERATURE", "0"),
            limits=ModelLimits(
                seconds=_number(values, "BUDGETQA_LLM_SECONDS", 90.0),
                call_seconds=_number(values, "BUDGETQA_LLM_CALL_SECONDS", 45.0),
                steps=int(_number(values, "BUDGETQA_LLM_STEPS", 10)),
                tokens=int(_number(values, "BUDGETQA_LLM_TOKENS", 60_000)),
                retries=int(_number(values, "BUDGETQA_LLM_RETRIES", 2)),
            ),
        )


def _number(values: Mapping[str, str], name: str, default: float) -> float:
    try:
        found = float(values.get(name) or default)
    except ValueError:
        raise BadSetting(f"{name} is {values[name]!r}: give a number") from None
    if not 0 <= found < 1e9:
        raise BadSetting(f"{name} is {values[name]!r}: give a number that is not negative")
    return found


def _one_of(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    found = values.get(name) or choices[0]
    if found not in choices:
        raise BadSetting(f"{name} is {found!r}: give one of {', '.join(choices)}")
    return found


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a command."""

    store: StoreSettings = field(default_factory=StoreSettings)
    model: ModelSettings = field(default_factory=ModelSettings)

    @classmethod
    def from_environment(cls, store: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from the environment; ``store``, a command's option, overrides ``BUDGETQA_STORE``. Raises
        ``BadSetting`` for a value that cannot be parsed."""
        values = os.environ if environment is None else environment
        return cls(StoreSettings.from_environment(store, values), ModelSettings.from_environment(values))
