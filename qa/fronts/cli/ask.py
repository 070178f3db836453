"""``budgetqa ask``: answers one question and shows where each figure stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from qa.agent.trace import write_trace
from qa.drafting.answer import Answer, Citation
from qa.settings import ModelSettings, Settings
from qa.stores import open_stores


def run(question: str, settings: Settings, *, as_json: bool, explain: bool, trace: Path | None = None) -> None:
    """Ask and print. A refusal or a question back is an answer, too. ``trace``: file for the run with a model.

    Raises StoreError for a store without documents, BadQuestion for an empty or overlong question, and BadSetting if
    ``trace`` cannot be written."""
    from qa.pipeline import ask  # what reads questions: not needed to print the answer of a plan

    with closing(open_stores(settings)) as stores, _waiting(settings.model) as watch:
        answer = ask(question, stores=stores, model=settings.model, watch=watch)
    if trace is not None:
        write_trace(answer.trace, trace)
    if as_json:
        print(answer.to_json())
    else:
        print_answer(answer, Console(highlight=False))
    if explain:
        print(json.dumps(answer.trace, ensure_ascii=False, indent=2, default=str))


@contextmanager
def _waiting(model: ModelSettings) -> Iterator[Callable[[Any], None]]:
    """Shows at a terminal, on standard error, which tool a model is using; nothing without a model."""
    if not model.name:
        yield lambda step: None
        return
    console = Console(stderr=True)
    with console.status(escape(model.name)) as status:
        yield lambda step: status.update(escape(f"{model.name}: {step.words} ({step.found})"))


def print_answer(answer: Answer, console: Console) -> None:
    """The answer, its calculations, its sources, and the findings that contradict it."""
    console.print(escape(answer.answer), soft_wrap=True)
    if answer.notice:
        console.print(f"  ! {escape(answer.notice)}", style="yellow", soft_wrap=True)
    for each in answer.clarify:
        console.print(f"  ? {escape(each.question)}", soft_wrap=True)
    for calculation in answer.calculations:
        steps = f"{calculation.substituted} = {calculation.value}{calculation.unit}"
        console.print(f"  = {escape(calculation.expression)}: {escape(steps)}", style="cyan", soft_wrap=True)
    for citation in answer.citations:
        console.print(escape(f"  [{citation.id}] {_cited(citation)}"), style="dim", soft_wrap=True)
    for check in answer.checks:
        if check.status != "pass":
            console.print(f"  ! {escape(check.message)}", style="yellow", soft_wrap=True)


def _cited(citation: Citation) -> str:
    place = f"p. {citation.page}" if citation.page else f"line {citation.line}"
    where = citation.table or citation.section
    labels = " / ".join(part for part in (" ".join(citation.row), " ".join(citation.column)) if part)
    parts = (f"{citation.file} {place}", where, labels, _quoted(citation), citation.mark)
    return " · ".join(part for part in parts if part)


def _quoted(citation: Citation) -> str:
    """A cell's text with its unit; a sentence names its own."""
    alone = citation.quote.replace(",", "").lstrip("-").replace(".", "", 1).isdecimal()
    return f"“{citation.quote}”{citation.unit if alone else ''}"
