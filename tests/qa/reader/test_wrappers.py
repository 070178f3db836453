"""The question is found in what chat programs wrap around it."""

from __future__ import annotations

import pytest

from qa.reader.wrappers import asked_itself

ASKED = "禾川县水务局2024年公务接待费是多少？"


@pytest.mark.parametrize(
    "sent",
    [
        f"<context>2023年公务接待费为1万元。</context><user_query>{ASKED}</user_query>",
        f"已知内容：2023年公务接待费为1万元。\n问题：{ASKED}",
        f"请根据已上传的文档回答。\n用户问题：{ASKED}",
        ASKED,
    ],
)
def test_the_question_is_taken_out_of_its_wrapping(sent: str) -> None:
    """Neither the context that was sent along nor the words around the question are asked about."""
    assert asked_itself(sent) == ASKED


def test_a_question_about_problems_stays_whole() -> None:
    """问题 within a question is no wrapping."""
    asked = "禾川县水务局绩效自评发现的主要问题：有哪些"
    assert "绩效自评" in asked_itself(asked)
