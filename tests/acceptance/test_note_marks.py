"""Note marks in every carrier, from the file to the answer: the figure as printed, the mark beside it in the quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.parse import parse_file
from ingest.settings import StoreSettings
from qa.stores import open_stores
from tests.fixtures.conversation import Asked, asker, first
from tests.fixtures.marked_files import CARRIERS, ROWS, Marked

_MARKUP = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("marked")
    for office, name, written in CARRIERS.values():
        written(folder / name, office)
    settings = StoreSettings(tmp_path_factory.mktemp("store") / "store")
    ingest_paths([folder], settings, workers=1)
    stores = open_stores(settings)
    yield asker(stores)
    stores.close()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.quote)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_figure_answers_as_printed_and_the_mark_stays_in_the_quote(asked: Asked, carrier: str, row: Marked) -> None:
    """620.35① is 620.35 万元 and never 620.351; a raised 3 before 769.65 is no thousand."""
    answer = asked(f"{CARRIERS[carrier][0]}2024年{row.item}决算数是多少")
    assert first(answer) == (row.value, "万元")
    (quote,) = {each.quote for each in answer.citations}
    raised_as_tag = carrier == "markdown" and "<sup>" in quote
    assert raised_as_tag or quote == row.quote
    assert row.value in _MARKUP.sub(" ", quote)


@pytest.mark.parametrize("carrier", [each for each in CARRIERS if each != "xlsx"])
def test_a_mark_in_a_sentence_is_no_part_of_its_figures(carrier: str, tmp_path: Path) -> None:
    """Raised by a tag, a style, a character, a run or a small glyph: the amount and its unit are read, the printed
    sentence is kept with its marks."""
    office, name, written = CARRIERS[carrier]
    parsed = parse_file(written(tmp_path / name, office), "0" * 64, "test")
    told = [each for each in parsed.statements if each.value is not None]
    assert [(each.value, each.unit) for each in told] == [(Decimal("2240.27"), "万元"), (Decimal("1310.05"), "万元")]
    assert all("1,310.05①万元" in each.sentence for each in told)
