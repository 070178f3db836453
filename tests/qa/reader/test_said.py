"""What single words of a question say: numbers, units, stages, years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model.figures import Stage
from qa.reader.assembling.said import Amount, amount_of, number_written, stage_of, unit_asked, years_in


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1,234.5万元", Amount(Decimal("1234.5"), "万元")),
        ("四百多万", Amount(Decimal(400), "万元", Decimal(500))),
        ("七成", Amount(Decimal(70), "%", None, True)),
        ("37.9%", Amount(Decimal("37.9"), "%")),
        ("约20%", Amount(Decimal(20), "%", None, True)),
        ("20多个项目", Amount(Decimal(20), "个", Decimal(30))),
        ("25亿多", Amount(Decimal(25), "亿元", Decimal(26))),
        ("一亿三千万", Amount(Decimal(13000), "万元")),
        ("两个亿", Amount(Decimal(2), "亿元")),
        ("1万亿元", Amount(Decimal(10000), "亿元")),
        ("20万人", Amount(Decimal(200000), "人")),
        ("百分之二十", Amount(Decimal(20), "%")),
        ("百分之15", Amount(Decimal(15), "%")),
        ("多少万", None),
    ],
)
def test_an_amount_is_read_with_its_unit_and_its_range(words: str, amount: Amount | None) -> None:
    assert amount_of(words) == amount


def test_the_unit_that_is_asked_for_is_that_of_what_is_counted() -> None:
    assert [unit_asked(each) for each in ("多少万元", "批复了多少个", "百分之几", "有几辆", "是多少")] == [
        "万元",
        "个",
        "%",
        "辆",
        "",
    ]


def test_stages_and_years_are_told_apart() -> None:
    assert [stage_of(each) for each in ("年初预算数", "全年预算", "决算", "预算数")] == [
        Stage.INITIAL,
        Stage.ADJUSTED,
        Stage.FINAL,
        Stage.BUDGET,
    ]
    assert [years_in(each) for each in ("2024年度", "24年", "二〇二四年")] == [(2024,), (2024,), (2024,)]


def test_a_number_in_words_is_read_to_its_last_place() -> None:
    assert [number_written(each) for each in ("一百二十", "三万零五", "一亿三千万", "两亿零二十万")] == [
        120,
        30_005,
        130_000_000,
        200_200_000,
    ]


@pytest.mark.parametrize(
    ("words", "unit"), [("有几个亿", "亿元"), ("多少个人次", "人次"), ("几批次", "批次"), ("有几个", "个")]
)
def test_a_measure_word_before_a_larger_unit_is_no_unit(words: str, unit: str) -> None:
    assert unit_asked(words) == unit
