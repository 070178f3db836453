"""Without a model the network is not touched: no HTTP client is imported and no socket is opened."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.fixtures.model_stores import sample_folder

_PROGRAM = """
import socket, sys
def refuse(*arguments, **named):
    raise AssertionError("a socket was opened")
socket.socket.connect = refuse
socket.socket.bind = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
from qa.fronts.cli.main import app
app(["ask", sys.argv[1], "--store", sys.argv[2], "--json"], standalone_mode=False)
clients = {"httpx", "openai", "requests", "aiohttp", "urllib3", "langchain_openai", "langchain_core", "langchain"}
print("LOADED", sorted(clients & set(sys.modules)))
"""


def _asked(question: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETQA_")}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, question, str(sample_folder())],
        capture_output=True, text=True, env=environment, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_ask_without_a_model_loads_no_http_client_and_opens_no_socket() -> None:
    out = _asked("岚县人社局2024年农林水支出决算是多少？")
    assert "1776.34" in out
    assert "LOADED []" in out


def test_a_question_for_words_stays_offline_too() -> None:
    assert "LOADED []" in _asked("岚县人社局的主要职责是什么？")
