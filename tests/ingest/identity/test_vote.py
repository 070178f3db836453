"""Who published a document for which year, read from its content alone."""

import pytest

from ingest.identity.vote import identify
from tests.fixtures.made_tables import corpus_file, document, read

REAL = [
    ("hongqi.txt", "新乡市红旗区人力资源和社会保障局", "新乡市红旗区", "区县", 2024, "决算"),
    ("lanxian.txt", "岚县人力资源和社会保障局", "岚县", "区县", 2024, "决算"),
    ("jiyuan.txt", "济源产城融合示范区人力资源和社会保障局", "济源产城融合示范区", "市", 2024, "预算"),
    ("hongjiang.txt", "怀化市洪江区人力资源和社会保障局", "怀化市洪江区", "区县", 2024, "绩效"),
    ("haidong.txt", "海东市人力资源和社会保障局", "海东市", "市", 2024, "决算"),
    ("putuo-caizheng-2024-final.pdf", "上海市普陀区财政局", "上海市普陀区", "区县", 2024, "决算"),
    ("shangwei-2025-budget.pdf", "上海市普陀区商务委员会", "上海市普陀区", "区县", 2025, "预算"),
    ("wanli-2024-budget.pdf", "上海市普陀区人民政府万里街道办事处", "上海市普陀区", "乡镇街道", 2024, "预算"),
]


@pytest.mark.parametrize(("file", "institution", "region", "level", "year", "kind"), REAL)
def test_a_real_document_says_who_where_when_and_what(
    file: str, institution: str, region: str, level: str, year: int, kind: str
) -> None:
    identity = identify(*read(corpus_file(file)))
    assert (identity.institution, identity.region, identity.level) == (institution, region, level)
    assert (identity.year, identity.kind) == (year, kind)
    assert str(year) in identity.title
    assert institution in identity.title


@pytest.mark.parametrize(
    ("lines", "title", "institution", "level", "year", "kind"),
    [
        (
            ["四川省财政厅2023年度部门决算", "目 录", "四川省财政厅2023年度收入总计", "公开时间：2024年9月15日"],
            "四川省财政厅2023年度部门决算", "四川省财政厅", "省", 2023, "决算",
        ),
        (
            ["某某市第一中学", "2024年单位预算", "二〇二四年二月", "目录", "第一部分 单位概况"],
            "某某市第一中学2024年单位预算", "某某市第一中学", "市", 2024, "预算",
        ),
        (
            ["某某县明山镇人民政府", "2022年部门整体支出绩效评价报告", "一、部门概况"],
            "某某县明山镇人民政府2022年部门整体支出绩效评价报告", "某某县明山镇人民政府", "乡镇街道", 2022, "绩效",
        ),
        (
            ["附件2", "部门预算公开", "某某县人民检察院2025年部门预算公开说明", "目录", "一、部门职责"],
            "某某县人民检察院2025年部门预算公开说明", "某某县人民检察院", "区县", 2025, "预算",
        ),
        (
            ["2024年度部门决算公开", "单位名称：某某县卫生健康局（盖章）", "时间：2025年9月", "目录"],
            "某某县卫生健康局2024年度部门决算公开", "某某县卫生健康局", "区县", 2024, "决算",
        ),
        (
            ["2023年度", "昌平区水务局部门决算", "目录", *["北京市昌平区水务局2023年度收入"] * 2],
            "2023年度昌平区水务局部门决算", "北京市昌平区水务局", "区县", 2023, "决算",
        ),
    ],
)  # fmt: skip
def test_covers_of_other_styles_are_read(
    lines: list[str], title: str, institution: str, level: str, year: int, kind: str
) -> None:
    identity = identify(document(*lines), ())
    assert (identity.title, identity.institution) == (title, institution)
    assert (identity.level, identity.year, identity.kind) == (level, year, kind)


def test_a_character_that_a_page_break_doubled_is_mended_by_the_other_occurrences() -> None:
    body = ["部门名称：某某市财政局", "某某市财政局2024年度收入", "某某市财政局2024年度支出"]
    identity = identify(document("某某市财政 政局", "2024 年度部门决算", "目录", *body), ())
    assert identity.institution == "某某市财政局"
    assert identity.title == "某某市财政局2024年度部门决算"


def test_the_day_of_publication_is_not_the_year_of_the_report() -> None:
    identity = identify(document("某某县财政局2023年度部门决算", "2024年8月20日", "目录"), ())
    assert identity.year == 2023


def test_a_budget_that_speaks_mostly_of_last_year_keeps_its_own_year() -> None:
    identity = identify(document("某某县教育局2024年部门预算", "目录", *["比2023年预算增加"] * 9), ())
    assert identity.year == 2024


def test_a_document_that_says_nothing_gets_empty_parts_and_no_guess() -> None:
    identity = identify(document("通知", "请各位查收。"), ())
    assert (identity.institution, identity.year, identity.kind, identity.region) == ("", None, "", "")
