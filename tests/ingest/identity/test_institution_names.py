"""Places, levels and short names of government institutions, by general patterns."""

import pytest

from ingest.identity.institution_names import aliases_of, level_of_institution, places_of


@pytest.mark.parametrize(
    ("name", "places", "level"),
    [
        ("四川省财政厅", ("四川省",), "省"),
        ("广西壮族自治区财政厅", ("广西壮族自治区",), "省"),
        ("上海市财政局", ("上海市",), "省"),
        ("延边朝鲜族自治州水利局", ("延边朝鲜族自治州",), "市"),
        ("杭州市西湖区教育局", ("杭州市", "西湖区"), "区县"),
        ("荆州市沙市区财政局", ("荆州市", "沙市区"), "区县"),
        ("津市市财政局", ("津市市",), "市"),
        ("新乡市红旗区人力资源和社会保障局", ("新乡市", "红旗区"), "区县"),
        ("株洲市城市管理和综合执法局", ("株洲市",), "市"),
        ("长沙市社区卫生服务中心", ("长沙市",), "市"),
        ("某县市场监督管理局", ("某县",), "区县"),
        ("某县明山镇人民政府", ("某县",), "乡镇街道"),
        ("财政局", (), ""),
    ],
)
def test_the_places_in_front_of_a_name_tell_its_level(name: str, places: tuple[str, ...], level: str) -> None:
    assert places_of(name) == places
    assert level_of_institution(name) == level


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "新乡市红旗区人力资源和社会保障局",
            ["红旗区人社局", "红旗区人社", "人社局", "红旗区", "红旗人社局", "新乡红旗区人社局"],
        ),
        ("岚县人力资源和社会保障局", ["岚县", "岚县人社局", "岚县人力资源与社会保障局"]),
        ("济源产城融合示范区人力资源和社会保障局", ["济源人社局", "济源人社", "济源", "济源示范区人社局"]),
        (
            "上海市普陀区人民政府万里街道办事处",
            ["万里街道", "万里街道办", "普陀区万里街道", "上海市普陀区万里街道办事处"],
        ),
        ("上海市普陀区商务委员会", ["普陀区商务委", "商务委"]),
        ("某某区规划和自然资源局", ["某某区规划与自然资源局", "规划和自然资源局", "自规局"]),
        ("某某县卫生健康委员会", ["某某县卫健委", "卫健委"]),
        ("四川省财政厅", ["四川财政厅", "四川省财政"]),
        ("某某区住房和城乡建设局", ["住建局", "某某区住建局"]),
    ],
)
def test_people_find_an_institution_by_the_names_that_they_use(name: str, said: list[str]) -> None:
    assert set(said) <= set(aliases_of(name))
    assert aliases_of(name)[0] == name


def test_an_english_question_finds_the_office() -> None:
    assert "HR bureau" in aliases_of("岚县人力资源和社会保障局")
    assert "finance bureau" in aliases_of("上海市普陀区财政局")


def test_an_institution_is_never_called_by_another_office() -> None:
    assert not {"人社局", "教育局"} & set(aliases_of("上海市普陀区财政局"))
