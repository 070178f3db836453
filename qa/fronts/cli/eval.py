"""``budgetqa eval SET.jsonl`` and ``budgetqa eval make OUT.jsonl``: options only; the package ``eval`` does the
work."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qa.fronts.cli.options import JsonOption, StoreOption


class RunOrCommand(TyperGroup):
    """``eval make …`` is a command of its own; anything else after ``eval`` is the arguments of a run."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        if args[:1] == ["make"]:
            return super().make_context(info_name, args, parent, **extra)
        return self.commands["run"].make_context(info_name, args, parent, **extra)


BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", help="Answers of another run: what changed, question by question.")
]
FailUnderOption = Annotated[
    float | None, typer.Option("--fail-under", min=0, max=1, help="Exit 1 below this accuracy.")
]
ScoreOption = Annotated[
    Path | None, typer.Option("--score", help="Score these answers instead of asking the questions.")
]
RetrievalOption = Annotated[
    bool, typer.Option("--retrieval/--no-retrieval", help="Measure how well passages are found.")
]
SystemsOption = Annotated[
    bool, typer.Option("--baseline-systems", help="Show plain retrieval, and ours with parts off, too.")
]

app = typer.Typer(cls=RunOrCommand, help="Run a question set over the store and score it; `eval make` draws a set.")


@app.command()
def run(
    question_set: Annotated[Path, typer.Argument(metavar="SET.jsonl", help="Questions with their gold answers.")],
    store: StoreOption = None,
    answers: Annotated[Path | None, typer.Option("--answers", help="Write the answers here (JSONL).")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Folder for the report (HTML, JSONL).")] = None,
    baseline: BaselineOption = None,
    fail_under: FailUnderOption = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes.")] = None,
    score: ScoreOption = None,
    retrieval: RetrievalOption = True,
    baseline_systems: SystemsOption = False,
    json: JsonOption = False,
    model: Annotated[bool, typer.Option("--model", help="Ask with the language model too; show both.")] = False,
    plans: Annotated[Path | None, typer.Option("--plans", help="Run the gold plans of this file, unread.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Ask only so many questions.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which ones --limit draws.")] = 1,
) -> None:
    """Run a question set over the store and score it.

    Example: budgetqa eval eval/sets/sample.jsonl --report out/

    To draw a new set from the store: budgetqa eval make OUT.jsonl (budgetqa eval make --help)
    """
    given: Any = importlib.import_module("eval.command")  # by name: qa does not import eval
    wanted = given.Wanted(
        answers=answers,
        report=report,
        baseline=baseline,
        fail_under=fail_under,
        workers=workers,
        score=score,
        retrieval=retrieval,
        systems=baseline_systems,
        model=model,
        as_json=json,
        plans=plans,
        limit=limit,
        seed=seed,
    )
    raise typer.Exit(given.run(question_set, _folder(store), wanted))


@app.command()
def make(
    out: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="The question set to write.")],
    store: StoreOption = None,
    count: Annotated[int, typer.Option("--count", min=1, help="Questions to draw.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same store and seed give the same set.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Overwrite OUT.jsonl where it is there already.")] = False,
    json: JsonOption = False,
) -> None:
    """Draw new questions from the documents of a store, with gold answers computed from their cells and sentences.

    Example: budgetqa eval make made.jsonl --store .budgetqa --count 200 --seed 7
    """
    draw: Any = importlib.import_module("eval.make.command").run
    draw(_folder(store), out, count, seed, force=force, as_json=json)


def _folder(store: Path | None) -> Path:
    from qa.settings import Settings

    folder: Path = Settings.from_environment(store).store.folder
    return folder
