"""Which files are one publication, and which are versions of one another."""

from __future__ import annotations

from ingest.store.catalog.publications import publications
from ingest.store.catalog.values import Counts, DocumentInfo

WHOLE, TABLES, TEXT = Counts(9, 900, 200, 40), Counts(9, 900, 5, 40), Counts(0, 0, 90, 20)


def _document(name: str, counts: Counts, variant: str = "部门", year: int | None = 2026) -> DocumentInfo:
    who = ("云岭市气象局", "云岭市", "市")
    return DocumentInfo(
        name, f"{name}.pdf", f"/{name}.pdf", name, "pdf", "", *who, year, "预算", variant, 0, (), counts, (), "", ""
    )


def _versions(*documents: DocumentInfo) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(each.id for each in files) for files in publication.versions] for publication in publications(documents)
    ]


def test_a_file_of_tables_and_a_file_of_text_are_read_as_one() -> None:
    assert _versions(_document("a", TABLES), _document("b", TEXT)) == [[("b", "a")]]


def test_a_file_that_does_not_say_its_variant_goes_with_the_one_that_does() -> None:
    assert _versions(_document("a", TABLES, ""), _document("b", TEXT, "单位")) == [[("b", "a")]]
    apart = _versions(_document("a", TABLES, ""), _document("b", TEXT, "单位"), _document("c", WHOLE, "部门"))
    assert len(apart) == 3


def test_a_second_file_with_the_same_content_is_another_version() -> None:
    assert _versions(_document("a", WHOLE), _document("b", WHOLE)) == [[("a",), ("b",)]]
    assert _versions(_document("a", TABLES), _document("b", TABLES), _document("c", TEXT)) == [[("c", "a"), ("c", "b")]]


def test_the_versions_beside_a_file_are_not_what_it_is_read_with() -> None:
    tables, newer, text = _document("a", TABLES), _document("b", TABLES), _document("c", TEXT)
    (publication,) = publications([tables, newer, text])
    assert [each.id for each in publication.beside(tables)] == ["b"]
    assert publication.beside(text) == ()


def test_another_variant_or_year_is_another_publication_and_an_unknown_year_none_at_all() -> None:
    one = _document("a", WHOLE)
    others = (_document("b", WHOLE, "单位"), _document("c", WHOLE, year=2025))
    unknown = (_document("d", WHOLE, year=None), _document("e", WHOLE, year=None))
    assert len({each.key for each in publications([one, *others, *unknown])}) == 5
