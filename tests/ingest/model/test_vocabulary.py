"""The glossary: what a printed title, header or name means."""

import pytest

from ingest.model.normalize import normalize
from ingest.model.vocabulary import (
    ECONOMIC_ITEMS,
    FUNCTIONAL_CATEGORIES,
    ITEM_ALIASES,
    MEASURES,
    TABLE_KINDS,
    canonical_measure,
    functional_code,
    level_of,
    table_kind,
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收入支出决算总表", "revenue_expenditure_summary"),
        ("2025年部门财务收支预算总表", "revenue_expenditure_summary"),
        ("单位收支总表", "revenue_expenditure_summary"),
        ("收入决算表", "revenue"),
        ("部门收入总体情况表", "revenue"),
        ("支出决算表", "expenditure"),
        ("表3 部门支出总体情况表", "expenditure"),
        ("财政拨款收入支出决算总表", "appropriation_summary"),
        ("2024年财政拨款收支总体情况表", "appropriation_summary"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("2025年部门一般公共预算支出功能分类预算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_budget_basic"),
        ("2025年部门一般公共预算基本支出部门预算经济分类预算表", "general_budget_basic"),
        ("2024年支出经济分类汇总表", "economic_summary"),
        ("政府性基金预算财政拨款收入支出决算表", "government_funds"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("2025年部门“三公”经费和机关运行经费预算表", "three_public"),
        ("机关运行经费支出情况表", "operating_costs"),
        ("政府采购支出情况表", "procurement"),
        ("项目支出预算表", "project_expenditure"),
        ("项目支出绩效自评表", "project_performance"),
        ("2024 年度部门（单位）整体支出绩效自评表", "overall_performance"),
        ("2024 年度部门整体支出绩效评价基础数据表", "performance_base"),
        ("表1 部门（单位）项目支出自评汇总表", "performance_summary"),
        ("部门(单位)整体绩效目标表", "overall_targets"),
        ("2024年度部门预算项目绩效目标表", "project_targets"),
        ("领导分工", "other"),
    ],
)
def test_a_title_of_any_province_names_its_kind_of_table(title: str, kind: str) -> None:
    assert table_kind(title) == kind


def test_the_indicator_block_of_a_sheet_is_told_from_its_money_block_by_the_header() -> None:
    title = "项目支出绩效自评表"
    assert table_kind(title, [("一级指标",), ("三级指标",), ("实际完成值",), ("得分",)]) == "performance_indicators"
    assert table_kind(title, [("年初预算数",), ("全年预算数",), ("全年执行数",), ("执行率",)]) == "project_performance"


def test_a_table_without_a_telling_title_is_known_by_its_columns() -> None:
    columns = [("因公出国（境）费",), ("公务用车购置及运行费", "小计"), ("公务接待费",)]
    assert table_kind("附表", columns) == "three_public"


def test_headers_of_one_meaning_share_a_measure() -> None:
    assert {canonical_measure(text) for text in ("小计", "本年支出合计", "总计", "决算数")} == {"合计"}
    assert canonical_measure("实际值完成值") == "实际完成值"
    assert canonical_measure("日常公用经费") == "公用经费"
    assert canonical_measure("天气") == ""


@pytest.mark.parametrize("name", ["农林水支出", "农林水事务支出", "农林水事务", "农林水"])
def test_a_category_is_found_by_the_name_of_any_year(name: str) -> None:
    assert functional_code(name) == "213"


def test_older_names_of_a_category_lead_to_its_code_and_other_words_to_none() -> None:
    assert functional_code("医疗卫生与计划生育支出") == "210"
    assert functional_code("城乡社区事务") == "212"
    assert functional_code("本年支出合计") == ""


@pytest.mark.parametrize(
    ("code", "level"), [("208", "类"), ("20801", "款"), ("2080101", "项"), ("30101", "款"), ("501", "类"), ("029", "")]
)
def test_the_length_of_a_classification_code_is_its_level(code: str, level: str) -> None:
    assert level_of(code) == level


def test_every_alias_of_an_item_leads_to_a_printed_name_and_is_findable_in_normal_form() -> None:
    for said, printed in ITEM_ALIASES.items():
        assert said == normalize(said).lower()
        assert printed, said
        assert all(printed)


def test_no_header_text_belongs_to_two_measures() -> None:
    words = [normalize(word) for measure in MEASURES.values() for word in (measure.name, *measure.synonyms)]
    assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


def test_the_classifications_are_whole() -> None:
    assert FUNCTIONAL_CATEGORIES["208"] == "社会保障和就业支出"
    assert {code[:3] for code in ECONOMIC_ITEMS} == {
        "301",
        "302",
        "303",
        "307",
        "309",
        "310",
        "311",
        "312",
        "313",
        "399",
    }
    assert len(TABLE_KINDS) > 20
