"""What a question says outright about a figure: its year, stage, side, fund, unit, code and tables."""

from __future__ import annotations

import re

from ingest.model.figures import Fund, Side, Stage
from qa.evidence.library import Library
from qa.plans.plan import Scope, Target
from qa.plans.words import clean
from qa.reading.question import Question, cues, first_match

_CODE = re.compile(r"(?<![\d.])(2\d{2}(?:\d{2}){0,2}|(?:30[1-9]|31\d|399|50\d|51\d)(?:\d{2})?)(?![\d.,%万元年人个])")
_UNIT = re.compile(r"(?:多少|几|精确到|单位[::]?|以|按)(亿元|万元|元)|[,(]?(亿元|万元|元)(?:为单位|表示|\?|$|[,.。]?$)")


def _tables(text: str, scope: Scope, library: Library) -> frozenset[tuple[str, str]]:
    """The tables in the scope whose title or number the question contains; the longest titles win."""
    found: dict[tuple[str, str], int] = {}
    for document_id in scope.documents:
        for table in library.index(document_id).tables.values():
            title = short_title(table.title)
            number = re.search(r"公开\d+表|^表\d+", clean(table.number or table.title))
            named = len(title) > 3 and title in clean(text)
            numbered = bool(number) and number is not None and number.group(0) in clean(text)
            if named or numbered:
                found[document_id, table.id] = len(title) if named else 4
    titles = {key: short_title(library.index(key[0]).tables[key[1]].title) for key in found}
    inside = {
        key for key, title in titles.items() if any(title != other and title in other for other in titles.values())
    }
    alone = {
        key
        for key in inside
        if clean(text).count(titles[key]) > sum(titles[key] in titles[other] for other in set(found) - inside)
    }
    return frozenset((set(found) - inside) | alone)


def short_title(title: str) -> str:
    return re.sub(r"^(?:\d{4}年?度?)?(?:部门|单位)?", "", clean(title))


_MONEY_ASKED = re.compile("(?:多少|几)(?:资金|经费|钱)|(?:资金|金额|经费)(?:一?共|是|为|有)?多少(?!分|个|项|辆|人)")
_COLUMN = re.compile(
    "(?:的|一行,?)(小计|总计|合计|金额|决算数|预算数|统计数|其中:[\u4e00-\u9fff]{2,8}?(?=填|加|相|差|是|各|占|,|$))"
)


def target_of(question: Question, text: str, full: str, words: str, scope: Scope, library: Library) -> Target:
    """The target of a question. ``text`` is the question in the documents' terms; ``full`` also has its quoted table
    titles, which determine the fund and the table."""
    code = _CODE.search(text)
    unit = unit_of(question.text)
    return Target(
        words=words or ("车辆" if unit == "辆" else ""),
        year=_year(question, scope, library),
        stage=stage_of(full),
        side=_side(text),
        fund=_fund(full),
        code=code.group(1) if code else "",
        unit=unit,
        tables=_tables(full, scope, library),
        institution=scope.members[0][1] if len(scope.members) == 1 else "",
        money=bool(_MONEY_ASKED.search(text)),
        classification="2" if "功能" in text else "3" if "经济分类" in text or "经济科目" in text else "",
        column=clean(next(iter(_COLUMN.findall(text)), "")),
    )


def less_titles(words: str, tables: frozenset[tuple[str, str]], library: Library) -> str:
    """``words`` without the titles of the named tables, which say where to look and not what for."""
    indexes = {document: library.index(document) for document, _ in tables}
    titles = [clean(indexes[document].tables[table].title) for document, table in tables]
    items = frozenset().union(*(index.items for index in indexes.values()))
    kept = [
        run
        for run in words.split("|")
        if not any(run.rstrip("表") in title and (len(run) > 6 or run not in items) for title in titles)
    ]
    return "|".join(kept) if kept else ""


_COUNTED = re.compile(
    r"(?:多少|几)台(?=公务|公车|车)()|(?:多少|几)(平方米|万人|场|处|人次|批次|台|辆|件|户|批|分(?!之|别)|次|所(?![得需有])|套|人(?![民员均]))|(人)数"
)


_POINTS = re.compile("得了?(?:多少|几)分|(?:得分|分值|权重分?)(?:是|为|有|各|分别)?(?:多少|几)?(?:分)?(?:[?,。]|$)")
"""Asks for points, though the indicator's name speaks of a count (伤亡人数的得分)."""


def unit_of(text: str) -> str:
    """The unit that the question asks for: of money (多少元), or of a count (几辆)."""
    if _POINTS.search(text):
        return "分"
    money, counted = _UNIT.search(text), _COUNTED.search(text)
    if money:
        return money.group(1) or money.group(2)
    found = next((each for each in counted.groups() if each), "辆") if counted else ""
    return "批次" if found == "批" else found


def _year(question: Question, scope: Scope, library: Library) -> int | None:
    years = {library.document(each).year for each in scope.documents}
    if _speaks_of_before(question.text):
        named = max((year for year in question.years), default=max((each for each in years if each), default=0))
        return named - 1 if named else None
    if question.years:
        first = question.years[0]
        known = first in years or (first + 1 in years and not first_match(question.text, ("比", "较", "至", "到")))
        return first if len(question.years) == 1 or known else question.years[-1]
    return None


def stage_of(text: str) -> Stage:
    """The stage that the words name; open if they name both a budget and the final accounts."""
    table = cues()["stage"]
    text = re.sub("(?:而)?不(?:是|要)(?:决算|预算)数?", "", text)
    named = [name for name in ("initial", "adjusted", "final") if first_match(text, tuple(table[name]))]
    if len(named) > 1:
        return Stage.UNKNOWN
    if named:
        return {"initial": Stage.INITIAL, "adjusted": Stage.ADJUSTED, "final": Stage.FINAL}[named[0]]
    plain = re.sub("一般公共预算|政府性基金预算|国有资本经营预算|部门预算|预算编制|预算单位|预算绩效", "", text)
    return Stage.BUDGET if "预算" in plain else Stage.UNKNOWN


def _side(text: str) -> Side:
    income, spending = "收入" in text, bool(first_match(text, tuple(cues()["side"]["支出"])))
    if income and not spending:
        return Side.REVENUE
    return Side.EXPENDITURE if spending and not income else Side.UNKNOWN


def _fund(text: str) -> Fund:
    for fund, words in cues()["fund"].items():
        if first_match(text, tuple(words)):
            return Fund(fund)
    return Fund.UNKNOWN


def _speaks_of_before(text: str) -> bool:
    """上年…是多少: asks for the year before itself, without a comparison."""
    compared = re.search("比|较|同|增|减|变|涨|降|持平|结转|结余|为什么|为何|原因", text)
    dated = re.search("(?:20|19)\\d{2}", text) and not re.search("根据|推算|推出|按.{0,6}说明", text)
    return bool(re.search("上年|去年|上一年|前一年", text)) and not compared and not dated
