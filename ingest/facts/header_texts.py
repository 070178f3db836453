"""What one text of a header says by itself: measure, stage, year, side, fund, unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.model.amounts import parse_amount
from ingest.model.figures import Fund, Side, Stage
from ingest.model.normalize import normalize
from ingest.model.note_marks import unmarked_header
from ingest.model.vocabulary import MEASURES, canonical_measure, load

_DATA = load("columns.toml")
_FUNDS = tuple((re.compile(pattern), Fund(fund)) for pattern, fund in _DATA["funds"])
_STAGES = tuple((re.compile(pattern), Stage(stage)) for pattern, stage in _DATA["stages"])
_NOTE_STAGES = tuple((re.compile(pattern), Stage(stage)) for pattern, stage in _DATA["budget_note"])
_UNITS = frozenset(normalize(unit) for unit in _DATA["units"])
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:度)?")
_PRIOR_YEAR = re.compile(r"(?:上年|上一年|去年)度?(?=预算|决算|执行|数|实际|$)")
_COMPARED = re.compile(r"(?<=.)(?:比|较|与)(?:上年|20\d\d|年初|预算|决算).*$|^(?:比|较|与)(?:上年|20\d\d).*$")
_BRACKET = re.compile(r"[(](?:(?:金额)?单位:)?([^()]{1,6})[)]")
_PRINTED_BRACKET = re.compile(r"\s*[（(](?:(?:金额)?单位[：:])?([^（()）]{1,6})[）)]")
STAGE_SUFFIX = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?$")
_STAGE_NAME = re.compile(r"(?:年初|全年|调整后?)?(?:预算|决算|执行)数:?")
_OTHER_FUND = re.compile(_DATA["other_fund"])


def fund_of(text: str) -> Fund:
    """The fund that a header or a row's name speaks of, or UNKNOWN."""
    plain = normalize(text)
    return next((fund for pattern, fund in _FUNDS if pattern.search(plain)), Fund.UNKNOWN)


def stage_of(text: str) -> Stage:
    """The stage that a header text names, or UNKNOWN."""
    plain = normalize(text)
    return next((stage for pattern, stage in _STAGES if pattern.search(plain)), Stage.UNKNOWN)


def names_stage(text: str) -> bool:
    """Whether a text is the name of a stage and nothing more (预算数)."""
    return bool(_STAGE_NAME.fullmatch(bare(text)))


def unit_of(text: str) -> str:
    """The unit that stands in brackets in a name or header (``项目资金（万元）``), or empty."""
    found = [inside for inside in _BRACKET.findall(normalize(text)) if inside in _UNITS]
    return found[-1] if found else ""


def without_unit(text: str) -> str:
    """``text`` without a bracket that holds a unit, as printed otherwise."""
    return _PRINTED_BRACKET.sub(lambda m: "" if normalize(m[1]) in _UNITS else m[0], text)


def note_stage(notes: Sequence[str]) -> Stage:
    """What the notes under a table say its 预算数 is, or UNKNOWN."""
    text = normalize("".join(notes))
    return next((stage for pattern, stage in _NOTE_STAGES if pattern.search(text)), Stage.UNKNOWN)


def side_of(text: str) -> Side:
    """收入 or 支出 where the text names just one of them (carried in is 收入, carried out 支出), else UNKNOWN."""
    revenue = "收入" in text or bool(re.search(r"^(?:年初|上年).*(?:结转|结余)", text))
    expenditure = "支出" in text or bool(re.search(r"^年[末终].*(?:结转|结余)", text))
    if revenue == expenditure:
        return Side.UNKNOWN
    return Side.REVENUE if revenue else Side.EXPENDITURE


def bare(text: str) -> str:
    """A header text for look-up: no year, unit, note mark, 其中 or full marks (``分值(20)``)."""
    plain = _YEAR.sub("", normalize(without_unit(unmarked_header(text))))
    return re.sub(r"^(?:其中:|:)|:$|[(](?:\d*分?(?:[*×]执行率)?|[A-Z](?:/[A-Z])?)[)]$", "", plain)


@cache
def measure_of(text: str) -> str:
    """The key of ``MEASURES`` that a header text names, or empty."""
    plain = bare(text)
    percent = (f"{plain.removesuffix('%')}%",) if unit_of(text) == "%" else ()  # 增减（%） is 增减%, a rate
    forms = (*percent, plain, plain.removesuffix("%"), STAGE_SUFFIX.sub("", plain))
    return next((name for form in forms if (name := canonical_measure(form))), "")


def kind_of(text: str) -> str:
    """The kind of the measure that a header text names, or empty."""
    name = measure_of(text)
    return MEASURES[name].kind if name else ""


def is_aim(text: str) -> bool:
    """Whether a header text is an indicator's value (``≥20``) that print has put among the headers."""
    amount = parse_amount(text)
    return amount is not None and bool(amount.compare)


def stage_text(text: str) -> str:
    """A header without the words in which 预算 tells the fund and not the stage, nor what it is compared with."""
    plain = _COMPARED.sub("", normalize(text))
    return re.sub(
        r"(?:一般公共|公共财政|政府性基金|国有资本经营|部门|政府|单位|财政)预算(?!数)|预算(?:单位|部门|科目|编码)|预算管理",
        "",
        plain,
    )


def year_of(path: tuple[str, ...]) -> tuple[int | None, bool]:
    """The year that the deepest header names, and whether one says 上年 instead."""
    for text in reversed(path):
        plain = _COMPARED.sub("", normalize(text))
        if match := _YEAR.search(plain):
            return int(match[1]), False
        if _PRIOR_YEAR.search(plain):
            return None, True
    return None, False


def is_only_fund(text: str) -> bool:
    """Whether a header that is no known measure tells nothing but the fund (一般公共预算拨款收入)."""
    fund = fund_of(text)
    return fund is not Fund.UNKNOWN and (fund is not Fund.OTHER or bool(_OTHER_FUND.fullmatch(bare(text))))


def printed(text: str) -> str:
    return re.sub(r"\s", "", without_unit(text))
