"""Question -> plan, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest.figures import Direction, Fund, Side, Stage
from ingest.vocabulary import ITEM_ALIASES, MEASURES
from qa.conditions import columns_compared, condition_of
from qa.index import TOTAL_NAMES, DocumentIndex
from qa.library import Library
from qa.plan import Operation, Plan, Scope, Target
from qa.question import Question, cues, first_match
from qa.scope import resolve
from qa.turns import lean, narrowed, same_year
from qa.words import clean, closeness

_CODE = re.compile(r"(?<![\d.])(2\d{2}(?:\d{2}){0,2}|(?:30[1-9]|31\d|399|50\d|51\d)(?:\d{2})?)(?![\d.,%万元年人个])")
_UNIT = re.compile(r"(?:多少|几|精确到|单位[::]?|以|按)(亿元|万元|元)|[,(]?(亿元|万元|元)(?:为单位|表示|\?|$|[,.。]?$)")
_ORDER = (
    Operation.CHECK,
    Operation.WHY,
    Operation.DEFINE,
    Operation.RANK,
    Operation.SHARE,
    Operation.EXECUTION,
    Operation.YOY,
    Operation.COUNT,
    Operation.LIST,
)


def understand(question: Question, library: Library, last: Plan | None = None) -> Plan:
    """The plan of a question. ``last``: the plan of the turn before, from which it takes what it leaves out."""
    text = clean_keeping_marks(question.text)
    scope, spans = resolve(question, library.names, text)
    if scope.open and last is not None and last.scope.documents:
        scope = narrowed(last.scope, question, library)
    names = _names(library, scope)
    operation, cue = _operation(question, scope)
    asked, text = text, _canonical(text, names, spans, _unit(question.text))
    spans = tuple((each.start, each.end) for each in library.names.mentions(text))
    words = "|".join(part for part in (_words(text, spans, names), *_foreign(question, library)) if part)
    target = _target(question, text, words, scope, library)
    wants = _wants(asked)
    words = _less_titles(target.words, target.tables, library)
    target = replace(target, words=words)
    if last is not None:
        scope = same_year(scope, question, last, library)
        before = operation
        operation, target = lean(question, operation, bool(cue), target, scope, last)
        if not words and target.words:
            target = replace(target, words=_canonical(target.words, names, (), ""))
        if operation is last.operation and operation is not before:
            wants |= last.wants & {"rate", "amount", "difference"}
    return Plan(
        operation=operation,
        scope=scope,
        targets=_split(text, target, operation, scope, library),
        question=asked,
        language=question.language,
        direction=_direction(asked),
        lowest=bool(re.search("最小|最低|最少|[从由]小|[从由]低|垫底|倒数", asked))
        and not re.search("[从由按][大高多]到", asked),
        top=question.top,
        years=question.years,
        cues=(cue,) if cue else (),
        wants=wants,
    )


def _foreign(question: Question, library: Library) -> tuple[str, ...]:
    """Latin words that neither the glossary nor a name explains: part of what was asked for."""
    if len(question.latin) < 2 and question.language != "en":
        return ()
    spelled = library.names.spelled_words(question.latin)
    return tuple(word.lower() for word in question.latin if len(word) > 3 and word not in spelled)


def words_of(text: str, library: Library, scope: Scope) -> str:
    """The words of a part of a question, as those of a whole one are taken."""
    names = _names(library, scope)
    text = _canonical(clean_keeping_marks(text), names, (), "")
    spans = tuple((each.start, each.end) for each in library.names.mentions(text))
    return _words(text, spans, names)


def clean_keeping_marks(text: str) -> str:
    """The question's text without quotes and brackets, its punctuation kept as breaks between words."""
    return re.sub("收[、,及和]支", "收支", re.sub(r'["()《》「」\[\]【】]', "", text))


