"""Measures the sheets of a workbook in their XML, before openpyxl makes an object of every cell."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ingest.model.errors import UnreadableFile

MOST_CELLS = 400_000
"""In one sheet, or in its merged cells together. A budget's largest table has about ten thousand."""

_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d{1,9})\"")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def check_sheets(path: Path) -> bool:
    """Whether there are formulas. Raises UnreadableFile for a sheet larger than a disclosure can be."""
    formulas = False
    try:
        with ZipFile(path) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    xml = parts.read(name)
                    _check_size(path, xml)
                    formulas = formulas or bool(_FORMULA.search(xml))
    except BadZipFile as error:
        raise UnreadableFile(f"{path.name} 已损坏：请重新下载") from error
    return formulas


def _check_size(path: Path, xml: bytes) -> None:
    places = {(_column(match[1]), int(match[2])) for match in _CELL.finditer(xml)}
    rows = max([0, *(row for _, row in places), *(int(match[1]) for match in _ROW.finditer(xml))])
    columns = max([0, *(column for column, _ in places)])
    merged = sum(
        (_column(match[3]) - _column(match[1]) + 1) * (int(match[4]) - int(match[2]) + 1)
        for match in _MERGED.finditer(xml)
    )
    if rows * max(columns, 1) > MOST_CELLS or merged > MOST_CELLS:
        size = f"{rows} 行 × {columns} 列（合并单元格 {merged} 格）"
        raise UnreadableFile(f"{path.name} 有一张工作表达 {size}，超出上限：请删去多余的行列或拆分")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
