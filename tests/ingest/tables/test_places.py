"""A table belongs to its section."""

from ingest.model.document import Section, SourceRef, Table
from ingest.tables.places import in_sections


def _table(source: SourceRef) -> Table:
    return Table("T1", "表", "", "other", "", "", None, (), (), (), (), source)


def _section(source: SourceRef, *path: str) -> Section:
    return Section(path, (), source)


def _paths(sources: list[SourceRef], sections: list[Section]) -> list[tuple[str, ...]]:
    return [table.section for table in in_sections([_table(source) for source in sources], sections)]


def test_a_table_stands_under_the_last_heading_before_it() -> None:
    """A citation says 第二部分, and further down 第三部分."""
    sections = [_section(SourceRef(line=3), "第二部分"), _section(SourceRef(line=20), "第三部分", "一、说明")]
    assert _paths([SourceRef(line=1), SourceRef(line=10), SourceRef(line=30)], sections) == [
        (),
        ("第二部分",),
        ("第三部分", "一、说明"),
    ]


def test_pages_come_before_places_on_a_page() -> None:
    """A heading low on page 3 is before a table high on page 4, and after one high on page 3."""
    sections = [_section(SourceRef(page=3, box=(50, 600, 300, 620)), "第二部分")]
    high = (50.0, 80.0, 500.0, 400.0)
    assert _paths([SourceRef(page=3, box=high), SourceRef(page=4, box=high)], sections) == [(), ("第二部分",)]


def test_a_document_without_headings_leaves_its_tables_without_sections() -> None:
    assert _paths([SourceRef(line=5)], []) == [()]