def _canonical(text: str, names: frozenset[str], spans: Iterable[tuple[int, int]], unit: str) -> str:
    """Everyday names of line items replaced by the documents' own (三公 -> 三公经费); names of the documents and of
    institutions stay."""
    keep, _ = _protected(text, names)
    for start, end in spans:
        keep[start:end] = [True] * (end - start)
    if unit == "辆":
        text = re.sub("(?:公务用车|公务车|公车|汽车)(?!保有|购置|运行)", "车辆", text)
        return text
    for alias, printed in _aliases():
        start = text.find(alias)
        if len(alias) == 2 and start > 0 and text[start - 2 : start] in ("平均", "最低", "基本"):
            continue  # 平均工资 is not 工资福利支出
        if start < 0 or any(keep[start : start + len(alias)]) or any(each in text for each in printed):
            continue
        held = [each for each in printed if each in names]
        name = next((each for each in held if not each.endswith("合计")), next(iter(held), printed[0]))
        if unit in _VISITS and name.endswith("费"):
            continue  # how many were received is no question of their cost
        text = text[:start] + name + text[start + len(alias) :]
        keep[start : start + len(alias)] = [True] * len(name)
    return text


_VISITS = frozenset({"批次", "人次", "批", "次", "人"})


@cache
def _aliases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = [
        (alias, tuple(clean(each) for each in printed if clean(each) != clean(alias)))
        for alias, printed in ITEM_ALIASES.items()
    ]
    pairs = [(alias, printed) for alias, printed in pairs if printed]
    return tuple(sorted(pairs, key=lambda each: -len(each[0])))


_TWO_AMOUNTS = re.compile(
    r"\d[\d,]*\.\d+.{1,30}\d[\d,]*\.\d+.{0,30}(?:两个数|怎么回事|差在|口径|哪个对|哪个准|为什么不)"
)


def _operation(question: Question, scope: Scope) -> tuple[Operation, str]:
    table = cues()["operations"]
    if two := _TWO_AMOUNTS.search(question.text):
        return Operation.CHECK, two.group(0)
    if (
        len(question.years) > 1
        and len(scope.groups) <= 1
        and re.search("各|分别|both|Compare", question.text + question.raw)
    ):
        return Operation.COMPARE, "years"
    for operation in _ORDER:
        cue = first_match(question.text, tuple(table[operation.value]))
        if cue and _plausible(operation, cue, question, scope):
            return operation, cue
    compare = first_match(question.text, tuple(cues()["compare"]["cues"]))
    if compare and (len(scope.groups) > 1 or len(question.years) > 1):
        return Operation.COMPARE, compare
    text = first_match(question.text, tuple(cues()["text"]["cues"]))
    if text and len(scope.groups) < 2:
        return Operation.TEXT, text
    for name in ("sum", "mean", "difference", "ratio"):
        cue = first_match(question.text, tuple(cues()["arithmetic"][name]))
        if cue:
            return Operation.ARITHMETIC, cue
    if len(scope.groups) > 1:
        return Operation.COMPARE, ""
    return Operation.LOOKUP, ""


def _plausible(operation: Operation, cue: str, question: Question, scope: Scope) -> bool:
    if operation is Operation.YOY and len(scope.groups) > 1:
        return False
    if operation is Operation.SHARE and re.search(
        "完成.{0,12}(?:预算|任务)|执行率|占了?多少(?:钱|万)|占(?:年初|全年|调整后?|当年)预算数?的?(?:百分|比|多少)",
        question.text,
    ):
        return False
    selects = condition_of(question.text) or columns_compared(question.text)
    if operation in (Operation.YOY, Operation.EXECUTION, Operation.SHARE, Operation.RANK) and selects:
        return not any(first_match(question.text, tuple(cues()["operations"][name])) for name in ("count", "list"))
    if operation is Operation.RANK and len(scope.groups) == 2:
        return False
    if operation is Operation.LIST and len(scope.groups) > 1 and re.search("谁|哪[一]?[个家]|各", question.text):
        return False
    if operation is Operation.COUNT and first_match(question.text, ("加起来", "加总", "总和", "之和", "求和")):
        return False
    return not (
        operation is Operation.EXECUTION
        and "预算" not in question.text
        and "执行" not in question.text
        and "完成" not in cue
    )


