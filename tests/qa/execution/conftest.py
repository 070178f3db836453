"""An executor over the sample documents, asked with plans in the notation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.drafting.answer import Answer
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.plans.notation import parse_plan
from qa.stores import Stores

Run = Callable[[str], Answer]


@pytest.fixture(scope="session")
def run(sample_stores: Stores) -> Run:
    """The answer of a plan over the sample documents; ``d`` is the water bureau's final accounts of 2024."""
    executor = Executor(read_store(sample_stores.catalog, sample_stores.search))

    def answer(text: str) -> Answer:
        made = answer_plan(parse_plan('d = docs("禾川县水务局", 2024, "决算")\n' + text), executor)
        assert not made.trace.get("violations"), made.trace
        return made

    return answer
