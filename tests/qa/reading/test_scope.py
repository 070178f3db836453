"""Institutions are recognised by any usual name, and unknown ones are reported as unknown."""

from __future__ import annotations

import pytest

from qa.evidence.library import Library
from qa.evidence.usual_names import organ_names, organ_of, place_names
from qa.plans.plan import Scope
from qa.reading.question import read_question
from qa.reading.scope import resolve
from qa.reading.target_words import clean_keeping_marks


def _scope(question: str, library: Library) -> Scope:
    asked = read_question(question)
    return resolve(asked, library.names, clean_keeping_marks(asked.text))[0]


def _institutions(question: str, library: Library) -> set[str]:
    return {library.document(each).institution for each in _scope(question, library).documents}


@pytest.mark.parametrize(
    ("name", "institution"),
    [
        ("岚县人力资源和社会保障局", "岚县人力资源和社会保障局"),
        ("岚县人力资源与社会保障局", "岚县人力资源和社会保障局"),
        ("岚县人力资源社会保障局", "岚县人力资源和社会保障局"),
        ("岚县人社局", "岚县人力资源和社会保障局"),
        ("岚县人社", "岚县人力资源和社会保障局"),
        ("岚县", "岚县人力资源和社会保障局"),
        ("县人社局", "岚县人力资源和社会保障局"),
        ("禾川水务局", "禾川县水务局"),
        ("水务局", "禾川县水务局"),
        ("禾川", "禾川县水务局"),
        ("雁湖商务局", "雁湖市商务局"),
        ("雁湖市商务委", "雁湖市商务局"),
        ("Yanhu", "雁湖市商务局"),
        ("Hechuan", "禾川县水务局"),
    ],
)
def test_an_institution_is_known_by_its_usual_names(name: str, institution: str, sample_library: Library) -> None:
    question = f"{name} 2024 expenditure" if name.isascii() else f"{name}支出是多少"
    assert _institutions(question, sample_library) == {institution}


def test_without_a_name_every_document_fits(sample_library: Library) -> None:
    scope = _scope("2024年财政拨款收入是多少", sample_library)
    assert scope.open and len(scope.documents) == len(sample_library.documents)


def test_two_names_are_two_groups(sample_library: Library) -> None:
    scope = _scope("禾川县水务局和岚县人社局的支出", sample_library)
    assert set(scope.named) == {"禾川县水务局", "岚县人社局"} and len(scope.groups) == 2


@pytest.mark.parametrize(
    "name", ["牧野区人社局2024年", "岚县教育局", "雁湖市财政局", "民政局", "红星县水务局", "河东市商务局"]
)
def test_a_stranger_is_no_document_even_where_a_part_of_its_name_is_known(name: str, sample_library: Library) -> None:
    scope = _scope(f"{name}支出是多少", sample_library)
    assert scope.unknown and not scope.documents


@pytest.mark.parametrize("word", ["财政拨款", "商务招待", "教育支出", "水务工程", "全县", "城乡社区支出", "本市"])
def test_a_word_that_only_begins_like_an_office_names_none(word: str, sample_library: Library) -> None:
    scope = _scope(f"2024年{word}是多少", sample_library)
    assert scope.open and not scope.unknown


def test_the_kind_of_document_that_is_named_narrows_one_institution(sample_library: Library) -> None:
    (document,) = _scope("禾川县水务局2024年自评得分", sample_library).documents
    assert sample_library.document(document).kind == "绩效"


def test_a_year_before_the_documents_is_looked_for_in_the_next_years_document(sample_library: Library) -> None:
    assert _institutions("禾川县水务局2023年支出", sample_library) == {"禾川县水务局"}


@pytest.mark.parametrize(
    ("institution", "organ"),
    [
        ("内蒙古自治区呼和浩特市新城区卫生健康委员会", "卫生健康委员会"),
        ("北京市朝阳区规划和自然资源局", "规划和自然资源局"),
        ("湘西土家族苗族自治州教育局", "教育局"),
        ("万里街道办事处", "万里街道办事处"),
    ],
)
def test_an_organ_is_what_is_left_without_its_places(institution: str, organ: str) -> None:
    assert organ_of(institution) == organ


def test_places_are_known_with_and_without_their_suffix() -> None:
    assert {"北京市", "北京", "朝阳区", "朝阳"} <= set(place_names("北京市朝阳区规划和自然资源局"))


def test_an_office_is_known_by_its_short_names_with_either_and() -> None:
    names = organ_names("北京市朝阳区规划和自然资源局")
    assert {"规划和自然资源局", "规划与自然资源局", "规自局"} <= set(names)
