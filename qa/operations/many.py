"""Many things of one kind: rank them, list them, count them, add them up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures import Role, Stage
from ingest.normalize import normalize
from qa.conditions import Condition, columns_compared, condition_of, named_with
from qa.draft import Draft, marks
from qa.evidence import ENOUGH, find
from qa.index import DocumentIndex, Figure
from qa.operations.asking import Asking, heading, place_words
from qa.operations.lookup import best, missing, state
from qa.operations.text import listed_text
from qa.plan import Operation
from qa.quantity import MONEY, Quantity, constant, difference, mean, total
from qa.series import Member, Series, named, noun_of, series_of
from qa.words import clean, core, pairs


def rank(asking: Asking, index: DocumentIndex) -> Draft:
    """The largest or smallest members of the series asked for."""
    found = the_series(asking, index)
    if found is None:
        return missing(asking, asking.target, index, None)
    draft = Draft()
    ordered = sorted(found.members, key=lambda each: each.value, reverse=not asking.plan.lowest)
    kept = _with_ties(ordered, _how_many(asking, len(ordered)))
    for member in kept:
        quantity = asking.in_unit(draft.quantity(member.figure))
        draft.result(member.name, quantity)
        draft.items.append(member.name)
    shown = [f"{each.name} {draft.quantity(each.figure).shown()}{marks(draft.quantity(each.figure))}" for each in kept]
    who = heading(index.document, index.document.year, asking)
    measure = _measure_words(kept[0].figure)
    word = asking.words("最低" if asking.plan.lowest else "最高", "lowest" if asking.plan.lowest else "highest")
    draft.say(
        asking.words(
            f"{who}{measure}{word}的是：{'；'.join(shown)}（{place_words(kept[0].figure)}）。",
            f"{who}{measure} {word}: {'; '.join(shown)}.",
        )
    )
    return draft


def _how_many(asking: Asking, size: int) -> int:
    if asking.plan.top:
        return asking.plan.top
    numeral = re.search(r"最.{1,2}的?前?([一二两三四五六七八九十]|\d{1,2})(?:个|家|项|名|大)", asking.plan.question)
    words = "零一二三四五六七八九十"
    if numeral:
        text = numeral.group(1)
        return int(text) if text.isdigit() else 2 if text == "两" else words.index(text)
    return size if re.search("排序|排个序|从高到低|从低到高|从大到小|从小到大|排名", asking.plan.question) else 1


def _with_ties(ordered: Sequence[Member], count: int) -> list[Member]:
    if count >= len(ordered):
        return list(ordered)
    return [each for at, each in enumerate(ordered) if at < count or each.value == ordered[count - 1].value]


def _measure_words(figure: Figure) -> str:
    if not figure.cell:
        return ""
    measure = figure.fact.measure
    return measure if measure not in ("合计", "") else figure.fact.side.value


def the_series(asking: Asking, index: DocumentIndex) -> Series | None:
    """The series that the question means, its own conditions on names applied."""
    noun = asked_noun(asking)
    name = named_with(asking.question)
    target = asking.target
    if name:
        target = replace(target, words="|".join(run for run in target.words.split("|") if clean(name) not in run))
    condition = condition_of(asking.plan.question)
    parent = _parent(asking, index, noun) if noun not in ("project", "institution", "indicator") else ""
    if parent:
        target = replace(target, words="|".join(run for run in target.words.split("|") if run != parent))
    found = [each for each in series_of(target, index, noun) if _measures_fit(each, condition, asking)]
    if parent:
        found = [each for each in (_under(parent, one, noun, index) for one in found) if len(each.members) > 1]
    elif noun in ("category", "section", "item", "functional_item", ""):
        found = [_leaves(one) if noun in ("item", "") else one for one in found]
    stated = re.search(r"(\d{1,3})个", asking.plan.question)
    if stated:
        found.sort(key=lambda each: -each.score - (3.0 if len(each.members) == int(stated.group(1)) else 0.0))
    if name:
        found = [each for each in (named(one, name) for one in found) if each.members]
    if not name:
        found = [_of_named_members(asking, each) for each in found]
    fitting = [_without_home(asking, each, noun) for each in found if each.recall >= ENOUGH * 0.8]
    return next((each for each in fitting if len(each.members) > 1 or name), None)


_ECONOMIC_GROUPS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "399")}
"""Economic categories that make up the two parts of basic expenditure, where a table prints them without a heading."""
_WITHIN = re.compile("(?:下面|之下|下|里面|里|中|当中|内|的)")


def _parent(asking: Asking, index: DocumentIndex, noun: str) -> str:
    """The line item whose parts are asked for (社会保障和就业支出下面哪个款最大), as the index names it, or empty."""
    parents = {clean(parent) for each in index.facts() for parent in each.fact.item.path}
    parents |= set(_ECONOMIC_GROUPS)
    parents |= {clean(header) for each in index.facts() for header in each.fact.column_path[:-1]}
    for run in (each for each in asking.target.words.split("|") if each not in ("支出", "收入")):
        finer = noun in ("section", "functional_item") and asking.plan.operation is Operation.RANK
        if run in parents and finer:
            return run
        if run in parents and _WITHIN.match(
            asking.plan.question[asking.plan.question.find(run) + len(run) :].lstrip("类款()（）")
        ):
            return run
    return ""


def _under(parent: str, series: Series, noun: str, index: DocumentIndex) -> Series:
    """The members right under a parent, or anywhere under it where a level is asked for."""
    kept = [each for each in series.members if each.figure.cell and _is_under(each.figure, parent)]
    levels = {"section": "款", "item": "项", "functional_item": "项", "category": "类"}
    named_level = [each for each in kept if noun in levels and each.figure.fact.item.level == levels[noun]]
    direct = [
        each for each in kept if not any(clean(each.name) in map(clean, other.figure.fact.item.path) for other in kept)
    ]
    return replace(series, members=tuple(named_level or direct))


def _is_under(figure: Figure, parent: str) -> bool:
    path = (*figure.fact.item.path, *figure.fact.column_path[:-1])
    grouped = figure.fact.item.code.startswith(_ECONOMIC_GROUPS.get(parent, ("-",)))
    return (grouped or any(clean(each) == parent for each in path)) and figure.name != parent


def _leaves(series: Series) -> Series:
    """Without the rows that others are parts of, so that a whole is not ranked beside its parts."""
    inner = {clean(parent) for each in series.members if each.figure.cell for parent in each.figure.fact.item.path}
    kept = tuple(each for each in series.members if clean(each.name) not in inner)
    return replace(series, members=kept) if len(kept) > 1 else series


def asked_noun(asking: Asking) -> str:
    """The noun that is counted or ranked; nouns inside the names of line items do not count."""
    text = re.sub("《[^》]*》", "", asking.question.text)
    for run in asking.target.words.split("|"):
        if len(run) > 5 and not run.endswith(("项目", "单位", "机构", "指标")):
            text = text.replace(run, "")
    return noun_of(text)


def _of_named_members(asking: Asking, series: Series) -> Series:
    """Only those members whose names hold a word of the question, where several but not all do (三支一扶的项目)."""
    for run in asking.target.words.split("|"):
        for word in {run, run.replace("项目", "").replace("资金", "")}:
            kept = named(series, word) if len(word) > 2 else series
            if 1 < len(kept.members) < len(series.members):
                return kept
    return series


_SCORE = re.compile("得分|评分|分数|满分|多少分|几分")
_RATE = re.compile("执行率|完成率|完成.{0,6}预算")


def _measures_fit(series: Series, condition: Condition | None, asking: Asking) -> bool:
    """Whether the series holds what the question measures: scores, rates, or money."""
    figure = series.members[0].figure
    unit = condition.unit if condition else ""
    if unit == "分" or _SCORE.search(asking.plan.question):
        whole = (
            figure.fact.measure == "得分" and "指标" not in figure.kind if figure.cell else figure.role is Role.SCORE
        )
        return figure.unit == "分" and whole and figure.kind not in ("performance_indicators", "project_performance")
    if unit == "%" or _RATE.search(asking.plan.question):
        told = figure.fact.measure in ("执行率", "完成率") if figure.cell else figure.role is Role.COMPLETION_RATE
        return figure.unit == "%" and told
    counted = bool(unit) and unit not in MONEY
    return figure.unit == unit if counted else figure.unit in MONEY


def _without_home(asking: Asking, series: Series, noun: str) -> Series:
    """Sub-institutions only, where the question leaves out the bureau itself (不算局本级, 下面, 下属)."""
    if noun != "institution":
        return series
    home = clean(series.members[0].figure.document.institution)
    kept = tuple(each for each in series.members if clean(each.name) != home and "本级" not in each.name)
    return replace(series, members=kept)


def listing(asking: Asking, index: DocumentIndex) -> Draft:
    """The names that meet the question's condition, or the list that the text gives."""
    kept = _conditioned(asking, index)
    if kept is not None:
        members, other = kept
        draft = Draft()
        for member in members:
            draft.items.append(member.name)
            draft.quantity(member.figure)
        for figure in other:
            draft.quantity(figure)
        shown = [
            f"{each.name}{draft.quantity(each.figure).shown()}{marks(draft.quantity(each.figure))}" for each in members
        ]
        who = heading(index.document, index.document.year, asking)
        if not members:
            return draft.refuse(asking.words(f"{who}没有符合条件的项目。", f"{who}none meets the condition."))
        draft.say(asking.words(f"{who}符合条件的有：{'；'.join(shown)}。", f"{who}: {'; '.join(shown)}."))
        return draft
    column = _label_list(asking, index)
    if column is not None:
        return column
    graded = _graded(asking, index)
    if graded is not None:
        return graded
    every = _every_project(asking, index)
    if every is not None:
        return every
    if _ASKS_NAME.search(asking.plan.question):
        return missing(asking, asking.target, index, None)
    return listed_text(asking, index)


