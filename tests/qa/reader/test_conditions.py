"""A condition that a question sets is met by every reading that is likely, or there is none."""

from __future__ import annotations

import pytest

from qa.plans.language import Where
from qa.plans.slots import Docs, nodes_of
from qa.reader.assembling.asks import options
from qa.reader.assembling.clauses import Clause, Words, things_of
from qa.reader.assembling.conditions import conditions
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.setting import Setting

HERE = Placed(Docs(institution=("禾川县水务局",), year=(2024,)))


def test_a_condition_that_cannot_be_read_leaves_no_reading() -> None:
    """Else everything would be listed, what does not meet it with the rest."""
    assert conditions(Clause("list", "有哪些", (Words("gt", "超过那个数", 0, 5),))) == []
    assert conditions(Clause("list", "有哪些", (Words("num", "若干", 0, 2),))) == []


@pytest.mark.parametrize("asks", ["list", "count", "sum", "value"])
def test_what_leaves_out_a_condition_is_never_likely(asks: str) -> None:
    """A reading without it costs more than any that is answered."""
    clause = Clause(asks, "多少", (Words("item", "项目", 0, 2), Words("gt", "超过100万元", 2, 9)))
    made = options(Setting(clause, (HERE,), (), things_of(clause)))
    met = [each for each in made if any(isinstance(node, Where) for ask in each.asks for node in nodes_of(ask.of))]
    assert all(each.cost >= 2 for each in made if each not in met)
    assert met or asks == "value"


def test_a_verdict_on_one_of_two_stated_figures_is_never_likely() -> None:
    """Else a question with one right figure and one wrong one would be told that it is right."""
    words = (Words("item", "会议费", 0, 3), Words("claim", "3万元", 4, 7), Words("claim", "5万元", 8, 11))
    one, two = (Clause("claim", "对吗", words[:count]) for count in (2, 3))
    costs = [min(each.cost for each in options(Setting(said, (HERE,), (), things_of(said)))) for said in (one, two)]
    assert costs[0] < 1
    assert costs[1] >= 2
