"""``budgetqa plan`` runs a plan, and says in one line what is wrong with one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ingest.settings import StoreSettings
from qa.fronts.cli import main as cli

PLAN = 'd = docs("禾川县水务局", 2024, "决算")\nfigure(d, "农林水支出")\n'


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["budgetqa", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_a_plan_in_the_notation_and_as_json_give_the_same_figure(
    tmp_path: Path, sample_settings: StoreSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(sample_settings.folder)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    documents = {"op": "docs", "institution": "禾川县水务局", "year": 2024, "kind": "决算"}
    body = {"asks": [{"of": {"op": "figure", "documents": documents, "item": "农林水支出"}}]}
    (tmp_path / "plan.json").write_text(json.dumps(body), encoding="utf-8")
    told = []
    for name in ("plan.txt", "plan.json"):
        assert _run(monkeypatch, "plan", str(tmp_path / name), "--store", store, "--json") == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0]["results"] == told[1]["results"] and told[0]["results"][0]["value"] == "3071.18"
    assert told[0]["citations"][0]["quote"] == "3,071.18"


def test_explain_shows_the_plan_beside_the_answer(
    tmp_path: Path, sample_settings: StoreSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    _run(monkeypatch, "plan", str(tmp_path / "plan.txt"), "--store", str(sample_settings.folder), "--explain")
    captured = capsys.readouterr()
    assert "3,071.18万元" in captured.out and 'figure(d, "农林水支出")' in captured.err


def test_the_schema_is_printed_without_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "plan", "--schema", "--store", str(tmp_path / "none")) == 0
    assert "asks" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("figur(docs())", "no operation is called figur"), ("{", "not JSON"), ('{"asks": []}', "asks"), ("", "asks")],
)
def test_what_is_no_plan_is_one_line_and_status_2(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    assert _run(monkeypatch, "plan", str(tmp_path / "plan.txt")) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_a_missing_file_and_no_file_say_what_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "plan", str(tmp_path / "none.json")) == 2
    assert _run(monkeypatch, "plan") == 2
    assert "--schema" in capsys.readouterr().err
