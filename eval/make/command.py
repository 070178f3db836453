"""Draws new questions from a store, with gold from its own cells and sentences: ``budgetqa eval make OUT.jsonl``.

Nobody has tuned on such a set. It shares the store's reading of the documents with the pipeline under test, so it tests
the use of figures, not their extraction; the evidence names each cell for a manual check."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

from eval.make.figures import Kind, arithmetic, compare, lookup, plain_lookup, rank, share
from eval.make.performance import indicators, money_of_projects, scores
from eval.make.pool import Pool, View
from eval.make.sentences import absent_institution, absent_item, absent_year, blank_cell, execution, yoy
from eval.make.series import above, pair_of, smallest, top_three
from eval.make.wordings import colloquial, english, goes_on, in_a_unit, three_public
from eval.run.cases import BadCase
from eval.run.whole_files import write_whole
from eval.samples.questions.question import Sample, row
from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from ingest.store.catalog.catalog import Catalog

BY_DOCUMENT: Sequence[tuple[int, Kind]] = (
    (4, lookup),
    (6, plain_lookup),
    (3, arithmetic),
    (3, share),
    (3, rank),
    (4, yoy),
    (3, execution),
    (1, absent_year),
    (2, absent_item),
    (1, blank_cell),
    (2, top_three),
    (1, smallest),
    (2, above),
    (3, pair_of),
    (3, colloquial),
    (2, in_a_unit),
    (2, english),
    (2, goes_on),
    (1, three_public),
    (3, indicators),
    (1, money_of_projects),
    (1, scores),
)
"""Weight of each kind in a set, and where its questions come from."""
OVER_ALL = ((2, compare), (1, absent_institution))


def run(
    store: Path | None, out: Path, count: int = 100, seed: int = 1, *, force: bool = False, as_json: bool = False
) -> int:
    """Write ``count`` questions to ``out`` (fewer if the store offers fewer) and report them. Returns how many.

    An existing ``out`` is replaced only with ``force``; it is written whole or not at all. Raises BadCase if ``out``
    cannot be written, StoreError if the store is missing or offers no question."""
    _refuse_place(out, force)
    samples = _drawn(store, count, seed)
    lines = [json.dumps(row(f"made-{seed}-{at:03d}", each), ensure_ascii=False) for at, each in enumerate(samples, 1)]
    write_whole(out, "".join(line + "\n" for line in lines))
    types = dict(Counter(each.type for each in samples).most_common())
    made = {"set": str(out), "questions": len(samples), "asked_for": count, "seed": seed, "types": types}
    print(json.dumps(made, ensure_ascii=False) if as_json else _told(out, types, count))
    return len(samples)


def _refuse_place(out: Path, force: bool) -> None:
    if out.is_dir():
        raise BadCase(f"{out} is a folder: give the name of the question set to write")
    if not out.parent.is_dir():
        raise BadCase(f"{out.parent} is no folder: make it first, or write the set elsewhere")
    if out.exists() and not force:
        raise BadCase(f"{out} is there already: give another name, or --force to overwrite it")


def _drawn(store: Path | None, count: int, seed: int) -> list[Sample]:
    from qa.stores import open_stores

    stores = open_stores(StoreSettings.from_environment(store))
    try:
        documents = len(stores.catalog.documents())
        samples = draw(stores.catalog, count, seed)
    finally:
        stores.close()
    if not documents:
        raise StoreError("the store holds no documents: read some first with `budgetqa ingest PATH`")
    if not samples:
        raise StoreError("no question could be drawn: no document of the store has a figure that its names tell apart")
    return samples


def _told(out: Path, types: Mapping[str, int], count: int) -> str:
    made = sum(types.values())
    few = f" ({count} were asked for: the documents of the store offer no more)" if made < count else ""
    return f"{out}: {made} questions{few}\n" + "  ".join(f"{name} {held}" for name, held in types.items())


def draw(catalog: Catalog, count: int, seed: int) -> list[Sample]:
    """``count`` questions in the weights above; the same store and seed give the same questions."""
    rng = Random(seed)
    pool = Pool(catalog, rng)
    sources = [
        (weight, _interleaved([kind(view, rng) for view in _shuffled(pool, rng)])) for weight, kind in BY_DOCUMENT
    ]
    sources += [(weight, list(_mixed(kind(pool, rng), rng))) for weight, kind in OVER_ALL]
    rounds = chain.from_iterable(_rounds(sources))
    unique = {(*sample.turns, sample.question): sample for sample in rounds}
    return list(unique.values())[:count]


def _shuffled(pool: Pool, rng: Random) -> list[View]:
    return rng.sample(pool.views, len(pool.views))


def _interleaved(streams: Sequence[Iterable[Sample]]) -> list[Sample]:
    """Takes one sample of each document in turn, so that a long document does not fill the set."""
    return [each for turn in zip_longest(*streams) for each in turn if each]


def _mixed(samples: Iterable[Sample], rng: Random) -> list[Sample]:
    found = list(samples)
    return rng.sample(found, len(found))


def _rounds(sources: Sequence[tuple[int, list[Sample]]]) -> Iterator[list[Sample]]:
    """In each round every kind yields as many samples as its weight, until all are exhausted."""
    turn = 0
    while any(len(found) > turn * weight for weight, found in sources):
        yield [each for weight, found in sources for each in found[turn * weight : (turn + 1) * weight]]
        turn += 1
