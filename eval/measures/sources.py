"""The sources of an answer's figures: gold quotes among its citations, and unsupported figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from eval.measures.names import bare, same_letters
from eval.measures.numbers import NUMBER, number_tokens, plain
from eval.run.cases import Evidence

MARKED = re.compile(r"\[\d+(?:[,，、\s]*\d+)*\]")
_CODE = re.compile(r"^\d+\s")
COUNTED = re.compile(rf"({NUMBER.pattern})(?=万元|亿元|千元|元|%|个百分点|人|辆|个|家|分)")


@dataclass(frozen=True, slots=True)
class Cited:
    """Gold evidence against the citations of an answer; each is a share from 0 to 1.

    At cell level a citation must print the quote of a gold evidence from its document. At section level it must stand
    in the table or section that a gold evidence names, whatever it prints. Recall is over the evidence, precision over
    the citations. ``section_precision`` also counts a citation that prints a gold quote elsewhere; both precisions are
    None without citations. Evidence rarely lists all that could be cited, so precision is a lower bound."""

    cell_recall: float
    section_recall: float
    cell_precision: float | None
    section_precision: float | None


def cited(evidence: Sequence[Evidence], answer: Mapping[str, Any]) -> Cited | None:
    """The shares for one answer; None if the question names no evidence."""
    citations = answer.get("citations") or []
    if not evidence:
        return None
    cells = [[_prints(gold, each) for each in citations] for gold in evidence]
    places = [[_stands_in(gold, each) for each in citations] for gold in evidence]
    printing = [any(column) for column in zip(*cells, strict=True)]
    standing = [any(column) for column in zip(*places, strict=True)]
    return Cited(
        _mean([any(row) for row in cells]) or 0.0,
        _mean([any(row) for row in places]) or 0.0,
        _mean(printing),
        _mean([one or two for one, two in zip(printing, standing, strict=True)]),
    )


def evidence_found(evidence: Sequence[Evidence], answer: Mapping[str, Any]) -> list[tuple[bool, bool]]:
    """For each gold evidence: whether its text is cited, and whether its table or section is."""
    citations = answer.get("citations") or []
    return [
        (any(_prints(gold, each) for each in citations), any(_stands_in(gold, each) for each in citations))
        for gold in evidence
    ]


def _mean(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _prints(gold: Evidence, citation: Mapping[str, Any]) -> bool:
    return _same_document(gold, citation) and quotes(str(citation.get("quote", "")), gold.quote)


def _stands_in(gold: Evidence, citation: Mapping[str, Any]) -> bool:
    """Whether ``where`` is part of the table's title or of a heading above, ignoring spaces and brackets."""
    where = same_letters(gold.where)
    titles = (str(citation.get(name) or "") for name in ("table", "section"))
    return _same_document(gold, citation) and bool(where) and any(where in same_letters(title) for title in titles)


def _same_document(gold: Evidence, citation: Mapping[str, Any]) -> bool:
    return PurePath(str(citation.get("file", ""))).stem == gold.document


def quotes(quote: str, gold: str) -> bool:
    """Whether the cited text holds the gold's numbers (ignoring separators), or its words if it has no number."""
    wanted = number_tokens(gold)
    if wanted:
        held = number_tokens(quote)
        return all(number in held for number in wanted) or plain(gold) in plain(quote)
    return bare(gold) in bare(quote) or (len(bare(quote)) > 3 and bare(quote) in bare(gold))


def unsourced(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Results without an existing citation, and figures in the text without support by a citation (its text, or the
    name of its row: 总分（含预算执行率10分）), a result, a calculation or the question."""
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
    texts += [_CODE.sub("", str(name)) for each in answer.get("citations") or [] for name in each.get("row") or []]
    texts += [str(each.get("value", "")) for each in answer.get("results") or []]
    for each in answer.get("calculations") or []:
        texts += [str(each.get("value", "")), str(each.get("substituted", ""))]
    texts += [str(each.get("message", "")) for each in answer.get("checks") or []]
    for text in texts:
        yield from number_tokens(text)


def _held(number: Decimal, supported: set[Decimal]) -> bool:
    """Whether the number is supported as it is, or converted to 万元 or 亿元, or rounded as shown."""
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    scales = (Decimal(1), Decimal(10**4), Decimal(10**8))
    return any(abs(each / scale - number) <= step / 2 for each in supported for scale in scales)
