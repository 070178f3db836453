"""The answers over PostgreSQL equal those over SQLite, to the last citation and in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from eval.run.cases import load_cases
from ingest.build import ingest_paths
from ingest.readers.files import Outcome
from ingest.settings import StoreSettings
from qa.pipeline import ask
from qa.session import Session
from qa.stores import Stores, open_stores
from tests.fixtures.paths import SAMPLE_DOCUMENTS, SAMPLE_SET
from tests.fixtures.servers.postgresql_server import postgresql


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    settings = StoreSettings(tmp_path_factory.mktemp("served") / "store", postgresql().database())
    assert len(ingest_paths([SAMPLE_DOCUMENTS], settings, workers=2).of(Outcome.NEW)) == 4
    stores = open_stores(settings)
    yield stores
    stores.close()


def test_the_sample_set_is_answered_alike(sample_stores: Stores, served: Stores) -> None:
    for case in load_cases(SAMPLE_SET):
        said = [_said(stores, (*case.turns, case.question)) for stores in (sample_stores, served)]
        assert said[0] == said[1], case.question


def _said(stores: Stores, questions: tuple[str, ...]) -> dict[str, Any]:
    session = Session()
    for question in questions:
        answer = ask(question, stores=stores, session=session).to_dict()
    return json.loads(json.dumps(answer | {"id": "", "elapsed_ms": 0}))  # type: ignore[no-any-return]


@pytest.mark.parametrize("query", ["农林水支出减少的原因", "三公经费", "绩效自评得分 2024"])
def test_passages_are_found_alike_by_words_and_by_meaning(sample_stores: Stores, served: Stores, query: str) -> None:
    assert sample_stores.catalog.search_lexical(query) == served.catalog.search_lexical(query) != []
    found = [[each.chunk.id for each in stores.search.passages(query)] for stores in (sample_stores, served)]
    assert found[0] == found[1] != []


def test_the_same_files_again_change_nothing(served: Stores) -> None:
    before = served.catalog.documents()
    again = ingest_paths([SAMPLE_DOCUMENTS], served.store.settings, workers=2)
    assert len(again.of(Outcome.UNCHANGED)) == 4 and served.catalog.documents() == before
