"""Streams of a server with a language model: steps as they happen, and no part of an answer before it is verified."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from tests.fixtures.servers.api_server import Server, copied_store, shared_server, start
from tests.fixtures.servers.scripted_model import KEY, Script, Scripted, Turn, scripted
from tests.qa.agent.tool_play import WHY, answer, planned, run, told

ASKED = "岚县人社局2024年农林水支出为什么减少？"
FIND = run(WHY)
WRONG = "9,876.54"


class Director:
    """Sets for each test what the scripted model says."""

    def __init__(self) -> None:
        self.script: Script = planned(WHY)

    def __call__(self, body: dict[str, Any]) -> Turn:
        return self.script(body)


@pytest.fixture(scope="module")
def director() -> Director:
    return Director()


@pytest.fixture(scope="module")
def model(director: Director) -> Iterator[Scripted]:
    with scripted(director) as server:
        yield server


@pytest.fixture(scope="module")
def server(model: Scripted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"MODEL": "scripted", "BASE_URL": model.url, "API_KEY": KEY, "STEPS": "500", "TOKENS": "9000000"}
    started = start(
        copied_store(tmp_path_factory.mktemp("streaming")),
        {f"BUDGETQA_LLM_{name}": value for name, value in settings.items()},
    )
    yield started
    started.stop()


def _after_a_tool(then: Callable[[dict[str, Any]], Turn]) -> Script:
    return lambda body: then(body) if body["messages"][-1]["role"] == "tool" else FIND


def _read(lines: Iterator[str]) -> tuple[str, Any]:
    """The next event: its name and its content."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            return name, json.loads(line[6:])
    raise AssertionError("the stream ended")


def test_a_step_is_told_while_the_model_is_still_at_work_and_the_answer_when_it_has_held(
    server: Server, director: Director
) -> None:
    waited = threading.Event()

    def then(body: dict[str, Any]) -> Turn:
        assert waited.wait(20)
        return answer(told(body))

    director.script = _after_a_tool(then)
    body = {"question": ASKED, "stream": True}
    with server.client() as client, client.stream("POST", "/v1/answers", json=body) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        lines = reply.iter_lines()
        assert _read(lines) == ("step", {"tool": "run_plan", "found": 3, "words": "执行查询计划"})
        waited.set()
        assert _read(lines)[1]["tool"] == "answer"
        name, body = _read(lines)
        assert (name, body["mode"], body["status"]) == ("answer", "llm", "answered")
        assert body["citations"][0]["view"].startswith(server.url)
        assert not [line for line in lines if line]


def test_what_a_model_says_and_cannot_show_is_in_no_event(server: Server, director: Director) -> None:
    director.script = _after_a_tool(lambda body: answer(f"农林水支出减少{WRONG}万元[S1]。"))
    asked = {"messages": [{"role": "user", "content": ASKED}]}
    with server.client() as client:
        native = client.post("/v1/answers", json={"question": ASKED, "stream": True}).text
        chat = client.post("/v1/chat/completions", json=asked | {"stream": True}).text
    for said in (native, chat):
        assert "run_plan" in said and "1,038.28" in said
        assert WRONG not in said


def test_without_a_model_a_stream_is_the_answer() -> None:
    with shared_server().client() as client:
        reply = client.post("/v1/answers", json={"question": ASKED, "stream": True})
        whole = client.post("/v1/answers", json={"question": ASKED}).json()
    name, body = _read(iter(reply.text.splitlines()))
    assert name == "answer" and reply.text.count("event: ") == 1
    assert {**body, "id": "", "elapsed_ms": 0} == {**whole, "id": "", "elapsed_ms": 0}


def test_what_goes_wrong_under_way_is_the_last_event(server: Server) -> None:
    with server.client() as client:
        reply = client.post("/v1/answers", json={"question": " ", "stream": True})
    name, body = _read(iter(reply.text.splitlines()))
    assert (name, body["error"]["code"]) == ("error", "bad_question")


def test_the_openai_client_passes_over_the_steps_and_gets_the_answer(server: Server, director: Director) -> None:
    """They are comments of the protocol, and part of no content or other field of a chunk."""
    director.script = _after_a_tool(lambda body: answer(told(body)))
    chat = openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0)
    asked: Any = {"model": "budgetqa", "messages": [{"role": "user", "content": ASKED}]}
    chunks = list(chat.chat.completions.create(**asked, stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == chat.chat.completions.create(**asked).choices[0].message.content
    assert "run_plan" not in text and chunks[-1].x_budgetqa["mode"] == "llm"  # type: ignore[attr-defined]
    fields = {name for chunk in chunks if chunk.choices for name, value in chunk.choices[0].delta if value is not None}
    assert fields == {"role", "content", "annotations"}
    with server.client() as client:
        lines = client.post("/v1/chat/completions", json=asked | {"stream": True}).text.splitlines()
    assert ": step run_plan 3" in lines and lines.index(": step run_plan 3") > 0
    assert all(line.startswith((": ", "data: ")) for line in lines if line)


@contextmanager
def _left(server: Server, path: str, body: dict[str, Any]) -> Iterator[None]:
    """A client that asks, and is gone at the end of the context."""
    with server.client() as client:
        if body.get("stream"):
            with client.stream("POST", path, json=body) as reply:
                lines = reply.iter_lines()
                next(lines)
                yield
                lines.close()  # type: ignore[attr-defined]
        else:
            asked = threading.Thread(target=_impatient, args=(client, path, body))
            asked.start()
            yield
            asked.join()


def _impatient(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.post(path, json=body, timeout=httpx.Timeout(20, read=1))


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/v1/answers", {"question": ASKED}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": ASKED}]}),
    ],
)
def test_a_client_that_leaves_stops_the_work(
    server: Server, director: Director, model: Scripted, path: str, asked: dict[str, Any], stream: bool
) -> None:
    """The model would call tools for minutes: one second after the client leaves, it is asked nothing more."""
    director.script = lambda body: Turn(calls=(("list_documents", {}),), pause=0.1)
    before = len(model.requests)
    with _left(server, path, asked | {"stream": stream}):
        _until(lambda: len(model.requests) > before + 2)
    time.sleep(1.5)
    asked_then = len(model.requests)
    time.sleep(0.6)
    assert len(model.requests) == asked_then
    with server.client() as client:
        assert client.get("/readyz").status_code == 200
    assert "Traceback" not in Path(server.log).read_text(encoding="utf-8")


def test_a_model_that_is_silent_is_left_at_once_too(server: Server, director: Director, model: Scripted) -> None:
    """The connection to it is closed, so that it can stop as well."""
    silent = threading.Event()
    director.script = lambda body: Turn("晚了") if silent.wait(8) else Turn("太晚了")
    began = len(model.requests)
    with _left(server, "/v1/answers", {"question": ASKED}):
        _until(lambda: len(model.requests) > began)
    with server.client() as client:
        time.sleep(1.0)
        held = client.get("/metrics").text
    silent.set()
    assert 'route="/v1/answers",status="499"' in held


def _until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")
