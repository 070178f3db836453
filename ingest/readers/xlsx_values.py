"""The text that Excel shows in a cell: its value under its number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ingest.model.note_marks import raised
from ingest.readers.number_formats import formatted, shown_text

_KEPT_DIGITS = 15  # what a binary float of Excel keeps


def shown(cell: Any) -> str:
    """The text of an openpyxl cell as its number format shows it, no line breaks; blank where it shows nothing."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        hidden = not value and cell.parent.sheet_view.showZeros is False
        return "" if hidden else formatted(_exact(value), _format(cell))
    if isinstance(value, datetime | date | time):
        return _date(value)
    return re.sub(r"\s*[\r\n]+\s*", "", shown_text(_rich(value), _format(cell))).strip()


def _format(cell: Any) -> str:
    return str(cell.number_format or "General")


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


def _date(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return f"{value.year}年{value.month}月{value.day}日" if type(value) is date else str(value)
