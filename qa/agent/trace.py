"""The record of a run with a model: messages, tools, timings, tokens and prompt hashes, as JSON lines without keys."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.settings import BadSetting

HIDDEN = "•••"


@dataclass(slots=True)
class Trace:
    """Events in order. ``secrets`` are removed from everything that is kept."""

    secrets: tuple[str, ...] = ()
    events: list[dict[str, Any]] = field(default_factory=list)
    _began: float = field(default_factory=time.perf_counter)

    def add(self, event: str, /, **values: Any) -> None:
        """Adds one event; ``ms`` counts from the start of the run."""
        elapsed = int((time.perf_counter() - self._began) * 1000)
        self.events.append(self._struck({"event": event, "ms": elapsed, **values}))

    def _struck(self, value: Any) -> Any:
        if isinstance(value, str):
            for secret in self.secrets:
                value = value.replace(secret, HIDDEN) if secret else value
            return value
        if isinstance(value, Mapping):
            return {self._struck(str(name)): self._struck(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._struck(each) for each in value]
        return value if isinstance(value, int | float | bool | None) else self._struck(str(value))

    def lines(self) -> str:
        return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in self.events)


def write_trace(trace: Mapping[str, Any], path: Path) -> None:
    """Append the run in an answer's ``trace`` to a file of JSON lines; the rules alone leave none. Raises BadSetting if
    the file cannot be written."""
    try:
        with path.open("a", encoding="utf-8") as file:
            for event in trace.get("run", ()):
                file.write(json.dumps(event, ensure_ascii=False) + "\n")
    except OSError as error:
        raise BadSetting(f"{path}: the trace cannot be written ({error.strerror}); give a file to --trace") from error
