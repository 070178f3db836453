"""The rules and a language model over one question set, side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from eval.command import Wanted, drawn, run
from eval.run.cases import BadCase, load_cases
from tests.fixtures.model_stores import sample_folder
from tests.fixtures.paths import SAMPLE_SET
from tests.fixtures.servers.scripted_model import scripted
from tests.qa.agent.test_sample_set import faithful


def test_a_faithful_model_is_shown_beside_the_rules_with_its_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line each for rules and llm: the same accuracy, and what the model cost."""
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(SAMPLE_SET.read_text(encoding="utf-8").splitlines()[:6]) + "\n", encoding="utf-8")
    console = Console(record=True, width=140)
    with scripted(faithful) as server:
        settings = server.settings()
        monkeypatch.setenv("BUDGETQA_LLM_MODEL", settings.name)
        monkeypatch.setenv("BUDGETQA_LLM_BASE_URL", settings.url)
        monkeypatch.setenv("BUDGETQA_LLM_API_KEY", settings.key)
        assert run(few, sample_folder(), Wanted(model=True, report=tmp_path), console=console) == 0
    lines = {words[0]: words[1:] for line in console.export_text().splitlines() if (words := line.split())}
    assert lines["llm"][:3] == lines["rules"][:3]
    assert int(lines["llm"][3]) > 0
    assert int(lines["llm"][4]) > 0
    assert lines["rules"][3:5] == ["0", "0"]
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert (summary["tokens"], summary["model"]["tokens"]) == (0, int(lines["llm"][4]))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Rules and language model" in page and "<h3>language model, " in page


def test_without_a_configured_model_the_side_by_side_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUDGETQA_LLM_MODEL", raising=False)
    with pytest.raises(BadCase, match="BUDGETQA_LLM_MODEL"):
        run(SAMPLE_SET, sample_folder(), Wanted(model=True))


def test_a_limit_draws_the_same_questions_for_the_same_seed_in_the_order_of_the_set() -> None:
    cases = load_cases(SAMPLE_SET)
    one, again, other = drawn(cases, 9, 1), drawn(cases, 9, 1), drawn(cases, 9, 2)
    assert one == again != other and len(one) == 9
    assert [cases.index(each) for each in one] == sorted(cases.index(each) for each in one)
    assert drawn(cases, None, 1) == cases
