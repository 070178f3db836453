"""The sample questions with a faithful model give all of the rules' figures."""

from __future__ import annotations

from typing import Any

from eval.run.cases import load_cases
from qa.drafting.answer import Status
from qa.pipeline import ask
from tests.fixtures.model_stores import sample_stores
from tests.fixtures.paths import SAMPLE_SET
from tests.fixtures.servers.scripted_model import Turn, rules_text, scripted


def faithful(body: dict[str, Any]) -> Turn:
    """Looks once, and says what was found."""
    if body["messages"][-1]["role"] == "tool":
        return Turn(rules_text(body) or "无法回答：没有")
    return Turn(calls=(("find_facts", {"words": "支出"}),))


def test_a_faithful_model_gives_the_rules_figures_and_is_named_where_there_are_any() -> None:
    cases = [case for case in load_cases(SAMPLE_SET) if not case.turns][
        ::3
    ]  # every kind of question; all take half a minute
    assert len(cases) > 15
    with scripted(faithful) as server:
        for case in cases:
            expected = ask(case.question, stores=sample_stores())
            answer = ask(case.question, stores=sample_stores(), model=server.settings())
            assert (answer.status, answer.results, answer.items) == (expected.status, expected.results, expected.items)
            assert answer.mode == ("llm" if expected.status is Status.ANSWERED else "rules"), case.question
