"""Questions and documents that no rule was written against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.run.cases import load_cases
from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.stores import Stores, open_stores
from tests.fixtures.asked import ask_all
from tests.fixtures.provinces import culture as made_culture
from tests.fixtures.provinces import farming as made_farming
from tests.fixtures.provinces import health as made_health
from tests.fixtures.provinces import school as made_school
from tests.fixtures.provinces import water as made_water
from tests.fixtures.provinces.all_made import made_cases, write_all
from tests.fixtures.provinces.values import basic, under

UNSEEN = Path(__file__).parent / "unseen.jsonl"
READERS = Path(__file__).parent / "readers.jsonl"


@pytest.fixture(scope="module")
def made_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("made")
    settings = StoreSettings(folder / "store")
    ingest_paths([write_all(folder / "files")], settings, workers=1)
    stores = open_stores(settings)
    yield stores
    stores.close()


def test_new_questions_on_the_real_documents_are_answered_right(corpus_stores: Stores) -> None:
    """All eighteen types, their gold read from the documents by eye."""
    tally = ask_all(load_cases(UNSEEN), corpus_stores)
    assert tally.share >= 0.97, tally.report()


def test_questions_as_readers_word_them_are_answered_right(corpus_stores: Stores) -> None:
    """Colloquial, elliptical, English, in another unit, with a wrong premise, over three turns. 83 % were right at
    first; with the causes fixed at least 97 % are."""
    tally = ask_all(load_cases(READERS), corpus_stores)
    assert tally.share >= 0.97, tally.report()


def test_documents_in_other_provinces_styles_are_answered_right(made_stores: Stores) -> None:
    """Made documents that share only their kind with the real ones: at least 97 % right."""
    tally = ask_all(made_cases(), made_stores)
    assert tally.share >= 0.97, tally.report()


def test_a_made_document_does_not_contradict_itself() -> None:
    """Basic expenditure is printed by function and by economic item; otherwise the gold would be ambiguous."""
    for document in (made_culture, made_farming, made_health, made_school, made_water):
        assert under(document.DATA.economics, "3") == basic(document.DATA.lines), document.__name__
