"""One question of the HTML report: expected and given answer, and why it failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from eval.measures.scored import Scored
from eval.measures.sources import evidence_found
from eval.run.cases import Gold, GoldNumber

MOST_WORDS = 6
"""Spellings of one group of ``contains`` that are shown."""


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """The answer of another run: the baseline, or the language model."""

    name: str
    outcome: str
    text: str

    @classmethod
    def of_model(cls, each: Scored) -> OtherAnswer:
        text = str((each.record.answer or {}).get("answer") or each.record.error)
        who = "language model" if each.by_model else "language model (the rules answered in its place)"
        return cls(f"{who}, {each.tokens} tokens", each.score.outcome.value, text)


def question(each: Scored, badges: str, others: Sequence[OtherAnswer]) -> str:
    """A collapsible block, open at first unless the answer is right. ``badges`` is HTML that tells what others
    answered; a question that has one counts as changed."""
    case, outcome = each.case, each.score.outcome.value
    data = (
        f'id="q-{escape(case.id)}" class="{outcome}" data-outcome="{outcome}" data-type="{escape(case.type)}" '
        f'data-documents="{escape("|".join(case.documents))}"{" data-change=yes" if badges else ""}'
    )
    head = (
        f'<span class="badge {outcome}">{outcome}</span>{badges}'
        f'<span class="id">{escape(case.id)} · {escape(case.type)}</span>{escape(case.question)}'
    )
    answers = _answer(each) + "".join(map(_other, others))
    sides = f'<div class="sides"><div>{_expected(each)}</div><div>{answers}</div></div>'
    inside = f'<div class="inside">{_turns(case.turns)}{_faults(each)}{sides}</div>'
    return f"<details {data}{'' if each.right else ' open'}><summary>{head}</summary>{inside}</details>"


def _turns(turns: Sequence[str]) -> str:
    return f"<h3>asked before</h3>{_list(map(escape, turns))}" if turns else ""


def _faults(each: Scored) -> str:
    told = [f"{fault.kind}: {fault.message}" for fault in each.score.faults]
    if each.score.unsourced:
        told.append(f"without a source: {'、'.join(each.score.unsourced)}")
    return "".join(f'<div class="fault">{escape(line)}</div>' for line in told)


def _list(lines: Any) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


# ------------------------------------------------------------------------------------------------------- expected


def _expected(each: Scored) -> str:
    evidence = each.case.evidence
    found = evidence_found(evidence, each.record.answer or {}) if each.score.answered else ()
    marks = [_mark(*one) for one in found] or [""] * len(evidence)
    lines = [
        f"{mark}{escape(gold.document)} · {escape(gold.where)}: “{escape(gold.quote)}”"
        for gold, mark in zip(evidence, marks, strict=True)
    ]
    return f"<h3>expected</h3>{_list(map(escape, gold_lines(each.case.gold)))}" + (
        f"<h3>evidence</h3>{_list(lines)}" if lines else ""
    )


def _mark(cell: bool, section: bool) -> str:
    if cell:
        return '<span class="yes">✓ cited</span> '
    return '<span class="no">✗ </span>' + ("(its section is cited) " if section else "")


def gold_lines(gold: Gold) -> list[str]:
    """What is right, one line per form."""
    lines = [_number(each) for each in ([gold.number] if gold.number else []) + list(gold.numbers)]
    if gold.items:
        lines.append("、".join(gold.items) + (" (in this order)" if gold.ordered else ""))
    for group in gold.contains:
        lines.append("says " + " | ".join(group[:MOST_WORDS]) + (" | …" if len(group) > MOST_WORDS else ""))
    if gold.refuse:
        lines.append("refuse: the documents do not hold it")
    if gold.clarify:
        lines.append("ask back: " + "、".join(gold.clarify))
    return lines


def _number(gold: GoldNumber) -> str:
    return f"{gold.label} {gold.number} {gold.unit} (±{gold.tolerance.normalize():f})".strip()


# --------------------------------------------------------------------------------------------------------- answer


def _answer(each: Scored) -> str:
    answer = each.record.answer
    if answer is None:
        return f'<h3>error</h3><div class="told">{escape(each.record.error)}</div>'
    parts = [
        f"<h3>answer · {escape(each.status)} · {each.milliseconds:.0f} ms{_cost(each)}</h3>",
        f'<div class="told">{escape(str(answer.get("answer", "")))}</div>',
        _part("results", [_result(one) for one in answer.get("results") or []]),
        _part("items", [str(one) for one in answer.get("items") or []]),
        _part("asks back", [str(one.get("question", "")) for one in answer.get("clarify") or []]),
        _part("calculations", [_calculation(one) for one in answer.get("calculations") or []]),
        _part("citations", [_citation(one) for one in answer.get("citations") or []]),
    ]
    return "".join(parts)


def _cost(each: Scored) -> str:
    return f" · {each.tokens} tokens" if each.tokens else ""


def _part(name: str, lines: Sequence[str]) -> str:
    return f"<h3>{name}</h3>{_list(map(escape, lines))}" if lines else ""


def _result(result: Mapping[str, Any]) -> str:
    return f"{result.get('label', '')} = {result.get('value', '')} {result.get('unit', '')}".strip()


def _calculation(each: Mapping[str, Any]) -> str:
    return f"{each.get('substituted', '')} = {each.get('value', '')} {each.get('unit', '')}"


def _citation(citation: Mapping[str, Any]) -> str:
    place = f"p. {citation['page']}" if citation.get("page") else f"line {citation.get('line')}"
    where = citation.get("table") or citation.get("section") or ""
    cell = " / ".join("·".join(map(str, citation.get(name) or ())) for name in ("row", "column") if citation.get(name))
    told = f"[{citation.get('id')}] {citation.get('file')} {place} · {where}"
    return f"{told}{f' · {cell}' if cell else ''}: “{citation.get('quote')}”"


def _other(other: OtherAnswer) -> str:
    return f'<h3>{escape(other.name)} · {escape(other.outcome)}</h3><div class="told">{escape(other.text)}</div>'
