"""The official tree of codes: every code has its parents in the tree, and a name for each."""

import pytest

from ingest.model.code_tree import codes_named, official_name, parent_codes
from ingest.model.vocabulary import ECONOMIC_ITEMS, FUNCTIONAL_CATEGORIES, level_of, load


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("213", "农林水支出"),
        ("21303", "水利"),
        ("2130310", "水土保持"),
        ("2130301", "行政运行"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("30201", "办公费"),
        ("50101", "工资奖金津补贴"),
        ("2139977", ""),
    ],
)
def test_a_code_has_its_official_name_or_none(code: str, name: str) -> None:
    assert official_name(code) == name


def test_every_code_of_the_tree_is_a_classification_code_with_named_parents() -> None:
    sections = load("functional_items.toml")["sections"]
    items = [code for section in sections for code in (section, *(section + f"{n:02}" for n in range(100)))]
    known = [code for code in (*items, *ECONOMIC_ITEMS) if official_name(code)]
    assert len(known) > 1200
    assert all(level_of(code) and all(official_name(above) for above in parent_codes(code)) for code in known)


def test_every_category_but_the_reserve_and_special_bonds_has_sections() -> None:
    sections = {section[:3] for section in load("functional_items.toml")["sections"]}
    assert set(FUNCTIONAL_CATEGORIES) - sections == {"227", "234"}


def test_a_name_leads_to_all_codes_that_bear_it() -> None:
    assert codes_named("住房公积金") == ("2210201", "30113", "50103")
    assert codes_named("某某事务") == ()
