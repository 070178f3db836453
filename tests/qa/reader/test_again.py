"""What the turn before asked is asked again only where all that the new turn says has a place in it."""

from __future__ import annotations

import pytest

from qa.plans.notation import parse_plan, show_plan
from qa.plans.slots import Docs
from qa.reader.assembling.again import asked_again
from qa.reader.assembling.clauses import Thing, Words
from qa.reader.assembling.scope import Placed

GROWTH = parse_plan("ask(growth(figure(docs('禾川县水务局', 2024), '会议费')))").asks
PRIOR = parse_plan("ask(prior(figure(docs('禾川县水务局', 2024), '会议费')))").asks
HERE = Placed(Docs(institution=("禾川县水务局",), year=(2024,)))
MEETINGS, TRAVEL = Thing("会议费"), Thing("差旅费")
SAYS_TRAVEL = (Words("item", "差旅费", 1, 4),)


def test_the_same_is_asked_of_another_item_of_another_year() -> None:
    place = Placed(Docs(institution=("禾川县水务局",), year=(2023,)))
    said = (*SAYS_TRAVEL, Words("year", "2023年", 5, 10))
    (made,) = asked_again(GROWTH, (MEETINGS,), (TRAVEL,), said, place)
    expected = parse_plan("ask(growth(figure(docs('禾川县水务局', 2023), '差旅费')))")
    assert show_plan(expected.model_copy(update={"asks": (made,)})) == show_plan(expected)


@pytest.mark.parametrize(
    ("asks", "before", "now", "said", "place"),
    [
        (GROWTH, (Thing("会议支出"),), (TRAVEL,), SAYS_TRAVEL, HERE),
        (GROWTH, (MEETINGS,), (TRAVEL, Thing("培训费")), SAYS_TRAVEL, HERE),
        (GROWTH, (MEETINGS,), (Thing("差旅费", slots=(("fund", "财政拨款"),)),), SAYS_TRAVEL, HERE),
        (GROWTH, (MEETINGS,), (TRAVEL,), (*SAYS_TRAVEL, Words("prior", "前一年", 5, 8)), HERE),
        (GROWTH, (MEETINGS,), (TRAVEL,), SAYS_TRAVEL, Placed(HERE.docs, back=True)),
        (GROWTH, (MEETINGS,), (TRAVEL,), SAYS_TRAVEL, Placed(HERE.docs, year=2023)),
        (GROWTH, (MEETINGS,), (TRAVEL,), SAYS_TRAVEL, Placed(HERE.docs, each=True)),
        (PRIOR, (MEETINGS,), (MEETINGS,), (Words("year", "2023年", 0, 5),), HERE),
    ],
    ids=[
        *("an item that the plan has not", "two items", "a fund", "the year before"),
        *("a later document", "a document of another year", "several documents", "a year beside the one before"),
    ],
)
def test_nothing_is_asked_again_that_would_leave_out_a_word(
    asks: object, before: object, now: object, said: object, place: Placed
) -> None:
    """Else the figure of the turn before would be given for what is asked now."""
    assert asked_again(asks, before, now, said, place) == ()  # type: ignore[arg-type]
