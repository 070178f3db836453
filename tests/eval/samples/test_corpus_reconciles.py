"""The sample corpus agrees with itself as the project's own checks see it."""

from __future__ import annotations

from qa.stores import Stores


def test_no_check_fails_on_a_sample_document_and_many_pass(sample_stores: Stores) -> None:
    catalog = sample_stores.catalog
    findings = [each for info in catalog.documents() for each in catalog.findings(info.id)]
    assert [each.message for each in findings if each.verdict == "fail"] == []
    assert sum(each.verdict == "pass" for each in findings) > 50


def test_every_sample_document_is_known_by_institution_year_and_kind(sample_stores: Stores) -> None:
    known = {(each.institution, each.year, each.kind) for each in sample_stores.catalog.documents()}
    assert known == {
        ("岚县人力资源和社会保障局", 2024, "决算"),
        ("禾川县水务局", 2024, "决算"),
        ("禾川县水务局", 2024, "绩效"),
        ("雁湖市商务局", 2025, "预算"),
    }
