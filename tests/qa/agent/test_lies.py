"""A lying model is always stopped: the rules answer instead."""

from __future__ import annotations

from functools import cache

import pytest

from qa.drafting.answer import Answer
from qa.pipeline import ask
from tests.fixtures.agent_lies import KINDS, Told, lies_of
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.servers.scripted_model import Turn, rules_text, say, scripted, shown_text

QUESTIONS = (
    "岚县人社局2024年农林水支出决算是多少？",
    "why did 岚县 农林水支出 change?",
    "禾川县水务局2024年水利工程建设花了多少钱",
    "禾川县水务局2024年水利工程建设决算比年初预算多出多少？",
    "雁湖市商务局2025年预算 津贴补贴 多少元",
    "岚县人社局2024年社会保险补贴和公益性岗位补贴加起来花了多少？",
    "岚县人社局和禾川县水务局2024年农林水支出各是多少，差多少？",
)


LOOK = Turn(calls=(("find_facts", {"words": "支出", "limit": 12}), ("find_statements", {"words": "支出"})))


@cache
def truth(question: str) -> Answer:
    return ask(question, stores=sample_stores())


@cache
def told(question: str) -> Told:
    """What a model is shown for a question: the rules' answer with ids, and further rows."""

    def script(body: dict[str, object]) -> Turn:
        shows = any(each["role"] == "tool" for each in body["messages"])  # type: ignore[attr-defined]
        if shows:
            return Turn(rules_text(body))
        return LOOK

    with scripted(script) as server:
        answer = ask(question, stores=sample_stores(), model=server.settings())
    assert answer.mode == "llm", "the truth itself must pass"
    return Told(question, rules_text(server.requests[0]), shown_text(server.requests[-1]))


@cache
def lies(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((each, lie) for each in QUESTIONS for lie in lies_of(kind, told(each)))


def test_there_are_at_least_two_hundred_lies_and_some_of_every_kind() -> None:
    assert sum(len(lies(kind)) for kind in KINDS) >= 200
    assert all(lies(kind) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_lie_of_this_kind_is_answered(kind: str) -> None:
    looked = [LOOK] if kind in ("wrong citation", "another thing's figure") else []
    for question in QUESTIONS:
        made = [lie for asked, lie in lies(kind) if asked == question]
        if not made:
            continue
        with scripted(say(*looked, *made)) as server:  # the second lie answers what the first was told
            answer = ask(question, stores=sample_stores(), model=server.settings())
        expected = truth(question)
        assert (answer.mode, answer.answer, answer.results) == ("rules", expected.answer, expected.results), made
        assert len(server.requests) == len(looked) + 2 and answer.notice
