"""How sure a reading is: the probability that its plan is what was asked, from what speaks against it.

A logistic model whose weights (``qa/data/sureness.toml``) were fitted on answers of question sets to what they should
have been; ``python -m eval.measures.sureness`` fits them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log1p
from tomllib import loads

from qa.execution.outcomes import Blank, Outcome, Quotation, Series, Value, Verdict
from qa.reader.assembling.frames import Frame
from qa.reader.choosing.choose import Choice

_HAN = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]+")
_FILLERS = re.compile(
    "请问|请|帮我|麻烦|谢谢|多谢|一下|看看|查查|想知道|了解|告诉|我|你|您|的|了|是|吗|呢|吧|啊|呀|在|里面?|中|和|与|及|跟|把|被|就|都|也|还|又|那|这|它|他|"
    "根据|按照?|文件|文档|材料|报告|公开|回答|问题|其中|一共|总共|到底|究竟|大概|左右|下面|上面|这个|那个|方面|情况|可以|能|想|要|给|用|有|没有|"
    "the|of|in|a|an|for|to|please|is|was|were|and|its|it|by|on"
)
_SORTS = {
    "change": "change",
    "growth": "change",
    "prior": "change",
    "diff": "reckoned",
    "ratio": "reckoned",
    "share": "reckoned",
    "completion": "reckoned",
    "sum": "reckoned",
    "mean": "reckoned",
    "count": "counted",
    "rank": "listed",
    "list": "listed",
    "members": "listed",
    "equal": "judged",
    "claim": "judged",
    "claim and figure": "judged",
    "compare": "judged",
    "findings": "judged",
    "quote": "told",
    "define": "told",
    "reason": "told",
    "again": "leaned",
}
_NUMBERS = (
    *("base", "cost", "misfit", "unsure", "unlikely", "unread", "clauses", "missing", "rival", "namesakes"),
    *("series", "no_ask", "no_name", "open", "given"),
)
NAMES = (*_NUMBERS, *dict.fromkeys(_SORTS.values()))


def features_of(choices: Sequence[Choice], frame: Frame, open_scope: bool, namesakes: int) -> dict[str, float]:
    """What speaks for and against a reading, by the ``NAMES`` of the model. ``namesakes``: other figures of the names
    that were asked for."""
    outcomes = [outcome for each in choices for outcome in each.outcomes]
    core = [each.sure for each in frame.words if each.tag in _CORE or each.tag.startswith("?")]
    sorts = {_SORTS.get(each.option.sort, "") for each in choices}
    return {
        "base": 1.0,
        "cost": max((each.option.cost for each in choices), default=1.0),
        "misfit": min(max((each.misfit for each in choices), default=4.0), 4.0),
        "unsure": 1 - min(core, default=0.5),
        "unlikely": min(-frame.likelihood, 4.0),
        "unread": _unread(frame),
        "clauses": float(len(choices) - 1),
        "missing": _share(outcomes, lambda each: not isinstance(each, Value | Series | Verdict | Quotation)),
        "rival": 1 - min((each.margin for each in choices), default=0.0),
        "namesakes": log1p(namesakes),
        "series": _share(outcomes, lambda each: isinstance(each, Series | Blank)),
        "no_ask": float(not any(each.asks for each in frame.clauses)),
        "no_name": float(not any(each.names_something for each in frame.clauses)),
        "open": float(open_scope),
        "given": float(bool(frame.of("given"))),
        **{name: float(name in sorts) for name in NAMES[len(_NUMBERS) :]},
    }


_CORE = frozenset({"item", "base", "col", "under", "table", "topic", "stage", "has"})


def _unread(frame: Frame) -> float:
    """The share of a question's words that no span takes and that are no fillers."""
    taken = [False] * len(frame.text)
    for each in frame.words:
        taken[each.start : each.end] = [True] * (each.end - each.start)
    left = "".join(letter if not taken[at] else " " for at, letter in enumerate(frame.text))
    return len(_HAN.findall(_FILLERS.sub(" ", left))) / max(1, len(_HAN.findall(frame.text)))


def _share(outcomes: Sequence[Outcome], test: Callable[[Outcome], bool]) -> float:
    return sum(map(bool, map(test, outcomes))) / max(1, len(outcomes))


def sureness_of(features: Mapping[str, float]) -> float:
    """The probability that a reading with these features is right."""
    weights = _weights()
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = loads(files("qa.data").joinpath("sureness.toml").read_text("utf-8"))["weights"]
    return weights
