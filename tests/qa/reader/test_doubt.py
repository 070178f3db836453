"""Where the likeliest marks of a question come to nothing, others are tried; what else it may mean makes less sure."""

from __future__ import annotations

from qa.desk import desk_of
from qa.reader.reader import Reader
from qa.reader.reading import Reading
from qa.stores import Stores
from tests.fixtures.marked_by_hand import MarkedByHand, tagged

HERE = "[inst 禾川县水务局][year 2024年]"


def reading(stores: Stores, *ways: tuple[str, float]) -> Reading:
    """Of one question that may be marked in several ways, each with its likelihood."""
    made = [tagged(*each) for each in ways]
    return Reader(desk_of(stores).executor, MarkedByHand(*made)).read(made[0].text)


def values(given: Reading) -> list[str]:
    return [str(each.number.value) for choice in given.choices for each in choice.outcomes if hasattr(each, "number")]


def test_marks_whose_plan_comes_to_nothing_give_way_to_others(sample_stores: Stores) -> None:
    broken, whole = (f"{HERE}[item 差][col 旅费][?value 是多少]", f"{HERE}[item 差旅费][?value 是多少]")
    assert values(reading(sample_stores, (broken, -0.5), (whole, -1.2))) == ["17.90"]


def test_marks_whose_plan_is_borne_out_stay(sample_stores: Stores) -> None:
    whole, other = (f"{HERE}[item 差旅费][?value 是多少]", f"{HERE}差旅费[?value 是多少]")
    assert values(reading(sample_stores, (whole, -0.5), (other, -0.6))) == ["17.90"]


def test_a_name_with_several_figures_is_less_sure_than_one_with_one(sample_stores: Stores) -> None:
    """水利工程建设 stands in several tables with columns that differ; 差旅费 in one place."""
    several = reading(sample_stores, (f"{HERE}[item 水利工程建设][?value 是多少]", 0.0)).features
    single = reading(sample_stores, (f"{HERE}[item 差旅费][?value 是多少]", 0.0)).features
    assert several["namesakes"] > single["namesakes"]


def test_unlikely_marks_are_less_sure(sample_stores: Stores) -> None:
    asked = f"{HERE}[item 差旅费][?value 是多少]"
    likely, unlikely = (reading(sample_stores, (asked, each)).features["unlikely"] for each in (-0.1, -3.0))
    assert likely < unlikely
