"""Streaming: progress, then verified sentences, then the answer; nothing unverified is ever sent."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ingest.model.errors import BadQuestion
from qa.agent.answering import Progress
from qa.drafting.answer import Answer
from qa.fronts.events import Sentence, ask_events, sentences_of
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, scripted
from tests.qa.agent.tool_play import WHY, answer, planned, run

ASKED = "岚县人社局2024年农林水支出为什么减少？"


def test_progress_comes_first_then_the_sentences_of_the_answer_then_the_answer() -> None:
    with scripted(planned(WHY)) as server:
        events = list(ask_events(ASKED, stores=sample_stores(), model=server.settings()))
    assert [each.tool for each in events if isinstance(each, Progress)] == ["run_plan", "answer"]
    assert isinstance(events[-1], Answer) and events[-1].mode == "llm"
    assert "".join(each.text for each in events if isinstance(each, Sentence)) == events[-1].answer
    kinds = [type(each) for each in events]
    assert kinds == sorted(kinds, key=[Progress, Sentence, Answer].index)


def test_what_a_model_says_before_it_is_held_against_the_documents_is_never_told() -> None:
    def script(body: dict[str, Any]) -> Turn:
        return answer("农林水支出减少9,876.54万元[S1]。") if body["messages"][-1]["role"] != "user" else run(WHY)

    with scripted(script) as server:
        events = list(ask_events(ASKED, stores=sample_stores(), model=server.settings()))
    assert len(events) > 1 and not any("9,876.54" in str(each) for each in events if not isinstance(each, Answer))
    assert "9,876.54" not in events[-1].answer  # type: ignore[union-attr]


def test_without_a_model_the_sentences_come_at_once() -> None:
    events = list(ask_events(ASKED, stores=sample_stores()))
    assert isinstance(events[-1], Answer) and events[-1].mode == "rules"
    assert all(isinstance(each, Sentence) for each in events[:-1])


def test_who_stops_listening_stops_the_work() -> None:
    """The model would call tools until its steps are used up."""

    def script(body: dict[str, Any]) -> Turn:
        return Turn(calls=(("find", {"words": "农林水支出"}),), pause=0.05)

    with scripted(script) as server:
        events = ask_events(ASKED, stores=sample_stores(), model=server.settings(steps=500, tokens=9_000_000))
        assert isinstance(next(events), Progress)
        events.close()  # type: ignore[attr-defined]
        time.sleep(0.8)
        asked_then = len(server.requests)
        time.sleep(0.5)
        assert len(server.requests) == asked_then


def test_an_error_of_ask_reaches_the_one_who_asked() -> None:
    with pytest.raises(BadQuestion):
        list(ask_events(" ", stores=sample_stores()))


@pytest.mark.parametrize("text", ["甲为1.5万元[1]。乙“引文。还有”[2]。", "A is 1.5 [1]. B.", "", "没有句号“"])
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(sentences_of(text)) == text
