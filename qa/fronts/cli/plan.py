"""``budgetqa plan FILE``: runs a plan of the plan language, or prints the language's schema."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from rich.console import Console

from ingest.model.errors import StoreError
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.fronts.cli.ask import print_answer
from qa.plans.notation import plan_in, show_plan
from qa.plans.plan_json import plan_schema
from qa.plans.slots import BadPlan
from qa.settings import Settings
from qa.stores import open_stores


def run(path: Path | None, settings: Settings, *, as_json: bool, explain: bool, schema: bool) -> None:
    """Run and print. Raises BadPlan for a file that holds no plan, and StoreError for a store without documents."""
    if schema:
        print(json.dumps(plan_schema(), ensure_ascii=False, indent=2))
        return
    if path is None:
        raise BadPlan("give the file of a plan (- for standard input), or --schema")
    plan = plan_in(_read(path))
    with closing(open_stores(settings)) as stores:
        executor = Executor(read_store(stores.catalog, stores.search))
        if not executor.reader.shelf.documents:
            raise StoreError(
                "库中没有文件：先用 budgetqa ingest 文件或文件夹 (the store is empty: run budgetqa ingest PATH first)"
            )
        answer = answer_plan(plan, executor)
    if explain:
        print(show_plan(plan), file=sys.stderr)
    if as_json:
        print(answer.to_json())
    else:
        print_answer(answer, Console(highlight=False))


def _read(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPlan(f"{path}: cannot be read as UTF-8 text ({error})") from error
