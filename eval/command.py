"""``budgetqa eval SET.jsonl``: asks a set, scores it, shows and writes the report."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import Progress as Bar

from eval.baselines.own_retrieval import own_retrieval
from eval.measures.comparison import compare
from eval.measures.evaluation import Evaluation, ModelRun, summary_json
from eval.measures.retrieval import Retrieval
from eval.measures.scored import Scored, score_all
from eval.measures.summary import summarize
from eval.report.files import show, write
from eval.run.cases import BadCase, Case, load_cases
from eval.run.plans import PlanAsker
from eval.run.runner import OpenAsker, Progress, Record, StoreAsker, read_answers, run_cases
from ingest.model.errors import BudgetQAError

BELOW = 1
"""Exit status when accuracy is below ``fail_under``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run does besides asking and scoring.

    ``answers``: where the answers go; an interrupted run leaves a ``.partial`` beside it, from which the next one
    continues. ``report``: the folder of the report. ``baseline``: answers of another run over the same set, to compare
    with. ``fail_under``: an accuracy from 0 to 1. ``score``: answers to score instead of asking. ``retrieval``: measure
    how well passages are found. ``systems``: show plain retrieval, and ours with parts switched off. ``model``: ask
    again with the configured language model. ``as_json``: print the summary as JSON. ``plans``: run the plans of this
    file instead of reading the questions. ``limit``: ask only so many questions, drawn by ``seed``."""

    answers: Path | None = None
    report: Path | None = None
    baseline: Path | None = None
    fail_under: float | None = None
    workers: int | None = None
    score: Path | None = None
    retrieval: bool = True
    systems: bool = False
    model: bool = False
    as_json: bool = False
    plans: Path | None = None
    limit: int | None = None
    seed: int = 1


def run(
    set_path: Path,
    store: Path | None = None,
    wanted: Wanted | None = None,
    open_asker: OpenAsker | None = None,
    console: Console | None = None,
) -> int:
    """Run a set over a store. Returns the exit status: 0, or 1 below ``fail_under``. Raises BadCase for an unusable
    set, answers file or option."""
    wanted = wanted or Wanted()
    console = console or Console(stderr=wanted.as_json)
    _refuse(wanted)
    found = _evaluated(set_path, store, wanted, open_asker, console)
    if wanted.as_json:
        print(json.dumps(summary_json(found), ensure_ascii=False, indent=2))
    else:
        show(found, console)
    if wanted.systems:
        found = replace(found, systems=_systems(set_path, store, console))
    if wanted.report:
        console.print(f"report: {write(wanted.report, found)}", highlight=False, soft_wrap=True)
    bar = wanted.fail_under
    return BELOW if bar is not None and found.summary.total.accuracy.value < bar else 0


def _refuse(wanted: Wanted) -> None:
    if wanted.model and not os.environ.get("BUDGETQA_LLM_MODEL"):
        raise BadCase("no language model is configured: set BUDGETQA_LLM_MODEL and BUDGETQA_LLM_BASE_URL")
    if wanted.report and wanted.report.exists() and not wanted.report.is_dir():
        raise BadCase(f"--report takes a folder, and {wanted.report} is a file")
    if wanted.answers and wanted.answers.is_dir():
        raise BadCase(f"--answers takes a file, and {wanted.answers} is a folder")
    if wanted.plans and (wanted.score or wanted.model):
        raise BadCase("--plans runs plans: leave out --score and --model")
    if wanted.limit and (wanted.score or wanted.baseline or wanted.systems):
        raise BadCase("--limit draws questions: leave out --score, --baseline and --baseline-systems")
    if wanted.score and (wanted.answers or wanted.model or wanted.systems):
        raise BadCase("--score asks nothing: leave out --answers, --model and --baseline-systems")


def _evaluated(
    set_path: Path, store: Path | None, wanted: Wanted, open_asker: OpenAsker | None, console: Console
) -> Evaluation:
    cases = drawn(load_cases(set_path), wanted.limit, wanted.seed)
    if wanted.plans:
        open_asker = PlanAsker(store, wanted.plans, cases)
    theirs = score_all(cases, read_answers(wanted.baseline)) if wanted.baseline else None
    if wanted.score:
        scored = score_all(cases, read_answers(wanted.score))
    else:
        asker, workers = open_asker or StoreAsker(store), wanted.workers or _workers(len(cases))
        scored = score_all(cases, _answered(cases, asker, wanted.answers, workers, console))
    model = _with_model(cases, store, wanted.answers, console) if wanted.model else None
    with console.status("measuring retrieval"):
        retrieval = _retrieval(cases, store, wanted, asked_elsewhere=bool(open_asker))
    return Evaluation(
        set_path.name,
        scored,
        summarize(scored),
        retrieval,
        compare(scored, theirs) if theirs else None,
        ModelRun(model, summarize(model)) if model else None,
    )


def drawn(cases: tuple[Case, ...], limit: int | None, seed: int) -> tuple[Case, ...]:
    """``limit`` of the cases, drawn by ``seed``, in their order; all without a limit."""
    if limit is None or limit >= len(cases):
        return cases
    kept = sorted(random.Random(seed).sample(range(len(cases)), limit))
    return tuple(cases[each] for each in kept)


def _retrieval(cases: Sequence[Case], store: Path | None, wanted: Wanted, asked_elsewhere: bool) -> Retrieval | str:
    """How well the store's passages are found, or why this was not measured."""
    if not wanted.retrieval:
        return "--no-retrieval was given"
    if wanted.score or asked_elsewhere:
        return "the answers do not come from a store"
    if not any(case.evidence for case in cases):
        return "no question of the set names its evidence"
    try:
        return own_retrieval(cases, store)
    except BudgetQAError as error:
        return str(error)


