"""The commands report what they did, and say in one line what is wrong and what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa.fronts.cli import main as cli
from tests.fixtures.made_report import write_report
from tests.fixtures.paths import ROOT


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit status of ``budgetqa`` with these arguments."""
    monkeypatch.setattr(sys, "argv", ["budgetqa", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    folder = str(tmp_path / "store")
    assert _run(monkeypatch, "ingest", str(write_report(tmp_path / "report.txt")), "--store", folder) == 0
    capsys.readouterr()
    return folder


def test_ingest_reports_what_became_of_each_file_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(tmp_path / "report.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    status = _run(monkeypatch, "ingest", str(tmp_path), "--store", str(tmp_path / ".store"), "--json", "--workers", "1")
    report = json.loads(capsys.readouterr().out)
    assert status == 1  # one file failed
    assert (report["files"]["new"], report["files"]["failed"]) == (1, 1)
    assert report["facts"] == sum(line["facts"] for line in report["documents"]) > 0


def test_version_is_that_of_the_installed_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"budgetqa {metadata.version('budgetqa')}\n"


def test_quiet_ingest_prints_failures_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, gone = str(write_report(tmp_path / "report.txt")), str(tmp_path / "gone.txt")
    assert _run(monkeypatch, "ingest", good, gone, "--quiet", "--workers", "1", "--store", str(tmp_path / "s")) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "gone.txt" in printed.err and "report.txt" not in printed.err


def test_docs_lists_each_document_and_remove_takes_it_out(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "docs", "--store", store, "--json") == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert (document["institution"], document["year"]) == ("海山县财政局", 2024)
    assert _run(monkeypatch, "remove", document["id"], "--store", store) == 0
    assert document["id"] in capsys.readouterr().out
    assert _run(monkeypatch, "docs", "--store", store) == 0
    assert "budgetqa ingest" in capsys.readouterr().out


def test_docs_puts_right_what_was_misread(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "docs", "海山县财政局", "--set", "year=2021", "variant=本级", "--store", store) == 0
    assert "put right by hand: variant, year" in capsys.readouterr().out
    assert _run(monkeypatch, "docs", "--store", store, "--json") == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert (document["year"], document["variant"], document["corrected"]) == (2021, "本级", ["variant", "year"])
    assert document["publication"] == "海山县财政局|2021|决算|本级"
    assert _run(monkeypatch, "docs", "--store", store) == 0
    listed = capsys.readouterr().out
    assert "2021" in listed and "本级" in listed and "by hand" in listed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("海山县财政局", "--set", "year=前年"), "write it like 2024"),
        (("海山县财政局", "--set", "2021"), "year=2024"),
        (("海山县财政局",), "--set"),
        (("--set", "year=2021"), "DOCUMENT"),
    ],
)
def test_docs_says_what_is_wrong_with_a_correction(
    store: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    assert _run(monkeypatch, "docs", *arguments, "--store", store) == 2
    assert told in capsys.readouterr().err


def test_docs_shows_what_a_document_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("工作总结\n\n全年支出合计12.00万元，保障了运转。\n", encoding="utf-8")
    store = str(tmp_path / "s")
    assert _run(monkeypatch, "ingest", str(tmp_path / "notes.txt"), "--store", store, "--workers", "1") == 0
    assert "没有写明机构" in capsys.readouterr().out
    for width in ("80", "140"):
        monkeypatch.setenv("COLUMNS", width)
        assert _run(monkeypatch, "docs", "--store", store) == 0
        assert "?" in capsys.readouterr().out


def test_tables_of_a_document_are_listed_with_their_place(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "tables", "海山县财政局", "--store", store, "--json") == 0
    (table,) = json.loads(capsys.readouterr().out)
    assert (table["title"], table["unit"], table["rows"]) == ("支出决算表", "万元", 4)
    assert table["line"] > 1


def test_show_prints_the_line_that_a_figure_stands_on(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "show", "report.txt", "F1", "--store", store) == 0
    assert "一般公共服务支出" in capsys.readouterr().out


def test_show_does_not_show_a_file_that_changed_since(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(tmp_path / "report.txt", total="999.00")
    assert _run(monkeypatch, "show", "report.txt", "F1", "--store", store) == 2
    assert "ingest it again" in capsys.readouterr().err


def test_an_exported_workbook_holds_every_fact_with_its_printed_text(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    assert _run(monkeypatch, "export", "report.txt", "--format", "xlsx", "--out", str(out), "--store", store) == 0
    header, *rows = load_workbook(out)["facts"].iter_rows(values_only=True)
    assert f"{len(rows)} facts" in capsys.readouterr().out
    printed = {row[header.index("printed")]: row[header.index("value")] for row in rows}
    assert printed["12.50"] == pytest.approx(12.5)


def test_an_exported_table_reads_as_csv_and_json(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        _run(monkeypatch, "export", "report.txt", "--format", "csv", "--out", str(tmp_path / "c"), "--store", store)
        == 0
    )
    assert (tmp_path / "c" / "T1.csv").read_text("utf-8-sig").startswith("code,item,row path,")
    assert (tmp_path / "c" / "facts.csv").read_text("utf-8-sig").startswith("id,table,code,item")
    assert (
        _run(monkeypatch, "export", "report.txt", "--format", "json", "--out", str(tmp_path / "j"), "--store", store)
        == 0
    )
    (table,) = json.loads((tmp_path / "j").read_text("utf-8"))
    assert "312.50" in {fact["printed"] for fact in table["facts"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "   "), "empty"),
        (("show", "report.txt", "F99999"), "F99999"),
        (("show", "教育局"), "海山县财政局"),
        (("export", "report.txt", "--format", "docx"), "xlsx"),
        (("show", "report.txt", "--page", "1", "--box", "a"), "four numbers"),
    ],
)
def test_a_mistake_is_one_line_on_stderr_and_status_2(
    store: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert _run(monkeypatch, *arguments, "--store", store) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err and printed.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("ask", "问题"), ("docs",), ("remove", "x"), ("tables", "x")])
def test_a_missing_store_says_to_ingest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert _run(monkeypatch, *arguments, "--store", str(tmp_path / "none")) == 2
    assert "budgetqa ingest" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_store_without_documents_says_to_ingest_first(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "remove", "report.txt", "--store", store) == 0
    assert _run(monkeypatch, "ask", "支出合计是多少？", "--store", store) == 2
    assert "budgetqa ingest" in capsys.readouterr().err


def test_asking_for_a_figure_loads_neither_torch_nor_chroma_nor_an_http_client(store: str) -> None:
    code = (
        "import sys; from qa.fronts.cli import main as cli\n"
        "sys.argv = ['budgetqa', 'ask', '海山县财政局2024年行政运行支出是多少？', '--store', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit as ended: assert not ended.code, ended.code\n"
        "heavy = {'torch', 'sentence_transformers', 'chromadb', 'httpx', 'requests', 'langchain'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code, store], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "300" in done.stdout


def test_help_loads_no_part_of_the_pipeline() -> None:
    code = (
        "import sys; from qa.fronts.cli import main as cli; sys.argv = ['budgetqa', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'numpy', 'pdfplumber', 'qa.pipeline'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["ingest", "docs", "remove", "tables", "show", "export", "ask", "eval"])
def test_each_command_explains_itself_with_an_example(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert _run(monkeypatch, command, "--help") == 0
    assert f"Example: budgetqa {command}" in capsys.readouterr().out
