"""``budgetqa eval SET.jsonl``: ask a set, score it, show and write the report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress as Bar

from eval.cases import BadCase, Case, load_cases
from eval.report import show, side_by_side, write
from eval.runner import OpenAsker, Progress, Record, StoreAsker, read_answers, run_cases
from eval.summary import Scored, compare, score_all, summarize

BELOW = 1
"""Exit status when accuracy is below ``fail_under``."""


def run(
    set_path: Path,
    store: Path | None = None,
    answers: Path | None = None,
    report_dir: Path | None = None,
    baseline: Path | None = None,
    fail_under: float | None = None,
    workers: int | None = None,
    open_asker: OpenAsker | None = None,
    console: Console | None = None,
    model: bool = False,
) -> int:
    """Run a set over a store; returns the exit status (0, or 1 below ``fail_under``, an accuracy from 0 to 1).

    ``answers``: where the answers go; an interrupted run leaves a ``.partial`` beside it, from which the next goes on.
    ``model``: ask once more with the configured language model, and show both. ``baseline``: an answers file of
    another run over the same set, scored and compared question by question.
    """
    console = console or Console()
    if model and not os.environ.get("BUDGETQA_LLM_MODEL"):
        raise BadCase("no language model is configured: set BUDGETQA_LLM_MODEL and BUDGETQA_LLM_BASE_URL")
    cases = load_cases(set_path)
    records = _answered(cases, open_asker or StoreAsker(store), answers, workers or _workers(len(cases)), console)
    scored = score_all(cases, records)
    summary = summarize(scored)
    comparison = compare(scored, score_all(cases, read_answers(baseline))) if baseline else None
    show(scored, summary, comparison, console)
    if model:
        console.print(side_by_side(scored, _with_model(cases, store, answers, console)))
    if report_dir:
        page = write(report_dir, set_path.name, scored, summary, comparison)
        console.print(f"report: {page}", highlight=False)
    return BELOW if fail_under is not None and summary.total.accuracy.value < fail_under else 0


def _with_model(cases: Sequence[Case], store: Path | None, answers: Path | None, console: Console) -> list[Scored]:
    beside = answers.with_name(f"{answers.stem}.llm{answers.suffix}") if answers else None
    return score_all(cases, _answered(cases, StoreAsker(store, model=True), beside, 1, console))


def _workers(questions: int) -> int:
    """A worker process costs a second or two to start: not worth it for a short set."""
    return 1 if questions < 200 else min(4, os.cpu_count() or 1)


def _answered(
    cases: Sequence[Case], open_asker: OpenAsker, answers: Path | None, workers: int, console: Console
) -> dict[str, Record]:
    progress = Progress.beside(answers, cases) if answers else None
    done = progress.done() if progress else {}
    if done and progress:
        console.print(
            f"going on: {len(done)} of {len(cases)} answers are in {progress.path} (delete it to ask all again)"
        )
    waiting = [case for case in cases if case.id not in done]
    fresh = run_cases(waiting, open_asker, workers) if waiting else iter(())
    kept = progress.add(fresh) if progress else fresh
    records = done | {record.id: record for record in _with_bar(kept, len(waiting), console)}
    if progress and answers:
        progress.finish(answers, [records[case.id] for case in cases])
    return records


def _with_bar(records: Iterable[Record], total: int, console: Console) -> Iterator[Record]:
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("asking", total=total)
        for record in records:
            yield record
            bar.advance(task)