def _systems(set_path: Path, store: Path | None, console: Console) -> str:
    """Shows the tables of ``eval.baselines.command`` and returns them as text."""
    from eval.baselines.command import run as show_baselines

    screen = Console(record=True, width=100, file=StringIO())
    try:
        with console.status("asking the baseline systems"):
            show_baselines(set_path, store, screen)
    except BudgetQAError as error:  # the report of the answers is still valid
        screen.print(f"the baseline systems were not asked: {error}", markup=False, soft_wrap=True)
    text = screen.export_text()
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    return text


def _with_model(cases: Sequence[Case], store: Path | None, answers: Path | None, console: Console) -> list[Scored]:
    beside = answers.with_name(f"{answers.stem}.llm{answers.suffix}") if answers else None
    return score_all(cases, _answered(cases, StoreAsker(store, model=True), beside, 1, console))


def _workers(questions: int) -> int:
    """A worker process takes a second or two to start, which does not pay for a short set."""
    return 1 if questions < 200 else min(4, os.cpu_count() or 1)


def _answered(
    cases: Sequence[Case], open_asker: OpenAsker, answers: Path | None, workers: int, console: Console
) -> dict[str, Record]:
    progress = Progress.beside(answers, cases) if answers else None
    done = progress.done() if progress else {}
    if done and progress:
        console.print(
            f"going on: {len(done)} of {len(cases)} answers are in {progress.path} (delete it to ask all again)",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    waiting = [case for case in cases if case.id not in done]
    fresh = run_cases(waiting, open_asker, workers) if waiting else iter(())
    kept = progress.add(fresh) if progress else fresh
    records = dict(done)
    try:
        records.update((record.id, record) for record in _with_bar(kept, len(waiting), console))
    except KeyboardInterrupt:
        console.print(_interrupted(progress, len(cases)), markup=False, highlight=False, soft_wrap=True)
        raise
    if progress and answers:
        progress.finish(answers, [records[case.id] for case in cases])
    return records


def _interrupted(progress: Progress | None, total: int) -> str:
    if progress is None:
        return "interrupted; give --answers FILE and an interrupted run can go on"
    return f"interrupted: {len(progress.done())} of {total} answers are kept; the same command goes on from them"


def _with_bar(records: Iterable[Record], total: int, console: Console) -> Iterator[Record]:
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("asking", total=total)
        for record in records:
            yield record
            bar.advance(task)
