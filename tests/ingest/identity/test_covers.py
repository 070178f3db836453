"""Covers and sheet heads of many styles: whose a document is, of which year, of what kind, and of whom its figures."""

from __future__ import annotations

import pytest

from ingest.identity.vote import identify
from ingest.model.document import Cell, Grid, Identity, Line, RawDocument, SourceRef
from ingest.tables.logical import build_tables
from tests.fixtures.made_tables import document

COVERS = [
    (["北川市教育委员会部门", "2026年度预算", "目录"], "北川市教育委员会", 2026, "预算", "部门"),
    (["2025年部门预算", "部门名称：云岭县林业和草原局", "目录"], "云岭县林业和草原局", 2025, "预算", "部门"),
    (["附件3", "青禾区住房局（本级）", "2024年度单位决算", "二〇二五年八月"], "青禾区住房局", 2024, "决算", "本级"),
    (["青禾区住房局本级2024年单位预算公开", "目录"], "青禾区住房局", 2024, "预算", "本级"),
    (["预算单位：502001-云岭县水利局机关", "2025年部门预算公开表"], "云岭县水利局", 2025, "预算", "本级"),
    (["2023年度", "云岭县公安局交警大队", "单位决算公开", "目录"], "云岭县公安局交警大队", 2023, "决算", "单位"),
    (["云岭县明山镇2023年部门决算公开", "目录"], "云岭县明山镇", 2023, "决算", "部门"),
    (["云岭市博物馆2025年单位预算", "一、单位概况"], "云岭市博物馆", 2025, "预算", "单位"),
    (["云岭县图书馆（云岭县古籍中心）2025年单位预算"], "云岭县图书馆(云岭县古籍中心)", 2025, "预算", "单位"),
    (["国家灯塔总署", "2025年度部门预算", "目录"], "国家灯塔总署", 2025, "预算", "部门"),
    (["云岭市第三中学", "二〇二五年", "单位预算", "2025年2月"], "云岭市第三中学", 2025, "预算", "单位"),
    (["云岭县住房保障中心（汇总）2025年部门综合预算公开说明"], "云岭县住房保障中心", 2025, "预算", "部门"),
    (["云岭县明山乡中心卫生院2024年度单位决算"], "云岭县明山乡中心卫生院", 2024, "决算", "单位"),
    (["中共云岭县委党校二〇二四年部门预算公开报告"], "中共云岭县委党校", 2024, "预算", "部门"),
    (["云岭县卫生健康局部门决算", "（2023年度）"], "云岭县卫生健康局", 2023, "决算", "部门"),
    (["云岭经济技术开发区管理委员会2024年预算公开"], "云岭经济技术开发区管理委员会", 2024, "预算", ""),
    (["云岭县融媒体中心", "部门预算", "2025"], "云岭县融媒体中心", 2025, "预算", "部门"),
    (["2024年度部门整体支出绩效自评报告", "单位名称：云岭县人民医院（盖章）"], "云岭县人民医院", 2024, "绩效", "部门"),
    (["2024年度单位整体绩效目标申报表", "填报单位：云岭县农机支队"], "云岭县农机支队", 2024, "绩效目标", "单位"),
    (["云岭县2024年“三公”经费财政拨款预算情况说明"], "云岭县", 2024, "三公经费预算", ""),
    (["云岭县民政局2023年度“三公”经费决算公开"], "云岭县民政局", 2023, "三公经费决算", ""),
    (["关于2023年云岭县财政决算的报告", "县财政局局长 李某"], "云岭县财政局", 2023, "政府决算", ""),
    (["关于2023年云岭市财政决算的报告", "市场监督管理局"], "市场监督管理局", 2023, "政府决算", ""),
    (["云岭县人民政府", "关于2022年决算（草案）的报告", "——2023年8月在会上"], "云岭县人民政府", 2022, "政府决算", ""),
    (
        ["关于云岭市2023年预算执行情况和2024年预算草案的报告", "——2024年1月在会议上", "云岭市财政局"],
        "云岭市财政局", 2023, "预算执行", "",
    ),
    (
        ["关于2023年度市级预算执行和其他财政收支的审计工作报告", "云岭市审计局局长 王某", "（2024年7月25日）"],
        "云岭市审计局", 2023, "审计", "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "institution", "year", "kind", "variant"), COVERS)
def test_a_cover_says_whose_it_is(lines: list[str], institution: str, year: int, kind: str, variant: str) -> None:
    identity = identify(document(*lines), ())
    assert (identity.institution, identity.year, identity.kind, identity.variant) == (institution, year, kind, variant)
    assert str(year) in identity.title


def test_what_a_web_page_puts_around_its_text_names_no_institution() -> None:
    page = [
        "云岭新闻中心", "首页", "政务公开", "机构设置", "走进云岭", "首页 > 财政信息 > 正文",
        "云岭市司法局2024年度部门决算",
        "发布时间：2025-08-20 来源：云岭市人民政府办公室", "一、部门概况", "主办：云岭市大数据中心",
    ]  # fmt: skip
    assert identify(document(*page), ()).institution == "云岭市司法局"


def test_a_sentence_and_the_name_of_a_law_name_no_institution() -> None:
    lines = ["2024年部门预算", "目录", "我局为市政府组成部门。", "根据《云岭市财政局部门预算管理办法》编制部门预算。"]
    assert identify(document(*lines), ()).institution == ""


def test_the_banner_of_a_web_page_counts_where_the_text_speaks_of_that_office_itself() -> None:
    said = [f"县政协第{at}次会议听取了报告。" for at in "一二三"]
    banner = "欢迎来到云岭县政协网站！"
    assert identify(document(banner, "部门整体支出绩效评价报告", *said), ()).institution == "云岭县政协"
    assert identify(document(banner, "部门整体支出绩效评价报告", "会议听取了报告。"), ()).institution == ""


def _grid(*rows: tuple[str, ...]) -> Grid:
    cells = [
        Cell(at, column, text, SourceRef(line=at + 1, column=column + 1))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), SourceRef(line=1, column=1))


def _read(*blocks: Line | Grid) -> Identity:
    raw = RawDocument("txt", tuple(blocks))
    return identify(raw, build_tables(raw.blocks).tables)


def test_a_file_of_tables_alone_is_known_by_the_heads_of_its_sheets() -> None:
    line = [Line(text, SourceRef(line=1, column=1)) for text in ("2026年收支预算总表", "部门：云岭市气象局 单位：万元")]
    figures = _grid(("项目", "预算数"), ("本年收入", "12.00"), ("上年结转", "3.00"), ("合计", "15.00"))
    identity = _read(*line, figures)
    assert (identity.institution, identity.year, identity.kind) == ("云岭市气象局", 2026, "预算")


def test_the_cell_beside_the_label_of_a_form_names_the_institution() -> None:
    form = _grid(
        ("部门名称", "云岭市数据管理局", ""),
        ("预算情况", "基本支出", "12.00"),
        ("", "项目支出", "30.00"),
        ("合计", "", "42.00"),
    )
    title = Line("部门整体支出绩效目标表（2026年度）", SourceRef(line=1, column=1))
    identity = _read(title, form)
    assert (identity.institution, identity.year, identity.kind) == ("云岭市数据管理局", 2026, "绩效目标")
    assert identity.variant == "部门"


def test_the_cover_is_trusted_before_the_heads_of_sheets() -> None:
    heads = ["单位名称：云岭县就业服务中心"] * 9
    identity = identify(document("云岭县人社局2024年度部门决算", "目录", *heads), ())
    assert identity.institution == "云岭县人社局"


def test_tables_tell_the_year_before_sentences_do() -> None:
    title = Line("2026年收支总表", SourceRef(line=1, column=1))
    text = [Line("比2025年预算增加3万元。", SourceRef(line=at, column=1)) for at in range(2, 9)]
    assert _read(*text, title, _grid(("项目", "预算数"), ("合计", "1.00"), ("其他", "1.00"))).year == 2026
