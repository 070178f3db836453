"""Figures that fit the question come first, and others are not said to fit."""

from __future__ import annotations

import pytest

from ingest.model.figures import Fund, Side, Stage
from qa.evidence.evidence import agreeing, find
from qa.evidence.index import DocumentIndex
from qa.evidence.library import Library
from qa.plans.plan import Target


@pytest.fixture(scope="session")
def accounts(sample_library: Library) -> DocumentIndex:
    (document,) = [each for each in sample_library.documents.values() if each.file == "hechuan-2024-final.txt"]
    return sample_library.index(document.id)


def test_the_figure_that_covers_the_words_comes_first(accounts: DocumentIndex) -> None:
    best = find(Target("农村供水", year=2024), accounts)[0]
    assert best.figure.name == "农村供水" and best.fits and best.recall == 1.0 and not best.missing


def test_words_that_no_figure_covers_fit_nothing(accounts: DocumentIndex) -> None:
    assert not any(each.fits for each in find(Target("高速公路养护补贴"), accounts))


def test_a_part_of_a_name_is_not_taken_for_another_thing(accounts: DocumentIndex) -> None:
    """其他… is a line item of its own and not the one in its name."""
    found = [each for each in find(Target("其他水利工程建设支出"), accounts) if each.fits]
    assert "水利工程建设" not in {each.figure.name for each in found}


def test_another_year_is_left_out(accounts: DocumentIndex) -> None:
    assert not [each for each in find(Target("农村供水", year=2021), accounts) if each.fits]


@pytest.mark.parametrize("stage", [Stage.INITIAL, Stage.FINAL])
def test_another_stage_is_left_out(accounts: DocumentIndex, stage: Stage) -> None:
    found = find(Target("水利工程建设", stage=stage), accounts)
    assert found and {each.figure.stage for each in found} <= {stage, Stage.UNKNOWN}


def test_another_narrow_fund_is_left_out(accounts: DocumentIndex) -> None:
    found = find(Target("农村基础设施建设支出", fund=Fund.GOVERNMENT_FUNDS), accounts)
    assert Fund.GENERAL not in {each.figure.fund for each in found}
    assert found[0].figure.fund is Fund.GOVERNMENT_FUNDS


def test_the_side_asked_for_comes_first(accounts: DocumentIndex) -> None:
    sides = [
        find(Target("水利工程运行与维护", side=side), accounts)[0].figure.side
        for side in (Side.REVENUE, Side.EXPENDITURE)
    ]
    assert sides == [Side.REVENUE, Side.EXPENDITURE]


def test_a_code_is_that_line_item_alone(accounts: DocumentIndex) -> None:
    assert {each.figure.fact.item.code for each in find(Target("", code="2130314"), accounts)} == {"2130314"}


def test_without_words_the_total_comes_first(accounts: DocumentIndex) -> None:
    best = find(Target("", side=Side.EXPENDITURE, stage=Stage.FINAL), accounts)[0]
    assert best.figure.origin.text in ("3,397.28", "3,445.33")


def test_what_is_about_as_good_is_seen_beside_the_best(accounts: DocumentIndex) -> None:
    found = find(Target("防汛"), accounts)
    near = agreeing(found, 3.0)
    assert near[0] == found[0] and all(found[0].score - each.score <= 3.0 for each in near)
    assert agreeing(()) == ()
