"""The notation says the same as the JSON, and nothing of it is ever run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.plans.notation import parse_plan, plan_in, plan_of, show_plan
from qa.plans.slots import BadPlan

EXAMPLE = """d = docs(["禾川县水务局", "雁湖市商务局"], 2024, "决算") + docs("岚县", 2025)
r = where(rows(d, table="项目支出预算表"), has("水"), lacks("结转", column="备注"), value("<", number(100, "万元")))
ask(rank(r, 3, lowest=True), show=["name", "value"], unit="万元")
ask(share(figure(d, "防汛", stage="决算"), figure(d, measure="本年支出合计")), unit="%", places=2)
each(["防汛", "农村供水"], change(figure(d)))
quote(d, "机关运行经费", aspect="定义")
given(claim(-36.89, "%", growth(figure(d, "防汛"))))"""


def test_what_is_shown_is_read_again() -> None:
    plan = parse_plan(EXAMPLE)
    assert parse_plan(show_plan(plan)) == plan
    assert plan_in(plan.model_dump_json()) == plan
    assert len(plan.asks) == 4 and len(plan.given) == 1


@given(st.text(max_size=40))
def test_any_text_is_a_name_that_comes_back(name: str) -> None:
    plan = plan_of({"asks": [{"of": {"op": "figure", "item": name}}]})
    assert parse_plan(show_plan(plan)) == plan


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figure(d", "line 1"),
        ("d = docs()\nfigur(d)", "line 2: no operation is called figur"),
        ('__import__("os").system("true")', "line 1"),
        ("figure(docs(), 1, 2, 3)", "at most 2"),
        ('where(rows(docs()), nearly("x"))', "no condition is called nearly"),
        ("x = 1\nimport os", "line 2"),
        ("figure(d)", "d is not defined"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadPlan, match=said):
        parse_plan(text)
