"""Characters as pages draw them."""

from __future__ import annotations

import pytest

from ingest.readers.pdf.draw import luminance
from ingest.readers.pdf.glyphs import UNREADABLE, readable, turned


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("⼈", "人"),
        ("⽀", "支"),
        ("⻔", "门"),
        ("⻋", "车"),
        ("金", "金"),
        ("，", "，"),
        ("\u200b", " "),
        ("(cid:12)", UNREADABLE),
        ("", UNREADABLE),
    ],
)
def test_look_alike_code_points_are_put_right_and_unknown_ones_are_shown_as_such(drawn: str, read: str) -> None:
    assert readable(drawn) == read


def test_white_and_black_are_told_in_every_colour_space() -> None:
    whites = [luminance(1), luminance((1, 1, 1)), luminance((0, 0, 0, 0)), luminance((0,), "Separation")]
    blacks = [
        luminance(0),
        luminance((0, 0, 0)),
        luminance((0, 0, 0, 1)),
        luminance((1,), "Separation"),
        luminance(None),
    ]
    assert whites == [1, 1, 1, 1]
    assert blacks == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_turning_keeps_a_box_a_box(quarter: int) -> None:
    x0, top, x1, bottom = turned((10, 20, 40, 30), quarter)
    assert x0 < x1 and top < bottom
    assert (x1 - x0) * (bottom - top) == 300
