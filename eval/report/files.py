"""An evaluation on the terminal, and the files that it writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.measures.comparison import Change, Comparison
from eval.measures.evaluation import Evaluation, result_json, summary_json
from eval.measures.retrieval import Retrieval
from eval.measures.scored import Scored
from eval.measures.scoring import Outcome
from eval.measures.set_measures import Measure
from eval.measures.summary import Group, Summary
from eval.report.html_report import html_page
from eval.report.shown import bounds, counted, interval, percent, side_by_side
from eval.run.whole_files import write_whole

MOST_LINES = 20
"""Wrong answers and changed questions on the terminal; the HTML page has them all."""


def show(found: Evaluation, console: Console) -> None:
    """Print the terminal report."""
    summary = found.summary
    _lines(_wrong(found.scored), console)
    for title, groups in (("by type", summary.by_type), ("by document", summary.by_document)):
        console.print(_groups(title, groups, summary.total, console.width))
    console.print(_measures(summary.measures))
    console.print(_retrieval(found.retrieval))
    shares = f"accuracy {interval(summary.total.accuracy)}   precision {interval(summary.total.precision)}"
    console.print(f"{shares}   (95% intervals)", highlight=False)
    kinds = "  ".join(f"{kind} {count}" for kind, count in sorted(summary.faults.items(), key=lambda pair: -pair[1]))
    console.print(f"faults: {kinds or 'none'}", highlight=False)
    console.print(f"p50 {summary.p50:.0f} ms   p95 {summary.p95:.0f} ms", highlight=False)
    if found.model:
        console.print(_side_by_side(summary, found.model.summary))
    if found.comparison:
        _show_comparison(found.comparison, console)


def _lines(lines: Sequence[str], console: Console) -> None:
    """One line each, cut at the edge of the terminal."""
    for line in lines[:MOST_LINES]:
        console.print(line, highlight=False, markup=False, no_wrap=True, overflow="ellipsis")
    if len(lines) > MOST_LINES:
        console.print(f"… and {len(lines) - MOST_LINES} more: --report shows them all", highlight=False)


def _wrong(scored: Sequence[Scored]) -> list[str]:
    """One line per wrong answer or error; refusals are in the HTML page only."""
    bad = [each for each in scored if each.score.outcome in (Outcome.WRONG, Outcome.ERROR)]
    return [f"{each.case.id}  {each.case.question}  {each.score.faults[0].message}" for each in bad]


# --------------------------------------------------------------------------------------------------------- tables


def table(title: str, heads: Sequence[str], screen: int = 80) -> Table:
    """An empty table for a terminal of width ``screen``: names may shrink, figures may not."""
    made = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    rest = screen - sum(len(head) + 2 for head in heads) - 3
    made.add_column("", no_wrap=True, overflow="ellipsis", max_width=max(rest, 12))
    for head in heads:
        made.add_column(head, justify="right", no_wrap=True)
    return made


def _groups(title: str, groups: Sequence[Group], total: Group, screen: int) -> Table:
    made = table(title, ("asked", *(outcome.value for outcome in Outcome), "accuracy", "precision"), screen)
    for each in groups:
        made.add_row(*_row(each))
    made.add_section()
    made.add_row(*_row(total), style="bold")
    return made


def _row(each: Group) -> list[str]:
    """The intervals of single types and documents are in the HTML page; they are too wide for a terminal."""
    counts = [str(each.outcomes[outcome] or "") for outcome in Outcome]
    return [each.name, str(each.size), *counts, percent(each.accuracy), percent(each.precision)]


def _measures(measures: Sequence[Measure]) -> Table:
    made = table("measures", ("value", "95% interval", "questions"))
    for each in measures:
        made.add_row(each.label, percent(each.share), bounds(each.share), counted(each))
    return made


def _retrieval(found: Retrieval | str) -> Table | Text:
    """The row of our own retriever, or the reason why there is none."""
    if isinstance(found, str):
        return Text(f"retrieval not measured: {found}\n")
    made = table("retrieval of the gold evidence", [*(f"R@{each}" for each in found.recall), "MRR", "nDCG@10"])
    shares = (*found.recall.values(), found.mrr, found.ndcg)
    made.add_row(f"{found.questions} questions", *(f"{each:.3f}" for each in shares))
    return made


def _side_by_side(rules: Summary, model: Summary) -> Table:
    heads, rows = side_by_side(rules, model)
    made = table("rules and llm", heads[1:])
    for row in rows:
        made.add_row(*row)
    return made


# ------------------------------------------------------------------------------------------------------- baseline


def _show_comparison(found: Comparison, console: Console) -> None:
    gain = found.difference
    console.print(
        f"against the baseline: {gain.value:+.1%} ({gain.low * 100:+.1f} to {gain.high * 100:+.1f}); "
        f"better {len(found.better)}, worse {len(found.worse)}, changed {len(found.changes)}",
        highlight=False,
    )
    if found.absent:
        console.print(f"the baseline has no answer to {found.absent} of the questions", highlight=False)
    _lines([_changed(each) for each in found.changes], console)


def _changed(each: Change) -> str:
    sign = "-" if each.worse else "+" if each.better else " "
    outcome = f"{each.before.value} → {each.now.value}"
    told = outcome if each.before is not each.now else f"{each.now.value}, another answer"
    return f"{sign} {each.id}  {told}  {each.question}"


# ---------------------------------------------------------------------------------------------------------- files


def write(folder: Path, found: Evaluation) -> Path:
    """Write ``results.jsonl``, ``summary.json`` and ``report.html`` to the folder. Returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(result_json(each), ensure_ascii=False) for each in found.scored]
    write_whole(folder / "results.jsonl", "\n".join(lines) + "\n")
    write_whole(folder / "summary.json", json.dumps(summary_json(found), ensure_ascii=False, indent=2) + "\n")
    page = folder / "report.html"
    write_whole(page, html_page(found))
    return page
