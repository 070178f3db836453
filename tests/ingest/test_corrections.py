"""What a person puts right of a document holds at once, for all its figures, and when the file is read again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from ingest.build import correct, ingest_paths
from ingest.model.errors import BadCorrection, UnknownDocument
from ingest.settings import StoreSettings
from ingest.store.catalog.values import DocumentInfo
from ingest.store.store import open_store
from tests.fixtures.made_report import write_report


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> StoreSettings:
    made = StoreSettings(tmp_path / "store", database_url, wait=5.0)
    ingest_paths([write_report(tmp_path / "report.txt")], made, workers=1)
    return made


def _only(settings: StoreSettings) -> DocumentInfo:
    with closing(open_store(settings)) as store:
        (document,) = store.catalog.documents()
        return document


def test_figures_are_of_the_corrected_institution_and_year_at_once(settings: StoreSettings) -> None:
    said = {"institution": "云岭县财政局", "year": "2022", "variant": "本级"}
    document = correct("海山县财政局", said, settings)
    assert (document.institution, document.year, document.variant) == ("云岭县财政局", 2022, "本级")
    assert (document.region, document.kind, document.corrected) == (
        "云岭县",
        "决算",
        ("institution", "variant", "year"),
    )
    assert "云岭县财政局2022年度" in document.title
    with closing(open_store(settings)) as store:
        facts = store.catalog.facts(document.id)
        statements = [each for each in store.catalog.statements(document.id) if not each.compared_with]
        assert {each.year for each in facts} == {2022}
        assert statements and "云岭县财政局" in store.catalog.document_chunks(document.id)[0].searchable


def test_a_correction_outlives_a_second_reading_of_the_file(settings: StoreSettings, tmp_path: Path) -> None:
    correct("report.txt", {"kind": "预算"}, settings)
    correct("report.txt", {"variant": "单位"}, settings)
    ingest_paths([tmp_path / "report.txt"], settings, workers=1, force=True)
    document = _only(settings)
    assert (document.kind, document.variant, document.year) == ("预算", "单位", 2024)
    assert document.corrected == ("kind", "variant")


def test_a_changed_file_is_read_for_what_it_says_itself(settings: StoreSettings, tmp_path: Path) -> None:
    correct("report.txt", {"year": "2019"}, settings)
    ingest_paths([write_report(tmp_path / "report.txt", year=2023)], settings, workers=1)
    assert (_only(settings).year, _only(settings).corrected) == (2023, ())


def test_what_a_document_leaves_open_is_told_until_it_is_put_right(tmp_path: Path, settings: StoreSettings) -> None:
    open_ended = tmp_path / "open.txt"
    open_ended.write_text("工作总结\n\n全年支出合计12.00万元，保障了运转。\n", encoding="utf-8")
    (report,) = ingest_paths([open_ended], settings, workers=1).files
    assert any("没有写明机构、年度、种类" in each for each in report.warnings)
    document = correct("open.txt", {"institution": "云岭县财政局", "year": "2024", "kind": "决算"}, settings)
    assert not any("没有写明" in each for each in document.warnings)
    assert any("没有写明年度" in each for each in correct("open.txt", {"year": ""}, settings).warnings)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"year": "24"}, "write it like 2024"),
        ({"kind": "报表"}, "预算、决算"),
        ({"variant": "处室"}, "部门、单位、本级"),
        ({"institution": "某局，某处。"}, "no punctuation"),
        ({"title": "某某"}, "institution"),
        ({}, "institution"),
    ],
)
def test_a_correction_that_makes_no_sense_says_what_may_be_written(
    settings: StoreSettings, said: dict[str, str], told: str
) -> None:
    with pytest.raises(BadCorrection, match=told):
        correct("report.txt", said, settings)
    assert _only(settings).corrected == ()


def test_a_document_that_is_not_there_cannot_be_put_right(settings: StoreSettings) -> None:
    with pytest.raises(UnknownDocument):
        correct("elsewhere.txt", {"year": "2024"}, settings)
