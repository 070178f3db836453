"""The entries of 目录 are kept with the document, as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model.document import Line, SourceRef
from ingest.sections.contents import contents_of
from ingest.store.catalog.catalog import open_catalog
from tests.fixtures.agreeing_documents import clean, parsed_in


def _entries(*texts: str) -> list[tuple[str, str, int | None]]:
    blocks = tuple(Line(text, SourceRef(line=number)) for number, text in enumerate(texts, start=1))
    return [(entry.number, entry.title, entry.page) for entry in contents_of(blocks)]


@pytest.mark.parametrize(
    ("printed", "entry"),
    [
        ("三、支出决算表\t10", ("三、", "支出决算表", 10)),
        ("- 三、支出决算表", ("三、", "支出决算表", None)),
        ("## **第二部分 2024年度部门决算表**", ("第二部分", "2024年度部门决算表", None)),
        ("3. 2025年部门支出预算总表 ………………… 12", ("3.", "2025年部门支出预算总表", 12)),
        ("表3 部门支出总表", ("表3", "部门支出总表", None)),
        ("公开03表 支出决算表", ("公开03表", "支出决算表", None)),
        ("附件1：项目支出绩效自评表", ("附件1：", "项目支出绩效自评表", None)),
    ],
)
def test_number_title_and_page_of_an_entry_are_told_apart(printed: str, entry: tuple[str, str, int | None]) -> None:
    assert _entries("目 录", printed) == [entry]


def test_an_entry_over_two_lines_is_one() -> None:
    found = _entries("目录", "六、一般公共预算财政拨款基本支出决", "算明细表......12", "七、其他表......13")
    assert found == [("六、", "一般公共预算财政拨款基本支出决算明细表", 12), ("七、", "其他表", 13)]


def test_a_document_without_a_table_of_contents_has_no_entries() -> None:
    assert _entries("一、支出决算表", "本表反映支出情况。") == []


def test_the_entries_are_stored_with_the_document(tmp_path: Path) -> None:
    parsed = parsed_in(clean("lanxian_2024_final"), tmp_path)
    catalog = open_catalog(tmp_path / "store", create=True)
    catalog.store(parsed)
    catalog.settle(parsed.document.id)
    assert len(parsed.document.contents) > 9
    assert catalog.contents(parsed.document.id) == parsed.document.contents
    catalog.close()