def _direction(text: str) -> Direction:
    if first_match(text, tuple(cues()["direction"]["up"])):
        return Direction.UP
    if first_match(text, tuple(cues()["direction"]["down"])):
        return Direction.DOWN
    return Direction.NONE


_WANTS = {
    "rate": r"执行率|完成率|百分之|百分比|增长率|增幅|降幅|增速|%|比率|涨幅|几个点|幅度",
    "amount": r"多少万|多少元|多少钱|额|多少",
    "prior": r"上年(?:的)?(?:是|为|有)?多少|去年(?:的)?(?:是|为|有)?多少",
    "difference": r"高出|差多少|相差|差额|差了|多多少|少多少|高多少|低多少|多出|少了多少|多了多少|省了|超出|超支",
    "sum": r"(?<=[费出入款金])加(?=[一-龥]{1,12}(?:费|支出|收入|款|资金|经费))|加一起|合在一起|支出合计|加上|相加|加起来|加总|合计|总共|一共|求和|之和|总和|合起来|共计",
    "mean": r"平均|均值|人均|每辆|每个|每人",
    "ratio": r"倍",
    "each": r"分别|各",
    "reason": r"为什么|原因|为何|为啥|咋|缘故",
    "which": r"谁|哪个|哪家|哪一家|哪一个",
    "count": r"几个|多少个|几家|几项|多少项|多少家",
}


def _wants(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _WANTS.items() if re.search(pattern, text))


def _side_by_side(text: str, names: Sequence[str]) -> bool:
    """Whether the names stand beside one another (A和B, A多少、B多少) and not one inside the other (A里的B)."""
    between = [text[text.find(one) + len(one) : text.find(two)] for one, two in pairwise(names)]
    joined = all(re.search("[、和与及跟比较减加]|(?:多少|几)[^,]*,", each) for each in between)
    return joined and not any(re.search("[里中内下]|占", re.sub("其中", "", each)) for each in between)


def _split(text: str, target: Target, operation: Operation, scope: Scope, library: Library) -> tuple[Target, ...]:
    """One target for each of several measures, or of several line items, that stand side by side in the question."""
    if operation not in (Operation.LOOKUP, Operation.COMPARE, Operation.ARITHMETIC):
        return (target,)
    runs = [run for run in target.words.split("|") if run and run not in _GENERIC]
    indexes = [library.index(each) for each in scope.documents[:6]]
    measures = [
        run for run in runs if run in MEASURES or any(run in each.headers and run not in each.items for each in indexes)
    ]
    items = [
        run
        for run in runs
        if run not in measures and run not in TOTAL_NAMES and any(_is_item(run, each) for each in indexes)
    ]
    headed = [run for run in items if not any(run in each.headers for each in indexes)]
    if 1 < len(headed) < len(items):  # “A”和“B”的本年支出合计: the last is what is asked of the two
        measures, items = [*measures, *(run for run in items if run not in headed)], headed
    if target.code and len(items) > 1 and re.search(f"{target.code}.?[\\u4e00-\\u9fff]", text):
        target = replace(target, code="")  # a code printed before the name of one of several items
    items = items[: 1 if target.code else None]
    rest = [run for run in runs if run not in measures and run not in items]
    if len(measures) > 1 and len(items) <= 1 and _side_by_side(text, measures):
        return tuple(replace(target, words="|".join([*items, *rest, each])) for each in measures)
    if len(items) > 1 and _side_by_side(text, items) and not any(_nested(items, each) for each in indexes):
        return tuple(replace(target, words="|".join([each, *measures, *rest])) for each in items)
    return (target,)


def _is_item(run: str, index: DocumentIndex) -> bool:
    """Whether a run names a line item, by its name or nearly so (家具用具 for 家具和用具)."""
    return run in index.items or (len(run) > 3 and any(closeness(run, each) >= 0.75 for each in index.items))


