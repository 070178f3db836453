"""Matching sees one spelling of what is printed in many."""

import pytest

from ingest.model.normalize import normalize, plain_latex


@pytest.mark.parametrize(
    ("printed", "matched"),
    [
        (r"$\geq 95\%$", "≥95%"),
        (r"$\leqslant 5\%$", "≤5%"),
        ("１，２３４．５０　万元", "1,234.50万元"),
        ("“三公”经费", '"三公"经费'),
        ("‘三公’经费", '"三公"经费'),
        ("2023—2024", "2023-2024"),
        ("部⻔公务用⻋", "部门公务用车"),
        ("（一）收 入\n合 计", "(一)收入合计"),
        ("≥95％", "≥95%"),
    ],
)
def test_spellings_of_one_thing_match(printed: str, matched: str) -> None:
    assert normalize(printed) == matched


def test_normalizing_twice_changes_nothing() -> None:
    once = normalize("“A－B”  $\\geq 3\\%$ ～ （二）")
    assert normalize(once) == once


def test_a_lone_dollar_sign_stays() -> None:
    assert plain_latex("5$") == "5$"
