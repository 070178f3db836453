"""The text that Excel shows in a cell: its value under its number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ingest.model.note_marks import raised

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.(?P<decimals>[#0?]+))?")
_KEPT_DIGITS = 15  # what a binary float of Excel keeps


def shown(cell: Any) -> str:
    """The text of an openpyxl cell: digits as the number format prints them, no line breaks; blank where empty."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(_exact(value), str(cell.number_format or "General"))
    if isinstance(value, datetime | date | time):
        return _date(value)
    return re.sub(r"\s*[\r\n]+\s*", "", _rich(value)).strip()


def _rich(value: Any) -> str:
    """The runs of a text; what is set high or low beside others in raised and lowered characters."""
    if isinstance(value, str):
        return value
    runs = [(str(run), str(getattr(getattr(run, "font", None), "vertAlign", None) or "baseline")) for run in value]
    alone = all(level != "baseline" for text, level in runs if text.strip())
    return "".join(
        text if alone or level == "baseline" else raised(text, lowered=level == "subscript") for text, level in runs
    )


def _exact(value: int | float) -> Decimal:
    """Removes the binary rounding error: 0.1 + 0.2 is 0.3 in a sheet."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_KEPT_DIGITS}g}")


def _number(value: Decimal, number_format: str) -> str:
    section = _QUOTED.sub("", number_format.split(";")[0])
    digits = _DIGITS.search(section)
    if section.lower() == "general" or section == "@" or digits is None or "/" in section or "E" in section.upper():
        return _plain(value)
    if "%" in section:
        value *= 100
    wanted = digits["decimals"] or ""
    rounded = value.quantize(Decimal(1).scaleb(-len(wanted)), ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in digits[0].strip(',') else ''}f}"
    text = _without_optional(text, wanted)
    if "," not in text and "." not in text:
        text = text.zfill(len(re.sub(r"[^0]", "", digits[0])))  # 000: a code with leading zeros
    return text + ("%" if "%" in section else "")


def _without_optional(text: str, wanted: str) -> str:
    """Zeros at the end that ``#`` leaves out."""
    optional = len(wanted) - len(wanted.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.removesuffix(".")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return f"{value.year}年{value.month}月{value.day}日" if type(value) is date else str(value)
