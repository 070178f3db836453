"""What single words of a question say: a stage, a fund, a side, a year, a number, a unit, a direction. Small
lexicons of the field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.figures import Fund, Side, Stage

_STAGES = (
    (Stage.INITIAL, re.compile(r"年初|期初|initial|original", re.I)),
    (Stage.ADJUSTED, re.compile(r"调整|全年预算|调整后|追加后|adjusted|revised", re.I)),
    (Stage.FINAL, re.compile(r"决算|执行|实际|实支|花|用|支出数|完成|actual|final|spent|executed", re.I)),
    (Stage.BUDGET, re.compile(r"预算|安排|批复|计划|budget|planned", re.I)),
)
_FUNDS = (
    (Fund.GOVERNMENT_FUNDS, re.compile(r"政府性?基金|基金预算|government.*fund", re.I)),
    (Fund.STATE_CAPITAL, re.compile(r"国有资本|国资|state capital", re.I)),
    (Fund.GENERAL, re.compile(r"一般公共|公共预算|general public", re.I)),
    (Fund.APPROPRIATION, re.compile(r"财政拨款|财政资金|拨款|fiscal", re.I)),
)
_SIDES = (
    (Side.REVENUE, re.compile("收入|进账|来源|revenue|income", re.I)),
    (Side.EXPENDITURE, re.compile("支出|开支|花|expen|spend", re.I)),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|(?<!\d)(\d\d)年|([一二][九〇零○][〇零○一二三四五六七八九]{2})")
_DIGITS = {each: str(at) for at, each in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
_AMOUNT = re.compile(
    r"(?P<number>-?\d[\d,，]*(?:\.\d+)?)\s*(?P<several>多|余|来)?\s*(?:个(?=[万亿]))?(?P<unit>个?百分点|%|％|‰|亿元?|百万元?|千万元?|万亿元?|万(?:人次|人|名|户|个)|万元?|千元|元|块钱?|人次|人|名|位|个|项|家|辆|台|套|分|批次?|平方米|㎡|户|条|期|场|次|件|所|处|倍|million|billion|yuan)?"
)
_UNITS = {
    "亿": "亿元",
    "万": "万元",
    "块": "元",
    "块钱": "元",
    "％": "%",
    "百分点": "%",
    "个百分点": "%",
    "名": "人",
    "位": "人",
    "yuan": "元",
}
_LARGE = {
    **dict.fromkeys(("百万", "百万元", "million"), (100, "万元")),
    **dict.fromkeys(("千万", "千万元"), (1000, "万元")),
    **dict.fromkeys(("万亿", "万亿元"), (10_000, "亿元")),
    "billion": (10, "亿元"),
    **{f"万{each}": (10_000, each) for each in ("人", "名", "人次", "户", "个")},
}
"""Units that figures are not told in: how many there are of which in one."""
_UNIT_ASKED = re.compile(
    r"亿元?|万元|万(?!里|人|名)|(?<![万亿千美])元|块|百分[之点比]|%|％|几成|[人辆台套项家名户分批次个期场件]|平方米|公里"
)
_COUNTED = frozenset("人辆台套项家名户分批次个期场件")
_UP = re.compile(r"多|增|涨|升|高|超|提高|上调|grow|increase|rise|rose|more|higher|over", re.I)
_DOWN = re.compile(
    r"少|减|降|跌|掉|低|省|缩|压|下滑|不到|没花完|结余|剩|decrease|fell|fall|drop|less|lower|cut|down|under", re.I
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a question states. ``upto``: the end of a range (四百多万)."""

    value: Decimal
    unit: str
    upto: Decimal | None = None
    about: bool = False


def stage_of(words: str) -> Stage:
    return next((stage for stage, pattern in _STAGES if pattern.search(words)), Stage.UNKNOWN)


def fund_of(words: str) -> Fund:
    return next((fund for fund, pattern in _FUNDS if pattern.search(words)), Fund.UNKNOWN)


def side_of(words: str) -> Side:
    return next((side for side, pattern in _SIDES if pattern.search(words)), Side.UNKNOWN)


def years_in(words: str) -> tuple[int, ...]:
    """The years that words state, in full, in two digits or in Chinese numerals."""
    found = []
    for whole, short, written in _YEAR.findall(words):
        digits = whole or (f"20{short}" if short else "".join(_DIGITS[each] for each in written))
        found.append(int(digits))
    return tuple(dict.fromkeys(found))


