"""The chat at the terminal (a pseudo-terminal here) and through a pipe."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from qa.drafting.answer import Answer, Basis, Result, Status
from qa.fronts.chat.completion import completed
from qa.fronts.chat.view import show_answer
from tests.fixtures.paths import ROOT
from tests.fixtures.servers.api_server import QUESTION, sample_store

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][A-Z0-9]?|\r")


def _piped(text: str, folder: Path) -> str:
    command = [sys.executable, "-m", "qa.fronts.cli.main", "chat", "--store", str(sample_store())]
    here = ROOT
    environment = os.environ | {"PYTHONPATH": str(here)}
    done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=folder, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """One conversation through a pipe, and the folder in which it was held."""
    folder = tmp_path_factory.mktemp("chat")
    lines = [
        "/nothing",
        "/show 1",
        QUESTION,
        "那住房保障支出呢？",
        "/sources",
        "/show 1",
        "/show 99",
        "/explain",
        "/docs",
        "/use lanxian-2024-final.pdf",
        "支出总计是多少",
        "/use",
        "/check lanxian-2024-final.pdf",
        "/export talk.md",
        "/export talk.md",
        "/quit",
        "not asked any more",
    ]
    return _piped("\n".join(lines) + "\n", folder), folder


def test_a_pipe_gets_plain_text(talk: tuple[str, Path]) -> None:
    assert "\x1b" not in talk[0] and "1,776.34万元[1]" in talk[0]


def test_follow_ups_lean_on_what_was_asked(talk: tuple[str, Path]) -> None:
    follow_up = talk[0].partition("> 那住房保障支出呢？")[2]
    assert follow_up.strip().startswith("岚县")


def test_commands_show_sources_places_and_documents(talk: tuple[str, Path]) -> None:
    text = talk[0]
    assert "没有命令 /nothing" in text and "先问一个问题" in text and "没有来源 99" in text
    assert "plan: Plan(" in text
    saved = re.search(r"已保存 (\S+\.png)", text)
    assert saved and Path(saved[1]).read_bytes().startswith(b"\x89PNG")
    assert "yanhu-2025-budget.pdf" in text and "not asked" not in text


def test_use_keeps_other_documents_out(talk: tuple[str, Path]) -> None:
    assert talk[0].partition("> 支出总计是多少")[2].strip().startswith("岚县")


def test_export_writes_markdown_and_never_over_a_file(talk: tuple[str, Path]) -> None:
    text, folder = talk
    written = (folder / "talk.md").read_text(encoding="utf-8")
    assert written.count("## ") == 3 and "- [1]" in written and "已存在" in text


def test_a_clarification_is_answered_by_its_number(tmp_path: Path) -> None:
    text = _piped("2024年支出总计是多少？\n1\n", tmp_path)
    first = re.search(r"^  1\. (.+?)[：:]", text, re.MULTILINE)
    assert first and "输入编号" in text
    assert text.partition("> 1\n")[2].strip().startswith(first[1].partition("20")[0][:4])


class _Terminal:
    """A program on a pseudo-terminal, 80 columns wide."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "qa.fronts.cli.main", "chat", "--store", str(sample_store())]
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "30"})
            os.execv(sys.executable, command)
        self.seen = ""
        self._poll = select.poll()  # unlike select() it takes any descriptor
        self._poll.register(self.handle, select.POLLIN)

    def until(self, words: str, seconds: float = 30) -> str:
        """The output up to ``words``."""
        deadline = time.monotonic() + seconds
        while words not in (plain := _ESCAPES.sub("", self.seen)):
            assert time.monotonic() < deadline, f"{words!r} did not come: {plain[-800:]}"
            if self._poll.poll(200):
                self.seen += os.read(self.handle, 65536).decode("utf-8", "replace")
                self._answer_cursor_queries()
        self.seen = ""
        return plain

    def _answer_cursor_queries(self) -> None:
        if self.seen.endswith("\x1b[6n"):
            os.write(self.handle, b"\x1b[1;1R")

    def type(self, text: str) -> None:
        os.write(self.handle, text.encode())

    def ended(self) -> int:
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if self._poll.poll(100):
                try:
                    os.read(self.handle, 65536)
                except OSError:
                    time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError("the chat did not end")


@pytest.fixture
def terminal() -> Iterator[_Terminal]:
    made = _Terminal()
    yield made
    os.close(made.handle)


def test_at_a_terminal_ctrl_c_drops_the_line_tab_completes_and_ctrl_d_leaves(terminal: _Terminal) -> None:
    assert "/help" in terminal.until("\n>")
    terminal.type("half a question\x03")
    terminal.type(f"{QUESTION}\r")
    terminal.until("1,776.34万元")
    terminal.type("/exp\t")
    terminal.until("/explain")
    terminal.type("\x03\x04")
    assert terminal.ended() == 0


def test_completion_goes_on_from_any_tail_that_begins_a_name() -> None:
    names = ["岚县人力资源和社会保障局", "农林水支出", "农林牧渔"]
    assert completed("岚县2024年农林", names) == [("农林水支出", 2), ("农林牧渔", 2)]
    assert completed("看看岚", names) == [("岚县人力资源和社会保障局", 1)]
    assert completed("农林水支出", names) == [] and completed("", names) == []


def test_columns_of_chinese_text_line_up() -> None:
    """Up to its numbers, every row of the table is as wide on the screen as the others."""
    names = ("农林水支出", "一般公共服务", "GDP", "三公经费（含出国）")
    results = tuple(Result(name, f"{at}000.00", "万元", Basis.CELL, ()) for at, name in enumerate(names, 1))
    console = Console(width=80, record=True, force_terminal=True, color_system=None, file=io.StringIO())
    show_answer(Answer("a", "q", "zh", Status.ANSWERED, "如下。", results), console)
    rows = [line for line in console.export_text().splitlines() if "000.00" in line]
    assert len(rows) == 4
    assert len({cell_len(row[: row.index("000.00")]) for row in rows}) == 1
