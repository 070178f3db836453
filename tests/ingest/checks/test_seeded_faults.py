"""Single faults planted in consistent documents are found, and without them nothing is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.checks import check
from ingest.model.figures import Fact
from ingest.store.catalog.values import ParsedDocument
from tests.fixtures.agreeing_documents import clean, fails_in, names, parsed_in

FINAL, BUDGET, REPORT = "lanxian_2024_final", "yanhu_2025_budget", "hechuan_2024_performance"
WATER = "hechuan_2024_final"

# (document, printed text, its replacement): the first occurrence in running text.
SENTENCES = [
    (FINAL, "本部门收入总计5,385.83万元", "本部门收入总计5,358.83万元"),
    (FINAL, "增加0.49万元", "减少0.49万元"),
    (FINAL, "本年收入合计5,375.89万元", "本年收入合计5,275.89万元"),
    (FINAL, "占99.94%", "占94.94%"),
    (FINAL, "其他收入3.39万元", "其他收入3.93万元"),
    (FINAL, "基本支出688.88万元，占12.82%", "基本支出688.88万元，占18.22%"),
    (FINAL, "项目支出4,685.09万元，占87.18%", "项目支出4,685.09万元，占78.18%"),
    (FINAL, "财政拨款收入总计5,372.50万元", "财政拨款收入总计5,372.50元"),
    (FINAL, "财政拨款支出5,372.50万元，占", "财政拨款支出5,732.50万元，占"),
    (FINAL, "支出增加17.01万元，增长0.32%", "支出增加17.01万元，增长3.20%"),
    (FINAL, "支出增加17.01万元，增长0.32%", "支出增加17.01万元，下降0.32%"),
    (FINAL, "社会保障和就业支出（类）3,511.15万元", "社会保障和就业支出（类）3,511.51万元"),
    (FINAL, "占65.35%", "占63.35%"),
    (FINAL, "农林水支出（类）1,776.34万元", "农林水支出（类）1,776.34元"),
    (FINAL, "年初预算为3,523.54万元", "年初预算为3,253.54万元"),
    (FINAL, "完成年初预算的152.47%", "完成年初预算的125.47%"),
    (FINAL, "支出决算3,511.15万元", "支出决算3,115.15万元"),
    (FINAL, "完成年初预算的102.53%", "完成年初预算的102.53"),
    (FINAL, "增长38.19%", "增长83.19%"),
    (FINAL, "支出决算29.57万元", "支出决算92.57万元"),
    (FINAL, "下降36.89%", "增长36.89%"),
    (FINAL, "减少1,038.28万元", "减少138.28万元"),
    (FINAL, "人员经费650.92万元", "人员经费605.92万元"),
    (FINAL, "基本工资235.03万元", "基本工资253.03万元"),
    (FINAL, "经费全年预算1.20万元", "经费全年预算2.10万元"),
    (FINAL, "公务用车运行维护费决算1.20万元", "公务用车运行维护费决算1.02万元"),
    (FINAL, "公务接待费决算0.00万元", "公务接待费决算3.00万元"),
    (FINAL, "增加3.70万元，增长44.85%", "增加3.70万元，增长48.45%"),
    (FINAL, "政府采购支出总额7.94万元", "政府采购支出总额9.74万元"),
    (FINAL, "占政府采购支出总额的84.51%", "占政府采购支出总额的48.51%"),
    (FINAL, "支出决算表\n公开03表", "2023年度支出决算表\n公开03表"),
    (FINAL, "与上年相比，这部分支出", "与2024年相比，这部分支出"),
    (WATER, "增加386.25万元，增长12.63%", "减少386.25万元，增长12.63%"),
    (WATER, "增加366.80万元，增长12.83%", "增加336.80万元，增长12.83%"),
    (BUDGET, "收入预算2,453.84万元", "收入预算2,435.84万元"),
    (BUDGET, "财政拨款收入2,413.84万元", "财政拨款收入2,431.84万元"),
    (BUDGET, "”125.00万元", "”152.00万元"),
    (BUDGET, "”368.00万元", "”386.00万元"),
    (BUDGET, "”500.00万元", "”500.00元"),
    (BUDGET, "公务接待费4.50万元", "公务接待费5.40万元"),
    (BUDGET, "公务接待费4.50万元，比2024年预算减少0.60万元", "公务接待费4.50万元，比2024年预算减少6.00万元"),
    (REPORT, "预算执行率99.05%", "预算执行率95.05%"),
    (REPORT, "基本支出684.80万元，项目支出", "基本支出648.80万元，项目支出"),
    (REPORT, "得分49.00分", "得分94.00分"),
    (REPORT, "支出绩效自评得分97.90分", "支出绩效自评得分79.90分"),
]
EVERY = {FINAL: 17, WATER: 17, BUDGET: 23}
"""Every so many-th filled cell of a document's tables is changed, one at a time."""


