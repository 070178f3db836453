"""Each number of running text is the value of a statement, or is listed with the reason why it is none."""

from __future__ import annotations

import pytest

from ingest.model.document import Paragraph, Piece, Section, SourceRef
from ingest.statements.coverage import Coverage, Why, coverage_of
from ingest.statements.sentences import statements_of
from tests.ingest.statements.test_sentences import FINAL


def coverage(*texts: str, headings: tuple[str, ...] = ()) -> Coverage:
    paragraphs = tuple(
        Paragraph(text, (Piece(0, len(text), SourceRef(line=line, column=1)),)) for line, text in enumerate(texts, 1)
    )
    sections = [Section(headings, paragraphs, SourceRef(line=9, column=1))]
    return coverage_of(sections, statements_of(sections, FINAL))


def test_what_is_read_is_counted_and_nothing_is_missed() -> None:
    found = coverage("1. 支出决算5万元，比上年减少2万元，下降28.57%，共办理3件。")
    assert (found.read, found.read_money, found.missed) == (4, 3, ())
    assert [each.why for each in found.unread] == [Why.NUMBERING]


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("2024年完成建设。", "2024", Why.DATE),
        ("3月底完成建设。", "3", Why.DATE),
        ("根据某政发〔2024〕3号文件执行。", "3", Why.DOCUMENT_NUMBER),
        ("高中教育（2050204）支出较多。", "2050204", Why.CODE),
        ("单价100万元以上的设备较多。", "100万元", Why.LIMIT),
        ("补贴标准为每户200-500元。", "500元", Why.RANGE),
        ("公开03表", "03", Why.NUMBERING),
        ("收入合计1234.56。", "1234.56", Why.BARE),
        ("等级划分为四档：90分为优。", "90分", Why.SCALE),
        ("9.82%", "9.82%", Why.LABEL),
        ("项目 | 5万元 | 已完成", "5万元", Why.LABEL),
    ],
)
def test_the_reason_is_told(text: str, number: str, why: Why) -> None:
    found = {each.text: each for each in coverage(text).unread}
    assert found[number].why is why


def test_an_amount_that_no_statement_holds_is_missed_with_its_place() -> None:
    texts = ("收入5万元。", "支出3万元。")
    paragraphs = tuple(
        Paragraph(text, (Piece(0, len(text), SourceRef(line=line, column=1)),)) for line, text in enumerate(texts, 1)
    )
    (missed,) = coverage_of(
        [Section((), paragraphs, SourceRef(line=1))],
        statements_of([Section((), paragraphs[:1], SourceRef(line=1))], FINAL),
    ).missed
    assert (missed.text, missed.source.line, missed.sentence) == ("3万元", 2, "支出3万元。")


def test_the_cells_of_a_table_without_rules_are_listed_as_such() -> None:
    found = coverage("1,200.00 300.50 400.10 22.00 18.00 5.55 6,000.00")
    assert {each.why for each in found.unread} == {Why.TABLE}
