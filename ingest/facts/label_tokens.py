"""A label cell -> what it holds: codes of the classifications, unit codes, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.header_texts import without_unit
from ingest.facts.row_marks import is_comparison, is_year_column
from ingest.model.document import Cell
from ingest.model.normalize import normalize
from ingest.model.note_marks import unmarked_name
from ingest.model.vocabulary import canonical_measure, level_of, load

_DATA = load("columns.toml")
_SERIAL = re.compile(_DATA["label_serial"])
_UNIT_CODE = re.compile(_DATA["label_unit_code"])
_CODE = re.compile(r"\d{1,30}")
_SPELLED_CODE = re.compile(r"[\[【(]?(\d{3}|\d{5}|\d{7}|\d{3}(?:[-.]\d\d){1,2})[\]】)]?[-_.:]?")
_NAME_AND_CODE = re.compile(r"(.*[^\d])[\[【(](\d{3}|\d{5}|\d{7})[\]】)]")
_PROJECT_CODE = re.compile(r"(?=[0-9A-Z]*\d{6})[0-9A-Z]{12,30}[-_](?=[^\d\s])")
_NUMBER = re.compile(r"(?=[A-Z]*\d)[0-9A-Z]{3,30}")
_NUMBERS = re.compile(_DATA["label_number"])
_SERIAL_LETTER = re.compile(r"[A-Z]\d{0,2}")
_CODE_AND_NAME = re.compile(r"[\[【(]?(\d{3}|\d{5}|\d{7})[\]】)]?[-_.:]?([^\d年月日个号.,%\-].*)")
_JOINED_LEVELS = re.compile(_DATA["joined_levels"])
_LONGEST_UNIT = 4
_LEVELS = ("类", "款", "项")


def tokens(cell: Cell, hint: str, code_columns: frozenset[int]) -> Iterator[tuple[str, str]]:
    """``(kind, text)``: a classification ``code``, a ``part`` of one or a serial number, a ``unit`` code, a ``name``,
    the ``number`` of a project or of a thing in a catalogue.

    ``hint``: the cell's header. ``code_columns``: where the row above prints the parts of its code.
    """
    plain = normalize(unmarked_name(cell.text))
    if _SERIAL.search(hint) or is_year_column(hint) or _is_mark(plain, hint):
        return
    spelled = _SPELLED_CODE.fullmatch(plain)
    digits = re.sub(r"[-.]", "", spelled[1]) if spelled and not plain.isdigit() else plain
    if _NUMBER.fullmatch(plain) and _NUMBERS.search(hint) and not level_of(digits):
        yield "number", plain
    elif _CODE.fullmatch(digits):
        if _is_unit_code(digits, hint):
            yield "unit", digits
        else:
            known = len(digits) > 2 or hint in _LEVELS or cell.column in code_columns
            yield "code" if known else "part", digits
    elif (match := _CODE_AND_NAME.fullmatch(plain)) and level_of(match[1]):
        yield "code", match[1]
        yield "name", match[2]
    elif (match := _NAME_AND_CODE.fullmatch(plain)) and level_of(match[2]):
        yield "code", match[2]
        yield "name", match[1]
    elif plain not in ("-", "--", *_LEVELS):
        if numbered := _PROJECT_CODE.match(plain):
            yield "number", numbered[0][:-1]
        yield from (("name", name) for name in level_names(project_name(cell.text)))


def project_name(text: str) -> str:
    """A name without the number that a project system prints before it; any other text as it is."""
    plain = normalize(text)
    return _PROJECT_CODE.sub("", plain) if _PROJECT_CODE.match(plain) else text


def level_names(name: str) -> tuple[str, ...]:
    """The levels and the indicator that one cell holds (产出指标数量指标检查次数), in order; else ``name`` alone."""
    joined = _JOINED_LEVELS.fullmatch(normalize(name))
    return joined.groups() if joined else (name,)


def whole_code(codes: Sequence[tuple[int, str]]) -> str:
    """``208|01|01`` -> ``2080101``; a part of one digit stands for two; of whole codes side by side, the longest."""
    joined = ""
    for _, code in codes:
        if code.startswith(joined) and len(code) > 2:
            joined = code
        elif len(code) <= 2 and len(joined) in (3, 5):
            joined += code.zfill(2)
    return joined or (codes[0][1] if codes else "")


def _is_unit_code(digits: str, hint: str) -> bool:
    """A budget unit's number: 3, 6 or 9 digits and no classification code, or whatever stands under 单位代码."""
    if _UNIT_CODE.search(hint):
        return len(digits) <= 12
    return len(digits) in (6, 9) or (len(digits) == 3 and not level_of(digits))


def _is_mark(plain: str, hint: str) -> bool:
    """Whether a label says how an indicator is to be compared or counted, numbers its row or tells a unit alone
    (（万元）), and names nothing."""
    numbered = hint.endswith(("编号", "编码", "代码")) and bool(_SERIAL_LETTER.fullmatch(plain))
    unit = canonical_measure(hint) == "计量单位" and len(plain) <= _LONGEST_UNIT
    return numbered or unit or is_comparison(plain) or not without_unit(plain)