_ASKS_NAME = re.compile("叫什么|什么名字|名称是什么|是什么项目|是哪个项目")
_GRADE = re.compile(
    "(?:等级|评级|评为|结果|评价)(?:为|是|被评为)?(优秀?|良好?|中|差|合格|不合格|较差)(?![\u4e00-\u9fff]*等)"
)


def _graded(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The things whose printed grade is the one asked for (评价等级为“中”的项目), from a table."""
    found = _GRADE.search(asking.plan.question)
    if found is None:
        return None
    grade = found.group(1)
    kept = [
        each
        for each in index.facts()
        if clean(each.fact.text) == grade
        and any("等级" in header or "评价" in header for header in each.fact.column_path)
    ]
    if not kept:
        return None
    draft = Draft()
    for figure in kept:
        draft.cite(figure)
        draft.items.append(figure.fact.subject or figure.fact.item.name)
    names = "、".join(f"{name}[{draft.cite(figure)}]" for name, figure in zip(draft.items, kept, strict=True))
    draft.say(asking.words(f"{found.group(1)}的有：{names}。", f"Graded {grade}: {names}."))
    return draft


def _every_project(asking: Asking, index: DocumentIndex) -> Draft | None:
    """All projects of the document, where the question asks for no more than that."""
    bare = re.sub("绩效|自评|预算|决算|项目|支出", "", asking.target.words.replace("|", ""))
    if asked_noun(asking) != "project" or bare:
        return None
    found = [
        each for each in series_of(replace(asking.target, words=""), index, "project") if each.members[0].figure.cell
    ]
    if not found:
        return None
    draft = Draft()
    for member in found[0].members:
        draft.cite(member.figure)
        draft.items.append(member.name)
    draft.say(
        "、".join(f"{each.name}[{draft.cite(each.figure)}]" for each in found[0].members) + asking.words("。", ".")
    )
    return draft


def _conditioned(asking: Asking, index: DocumentIndex) -> tuple[list[Member], list[Figure]] | None:
    compared = columns_compared(asking.plan.question)
    if compared is not None:
        found = _two_columns(asking, index, *compared)
        if found is not None:
            return found
    condition = condition_of(asking.plan.question)
    if condition is None:
        return None
    series = the_series(asking, index)
    if series is None:
        return None
    return [each for each in series.members if condition.holds(each.value, each.figure.unit) and _of_unit(asking, each)], []


def _two_columns(asking: Asking, index: DocumentIndex, one: str, two: str) -> tuple[list[Member], list[Figure]] | None:
    """Members of one table whose first measure is below their second."""
    noun = asked_noun(asking)
    rest = "|".join(run for run in asking.target.words.split("|") if not pairs(run) & pairs(f"{one}|{two}|低于|高于"))
    open_target = replace(asking.target, words=f"{rest}|{one}", stage=Stage.UNKNOWN, institution="")
    first = series_of(open_target, index, noun)
    for low in first[:6]:
        table = low.members[0].figure.table
        if table is None or one not in clean("".join(low.members[0].figure.fact.column_path)):
            continue
        kept, used = list[Member](), list[Figure]()
        for member in low.members:
            other = _in_row(index, member.figure, two)
            if (
                other is not None
                and other.value is not None
                and member.value < other.value
                and _of_unit(asking, member)
            ):
                kept.append(member)
                used.append(other)
        if kept:
            return kept, used
    return None


def _in_row(index: DocumentIndex, figure: Figure, header: str) -> Figure | None:
    fact = figure.fact
    for other in index.facts():
        same = other.fact.table_id == fact.table_id and other.fact.row == fact.row and other.value is not None
        if same and header in clean("".join(other.fact.column_path)):
            return other
    return None


def _of_unit(asking: Asking, member: Member) -> bool:
    """Whether the member belongs to the sub-institution that the question names, if it names one."""
    wanted = asking.target.institution
    return not wanted or clean(member.figure.fact.institution) == clean(wanted)


def _label_list(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Names in a table: the 三级指标 under a 二级指标, the units of a list."""
    wanted = pairs(asking.target.words)
    noun = asked_noun(asking)
    if noun == "institution":
        return _unit_table(asking, index)
    if noun != "indicator":
        return None
    rows: dict[str, tuple[Figure, int]] = {}
    for figure in index.facts():
        own = figure.fact.item.path if noun == "indicator" else (figure.table.title if figure.table else "",)
        hit = len(wanted & pairs("|".join(own)))
        subject_fits = not figure.fact.subject or bool(pairs(figure.fact.subject) & wanted)
        if hit >= 3 and subject_fits and figure.table is not None and "indicator" in figure.kind + "indicator":
            rows.setdefault(figure.fact.item.name, (figure, hit))
    top = max((hit for _, hit in rows.values()), default=0)
    kept = [(name, figure) for name, (figure, hit) in rows.items() if hit == top and name]
    if noun != "indicator" or len(kept) < 2:
        return None
    draft = Draft()
    for name, figure in kept:
        draft.items.append(name)
        draft.cite(figure)
    draft.say("、".join(f"{name}[{draft.cite(figure)}]" for name, figure in kept) + "。")
    return draft


_UNIT_HEADERS = frozenset(
    {"单位名称", "预算单位名称", "决算单位名称", "部门名称", "单位全称", "机构名称", "预算单位", "单位"}
)


def _unit_table(asking: Asking, index: DocumentIndex) -> Draft | None:
    """The names of a table that lists units and no amounts."""
    for table in index.tables.values():
        listed = any(clean(column.path[-1]) in _UNIT_HEADERS for column in table.columns if column.path)
        figures = [each for each in index.facts() if each.fact.table_id == table.id]
        names = {each.fact.item.name: each for each in figures}
        if not listed or len(names) < 2 or any(each.value is not None for each in figures):
            continue
        draft = Draft()
        draft.items.extend(names)
        draft.say("、".join(f"{name}[{draft.cite(each)}]" for name, each in names.items()) + "。")
        return draft
    return None


def count(asking: Asking, index: DocumentIndex) -> Draft:
    """How many meet the condition; a count that the document itself states comes first."""
    condition = condition_of(asking.plan.question)
    graded = _graded(asking, index)
    if graded is not None:
        cited = tuple(each.id for each in graded.citations)
        number = replace(
            constant(len(graded.items), "个"),
            citations=cited,
            compound=True,
            expression="count",
            substituted=" + ".join("1" for _ in graded.items),
        )
        graded.result(asking.words("个数", "count"), number)
        graded.say(asking.words(f"共{len(graded.items)}个。", f"{len(graded.items)} in all."))
        return graded
    told = _graded_count(asking, index)
    if told is not None:
        return told
    if condition is not None and asking.target.unit in _COUNT_UNITS - {"个", "项"}:
        stated = _stated_counts(asking, index)
        if stated is not None:
            return stated
    if condition is None:
        found = _stated_counts(asking, index)
        if found is not None:
            return found
        listed = listed_text(asking, index)
        return listed if listed.status.value == "answered" else missing(asking, asking.target, index, None)
    series = the_series(asking, index)
    if series is None:
        return _stated_counts(asking, index) or missing(asking, asking.target, index, None)
    kept = [each for each in series.members if condition.holds(each.value, each.figure.unit)]
    draft = Draft()
    for member in kept:
        draft.cite(member.figure)
        draft.items.append(member.name)
    number = replace(
        constant(len(kept), "个"),
        citations=tuple(draft.cite(each.figure) for each in kept),
        compound=True,
        expression="count",
        substituted=" + ".join("1" for _ in kept) or "0",
    )
    draft.result(asking.words("个数", "count"), number)
    names = "、".join(f"{each.name}[{draft.cite(each.figure)}]" for each in kept)
    draft.say(asking.words(f"共{len(kept)}个：{names}。", f"{len(kept)}: {names}."))
    return draft


def _graded_count(asking: Asking, index: DocumentIndex) -> Draft | None:
    """How many were graded so, as a sentence tells it (“优”的项目7个)."""
    found = _GRADE.search(asking.plan.question)
    if found is None:
        return None
    for figure in index.statements():
        told = normalize(figure.statement.text + figure.statement.item.name)
        if f'"{found.group(1)}"' in told and figure.unit in _COUNT_UNITS and figure.value is not None:
            draft = Draft()
            state(asking, draft, figure)
            return draft
    return None


_COUNT_UNITS = frozenset({"个", "项", "家", "人", "名", "辆", "台", "件", "条", "次", "批次", "人次", "所", "户"})


def _stated_counts(asking: Asking, index: DocumentIndex) -> Draft | None:
    target = asking.target
    found = find(target, index, lambda each: each.value is not None and each.unit.split("(")[0].split("（")[0] in _COUNT_UNITS)
    fitting = [each for each in found if each.fits]
    if not fitting:
        return None
    draft = Draft()
    first = fitting[0].figure
    state(asking, draft, first)
    more = re.search(r"其中.{0,20}\"?([\u4e00-\u9fff]{1,4})\"?的?(?:几个|有几|多少)", asking.question.text)
    if more and not first.cell:
        _say_part(asking, draft, index, first, more.group(1))
    return draft


def _say_part(asking: Asking, draft: Draft, index: DocumentIndex, first: Figure, word: str) -> None:
    """A second count of the same sentence (其中评为“优”的几个)."""
    for figure in index.statements():
        same = figure.statement.section == first.statement.section and figure.origin.id != first.origin.id
        if same and figure.unit in _COUNT_UNITS and figure.value is not None and word[-1:] in figure.statement.text:
            state(asking, draft, figure)
            return


def summed(asking: Asking, index: DocumentIndex) -> Draft:
    """Sums, means, differences and ratios over several figures of one document."""
    wants = asking.plan.wants
    targets = asking.plan.targets
    if len(targets) > 1:
        return _over_targets(asking, index)
    if "sum" in wants or "mean" in wants:
        series = the_series(asking, index)
        single = best(asking.target, index)
        alone = single is not None and core(single.figure.name) == core(asking.target.words) and not _wants_all(asking)
        if (
            series is not None
            and not alone
            and len(series.members) > 1
            and (_wants_all(asking) or single is None or _of_one_sentence(series))
        ):
            return _say_series(asking, index, series)
        if single is not None and single.figure.value is not None:
            draft = Draft()
            state(asking, draft, single.figure)
            return draft
    found = best(asking.target, index)
    if found is None or found.figure.value is None:
        return missing(asking, asking.target, index, found)
    if wants & {"difference", "ratio"} and "sum" not in wants:  # one figure is no answer to how far two lie apart
        return missing(asking, asking.target, index, None)
    draft = Draft()
    state(asking, draft, found.figure)
    return draft


def _of_one_sentence(series: Series) -> bool:
    """Whether the members are told in one breath (第一季度…，第二季度…)."""
    return len({each.figure.statement.sentence if not each.figure.cell else each.name for each in series.members}) == 1


def _wants_all(asking: Asking) -> bool:
    return bool(named_with(asking.question)) or bool(
        re.search(r"加起来|加总|之和|求和|各|\d+个|[四两三五六七八九十]个|所有|全部", asking.plan.question)
    )


def _say_series(asking: Asking, index: DocumentIndex, series: Series) -> Draft:
    draft = Draft()
    terms = [asking.in_unit(draft.quantity(each.figure)) for each in series.members]
    made: Quantity = mean(terms) if "mean" in asking.plan.wants else total(terms)
    label = asking.words("平均", "mean") if "mean" in asking.plan.wants else asking.words("合计", "total")
    draft.result(label, made)
    parts = [f"{each.name}{term.shown()}{marks(term)}" for each, term in zip(series.members, terms, strict=True)]
    who = heading(index.document, index.document.year, asking)
    draft.say(
        asking.words(
            f"{who}{'、'.join(parts)}，{label}{made.shown()}。", f"{who}{', '.join(parts)}; {label} {made.shown()}."
        )
    )
    return draft


def _over_targets(asking: Asking, index: DocumentIndex) -> Draft:
    draft = Draft()
    figures: list[Figure] = []
    for target in asking.plan.targets:
        found = best(target, index)
        if found is None or found.figure.value is None:
            return missing(asking, target, index, found)
        figures.append(found.figure)
    terms = [asking.in_unit(draft.quantity(each)) for each in figures]
    apart = re.search("相差|差多少|差额|差了|多多少|少多少|高出|高多少|低多少|多出|减去|difference", asking.plan.question)
    if "sum" in asking.plan.wants and not apart:
        made = total(terms)
        draft.result(asking.words("合计", "total"), made)
    elif "mean" in asking.plan.wants:
        made = mean(terms)
        draft.result(asking.words("平均", "mean"), made)
    else:
        high, low = sorted(terms, key=lambda each: each.value, reverse=True)[:2]
        made = difference(high, low)
        draft.result(asking.words("相差", "difference"), made)
    for figure in figures:
        state(asking, draft, figure)
    draft.say(asking.words(f"{draft.results[0].label}{made.shown()}。", f"{draft.results[0].label}: {made.shown()}."))
    return draft
