"""Institutions are found by the names that people use for them."""

from __future__ import annotations

import pytest

from qa.reader.linking.institutions import Institutions, Named

HELD = Institutions(
    [
        *("禾川县水务局", "禾川县经济和信息化委员会", "禾川县行政审批服务局"),
        *("青石市审计局", "白云县审计局", "青石市人民政府办公室"),
    ]
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("禾川县水务局", "禾川县水务局"),
        ("禾川水务局", "禾川县水务局"),
        ("经信委", "禾川县经济和信息化委员会"),
        ("禾川审批局", "禾川县行政审批服务局"),
        ("青石市政府办", "青石市人民政府办公室"),
        ("禾川县行政审批服勿局", "禾川县行政审批服务局"),
        ("青石审计局", "青石市审计局"),
    ],
)
def test_an_institution_is_meant_by_a_short_name(said: str, meant: str) -> None:
    """Without its place's suffix, by characters in order, or with one slip of the pen."""
    assert HELD.named(said).institutions == (meant,)


def test_an_office_of_several_places_means_all_of_them() -> None:
    """All candidates are kept: the question is asked back."""
    assert set(HELD.named("审计局").institutions) == {"青石市审计局", "白云县审计局"}


def test_another_office_of_a_known_place_is_unknown() -> None:
    """禾川县民政局 is never answered from 禾川县水务局."""
    named = HELD.named("禾川县民政局")
    assert (named.institutions, named.unknown, named.near) == ((), "禾川县民政局", ())


def test_words_for_ones_own_office_name_none() -> None:
    assert HELD.named("我们单位") == Named("我们单位")