@pytest.mark.parametrize("name", names())
def test_a_document_that_agrees_with_itself_has_no_fault(name: str, tmp_path: Path) -> None:
    assert [each.message for each in fails_in(clean(name), tmp_path)] == []


@pytest.mark.parametrize(("name", "printed", "wrong"), SENTENCES)
def test_a_wrong_figure_word_or_unit_in_a_sentence_is_found(
    name: str, printed: str, wrong: str, tmp_path: Path
) -> None:
    text = clean(name)
    assert printed in text
    assert fails_in(text.replace(printed, wrong, 1), tmp_path)


def test_wrong_digits_in_tables_are_found(tmp_path: Path) -> None:
    """At least 95 of 100 changes of a single cell in an otherwise unchanged document."""
    tried, missed = 0, []
    for name, step in EVERY.items():
        parsed = parsed_in(clean(name), tmp_path)
        for place in _filled_cells(parsed)[3::step]:
            tried += 1
            facts = [*parsed.facts]
            facts[place] = _raised(facts[place])
            if not any(each.verdict == "fail" for each in check(parsed.document, facts, parsed.statements)):
                missed.append(facts[place])
    assert tried >= 30
    assert len(missed) <= tried // 20, [(fact.table_id, fact.row_path, fact.text) for fact in missed]


def _filled_cells(parsed: ParsedDocument) -> list[int]:
    """Positions in ``facts`` of the cells with an amount above zero."""
    return [at for at, fact in enumerate(parsed.facts) if fact.value and fact.unit.endswith("元")]


def _raised(fact: Fact) -> Fact:
    """The fact with its first digit one more (9 becomes 8)."""
    text = ("8" if fact.text[0] == "9" else str(int(fact.text[0]) + 1)) + fact.text[1:]
    return replace(fact, text=text, value=Decimal(text.replace(",", "")))


def test_two_rows_that_changed_places_are_found(tmp_path: Path) -> None:
    """The sums still hold, but the item's part of one fund now exceeds the whole."""
    text = clean(FINAL)
    start = text.index("\n支出决算表\n")
    rows = text[start:].replace("行政单位医疗\t5.21\t5.21", "行政单位医疗\t1.90\t1.90", 1)
    rows = rows.replace("公务员医疗补助\t1.90\t1.90", "公务员医疗补助\t5.21\t5.21", 1)
    assert fails_in(text[:start] + rows, tmp_path)


def test_a_table_that_is_missing_between_two_others_is_told(tmp_path: Path) -> None:
    text = clean(FINAL)
    start = text.index("一般公共预算财政拨款支出决算表\n公开05表")
    end = text.index("一般公共预算财政拨款基本支出决算明细表\n公开06表")
    assert "missing-table" in {each.rule for each in fails_in(text[:start] + text[end:], tmp_path)}


def test_a_table_noted_to_be_empty_that_holds_figures_is_told(tmp_path: Path) -> None:
    text = clean(FINAL).replace("注：预算数为全年预算数，决算数为当年实际支出。", "注：本表为空表。")
    assert "note-against-table" in {each.rule for each in fails_in(text, tmp_path)}


@pytest.mark.parametrize(
    ("printed", "wrong", "rule"),
    [
        ("主要原因是就业", "主要原因是。就业", "leftover-wording"),
        ("收支相抵后账目平衡。", "收支相抵后账目平衡，增加（减少）情况见表。", "leftover-wording"),
        ("自评等级为“优”的", "自评等级为“优的", "unbalanced-quotes"),
        ("本部门机关设5个股室", "本部门机关设6个股室", "count-list"),
    ],
)
def test_left_over_wording_and_miscounted_lists_are_warnings(
    printed: str, wrong: str, rule: str, tmp_path: Path
) -> None:
    text = clean(FINAL)
    assert printed in text
    told = {each.rule: each.severity for each in fails_in(text.replace(printed, wrong, 1), tmp_path)}
    assert told.get(rule) == "warning"
