"""One evaluation as a value, and as the JSON of ``summary.json`` and ``results.jsonl``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.measures.comparison import Change, Comparison
from eval.measures.retrieval import Retrieval
from eval.measures.scored import Scored, Share
from eval.measures.summary import Group, Summary


@dataclass(frozen=True, slots=True)
class ModelRun:
    """The same set asked with a language model."""

    scored: Sequence[Scored]
    summary: Summary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``retrieval`` is the reason if it was not measured. ``systems``: the tables of the baseline systems."""

    title: str
    scored: Sequence[Scored]
    summary: Summary
    retrieval: Retrieval | str
    comparison: Comparison | None = None
    model: ModelRun | None = None
    systems: str = ""


def summary_json(found: Evaluation) -> dict[str, Any]:
    """The object of ``summary.json``; every share is ``[value, low, high]``, the interval at 95%."""
    body = {"set": found.title, **_summary(found.summary), "retrieval": _retrieval(found.retrieval)}
    if found.comparison:
        body["baseline"] = _comparison(found.comparison)
    if found.model:
        body["model"] = _summary(found.model.summary)
    return body


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "total": _group(summary.total),
        "by_type": [_group(each) for each in summary.by_type],
        "by_document": [_group(each) for each in summary.by_document],
        "faults": dict(summary.faults),
        "measures": {
            each.key: {"value": _share(each.share), "of": each.of} | ({} if each.hits is None else {"hits": each.hits})
            for each in summary.measures
        },
        "p50_ms": round(summary.p50, 1),
        "p95_ms": round(summary.p95, 1),
        "tokens": summary.tokens,
        "answers_by_the_model": summary.by_model,
    }


def _group(each: Group) -> dict[str, Any]:
    counts = {outcome.value: count for outcome, count in each.outcomes.items()}
    shares = {"accuracy": _share(each.accuracy), "precision": _share(each.precision)}
    return {"name": each.name, "size": each.size, **counts, **shares}


def _share(share: Share | None) -> list[float] | None:
    return [round(each, 6) for each in (share.value, share.low, share.high)] if share else None


def _retrieval(found: Retrieval | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"not_measured": found}
    recall = {f"recall@{cutoff}": round(value, 6) for cutoff, value in found.recall.items()}
    return {"questions": found.questions, **recall, "mrr": round(found.mrr, 6), "ndcg@10": round(found.ndcg, 6)}


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "difference": _share(found.difference),
        "better": len(found.better),
        "worse": len(found.worse),
        "without_an_answer": found.absent,
        "changes": [_change(each) for each in found.changes],
    }


def _change(each: Change) -> dict[str, Any]:
    return {"id": each.id, "question": each.question, "before": each.before.value, "now": each.now.value}


def result_json(each: Scored) -> dict[str, Any]:
    """One line of ``results.jsonl``. It includes the answer, so that it can be the baseline of another run."""
    cited = each.score.cited
    return {
        "id": each.case.id,
        "type": each.case.type,
        "docs": list(each.case.documents),
        "question": each.case.question,
        "turns": list(each.case.turns),
        "outcome": each.score.outcome.value,
        "faults": [{"kind": str(fault.kind), "message": fault.message} for fault in each.score.faults],
        "citations": {name: getattr(cited, name) for name in cited.__slots__} if cited else None,
        "unsourced": list(each.score.unsourced),
        "ms": round(each.milliseconds, 1),
        "tokens": each.tokens,
        "seconds": round(each.record.seconds, 4),
        "error": each.record.error,
        "answer": each.record.answer,
    }
