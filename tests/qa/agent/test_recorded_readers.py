"""A strong reader's whole conversations, as they were recorded over the sample corpus: each is accepted at once.

The reader saw the requests only. Its replies are sent again over HTTP; the ids that it cites are those of the order of
its calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.pipeline import ask
from qa.session import Session
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, say, scripted

_FILE = Path(__file__).parents[2] / "fixtures" / "recorded_readers.jsonl"
RECORDED: list[dict[str, Any]] = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda each: each["question"][:24])
def test_the_first_answer_of_a_recorded_reader_is_delivered_with_its_figures(recorded: dict[str, Any]) -> None:
    session = Session()
    for turn in recorded["turns"]:
        ask(turn, stores=sample_stores(), session=session)
    replies = [
        Turn(each.get("text", ""), tuple((name, arguments) for name, arguments in each.get("calls", ())))
        for each in recorded["replies"]
    ]
    with scripted(say(*replies)) as server:
        given = ask(recorded["question"], stores=sample_stores(), session=session, model=server.settings())
    run = given.trace["run"]
    assert not [each["faults"] for each in run if each["event"] == "violations"]
    assert (given.status, len(server.requests)) == (recorded["status"], len(replies))
    results = [[each.value, each.unit] for each in given.results]
    assert all(each in results for each in recorded["results"])
    assert results[:1] == recorded["results"][:1] and list(given.items) == recorded["items"]
    assert given.mode == "llm" or recorded["status"] == "needs_clarification"


def test_the_recorded_conversations_are_of_every_kind() -> None:
    tools = {name for each in RECORDED for reply in each["replies"] for name, _ in reply.get("calls", ())}
    assert len(RECORDED) >= 12 and {"run_plan", "find", "search_passages", "answer"} <= tools
    assert {each["status"] for each in RECORDED} == {"answered", "refused", "needs_clarification"}
    assert any(each["turns"] for each in RECORDED)
