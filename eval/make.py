"""Draws new questions from a store, with gold from its own cells and sentences: ``python -m eval.make OUT.jsonl``.

A set that nobody has tuned on. It shares the store's reading of the documents with the pipeline under test, so it tests
what is done with figures, not whether the reader read them rightly; the evidence names each cell for a check by eye.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

from eval.make_figures import Kind, arithmetic, compare, lookup, plain_lookup, rank, share
from eval.make_pool import Pool, View
from eval.make_sentences import absent_institution, absent_item, absent_year, blank_cell, execution, yoy
from eval.sample_questions import Sample, row
from ingest.catalog import Catalog
from ingest.settings import StoreSettings

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
)
"""Weight of each kind in a set, and where its questions come from."""
OVER_ALL = ((2, compare), (1, absent_institution))


def run(store: Path | None, out: Path, count: int = 100, seed: int = 1) -> int:
    """Write ``count`` questions to ``out``, fewer where the store offers fewer; returns how many."""
    from qa.stores import open_stores

    stores = open_stores(StoreSettings.from_environment(store))
    samples = draw(stores.catalog, count, seed)
    stores.close()
    lines = [json.dumps(row(f"made-{seed}-{at:03d}", each), ensure_ascii=False) for at, each in enumerate(samples, 1)]
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(samples)


def draw(catalog: Catalog, count: int, seed: int) -> list[Sample]:
    """``count`` questions in the weights above; the same store and seed give the same questions."""
    rng = Random(seed)
    pool = Pool(catalog, rng)
    sources = [
        (weight, _interleaved([kind(view, rng) for view in _shuffled(pool, rng)])) for weight, kind in BY_DOCUMENT
    ]
    sources += [(weight, list(_mixed(kind(pool, rng), rng))) for weight, kind in OVER_ALL]
    rounds = chain.from_iterable(_rounds(sources))
    unique = {sample.question: sample for sample in rounds}
    return list(unique.values())[:count]


def _shuffled(pool: Pool, rng: Random) -> list[View]:
    return rng.sample(pool.views, len(pool.views))


def _interleaved(streams: Sequence[Iterable[Sample]]) -> list[Sample]:
    """One of each document in turn, so that a long document does not fill the set."""
    return [each for turn in zip_longest(*streams) for each in turn if each]


def _mixed(samples: Iterable[Sample], rng: Random) -> list[Sample]:
    found = list(samples)
    return rng.sample(found, len(found))


def _rounds(sources: Sequence[tuple[int, list[Sample]]]) -> Iterator[list[Sample]]:
    """In each round every kind gives as many as it weighs, until all have given everything."""
    turn = 0
    while any(len(found) > turn * weight for weight, found in sources):
        yield [each for weight, found in sources for each in found[turn * weight : (turn + 1) * weight]]
        turn += 1


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the question set to write (JSONL)")
    parser.add_argument("--store", type=Path, help="the store to draw from")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = run(given.store, given.out, given.count, given.seed)
    print(f"{given.out}: {made} questions")


if __name__ == "__main__":
    main()
