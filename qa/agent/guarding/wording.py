"""How a model is told of a fault, in the language of the question."""

from __future__ import annotations

from qa.agent.guarding.lines import Omission
from qa.agent.looking.desk import Desk


class Wording:
    """The faults of one reply. ``both`` chooses the language."""

    def __init__(self, desk: Desk) -> None:
        self.both = desk.both

    def mended(self, chinese: str, english: str) -> str:
        """A fault that a rewording or another id mends."""
        return self.both(f"{chinese}；照此改写，或换编号", f"{english}; write that, or cite another id")

    def must_say(self, chinese: str, english: str = "") -> str:
        """What a figure is and must be said to be."""
        return self.both(f"它是{chinese}，要写明", f"it is {english or chinese}; say so")

    def left_out(self, chinese: str, english: str = "") -> Omission:
        return Omission(self.both(chinese, english or chinese))
