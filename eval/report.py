"""What an evaluation shows: a table on the terminal, ``results.jsonl`` and ``summary.json``, one HTML page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from eval.html_report import html_page
from eval.measures import Outcome
from eval.summary import Comparison, Group, Scored, Share, Summary, as_json, summarize

LONGEST_NAME = 24


def show(scored: Sequence[Scored], summary: Summary, comparison: Comparison | None, console: Console) -> None:
    """The terminal report."""
    if wrong := _wrong(scored):
        console.print(wrong, highlight=False, markup=False, no_wrap=True, overflow="ellipsis")
    for title, groups in (("by type", summary.by_type), ("by document", summary.by_document)):
        console.print(_table(title, groups, summary.total))
    shares = f"accuracy {interval(summary.total.accuracy)}   precision {interval(summary.total.precision)}"
    console.print(f"{shares}   (95% intervals)", highlight=False)
    kinds = "  ".join(f"{kind} {count}" for kind, count in sorted(summary.faults.items(), key=lambda pair: -pair[1]))
    console.print(f"faults: {kinds or 'none'}", highlight=False)
    recall = "-" if summary.recall is None else f"{summary.recall:.1%}"
    console.print(
        f"citation recall {recall}   answers with figures without a source {summary.unsourced}   "
        f"p50 {summary.p50:.0f} ms   p95 {summary.p95:.0f} ms",
        highlight=False,
    )
    if comparison:
        console.print(_comparison(comparison), highlight=False)


def side_by_side(rules: Sequence[Scored], model: Sequence[Scored]) -> Table:
    """The rules and the language model over one set: accuracy, how many the model itself answered, tokens, time."""
    table = Table(title="rules and llm", title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in ("accuracy %", "precision %", "wrong", "by the model", "tokens", "p50 ms", "p95 ms"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, scored in (("rules", rules), ("llm", model)):
        summary = summarize(scored)
        answers = [each.record.answer or {} for each in scored]
        table.add_row(
            name,
            plain(summary.total.accuracy),
            plain(summary.total.precision),
            str(summary.total.outcomes[Outcome.WRONG]),
            str(sum(each.get("mode") == "llm" for each in answers)),
            str(sum(int(each.get("tokens") or 0) for each in answers)),
            f"{summary.p50:.0f}",
            f"{summary.p95:.0f}",
        )
    return table


def _table(title: str, groups: Sequence[Group], total: Group) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in ("asked", *(outcome.value for outcome in Outcome), "accuracy %", "precision %"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in groups:
        table.add_row(*_row(each))
    table.add_section()
    table.add_row(*_row(total), style="bold")
    return table


def _row(each: Group) -> list[str]:
    counts = [str(each.outcomes[outcome] or "") for outcome in Outcome]
    return [each.name[:LONGEST_NAME], str(each.size), *counts, plain(each.accuracy), plain(each.precision)]


def plain(share: Share | None) -> str:
    """Percent. The intervals of single types and documents are in the HTML page: too wide for a terminal."""
    return f"{share.value * 100:.1f}" if share else "-"


def interval(share: Share | None) -> str:
    """Percent with its 95% interval: ``71.4% (60.1–81.2)``."""
    return f"{share.value:.1%} ({share.low * 100:.1f}–{share.high * 100:.1f})" if share else "-"


def _wrong(scored: Sequence[Scored]) -> str:
    """Every wrong answer and every error on a line; refusals are in the HTML page only."""
    bad = [each for each in scored if each.score.outcome in (Outcome.WRONG, Outcome.ERROR)]
    return "\n".join(f"{each.case.id}  {each.case.question}  {each.score.faults[0].message}" for each in bad)


def _comparison(comparison: Comparison) -> str:
    gain = comparison.difference
    return (
        f"against the baseline: {gain.value:+.1%} ({gain.low * 100:+.1f} to {gain.high * 100:+.1f}); "
        f"right only here {len(comparison.ours_only)}, right only there {len(comparison.theirs_only)}"
        + (f": {', '.join(comparison.theirs_only)}" if comparison.theirs_only else "")
    )


def write(folder: Path, title: str, scored: Sequence[Scored], summary: Summary, comparison: Comparison | None) -> Path:
    """Write ``results.jsonl``, ``summary.json`` and ``report.html`` into the folder; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(result(each), ensure_ascii=False) for each in scored]
    (folder / "results.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    body = json.dumps(as_json(summary), ensure_ascii=False, indent=2)
    (folder / "summary.json").write_text(body + "\n", encoding="utf-8")
    page = folder / "report.html"
    note = _comparison(comparison) if comparison else ""
    page.write_text(html_page(title, scored, summary, note), encoding="utf-8")
    return page


def result(each: Scored) -> dict[str, Any]:
    """One line of ``results.jsonl``."""
    return {
        "id": each.case.id,
        "type": each.case.type,
        "docs": list(each.case.documents),
        "outcome": each.score.outcome.value,
        "faults": [{"kind": str(fault.kind), "message": fault.message} for fault in each.score.faults],
        "citation_recall": each.score.recall,
        "unsourced": list(each.score.unsourced),
        "ms": round(each.milliseconds, 1),
    }
