"""Where an answer's figures come from: gold quotes among its citations, and figures that nothing supports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from eval.cases import Evidence
from eval.names import bare
from eval.numbers import NUMBER, number_tokens, plain

MARKED = re.compile(r"\[\d+(?:[,，、\s]*\d+)*\]")
COUNTED = re.compile(rf"({NUMBER.pattern})(?=万元|亿元|千元|元|%|个百分点|人|辆|个|家|分)")


def citation_recall(evidence: Sequence[Evidence], answer: Mapping[str, Any]) -> float | None:
    """The share of gold quotes that stand among the citations' quotes, of the same document; None without gold."""
    if not evidence:
        return None
    citations = answer.get("citations") or []
    return sum(any(_cites(each, citation) for citation in citations) for each in evidence) / len(evidence)


def _cites(gold: Evidence, citation: Mapping[str, Any]) -> bool:
    same_document = PurePath(str(citation.get("file", ""))).stem == gold.document
    return same_document and quotes(str(citation.get("quote", "")), gold.quote)


def quotes(quote: str, gold: str) -> bool:
    """The cited text holds the gold's numbers (separators aside), or its words where it has no number."""
    wanted = number_tokens(gold)
    if wanted:
        held = number_tokens(quote)
        return all(number in held for number in wanted) or plain(gold) in plain(quote)
    return bare(gold) in bare(quote) or (len(bare(quote)) > 3 and bare(quote) in bare(gold))


def unsourced(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Results without a citation that exists, and figures of the text that neither a citation, a result, a calculation
    nor the question holds."""
    known_ids = {each.get("id") for each in answer.get("citations") or []}
    loose = [
        str(each.get("value"))
        for each in answer.get("results") or []
        if not set(each.get("citations") or ()) & known_ids
    ]
    supported = set(_supported(answer))
    text = MARKED.sub(" ", str(answer.get("answer", "")))
    invented = [token for token in COUNTED.findall(plain(text)) if not _held(abs(Decimal(token)), supported)]
    return tuple(dict.fromkeys([*loose, *invented]))


def _supported(answer: Mapping[str, Any]) -> Iterable[Decimal]:
    texts = [str(answer.get("question", ""))]
    texts += [str(each.get("quote", "")) for each in answer.get("citations") or []]
    texts += [str(each.get("value", "")) for each in answer.get("results") or []]
    for each in answer.get("calculations") or []:
        texts += [str(each.get("value", "")), str(each.get("substituted", ""))]
    texts += [str(each.get("message", "")) for each in answer.get("checks") or []]
    for text in texts:
        yield from number_tokens(text)


def _held(number: Decimal, supported: set[Decimal]) -> bool:
    """The number as it is, or a supported one put in 万元 or 亿元 or rounded as shown."""
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    scales = (Decimal(1), Decimal(10**4), Decimal(10**8))
    return any(abs(each / scale - number) <= step / 2 for each in supported for scale in scales)
