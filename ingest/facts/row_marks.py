"""What a row says of all its figures, in cells of its own: an indicator's unit and comparison, the row's year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.facts.header_texts import side_of
from ingest.model.document import Column, Record
from ingest.model.figures import Side
from ingest.model.normalize import normalize
from ingest.model.vocabulary import MEASURES, canonical_measure, load

_DATA = load("columns.toml")
_COMPARISONS = tuple((re.compile(pattern), sign) for pattern, sign in _DATA["comparisons"])
_QUALITATIVE = _DATA["qualitative"]
_LABEL_SIDE = re.compile(_DATA["label_side"])
_LABEL_YEAR = re.compile(_DATA["label_year"])
_YEAR = re.compile(r"(20\d\d)年?度?")
_NO_UNIT = re.compile(r"[-/—\d]*|无|不适用")
_SPELLED = {"百分比": "%", "百分数": "%", "人民币元": "元"}


@dataclass(frozen=True, slots=True)
class RowMarks:
    """``unit`` and ``compare``: of the row's indicator, where columns of their own print them. ``year``: of a row that
    stands under 年度. ``change``: the measure of a row that is a change of the rows above it (增减变化), or empty."""

    unit: str = ""
    compare: str = ""
    year: int | None = None
    change: str = ""


def comparison(text: str) -> str:
    """The sign that a cell as a whole says (``≥``, 大于等于), or empty."""
    plain = normalize(text)
    return next((sign for pattern, sign in _COMPARISONS if pattern.fullmatch(plain)), "")


def is_comparison(text: str) -> bool:
    """Whether a cell says only how a value is to be compared, and names nothing."""
    return bool(comparison(text)) or normalize(text) == _QUALITATIVE


def is_year_column(header: str) -> bool:
    """Whether cells under ``header`` tell the year of their row."""
    return bool(_LABEL_YEAR.search(normalize(header)))


class RowColumns:
    """The columns of one table that speak of their row."""

    def __init__(self, columns: Iterable[Column]) -> None:
        last = {column.index: column.path[-1] for column in columns if column.path}
        self._units = frozenset(index for index, text in last.items() if canonical_measure(text) == "计量单位")
        self._signs = frozenset(index for index, text in last.items() if canonical_measure(text) == "指标性质")
        self._years = frozenset(index for index, text in last.items() if is_year_column(text))
        self._sides = {index: side_of(text) for index, text in last.items() if _LABEL_SIDE.search(normalize(text))}

    def side(self, record: Record) -> Side:
        """The side that the header over the names of a half says (收入 | 预算数 | 支出 | 预算数), or UNKNOWN."""
        return next((self._sides[cell.column] for cell in record.labels if cell.column in self._sides), Side.UNKNOWN)

    def marks(self, record: Record) -> RowMarks:
        """What ``record`` says of its own figures."""
        if not (self._units or self._signs or self._years):
            return RowMarks()
        cells = {cell.column: cell.text for cell in record.labels} | {index: cell.text for index, cell in record.values}
        period = _first(cells, self._years)
        year = _YEAR.fullmatch(normalize(period))
        change = canonical_measure(period)
        return RowMarks(
            unit=_unit(_first(cells, self._units)),
            compare=comparison(_first(cells, self._signs)),
            year=int(year[1]) if year else None,
            change=change if change and MEASURES[change].kind in ("change", "rate") else "",
        )


def _first(cells: Mapping[int, str], columns: frozenset[int]) -> str:
    return next((cells[index] for index in sorted(columns) if cells.get(index)), "")


def _unit(text: str) -> str:
    plain = normalize(text)
    return "" if _NO_UNIT.fullmatch(plain) else _SPELLED.get(plain, plain)
