"""One plan from a model that cannot call tools: it may name only what the question names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model.figures import Stage
from qa.agent.budget import NoAnswer
from qa.agent.looking.desk import Desk, ToolRefusal
from qa.agent.looking.documents import mentions
from qa.agent.looking.plan_reading import read_plan
from qa.agent.model_json import read_object
from qa.execution.names import coded, tiers
from qa.plans.language import Plan, Quote
from qa.plans.slots import Docs, Figure, Rows, Slots, nodes_of
from qa.plans.words import clean, pairs

_STAGE_WORDS = {
    Stage.INITIAL: "年初预算|预算|budget",
    Stage.ADJUSTED: "全年预算|调整预算|预算|budget",
    Stage.BUDGET: "预算|budget",
    Stage.FINAL: "决算|执行|实际|花|支出|用了|完成|final|spen[dt]|actual",
}
_BUDGET_ASKED = re.compile("年初预算|全年预算|调整预算|预算数")
_ENOUGH = 0.6


def plan_in_reply(text: str, desk: Desk) -> Plan:
    """The plan that a reply holds. Raises NoAnswer where none can be read, or where it goes beyond the question."""
    told = read_object(text)
    if told is None or not ({"plan", "asks"} & told.keys()):
        raise NoAnswer("它的计划无法读取", "its plan cannot be read")
    try:
        plan = read_plan(told.get("plan", told), desk)
    except ToolRefusal:
        raise NoAnswer("它的计划无法读取", "its plan cannot be read") from None
    beyond = next(_beyond(plan, desk), "")
    if beyond:
        raise NoAnswer(
            f"它的计划与所问的不同（{beyond}），没有采用", f"its plan is not what was asked ({beyond}) and was not used"
        )
    return plan


def _beyond(plan: Plan, desk: Desk) -> Iterator[str]:
    """What a plan names and the question does not, or the reverse."""
    question = desk.question
    years = {int(each) for each in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", question)}
    selects = False
    for node in nodes_of(plan):
        if isinstance(node, Docs):
            yield from _other_documents(node, desk, years)
        elif isinstance(node, Slots):
            selects = True
            yield from _other_figure(node, question, years)
        elif isinstance(node, Quote):
            selects = True
            yield from _other_words(node.topic or node.section, question)
    if not selects:
        yield "没有要查的内容"


def _other_documents(node: Docs, desk: Desk, years: set[int]) -> Iterator[str]:
    shelf = desk.reader.shelf
    infos = [file for source in shelf.choose(node).sources for file in source.files]
    named = desk.documents.named
    yield from (each.institution for each in infos if named and each.institution not in named)
    yield from (name for name in node.institution if not mentions(name, shelf.institutions))
    named_years = set(node.year) or {each.year for each in infos if each.year and node.file}
    near = years | {year - 1 for year in years}
    yield from (f"{year}年" for year in named_years if years and year not in near)


def _other_figure(node: Slots, question: str, years: set[int]) -> Iterator[str]:
    if node.year is not None and years and node.year not in years | {year - 1 for year in years}:
        yield f"{node.year}年"
    if node.stage is not Stage.UNKNOWN and not re.search(_STAGE_WORDS[node.stage], question, re.IGNORECASE):
        yield node.stage.value
    asked = _BUDGET_ASKED.search(question)
    if (
        isinstance(node, Figure)
        and asked
        and node.stage is Stage.FINAL
        and "决算" not in question
        and "执行" not in question
    ):
        yield node.stage.value
    if isinstance(node, Figure) and not (node.item or node.table or node.measure):
        yield "没有科目"
    for words in (node.item, node.under, node.measure, node.table):
        yield from _other_words(words, question)
    if isinstance(node, Rows) and not (node.item or node.table):
        yield "没有表"


def _other_words(words: str, question: str) -> Iterator[str]:
    """A name that the question does not say, neither so nor in another way."""
    code, name = coded(words)
    if not words or (code and code in question):
        return
    own = pairs(name)
    held = len(own & pairs(question)) >= _ENOUGH * len(own) if own else True
    spoken = (question[at : at + length] for length in range(2, 12) for at in range(len(question) - length + 1))
    if not held and not tiers(name, [clean(each) for each in spoken if re.fullmatch(r"[\u4e00-\u9fff]+", each)]):
        yield words
