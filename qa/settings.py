"""Settings of a command: environment and options, read once at the entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.settings import StoreSettings


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The language model, if any: ``BUDGETQA_MODEL`` (``provider:name``; empty means rules alone), the address of an
    OpenAI-compatible server in ``BUDGETQA_MODEL_URL``, and seconds to wait for it. Keys stay in the environment, where
    the provider's own library reads them."""

    name: str = ""
    url: str = ""
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set."""

    store: StoreSettings = field(default_factory=StoreSettings)
    model: ModelSettings = field(default_factory=ModelSettings)

    @classmethod
    def from_environment(cls, store: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """``store``, the option of a command, wins over ``BUDGETQA_STORE``."""
        values = os.environ if environment is None else environment
        model = ModelSettings(values.get("BUDGETQA_MODEL", ""), values.get("BUDGETQA_MODEL_URL", ""))
        return cls(StoreSettings.from_environment(store, values), model)
