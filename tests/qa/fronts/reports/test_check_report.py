"""``budgetqa check``: what a clerk, a script and an auditor get."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from qa.fronts.cli import main as cli
from tests.fixtures.agreeing_documents import clean

FAULTY = ("完成年初预算的152.47%", "完成年初预算的125.47%")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = clean("lanxian_2024_final")
    (tmp_path / "good.txt").write_text(text, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(text.replace(*FAULTY), encoding="utf-8")
    return tmp_path


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["budgetqa", "check", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_a_fault_is_listed_with_its_place_and_what_was_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, str(folder / "bad.txt")) == 0
    printed = capsys.readouterr().out
    assert "[completion-rate]" in printed and "125.47%" in printed and "152.47%" in printed
    assert "行" in printed and "row-sum" in printed


@pytest.mark.parametrize(
    ("name", "level", "status"), [("bad", "error", 1), ("bad", "warning", 1), ("good", "warning", 0)]
)
def test_fail_on_sets_the_exit_status(
    name: str, level: str, status: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run(monkeypatch, str(folder / f"{name}.txt"), "--fail-on", level) == status


def test_a_file_that_is_not_there_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A mistyped path is not read as the name of a document in a store."""
    assert _run(monkeypatch, str(tmp_path / "nothing.pdf")) == 2
    told = capsys.readouterr().err
    assert "nothing.pdf" in told and "there is no file" in told and told.count("\n") == 1


def test_a_folder_goes_on_where_one_file_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are checked, the unread one is reported with its reason, and the exit status is 2."""
    (folder / "broken.pdf").write_text("no PDF", encoding="utf-8")
    assert _run(monkeypatch, str(folder), "--json") == 2
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert len(told["documents"]) == 2 and "broken.pdf" in told["unread"][0] and "broken.pdf" in printed.err


def test_what_could_not_be_checked_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If a listed table is missing, what it would be compared with is not_checkable."""
    text = clean("lanxian_2024_final")
    start, end = (
        text.index("一般公共预算财政拨款支出决算表\n公开05表"),
        text.index("一般公共预算财政拨款基本支出决算明细表\n公开06表"),
    )
    (folder / "bad.txt").write_text(text[:start] + text[end:], encoding="utf-8")
    assert _run(monkeypatch, str(folder / "bad.txt")) == 0
    printed = capsys.readouterr().out
    assert "无法核对 [without-table]" in printed and "一般公共预算财政拨款支出决算表" in printed


def test_an_unknown_level_is_one_clear_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["budgetqa", "check", str(folder / "good.txt"), "--fail-on", "never"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err.count("\n") == 1


def test_json_gives_each_finding_with_its_citations(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, str(folder), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    bad, good = told["documents"]
    assert (bad["file"], good["file"]) == ("bad.txt", "good.txt")
    assert good["summary"]["errors"] == 0 and good["summary"]["rules"]["row-sum"]["pass"] > 20
    (fault,) = [each for each in bad["findings"] if each["verdict"] == "fail"]
    assert fault in told["findings"] and fault["figures"][0] == "125.47%"
    cited = fault["citations"][0]
    assert cited["file"] == "bad.txt" and cited["line"] and "125.47%" in cited["quote"] and cited["section"]


def test_the_report_needs_nothing_beside_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = folder / "report.html"
    assert _run(monkeypatch, str(folder / "bad.txt"), "--report", str(report)) == 0
    page = report.read_text(encoding="utf-8")
    assert "125.47%" in page and 'src="http' not in page and "href=" not in page


def test_the_report_shows_the_place_in_a_pdf(tmp_path: Path) -> None:
    """A finding in a PDF has a picture of its surroundings."""
    from eval.samples.corpus.builder import CORPUS
    from ingest.model.document import Finding
    from ingest.parse import parse_file
    from qa.fronts.reports.check_report import CheckedFile, as_html

    path = CORPUS / "hechuan-2024-performance.pdf"
    parsed = parse_file(path, "0" * 64, "test")
    fact = next(fact for fact in parsed.facts if fact.value)
    fault = Finding(
        "row-sum", "fail", "不符", (fact.text,), (fact.source,), "error", ("《表》",), ("T1",), (fact.text,)
    )
    page = as_html([CheckedFile("报告", path.name, path, (fault,))])
    assert "data:image/png;base64," in page
