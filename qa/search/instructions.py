"""Documents are data: text that gives orders to a program is never read as a figure or a reason."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


def speaks_to_a_program(text: str) -> bool:
    """Whether a text addresses the program that reads it."""
    return bool(_orders().search(text))


@cache
def _orders() -> re.Pattern[str]:
    table = tomllib.loads(resources.files("qa.data").joinpath("instructions.toml").read_text("utf-8"))
    flat = [
        f"(?i:{each.removeprefix('(?i)')})" if each.startswith("(?i)") else f"(?:{each})" for each in table["patterns"]
    ]
    return re.compile("|".join(flat))
