"""Gold plans of a question set: the executor is measured apart from the reading of the questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.run.cases import BadCase, Case
from eval.run.runner import Asker
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.plans.language import Plan
from qa.plans.notation import parse_plan
from qa.plans.slots import BadPlan
from qa.settings import Settings
from qa.stores import open_stores


def load_plans(path: Path) -> dict[str, Plan]:
    """The plans of a file by question id: one JSON object a line, with ``id``, ``plan`` (lines in the notation) and,
    for an answer in English, ``language``. Raises BadCase, which names the line of the first fault."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCase(f"{path}: cannot be read as UTF-8 text ({error}). Give the path of a .jsonl file.") from error
    plans: dict[str, Plan] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            plans[raw["id"]] = parse_plan("\n".join(raw["plan"]), raw.get("language", "zh"))
        except (BadPlan, ValueError, KeyError, TypeError) as error:
            raise BadCase(f"{path}, line {number}: {error}") from error
    if not plans:
        raise BadCase(f"{path}: holds no plans")
    return plans


@dataclass(frozen=True)
class PlanAsker:
    """Opens an asker that runs the plan of each question over a store. Picklable."""

    store: Path | None
    plans: Path
    cases: tuple[Case, ...]

    def __call__(self) -> Asker:
        plans = load_plans(self.plans)
        missing = [case.id for case in self.cases if case.id not in plans]
        if missing:
            raise BadCase(f"{self.plans}: no plan for {', '.join(missing[:5])} ({len(missing)} of {len(self.cases)})")
        stores = open_stores(Settings.from_environment(self.store))
        executor = Executor(read_store(stores.catalog, stores.search))
        by_question = {(case.question, case.turns): plans[case.id] for case in self.cases}

        def ask(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
            return answer_plan(by_question[question, tuple(turns)], executor, question).to_dict()

        return ask
