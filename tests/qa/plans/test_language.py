"""The plan language: JSON in and out, clear faults, one schema."""

from __future__ import annotations

import json

import pytest

from qa.plans.notation import parse_plan
from qa.plans.plan_json import plan_of_object, plan_schema, read_plan
from qa.plans.slots import BadPlan

FIGURE = {"op": "figure", "documents": {"op": "docs", "institution": "禾川县水务局", "year": 2024}, "item": "防汛"}


def test_a_plan_comes_back_from_its_json() -> None:
    plan = plan_of_object({"asks": [{"of": {"op": "growth", "a": FIGURE}, "unit": "%"}], "given": []})
    assert read_plan(plan.model_dump_json()) == plan


def test_one_value_stands_for_a_list_of_one() -> None:
    several = {**FIGURE, "documents": {"op": "docs", "institution": ["禾川县水务局"], "year": [2024]}}
    assert plan_of_object({"asks": [{"of": FIGURE}]}) == plan_of_object({"asks": [{"of": several}]})


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"asks": [{"of": {"op": "summ"}}]}, "asks.0.of"),
        ({"asks": [{"of": {**FIGURE, "itm": "防汛"}}]}, "itm"),
        ({"asks": []}, "asks"),
        ({"asks": [{"of": {"op": "ref", "name": "x"}}]}, "x is not defined"),
        ({"asks": [{"of": {**FIGURE, "stage": "草案"}}]}, "stage"),
        ({"let": {"x": {"op": "ref", "name": "x"}}, "asks": [{"of": FIGURE}]}, "x is not defined"),
        ("figure", "plan"),
    ],
)
def test_a_bad_plan_is_refused_with_the_place_of_its_first_fault(plan: object, said: str) -> None:
    with pytest.raises(BadPlan, match=said):
        plan_of_object(plan)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(BadPlan, match="not JSON"):
        read_plan("{asks: 1}")


def test_the_schema_names_every_operation_and_is_json() -> None:
    text = json.dumps(plan_schema(), ensure_ascii=False)
    for operation in ("figure", "rows", "children", "each", "where", "rank", "growth", "claim", "reason", "excluding"):
        assert f'"{operation}"' in text


def test_a_plan_that_grows_with_its_names_or_stands_too_deep_is_refused() -> None:
    """Each name doubles the one before it; each object holds the next."""
    doubled = "\n".join(["a0 = number(1)", *(f"a{at} = sum([a{at - 1}, a{at - 1}])" for at in range(1, 40)), "a39"])
    with pytest.raises(BadPlan, match="more than 2000 expressions"):
        parse_plan(doubled)
    with pytest.raises(BadPlan, match=r"deep|notation"):
        parse_plan("prior(" * 150 + "figure()" + ")" * 150)
    with pytest.raises(BadPlan, match=r"deep|JSON"):
        read_plan('{"asks": [{"of": ' + '{"op": "prior", "of": ' * 5000 + "1" + "}" * 5000 + "}]}")
