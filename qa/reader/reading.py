"""What a question was read as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa.plans.language import Plan
from qa.reader.assembling.frames import Frame
from qa.reader.assembling.scope import Scope
from qa.reader.choosing.choose import Choice
from qa.reader.choosing.sureness import sureness_of
from qa.reader.thread import Said

_LATIN = re.compile(r"[A-Za-z]{2,}")
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was read as. ``plan``: None where it asks nothing of documents; ``choices``: of each clause;
    ``said``: what the next turn may lean on."""

    plan: Plan | None
    choices: tuple[Choice, ...]
    frame: Frame
    scope: Scope
    said: Said | None
    language: Literal["zh", "en"] = "zh"
    features: Mapping[str, float] = field(default_factory=dict)
    """What speaks for and against the plan (``qa.reader.choosing.sureness``)."""
    unlikelier: float = 0.0
    """How much less likely its marks are than the likeliest ones."""

    @property
    def against(self) -> float:
        """What is against the plan: how far its asks are from the words, and what they come to from the asks."""
        totals = [each.total for each in self.choices]
        return (max(totals) + sum(totals) / len(totals)) / 2 + self.unlikelier if totals else _NOTHING

    @property
    def sureness(self) -> float:
        """The probability that the plan is right; 0 without one."""
        return sureness_of(self.features) if self.plan is not None else 0.0

    @property
    def sure(self) -> bool:
        """Whether it is above the threshold for an answer."""
        return self.sureness >= THRESHOLD


_NOTHING = 5.0
"""What is against a reading without any plan."""
THRESHOLD = 0.7
"""The least probability at which a plan's answer is given."""


def language_of(question: str) -> Literal["zh", "en"]:
    """``en`` where a question is mostly in English."""
    return "en" if 2 * len(_LATIN.findall(question)) > len(_CJK.findall(question)) else "zh"
