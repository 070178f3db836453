"""The evaluation as one self-contained HTML page: the tables, and every question with its answer, gold and faults."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.cases import Gold, GoldNumber
from eval.measures import Outcome
from eval.summary import Group, Scored, Share, Summary

STYLE = """
body{font:15px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:1080px;margin:2em auto;padding:0 1em;color:#1c1c1c}
table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}
td:first-child,th:first-child{text-align:left}details{border-left:4px solid #999;margin:.5em 0;padding:.2em .8em}
summary{cursor:pointer}.right{border-color:#2a8f4d}.wrong{border-color:#c0392b}.refused{border-color:#d68910}
.error{border-color:#7d3c98}pre{white-space:pre-wrap;font:inherit;background:#f6f6f6;padding:.5em}
.fault{color:#c0392b}.quiet{color:#666}label{margin-right:1em}
"""
SCRIPT = """
document.querySelectorAll('input[data-outcome]').forEach(box => box.onchange = () =>
  document.querySelectorAll('details.' + box.dataset.outcome).forEach(each => each.hidden = !box.checked));
"""


def html_page(title: str, scored: Sequence[Scored], summary: Summary, note: str = "") -> str:
    """The page; it loads nothing from anywhere."""
    boxes = "".join(
        f'<label><input type="checkbox" checked data-outcome="{outcome.value}"> {outcome.value} '
        f"{summary.total.outcomes[outcome]}</label>"
        for outcome in Outcome
    )
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1><p>{_measures(summary)}</p><p>{escape(note)}</p>"
        f"{_table('type', summary.by_type, summary.total)}{_table('document', summary.by_document, summary.total)}"
        f"<p>{boxes}</p>{''.join(_question(each) for each in scored)}<script>{SCRIPT}</script></html>"
    )


def _measures(summary: Summary) -> str:
    recall = "–" if summary.recall is None else f"{summary.recall:.1%}"
    faults = ", ".join(f"{kind} {count}" for kind, count in summary.faults.items()) or "none"
    return escape(
        f"citation recall {recall}; answers with figures without a source {summary.unsourced}; "
        f"p50 {summary.p50:.0f} ms, p95 {summary.p95:.0f} ms; faults: {faults}"
    )


def _table(name: str, groups: Sequence[Group], total: Group) -> str:
    heads = [name, "questions", *(outcome.value for outcome in Outcome), "accuracy", "precision"]
    rows = [
        [each.name, each.size, *each.outcomes.values(), _share(each.accuracy), _share(each.precision)]
        for each in (*groups, total)
    ]
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>{body}</table>"


def _share(share: Share | None) -> str:
    return f"{share.value:.1%} ({share.low * 100:.1f}–{share.high * 100:.1f})" if share else "–"


def _question(each: Scored) -> str:
    case, outcome = each.case, each.score.outcome.value
    turns = "".join(f"<div class=quiet>{escape(turn)}</div>" for turn in case.turns)
    faults = "".join(
        f"<div class=fault>{escape(f'{fault.kind}: {fault.message}')}</div>" for fault in each.score.faults
    )
    loose = f"<div class=fault>without a source: {escape('、'.join(each.score.unsourced))}</div>"
    return (
        f'<details class="{outcome}"{"" if each.right else " open"}><summary>{escape(case.id)} · {escape(case.type)} · '
        f"{escape(case.question)} · <b>{outcome}</b></summary>{turns}{faults}{loose if each.score.unsourced else ''}"
        f"<div>gold: {escape(gold_text(case.gold))}</div>{_answer(each)}</details>"
    )


def _answer(each: Scored) -> str:
    answer = each.record.answer
    if answer is None:
        return f"<pre>{escape(each.record.error)}</pre>"
    results = "; ".join(f"{r.get('label')} = {r.get('value')} {r.get('unit')}" for r in answer.get("results") or [])
    cited = "".join(f"<li>{escape(_citation(c))}</li>" for c in answer.get("citations") or [])
    return (
        f"<div class=quiet>{escape(str(answer.get('status')))} · {each.milliseconds:.0f} ms</div>"
        f"<pre>{escape(str(answer.get('answer', '')))}</pre><div>results: {escape(results or '–')}</div>"
        f"<div>items: {escape('、'.join(answer.get('items') or []) or '–')}</div><ul class=quiet>{cited}</ul>"
    )


def _citation(citation: dict[str, object]) -> str:
    place = f"p.{citation['page']}" if citation.get("page") else f"line {citation.get('line')}"
    where = citation.get("table") or citation.get("section") or ""
    return f"[{citation.get('id')}] {citation.get('file')} {place} {where}: {citation.get('quote')}"


def gold_text(gold: Gold) -> str:
    """What is right, on one line."""
    parts = [_number(each) for each in ([gold.number] if gold.number else []) + list(gold.numbers)]
    if gold.items:
        parts.append("、".join(gold.items) + (" (in order)" if gold.ordered else ""))
    parts += [" | ".join(group[:4]) + (" …" if len(group) > 4 else "") for group in gold.contains]
    if gold.refuse:
        parts.append("refuse")
    if gold.clarify:
        parts.append("ask back: " + "、".join(gold.clarify))
    return "; ".join(parts)


def _number(gold: GoldNumber) -> str:
    return f"{gold.label} {gold.number} {gold.unit} (±{gold.tolerance.normalize():f})".strip()