def _nested(items: Sequence[str], index: DocumentIndex) -> bool:
    """Whether the items are one item told with its parents (类, 款, 项) rather than several."""
    return any(
        figure.name in items and any(clean(parent) in items for parent in figure.origin.item.path)
        for figure in index.figures
    )


def _tables(text: str, scope: Scope, library: Library) -> frozenset[tuple[str, str]]:
    """The tables of the scope's documents whose title (or number) the question holds; the longest titles win."""
    found: dict[tuple[str, str], int] = {}
    for document_id in scope.documents:
        for table in library.index(document_id).tables.values():
            title = _short_title(table.title)
            number = re.search(r"公开\d+表|^表\d+", clean(table.number or table.title))
            named = len(title) > 3 and title in clean(text)
            numbered = bool(number) and number is not None and number.group(0) in clean(text)
            if named or numbered:
                found[document_id, table.id] = len(title) if named else 4
    titles = {key: _short_title(library.index(key[0]).tables[key[1]].title) for key in found}
    inside = {
        key for key, title in titles.items() if any(title != other and title in other for other in titles.values())
    }
    alone = {
        key
        for key in inside
        if clean(text).count(titles[key]) > sum(titles[key] in titles[other] for other in set(found) - inside)
    }
    return frozenset((set(found) - inside) | alone)


def _short_title(title: str) -> str:
    return re.sub(r"^(?:\d{4}年?度?)?(?:部门|单位)?", "", clean(title))


def _target(question: Question, text: str, words: str, scope: Scope, library: Library) -> Target:
    code = _CODE.search(text)
    return Target(
        words=words,
        year=_year(question, scope, library),
        stage=stage_of(text),
        side=_side(text),
        fund=_fund(text),
        code=code.group(1) if code else "",
        unit=_unit(question.text),
        tables=_tables(text, scope, library),
        institution=scope.members[0][1] if len(scope.members) == 1 else "",
    )


def _less_titles(words: str, tables: frozenset[tuple[str, str]], library: Library) -> str:
    """``words`` without the titles of the tables that the question names: they say where, not what."""
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
    r"(?:多少|几)台(?=公务|公车|车)()|(?:多少|几)(平方米|人次|批次|台|辆|件|户|批|分(?!之|别)|次|所|套|人(?!民))|(人)数"
)


def _unit(text: str) -> str:
    """The unit that the question asks for: of money (多少元), or of what is counted (几辆)."""
    money, counted = _UNIT.search(text), _COUNTED.search(text)
    if money:
        return money.group(1) or money.group(2)
    return next((each for each in counted.groups() if each), "辆") if counted else ""


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
    """The stage that the words name; both a budget and the final accounts named leave it open."""
    table = cues()["stage"]
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


def _names(library: Library, scope: Scope) -> frozenset[str]:
    return frozenset().union(*(library.index(each).names for each in scope.documents))


def _speaks_of_before(text: str) -> bool:
    """上年…是多少: the year before itself, with nothing compared."""
    compared = re.search("比|较|同|增|减|变|涨|降|持平|结转|结余|为什么|为何|原因", text)
    dated = re.search("(?:20|19)\\d{2}", text) and not re.search("根据|推算|推出|按.{0,6}说明", text)
    return bool(re.search("上年|去年|上一年|前一年", text)) and not compared and not dated


_GENERIC = frozenset(
    {
        "项目",
        "合计",
        "总计",
        "小计",
        "金额",
        "单位",
        "其他",
        "预算",
        "决算",
        "收入",
        "支出",
        "情况",
        "年度",
        "数量",
        "人员",
        "资金",
        "经费",
        "工作",
        "决算数",
        "预算数",
        "执行数",
        "统计数",
        "完成率",
        "执行率",
        "本年",
        "年预算",
        "年决算",
        "上年",
        "部门",
        "财政",
        "主要",
        "安排",
        "其中",
        "全年",
        "比重",
        "占比",
        "年初预算",
        "年初预算数",
        "实际支出",
        "实际执行",
        "实际完成",
        "全年预算",
        "全年预算数",
        "全年执行数",
        "支出决算",
        "支出预算",
        "收入决算",
        "收入预算",
        "部门预算",
        "部门决算",
        "同比",
        "增长",
        "下降",
        "减少",
        "增加",
    }
)
"""Names that a table may hold and that yet name nothing in a question by themselves."""

