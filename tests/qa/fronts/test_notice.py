"""If the rules answered because the model could not, every front says so."""

from __future__ import annotations

from rich.console import Console

from qa.fronts.chat.view import show_answer
from qa.fronts.messages import message_of
from qa.pipeline import ask
from qa.settings import ModelLimits, ModelSettings
from tests.fixtures.model_stores import sample_stores

NOBODY = ModelSettings(
    name="none", url="http://127.0.0.1:9/v1", key="k", limits=ModelLimits(seconds=5, call_seconds=2, retries=0)
)


def test_an_endpoint_that_is_down_is_told_in_a_chat_message_and_at_the_terminal() -> None:
    """The rules' answer comes with the notice below it."""
    answer = ask("禾川县水务局2024年防汛支出决算是多少？", stores=sample_stores(), model=NOBODY)
    assert (answer.mode, bool(answer.notice)) == ("rules", True)
    assert message_of(answer.to_dict()).endswith(answer.notice)
    console = Console(record=True, width=200)
    show_answer(answer, console)
    assert answer.notice in console.export_text()
