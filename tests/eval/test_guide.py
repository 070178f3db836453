"""The example set of the guide loads and is answered correctly."""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console

from eval.command import Wanted, run
from eval.run.cases import load_cases
from ingest.settings import StoreSettings
from tests.fixtures.paths import ROOT

GUIDE = ROOT / "docs" / "evaluation.md"


def test_the_questions_of_the_guide_are_answered_rightly(sample_settings: StoreSettings, tmp_path: Path) -> None:
    block = re.search(r"```jsonl\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    path = tmp_path / "guide.jsonl"
    path.write_text(block[1], encoding="utf-8")
    assert len(load_cases(path)) == 8
    wanted = Wanted(fail_under=1.0, retrieval=False)
    console = Console(record=True, quiet=False, width=120, file=(tmp_path / "screen").open("w"))
    assert run(path, sample_settings.folder, wanted, console=console) == 0, console.export_text()