_STAGE_WORDS = re.compile(
    r"年初预算数?|全年预算数?|全年执行数|调整后?预算数?|预算执行数|执行数|决算数?|预算数|(?<!公共)(?<!基金)(?<!经营)预算(?!收入|支出|单位|绩效|编制|执行|调整|部门)"
)


def _words(text: str, spans: Iterable[tuple[int, int]], names: frozenset[str]) -> str:
    """What the question says of the figure: names of line items kept whole, scope, years, cues and fillers taken out.
    ``|`` parts what does not belong together."""
    keep, borders = _protected(text, names)
    gone = [False] * len(text)
    for start, end in spans:
        gone[start:end] = [True] * (end - start)
    for pattern in (*_noise(), _STAGE_WORDS):
        for found in pattern.finditer(text):
            if found.end() > found.start() and not any(keep[found.start() : found.end()]):
                gone[found.start() : found.end()] = [True] * (found.end() - found.start())
    kept = "".join(
        ("|" if at in borders else "") + ("|" if gone[at] else character) for at, character in enumerate(text)
    )
    kept = _NUMERALS.sub("|", kept)
    pieces = (piece.lstrip("的是了在和与及里中").rstrip("的了里中是") for piece in re.split(r"[|,.;:?!、。;\s]+", kept))
    found = list(dict.fromkeys(piece for piece in pieces if len(piece) > 1))
    return "|".join([piece for piece in found if piece not in _GENERIC] or found)


_NUMERALS = re.compile(r"\d[\d,.]*(?:万元|亿元|元|%|类|款|项)?")


def _protected(text: str, names: frozenset[str]) -> tuple[list[bool], frozenset[int]]:
    """Marks the stretches that are the name of something in the documents, and where they begin and end."""
    keep = [False] * len(text)
    borders: set[int] = set()
    at = 0
    while at < len(text):
        sizes = range(min(40, len(text) - at), 1, -1)
        size = next((n for n in sizes if text[at : at + n] in names and _tells(text[at : at + n])), 0)
        if size:
            start = at - 2 if text[at - 2 : at] == "其他" else at
            keep[start : at + size] = [True] * (at + size - start)
            borders = (borders - {at}) | {start, at + size}
        at += size or 1
    return keep, frozenset(borders)


_YEAR_HEADER = re.compile(r"20\d\d年度?(?:预算|决算|执行)?数?")


def _tells(name: str) -> bool:
    """Whether a name of the documents says which figure is meant, and not only of which year or stage."""
    return name not in _GENERIC and not _YEAR_HEADER.fullmatch(name)


@cache
def _noise() -> tuple[re.Pattern[str], ...]:
    table = cues()
    fillers = sorted((word for word in table["filler"]["words"] if len(word) > 1), key=len, reverse=True)
    patterns = [r"(?:19|20)\d{2}年?(?:度|末|底)?", r"\d{2}年度?"]
    patterns += [
        each for name in ("why", "define", "check", "count", "rank", "list") for each in table["operations"][name]
    ]
    patterns += [each for each in table["operations"]["share"] if "." not in each]
    patterns += [
        "占比多少",
        "占(?!地|用).{0,3}(?:多少|几成)",
        "比(?=上年|去年|20)",
        "与(?=上年|去年|20).{2,5}相比",
        "同比",
        "相比",
        "增减",
        "变化",
        "变动",
    ]
    patterns += [each for group in table["compare"].values() for each in group if "." not in each]
    patterns += [each for group in table["arithmetic"].values() for each in group if each != "合计" and "." not in each]
    patterns += table["relative_year"]["previous"]
    patterns += table["noise"]["patterns"]
    patterns += [re.escape(word) for word in fillers]
    return tuple(re.compile(each) for each in patterns)
