"""Fit how sure the learned reader is: ``python -m eval.measures.sureness SET.jsonl STORE [SET.jsonl STORE …]``.

Each question is read and its plan run; a logistic model learns from what spoke against each answer whether it was
right. The weights go into ``qa/data/sureness.toml``. The same sets and stores give the same weights."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from eval.measures.scored import score_all
from eval.run.cases import Case, load_cases
from eval.run.runner import ask_case
from ingest.settings import StoreSettings
from qa.desk import desk_of
from qa.execution.answering import answer_plan
from qa.reader.choosing.sureness import NAMES
from qa.reader.reading import Reading
from qa.stores import open_stores

_WEIGHTS = Path(__file__).parents[2] / "qa" / "data" / "sureness.toml"
_FREEDOM = 2.0
"""How little the weights are held small."""
_FOLDS = 5
_THRESHOLDS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)
Array = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """An answered question: its features in the order of ``NAMES``, and whether the answer was right."""

    features: tuple[float, ...]
    right: bool


def main(given: Sequence[str]) -> None:
    """Fit over pairs of a set and a store, show what each threshold would let through, and write the weights."""
    if len(given) < 2 or len(given) % 2:
        sys.exit("usage: python -m eval.measures.sureness SET.jsonl STORE [SET.jsonl STORE …]")
    pairs = zip(given[::2], given[1::2], strict=True)
    seen = [each for cases, store in pairs for each in answered(load_cases(Path(cases)), Path(store))]
    features = numpy.array([each.features for each in seen])
    right = numpy.array([each.right for each in seen], dtype=float)
    _show(features, right)
    rows = (f"{name} = {weight:.3f}\n" for name, weight in zip(NAMES, fitted(features, right), strict=True))
    _WEIGHTS.write_text(
        "# Weights of the probability that a reading is right (qa/reader/choosing/sureness.py).\n"
        f"# Fitted by eval/measures/sureness.py on {len(seen)} answers, not chosen.\n[weights]\n" + "".join(rows),
        "utf-8",
    )


def answered(cases: Sequence[Case], store: Path) -> Iterator[Seen]:
    """The questions that the learned reader alone answers, right or wrong."""
    stores = open_stores(StoreSettings.from_environment(store))
    desk, readings = desk_of(stores), dict[tuple[str, tuple[str, ...]], Reading]()

    def asker(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
        reading = readings[question, tuple(turns)] = desk.reader.read_after(turns, question)
        if reading.plan is None:
            return {"status": "refused", "answer": "", "results": [], "items": [], "citations": []}
        return answer_plan(reading.plan, desk.executor, question).to_dict()

    records = {each.id: ask_case(asker, each) for each in cases}
    for each in score_all(cases, records):
        reading = readings.get((each.case.question, tuple(each.case.turns)))
        if reading is not None and reading.plan is not None and each.status == "answered":
            yield Seen(tuple(reading.features[name] for name in NAMES), each.right)
    stores.close()


def fitted(features: Array, right: Array) -> Array:
    """The weights of a logistic model in the order of ``NAMES``; all but the base are held small."""
    base = NAMES.index("base")
    model = LogisticRegression(C=_FREEDOM).fit(numpy.delete(features, base, axis=1), right)
    return numpy.insert(model.coef_[0], base, model.intercept_[0])


def _chance(features: Array, weights: Array) -> Array:
    return numpy.asarray(1 / (1 + numpy.exp(-features @ weights)))


def _show(features: Array, right: Array) -> None:
    """What would be answered at each threshold, each answer judged by weights that were fitted without it."""
    order = numpy.random.default_rng(0).permutation(len(right))
    chances = numpy.zeros(len(right))
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        rest = numpy.setdiff1d(order, held)
        chances[held] = _chance(features[held], fitted(features[rest], right[rest]))
    for threshold in _THRESHOLDS:
        kept = chances >= threshold
        print(f"{threshold:.2f}: {int(right[kept].sum())} right, {int((1 - right[kept]).sum())} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
