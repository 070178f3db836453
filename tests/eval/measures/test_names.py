"""Words are found whatever their spaces and width, and not where they are denied or part of a longer number."""

from __future__ import annotations

import pytest

from eval.measures.names import says


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("两处一致。", "一致"),
        ("是否一致：一致", "一致"),
        ("改用县级 配套\n资金", "县级配套资金"),
        ("减少１,038.28万元", "1,038.28"),
        ("613.42 ÷ 620.70", "620.7"),
        ("in 2024, 36.89% less", "36.89"),
        ("共13项", "13"),
        ("36.89 2814.62", "36.89"),
        ("The two figures match.", "match"),
        ("They do not match", "do not match"),
        ("poverty\nalleviation funds", "poverty alleviation"),
        ("两处不一致", "不一致"),
    ],
)
def test_what_a_text_says_is_found(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("两处不一致", "一致"),
        ("请核对是否一致", "一致"),
        ("两处没有差异", "有差异"),
        ("尚未更新", "更新"),
        ("They do not match", "match"),
        ("They don't match", "match"),
        ("a mismatch", "match"),
        ("inconsistent", "consistent"),
        ("下降136.89%", "36.89"),
        ("下降36.891%", "36.89"),
        ("减少11,038.28万元", "1,038.28"),
        ("减少1,038.28万元", "038.28"),
        ("占13.5%", "13"),
        ("县级配套", "市级配套"),
    ],
)
def test_what_a_text_denies_or_only_holds_within_a_longer_number_is_not_said(text: str, phrase: str) -> None:
    assert not says(text, phrase)
