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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Qingshi Municipal Audit Bureau", "青石市审计局"),
        ("Hechuan County Water Resources Bureau", "禾川县水务局"),
        ("Baiyun audit bureaus", "白云县审计局"),
        ("QS government office", "青石市人民政府办公室"),
        ("hechuan shenpiju", "禾川县行政审批服务局"),
        ("Hechuan (禾川县) Water Bureau", "禾川县水务局"),
        ("禾川 water bureau", "禾川县水务局"),
    ],
)
def test_an_institution_is_meant_by_its_name_in_latin_letters(said: str, meant: str) -> None:
    """Without a Chinese gloss: by the words that such names are made of, and by pinyin."""
    assert HELD.named(said).institutions == (meant,)


@pytest.mark.parametrize(
    "said", ["Hechuan Finance Bureau", "Dongshan Audit Bureau", "禾川 finance bureau", "Dongshan 水务局"]
)
def test_a_name_in_latin_letters_that_fits_in_part_only_is_unknown(said: str) -> None:
    """Another office of a place, or the same office of another place, is never answered from the one that is there."""
    named = HELD.named(said)
    assert (named.institutions, named.unknown) == ((), said)


def test_apostrophes_part_the_syllables_of_a_place() -> None:
    """Xi'an is a city and not the word for county."""
    held = Institutions(["禾川县", "西安市审计局"])
    assert held.named("Xi'an").institutions == ("西安市审计局",)


SCHOOLS = Institutions(["西海大学", "禾川县第一中学", "青石市气象局", "云台产业融合试验区民政局", "青石市民政局"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("西大", "西海大学"),
        ("西大（西海大学）", "西海大学"),
        ("青石气像局", "青石市气象局"),
        ("试验区民政局", "云台产业融合试验区民政局"),
    ],
)
def test_a_kind_a_gloss_a_homophone_or_a_part_of_a_place_is_enough(said: str, meant: str) -> None:
    assert SCHOOLS.named(said).institutions == (meant,)


@pytest.mark.parametrize("said", ["东海大学", "禾川县第二中学", "北大", "开发区民政局"])
def test_names_that_differ_in_a_direction_or_a_number_are_others(said: str) -> None:
    assert SCHOOLS.named(said).institutions == ()


@pytest.mark.parametrize("said", ["云台市财政局", "上海市财政局", "上海财政局", "云台市商务委员会"])
def test_an_office_of_a_city_is_none_of_its_districts_nor_of_another_place(said: str) -> None:
    held = Institutions(["云台市山前区财政局", "云台市山前区商务委员会", "禾川县财政局"])
    assert held.named(said).institutions == ()


@pytest.mark.parametrize("said", ["云台市山前区财政局", "山前区财政局", "山前财政局", "湖北省云台市山前区财政局"])
def test_an_office_of_a_district_is_meant_with_and_without_its_city(said: str) -> None:
    held = Institutions(["云台市山前区财政局", "禾川县财政局"])
    assert held.named(said).institutions == ("云台市山前区财政局",)
