"""A draft numbers its sources in order of use, and separates read figures from computed ones."""

from __future__ import annotations

import pytest

from ingest.model.document import SourceRef
from qa.drafting.answer import Basis, Status
from qa.drafting.draft import Draft, marks
from qa.evidence.index import Figure
from qa.evidence.library import Library
from qa.plans.quantity import difference


@pytest.fixture(scope="session")
def cells(sample_library: Library) -> tuple[Figure, ...]:
    """The cells of one of the final accounts."""
    (document,) = [each for each in sample_library.documents.values() if each.file == "hechuan-2024-final.txt"]
    return sample_library.index(document.id).facts()


def _valued(cells: tuple[Figure, ...], count: int) -> list[Figure]:
    return [each for each in cells if each.value is not None][:count]


def test_each_place_has_one_number_in_the_order_of_first_use(cells: tuple[Figure, ...]) -> None:
    one, two = _valued(cells, 2)
    draft = Draft()
    assert [draft.cite(each) for each in (one, two, one)] == [1, 2, 1]
    assert [each.id for each in draft.citations] == [1, 2]


def test_a_citation_names_the_number_of_its_table(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    cited = next(each for each in cells if each.table and each.table.title == "收入决算表")
    draft.cite(cited)
    assert draft.citations[0].table_number == "公开02表"


def test_a_blank_cell_is_no_quantity(cells: tuple[Figure, ...]) -> None:
    blank = next(each for each in cells if each.value is None)
    with pytest.raises(ValueError, match="blank"):
        Draft().quantity(blank)


def test_a_result_read_from_a_cell_is_of_a_cell_and_a_derived_one_is_calculated(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    one, two = (draft.quantity(each) for each in _valued(cells, 2))
    draft.result("read", one)
    draft.result("derived", difference(one, two))
    assert [each.basis for each in draft.results] == [Basis.CELL, Basis.CALCULATED]
    assert draft.results[1].citations == (1, 2) and len(draft.calculations) == 1


def test_a_result_of_running_text_is_of_text(cells: tuple[Figure, ...], sample_library: Library) -> None:
    told = sample_library.index(cells[0].document.id).statements()
    draft = Draft()
    draft.result("told", draft.quantity(next(each for each in told if each.value is not None)))
    assert draft.results[0].basis is Basis.TEXT


def test_a_result_is_told_once(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    quantity = draft.quantity(_valued(cells, 1)[0])
    draft.result("same", quantity)
    draft.result("same", quantity)
    assert len(draft.results) == 1


def test_a_refusal_keeps_its_sources_and_drops_its_figures(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    one, two = (draft.quantity(each) for each in _valued(cells, 2))
    draft.result("gone", difference(one, two))
    draft.refuse("没有")
    assert draft.status is Status.REFUSED
    assert not draft.results and not draft.calculations and len(draft.citations) == 2


def test_a_quote_that_runs_over_lines_keeps_every_place(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    source = SourceRef(page=3, box=(1.0, 2.0, 3.0, 4.0)).with_rest(SourceRef(page=4, box=(1.0, 1.0, 2.0, 2.0)))
    draft.cite_text(cells[0].document, ("一", "二"), "跨页的句子", source)
    (citation,) = draft.citations
    assert (citation.page, citation.section) == (3, "一 > 二")
    assert [each["page"] for each in citation.more] == [4]


def test_marks_name_each_source_once(cells: tuple[Figure, ...]) -> None:
    draft = Draft()
    one, two = (draft.quantity(each) for each in _valued(cells, 2))
    assert marks(one, difference(two, one)) == "[1][2]"
