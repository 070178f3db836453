"""A figure of many documents is read together, and is the same as asked of each document alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eval.scale.made import fill, sample_of
from ingest.model.figures import Fund, Role, Side, Stage
from ingest.store.catalog.assembled import assembled
from ingest.store.catalog.catalog import Catalog, open_catalog
from qa.execution.answering import answer_plan
from qa.execution.evaluate import Executor
from qa.execution.many import ManyFigures
from qa.execution.outcomes import Blank, Missing, Value
from qa.execution.store_reader import StoreReader, read_store
from qa.plans.notation import parse_plan
from qa.plans.slots import Docs, Figure
from qa.stores import Stores

WANTED = (
    Figure(),
    Figure(item="支出"),
    Figure(item="支出总计"),
    Figure(item="本年收入合计"),
    Figure(item="公务接待费"),
    Figure(item="三公经费", stage=Stage.BUDGET),
    Figure(item="基本支出", fund=Fund.GENERAL),
    Figure(item="农林水支出", side=Side.EXPENDITURE, source="cell"),
    Figure(item="农林水支出", role=Role.CHANGE),
    Figure(item="卫生健康支出", measure="基本支出"),
    Figure(item="2080501"),
    Figure(item="210 卫生健康支出", unit="万元"),
    Figure(item="培训费", source="text"),
    Figure(item="没有这一项"),
)


@pytest.fixture(scope="module")
def made(sample_stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Eight made offices with a document of each of five years."""
    catalog = sample_stores.catalog
    folder = tmp_path_factory.mktemp("made")
    fill(folder, sample_of(catalog, catalog.find("lanxian-2024-final.pdf")), 40)
    with closing(open_catalog(folder)) as opened:
        yield opened


def _differing(reader: StoreReader, wanted: Figure) -> list[str]:
    """The institutions of which a figure differs from the one that is asked for alone."""
    sources = reader.shelf.choose(Docs()).sources
    found = ManyFigures(reader.figures, least=1).figures(sources, wanted)
    return [
        source.info.institution
        for source in sources
        if source.ids in found and found[source.ids] != reader.selector.figure(source, wanted)
    ]


def test_every_database_gives_the_same_figures(sample_stores: Stores, tmp_path: Path, database_url: str) -> None:
    here = sample_stores.catalog
    with closing(open_catalog(tmp_path, database_url, create=True)) as catalog:
        for info in here.documents():
            catalog.store(assembled(here, info))
            catalog.settle(info.id)
        reader, own = read_store(catalog), read_store(here)
        sources = own.shelf.choose(Docs()).sources
        for wanted in WANTED[:8]:
            found = ManyFigures(reader.figures, least=1).figures(reader.shelf.choose(Docs()).sources, wanted)
            expected = ManyFigures(own.figures, least=1).figures(sources, wanted)
            assert {ids: _told(each) for ids, each in found.items()} == {i: _told(e) for i, e in expected.items()}


def _told(found: Value | Missing) -> object:
    """What a figure says, without when its document was stored."""
    entry = found.entry if isinstance(found, Value | Blank) else None
    return (type(found), entry.origin if entry else None)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_figures_of_the_sample_documents_are_those_asked_one_by_one(sample_stores: Stores, wanted: Figure) -> None:
    assert _differing(read_store(sample_stores.catalog), wanted) == []


@pytest.mark.parametrize("wanted", WANTED[:9], ids=str)
def test_figures_of_many_offices_are_those_asked_one_by_one(made: Catalog, wanted: Figure) -> None:
    assert _differing(read_store(made), wanted) == []


def test_every_name_of_the_sample_documents_means_the_same_in_many(sample_stores: Stores) -> None:
    reader = read_store(sample_stores.catalog)
    names = sorted({*reader.figures.words("item"), *reader.figures.words("told")})[::12]
    assert {name: found for name in names if (found := _differing(reader, Figure(item=name)))} == {}


def test_the_largest_of_many_documents_is_told_without_reading_each(
    made: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = parse_plan('rank(each(docs(year=2024, kind="决算"), figure(item="农林水支出")), 3)')
    alone = Executor(read_store(made))
    monkeypatch.setattr(alone.reader.many, "figures", lambda sources, wanted: {})
    expected = answer_plan(plan, alone)
    together = Executor(read_store(made))
    asked: list[object] = []
    monkeypatch.setattr(together.reader.selector, "figure", lambda source, wanted: asked.append(source))
    answer = answer_plan(plan, together)
    assert (asked, answer.answer, answer.items) == ([], expected.answer, expected.items)
    assert len(answer.items) == 3


def test_a_made_catalog_has_offices_with_figures_of_their_own(made: Catalog) -> None:
    executor = Executor(read_store(made))
    name = executor.reader.shelf.documents[0].institution
    answers = [
        answer_plan(parse_plan(f'figure(docs("{each}", 2023), "农林水支出")'), executor)
        for each in (name, "岚县人力资源和社会保障局")
    ]
    assert name != "岚县人力资源和社会保障局"
    assert all(each.status == "answered" for each in answers)
    assert answers[0].results[0].value != answers[1].results[0].value


def test_only_the_chosen_documents_are_read(made: Catalog) -> None:
    reader = read_store(made)
    sources = reader.shelf.choose(Docs(year=(2022,))).sources
    found = ManyFigures(reader.figures, least=1).figures(sources[1:], Figure(item="农林水支出"))
    assert set(found) == {each.ids for each in sources[1:]}
