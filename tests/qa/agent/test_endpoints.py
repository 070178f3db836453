"""Any failure of an endpoint ends in an honest answer, in time; a key is sent to its own endpoint only."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from prompts import hashes
from qa.agent.trace import write_trace
from qa.pipeline import ask
from qa.settings import ModelSettings
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import KEY, Scripted, Turn, say, scripted
from tests.qa.agent.test_answering import ASKED, FIND, asked_of, assert_rules_answer, by_rules
from tests.qa.agent.tool_play import FARMING, looked, planned, run, told

QUICK: dict[str, Any] = {"seconds": 1.5, "call_seconds": 0.6, "retries": 1}


@pytest.mark.parametrize(
    "turn",
    [
        Turn(text="", finish="stop"),
        Turn(text="<think>农林水支出是9,999万元</think>"),
        Turn(text="农林水支出为1,776.34万元[F1]，比上年", finish="length"),
        Turn(text="农林水支出为1,776.34万元[F1]。", finish=None),
        Turn(text="农林水支出为1,776.34万元[F1]。" * 3, drop=2),
        Turn(text="农林水支出" * 400, drip=0.05),
        Turn(text="晚了", pause=1.0),
        Turn(status=500),
        Turn(status=503),
        Turn(status=429, headers={"Retry-After": "30"}),
        Turn(status=401, error=f"Incorrect API key {KEY}"),
        Turn(status=404),
        Turn(raw=b"<html>gateway</html>"),
        Turn(raw=b'{"choices": null}'),
        Turn(raw=b'{"choices": []}'),
        Turn(raw=b"data: {broken\n\n"),
        Turn(raw=b""),
    ],
    ids=[
        "empty", "only thoughts", "cut off", "no end", "dropped", "trickle", "silent", "500", "503",
        "429", "401", "404", "html", "null", "no choice", "broken event", "nothing",
    ],
)  # fmt: skip
def test_an_endpoint_that_fails_gives_the_rules_answer_with_a_notice_in_time(turn: Turn) -> None:
    by_rules()  # opens the store
    started = time.monotonic()
    answer, _ = asked_of(say(turn), **QUICK)
    assert time.monotonic() - started < 1.5 + 3.0  # the limit, and a busy machine
    assert_rules_answer(answer)
    assert KEY not in answer.notice + json.dumps(answer.trace, default=str)


def test_an_endpoint_that_is_down_gives_the_rules_answer() -> None:
    model = ModelSettings(name="m", url="http://127.0.0.1:9/v1", limits=Scripted("", say("")).settings(**QUICK).limits)
    assert_rules_answer(ask(ASKED, stores=sample_stores(), model=model))


def test_a_refusal_for_load_is_tried_again_before_giving_up() -> None:
    left = [429, 500]

    def script(body: dict[str, Any]) -> Turn:
        return Turn(status=left.pop(0), headers={"Retry-After": "0"}) if left else planned(FARMING)(body)

    answer, server = asked_of(script)
    assert answer.mode == "llm" and len(server.requests) == 4


def test_an_endless_loop_of_tools_ends_at_the_step_budget() -> None:
    answer, server = asked_of(say(FIND), steps=4)
    assert_rules_answer(answer)
    assert len(server.requests) == 4 and "步数" in answer.notice


def test_the_token_budget_ends_a_run() -> None:
    answer, server = asked_of(say(FIND), tokens=300)
    assert_rules_answer(answer)
    assert "用量" in answer.notice and len(server.requests) <= 3


def test_without_streaming_the_same_holds() -> None:
    answer, server = asked_of(planned(FARMING), stream=False)
    assert answer.mode == "llm" and not server.requests[0].get("stream")


# ------------------------------------------------------------------------------------------------------------ trace


def test_the_trace_tells_messages_tools_tokens_and_prompt_hashes_and_never_the_key(tmp_path: Any) -> None:
    def script(body: dict[str, Any]) -> Turn:
        return Turn(told(body) + KEY) if looked(body) else run(FARMING)

    answer, server = asked_of(script)
    write_trace(answer.trace, tmp_path / "run.jsonl")
    text = (tmp_path / "run.jsonl").read_text("utf-8")
    events = [json.loads(line) for line in text.splitlines()]
    assert {"run", "message", "tool", "end"} <= {each["event"] for each in events}
    assert any(each.get("tokens") == 120 for each in events) and all("ms" in each for each in events)
    assert answer.trace["prompts"]["system.zh"] == hashes()["system.md"]
    assert server.keys[0] == f"Bearer {KEY}"
    assert KEY not in text and KEY not in json.dumps(answer.to_dict())


def test_no_key_set_sends_none_meant_for_another_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-endpoint")
    with scripted(planned(FARMING)) as server:
        ask(ASKED, stores=sample_stores(), model=ModelSettings(name="m", url=server.url))
    assert server.keys and not any("sk-of-another-endpoint" in each for each in server.keys)
