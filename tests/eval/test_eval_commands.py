"""``budgetqa eval`` and ``budgetqa eval make`` at the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from eval.run.cases import load_cases
from eval.samples.questions.whole_set import SET
from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.fronts.cli import main as cli


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """The exit status of ``budgetqa eval`` with these arguments."""
    monkeypatch.setattr(sys, "argv", ["budgetqa", "eval", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture
def store(sample_settings: StoreSettings) -> Path:
    return sample_settings.folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """The first questions of the sample set."""
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(SET.read_text(encoding="utf-8").splitlines()[:5]) + "\n", encoding="utf-8")
    return path


def test_help_tells_of_the_run_and_of_drawing_a_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--help") == 0
    told = capsys.readouterr().out
    assert "budgetqa eval [OPTIONS] {SET.jsonl}" in told and "eval make" in told and "--baseline" in told
    assert _run(monkeypatch, "make", "--help") == 0
    told = capsys.readouterr().out
    assert "budgetqa eval make [OPTIONS] {OUT.jsonl}" in told and "Example: budgetqa eval make" in told


def test_a_drawn_set_is_written_and_can_be_run(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made.jsonl"
    assert _run(monkeypatch, "make", out, "--store", store, "--count", 12, "--seed", 7, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["questions"], sum(made["types"].values()), len(load_cases(out))) == (12, 12, 12)
    assert _run(monkeypatch, out, "--store", store, "--json", "--no-retrieval") == 0
    assert json.loads(capsys.readouterr().out)["total"]["size"] == 12


def test_a_set_called_make_is_run_when_it_is_given_as_a_path(
    store: Path, few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(few.parent)
    few.rename("make")
    assert _run(monkeypatch, "./make", "--store", store, "--no-retrieval") == 0
    assert "accuracy" in capsys.readouterr().out


def test_options_may_stand_before_the_set(
    store: Path, few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--store", store, "--no-retrieval", few) == 0
    assert "by type" in capsys.readouterr().out


def test_a_set_that_is_there_is_overwritten_only_by_force(
    store: Path, few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = few.read_bytes()
    assert _run(monkeypatch, "make", few, "--store", store, "--count", 3) == 2
    assert "--force" in capsys.readouterr().err and few.read_bytes() == before
    assert _run(monkeypatch, "make", few, "--store", store, "--count", 3, "--force") == 0
    assert len(load_cases(few)) == 3
    assert [each.name for each in few.parent.iterdir()] == ["few.jsonl"]


def test_fewer_questions_than_asked_for_is_told(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "make", tmp_path / "all.jsonl", "--store", store, "--count", 100_000) == 0
    assert "100000 were asked for" in capsys.readouterr().out


def test_nothing_to_draw_from_is_told_and_nothing_is_written(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No store, an empty store, a store without accounts, no folder, a folder for a file, no questions."""
    (tmp_path / "words.txt").write_text("备忘\n\n没有数据。\n" * 9, encoding="utf-8")
    ingest_paths([tmp_path / "words.txt"], StoreSettings(tmp_path / "words"), workers=1)
    ingest_paths([tmp_path / "absent.txt"], StoreSettings(tmp_path / "empty"), workers=1)
    out = tmp_path / "made.jsonl"
    for arguments, told in (
        ((out, "--store", tmp_path / "none"), "budgetqa ingest"),
        ((out, "--store", tmp_path / "empty"), "budgetqa ingest"),
        ((out, "--store", tmp_path / "words"), "no question could be drawn"),
        ((tmp_path / "no" / "made.jsonl", "--store", store), "is no folder"),
        ((tmp_path, "--store", store), "is a folder"),
        ((out, "--store", store, "--count", 0), "--count"),
    ):
        assert _run(monkeypatch, "make", *arguments) == 2
        assert told in capsys.readouterr().err
        assert not out.exists()


def test_answers_of_a_file_are_scored_without_a_store(
    store: Path, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the report of an earlier run can be the baseline of the next."""
    answers, report = tmp_path / "answers.jsonl", tmp_path / "report"
    assert _run(monkeypatch, few, "--store", store, "--answers", answers, "--report", report) == 0
    first = capsys.readouterr().out
    assert "R@1" in first and "retrieval not measured" not in first
    given = ("--score", answers, "--store", tmp_path / "none", "--baseline", report / "results.jsonl")
    assert _run(monkeypatch, few, *given) == 0
    told = capsys.readouterr().out
    assert "retrieval not measured" in told and "changed 0" in told


def test_the_baseline_systems_are_shown_after_the_report_and_stand_in_its_page(
    store: Path, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("--no-retrieval", "--baseline-systems", "--report", tmp_path / "out")
    assert _run(monkeypatch, few, "--store", store, *wanted) == 0
    told = capsys.readouterr().out
    assert told.index("accuracy") < told.index("plain BM25") < told.index("without cells of tables")
    assert "without cells of tables" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_bar_is_an_accuracy_from_0_to_1(
    store: Path, few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, few, "--store", store, "--no-retrieval", "--fail-under", 90) == 2
    assert "--fail-under" in capsys.readouterr().err
