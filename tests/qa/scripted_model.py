"""An OpenAI-compatible server in the test process that says what a script tells it to: the real client talks to it.

A script is a function of the request (the parsed body) that gives a :class:`Turn`; ``Scripted`` keeps the requests.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qa.settings import ModelLimits, ModelSettings

KEY = "sk-test-0123456789"


@dataclass(frozen=True)
class Turn:
    """One reply. ``calls``: tools to call, name and arguments (a dict, or the text that stands where JSON should).
    ``status`` other than 200 is an error. ``pause``: seconds before the reply; ``drip``: between the pieces of a
    stream; ``drop``: the connection ends after so many pieces; ``raw``: sent as the body as it is."""

    text: str = ""
    calls: tuple[tuple[str, Any], ...] = ()
    status: int = 200
    error: str = "scripted"
    pause: float = 0.0
    drip: float = 0.0
    drop: int | None = None
    raw: bytes | None = None
    finish: str | None = ""
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[dict[str, Any]], Turn]


@dataclass
class Scripted:
    """The server. ``requests``: bodies, in order; ``keys``: the Authorization header of each."""

    url: str
    script: Script
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def settings(self, **changes: Any) -> ModelSettings:
        """Settings that lead here, with limits short enough for a test."""
        limits = {"seconds": 20.0, "call_seconds": 10.0, "steps": 8, "tokens": 200_000, "retries": 2}
        limits |= {name: changes.pop(name) for name in list(changes) if name in limits}
        return ModelSettings(name="scripted", url=self.url, key=KEY, limits=ModelLimits(**limits), **changes)


@contextmanager
def scripted(script: Script) -> Iterator[Scripted]:
    """A server on a free port of this machine, for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    state = Scripted(f"http://127.0.0.1:{server.server_port}/v1", script)
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def say(*turns: Turn | str) -> Script:
    """A script of fixed turns, the last one over and over."""
    left = [Turn(each) if isinstance(each, str) else each for each in turns]

    def script(body: dict[str, Any]) -> Turn:
        return left.pop(0) if len(left) > 1 else left[0]

    return script


def last_text(body: dict[str, Any]) -> str:
    """The content of the last message of a request."""
    return str(body["messages"][-1]["content"])


def shown_text(body: dict[str, Any]) -> str:
    """All contents of a request: everything that the model has been shown."""
    return "\n".join(str(each.get("content") or "") for each in body["messages"])


def rules_text(body: dict[str, Any]) -> str:
    """The rules' own answer with ids, as the request passes it on; empty where they found nothing."""
    found = re.search(r"(?:规则程序的回答：|The rule program's answer: )(.*?)\n\n", shown_text(body), re.DOTALL)
    return found.group(1).strip() if found else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_POST(self) -> None:
        state: Scripted = self.server.state  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state.requests.append(body)
        state.keys.append(self.headers.get("Authorization", ""))
        turn = state.script(body)
        time.sleep(turn.pause)
        try:
            self._reply(turn, bool(body.get("stream")))
        except OSError:
            self.close_connection = True

    def _reply(self, turn: Turn, stream: bool) -> None:
        if turn.raw is not None:
            self._whole(turn.status, turn.raw, turn.headers)
        elif turn.status != 200:
            self._whole(turn.status, json.dumps({"error": {"message": turn.error}}).encode(), turn.headers)
        elif stream:
            self._stream(turn)
        else:
            self._whole(200, json.dumps(_completion(turn)).encode(), {})

    def _whole(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, turn: Turn) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at, chunk in enumerate(_chunks(turn)):
            if turn.drop is not None and at >= turn.drop:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self._piece(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n")
            time.sleep(turn.drip)
        self._piece("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _piece(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _calls(turn: Turn) -> list[dict[str, Any]]:
    return [
        {
            "index": at,
            "id": f"call_{time.monotonic_ns()}_{at}",
            "type": "function",
            "function": {
                "name": name,
                "arguments": told if isinstance(told, str) else json.dumps(told, ensure_ascii=False),
            },
        }
        for at, (name, told) in enumerate(turn.calls)
    ]


def _finish(turn: Turn) -> str | None:
    return ("tool_calls" if turn.calls else "stop") if turn.finish == "" else turn.finish


_USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


def _completion(turn: Turn) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": turn.text}
    if turn.calls:
        message["tool_calls"] = _calls(turn)
    choice = {"index": 0, "message": message, "finish_reason": _finish(turn)}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
        "usage": _USAGE,
    }


def _chunks(turn: Turn) -> Iterator[dict[str, Any]]:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return head | {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    yield chunk({"role": "assistant", "content": ""})
    if turn.calls:
        yield chunk({"tool_calls": _calls(turn)})
    for at in range(0, len(turn.text), 40):
        yield chunk({"content": turn.text[at : at + 40]})
    yield chunk({}, _finish(turn))
    yield head | {"choices": [], "usage": _USAGE}