def amount_of(words: str) -> Amount | None:
    """The number that words state, with its unit: ``1,234.5万元``, ``四百多万``, ``七成``."""
    plain = words.replace("，", ",")
    found = _AMOUNT.search(plain)
    if found is None:
        return _written(words)
    value = Decimal(found["number"].replace(",", ""))
    unit = found["unit"] or ""
    factor, unit = _LARGE.get(unit, (1, _UNITS.get(unit, unit)))
    value *= factor
    if not unit and plain[: found.start()].endswith("百分之"):
        unit = "%"
    if found["several"] or plain[found.end() :].startswith(("多", "余")):
        return Amount(value, unit, value + _step(value))
    return Amount(value, unit, None, bool(re.search("约|左右|大概|近|about|around|nearly", words)))


def _step(value: Decimal) -> Decimal:
    """How far 多 reaches: 400多 is under 500, 38多 under 39."""
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return Decimal(10) ** zeros


_WRITTEN = re.compile(
    r"(百分之)?([一二两三四五六七八九十][一二两三四五六七八九十百千万亿零]*)(多|余|来)?"
    r"(?:个(?=[万亿]))?(万元?|亿元?|元|成|个|项|家|人|名|辆|台|倍|分|块钱?|次|批|户|期|场|条|件|处)?"
)
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def _written(words: str) -> Amount | None:
    for of_hundred, numerals, some, unit in _WRITTEN.findall(words):
        value = number_written(numerals)
        if value is None or (len(numerals) == 1 and not (of_hundred or unit or numerals == words.strip("约共是为"))):
            continue  # a word that begins with a numeral: 一般
        if unit == "成":
            return Amount(Decimal(value * 10), "%", Decimal(value * 10 + 10) if some else None, not some)
        made = Decimal(value)
        if of_hundred:
            unit = "%"
        elif not unit and (scale := _MYRIADS.get(numerals[-1])):
            made, unit = made / scale, f"{numerals[-1]}元"
        return Amount(made, _UNITS.get(unit, unit), made + _step(made) if some else None)
    return None


def number_written(numerals: str) -> int | None:
    """一百二十 -> 120, 一亿三千万 -> 130000000; None for what is no number."""
    whole = myriads = section = digit = 0
    for each in numerals:
        if each in _DIGITS:
            digit = int(_DIGITS[each])
        elif each in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[each], 0
        elif each == "万":
            myriads, section, digit = (section + digit or 1) * 10_000, 0, 0
        elif each == "亿":
            whole, myriads, section, digit = (myriads + section + digit or 1) * 100_000_000, 0, 0, 0
        else:
            return None
    return whole + myriads + section + digit if numerals else None


def count_said(words: str, default: int | None = None) -> int | None:
    """The n of 前三, 5个, top 3."""
    digits = re.search(r"\d+", words)
    if digits:
        return int(digits.group(0))
    written = re.search("[一二两三四五六七八九十]+", words)
    return number_written(written.group(0)) if written else default


_HOW_MANY = re.compile(r"(?:多少|几)\s*(?:个(?=人次))?(人次|批次|个(?![亿万千百])|[人辆台套项家名户批次期场件条份])")


def unit_asked(words: str) -> str:
    """The unit that a question wants: 多少万元, 百分之几, 几辆."""
    counted = re.search(
        r"(?:多少|几)\s*(?:个(?=人次))?(人次|批次|个(?![亿万千百])|[人辆台套项家名户批次期场件条份])", words
    )
    found = next((each for each in _UNIT_ASKED.finditer(words) if each.group(0) not in _COUNTED), None)
    if counted is None and found is None:
        return ""
    unit = counted.group(1) if counted is not None else found.group(0) if found is not None else ""
    if unit.startswith("百分") or unit in ("％", "几成"):
        return "%"
    return _UNITS.get(unit, unit)


def direction_of(words: str) -> str:
    """``up``, ``down``, or ``size`` where words ask how far apart two figures are."""
    up, down = _UP.search(words), _DOWN.search(words)
    if bool(up) == bool(down):
        return "size"
    return "up" if up else "down"
