"""Which documents a question is about, by the institutions, years and kinds that it says."""

from __future__ import annotations

from typing import cast

import pytest

from ingest.store.catalog.figures import Figures
from ingest.store.catalog.values import Counts, DocumentInfo
from qa.execution.sources import Shelf
from qa.plans.slots import Docs
from qa.reader.assembling.frames import Frame
from qa.reader.assembling.scope import Scope, joined, placed, scope_of, with_offices
from qa.reader.linking.institutions import Institutions
from qa.reader.linking.offices import Offices
from qa.reader.thread import Said, Thread, leaning


def document(institution: str, year: int, kind: str) -> DocumentInfo:
    name = f"{institution}{year}{kind}"
    return DocumentInfo(
        id=name, file=name, path="", sha256="", format="", title=name, institution=institution, region="", level="",
        year=year, kind=kind, variant="", pages=1, page_kinds=(), counts=Counts(0, 0, 0, 0), warnings=(),
        ingested_at="", reader="",
    )  # fmt: skip


SHELF = Shelf(
    [
        *(document("青石大学", 2023, "预算"), document("青石大学", 2023, "决算")),
        *(document("白云县审计局", 2024, "预算"), document("白云县审计局", 2025, "预算")),
    ]
)


def kinds(institution: str, year: int | None, *, planned: bool = False) -> list[tuple[str, ...]]:
    scope = Scope((institution,), years=(year,) if year else ())
    found = sorted(placed(scope, SHELF, planned=planned), key=lambda each: each.cost)
    return [each.docs.kind for each in found if isinstance(each.docs, Docs)]


def test_what_was_done_is_meant_before_what_was_planned() -> None:
    """A budget and final accounts of one year: both where they agree, else the accounts."""
    assert kinds("青石大学", 2023)[:3] == [(), ("决算",), ("预算",)]


def test_words_of_plans_mean_the_budget_before_the_accounts() -> None:
    assert kinds("青石大学", 2023, planned=True)[:3] == [(), ("预算",), ("决算",)]


def test_documents_of_two_years_stay_ambiguous() -> None:
    """Which year is asked back, never taken by itself."""
    assert kinds("白云县审计局", None) == [()]


def test_one_institution_named_twice_is_one() -> None:
    """禾川 and its 审计局 in two places of a question are no comparison of two."""
    held = Institutions(["禾川县审计局", "青石市审计局"])
    scope = scope_of(["禾川", "禾川县审计局"], [], [], [], False, held)
    assert scope.institutions == ("禾川县审计局",) and not scope.several


def names(*said: str, text: str) -> list[str]:
    held = Institutions(["禾川县审计局", "禾川县水务局", "青石市审计局", "青石市民政局", "云台市水务局"])
    return joined([(each, text.index(each), text.index(each) + len(each)) for each in said], text, held)


def test_words_of_one_name_in_latin_letters_keep_their_space() -> None:
    assert names("Qingshi", "audit bureau", text="Qingshi audit bureau") == ["Qingshi audit bureau"]


def test_places_share_the_office_behind_the_last_of_them() -> None:
    """Also one that they have not: 云台审计局 is unknown, and never its 水务局."""
    said = names("禾川", "云台", "青石审计局", text="禾川、云台和青石审计局谁多")
    assert said == ["禾川审计局", "云台审计局", "青石审计局"]


def test_a_place_apart_from_an_office_shares_none() -> None:
    assert names("云台", "青石审计局", text="云台的会议费比青石审计局多多少") == ["云台", "青石审计局"]


class _Printed:
    """The offices that the tables of each document print."""

    def offices(self, document_ids: list[str]) -> tuple[str, ...]:
        names = ("白云县审计局（本级）", "白云县审计信息中心（白云县审计培训中心）", "白云县审计局固定资产投资审计所")
        return names if any(each.startswith("白云县") for each in document_ids) else ()


OFFICES = Offices(cast(Figures, _Printed()), SHELF)
HELD = Institutions(SHELF.institutions)


@pytest.mark.parametrize(
    "mentions",
    [
        *(["白云县审计局", "信息中心"], ["白云县审计信息中心"], ["白云县审计信息中心（县审计培训中心）"]),
        ["白云县审计信息中心", "审计培训中心"],
    ],
)
def test_an_office_is_found_in_the_tables_of_its_institution(mentions: list[str]) -> None:
    scope = with_offices(scope_of(mentions, [], [], [], False, HELD), OFFICES)
    assert (scope.institutions, scope.offices, scope.unknown) == (
        ("白云县审计局",),
        ("白云县审计信息中心（白云县审计培训中心）",),
        (),
    )


def test_the_institution_itself_is_told_from_its_offices() -> None:
    scope = with_offices(scope_of(["白云县审计局", "信息中心"], [], [], ["本级"], False, HELD), OFFICES)
    assert scope.offices == ("白云县审计局（本级）", "白云县审计信息中心（白云县审计培训中心）")


@pytest.mark.parametrize("other", ["民政局", "白云县民政局", "青石市信息中心"])
def test_another_institution_is_no_office_of_the_one_beside_it(other: str) -> None:
    scope = with_offices(scope_of(["白云县审计局", other], [], [], [], False, HELD), OFFICES)
    assert scope.unknown == (other,) and not scope.offices


def test_a_follow_up_may_name_an_office_of_what_the_thread_is_about() -> None:
    before = scope_of(["白云县审计局"], ["2024年"], [], [], False, HELD)
    thread = Thread((Said(before, None, ()),))  # type: ignore[arg-type]  # no clause is read here
    own = scope_of(["信息中心"], [], [], [], False, HELD)
    scope = with_offices(leaning(own, thread, Frame("信息中心", ())), OFFICES)
    assert (scope.institutions, scope.years) == (("白云县审计局",), (2024,)) and len(scope.offices) == 1


def test_a_plan_for_an_office_of_a_city_is_none_for_its_districts() -> None:
    """Characters in order are not enough: 云台市财政局 is another office than 云台市山前区财政局."""
    shelf = Shelf([document("云台市山前区财政局", 2024, "决算")])
    found = {each: shelf.choose(Docs(institution=(each,))).unknown for each in ("云台市财政局", "云台山前区财政局")}
    assert found == {"云台市财政局": ("云台市财政局",), "云台山前区财政局": ()}
